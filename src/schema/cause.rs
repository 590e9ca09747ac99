//! A reason why an area hurts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Area, RedFlag, Ref, Symptom, Text, entry};

entry! {
    /// A reason why an area hurts. Exercises name the causes they may help with.
    pub struct Cause: Cause {
        /// One or two sentences: what it is.
        pub summary: Text<40, 200>,
        /// The area it belongs to, which is part of its address.
        pub area: Ref<Area>,
        /// Other areas that it is listed under.
        #[serde(default)]
        pub also_areas: Vec<Ref<Area>>,
        /// How often it is behind the pain; groups the list, never ranks it.
        pub likelihood: Likelihood,
        /// How it usually shows.
        pub pattern: Pattern,
        /// What contributes to it.
        #[serde(default)]
        pub why: Vec<Text<3, 160>>,
        /// A health professional must look first, so no exercise may be offered for it.
        #[serde(default)]
        pub refer: bool,
        /// Get it assessed; gentle exercise is usually part of the care.
        #[serde(default)]
        pub advise: bool,
        /// What it can go with.
        #[serde(default)]
        pub symptoms: Vec<Ref<Symptom>>,
        /// What not to do with it.
        #[serde(default)]
        pub avoid: Option<Text<3, 200>>,
        /// Warning signs to show before those of its areas.
        #[serde(default)]
        pub red_flags: Vec<Ref<RedFlag>>,
    }
}

/// How often a cause is behind the pain.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Likelihood {
    Common,
    Possible,
    LessCommon,
    Uncommon,
    Rare,
    UncommonSerious,
    RareSerious,
}

impl Likelihood {
    /// Whether the cause is dangerous however rare it is.
    #[must_use]
    pub fn is_serious(self) -> bool {
        matches!(self, Self::UncommonSerious | Self::RareSerious)
    }
}

/// How a cause usually shows: what a runner would say.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema, Hash)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// Where it hurts.
    #[serde(rename = "where")]
    pub place: Text<3, 160>,
    /// When it hurts.
    pub when: Text<3, 160>,
    /// What it feels like.
    pub feels: Text<3, 160>,
    /// What eases it.
    #[serde(default)]
    pub eases: Option<Text<3, 160>>,
    /// What makes it worse.
    #[serde(default)]
    pub worse: Option<Text<3, 160>>,
    /// How long it usually lasts.
    #[serde(default)]
    pub lasts: Option<Text<3, 160>>,
}
