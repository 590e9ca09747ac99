//! The body: lengths that never change, and where its joints are.

use super::point::Point;
use crate::schema::Viewpoint;

pub const LOW_BACK: f64 = 23.0;
pub const UPPER_BACK: f64 = 27.0;
pub const NECK: f64 = 20.0;
pub const UPPER_ARM: f64 = 28.0;
pub const FOREARM: f64 = 25.0;
pub const HAND: f64 = 9.0;
pub const THIGH: f64 = 42.0;
pub const SHIN: f64 = 41.0;
/// From the ankle down to the sole, back to the heel, and forward to the ball; then to the toes.
pub const ANKLE_HEIGHT: f64 = 7.0;
pub const HEEL: f64 = 5.0;
pub const BALL: f64 = 13.0;
pub const TOES: f64 = 6.0;

/// Half of how thick the parts are where they touch something.
pub const HEAD_RADIUS: f64 = 10.5;
pub const TRUNK_RADIUS: f64 = 8.5;
pub const THIGH_RADIUS: f64 = 6.0;
pub const SHIN_RADIUS: f64 = 4.5;
pub const FOOT_RADIUS: f64 = 3.0;
pub const ARM_RADIUS: f64 = 4.0;

/// Half the distance of the hips and of the shoulders, seen from the front.
pub const HALF_HIPS: f64 = 9.0;
pub const HALF_SHOULDERS: f64 = 17.0;

/// An arm and a leg.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Limbs {
    pub shoulder: Point,
    pub elbow: Point,
    pub wrist: Point,
    pub fingers: Point,
    pub hip: Point,
    pub knee: Point,
    pub ankle: Point,
    pub heel: Point,
    pub ball: Point,
    pub toes: Point,
}

/// Where everything is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Body {
    pub pelvis: Point,
    pub waist: Point,
    /// Where the neck begins.
    pub chest: Point,
    pub head: Point,
    /// How far the crown of the head leans from upright, in degrees.
    pub head_lean: f64,
    /// The side without `other_` first.
    pub limbs: [Limbs; 2],
}

impl Limbs {
    /// Each point with half the thickness of the body there.
    #[must_use]
    pub fn outline(&self) -> [(Point, f64); 8] {
        [
            (self.elbow, ARM_RADIUS),
            (self.wrist, ARM_RADIUS),
            (self.fingers, ARM_RADIUS - 1.0),
            (self.knee, SHIN_RADIUS + 1.0),
            (self.ankle, SHIN_RADIUS),
            (self.heel, FOOT_RADIUS),
            (self.ball, FOOT_RADIUS),
            (self.toes, FOOT_RADIUS),
        ]
    }

    /// The bones, from joint to joint, by their lengths.
    #[must_use]
    pub fn bones(&self) -> [(Point, Point, f64); 5] {
        [
            (self.shoulder, self.elbow, UPPER_ARM),
            (self.elbow, self.wrist, FOREARM),
            (self.wrist, self.fingers, HAND),
            (self.hip, self.knee, THIGH),
            (self.knee, self.ankle, SHIN),
        ]
    }
}

impl Body {
    /// Each point with half the thickness of the body there.
    #[must_use]
    pub fn outline(&self) -> Vec<(Point, f64)> {
        let trunk = [self.pelvis, self.waist, self.chest].map(|point| (point, TRUNK_RADIUS));
        let head = [(self.head, HEAD_RADIUS + 3.0)];
        let limbs = self.limbs.iter().flat_map(Limbs::outline);
        trunk.into_iter().chain(head).chain(limbs).collect()
    }
}

/// Which way the angles of a side turn: from the front, the other side is the mirror image.
#[must_use]
pub(super) fn sign(view: Viewpoint, side: usize) -> f64 {
    if view == Viewpoint::Front && side == 1 { -1.0 } else { 1.0 }
}
