//! One position: from angles and contacts to places. First what fixes the body in space, then the
//! legs, then the arms, each of which reaches for what it touches.

use super::body::{
    ANKLE_HEIGHT, ARM_RADIUS, BALL, Body, FOOT_RADIUS, FOREARM, HALF_HIPS, HALF_SHOULDERS, HAND,
    HEAD_RADIUS, HEEL, LOW_BACK, Limbs, NECK, SHIN, SHIN_RADIUS, THIGH, TOES, TRUNK_RADIUS,
    UPPER_ARM, UPPER_BACK, sign,
};
use super::joint::{Angles, Joint, SIDES};
use super::point::{Point, turned};
use super::reach::{Reach, reach, side as side_of_triangle};
use super::scene;
use super::touch::{Places, Touch, kept};
use super::{Problem, whole};
use crate::schema::{Hold, Prop, Surface, Viewpoint};

/// How far below the chest the arms begin.
const SHOULDER_DROP: f64 = 4.0;
/// How far before what it grips the wrist is.
const GRIP: f64 = 6.0;
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

    /// Where what fixes the figure in space puts the pelvis.
    fn pelvis(&mut self) -> Point {
        let forearm = SIDES.into_iter().find(|side| self.touch.forearms[*side].is_some());
        let knee = SIDES.into_iter().find(|side| self.touch.knees[*side].is_some());
        let foot = SIDES.into_iter().find(|side| self.touch.feet[*side].is_some());
        match (self.touch.shoulders, forearm, self.touch.seat, knee, foot) {
            (Some(Surface::Wall), ..) => self.pelvis_at_wall(foot.unwrap_or_default()),
            (Some(surface), ..) => self.pelvis_by_shoulders(surface),
            (_, Some(side), ..) => self.pelvis_by_forearm(side),
            (_, _, Some(surface), ..) => self.pelvis_by_seat(surface),
            (.., Some(side), _) => self.pelvis_by_knee(side),
            (.., Some(side)) => self.pelvis_by_foot(side),
            _ => Point::new(0.0, TRUNK_RADIUS),
        }
    }

    fn pelvis_by_shoulders(&mut self, surface: Surface) -> Point {
        let fresh =
            Point::new(scene::place(self.props, surface), self.level(surface) + TRUNK_RADIUS);
        let place = kept(self.before.shoulders, &surface).unwrap_or(fresh);
        self.places.shoulders = Some((surface, place));
        place - self.chest_way()
    }

    fn pelvis_by_forearm(&mut self, side: usize) -> Point {
        let surface = self.touch.forearms[side].unwrap_or(Surface::Floor);
        let fresh = Point::new(0.0, self.level(surface) + ARM_RADIUS);
        let place = kept(self.before.forearms[side], &surface).unwrap_or(fresh);
        self.places.forearms[side] = Some((surface, place));
        place - Point::towards(self.arm_lean(side)) * UPPER_ARM - self.shoulder_way(side)
    }

    fn pelvis_by_seat(&mut self, surface: Surface) -> Point {
        let fresh =
            Point::new(scene::place(self.props, surface), self.level(surface) + TRUNK_RADIUS);
        let place = kept(self.before.seat, &surface).unwrap_or(fresh);
        self.places.seat = Some((surface, place));
        place
    }

    fn pelvis_by_knee(&mut self, side: usize) -> Point {
        let surface = self.touch.knees[side].unwrap_or(Surface::Floor);
        let fresh =
            Point::new(scene::place(self.props, surface), self.level(surface) + KNEE_RADIUS);
        let place = kept(self.before.knees[side], &surface).unwrap_or(fresh);
        self.places.knees[side] = Some((surface, place));
        place - Point::towards(self.thigh_lean(side)) * THIGH - self.hip_way(side)
    }

    fn pelvis_by_foot(&mut self, side: usize) -> Point {
        let ankle = self.planted_ankle(side, self.foot_place(side));
        ankle - self.leg_way(side) - self.hip_way(side)
    }

    /// The back is at the wall, and the bend of the knee says how high.
    fn pelvis_at_wall(&mut self, side: usize) -> Point {
        let wall = scene::place(self.props, Surface::Wall);
        let ankle = self.planted_ankle(side, self.foot_place(side));
        let x = wall + TRUNK_RADIUS.copysign(-wall) - self.chest_way().x;
        let hip = self.hip_way(side);
        let (up, is_reached) =
            side_of_triangle(self.leg_way(side).length(), ankle.x - x - hip.x, 1.0);
        self.report(is_reached, "foot");
        Point::new(x, ankle.y + up - hip.y)
    }

    /// Where the heel of a foot that fixes the figure is, as if it were flat.
    fn foot_place(&self, side: usize) -> Point {
        let surface = self.touch.feet[side].unwrap_or(Surface::Floor);
        let y = self.level(surface) + FOOT_RADIUS;
        let edge = scene::place(self.props, surface);
        let x = match (surface, self.view) {
            (_, Viewpoint::Front) => self.hip_way(side).x + self.leg_way(side).x,
            // With the heel up or down, the ball is on the edge.
            (Surface::Step, _) if self.angles.get(Joint::HeelLift, side) != 0.0 => {
                edge + FOOT_RADIUS - HEEL - BALL
            }
            (Surface::Step, _) => edge + 2.0 * FOOT_RADIUS,
            _ => edge,
        };
        kept(self.before.feet[side], &surface).unwrap_or(Point::new(x, y))
    }

    /// Where the ankle is over a heel that would be flat there.
    fn planted_ankle(&self, side: usize, heel: Point) -> Point {
        if self.view == Viewpoint::Front {
            let lies = self.lean().abs() > 45.0;
            let height = if lies { SHIN_RADIUS - FOOT_RADIUS } else { ANKLE_HEIGHT };
            return heel + Point::new(0.0, height);
        }
        let lift = self.angles.get(Joint::HeelLift, side);
        let (along, up) = (Point::towards(90.0 + lift), Point::towards(lift) * ANKLE_HEIGHT);
        if lift < 0.0 && self.touch.feet[side] != Some(Surface::Step) {
            heel + along * HEEL + up
        } else {
            heel + Point::new(HEEL + BALL, 0.0) - along * BALL + up
        }
    }

    fn leg(&mut self, side: usize) {
        match (self.touch.feet[side], self.touch.knees[side]) {
            (_, Some(surface)) => self.kneel(side, surface),
            (Some(surface), None) => self.stand(side, surface),
            (None, None) => self.free_leg(side),
        }
    }

    fn free_leg(&mut self, side: usize) {
        let shin = self.shin_lean(side);
        let knee = self.body.limbs[side].hip + Point::towards(self.thigh_lean(side)) * THIGH;
        let foot = shin - 90.0 - self.angles.get(Joint::Ankle, side);
        self.body.limbs[side].knee = knee;
        self.put_foot(side, knee + Point::towards(shin) * SHIN, foot, foot);
    }

    /// The heel, the ball and the toes below an ankle.
    fn put_foot(&mut self, side: usize, ankle: Point, foot: f64, toes: f64) {
        let limbs = &mut self.body.limbs[side];
        limbs.ankle = ankle;
        if self.view == Viewpoint::Front {
            return front_foot(limbs, sign(self.view, side));
        }
        let (along, up) = (Point::towards(foot), Point::towards(foot - 90.0));
        limbs.heel = ankle - along * HEEL - up * ANKLE_HEIGHT;
        limbs.ball = ankle + along * BALL - up * ANKLE_HEIGHT;
        limbs.toes = limbs.ball + Point::towards(toes) * TOES;
    }

    /// A foot that was there before stays; a new one comes down where the bend of its knee puts it.
    fn stand(&mut self, side: usize, surface: Surface) {
        let hip = self.body.limbs[side].hip;
        let known = kept(self.before.feet[side], &surface);
        let known = known.or_else(|| {
            (self.touch.shoulders == Some(Surface::Wall)).then(|| self.foot_place(side))
        });
        let heel = known.unwrap_or_else(|| self.come_down(side, surface));
        self.places.feet[side] = Some((surface, heel));
        let way = self.planted_ankle(side, heel) - hip;
        let legs = reach(way, THIGH, SHIN, sign(self.view, side));
        self.report(legs.is_reached, "foot");
        self.put_leg(side, legs);
    }

    fn come_down(&mut self, side: usize, surface: Surface) -> Point {
        let flat = Point::new(0.0, self.level(surface) + FOOT_RADIUS);
        let ankle = self.planted_ankle(side, flat);
        let (hip, way) = (self.body.limbs[side].hip, self.leg_way(side));
        let (across, is_reached) = side_of_triangle(way.length(), hip.y - ankle.y, way.x);
        self.report(is_reached, "foot");
        Point::new(hip.x + across - ankle.x, flat.y)
    }

    fn put_leg(&mut self, side: usize, legs: Reach) {
        let sign = sign(self.view, side);
        let lift = self.angles.get(Joint::HeelLift, side);
        let knee = self.body.limbs[side].hip + Point::towards(legs.first) * THIGH;
        self.body.limbs[side].knee = knee;
        let foot = 90.0 + lift;
        let toes = if lift > 0.0 { 90.0 } else { foot };
        self.put_foot(side, knee + Point::towards(legs.second) * SHIN, foot, toes);
        self.know(Joint::Hip, side, sign * (self.lean() + 180.0 - legs.first));
        self.know(Joint::Knee, side, sign * (legs.second - legs.first));
        if self.view == Viewpoint::Side {
            self.know(Joint::Ankle, side, legs.second - 90.0 - foot);
        }
    }

    /// The thigh turns until the knee is down, and the shin until the foot is.
    fn kneel(&mut self, side: usize, surface: Surface) {
        let hip = self.body.limbs[side].hip;
        let down = self.level(surface) + KNEE_RADIUS;
        let thigh = Point::towards(self.thigh_lean(side)) * THIGH;
        let (across, is_reached) = side_of_triangle(THIGH, hip.y - down, thigh.x);
        self.report(is_reached, "knee");
        let first = Point::new(across, down - hip.y).lean();
        let knee = hip + Point::towards(first) * THIGH;
        self.body.limbs[side].knee = knee;
        self.places.knees[side] = Some((surface, knee));
        let second = self.lie_shin(side, knee);
        self.know(Joint::Hip, side, self.lean() + 180.0 - first);
        self.know(Joint::Knee, side, second - first);
    }

    /// Turns a shin that lies on the floor until the foot touches it, and says how it leans.
    fn lie_shin(&mut self, side: usize, knee: Point) -> f64 {
        let (mut low, mut high) = (225.0, 300.0);
        for _ in 0..40 {
            let shin = f64::midpoint(low, high);
            let foot = shin - 90.0 - self.angles.get(Joint::Ankle, side);
            self.put_foot(side, knee + Point::towards(shin) * SHIN, foot, foot);
            let outline = self.body.limbs[side].outline();
            let lowest = outline[4..].iter().map(|(point, radius)| point.y - radius);
            let is_below = lowest.fold(f64::INFINITY, f64::min) < 0.0;
            *(if is_below { &mut low } else { &mut high }) = shin;
        }
        f64::midpoint(low, high)
    }

    fn arm(&mut self, side: usize) {
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

/// A foot that looks at the reader is a short line, turned out when it stands.
fn front_foot(limbs: &mut Limbs, sign: f64) {
    let shin = (limbs.ankle - limbs.knee).lean();
    limbs.heel = limbs.ankle + Point::towards(shin) * ANKLE_HEIGHT;
    limbs.ball = limbs.heel;
    let stands = turned(shin).abs() > 135.0;
    let out = Point::towards(shin - sign * 90.0) * FOOT_RADIUS;
    limbs.toes = if stands { limbs.heel + out } else { limbs.heel };
}
