//! Points and directions in the plane of the picture, in centimetres. Up is up.

use std::ops::{Add, Mul, Sub};

/// A place, or the way from one place to another.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

impl Point {
    #[must_use]
    pub fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The way of length 1 that leans by `degrees` from upright towards the right.
    #[must_use]
    pub fn towards(degrees: f64) -> Self {
        let (sine, cosine) = degrees.to_radians().sin_cos();
        Self::new(sine, cosine)
    }

    /// How far the way leans from upright towards the right, in degrees.
    #[must_use]
    pub fn lean(self) -> f64 {
        self.x.atan2(self.y).to_degrees()
    }

    #[must_use]
    pub fn length(self) -> f64 {
        self.x.hypot(self.y)
    }
}

impl Add for Point {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f64> for Point {
    type Output = Self;
    fn mul(self, factor: f64) -> Self {
        Self::new(self.x * factor, self.y * factor)
    }
}

/// The same direction between -180 and 180 degrees.
#[must_use]
pub fn turned(degrees: f64) -> f64 {
    (degrees + 180.0).rem_euclid(360.0) - 180.0
}
