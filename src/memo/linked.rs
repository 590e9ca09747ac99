//! The site and its plan as they were last. While all that changed is texts that no other entry sees, and
//! the contents of files that are copied, both stay but for what shows these.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity};
use crate::link::definitions::Meaning;
use crate::link::{self, Conditions, EntryId, Site};
use crate::parse::{Document, Parsed};
use crate::plan::{self, Plan};
use crate::source::{Hash, Sources};

/// A site with its plan, what they were made of, and what was found on the way.
#[derive(Debug)]
pub(super) struct Linked {
    parsed: Vec<Parsed>,
    conditions: Conditions,
    /// Identifies the files that are copied, and what texts see of them.
    files: Hash,
    shapes: Hash,
    pub(super) site: Arc<Site>,
    pub(super) plan: Arc<Plan>,
    pub(super) found: Vec<Diagnostic>,
}

impl Linked {
    /// Links and plans from nothing; the plan shares what is equal with another.
    pub(super) fn new(
        parsed: Vec<Parsed>,
        sources: &Sources,
        conditions: &Conditions,
        other: Option<&Plan>,
        done: &mut dyn FnMut(&'static str),
    ) -> Self {
        let mut found = Vec::new();
        let site = link::link(&parsed, sources, conditions, &mut found);
        done("link");
        let plan = plan::plan_like(other, &site, sources, &mut found);
        done("plan");
        Self {
            parsed,
            conditions: conditions.clone(),
            files: sources.fingerprint_of_others(),
            shapes: sources.fingerprint_of_shapes(),
            site: site.into(),
            plan: plan.into(),
            found,
        }
    }

    /// The same for the files as they are now, where no more than what shows them can differ; otherwise
    /// all is linked and planned anew.
    pub(super) fn follow(
        mut self,
        parsed: Vec<Parsed>,
        sources: &Sources,
        conditions: &Conditions,
        done: &mut dyn FnMut(&'static str),
    ) -> Self {
        let Some(changed) = self.changed_texts(&parsed, sources, conditions) else {
            return Self::new(parsed, sources, conditions, Some(&self.plan), done);
        };
        self.take_texts(&changed);
        self.take_files(sources);
        Self { parsed, ..self }
    }

    /// The texts that differ; `None` when more can differ than what shows them.
    fn changed_texts(
        &self,
        parsed: &[Parsed],
        sources: &Sources,
        conditions: &Conditions,
    ) -> Option<Vec<Arc<Document>>> {
        if self.conditions != *conditions || self.shapes != sources.fingerprint_of_shapes() {
            return None;
        }
        let changed = changed_texts(&self.parsed, parsed)?;
        // A finding stays right as long as the texts do that it is about.
        let is_told = |found: &Diagnostic| changed.iter().any(|text| found.is_about(text.file));
        let stays = |found: &Diagnostic| found.severity != Severity::Error && !is_told(found);
        self.found.iter().all(stays).then_some(changed)
    }

    fn take_texts(&mut self, changed: &[Arc<Document>]) {
        let entry = |text: &Arc<Document>| Some((entry(&self.site, text)?, Arc::clone(text)));
        let entries: Vec<_> = changed.iter().filter_map(entry).collect();
        if !entries.is_empty() {
            let ids: Vec<EntryId> = entries.iter().map(|(id, _)| *id).collect();
            self.site = self.site.with_texts(entries).into();
            self.plan = self.plan.with_texts(&self.site, &ids).into();
        }
    }

    fn take_files(&mut self, sources: &Sources) {
        let files = sources.fingerprint_of_others();
        if self.files != files {
            self.files = files;
            self.plan = self.plan.with_files(sources).into();
        }
    }
}

/// The published entry of a text.
fn entry(site: &Site, text: &Document) -> Option<EntryId> {
    match site.definitions.of_path(&text.path) {
        Some(Meaning::Entry(id)) => Some(id),
        _ => None,
    }
}

/// The documents that differ; `None` when others see a difference too.
fn changed_texts(old: &[Parsed], new: &[Parsed]) -> Option<Vec<Arc<Document>>> {
    if old.len() != new.len() {
        return None;
    }
    let mut changed = Vec::new();
    for pair in old.iter().zip(new) {
        match pair {
            (Parsed::Document(old), Parsed::Document(new)) => {
                if !Arc::ptr_eq(old, new) {
                    new.looks_like(old).then(|| changed.push(Arc::clone(new)))?;
                }
            }
            (Parsed::Data(old), Parsed::Data(new)) if Arc::ptr_eq(old, new) => {}
            (Parsed::Stray(old), Parsed::Stray(new)) if Arc::ptr_eq(old, new) => {}
            _ => return None,
        }
    }
    Some(changed)
}
