//! The poses of an exercise → positions: where every joint of a body is whose bones keep their length.
//!
//! An author gives angles, and what touches what. The contact fixes the figure in space, so a foot
//! that stands is on the floor by construction, and what stood somewhere in one pose stands there in
//! the next: the leg bends as it must. What no body can do is a [`Problem`].

mod arrow;
pub mod body;
pub mod joint;
pub mod point;
mod reach;
pub mod scene;
mod solver;
mod touch;

pub use arrow::Arrow;

use crate::schema::{Figure, Surface, Viewpoint};
use body::Body;
use joint::{Angles, FIELDS, Joint};
use solver::Solver;
use touch::{Places, Touch};

/// A figure in all its positions.
#[derive(Debug, Clone, PartialEq)]
pub struct Solved {
    pub frames: Vec<Frame>,
}

/// A figure in one position.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    pub body: Body,
    /// The angles as they came out: a contact may have bent a joint further than the author wrote.
    pub angles: Angles,
    /// What moved most since the position before.
    pub arrows: Vec<Arrow>,
    /// What is wrong with it. What follows from something that is wrong is not told besides.
    pub problems: Vec<Problem>,
}

/// What no body can do.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    /// A joint is bent further than it goes.
    Range { joint: Joint, side: usize, degrees: i32 },
    /// A limb is too short for what it is to touch.
    Reach { part: &'static str },
    /// A part is below the floor.
    Below { part: &'static str },
    /// A part touches a thing that is not in the picture.
    Missing { part: &'static str, surface: Surface },
}

/// How far the edge of a part may be below the floor, in centimetres: a line is thicker.
const SUNK: f64 = 2.5;
/// What rounding adds to an angle.
const ROUNDING: f64 = 1.0;

/// Finds where everything is, in each pose.
#[must_use]
pub fn solve(figure: &Figure) -> Solved {
    let angles = Angles::of(&figure.poses);
    let mut before = Places::default();
    let mut frames: Vec<Frame> = Vec::new();
    let touches = Touch::of_poses(&figure.poses);
    for (pose, (angles, touch)) in figure.poses.iter().zip(angles.into_iter().zip(touches)) {
        if pose.moved {
            before = before.without_ends();
        }
        let mut solver = Solver {
            view: figure.view,
            props: &figure.props,
            angles,
            touch,
            before,
            places: Places::default(),
            body: Body::default(),
            problems: missing(figure, &touch),
        };
        solver.solve();
        before = solver.places;
        let arrows = frames.last().map(|last| arrow::arrows(figure, &last.body, &solver.body));
        let mut frame = Frame {
            body: solver.body,
            angles: solver.angles,
            arrows: arrows.unwrap_or_default(),
            problems: solver.problems,
        };
        if frame.problems.is_empty() {
            frame.problems.extend(out_of_range(figure.view, &frame.angles));
        }
        if frame.problems.is_empty() {
            frame.problems.extend(sunk(&frame.body));
        }
        frames.push(frame);
    }
    Solved { frames }
}

fn missing(figure: &Figure, touch: &Touch) -> Vec<Problem> {
    let missing = touch.surfaces().filter(|(_, surface)| !scene::has(&figure.props, *surface));
    missing.map(|(part, surface)| Problem::Missing { part, surface }).collect()
}

fn out_of_range(view: Viewpoint, angles: &Angles) -> impl Iterator<Item = Problem> {
    FIELDS.iter().filter_map(move |field| {
        let degrees = angles.get(field.joint, field.side);
        if field.side == 1 && whole(degrees) == whole(angles.get(field.joint, 0)) {
            return None;
        }
        let range = field.joint.range(view);
        let (least, most) = (f64::from(*range.start()), f64::from(*range.end()));
        let fits = (least - ROUNDING..=most + ROUNDING).contains(&degrees);
        let problem =
            || Problem::Range { joint: field.joint, side: field.side, degrees: whole(degrees) };
        (!fits).then(problem)
    })
}

fn sunk(body: &Body) -> Option<Problem> {
    let names = ["elbow", "hand", "hand", "knee", "ankle", "foot", "foot", "foot"];
    let limbs = body.limbs.iter().flat_map(|limbs| limbs.outline().into_iter().zip(names));
    let trunk = [(body.pelvis, "seat"), (body.chest, "trunk")];
    let trunk = trunk.map(|(point, name)| ((point, body::TRUNK_RADIUS), name));
    let head = ((body.head, body::HEAD_RADIUS), "head");
    let mut all = limbs.chain(trunk).chain([head]);
    let ((..), part) = all.find(|((point, radius), _)| point.y - radius < -SUNK)?;
    Some(Problem::Below { part })
}

/// The nearest whole number.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "an angle and a place are small")]
pub fn whole(number: f64) -> i32 {
    number.round() as i32
}
