//! A word of anatomy, or a piece of equipment.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Id, Kind, Named, Text};

/// A word of anatomy, or a piece of equipment.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// What other entries call it.
    pub id: Id,
    /// The plain name, in lower case as in the middle of a sentence.
    pub name: Text<2, 80>,
    /// What sort of thing it is.
    pub kind: TermKind,
    /// The medical name where the plain one is another.
    #[serde(default)]
    pub medical_name: Option<Text<2, 80>>,
    /// What it is or does, in a sentence.
    #[serde(default)]
    pub text: Option<Text<10, 300>>,
    /// Whether every home has it, or something that does as well. A search for exercises without
    /// equipment finds those that need nothing else.
    #[serde(default)]
    pub everyday: bool,
}

impl Named for Term {
    const KIND: Kind = Kind::Term;
}

impl TermKind {
    /// Whether each term of the kind has a page of its own.
    #[must_use]
    pub fn has_pages(self) -> bool {
        matches!(self, Self::Muscle | Self::Equipment)
    }
}

/// What sort of thing a term names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TermKind {
    Muscle,
    Bone,
    Joint,
    Tendon,
    Nerve,
    Vessel,
    Tissue,
    Equipment,
}
