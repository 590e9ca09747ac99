//! The word lists of a site: `content/words.yaml`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Text;

/// The word lists that the texts are held against. Each list adds to the built-in one of its name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Whether the built-in lists hold too.
    #[serde(default = "built_in_lists_hold")]
    pub built_in: bool,
    /// Words that this site says in another way.
    #[serde(default)]
    pub house_words: Vec<HouseWord>,
}

fn built_in_lists_hold() -> bool {
    true
}

/// A word and what to write in its place.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HouseWord {
    /// The word, or several in a row.
    pub word: Text<1, 60>,
    /// What to write in its place.
    pub better: Text<1, 120>,
}

/// The lists that the program carries, as YAML.
const BUILT_IN: &str = include_str!("words.yaml");

impl Words {
    /// The built-in lists with a site's own after them, unless the site does without.
    #[must_use]
    pub fn over_built_in(own: Self) -> Self {
        if !own.built_in {
            return own;
        }
        let mut all = Self::default();
        all.house_words.extend(own.house_words);
        all
    }
}

impl Default for Words {
    fn default() -> Self {
        serde_yaml::from_str(BUILT_IN).expect("a test decodes the built-in lists")
    }
}
