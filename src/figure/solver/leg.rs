//! Legs: free in the air, standing, or kneeling.

use super::{KNEE_RADIUS, Solver};
use crate::figure::body::{
    ANKLE_HEIGHT, BALL, FOOT_RADIUS, HEEL, Limbs, SHIN, SHIN_RADIUS, THIGH, TOES, sign,
};
use crate::figure::joint::Joint;
use crate::figure::point::{Point, turned};
use crate::figure::reach::{Reach, reach, side as side_of_triangle};
use crate::figure::scene;
use crate::figure::touch::kept;
use crate::schema::{Surface, Viewpoint};

impl Solver<'_> {
    /// Where the heel of a foot that fixes the figure is, as if it were flat.
    pub(super) fn foot_place(&self, side: usize) -> Point {
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
    pub(super) fn planted_ankle(&self, side: usize, heel: Point) -> Point {
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

    pub(super) fn leg(&mut self, side: usize) {
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
