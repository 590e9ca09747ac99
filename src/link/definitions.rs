//! What exists: every id with its kind, whether or not it is published. Two of one name are an error.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::{EntryId, RedFlagId, Site, SourceId, TermId};
use crate::diagnostic::{Diagnostic, nearest};
use crate::parse::{Data, Document, Fields, Item, Meant, Stray};
use crate::schema::{Int, Kind, Named};
use crate::source::FileId;

/// What an id stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// An entry that is published.
    Entry(EntryId),
    /// An entry that is a draft, or before or after its time.
    Unpublished,
    /// It has mistakes of its own, which are told once and not again wherever it is named.
    Lost,
    RedFlag(RedFlagId),
    Source(SourceId),
    Term(TermId),
}

/// An id that exists.
#[derive(Debug, Clone, Copy)]
pub struct Definition {
    pub kind: Kind,
    pub meaning: Meaning,
    pub file: FileId,
}

/// All ids of the site, and all files that are entries.
#[derive(Debug, Default)]
pub struct Definitions {
    ids: HashMap<Arc<str>, Definition>,
    paths: HashMap<Arc<str>, Meaning>,
    /// Kinds whose file cannot be read, so that no name of theirs can be called unknown.
    unreadable: BTreeSet<Kind>,
    /// Names that something of another kind has taken.
    doubles: BTreeSet<(Kind, Arc<str>)>,
}

impl Definitions {
    /// Whether a name of this kind may be right although nothing of the kind is known by it.
    #[must_use]
    pub fn may_exist(&self, kind: Kind, name: &str) -> bool {
        self.unreadable.contains(&kind) || self.doubles.contains(&(kind, Arc::from(name)))
    }

    /// Whether everything of a kind is known, without mistakes.
    #[must_use]
    pub fn is_whole(&self, kind: Kind) -> bool {
        !self.unreadable.contains(&kind) && !self.any(kind, Meaning::Lost)
    }

    /// Whether everything is known, without mistakes, and published.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let is_out = |definition: &Definition| {
            matches!(definition.meaning, Meaning::Lost | Meaning::Unpublished)
        };
        let is_clear = self.unreadable.is_empty() && self.doubles.is_empty();
        is_clear && !self.ids.values().any(is_out)
    }

    /// Whether any name of a kind has a meaning.
    #[must_use]
    pub fn any(&self, kind: Kind, meaning: Meaning) -> bool {
        self.ids.values().any(|other| other.kind == kind && other.meaning == meaning)
    }

    #[must_use]
    pub fn get(&self, id: &str) -> Option<Definition> {
        self.ids.get(id).copied()
    }

    /// The entry in a file, by the file's path from the root.
    #[must_use]
    pub fn of_path(&self, path: &str) -> Option<Meaning> {
        self.paths.get(path).copied()
    }

    /// The id that `written` is most likely a slip of, of one kind or of any.
    #[must_use]
    pub fn nearest(&self, written: &str, kind: Option<Kind>) -> Option<&str> {
        let fits = |definition: &Definition| kind.is_none_or(|kind| kind == definition.kind);
        let names = self.ids.iter().filter(|(_, definition)| fits(definition));
        nearest(written, names.map(|(id, _)| id.as_ref()))
    }
}

/// Gives every entry, red flag, source and term its name.
pub fn define(
    documents: &[&Arc<Document>],
    strays: &[&Arc<Stray>],
    site: &Site,
    found: &mut Vec<Diagnostic>,
) -> Definitions {
    let mut namer = Namer { definitions: Definitions::default(), documents, found };
    let published: HashMap<FileId, EntryId> =
        site.ids().map(|id| (site.entry(id).document.file, id)).collect();
    for document in documents {
        let meaning = match published.get(&document.file) {
            Some(id) => Meaning::Entry(*id),
            None if document.content.is_none() => Meaning::Lost,
            None => Meaning::Unpublished,
        };
        namer.document(document, meaning);
    }
    namer.items(&site.terms, |at| Meaning::Term(TermId(at)), |term| term.id.share());
    namer.items(&site.sources, |at| Meaning::Source(SourceId(at)), |source| source.id.share());
    let flags: Vec<_> = site.red_flags.iter().map(|flag| flag.item.clone()).collect();
    namer.items(&flags, |at| Meaning::RedFlag(RedFlagId(at)), |flag| flag.id.share());
    for data in &site.data {
        namer.lost(data);
    }
    for stray in strays {
        namer.stray(stray);
    }
    namer.definitions
}

struct Namer<'a> {
    definitions: Definitions,
    documents: &'a [&'a Arc<Document>],
    found: &'a mut Vec<Diagnostic>,
}

impl Namer<'_> {
    fn document(&mut self, document: &Document, meaning: Meaning) {
        self.definitions.paths.insert(Arc::clone(&document.path), meaning);
        let definition = Definition { kind: document.kind, meaning, file: document.file };
        if let Some(first) = self.name(document.id.share(), definition) {
            let message =
                format!("the id `{}` is taken by another {}", document.id, first.kind.name());
            self.found.push(
                Diagnostic::error("duplicate-id", document.file, message).help(self.rename(first)),
            );
        }
    }

    fn items<T: Named>(
        &mut self,
        items: &[Item<T>],
        meaning: fn(u32) -> Meaning,
        id: fn(&T) -> Arc<str>,
    ) {
        for (at, item) in (0..).zip(items) {
            let name = id(&item.value);
            let definition =
                Definition { kind: T::KIND, meaning: meaning(at), file: item.span.file };
            if let Some(first) = self.name(Arc::clone(&name), definition) {
                let message = format!("the id `{name}` is taken by another {}", first.kind.name());
                self.found.push(
                    Diagnostic::error("duplicate-id", item.span, message).help(self.rename(first)),
                );
            }
        }
    }

    fn rename(&self, first: Definition) -> String {
        let place = format!("content/{}", first.kind.place());
        let entry = self.documents.iter().find(|document| document.file == first.file);
        let path = entry.map_or(place.as_str(), |document| &document.path);
        format!("rename one of the two; the other is in `{path}`")
    }

    fn lost(&mut self, data: &Data) {
        self.definitions.unreadable.extend(data.unreadable);
        for (kind, id) in &data.lost {
            let definition = Definition { kind: *kind, meaning: Meaning::Lost, file: data.file };
            self.name(id.share(), definition);
        }
    }

    /// A file in the wrong place or with a wrong name stands for what it was meant to be.
    fn stray(&mut self, stray: &Stray) {
        self.definitions.paths.insert(Arc::clone(&stray.path), Meaning::Lost);
        match &stray.meant {
            Some(Meant::Entry(kind, id)) => {
                let definition =
                    Definition { kind: *kind, meaning: Meaning::Lost, file: stray.file };
                self.name(id.share(), definition);
            }
            Some(Meant::Items(kind)) => {
                self.definitions.unreadable.insert(*kind);
            }
            Some(Meant::Settings) | None => {}
        }
    }

    /// Names something; gives back what has the name already.
    fn name(&mut self, id: Arc<str>, definition: Definition) -> Option<Definition> {
        if let Some(first) = self.definitions.ids.get(&id) {
            self.definitions.doubles.insert((definition.kind, id));
            return Some(*first);
        }
        self.definitions.ids.insert(id, definition);
        None
    }
}

/// The order in which entries are listed: by kind, then by what suits the kind, then by title.
pub(super) fn reading_order(document: &Document) -> (Kind, i64, String, Arc<str>) {
    let content = document.content.as_ref().expect("only documents with content are published");
    let rank = match &content.fields {
        Fields::Article(_) => content.date.map_or(i64::MAX, |date| -days(date.0)),
        Fields::Area(area) => order(area.order.map(Int::get)),
        Fields::Cause(cause) => cause.likelihood as i64,
        Fields::Exercise(exercise) => exercise.level as i64,
        Fields::Page(page) => order(page.order.map(Int::get)),
        Fields::Symptom(_) | Fields::Routine(_) | Fields::Person(_) => 0,
    };
    (document.kind, rank, content.common.title.to_lowercase(), document.id.share())
}

fn order(order: Option<u32>) -> i64 {
    order.map_or(i64::MAX, i64::from)
}

fn days(date: jiff::civil::Date) -> i64 {
    i64::from(date.year()) * 372 + i64::from(date.month()) * 31 + i64::from(date.day())
}
