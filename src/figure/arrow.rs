//! Arrows for what moves from one position to the next, where they do not hide the body.

use super::body::{Body, HEAD_RADIUS, SHIN_RADIUS, TRUNK_RADIUS};
use super::point::{Point, turned};
use crate::schema::{Figure, PropKind};

/// From where to where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arrow {
    pub from: Point,
    pub to: Point,
}

/// Less movement than this is not shown, in centimetres.
const LEAST: f64 = 5.0;
const SHORTEST: f64 = 14.0;
const LONGEST: f64 = 30.0;
/// How far an arrow keeps from the edge of the body.
const GAP: f64 = 5.0;
/// Half of how wide an arrow is.
const HALF_WIDTH: f64 = 3.0;
/// A second arrow shows another movement only when it is that far away from the first.
const APART: f64 = 45.0;

/// A part of the body on its way.
#[derive(Debug, Clone, Copy)]
struct Movement {
    from: Point,
    to: Point,
    /// Half of how thick the part is.
    radius: f64,
    /// How much it tells of the exercise: a knee follows what hip and foot do, and a heel that
    /// rises lifts all the rest.
    weight: f64,
}

/// A part: where it is, half of how thick, and how much its movement tells.
type Part = (Point, f64, f64);
/// An arrow with room is taken before one without when its movement is this share of the largest.
const NEARLY: f64 = 0.5;

impl Movement {
    fn way(&self) -> Point {
        self.to - self.from
    }

    fn length(&self) -> f64 {
        self.way().length()
    }

    fn importance(&self) -> f64 {
        self.length() * self.weight
    }

    /// Whether it is another movement than `first`, and nearly as large.
    fn differs(&self, first: &Self) -> bool {
        let turns = turned(self.way().lean() - first.way().lean()).abs();
        let is_large = self.length() > 0.6 * first.length();
        is_large && turns > 35.0 && (self.to - first.to).length() > APART
    }
}

/// The arrow of the part that moved most, and of a hand or foot that moved nearly as much elsewhere.
pub(super) fn arrows(figure: &Figure, before: &Body, now: &Body) -> Vec<Arrow> {
    let around = Around::of(figure, now);
    let ends = movements(ends(before), ends(now));
    let mut all = movements(trunk(before), trunk(now));
    all.extend(movements(bends(before), bends(now)));
    all.extend(&ends);
    let Some(first) = around.choose(&all) else { return Vec::new() };
    let others: Vec<Movement> = ends.into_iter().filter(|end| end.differs(&first)).collect();
    let second = around.choose(&others);
    std::iter::once(first).chain(second).map(|movement| around.arrow(&movement).0).collect()
}

fn movements<const N: usize>(before: [Part; N], now: [Part; N]) -> Vec<Movement> {
    let pairs = before.into_iter().zip(now);
    let movement =
        |((from, _, _), (to, radius, weight)): (Part, Part)| Movement { from, to, radius, weight };
    pairs.map(movement).filter(|movement| movement.length() > LEAST).collect()
}

fn trunk(body: &Body) -> [Part; 3] {
    [
        (body.head, HEAD_RADIUS, 1.0),
        (body.pelvis, TRUNK_RADIUS, 1.0),
        (body.waist, TRUNK_RADIUS, 1.0),
    ]
}

fn bends(body: &Body) -> [Part; 4] {
    let [near, far] = &body.limbs;
    [(near.knee, 0.5), (far.knee, 0.5), (near.elbow, 0.9), (far.elbow, 0.9)]
        .map(|(point, weight)| (point, SHIN_RADIUS, weight))
}

fn ends(body: &Body) -> [Part; 6] {
    let [near, far] = &body.limbs;
    let heels = [near.heel, far.heel].map(|point| (point, SHIN_RADIUS, 1.4));
    let others = [near.toes, far.toes, near.fingers, far.fingers];
    let [near_toes, far_toes, near_hand, far_hand] = others.map(|point| (point, SHIN_RADIUS, 1.0));
    [heels[0], heels[1], near_toes, far_toes, near_hand, far_hand]
}

/// What an arrow is not to cross.
struct Around {
    lines: Vec<(Point, Point, f64)>,
    /// Where walls are, and on which side of them the body is: 1 for the right.
    walls: Vec<(f64, f64)>,
}

impl Around {
    fn of(figure: &Figure, body: &Body) -> Self {
        let walls = figure.props.iter().filter(|prop| prop.kind == PropKind::Wall);
        let walls = walls.map(|prop| f64::from(prop.at.get())).filter(|at| *at != 0.0);
        let walls = walls.map(|at| (at, (body.pelvis.x - at).signum()));
        let limbs = body.limbs.iter().flat_map(|limbs| {
            let bones = limbs.bones().map(|(start, end, _)| (start, end, SHIN_RADIUS));
            bones.into_iter().chain([(limbs.heel, limbs.toes, SHIN_RADIUS)])
        });
        let trunk = [
            (body.pelvis, body.waist, TRUNK_RADIUS),
            (body.waist, body.chest, TRUNK_RADIUS),
            (body.head, body.head, HEAD_RADIUS),
        ];
        Self { lines: limbs.chain(trunk).collect(), walls: walls.collect() }
    }

    /// The movement that tells most and has room for its arrow, if it tells nearly as much as any.
    fn choose(&self, movements: &[Movement]) -> Option<Movement> {
        let most = movements.iter().max_by(|a, b| a.importance().total_cmp(&b.importance()))?;
        let tells = |one: &&Movement| one.importance() >= NEARLY * most.importance();
        let clear = movements.iter().filter(tells).filter(|movement| self.arrow(movement).1);
        let best = clear.max_by(|a, b| a.importance().total_cmp(&b.importance()));
        Some(*best.unwrap_or(most))
    }

    /// Puts the arrow of a movement before, behind or beside the part: the first that has room, or
    /// else the one that has most, and says which.
    fn arrow(&self, movement: &Movement) -> (Arrow, bool) {
        let along = movement.way() * (1.0 / movement.length());
        let across = Point::new(along.y, -along.x);
        let length = (movement.length() * 0.8).clamp(SHORTEST, LONGEST);
        let away = movement.radius + GAP;
        let from = |start: Point| Arrow { from: start, to: start + along * length };
        let beside = |offset: f64| from(movement.to + across * offset - along * (length / 2.0));
        let sides = [away + HALF_WIDTH, -away - HALF_WIDTH].map(beside);
        let ahead = from(movement.to + along * away);
        let behind = from(movement.to - along * (away + length));
        let choices = [ahead, behind, sides[0], sides[1]];
        let room = |arrow: &Arrow| self.room(arrow);
        let most = || choices.iter().max_by(|one, other| room(one).total_cmp(&room(other)));
        let clear = choices.iter().find(|arrow| room(arrow) >= GAP - 1.0);
        (*clear.or_else(most).expect("there are four choices"), clear.is_some())
    }

    /// How near an arrow comes to the edge of the body, the floor or a wall.
    fn room(&self, arrow: &Arrow) -> f64 {
        let shares = [0.0, 0.25, 0.5, 0.75, 1.0];
        let points = shares.map(|share| arrow.from + (arrow.to - arrow.from) * share);
        points.into_iter().map(|point| self.room_at(point)).fold(f64::INFINITY, f64::min)
    }

    fn room_at(&self, point: Point) -> f64 {
        let lines = self.lines.iter();
        let to_lines = lines.map(|(start, end, radius)| to_line(point, *start, *end) - radius);
        let to_walls = self.walls.iter().map(|(at, side)| (point.x - at) * side - HALF_WIDTH);
        to_lines.chain(to_walls).fold(point.y, f64::min)
    }
}

/// How far a point is from a line.
fn to_line(point: Point, start: Point, end: Point) -> f64 {
    let way = end - start;
    let offset = point - start;
    let square = (way.x * way.x + way.y * way.y).max(0.001);
    let share = ((offset.x * way.x + offset.y * way.y) / square).clamp(0.0, 1.0);
    (offset - way * share).length()
}
