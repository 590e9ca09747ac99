//! The whole site, as a graph: entries with everything that they are connected to, and what is data.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::definitions::Definitions;
use super::targets::Target;
use super::uses::{SourceUses, TermUses};
use crate::diagnostic::Place;
use crate::parse::yaml::Key;
use crate::parse::{Content, Data, DataItems, Document, Fields, Item};
use crate::schema::{
    BodyMap, Day, Kind, RedFlag, Settings, SourceEntry, Term, Urgency, WebAddress, Words,
};
use crate::source::Span;

/// An entry of the site. Ids are given in reading order (areas by their order, exercises from
/// beginner to advanced, articles newest first), so a sorted list of ids is a list to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub(crate) u32);

impl EntryId {
    /// The entry that is read before this one, of whichever kind.
    #[must_use]
    pub fn before(self) -> Option<Self> {
        self.0.checked_sub(1).map(Self)
    }

    /// The entry that is read after this one, of whichever kind.
    #[must_use]
    pub fn after(self, site: &Site) -> Option<Self> {
        let next = self.0 + 1;
        ((next as usize) < site.entries.len()).then_some(Self(next))
    }
}

/// A source by its place in `sources.yaml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub(crate) u32);

/// A red flag by its place in `red-flags.yaml`, which is its priority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RedFlagId(pub(crate) u32);

/// A term by its place in `terms.yaml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub(crate) u32);

/// What decides, besides the files, what is published.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Conditions {
    pub today: Day,
    /// Also publish drafts, and entries before and after their time.
    pub drafts: bool,
    /// Stands in for the base URL of the settings.
    pub base_url: Option<WebAddress>,
}

/// A published entry with everything it is connected to. Lists are sorted and hold each id once,
/// except where their order is the author's.
#[derive(Debug, Clone)]
pub struct Entry {
    pub document: Arc<Document>,
    pub authors: Vec<EntryId>,
    pub reviewer: Option<EntryId>,
    /// Sources of the front matter, in the author's order.
    pub sources: Vec<SourceId>,
    /// Warning signs: an area's are those that name it; any other entry's come before its areas'.
    pub red_flags: Vec<RedFlagId>,
    pub areas: Vec<EntryId>,
    pub causes: Vec<EntryId>,
    pub symptoms: Vec<EntryId>,
    pub exercises: Vec<EntryId>,
    pub routines: Vec<EntryId>,
    pub articles: Vec<EntryId>,
    pub easier: Vec<EntryId>,
    pub harder: Vec<EntryId>,
    /// Of an area: its neighbours, in the author's order.
    pub neighbours: Vec<EntryId>,
    /// Of a list article: what it lists, in the author's order.
    pub list: Vec<EntryId>,
    /// Of a routine: the exercise of each step; `None` where it is not published.
    pub steps: Vec<Option<EntryId>>,
    /// Of an article: the articles that its author wants to see first, then those of much overlap.
    pub related: Vec<EntryId>,
    /// Of an exercise: the muscles it is for, those that help, and what it needs.
    pub primary: Vec<TermId>,
    pub secondary: Vec<TermId>,
    pub equipment: Vec<TermId>,
    /// Of an area: muscles, bones and other parts.
    pub anatomy: [Vec<TermId>; 3],
    /// Of an area: the sources of each myth.
    pub myths: Vec<Vec<SourceId>>,
    pub evidence: Vec<SourceId>,
    pub dose_basis: Option<SourceId>,
    /// Where each link of the text leads, in the order of the outline.
    pub targets: Vec<Target>,
    /// The entries whose text links to this one.
    pub linked_from: Vec<EntryId>,
}

impl Entry {
    pub(super) fn new(document: &Arc<Document>) -> Self {
        Self {
            document: Arc::clone(document),
            authors: Vec::new(),
            reviewer: None,
            sources: Vec::new(),
            red_flags: Vec::new(),
            areas: Vec::new(),
            causes: Vec::new(),
            symptoms: Vec::new(),
            exercises: Vec::new(),
            routines: Vec::new(),
            articles: Vec::new(),
            easier: Vec::new(),
            harder: Vec::new(),
            neighbours: Vec::new(),
            list: Vec::new(),
            steps: Vec::new(),
            related: Vec::new(),
            primary: Vec::new(),
            secondary: Vec::new(),
            equipment: Vec::new(),
            anatomy: Default::default(),
            myths: Vec::new(),
            evidence: Vec::new(),
            dose_basis: None,
            targets: Vec::new(),
            linked_from: Vec::new(),
        }
    }

    #[must_use]
    pub fn kind(&self) -> Kind {
        self.document.kind
    }

    #[must_use]
    pub fn content(&self) -> &Content {
        self.document.content.as_ref().expect("only documents with content become entries")
    }

    #[must_use]
    pub fn fields(&self) -> &Fields {
        &self.content().fields
    }

    #[must_use]
    pub fn title(&self) -> &Arc<str> {
        &self.content().common.title
    }

    /// The text of the Markdown body.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.document.text[self.content().body.clone()]
    }
}

/// A red flag with the areas that show it.
#[derive(Debug, Clone)]
pub struct LinkedRedFlag {
    pub item: Item<RedFlag>,
    pub areas: Vec<EntryId>,
    pub sources: Vec<SourceId>,
}

/// The whole site, as a graph.
#[derive(Debug, Clone)]
pub struct Site {
    pub settings: Arc<Settings>,
    /// In reading order. Two sites that differ in few texts share the other entries.
    pub entries: Vec<Arc<Entry>>,
    pub red_flags: Vec<LinkedRedFlag>,
    pub sources: Vec<Item<SourceEntry>>,
    pub terms: Vec<Item<Term>>,
    pub words: Arc<Words>,
    pub body_map: Arc<BodyMap>,
    pub(super) term_uses: Arc<[TermUses]>,
    pub(super) source_uses: Arc<[SourceUses]>,
    pub definitions: Arc<Definitions>,
    /// The data files, for the places of what they say.
    pub data: Vec<Arc<Data>>,
    /// The settings that have mistakes, in place of which the defaults stand.
    pub(super) lost_settings: BTreeSet<String>,
    pub conditions: Conditions,
}

impl Site {
    #[must_use]
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// The entry while it is being linked.
    pub(super) fn entry_mut(&mut self, id: EntryId) -> &mut Entry {
        Arc::make_mut(&mut self.entries[id.0 as usize])
    }

    /// The same site with other texts of some entries that nobody else can see, which is what linking
    /// it anew would give.
    #[must_use]
    pub fn with_texts(&self, entries: Vec<(EntryId, Arc<Document>)>) -> Self {
        let mut site = self.clone();
        for (id, document) in entries {
            site.entry_mut(id).document = document;
        }
        site
    }

    #[must_use]
    pub fn red_flag(&self, id: RedFlagId) -> &LinkedRedFlag {
        &self.red_flags[id.0 as usize]
    }

    #[must_use]
    pub fn source(&self, id: SourceId) -> &SourceEntry {
        &self.sources[id.0 as usize].value
    }

    #[must_use]
    pub fn term(&self, id: TermId) -> &Term {
        &self.terms[id.0 as usize].value
    }

    /// The ids of all entries, in reading order.
    pub fn ids(&self) -> impl Iterator<Item = EntryId> + use<> {
        (0..u32::try_from(self.entries.len()).expect("fewer than 2^32 entries")).map(EntryId)
    }

    /// The ids of one kind, in reading order, in which each kind is one run.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = EntryId> + use<> {
        let start = self.entries.partition_point(|entry| entry.kind() < kind);
        let end = self.entries.partition_point(|entry| entry.kind() <= kind);
        let id = |at| EntryId(u32::try_from(at).expect("fewer than 2^32 entries"));
        (start..end).map(id)
    }

    /// The warning signs that an entry shows: its own, then those of its areas, each once.
    #[must_use]
    pub fn shown_red_flags(&self, id: EntryId) -> Vec<RedFlagId> {
        let entry = self.entry(id);
        let mut shown = entry.red_flags.clone();
        let mut of_areas: Vec<RedFlagId> = entry
            .areas
            .iter()
            .flat_map(|area| self.entry(*area).red_flags.iter().copied())
            .collect();
        of_areas.sort_unstable();
        for flag in of_areas {
            if !shown.contains(&flag) {
                shown.push(flag);
            }
        }
        shown
    }

    /// Whether the emergency card stands first on the entry's page.
    #[must_use]
    pub fn emergency_first(&self, id: EntryId) -> bool {
        let is_first = |id: EntryId| matches!(self.entry(id).fields(), Fields::Area(area) if area.emergency_first);
        is_first(id) || self.entry(id).areas.iter().any(|area| is_first(*area))
    }

    /// Whether the flag has a sign of this level.
    #[must_use]
    pub fn has_level(&self, flag: RedFlagId, level: Urgency) -> bool {
        self.red_flag(flag).item.value.signs.iter().any(|sign| sign.level == level)
    }

    /// Whether everything that has an id is published and without mistakes. Otherwise what seems to be
    /// used by nothing may well be used.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.definitions.is_complete()
    }

    /// Whether a setting is what its author wants. While it has a mistake, nothing is to be
    /// concluded from the default in its place.
    #[must_use]
    pub fn knows_setting(&self, field: &str) -> bool {
        !self.lost_settings.contains(field)
    }

    /// The place of a setting; the site as a whole where the setting is a default.
    #[must_use]
    pub fn locate_setting(&self, path: &[Key<'_>]) -> Place {
        let settings = |data: &&Arc<Data>| matches!(data.items, DataItems::Settings(_));
        self.data.iter().find(settings).map_or(Place::Site, |data| data.locate(path).into())
    }

    /// The place of some words within the place of a longer text of a data file, if they stand there
    /// as they are.
    #[must_use]
    pub fn within(&self, place: Place, words: &str) -> Place {
        let Place::At(span) = place else { return place };
        let data = self.data.iter().find(|data| data.file == span.file);
        let at = data.and_then(|data| data.text[span.range()].find(words));
        let Some(start) = at.map(|at| span.range().start + at) else { return place };
        Span::new(span.file, start..start + words.len()).into()
    }

    /// The place of a term's id.
    #[must_use]
    pub fn locate_term(&self, id: TermId) -> Place {
        self.terms[id.0 as usize].span.into()
    }

    /// The place of a source's id.
    #[must_use]
    pub fn locate_source(&self, id: SourceId) -> Place {
        self.sources[id.0 as usize].span.into()
    }

    /// The place of a field of a source.
    #[must_use]
    pub fn locate_source_field(&self, id: SourceId, field: &str) -> Place {
        let sources = |data: &&Arc<Data>| matches!(data.items, DataItems::Sources(_));
        let path = [Key::Item(self.sources[id.0 as usize].index), Key::Field(field)];
        self.data.iter().find(sources).map_or(Place::Site, |data| data.locate(&path).into())
    }

    /// The place of a value in a red flag.
    #[must_use]
    pub fn locate_red_flag(&self, flag: &LinkedRedFlag, path: &[Key<'_>]) -> Place {
        let flags = |data: &&Arc<Data>| matches!(data.items, DataItems::RedFlags(_));
        let path: Vec<Key<'_>> =
            std::iter::once(Key::Item(flag.item.index)).chain(path.iter().copied()).collect();
        self.data.iter().find(flags).map_or(Place::Site, |data| data.locate(&path).into())
    }
}
