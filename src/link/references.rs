//! What front matter and data files mention: each name becomes an id, or a diagnostic on its token.

use std::sync::Arc;

use rayon::prelude::*;

use super::definitions::{Definition, Definitions, Meaning};
use super::{Entry, EntryId, RedFlagId, Site, SourceId, TermId, as_data};
use crate::diagnostic::Diagnostic;
use crate::parse::yaml::{Key, Mention};
use crate::parse::{Data, DataItems, Document, Fields, Parsed};
use crate::schema::{Anatomy, Evidence, Kind, Named, Ref};
use crate::source::Span;

/// Fills every list that an author writes. What is not published is left out without a word: it is
/// there again when its time comes.
pub fn resolve(site: &mut Site, parsed: &[Parsed], found: &mut Vec<Diagnostic>) {
    let definitions = &site.definitions;
    let faults = site.entries.par_iter_mut().map(|entry| {
        let mut faults = Vec::new();
        resolve_entry(Arc::make_mut(entry), definitions, &mut faults);
        faults
    });
    found.extend(faults.collect::<Vec<_>>().into_iter().flatten());
    for data in parsed.iter().filter_map(as_data) {
        resolve_data(site, data, found);
    }
    for parsed in parsed {
        let mentions = match parsed {
            Parsed::Document(document) => &document.mentions,
            Parsed::Data(data) => &data.mentions,
            Parsed::Stray(_) => continue,
        };
        let names = mentions.iter();
        found.extend(names.filter_map(|mention| look_up(&site.definitions, mention).err()));
    }
    default_authors(site);
}

/// Looks names up for one file.
struct Resolver<'a> {
    definitions: &'a Definitions,
    locate: &'a dyn Fn(&[Key<'_>]) -> Span,
    found: &'a mut Vec<Diagnostic>,
}

impl Resolver<'_> {
    fn entries<T: Named>(&mut self, path: &[Key<'_>], refs: &[Ref<T>]) -> Vec<EntryId> {
        self.list(path, refs, as_entry)
    }

    fn sources<T: Named>(&mut self, path: &[Key<'_>], refs: &[Ref<T>]) -> Vec<SourceId> {
        self.list(path, refs, |meaning| match meaning {
            Meaning::Source(id) => Some(id),
            _ => None,
        })
    }

    fn terms<T: Named>(&mut self, path: &[Key<'_>], refs: &[Ref<T>]) -> Vec<TermId> {
        self.list(path, refs, |meaning| match meaning {
            Meaning::Term(id) => Some(id),
            _ => None,
        })
    }

    fn red_flags<T: Named>(&mut self, path: &[Key<'_>], refs: &[Ref<T>]) -> Vec<RedFlagId> {
        self.list(path, refs, |meaning| match meaning {
            Meaning::RedFlag(id) => Some(id),
            _ => None,
        })
    }

    /// The names of a list in the author's order, each once.
    fn list<T: Named, I: PartialEq>(
        &mut self,
        path: &[Key<'_>],
        refs: &[Ref<T>],
        pick: fn(Meaning) -> Option<I>,
    ) -> Vec<I> {
        let mut ids = Vec::with_capacity(refs.len());
        for (at, reference) in refs.iter().enumerate() {
            let path: Vec<Key<'_>> = path.iter().copied().chain([Key::Item(at)]).collect();
            if let Some(id) = self.one(&path, reference).and_then(pick)
                && !ids.contains(&id)
            {
                ids.push(id);
            }
        }
        ids
    }

    /// What one name stands for; `None`, with a diagnostic, when nothing of its kind has the name.
    fn one<T: Named>(&mut self, path: &[Key<'_>], reference: &Ref<T>) -> Option<Meaning> {
        match meaning(self.definitions, T::KIND, reference.id()) {
            Ok(meaning) => meaning,
            Err(other) => {
                let span = (self.locate)(path);
                self.found.push(unknown(self.definitions, reference.id(), T::KIND, other, span));
                None
            }
        }
    }
}

/// What a name means that is to be of a kind; `None` when nobody knows whether it is there. The error
/// is what it is instead, if it is anything.
fn meaning(
    definitions: &Definitions,
    kind: Kind,
    name: &str,
) -> Result<Option<Meaning>, Option<Definition>> {
    match definitions.get(name) {
        Some(definition) if definition.kind == kind => Ok(Some(definition.meaning)),
        _ if definitions.may_exist(kind, name) => Ok(None),
        other => Err(other),
    }
}

/// Looks a name up for nothing but its mistake.
fn look_up(definitions: &Definitions, mention: &Mention) -> Result<(), Diagnostic> {
    let Mention { kind, id, span } = mention;
    match meaning(definitions, *kind, id) {
        Ok(_) => Ok(()),
        Err(other) => Err(unknown(definitions, id, *kind, other, *span)),
    }
}

fn as_entry(meaning: Meaning) -> Option<EntryId> {
    match meaning {
        Meaning::Entry(id) => Some(id),
        _ => None,
    }
}

/// "no exercise is called …", with the nearest name or what the name really is.
pub(super) fn unknown(
    definitions: &Definitions,
    name: &str,
    wanted: Kind,
    other: Option<Definition>,
    span: Span,
) -> Diagnostic {
    let message = format!("no {} is called `{name}`", wanted.name());
    let help = match other {
        Some(other) => {
            let (is, place) = (other.kind.name(), wanted.place());
            format!("`{name}` is of another kind, {is}; name one of `content/{place}`")
        }
        None => match definitions.nearest(name, Some(wanted)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("mend the name, or add it to `content/{}`", wanted.place()),
        },
    };
    Diagnostic::error("unknown-entry", span, message).help(help)
}

fn resolve_entry(entry: &mut Entry, definitions: &Definitions, found: &mut Vec<Diagnostic>) {
    let document = Arc::clone(&entry.document);
    let locate = |path: &[Key<'_>]| document.locate(path);
    let mut resolver = Resolver { definitions, locate: &locate, found };
    common(entry, &mut resolver, &document);
    own(entry, &mut resolver, &document);
}

fn common(entry: &mut Entry, resolver: &mut Resolver<'_>, document: &Document) {
    let Some(content) = &document.content else { return };
    entry.authors = resolver.entries(&[Key::Field("authors")], &content.common.authors);
    entry.sources = resolver.sources(&[Key::Field("sources")], &content.common.sources);
    if let Some(review) = &content.common.review {
        let path = [Key::Field("review"), Key::Field("by")];
        entry.reviewer = resolver.one(&path, &review.by).and_then(as_entry);
    }
}

/// The relations of the entry's own kind.
fn own(entry: &mut Entry, resolver: &mut Resolver<'_>, document: &Document) {
    let Some(content) = &document.content else { return };
    let field = |name| [Key::Field(name)];
    match &content.fields {
        Fields::Area(area) => {
            entry.neighbours = resolver.entries(&field("neighbours"), &area.neighbours);
            entry.anatomy = anatomy(resolver, &area.anatomy);
            for (at, myth) in area.myths.iter().enumerate() {
                let path = [Key::Field("myths"), Key::Item(at), Key::Field("sources")];
                entry.myths.push(resolver.sources(&path, &myth.sources));
            }
        }
        Fields::Cause(cause) => {
            let home = resolver.one(&field("area"), &cause.area).and_then(as_entry);
            entry.areas = home.into_iter().collect();
            entry.areas.extend(resolver.entries(&field("also_areas"), &cause.also_areas));
            entry.symptoms = resolver.entries(&field("symptoms"), &cause.symptoms);
            entry.red_flags = resolver.red_flags(&field("red_flags"), &cause.red_flags);
        }
        Fields::Symptom(symptom) => {
            entry.red_flags = resolver.red_flags(&field("red_flags"), &symptom.red_flags);
        }
        Fields::Exercise(exercise) => {
            entry.areas = resolver.entries(&field("areas"), &exercise.areas);
            entry.causes = resolver.entries(&field("helps"), &exercise.helps);
            entry.easier = resolver.entries(&field("easier"), &exercise.easier);
            let muscle = |side| [Key::Field("muscles"), Key::Field(side)];
            entry.primary = resolver.terms(&muscle("primary"), &exercise.muscles.primary);
            entry.secondary = resolver.terms(&muscle("secondary"), &exercise.muscles.secondary);
            entry.equipment = resolver.terms(&field("equipment"), &exercise.equipment);
            entry.evidence = evidence(resolver, exercise.evidence.as_ref());
            entry.red_flags = resolver.red_flags(&field("red_flags"), &exercise.red_flags);
            if let Some(basis) = &exercise.dose.basis {
                let path = [Key::Field("dose"), Key::Field("basis")];
                entry.dose_basis = match resolver.one(&path, basis) {
                    Some(Meaning::Source(id)) => Some(id),
                    _ => None,
                };
            }
        }
        Fields::Routine(routine) => {
            entry.areas = resolver.entries(&field("areas"), &routine.areas);
            for (at, step) in routine.steps.iter().enumerate() {
                let path = [Key::Field("steps"), Key::Item(at), Key::Field("exercise")];
                entry.steps.push(resolver.one(&path, &step.exercise).and_then(as_entry));
            }
            entry.evidence = evidence(resolver, routine.evidence.as_ref());
            entry.red_flags = resolver.red_flags(&field("red_flags"), &routine.red_flags);
        }
        Fields::Article(article) => {
            if let Some(area) = &article.area {
                entry.areas.extend(resolver.one(&field("area"), area).and_then(as_entry));
            }
            entry.areas.extend(resolver.entries(&field("areas"), &article.areas));
            entry.causes = resolver.entries(&field("causes"), &article.causes);
            entry.symptoms = resolver.entries(&field("symptoms"), &article.symptoms);
            entry.exercises = resolver.entries(&field("exercises"), &article.exercises);
            entry.routines = resolver.entries(&field("routines"), &article.routines);
            entry.related = resolver.entries(&field("related"), &article.related);
            entry.red_flags = resolver.red_flags(&field("red_flags"), &article.red_flags);
            if let Some(list) = &article.list {
                let path = |part| [Key::Field("list"), Key::Field(part)];
                entry.list = resolver.entries(&path("causes"), &list.causes);
                entry.list.extend(resolver.entries(&path("exercises"), &list.exercises));
            }
        }
        Fields::Person(_) | Fields::Page(_) => {}
    }
}

fn anatomy(resolver: &mut Resolver<'_>, anatomy: &Anatomy) -> [Vec<TermId>; 3] {
    let path = |part| [Key::Field("anatomy"), Key::Field(part)];
    [
        resolver.terms(&path("muscles"), &anatomy.muscles),
        resolver.terms(&path("bones"), &anatomy.bones),
        resolver.terms(&path("other"), &anatomy.other),
    ]
}

fn evidence(resolver: &mut Resolver<'_>, evidence: Option<&Evidence>) -> Vec<SourceId> {
    let path = [Key::Field("evidence"), Key::Field("sources")];
    evidence.map(|evidence| resolver.sources(&path, &evidence.sources)).unwrap_or_default()
}

fn resolve_data(site: &mut Site, data: &Data, found: &mut Vec<Diagnostic>) {
    let locate = |path: &[Key<'_>]| data.locate(path);
    let mut resolver = Resolver { definitions: &site.definitions, locate: &locate, found };
    match &data.items {
        DataItems::RedFlags(items) => {
            for (flag, item) in site.red_flags.iter_mut().zip(items) {
                let path = |field| [Key::Item(item.index), Key::Field(field)];
                flag.areas = resolver.entries(&path("areas"), &item.value.areas);
                flag.sources = resolver.sources(&path("sources"), &item.value.sources);
            }
        }
        DataItems::Settings(settings) => {
            resolver.entries(&[Key::Field("authors")], &settings.authors);
        }
        DataItems::BodyMap(map) if !map.is_built_in => {
            for (at, region) in map.regions.iter().enumerate() {
                let path = [Key::Field("regions"), Key::Item(at), Key::Field("area")];
                resolver.one(&path, &region.area);
            }
        }
        DataItems::Sources(_)
        | DataItems::Terms(_)
        | DataItems::Words(_)
        | DataItems::BodyMap(_) => {}
    }
}

/// An entry without authors has those of the settings, except a person and a standing page.
fn default_authors(site: &mut Site) {
    let names = site.settings.authors.iter().filter_map(|author| site.definitions.get(author.id()));
    let authors: Vec<EntryId> = names.filter_map(|name| as_entry(name.meaning)).collect();
    for entry in &mut site.entries {
        let entry = Arc::make_mut(entry);
        let has_byline = !matches!(entry.kind(), Kind::Person | Kind::Page);
        if entry.authors.is_empty() && has_byline {
            entry.authors.clone_from(&authors);
        }
    }
}
