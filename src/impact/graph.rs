//! One side of a comparison as a graph: what each thing is there, and what an output has to do with it.

use std::collections::HashMap;

use super::changes::{Change, Subject};
use super::facts::Told;
use super::relation::relation;
use crate::link::definitions::Meaning;
use crate::link::{EntryId, Site, Target};
use crate::pipeline::Compiled;
use crate::plan::{self, Derived, Output, Plan, Planned, View};
use crate::schema::Kind;

/// The relation of an output to its template.
pub(super) const MADE_WITH: &str = "made with it";
/// The relation of an entry to its page, and of a file to its copy.
pub(super) const OWN_PAGE: &str = "its own page";
pub(super) const COPY: &str = "its copy";

/// A site by its addresses.
#[derive(Debug)]
pub(super) struct Graph<'a> {
    site: &'a Site,
    plan: &'a Plan,
    entries: HashMap<&'a str, EntryId>,
}

impl<'a> Graph<'a> {
    pub(super) fn of(compiled: &'a Compiled) -> Self {
        let (site, plan) = (&*compiled.site, &*compiled.plan);
        let entries = site.ids().map(|id| (&**plan.addresses().of(id), id)).collect();
        Self { site, plan, entries }
    }

    /// What an output certainly has to do with a change: what it says of the changed thing is something
    /// else than before, or it is all about it.
    pub(super) fn certain(&self, output: &Planned, told: &Told, change: &Change) -> Option<String> {
        match &change.subject {
            Subject::Named(kind, id) => {
                let meaning = self.meaning(*kind, id)?;
                let address = self.address(meaning);
                if address.as_deref() == Some(&*output.address) {
                    return Some(OWN_PAGE.to_owned());
                }
                let is_told = address.is_none_or(|address| told.differs(&address));
                let is_item = Kind::ITEMS.contains(kind);
                (is_told || is_item).then(|| self.related(output, told, meaning)).flatten()
            }
            Subject::Template(name) => {
                let is_own = template(output) == Some(name);
                is_own.then(|| MADE_WITH.to_owned())
            }
            Subject::File(path) => self.of_file(output, path),
            Subject::Data(_) => None,
        }
    }

    /// What an output has to do with a changed entry or item that may be why it differs.
    pub(super) fn likely(&self, output: &Planned, told: &Told, change: &Change) -> Option<String> {
        let Subject::Named(kind, id) = &change.subject else { return None };
        self.related(output, told, self.meaning(*kind, id)?)
    }

    /// The entry that an output tells of and that in turn has to do with the change.
    pub(super) fn through(&self, output: &Planned, told: &Told, change: &Change) -> Option<String> {
        let Subject::Named(kind, id) = &change.subject else { return None };
        let meaning = self.meaning(*kind, id)?;
        told.addresses().filter(|address| **address != *output.address).find_map(|address| {
            let between = *self.entries.get(address)?;
            let words = relation(self.site, between, meaning)?;
            let entry = self.site.entry(between);
            Some(format!("through {} `{}`, {words}", entry.kind().name(), entry.document.id))
        })
    }

    fn meaning(&self, kind: Kind, id: &str) -> Option<Meaning> {
        let definition = self.site.definitions.get(id)?;
        (definition.kind == kind).then_some(definition.meaning)
    }

    fn address(&self, meaning: Meaning) -> Option<String> {
        match meaning {
            Meaning::Entry(id) => Some(self.plan.addresses().of(id).to_string()),
            Meaning::Source(id) => Some(plan::source::address(self.site.source(id)).to_string()),
            Meaning::Term(id) => Some(plan::term::address(self.site.term(id))?.to_string()),
            Meaning::RedFlag(_) | Meaning::Unpublished | Meaning::Lost => None,
        }
    }

    fn related(&self, output: &Planned, told: &Told, meaning: Meaning) -> Option<String> {
        let entry = self.entries.get(&*output.address);
        let in_graph = entry.and_then(|entry| relation(self.site, *entry, meaning));
        let is_mentioned = || match (meaning, &output.output) {
            (Meaning::RedFlag(_), Output::Page(page)) => matches!(page.view, View::WarningSigns(_)),
            _ => self.address(meaning).is_some_and(|address| told.mentions(&address)),
        };
        let words =
            in_graph.or_else(|| is_mentioned().then(|| mention(output, entry.is_some())))?;
        Some(words.to_owned())
    }

    fn of_file(&self, output: &Planned, path: &str) -> Option<String> {
        if let Output::Copy(asset) = &output.output {
            return (*asset.path == *path).then(|| COPY.to_owned());
        }
        if let Output::Derived(derived) = &output.output {
            return matches!(&**derived, Derived::Picture(picture) if *picture.original.path == *path)
                .then(|| "which is made of it".to_owned());
        }
        let entry = self.site.entry(*self.entries.get(&*output.address)?);
        let shows = |target: &Target| matches!(target, Target::Asset { path: shown, .. } if **shown == *path);
        entry.targets.iter().any(shows).then(|| "whose text shows it".to_owned())
    }
}

/// The template that an output is made by, besides those that it shares with others.
pub(super) fn template(output: &Planned) -> Option<&'static str> {
    match &output.output {
        Output::Page(page) => Some(page.template),
        Output::Redirect { .. } => Some("redirect.html"),
        _ => None,
    }
}

fn mention(output: &Planned, is_entry: bool) -> &'static str {
    match &output.output {
        Output::Feed(_) | Output::JsonFeed(_) => "which holds it",
        Output::Sitemap(_) => "which names it",
        Output::Redirect { .. } => "which leads to it",
        _ if is_entry => "which links to it",
        _ => "which lists it",
    }
}
