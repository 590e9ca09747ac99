//! A blog post.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Area, Cause, Exercise, RedFlag, Ref, Routine, Symptom, Text, entry};

entry! {
    /// A blog post. It needs a title and text, and an area when it is about a pain.
    pub struct Article: Article {
        /// One or two sentences; the first paragraph when it is left out.
        #[serde(default)]
        pub summary: Option<Text<20, 300>>,
        /// What sort of article it is.
        #[serde(default)]
        pub kind: ArticleKind,
        /// The answer in at most 60 words, complete in itself; a question and a myth have one.
        #[serde(default)]
        pub short_answer: Option<Text<40, 500>>,
        /// The area it is about.
        #[serde(default)]
        pub area: Option<Ref<Area>>,
        /// The areas it is about, when they are several.
        #[serde(default)]
        pub areas: Vec<Ref<Area>>,
        /// The causes it covers.
        #[serde(default)]
        pub causes: Vec<Ref<Cause>>,
        /// The symptoms it covers.
        #[serde(default)]
        pub symptoms: Vec<Ref<Symptom>>,
        /// The exercises it recommends.
        #[serde(default)]
        pub exercises: Vec<Ref<Exercise>>,
        /// The routines it recommends.
        #[serde(default)]
        pub routines: Vec<Ref<Routine>>,
        /// The entries that a list article lists, in order; the list is made from their data.
        #[serde(default)]
        pub list: Option<Listing>,
        /// Words that group articles; each has a page.
        #[serde(default)]
        pub tags: Vec<Text<1, 40>>,
        /// Further tags, under the name that an export of a blog may give them.
        #[serde(default)]
        pub categories: Vec<Text<1, 40>>,
        /// The name of a series it is part of.
        #[serde(default)]
        pub series: Option<Text<1, 80>>,
        /// Articles to show first among the related ones.
        #[serde(default)]
        pub related: Vec<Ref<Article>>,
        /// Warning signs to show before those of its areas.
        #[serde(default)]
        pub red_flags: Vec<Ref<RedFlag>>,
    }
}

impl Article {
    /// All tags, each once, with the field and the place in it where it stands.
    pub fn all_tags(&self) -> impl Iterator<Item = (&'static str, usize, &Text<1, 40>)> {
        let tags = self.tags.iter().enumerate().map(|(at, tag)| ("tags", at, tag));
        let others = self.categories.iter().enumerate().map(|(at, tag)| ("categories", at, tag));
        tags.chain(others.filter(|(_, _, tag)| !self.tags.contains(tag)))
    }
}

/// What sort of article it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ArticleKind {
    Question,
    Listicle,
    #[default]
    Explainer,
    Myth,
    Story,
}

/// What a list article lists: causes or exercises.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// Causes, in order.
    #[serde(default)]
    pub causes: Vec<Ref<Cause>>,
    /// Exercises, in order.
    #[serde(default)]
    pub exercises: Vec<Ref<Exercise>>,
}
