//! Who uses a term or a source: the side of these relations that nobody writes.

use super::{EntryId, Site, SourceId, Target, TermId};

/// The entries that name a term.
#[derive(Debug, Default)]
pub struct TermUses {
    /// Exercises that are for the muscle, or that need the equipment.
    pub exercises: Vec<EntryId>,
    /// Exercises in which the muscle helps.
    pub helping: Vec<EntryId>,
    /// Areas that it lies in.
    pub areas: Vec<EntryId>,
}

impl TermUses {
    #[must_use]
    pub fn is_used(&self) -> bool {
        [&self.exercises, &self.helping, &self.areas].iter().any(|entries| !entries.is_empty())
    }
}

/// What cites a source.
#[derive(Debug, Default)]
pub struct SourceUses {
    /// Entries that cite it in their text or in their fields, in reading order.
    pub entries: Vec<EntryId>,
    /// Whether a warning sign rests on it.
    pub red_flags: bool,
}

/// Fills the uses of all terms and sources.
pub fn gather(site: &mut Site) {
    let mut terms: Vec<TermUses> = site.terms.iter().map(|_| TermUses::default()).collect();
    let mut sources: Vec<SourceUses> = site.sources.iter().map(|_| SourceUses::default()).collect();
    for id in site.ids() {
        gather_terms(site, id, &mut terms);
        for source in cited(site, id) {
            let uses = &mut sources[source.0 as usize].entries;
            if uses.last() != Some(&id) {
                uses.push(id);
            }
        }
    }
    for source in site.red_flags.iter().flat_map(|flag| &flag.sources) {
        sources[source.0 as usize].red_flags = true;
    }
    site.term_uses = terms.into();
    site.source_uses = sources.into();
}

fn gather_terms(site: &Site, id: EntryId, terms: &mut [TermUses]) {
    let entry = site.entry(id);
    for term in entry.primary.iter().chain(&entry.equipment) {
        terms[term.0 as usize].exercises.push(id);
    }
    for term in &entry.secondary {
        terms[term.0 as usize].helping.push(id);
    }
    for term in entry.anatomy.iter().flatten() {
        terms[term.0 as usize].areas.push(id);
    }
}

/// Every source that an entry names anywhere.
fn cited(site: &Site, id: EntryId) -> impl Iterator<Item = SourceId> {
    let entry = site.entry(id);
    let in_text = entry.targets.iter().filter_map(|target| match target {
        Target::Citation(ids) => Some(ids),
        _ => None,
    });
    let in_fields = [&entry.sources, &entry.evidence].into_iter().chain(&entry.myths);
    in_text.chain(in_fields).flatten().copied().chain(entry.dose_basis)
}

impl Site {
    #[must_use]
    pub fn term_uses(&self, id: TermId) -> &TermUses {
        &self.term_uses[id.0 as usize]
    }

    #[must_use]
    pub fn source_uses(&self, id: SourceId) -> &SourceUses {
        &self.source_uses[id.0 as usize]
    }

    /// The ids of all terms, in the order of their file.
    pub fn term_ids(&self) -> impl Iterator<Item = TermId> + use<> {
        (0..u32::try_from(self.terms.len()).expect("fewer than 2^32 terms")).map(TermId)
    }

    /// The ids of all sources, in the order of their file.
    pub fn source_ids(&self) -> impl Iterator<Item = SourceId> + use<> {
        (0..u32::try_from(self.sources.len()).expect("fewer than 2^32 sources")).map(SourceId)
    }

    /// The sources of every entry, in the order of the entries.
    #[must_use]
    pub fn cited_by_entry(&self) -> Vec<Vec<SourceId>> {
        let mut cited = vec![Vec::new(); self.entries.len()];
        for source in self.source_ids() {
            for entry in &self.source_uses(source).entries {
                cited[entry.0 as usize].push(source);
            }
        }
        cited
    }

    /// The sources that something published rests on, in the order of their file.
    pub fn cited_sources(&self) -> impl Iterator<Item = SourceId> {
        self.source_ids().filter(|id| {
            let uses = self.source_uses(*id);
            uses.red_flags || !uses.entries.is_empty()
        })
    }
}
