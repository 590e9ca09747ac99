//! The kinds of entry and their fields: one file a kind. The JSON Schema, the list of an author's
//! mistakes and the field tables of the README all come from these types and their doc comments.

mod area;
mod article;
mod body_map;
mod cause;
mod checked_text;
mod exercise;
pub mod field;
mod figure;
mod image;
mod page;
mod person;
mod red_flag;
mod routine;
mod settings;
mod source_entry;
mod symptom;
mod target;
mod term;
pub mod value;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings};
use serde::{Deserialize, Serialize};

pub use area::{Anatomy, Area, Myth, Verdict, View};
pub use article::{Article, ArticleKind, Listing};
pub use body_map::{BodyMap, Region};
pub use cause::{Cause, Likelihood, Pattern};
pub use checked_text::{HostName, SitePath, SvgPath, WebAddress};
pub use exercise::{
    Dose, Evidence, Exercise, ExerciseKind, Grade, Level, Mistake, Muscles, Position,
};
pub use figure::{
    Centimetres, Contact, Degrees, Figure, Hold, Holder, Pose, Prop, PropKind, Surface, Viewpoint,
};
pub use image::{Image, ImageCredit, OWN};
pub use page::Page;
pub use person::{Credential, Person};
pub use red_flag::{RedFlag, Sign, Urgency};
pub use routine::{Routine, Step, When};
pub use settings::{
    Allowed, CardWords, Compression, Host, Licence, PhoneNumber, Purpose, RuleLevel, Settings,
};
pub use source_entry::{SourceEntry, SourceKind, SourceStatus};
pub use symptom::Symptom;
pub use target::{Azure, Folder, Git, S3, Target, Where};
pub use term::{Term, TermKind};
pub use value::{Day, Id, Int, Named, Ref, Text, Whole};
pub use words::{HouseWord, Words, WrongClaim};

/// Every kind of thing that has an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Article,
    Area,
    Cause,
    Symptom,
    Exercise,
    Routine,
    Person,
    Page,
    RedFlag,
    Source,
    Term,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::Article,
        Self::Area,
        Self::Cause,
        Self::Symptom,
        Self::Exercise,
        Self::Routine,
        Self::Person,
        Self::Page,
        Self::RedFlag,
        Self::Source,
        Self::Term,
    ];

    /// The kinds that are Markdown files, in the order in which the build counts them.
    pub const ENTRIES: [Self; 8] = [
        Self::Article,
        Self::Area,
        Self::Cause,
        Self::Symptom,
        Self::Exercise,
        Self::Routine,
        Self::Person,
        Self::Page,
    ];

    /// The kinds that are items of a data file.
    pub const ITEMS: [Self; 3] = [Self::RedFlag, Self::Source, Self::Term];

    /// What the kind is called in a message.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Area => "area",
            Self::Cause => "cause",
            Self::Symptom => "symptom",
            Self::Exercise => "exercise",
            Self::Routine => "routine",
            Self::Person => "person",
            Self::Page => "page",
            Self::RedFlag => "red flag",
            Self::Source => "source",
            Self::Term => "term",
        }
    }

    /// The folder below `content/`, or the data file there.
    #[must_use]
    pub fn place(self) -> &'static str {
        match self {
            Self::Article => "articles",
            Self::Area => "areas",
            Self::Cause => "causes",
            Self::Symptom => "symptoms",
            Self::Exercise => "exercises",
            Self::Routine => "routines",
            Self::Person => "people",
            Self::Page => "pages",
            Self::RedFlag => "red-flags.yaml",
            Self::Source => "sources.yaml",
            Self::Term => "terms.yaml",
        }
    }

    /// The kind whose folder this is.
    #[must_use]
    pub fn of_folder(folder: &str) -> Option<Self> {
        Self::ENTRIES.into_iter().find(|kind| kind.place() == folder)
    }

    /// The schema of one entry's front matter, or of one item of the data file.
    #[must_use]
    pub fn schema(self) -> Schema {
        match self {
            Self::Article => schema_of::<Article>(),
            Self::Area => schema_of::<Area>(),
            Self::Cause => schema_of::<Cause>(),
            Self::Symptom => schema_of::<Symptom>(),
            Self::Exercise => schema_of::<Exercise>(),
            Self::Routine => schema_of::<Routine>(),
            Self::Person => schema_of::<Person>(),
            Self::Page => schema_of::<Page>(),
            Self::RedFlag => schema_of::<RedFlag>(),
            Self::Source => schema_of::<SourceEntry>(),
            Self::Term => schema_of::<Term>(),
        }
    }
}

/// The schema of any type of this module, without references, so that a walk needs no look-ups.
#[must_use]
pub fn schema_of<T: JsonSchema>() -> Schema {
    let settings =
        SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    SchemaGenerator::new(settings).into_root_schema_for::<T>()
}

/// What a health professional checked, and when.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The person who checked the entry; must have a credential and not be its only author.
    pub by: Ref<Person>,
    /// The day of the check.
    pub on: Day,
    /// The day by which it is to be checked again.
    #[serde(default)]
    pub next: Option<Day>,
    /// The fingerprint of what was checked; the page says "changed since" when it differs.
    #[serde(default)]
    pub content: Option<Text<16, 16>>,
}

/// A change of meaning that readers are told about.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The day of the change.
    pub date: Day,
    /// What changed, in a sentence.
    pub note: Text<3, 200>,
}

/// What a site's own templates want to know about an entry; soleus only passes it on.
pub type Extra = BTreeMap<String, serde_json::Value>;

/// The fields that every kind of Markdown entry has.
#[derive(Debug, Clone)]
pub struct Common {
    pub title: Arc<str>,
    pub summary: Option<Arc<str>>,
    pub other_names: Vec<Text<1, 80>>,
    pub aliases: Vec<SitePath>,
    pub date: Option<Day>,
    pub updated: Option<Day>,
    pub expires: Option<Day>,
    pub draft: bool,
    pub authors: Vec<Ref<Person>>,
    pub review: Option<Review>,
    pub sources: Vec<Ref<SourceEntry>>,
    pub changes: Vec<Change>,
    pub images: Vec<Image>,
    pub keywords: Vec<Text<1, 60>>,
    pub extra: Extra,
}

/// Front matter of a kind of Markdown entry.
pub trait Entry {
    /// The fields that all kinds share.
    fn common(&self) -> Common;
}

/// Both forms of a summary, required and optional.
trait Summary {
    fn share_summary(&self) -> Option<Arc<str>>;
}

impl<const MIN: usize, const MAX: usize> Summary for Text<MIN, MAX> {
    fn share_summary(&self) -> Option<Arc<str>> {
        Some(self.share())
    }
}

impl<const MIN: usize, const MAX: usize> Summary for Option<Text<MIN, MAX>> {
    fn share_summary(&self) -> Option<Arc<str>> {
        self.as_ref().map(Text::share)
    }
}

/// Declares the front matter of a kind: its own fields, which include `summary`, and the common
/// ones. It is a macro because serde can refuse unknown keys only in a struct without `flatten`.
macro_rules! entry {
    ($(#[$attribute:meta])* pub struct $Name:ident: $kind:ident {
        $($(#[$field_attribute:meta])* pub $field:ident: $Type:ty,)*
    }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $Name {
            /// What the page is called, without a full stop.
            pub title: crate::schema::Text<2, 100>,
            $($(#[$field_attribute])* pub $field: $Type,)*
            /// Other names that people search for.
            #[serde(default)]
            pub other_names: Vec<crate::schema::Text<1, 80>>,
            /// Old addresses of the page, from the site's root; each redirects here.
            #[serde(default)]
            pub aliases: Vec<crate::schema::SitePath>,
            /// The day it was written. A day that is still to come schedules the entry.
            #[serde(default)]
            pub date: Option<crate::schema::Day>,
            /// The day its meaning last changed.
            #[serde(default)]
            pub updated: Option<crate::schema::Day>,
            /// The first day on which it is no longer published.
            #[serde(default)]
            pub expires: Option<crate::schema::Day>,
            /// Kept out of the site unless it is built with `--drafts`.
            #[serde(default)]
            pub draft: bool,
            /// Who wrote it; `authors` of `site.yaml` when it is left out.
            #[serde(default)]
            pub authors: Vec<crate::schema::Ref<crate::schema::Person>>,
            /// Who checked it. Left out until a health professional really has.
            #[serde(default)]
            pub review: Option<crate::schema::Review>,
            /// Sources of the facts in the front matter; those cited in the text add themselves.
            #[serde(default)]
            pub sources: Vec<crate::schema::Ref<crate::schema::SourceEntry>>,
            /// Changes that readers are told about, newest first.
            #[serde(default)]
            pub changes: Vec<crate::schema::Change>,
            /// Who made the pictures of the text.
            #[serde(default)]
            pub images: Vec<crate::schema::Image>,
            /// Words that a search finds the page by.
            #[serde(default)]
            pub keywords: Vec<crate::schema::Text<1, 60>>,
            /// Anything for a site's own templates.
            #[serde(default)]
            pub extra: crate::schema::Extra,
        }

        impl crate::schema::Entry for $Name {
            fn common(&self) -> crate::schema::Common {
                use crate::schema::Summary as _;
                crate::schema::Common {
                    title: self.title.share(),
                    summary: self.summary.share_summary(),
                    other_names: self.other_names.clone(),
                    aliases: self.aliases.clone(),
                    date: self.date,
                    updated: self.updated,
                    expires: self.expires,
                    draft: self.draft,
                    authors: self.authors.clone(),
                    review: self.review.clone(),
                    sources: self.sources.clone(),
                    changes: self.changes.clone(),
                    images: self.images.clone(),
                    keywords: self.keywords.clone(),
                    extra: self.extra.clone(),
                }
            }
        }

        impl crate::schema::Named for $Name {
            const KIND: crate::schema::Kind = crate::schema::Kind::$kind;
        }
    };
}
use entry;
