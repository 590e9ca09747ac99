//! What fixes a figure in space: where it puts the pelvis.

use super::{KNEE_RADIUS, Solver};
use crate::figure::body::{ARM_RADIUS, THIGH, TRUNK_RADIUS, UPPER_ARM};
use crate::figure::joint::SIDES;
use crate::figure::point::Point;
use crate::figure::reach::side as side_of_triangle;
use crate::figure::scene;
use crate::figure::touch::kept;
use crate::schema::Surface;

impl Solver<'_> {
    /// Where what fixes the figure in space puts the pelvis.
    pub(super) fn pelvis(&mut self) -> Point {
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
}
