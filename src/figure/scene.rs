//! The things of a picture: how high and where what carries a body is.

use crate::schema::{Prop, PropKind, Surface};

pub const SEAT_HEIGHT: f64 = 45.0;
pub const CHAIR_HEIGHT: f64 = 96.0;
/// Half the width of a seat.
pub const HALF_SEAT: f64 = 20.0;
pub const ROLLER_HEIGHT: f64 = 15.0;
pub const RAIL_HEIGHT: f64 = 126.0;
pub const CUSHION_HEIGHT: f64 = 7.0;
/// The height of a step that does not say another.
pub const STEP_HEIGHT: f64 = 18.0;

/// The thing that a surface belongs to; the floor belongs to none.
#[must_use]
pub fn prop_of(surface: Surface) -> Option<PropKind> {
    match surface {
        Surface::Floor => None,
        Surface::Wall => Some(PropKind::Wall),
        Surface::Chair => Some(PropKind::Chair),
        Surface::Bench => Some(PropKind::Bench),
        Surface::Step => Some(PropKind::Step),
        Surface::Cushion => Some(PropKind::Cushion),
        Surface::Roller => Some(PropKind::Roller),
        Surface::Rail => Some(PropKind::Rail),
    }
}

/// Whether the picture has what the surface belongs to.
#[must_use]
pub fn has(props: &[Prop], surface: Surface) -> bool {
    prop_of(surface).is_none_or(|kind| props.iter().any(|prop| prop.kind == kind))
}

/// Where the thing of a surface is across the picture.
#[must_use]
pub fn place(props: &[Prop], surface: Surface) -> f64 {
    let kind = prop_of(surface);
    let prop = props.iter().find(|prop| Some(prop.kind) == kind);
    prop.map_or(0.0, |prop| f64::from(prop.at.get()))
}

/// How high a surface is.
#[must_use]
pub fn level(props: &[Prop], surface: Surface) -> f64 {
    match surface {
        Surface::Floor | Surface::Wall => 0.0,
        Surface::Chair | Surface::Bench => SEAT_HEIGHT,
        Surface::Roller => ROLLER_HEIGHT,
        Surface::Rail => RAIL_HEIGHT,
        Surface::Cushion => CUSHION_HEIGHT,
        Surface::Step => {
            props.iter().find(|prop| prop.kind == PropKind::Step).map_or(STEP_HEIGHT, step_height)
        }
    }
}

/// How high a step is.
#[must_use]
pub fn step_height(step: &Prop) -> f64 {
    step.height.map_or(STEP_HEIGHT, |height| f64::from(height.get()))
}
