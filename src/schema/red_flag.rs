//! A danger and the signs of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Area, Id, Kind, Named, Ref, SourceEntry, Text};

/// A danger and the signs of it. Its place in the file decides which signs a card shows first.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RedFlag {
    /// What other entries call it.
    pub id: Id,
    /// What it may be, shown on the page of all warning signs.
    pub about: Text<3, 80>,
    /// The areas whose pages show it.
    pub areas: Vec<Ref<Area>>,
    /// What a reader can notice, the most telling first.
    pub signs: Vec<Sign>,
    /// What makes it more likely. It is told beside the signs and is never one.
    #[serde(default)]
    pub risk: Option<Text<10, 300>>,
    /// What to do besides the card's own action.
    #[serde(default)]
    pub also: Option<Text<10, 300>>,
    /// What frightened readers type: a search with all words of one of these shows the card of these
    /// signs above its results.
    #[serde(default)]
    pub searches: Vec<Text<3, 60>>,
    /// Where it is known from.
    pub sources: Vec<Ref<SourceEntry>>,
}

impl Named for RedFlag {
    const KIND: Kind = Kind::RedFlag;
}

/// One thing to notice, complete in itself.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// The sign in at most 12 plain words.
    pub sign: Text<3, 110>,
    /// What must be there too for the sign to count.
    #[serde(default)]
    pub only_with: Option<Text<3, 80>>,
    /// How soon to act on it.
    pub level: Urgency,
}

/// How soon to act on a sign. The same sign has the same level everywhere.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    Emergency,
    Today,
    ThisWeek,
    SeeSomeone,
}

impl Urgency {
    /// All levels, the most urgent first.
    pub const ALL: [Self; 4] = [Self::Emergency, Self::Today, Self::ThisWeek, Self::SeeSomeone];

    /// The level as it is written in YAML and in class names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Emergency => "emergency",
            Self::Today => "today",
            Self::ThisWeek => "this-week",
            Self::SeeSomeone => "see-someone",
        }
    }
}
