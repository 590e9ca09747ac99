//! The floor, and the things that stand on it.

use super::shape::{Frame, GROUND, MARGIN, line, number};
use crate::figure::body::Body;
use crate::figure::point::Point;
use crate::figure::scene::{
    CHAIR_HEIGHT, CUSHION_HEIGHT, HALF_SEAT, RAIL_HEIGHT, ROLLER_HEIGHT, SEAT_HEIGHT, step_height,
};
use crate::schema::{Holder, Prop, PropKind};

/// How thick a wall is drawn, and how deep a step is.
const WALL: f64 = 6.0;
const STEP_DEPTH: f64 = 40.0;
const HALF_MAT: f64 = 90.0;
const HALF_CUSHION: f64 = 16.0;
const MAT: f64 = 2.5;
const WOOD: f64 = 4.0;
/// Half the length of the piece of a rail that is seen.
const RAIL: f64 = 9.0;

fn at(prop: &Prop) -> f64 {
    f64::from(prop.at.get())
}

fn height(prop: &Prop) -> f64 {
    prop.height.map_or(0.0, |height| f64::from(height.get()))
}

/// Makes room for a thing. A wall goes as high as the picture, and a mat as far.
pub(super) fn hold(window: &mut Frame, prop: &Prop) {
    let x = at(prop);
    let (left, right, top) = match prop.kind {
        PropKind::Wall => (x - WALL, x + WALL, 0.0),
        PropKind::Chair => (x - HALF_SEAT, x + HALF_SEAT, CHAIR_HEIGHT),
        PropKind::Bench => (x - HALF_SEAT, x + HALF_SEAT, SEAT_HEIGHT),
        PropKind::Step => (x, x + STEP_DEPTH, step_height(prop)),
        PropKind::Mat => (x, x, 0.0),
        PropKind::Rail => (x - RAIL, x + RAIL, RAIL_HEIGHT + WOOD),
        PropKind::Cushion => (x - HALF_CUSHION, x + HALF_CUSHION, CUSHION_HEIGHT),
        PropKind::Roller => (x - ROLLER_HEIGHT / 2.0, x + ROLLER_HEIGHT / 2.0, ROLLER_HEIGHT),
        PropKind::Band => (x - WOOD, x + WOOD, height(prop) + WOOD),
    };
    window.hold(Point::new(left, top), 0.0);
    window.hold(Point::new(right, top), 0.0);
}

pub(super) fn ground(window: &Frame) -> String {
    let (left, right) = (window.left - MARGIN, window.right + MARGIN);
    rectangle("figure__ground", left, right, 0.0, -GROUND)
}

/// The thing itself. The body is drawn over it.
pub(super) fn behind(prop: &Prop, window: &Frame, body: &Body) -> String {
    let x = at(prop);
    match prop.kind {
        PropKind::Wall => wall(x, window, body),
        PropKind::Chair => chair(x),
        PropKind::Bench => bench(x),
        PropKind::Step => rectangle("figure__thing", x, x + STEP_DEPTH, step_height(prop), 0.0),
        PropKind::Mat => {
            let (left, right) = (window.left.max(x - HALF_MAT), window.right.min(x + HALF_MAT));
            rectangle("figure__mat", left, right, 0.0, -MAT)
        }
        PropKind::Cushion => {
            rectangle("figure__thing", x - HALF_CUSHION, x + HALF_CUSHION, CUSHION_HEIGHT, 0.0)
        }
        PropKind::Roller => {
            let radius = number(ROLLER_HEIGHT / 2.0);
            let x = number(x);
            format!("<circle class=\"figure__thing\" cx=\"{x}\" cy=\"-{radius}\" r=\"{radius}\"/>")
        }
        PropKind::Rail => rail(x),
        PropKind::Band => band(prop, body),
    }
}

/// A wall is as thick as it is to be seen, on the side where nobody is; at 0 it is behind.
fn wall(x: f64, window: &Frame, body: &Body) -> String {
    if x == 0.0 {
        let (left, right) = (window.left - MARGIN, window.right + MARGIN);
        return rectangle("figure__behind", left, right, window.top + MARGIN, 0.0);
    }
    let depth = WALL.copysign(x - body.pelvis.x);
    rectangle("figure__ground", x.min(x + depth), x.max(x + depth), window.top + MARGIN, 0.0)
}

/// A chair looks to the right, so its back is on the left.
fn chair(x: f64) -> String {
    let (left, right) = (x - HALF_SEAT, x + HALF_SEAT - WOOD / 2.0);
    let seat = SEAT_HEIGHT - WOOD / 2.0;
    let parts = [
        [Point::new(left, CHAIR_HEIGHT - WOOD / 2.0), Point::new(left, WOOD / 2.0)],
        [Point::new(left, seat), Point::new(right, seat)],
        [Point::new(right, seat), Point::new(right, WOOD / 2.0)],
    ];
    wooden(&parts)
}

fn bench(x: f64) -> String {
    let (left, right) = (x - HALF_SEAT + WOOD / 2.0, x + HALF_SEAT - WOOD / 2.0);
    let seat = SEAT_HEIGHT - WOOD / 2.0;
    let parts = [
        [Point::new(left, seat), Point::new(left, WOOD / 2.0)],
        [Point::new(left, seat), Point::new(right, seat)],
        [Point::new(right, seat), Point::new(right, WOOD / 2.0)],
    ];
    wooden(&parts)
}

fn rail(x: f64) -> String {
    let end = Point::new(x - RAIL, RAIL_HEIGHT - WOOD / 2.0);
    let bar = [end, Point::new(x + RAIL, end.y)];
    wooden(&[bar, [Point::new(x, end.y), Point::new(x, 0.0)]])
}

fn wooden(parts: &[[Point; 2]]) -> String {
    let lines: String = parts.iter().map(|part| line(part, WOOD)).collect();
    format!("<g class=\"figure__wood\">{lines}</g>")
}

/// From a post to what holds its end.
fn band(prop: &Prop, body: &Body) -> String {
    let near = &body.limbs[0];
    let end = match prop.held_by {
        Some(Holder::Foot) => near.ball,
        Some(Holder::Hands) | None => near.wrist + (near.fingers - near.wrist) * 0.5,
    };
    let fixed = Point::new(at(prop), height(prop));
    let post = wooden(&[[Point::new(fixed.x, height(prop) + WOOD), Point::new(fixed.x, 2.0)]]);
    format!("{post}<g class=\"figure__band\">{}</g>", line(&[fixed, end], 3.0))
}

fn rectangle(class: &str, left: f64, right: f64, top: f64, bottom: f64) -> String {
    format!(
        "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
        number(left),
        number(-top),
        number(right - left),
        number(top - bottom)
    )
}
