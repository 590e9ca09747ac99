//! Two bones from one place to another.

use super::point::Point;

/// How two bones lean, and whether they are long enough.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach {
    pub first: f64,
    pub second: f64,
    pub is_reached: bool,
}

/// How far short of the place an end may stay, in centimetres: half the thickness of a line.
pub(super) const SLACK: f64 = 1.5;

/// What keeps a triangle from being a line, in centimetres.
const HAIR: f64 = 1e-6;

/// Turns two bones of these lengths so that their end is at a place. `turn` is 1 where the second bone
/// bends to a greater lean than the first, as a knee does, and -1 for an elbow.
pub(super) fn reach(way: Point, first: f64, second: f64, turn: f64) -> Reach {
    let distance = way.length().clamp((first - second).abs() + HAIR, first + second - HAIR);
    let angle = |a: f64, b: f64, opposite: f64| {
        ((a * a + b * b - opposite * opposite) / (2.0 * a * b)).clamp(-1.0, 1.0).acos().to_degrees()
    };
    let lean = way.lean() - turn * angle(first, distance, second);
    let bend = 180.0 - angle(first, second, distance);
    let is_reached = (way.length() - distance).abs() <= SLACK;
    Reach { first: lean, second: lean + turn * bend, is_reached }
}

/// The other side of a right-angled triangle, on the side of `towards`, and whether there is one.
pub(super) fn side(length: f64, across: f64, towards: f64) -> (f64, bool) {
    let square = length * length - across * across;
    (square.max(0.0).sqrt().copysign(towards), length + SLACK >= across.abs())
}
