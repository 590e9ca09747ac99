//! Numbers, lines and the frame of a picture.

use super::xy;
use crate::figure::point::Point;

/// What is left free around a figure, in centimetres.
pub(super) const MARGIN: f64 = 4.0;
/// How much of the ground is seen below the floor.
pub(super) const GROUND: f64 = 6.0;

/// A frame that grows around what it is to hold. The floor is always in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub left: f64,
    pub right: f64,
    pub top: f64,
}

impl Default for Frame {
    fn default() -> Self {
        Self { left: f64::INFINITY, right: f64::NEG_INFINITY, top: 0.0 }
    }
}

impl Frame {
    pub(super) fn hold(&mut self, point: Point, radius: f64) {
        self.left = self.left.min(point.x - radius);
        self.right = self.right.max(point.x + radius);
        self.top = self.top.max(point.y + radius);
    }

    /// `viewBox`, `width` and `height`, at so many pixels a centimetre.
    #[must_use]
    pub(super) fn attributes(&self, scale: f64) -> String {
        let (left, top) = ((self.left - MARGIN).floor(), (self.top + MARGIN).ceil());
        let width = (self.right + MARGIN).ceil() - left;
        let height = top + GROUND;
        let pixels = |length: f64| number((length * scale).round());
        format!(
            "viewBox=\"{} {} {} {}\" width=\"{}\" height=\"{}\"",
            number(left),
            number(-top),
            number(width),
            number(height),
            pixels(width),
            pixels(height)
        )
    }
}

/// A number to a tenth, as short as it can be written.
#[must_use]
pub(super) fn number(number: f64) -> String {
    let text = format!("{number:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The data of a path through points.
#[must_use]
pub(super) fn path(points: &[Point]) -> String {
    points.iter().enumerate().fold(String::new(), |path, (at, point)| {
        path + if at == 0 { "M" } else { "L" } + &xy(*point)
    })
}

/// A line of this thickness through points.
#[must_use]
pub(super) fn line(points: &[Point], width: f64) -> String {
    format!("<path stroke-width=\"{}\" d=\"{}\"/>", number(width), path(points))
}
