//! The joints, what a pose calls them, and how far they go.

use std::ops::RangeInclusive;

use crate::schema::{Degrees, Pose, Viewpoint};

/// A joint of the figure, or what its trunk and its standing foot do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    Trunk,
    LowBack,
    UpperBack,
    Neck,
    Shoulder,
    Elbow,
    Wrist,
    Hip,
    Knee,
    Ankle,
    HeelLift,
}

/// A side of the body: the one without `other_`, and the one with it.
pub const SIDES: [usize; 2] = [0, 1];

/// A field of a pose that gives an angle.
#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub joint: Joint,
    pub side: usize,
    pub of: fn(&Pose) -> Option<Degrees>,
}

macro_rules! fields {
    ($($name:ident: $joint:ident, $side:literal;)*) => {
        [$(Field { name: stringify!($name), joint: Joint::$joint, side: $side, of: |pose| pose.$name }),*]
    };
}

/// Every angle that a pose can give, the first side before the other.
pub const FIELDS: [Field; 18] = fields! {
    trunk: Trunk, 0;
    low_back: LowBack, 0;
    upper_back: UpperBack, 0;
    neck: Neck, 0;
    shoulder: Shoulder, 0;
    elbow: Elbow, 0;
    wrist: Wrist, 0;
    hip: Hip, 0;
    knee: Knee, 0;
    ankle: Ankle, 0;
    heel_lift: HeelLift, 0;
    other_shoulder: Shoulder, 1;
    other_elbow: Elbow, 1;
    other_wrist: Wrist, 1;
    other_hip: Hip, 1;
    other_knee: Knee, 1;
    other_ankle: Ankle, 1;
    other_heel_lift: HeelLift, 1;
};

impl Joint {
    /// How far a person's joint goes, in degrees. The figures are the normal ranges of the American
    /// Academy of Orthopaedic Surgeons (Joint Motion: Method of Measuring and Recording, 1965), wider
    /// where the weight of the body or a hand takes a joint further than its own muscles: hip and
    /// knee drawn up, the ankle under a standing shin, the toes that a heel is lifted over, the wrist
    /// under a hand that carries. The palm may face either way, so a wrist goes as far to both. From the
    /// front, the same joints move to the side.
    #[must_use]
    pub fn range(self, view: Viewpoint) -> RangeInclusive<i32> {
        match (self, view) {
            (Self::Trunk, _) => -180..=180,
            (Self::LowBack, Viewpoint::Side) => -30..=60,
            (Self::UpperBack, Viewpoint::Side) => -30..=45,
            (Self::Neck, Viewpoint::Side) => -60..=60,
            (Self::Shoulder, Viewpoint::Side) => -60..=180,
            (Self::Elbow, Viewpoint::Side) => 0..=150,
            (Self::Wrist, _) => -95..=95,
            (Self::Hip, Viewpoint::Side) => -30..=135,
            (Self::Knee, Viewpoint::Side) => 0..=155,
            (Self::Ankle, Viewpoint::Side) => -60..=45,
            (Self::HeelLift, Viewpoint::Side) => -40..=90,
            (Self::LowBack | Self::UpperBack, Viewpoint::Front) => -25..=25,
            (Self::Neck, Viewpoint::Front) => -45..=45,
            (Self::Shoulder, Viewpoint::Front) => -30..=180,
            (Self::Elbow, Viewpoint::Front) => -150..=150,
            (Self::Hip, Viewpoint::Front) => -30..=50,
            // A knee does not bend to the side, and a foot that looks at the reader shows no angle.
            (Self::Knee | Self::Ankle | Self::HeelLift, Viewpoint::Front) => 0..=0,
        }
    }
}

/// The angles of one position, all of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Angles([[f64; 2]; 11]);

impl Angles {
    #[must_use]
    pub fn get(&self, joint: Joint, side: usize) -> f64 {
        self.0[joint as usize][side]
    }

    pub(super) fn set(&mut self, joint: Joint, side: usize, degrees: f64) {
        self.0[joint as usize][side] = degrees;
    }

    /// The angles of each pose, with what it leaves out from the one before.
    #[must_use]
    pub fn of(poses: &[Pose]) -> Vec<Self> {
        let mut given = [None; FIELDS.len()];
        let resolve = |pose| {
            for (known, field) in given.iter_mut().zip(&FIELDS) {
                *known = (field.of)(pose).or(*known);
            }
            Self::from_given(&given)
        };
        poses.iter().map(resolve).collect()
    }

    /// The other side is as the first unless it has an angle of its own.
    fn from_given(given: &[Option<Degrees>]) -> Self {
        let mut angles = Self([[0.0; 2]; 11]);
        for (degrees, field) in given.iter().zip(&FIELDS) {
            let Some(degrees) = degrees.map(|degrees| f64::from(degrees.get())) else { continue };
            angles.set(field.joint, field.side, degrees);
            if field.side == 0 {
                angles.set(field.joint, 1, degrees);
            }
        }
        angles
    }
}
