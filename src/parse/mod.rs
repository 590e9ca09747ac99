//! One file → one typed value with the places of its parts. It knows no other file.

pub mod anchors;
pub mod bits;
mod data;
pub mod footnotes;
pub mod front_matter;
mod left_over;
pub mod markdown;
pub mod outline;
pub mod suppression;
pub mod tape;
pub mod written;
pub mod yaml;

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::schema::{
    Area, Article, Cause, Common, Day, Entry, Exercise, Id, Kind, Page, Person, Routine, Symptom,
};
use crate::source::{FileId, Hash, Source, Span};

pub use data::{Data, DataItems, Item, read_settings, setting_names, settings_of};
pub use outline::{Heading, Link, Outline};
pub use suppression::Suppression;

/// The typed front matter of an entry.
#[derive(Debug, Clone)]
pub enum Fields {
    Article(Arc<Article>),
    Area(Arc<Area>),
    Cause(Arc<Cause>),
    Symptom(Arc<Symptom>),
    Exercise(Arc<Exercise>),
    Routine(Arc<Routine>),
    Person(Arc<Person>),
    Page(Arc<Page>),
}

/// A Markdown entry. A file that does not parse still has its kind and id, so that one mistake never
/// becomes many dangling references.
#[derive(Debug, Clone)]
pub struct Document {
    pub file: FileId,
    pub path: Arc<str>,
    pub kind: Kind,
    pub id: Id,
    /// `None` when the front matter has mistakes.
    pub content: Option<Content>,
    /// What the text below the front matter holds, whatever is wrong with the front matter.
    pub outline: Arc<Outline>,
    /// The whole text of the file.
    pub text: Arc<str>,
    /// Of that text.
    pub hash: Hash,
    /// Where the YAML stands in the text.
    pub yaml: Range<usize>,
    /// What front matter with mistakes names; what other front matter names is in its fields.
    pub mentions: Vec<yaml::Mention>,
    pub places: yaml::Places,
    pub diagnostics: Vec<Diagnostic>,
}

/// What a document says when its front matter is in order.
#[derive(Debug, Clone)]
pub struct Content {
    pub fields: Fields,
    pub common: Common,
    /// The day from the front matter or from the file name.
    pub date: Option<Day>,
    /// Where the Markdown stands in the text.
    pub body: Range<usize>,
    pub suppressions: Vec<Suppression>,
}

impl Document {
    /// The place of a value of the front matter, or of its nearest parent that is there.
    #[must_use]
    pub fn locate(&self, path: &[yaml::Key<'_>]) -> Span {
        self.places.locate(&self.block(), path)
    }

    /// Whether no other entry sees a difference between two texts of one file: what stands before the
    /// body is the same, so are the links in their order, and what serves as a summary. Where the
    /// links stand, and all other words, only the file's own page shows.
    #[must_use]
    pub fn looks_like(&self, other: &Self) -> bool {
        let (Some(content), Some(others)) = (&self.content, &other.content) else { return false };
        let front_matter = self.text[..content.body.start] == other.text[..others.body.start];
        (self.file, &self.path) == (other.file, &other.path)
            && front_matter
            && self.outline.wants().eq(other.outline.wants())
            && self.outline.first_paragraph == other.outline.first_paragraph
    }

    /// Identifies what a reviewer sees: the front matter without `review`, and the text. `None` when the
    /// front matter has mistakes.
    #[must_use]
    pub fn fingerprint(&self) -> Option<Hash> {
        let content = self.content.as_ref()?;
        Some(front_matter::fingerprint(&self.text, &self.yaml, &content.body))
    }

    /// The front matter.
    #[must_use]
    pub fn block(&self) -> yaml::Block<'_> {
        yaml::Block {
            file: self.file,
            text: &self.text[self.yaml.clone()],
            offset: self.yaml.start,
        }
    }
}

/// What a file of `content/` turned out to be.
#[derive(Debug, Clone)]
pub enum Parsed {
    Document(Arc<Document>),
    Data(Arc<Data>),
    Stray(Arc<Stray>),
}

/// A file that can be neither, by its name or its place; the diagnostic says why.
#[derive(Debug, Clone)]
pub struct Stray {
    pub file: FileId,
    pub path: Arc<str>,
    /// What it was probably meant to be.
    pub meant: Option<Meant>,
    pub diagnostic: Diagnostic,
}

/// What a file was meant to be.
#[derive(Debug, Clone)]
pub enum Meant {
    Entry(Kind, Id),
    /// The data file of a kind.
    Items(Kind),
    Settings,
}

/// Reads one file of `content/`.
#[must_use]
pub fn parse(source: &Source) -> Parsed {
    let inside = source.path.strip_prefix("content/").unwrap_or(&source.path);
    if let Some(items) = data::reader(inside) {
        return Parsed::Data(Arc::new(items(source)));
    }
    match front_matter::identify(source, inside) {
        Ok((kind, id, date)) => {
            Parsed::Document(Arc::new(front_matter::parse(source, kind, id, date)))
        }
        Err(diagnostic) => Parsed::Stray(Arc::new(Stray {
            file: source.id,
            path: Arc::clone(&source.path),
            meant: front_matter::meant(inside),
            diagnostic,
        })),
    }
}

/// Everything that the fields of a file name, with or without mistakes.
#[must_use]
pub fn mentions(parsed: &Parsed) -> Vec<yaml::Mention> {
    match parsed {
        Parsed::Document(document) => {
            let schema = front_matter::schema_of(document.kind);
            yaml::all_mentions(&document.block(), schema)
        }
        Parsed::Data(data) => yaml::all_mentions(&data.block(), data.schema()),
        Parsed::Stray(_) => Vec::new(),
    }
}

/// The common fields and the typed ones of a decoded front matter.
fn typed<T: Entry>(fields: T, wrap: fn(Arc<T>) -> Fields) -> (Fields, Common) {
    let common = fields.common();
    (wrap(Arc::new(fields)), common)
}
