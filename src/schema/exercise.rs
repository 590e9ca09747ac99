//! Something to do about it.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Area, Cause, Figure, Int, RedFlag, Ref, SourceEntry, Term, Text, entry};

entry! {
    /// Something to do about it: a stretch, a strength exercise, a way to breathe.
    pub struct Exercise: Exercise {
        /// One or two sentences: what it is and what it is for.
        pub summary: Text<40, 200>,
        /// What sort of exercise it is.
        pub kind: ExerciseKind,
        /// Who can begin with it.
        pub level: Level,
        /// The areas that list it.
        pub areas: Vec<Ref<Area>>,
        /// The causes it may help with.
        #[serde(default)]
        pub helps: Vec<Ref<Cause>>,
        /// The muscles it works.
        pub muscles: Muscles,
        /// Where you begin.
        pub position: Position,
        /// How you begin, in words.
        #[serde(default)]
        pub start: Option<Text<5, 160>>,
        /// How it is drawn; `.github/FIGURES.md` explains it.
        #[serde(default)]
        pub figure: Option<Arc<Figure>>,
        /// What you need; nothing when it is left out.
        #[serde(default)]
        pub equipment: Vec<Ref<Term>>,
        /// What to do, one action each, beginning with a verb.
        pub steps: Vec<Text<3, 120>>,
        /// Where you feel it.
        #[serde(default)]
        pub feel: Option<Text<3, 160>>,
        /// What you are not to feel.
        #[serde(default)]
        pub not_feel: Option<Text<3, 160>>,
        /// How much of it.
        pub dose: Dose,
        /// When it is not for you.
        pub avoid_if: Vec<Text<3, 120>>,
        /// What often goes wrong.
        #[serde(default)]
        pub mistakes: Vec<Mistake>,
        /// The easier exercises to come from; each of them lists this one as harder.
        #[serde(default)]
        pub easier: Vec<Ref<Exercise>>,
        /// A way to make this very exercise easier.
        #[serde(default)]
        pub make_easier: Option<Text<3, 160>>,
        /// A way to make this very exercise harder.
        #[serde(default)]
        pub make_harder: Option<Text<3, 160>>,
        /// When to move on, with a number in it.
        #[serde(default)]
        pub progress_when: Option<Text<3, 160>>,
        /// What is known of it.
        #[serde(default)]
        pub evidence: Option<Evidence>,
        /// Warning signs to show before those of its areas.
        #[serde(default)]
        pub red_flags: Vec<Ref<RedFlag>>,
    }
}

/// What sort of exercise it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum ExerciseKind {
    Mobility,
    Stretch,
    Control,
    Strength,
    Balance,
    Breathing,
}

/// Who can begin with it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    Beginner,
    Intermediate,
    Advanced,
}

/// Where an exercise begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    LyingBack,
    LyingFront,
    SideLying,
    Kneeling,
    AllFours,
    Sitting,
    Standing,
    Wall,
    Step,
}

/// The muscles an exercise works.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Muscles {
    /// The muscles it is for.
    pub primary: Vec<Ref<Term>>,
    /// The muscles that help.
    #[serde(default)]
    pub secondary: Vec<Ref<Term>>,
}

/// How much of an exercise. Words, tables, minutes and structured data are made from these numbers.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dose {
    /// How many sets.
    pub sets: Int<1, 6>,
    /// How many repetitions in a set.
    pub reps: Int<1, 30>,
    /// Seconds to hold each repetition; 0 for none.
    #[serde(default)]
    pub hold_seconds: Option<Int<0, 120>>,
    /// A repetition is a breath, about 8 seconds long.
    #[serde(default)]
    pub breaths: bool,
    /// Done on the left and on the right.
    #[serde(default)]
    pub per_side: bool,
    /// Seconds of rest between sets.
    #[serde(default)]
    pub rest_seconds: Option<Int<0, 180>>,
    /// Days a week.
    pub per_week: Int<1, 7>,
    /// How fast, such as "3 seconds up, 3 down".
    #[serde(default)]
    pub tempo: Option<Text<3, 60>>,
    /// The source whose own figures these are; without it the page says "suggested start".
    #[serde(default)]
    pub basis: Option<Ref<SourceEntry>>,
}

/// Something that often goes wrong, and the mend where one is known.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema, Hash)]
#[serde(deny_unknown_fields)]
pub struct Mistake {
    /// What goes wrong.
    pub wrong: Text<3, 120>,
    /// What to do instead.
    #[serde(default)]
    pub fix: Option<Text<3, 120>>,
}

/// What is known of an exercise or a routine.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// What was found, in a sentence with its limits.
    pub text: Text<10, 400>,
    /// How strong it is.
    pub grade: Grade,
    /// Where it is known from.
    pub sources: Vec<Ref<SourceEntry>>,
}

/// How strong a piece of evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    Review,
    Trial,
    Lab,
    Guidance,
    Editorial,
}
