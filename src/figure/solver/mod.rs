//! One position: from angles and contacts to places. First what fixes the body in space, then the
//! legs, then the arms, each of which reaches for what it touches.

mod anchor;
mod arm;
mod leg;

use super::body::{
    Body, FOREARM, HALF_HIPS, HALF_SHOULDERS, HEAD_RADIUS, LOW_BACK, NECK, SHIN, SHIN_RADIUS,
    THIGH, UPPER_ARM, UPPER_BACK, sign,
};
use super::joint::{Angles, Joint, SIDES};
use super::point::{Point, turned};
use super::scene;
use super::touch::{Places, Touch};
use super::{Problem, whole};
use crate::schema::{Prop, Surface, Viewpoint};

/// How far below the chest the arms begin.
const SHOULDER_DROP: f64 = 4.0;
/// How thick a knee is that kneels.
const KNEE_RADIUS: f64 = SHIN_RADIUS + 1.0;

#[derive(Debug)]
pub(super) struct Solver<'a> {
    pub view: Viewpoint,
    pub props: &'a [Prop],
    pub angles: Angles,
    pub touch: Touch,
    pub before: Places,
    pub places: Places,
    pub body: Body,
    pub problems: Vec<Problem>,
}

impl Solver<'_> {
    pub(super) fn solve(&mut self) {
        self.trunk();
        for side in SIDES {
            self.leg(side);
        }
        for side in SIDES {
            self.arm(side);
        }
    }

    fn level(&self, surface: Surface) -> f64 {
        scene::level(self.props, surface)
    }

    fn lean(&self) -> f64 {
        self.angles.get(Joint::Trunk, 0)
    }

    /// How the upper back leans, to which arms and neck are joined.
    fn chest_lean(&self) -> f64 {
        let bend = [Joint::LowBack, Joint::UpperBack].map(|joint| self.angles.get(joint, 0));
        self.lean() + bend[0] + bend[1]
    }

    fn thigh_lean(&self, side: usize) -> f64 {
        self.lean() + 180.0 - sign(self.view, side) * self.angles.get(Joint::Hip, side)
    }

    fn shin_lean(&self, side: usize) -> f64 {
        self.thigh_lean(side) + sign(self.view, side) * self.angles.get(Joint::Knee, side)
    }

    fn arm_lean(&self, side: usize) -> f64 {
        self.chest_lean() + 180.0 - sign(self.view, side) * self.angles.get(Joint::Shoulder, side)
    }

    fn forearm_lean(&self, side: usize) -> f64 {
        self.arm_lean(side) - sign(self.view, side) * self.angles.get(Joint::Elbow, side)
    }

    fn waist_way(&self) -> Point {
        Point::towards(self.lean() + self.angles.get(Joint::LowBack, 0)) * LOW_BACK
    }

    fn chest_way(&self) -> Point {
        self.waist_way() + Point::towards(self.chest_lean()) * UPPER_BACK
    }

    /// From the pelvis to the joint of a hip.
    fn hip_way(&self, side: usize) -> Point {
        match self.view {
            Viewpoint::Side => Point::default(),
            Viewpoint::Front => {
                Point::towards(self.lean() + 90.0) * (sign(self.view, side) * HALF_HIPS)
            }
        }
    }

    /// From the pelvis to the joint of a shoulder.
    fn shoulder_way(&self, side: usize) -> Point {
        let lean = self.chest_lean();
        let across = match self.view {
            Viewpoint::Side => Point::default(),
            Viewpoint::Front => {
                Point::towards(lean + 90.0) * (sign(self.view, side) * HALF_SHOULDERS)
            }
        };
        self.chest_way() - Point::towards(lean) * SHOULDER_DROP + across
    }

    /// From the joint of a hip to the ankle, as the angles say.
    fn leg_way(&self, side: usize) -> Point {
        Point::towards(self.thigh_lean(side)) * THIGH + Point::towards(self.shin_lean(side)) * SHIN
    }

    /// From the joint of a shoulder to the wrist, as the angles say.
    fn arm_way(&self, side: usize) -> Point {
        Point::towards(self.arm_lean(side)) * UPPER_ARM
            + Point::towards(self.forearm_lean(side)) * FOREARM
    }

    fn trunk(&mut self) {
        let pelvis = self.pelvis();
        let chest = pelvis + self.chest_way();
        self.rest_head(chest);
        let neck = self.angles.get(Joint::Neck, 0);
        self.body.pelvis = pelvis;
        self.body.waist = pelvis + self.waist_way();
        self.body.chest = chest;
        self.body.head = self.head(chest, neck);
        self.body.head_lean = self.chest_lean() + neck;
        for side in SIDES {
            self.body.limbs[side].hip = pelvis + self.hip_way(side);
            self.body.limbs[side].shoulder = pelvis + self.shoulder_way(side);
        }
    }

    fn head(&self, chest: Point, neck: f64) -> Point {
        chest + Point::towards(self.chest_lean() + neck / 2.0) * NECK
    }

    /// The head of somebody who lies on the back is on the floor and not in it.
    fn rest_head(&mut self, chest: Point) {
        if self.touch.shoulders != Some(Surface::Floor) {
            return;
        }
        let most = *Joint::Neck.range(self.view).end();
        let given = whole(self.angles.get(Joint::Neck, 0));
        let is_free = |neck: &i32| self.head(chest, f64::from(*neck)).y >= HEAD_RADIUS - 1.0;
        let neck = (given..=most).find(is_free).unwrap_or(given);
        self.angles.set(Joint::Neck, 0, f64::from(neck));
    }

    /// Keeps the angle that a contact made, so that it can be held against what the joint can do.
    fn know(&mut self, joint: Joint, side: usize, degrees: f64) {
        let degrees = turned(degrees);
        // No joint goes back this far: it went round the other way.
        let degrees = if degrees < -120.0 { degrees + 360.0 } else { degrees };
        self.angles.set(joint, side, degrees);
    }

    fn report(&mut self, is_reached: bool, part: &'static str) {
        let problem = Problem::Reach { part };
        if !is_reached && !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }
}
