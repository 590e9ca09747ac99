//! Arms: free, propped up on a forearm, or holding on with a hand.

use super::Solver;
use crate::figure::body::{
    ARM_RADIUS, Body, FOREARM, HAND, HEAD_RADIUS, TRUNK_RADIUS, UPPER_ARM, sign,
};
use crate::figure::joint::Joint;
use crate::figure::point::{Point, turned};
use crate::figure::reach::{reach, side as side_of_triangle};
use crate::figure::scene;
use crate::figure::touch::kept;
use crate::schema::{Hold, Surface};

/// How far before what it grips the wrist is.
const GRIP: f64 = 6.0;

impl Solver<'_> {
    pub(super) fn arm(&mut self, side: usize) {
        match (self.touch.forearms[side], self.touch.hands[side]) {
            (Some(surface), _) => self.prop_up(side, surface),
            (None, Some(hold)) => self.hold(side, hold),
            (None, None) => {
                let (first, second) = (self.arm_lean(side), self.forearm_lean(side));
                self.put_arm(side, first, second, None);
            }
        }
    }

    /// The places of an arm; a hand that holds nothing goes on as the wrist is bent.
    fn put_arm(&mut self, side: usize, first: f64, second: f64, hand: Option<f64>) {
        let sign = sign(self.view, side);
        let free = second - sign * self.angles.get(Joint::Wrist, side);
        let hand = hand.unwrap_or(free);
        let limbs = &mut self.body.limbs[side];
        limbs.elbow = limbs.shoulder + Point::towards(first) * UPPER_ARM;
        limbs.wrist = limbs.elbow + Point::towards(second) * FOREARM;
        limbs.fingers = limbs.wrist + Point::towards(hand) * HAND;
        self.know(Joint::Shoulder, side, sign * (self.chest_lean() + 180.0 - first));
        self.know(Joint::Elbow, side, sign * (first - second));
        self.know(Joint::Wrist, side, sign * (second - hand));
    }

    /// The upper arm turns until the elbow is down; the forearm lies in front of it.
    fn prop_up(&mut self, side: usize, surface: Surface) {
        let shoulder = self.body.limbs[side].shoulder;
        let down = self.level(surface) + ARM_RADIUS;
        let arm = Point::towards(self.arm_lean(side)) * UPPER_ARM;
        let (across, is_reached) = side_of_triangle(UPPER_ARM, shoulder.y - down, arm.x);
        self.report(is_reached, "forearm");
        let first = Point::new(across, down - shoulder.y).lean();
        self.put_arm(side, first, 90.0, Some(90.0));
        self.places.forearms[side] = Some((surface, self.body.limbs[side].elbow));
    }

    /// A hand that was there before stays; a new one goes where the bend of its elbow puts it.
    fn hold(&mut self, side: usize, hold: Hold) {
        let shoulder = self.body.limbs[side].shoulder;
        let wrist = self.held(side, hold).unwrap_or_else(|| {
            kept(self.before.hands[side], &hold).unwrap_or_else(|| self.rest_hand(side, hold))
        });
        self.places.hands[side] = Some((hold, wrist));
        let is_bent_in = self.angles.get(Joint::Elbow, side) < 0.0;
        let turn = if is_bent_in { 1.0 } else { -1.0 } * sign(self.view, side);
        let arms = reach(wrist - shoulder, UPPER_ARM, FOREARM, turn);
        self.report(arms.is_reached, "hand");
        let hand = match hold {
            // Behind the body the fingers point away from it.
            Hold::Floor => {
                let is_behind = (-170.0..0.0).contains(&turned(arms.second));
                Some(if is_behind { 270.0 } else { 90.0 })
            }
            Hold::Wall => Some(0.0),
            _ => None,
        };
        self.put_arm(side, arms.first, arms.second, hand);
    }

    /// The place of a wrist that holds one thing and no other: a chair, a rail, or the body.
    fn held(&self, side: usize, hold: Hold) -> Option<Point> {
        let Body { pelvis, waist, chest, head, head_lean, .. } = self.body;
        let limbs = &self.body.limbs[side];
        let front = Point::towards(self.chest_lean() + 90.0);
        Some(match hold {
            Hold::Floor | Hold::Wall => return None,
            Hold::Chair => {
                let chair = scene::place(self.props, Surface::Chair);
                Point::new(chair - scene::HALF_SEAT, scene::CHAIR_HEIGHT + ARM_RADIUS)
            }
            Hold::Rail => {
                let rail = scene::place(self.props, Surface::Rail);
                Point::new(rail, scene::RAIL_HEIGHT + ARM_RADIUS)
            }
            Hold::Hips => pelvis + self.hip_way(side) * 1.6 + (waist - pelvis) * 0.4,
            Hold::Thigh => limbs.hip + (limbs.knee - limbs.hip) * 0.55,
            Hold::Knee => limbs.knee,
            Hold::Foot => {
                let way = limbs.shoulder - limbs.ankle;
                limbs.ankle + way * (GRIP / way.length())
            }
            Hold::Belly => waist + front * TRUNK_RADIUS,
            Hold::Chest => waist + (chest - waist) * 0.4 + front * TRUNK_RADIUS,
            Hold::Head => head - Point::towards(head_lean + 90.0) * HEAD_RADIUS,
        })
    }

    fn rest_hand(&mut self, side: usize, hold: Hold) -> Point {
        let (shoulder, way) = (self.body.limbs[side].shoulder, self.arm_way(side));
        let (place, is_reached) = if hold == Hold::Wall {
            let wall = scene::place(self.props, Surface::Wall);
            let x = wall + ARM_RADIUS.copysign(shoulder.x - wall);
            let (up, is_reached) = side_of_triangle(way.length(), x - shoulder.x, way.y);
            (Point::new(x, shoulder.y + up), is_reached)
        } else {
            let (across, is_reached) =
                side_of_triangle(way.length(), ARM_RADIUS - shoulder.y, way.x);
            (Point::new(shoulder.x + across, ARM_RADIUS), is_reached)
        };
        self.report(is_reached, "hand");
        place
    }
}
