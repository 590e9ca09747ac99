//! The body in thick, round lines: the farther arm and leg first and lighter, then the trunk and head,
//! then the nearer ones with a rim of paper around them.

use super::shape::{line, number, path};
use super::xy;
use crate::figure::Arrow;
use crate::figure::body::{Body, HEAD_RADIUS, Limbs, TRUNK_RADIUS};
use crate::figure::point::Point;

const THIGH: f64 = 12.0;
const SHIN: f64 = 9.5;
const FOOT: f64 = 6.0;
const UPPER_ARM: f64 = 8.5;
const FOREARM: f64 = 7.5;
const HAND: f64 = 6.0;
const NECK: f64 = 8.0;
/// How much wider a line is drawn in the colour of the paper below it.
const RIM: f64 = 3.5;

pub(super) fn from_side(body: &Body) -> String {
    let [near, far] = &body.limbs;
    let far = format!("<g class=\"figure__far\">{}{}</g>", arm(far, 0.0), leg(far, 0.0));
    let near_leg = format!("<g class=\"figure__rim\">{}</g>{}", leg(near, RIM), leg(near, 0.0));
    let near_arm = format!("<g class=\"figure__rim\">{}</g>{}", arm(near, RIM), arm(near, 0.0));
    format!(
        "{far}<g class=\"figure__body\">{}{}{near_leg}{near_arm}</g>",
        head_from_side(body),
        trunk(body)
    )
}

pub(super) fn from_front(body: &Body) -> String {
    let [first, other] = &body.limbs;
    let legs = leg(first, 0.0) + &leg(other, 0.0);
    let arms = [first, other].map(|limbs| {
        format!("<g class=\"figure__rim\">{}</g>{}", arm(limbs, RIM), arm(limbs, 0.0))
    });
    format!(
        "<g class=\"figure__body\">{legs}{}{}{}</g>",
        head_from_front(body),
        broad_trunk(body),
        arms.concat()
    )
}

fn leg(limbs: &Limbs, rim: f64) -> String {
    let foot = [limbs.ankle, limbs.heel, limbs.ball, limbs.toes];
    line(&[limbs.hip, limbs.knee], THIGH + rim)
        + &line(&[limbs.knee, limbs.ankle], SHIN + rim)
        + &format!(
            "<path class=\"figure__filled\" stroke-width=\"{}\" d=\"{}L{}Z\"/>",
            number(FOOT + rim),
            path(&foot[..3]),
            xy(limbs.ball)
        )
        + &line(&foot[2..], FOOT + rim)
}

fn arm(limbs: &Limbs, rim: f64) -> String {
    line(&[limbs.shoulder, limbs.elbow], UPPER_ARM + rim)
        + &line(&[limbs.elbow, limbs.wrist], FOREARM + rim)
        + &line(&[limbs.wrist, limbs.fingers], HAND + rim)
}

/// From the side the trunk is one curve through the waist.
fn trunk(body: &Body) -> String {
    let control = body.waist * 2.0 - (body.pelvis + body.chest) * 0.5;
    format!(
        "<path class=\"figure__trunk\" stroke-width=\"{}\" d=\"M{}Q{} {}\"/>",
        number(2.0 * TRUNK_RADIUS),
        xy(body.pelvis),
        xy(control),
        xy(body.chest)
    )
}

/// From the front it is as broad as the shoulders above and as the hips below.
fn broad_trunk(body: &Body) -> String {
    let [first, other] = &body.limbs;
    let corners = [first.shoulder, first.hip, other.hip, other.shoulder];
    let width = number(TRUNK_RADIUS * 1.3);
    let corners = path(&corners);
    format!(
        "<path class=\"figure__trunk figure__filled\" stroke-width=\"{width}\" d=\"{corners}Z\"/>"
    )
}

/// The nose shows which way the head looks.
fn head_from_side(body: &Body) -> String {
    let nose = body.head + Point::towards(body.head_lean + 97.0) * (HEAD_RADIUS + 2.0);
    line(&[body.chest, body.head], NECK) + &head(body) + &line(&[body.head, nose], 5.0)
}

fn head_from_front(body: &Body) -> String {
    let (up, across) = (Point::towards(body.head_lean), Point::towards(body.head_lean + 90.0));
    let eye = |side: f64| {
        let Point { x, y } = body.head + across * (3.8 * side) + up;
        format!(
            "<circle class=\"figure__eye\" cx=\"{}\" cy=\"{}\" r=\"1.5\"/>",
            number(x),
            number(-y)
        )
    };
    line(&[body.chest, body.head], NECK) + &head(body) + &eye(-1.0) + &eye(1.0)
}

fn head(body: &Body) -> String {
    let Point { x, y } = body.head;
    format!(
        "<circle class=\"figure__head\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
        number(x),
        number(-y),
        number(HEAD_RADIUS)
    )
}

/// What moved, and where to.
pub(super) fn arrows(arrows: &[Arrow]) -> String {
    arrows.iter().map(arrow).collect()
}

fn arrow(arrow: &Arrow) -> String {
    let back = Point::towards((arrow.from - arrow.to).lean() + 35.0) * 8.0;
    let other = Point::towards((arrow.from - arrow.to).lean() - 35.0) * 8.0;
    let head = [arrow.to + back, arrow.to, arrow.to + other];
    let data = path(&[arrow.from, arrow.to]) + &path(&head);
    format!("<path class=\"figure__arrow\" stroke-width=\"3.5\" d=\"{data}\"/>")
}
