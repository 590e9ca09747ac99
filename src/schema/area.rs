//! A part of the body where it hurts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Int, Ref, SourceEntry, Term, Text, entry};

entry! {
    /// A part of the body where it hurts. Its warning signs, causes, exercises, routines and
    /// articles name it; the area lists them without saying so itself.
    pub struct Area: Area {
        /// One or two sentences for cards and search results.
        pub summary: Text<40, 200>,
        /// The medical name, shown under the title.
        #[serde(default)]
        pub medical_name: Option<Text<2, 80>>,
        /// Where the area begins and ends.
        #[serde(default)]
        pub boundary: Option<Text<20, 160>>,
        /// Its place among the areas; those without one come last, by title.
        #[serde(default)]
        pub order: Option<Int<1, 99>>,
        /// Pain here can be the heart or the lungs, so on every page of the area the emergency card
        /// stands before everything else.
        #[serde(default)]
        pub emergency_first: bool,
        /// The sides of the body it is seen from.
        #[serde(default)]
        pub views: Vec<View>,
        /// The muscles, bones and other parts that lie in it.
        #[serde(default)]
        pub anatomy: Anatomy,
        /// What helps now, each an instruction.
        #[serde(default, rename = "do")]
        pub dos: Vec<Text<3, 160>>,
        /// What to leave alone, each written so that "do not" fits before it.
        #[serde(default, rename = "dont")]
        pub donts: Vec<Text<3, 160>>,
        /// What people say and what is known.
        #[serde(default)]
        pub myths: Vec<Myth>,
        /// Areas that a reader may have meant.
        #[serde(default)]
        pub neighbours: Vec<Ref<Area>>,
    }
}

/// A side of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum View {
    Front,
    Back,
}

/// What an area consists of.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Anatomy {
    /// Its muscles.
    #[serde(default)]
    pub muscles: Vec<Ref<Term>>,
    /// Its bones.
    #[serde(default)]
    pub bones: Vec<Ref<Term>>,
    /// Joints, tendons, nerves and vessels.
    #[serde(default)]
    pub other: Vec<Ref<Term>>,
}

/// A common belief, held against what is known.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Myth {
    /// What people say.
    pub claim: Text<5, 160>,
    /// How it stands.
    pub verdict: Verdict,
    /// What is known instead.
    pub text: Text<10, 500>,
    /// Where that is known from.
    #[serde(default)]
    pub sources: Vec<Ref<SourceEntry>>,
}

/// How a claim stands against the evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Right,
    Partly,
    Wrong,
    Unknown,
}
