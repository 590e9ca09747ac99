//! Exercises in an order.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Area, Evidence, Exercise, Int, RedFlag, Ref, Text, entry};

entry! {
    /// Exercises in an order. Its minutes are computed from their doses.
    pub struct Routine: Routine {
        /// One or two sentences: what it is and for whom.
        pub summary: Text<40, 200>,
        /// What it is for.
        pub goal: Text<3, 160>,
        /// When to do it.
        pub when: When,
        /// The areas that list it.
        pub areas: Vec<Ref<Area>>,
        /// The exercises, in order.
        pub steps: Vec<Step>,
        /// Sets of every step, in place of the exercises' own.
        #[serde(default)]
        pub sets: Option<Int<1, 6>>,
        /// Days a week.
        #[serde(default)]
        pub per_week: Option<Int<1, 7>>,
        /// Who it is for.
        #[serde(default)]
        pub audience: Option<Text<3, 200>>,
        /// Who it is not for, besides what its exercises say.
        #[serde(default)]
        pub not_for: Option<Text<3, 200>>,
        /// How to go on after some weeks.
        #[serde(default)]
        pub progress: Option<Text<3, 300>>,
        /// What is known of it.
        #[serde(default)]
        pub evidence: Option<Evidence>,
        /// Warning signs to show before those of its areas.
        #[serde(default)]
        pub red_flags: Vec<Ref<RedFlag>>,
    }
}

/// When to do a routine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    BeforeRun,
    AfterRun,
    AnyDay,
    StrengthDay,
}

/// One exercise of a routine, with its own numbers where they differ from the exercise's.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Which exercise.
    pub exercise: Ref<Exercise>,
    /// How many sets.
    #[serde(default)]
    pub sets: Option<Int<1, 6>>,
    /// How many repetitions in a set.
    #[serde(default)]
    pub reps: Option<Int<1, 30>>,
    /// Seconds to hold each repetition.
    #[serde(default)]
    pub hold_seconds: Option<Int<0, 120>>,
    /// Seconds of rest between sets.
    #[serde(default)]
    pub rest_seconds: Option<Int<0, 180>>,
    /// Anything to mind here.
    #[serde(default)]
    pub note: Option<Text<3, 160>>,
}
