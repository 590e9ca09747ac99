//! All documents → the site: the only stage that sees all files. Every reference inside a [`Site`]
//! is an id that exists, and both sides of each relation are there; a dangling reference has become
//! a diagnostic.

pub mod definitions;
pub mod references;
pub mod related;
pub mod relations;
pub mod site;
pub mod targets;
pub mod uses;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::parse::{self, Data, DataItems, Document, Item, Meant, Parsed, Stray};
use crate::schema::RedFlag;
use crate::source::Sources;

pub use site::{Conditions, Entry, EntryId, LinkedRedFlag, RedFlagId, Site, SourceId, TermId};
pub use targets::Target;

/// Links all parsed files into a site. `parsed` is in the order of the paths.
pub fn link(
    parsed: &[Parsed],
    sources: &Sources,
    conditions: &Conditions,
    found: &mut Vec<Diagnostic>,
) -> Site {
    let mut site = collect(parsed, conditions, found);
    references::resolve(&mut site, parsed, found);
    relations::complete(&mut site);
    targets::resolve(&mut site, parsed, sources, found);
    related::relate(&mut site);
    uses::gather(&mut site);
    site
}

/// Sorts what was parsed into tables, and names everything that has an id.
fn collect(parsed: &[Parsed], conditions: &Conditions, found: &mut Vec<Diagnostic>) -> Site {
    let documents: Vec<&Arc<Document>> = parsed.iter().filter_map(as_document).collect();
    let mut published: Vec<&Arc<Document>> =
        documents.iter().copied().filter(|document| is_published(document, conditions)).collect();
    published.sort_by_cached_key(|document| definitions::reading_order(document));
    let mut site = Site {
        settings: Arc::default(),
        entries: published.into_par_iter().map(|document| Entry::new(document).into()).collect(),
        red_flags: Vec::new(),
        sources: Vec::new(),
        terms: Vec::new(),
        words: Arc::default(),
        body_map: Arc::default(),
        term_uses: Arc::default(),
        source_uses: Arc::default(),
        definitions: Arc::default(),
        data: parsed.iter().filter_map(as_data).cloned().collect(),
        lost_settings: BTreeSet::new(),
        conditions: conditions.clone(),
    };
    for data in parsed.iter().filter_map(as_data) {
        take_items(&mut site, data);
    }
    if let Some(base_url) = &conditions.base_url {
        Arc::make_mut(&mut site.settings).base_url = base_url.clone();
    }
    let strays: Vec<&Arc<Stray>> = parsed.iter().filter_map(as_stray).collect();
    if strays.iter().any(|stray| matches!(stray.meant, Some(Meant::Settings))) {
        site.lost_settings.extend(parse::setting_names());
    }
    site.definitions = definitions::define(&documents, &strays, &site, found).into();
    site
}

fn take_items(site: &mut Site, data: &Data) {
    match &data.items {
        DataItems::Settings(settings) => {
            site.settings = Arc::clone(settings);
            site.lost_settings.extend(data.lost_settings.iter().cloned());
        }
        DataItems::Sources(items) => site.sources.clone_from(items),
        DataItems::Terms(items) => site.terms.clone_from(items),
        DataItems::Words(words) => site.words = Arc::clone(words),
        DataItems::BodyMap(map) => site.body_map = Arc::clone(map),
        DataItems::RedFlags(items) => {
            let linked = |item: &Item<RedFlag>| LinkedRedFlag {
                item: item.clone(),
                areas: Vec::new(),
                sources: Vec::new(),
            };
            site.red_flags = items.iter().map(linked).collect();
        }
    }
}

fn as_document(parsed: &Parsed) -> Option<&Arc<Document>> {
    match parsed {
        Parsed::Document(document) => Some(document),
        _ => None,
    }
}

fn as_stray(parsed: &Parsed) -> Option<&Arc<Stray>> {
    match parsed {
        Parsed::Stray(stray) => Some(stray),
        _ => None,
    }
}

fn as_data(parsed: &Parsed) -> Option<&Arc<Data>> {
    match parsed {
        Parsed::Data(data) => Some(data),
        _ => None,
    }
}

/// A draft, an entry before its day and one from its last day on are not published.
fn is_published(document: &Document, conditions: &Conditions) -> bool {
    let Some(content) = &document.content else { return false };
    let common = &content.common;
    let in_time = content.date.is_none_or(|date| date <= conditions.today)
        && common.expires.is_none_or(|end| conditions.today < end);
    conditions.drafts || (!common.draft && in_time)
}
