//! The word lists of a site: `content/words.yaml`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Text;

/// The word lists that the texts are held against. Each list adds to the built-in one of its name. A
/// phrase is words in a row, in any case: `sore*` is a word that begins so, `sore|stiff` is either, and
/// `..` stands for up to six words between.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Whether the built-in lists hold too; those of medicines, brands and wrong claims always do.
    #[serde(default = "built_in_lists_hold")]
    pub built_in: bool,
    /// Phrases that this site says in another way.
    #[serde(default)]
    pub house_words: Vec<HouseWord>,
    /// Phrases that promise too much.
    #[serde(default)]
    pub promises: Vec<HouseWord>,
    /// Phrases that say that one thing brings about another.
    #[serde(default)]
    pub causal: Vec<HouseWord>,
    /// Claims that are known to be wrong.
    #[serde(default)]
    pub wrong_claims: Vec<WrongClaim>,
    /// Names of medicines.
    #[serde(default)]
    pub medicines: Vec<Text<2, 120>>,
    /// Brands of medicines.
    #[serde(default)]
    pub brands: Vec<Text<2, 120>>,
    /// Kinds of medicine, such as `painkiller*`.
    #[serde(default)]
    pub medicine_kinds: Vec<Text<2, 120>>,
    /// What only an examination can find, such as `stress fracture*`.
    #[serde(default)]
    pub conditions: Vec<Text<2, 120>>,
    /// Readers whom this site gives no advice, such as `pregnan*`.
    #[serde(default)]
    pub out_of_scope: Vec<Text<2, 120>>,
    /// Verbs that an instruction begins with.
    #[serde(default)]
    pub verbs: Vec<Text<2, 120>>,
    /// Words of a link that do not say where it leads.
    #[serde(default)]
    pub vague_links: Vec<Text<2, 120>>,
    /// Phrases that do not belong to the subject of this site.
    #[serde(default)]
    pub off_topic: Vec<Text<2, 120>>,
    /// Hosts that a link may not lead to, each with those below it.
    #[serde(default)]
    pub off_topic_hosts: Vec<Text<2, 120>>,
    /// Hosts whose links hide where they lead.
    #[serde(default)]
    pub link_shorteners: Vec<Text<2, 120>>,
}

fn built_in_lists_hold() -> bool {
    true
}

/// A phrase and what to write in its place.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HouseWord {
    /// The phrase.
    pub word: Text<1, 120>,
    /// What to write in its place.
    pub better: Text<1, 120>,
}

/// A claim that is known to be wrong, and what is known instead.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrongClaim {
    /// A phrase that makes the claim within a sentence.
    pub claim: Text<3, 120>,
    /// What is known instead, in a few words.
    pub instead: Text<3, 160>,
}

/// The lists that the program carries, as YAML.
const BUILT_IN: &str = include_str!("words.yaml");

impl Words {
    /// The built-in lists with a site's own after them, unless the site does without. What keeps
    /// readers safe stays in any case.
    #[must_use]
    pub fn over_built_in(own: Self) -> Self {
        let mut all = Self::default();
        if !own.built_in {
            let Self { wrong_claims, medicines, brands, .. } = all;
            all = Self { built_in: false, wrong_claims, medicines, brands, ..Self::empty() };
        }
        all.extend(own);
        all
    }

    fn empty() -> Self {
        serde_yaml::from_str("{}").expect("every list may be left out")
    }

    fn extend(&mut self, own: Self) {
        self.house_words.extend(own.house_words);
        self.promises.extend(own.promises);
        self.causal.extend(own.causal);
        self.wrong_claims.extend(own.wrong_claims);
        self.medicines.extend(own.medicines);
        self.brands.extend(own.brands);
        self.medicine_kinds.extend(own.medicine_kinds);
        self.conditions.extend(own.conditions);
        self.out_of_scope.extend(own.out_of_scope);
        self.verbs.extend(own.verbs);
        self.vague_links.extend(own.vague_links);
        self.off_topic.extend(own.off_topic);
        self.off_topic_hosts.extend(own.off_topic_hosts);
        self.link_shorteners.extend(own.link_shorteners);
    }
}

impl Default for Words {
    fn default() -> Self {
        serde_yaml::from_str(BUILT_IN).expect("a test decodes the built-in lists")
    }
}
