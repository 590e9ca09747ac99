//! What a search finds of each page, as values in the order of their addresses. They are made when an
//! index is wanted and are no part of the plan, so a preview pays for them once somebody searches.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Page, Plan, term, words};
use crate::link::{Entry, EntryId, Site, TermId};
use crate::parse::Fields;
use crate::prose::{OBJECT, PlainText, Role};
use crate::schema::{Kind, Settings, TermKind, Text};

/// Everything that a search index is made of. Two of one hash give one index.
#[derive(Debug, Hash)]
pub struct SearchRecords {
    pub language: Arc<str>,
    /// By address.
    pub records: Vec<SearchRecord>,
}

/// What a search finds of a page.
#[derive(Debug, Hash)]
pub struct SearchRecord {
    pub address: Arc<str>,
    pub title: Arc<str>,
    /// Other names that are true of it.
    pub names: Vec<Arc<str>>,
    /// Words that readers may type for it and that no page shows.
    pub keywords: Vec<Arc<str>>,
    pub kind: &'static str,
    pub areas: Vec<Arc<str>>,
    /// What an exercise needs, or the exercises of a routine; nothing for what is neither.
    pub equipment: Vec<Arc<str>>,
    /// Whether it is an exercise or a routine that needs nothing but what every home has.
    pub needs_nothing: bool,
    pub level: Option<&'static str>,
    /// The muscles that it is for or about.
    pub muscles: Vec<Arc<str>>,
    pub summary: Arc<str>,
    pub headings: Vec<String>,
    /// The main text, a passage a line: no navigation, no lists of related pages, no sources.
    pub text: String,
}

/// What an exercise needs that needs nothing.
const NO_EQUIPMENT: &str = "No equipment";

/// Whether the site has a search index: where its settings want one and the program can make it.
#[must_use]
pub fn is_on(settings: &Settings) -> bool {
    cfg!(feature = "search") && settings.search
}

/// The records of all pages that readers may find; `None` when the site wants no search.
#[must_use]
pub fn records(site: &Site, plan: &Plan) -> Option<SearchRecords> {
    if !plan.shared.search {
        return None;
    }
    let entries: Vec<EntryId> = site.ids().collect();
    let mut records: Vec<SearchRecord> =
        entries.into_par_iter().filter_map(|id| of_entry(site, plan, id)).collect();
    records.extend(site.term_ids().filter_map(|id| of_term(site, plan, id)));
    records.extend(of_warning_signs(site, plan));
    records.sort_by(|a, b| a.address.cmp(&b.address));
    Some(SearchRecords { language: Arc::clone(&plan.shared.language), records })
}

impl SearchRecord {
    /// What a page says of itself; `None` where there is none that readers may find.
    fn of_page(plan: &Plan, address: &str, kind: &'static str) -> Option<Self> {
        let page: &Page = plan.page(address).filter(|page| !page.is_hidden)?;
        Some(Self {
            address: Arc::clone(&page.address),
            title: Arc::clone(&page.title),
            names: Vec::new(),
            keywords: Vec::new(),
            kind,
            areas: Vec::new(),
            equipment: Vec::new(),
            needs_nothing: false,
            level: None,
            muscles: Vec::new(),
            summary: Arc::clone(&page.description),
            headings: Vec::new(),
            text: String::new(),
        })
    }
}

fn of_entry(site: &Site, plan: &Plan, id: EntryId) -> Option<SearchRecord> {
    let entry = site.entry(id);
    let common = &entry.content().common;
    let record = SearchRecord::of_page(plan, plan.addresses().of(id), words::kind(entry.kind()))?;
    let mut names: Vec<Arc<str>> = common.other_names.iter().map(Text::share).collect();
    names.extend(medical_name(entry));
    let (headings, text) = main_text(entry);
    let needed = equipment(site, entry);
    let is_everyday = |id: &TermId| site.term(*id).everyday;
    Some(SearchRecord {
        names,
        keywords: common.keywords.iter().map(Text::share).collect(),
        areas: areas(site, id),
        needs_nothing: needed.as_ref().is_some_and(|needed| needed.iter().all(is_everyday)),
        equipment: needed.map_or_else(Vec::new, |needed| equipment_names(site, &needed)),
        level: level(entry),
        muscles: muscles(site, entry),
        headings,
        text,
        ..record
    })
}

fn medical_name(entry: &Entry) -> Option<Arc<str>> {
    match entry.fields() {
        Fields::Area(area) => area.medical_name.as_ref().map(Text::share),
        _ => None,
    }
}

fn areas(site: &Site, id: EntryId) -> Vec<Arc<str>> {
    let entry = site.entry(id);
    let own = (entry.kind() == Kind::Area).then_some(id);
    let areas = own.iter().chain(&entry.areas);
    areas.map(|area| Arc::clone(site.entry(*area).title())).collect()
}

/// What an exercise needs, or the exercises of a routine; `None` for what is neither.
fn equipment(site: &Site, entry: &Entry) -> Option<Vec<TermId>> {
    match entry.kind() {
        Kind::Exercise => Some(entry.equipment.clone()),
        Kind::Routine => {
            let steps = entry.steps.iter().flatten();
            Some(steps.flat_map(|step| site.entry(*step).equipment.iter().copied()).collect())
        }
        _ => None,
    }
}

/// The names of what is needed, each once.
fn equipment_names(site: &Site, needed: &[TermId]) -> Vec<Arc<str>> {
    let names: BTreeSet<String> = needed.iter().map(|id| term::title(site.term(*id))).collect();
    if names.is_empty() {
        return vec![NO_EQUIPMENT.into()];
    }
    names.into_iter().map(Arc::from).collect()
}

fn level(entry: &Entry) -> Option<&'static str> {
    match entry.fields() {
        Fields::Exercise(exercise) => Some(words::level(exercise.level)),
        _ => None,
    }
}

fn muscles(site: &Site, entry: &Entry) -> Vec<Arc<str>> {
    let terms = entry.primary.iter().map(|id| site.term(*id));
    terms
        .flat_map(|term| [Some(&term.name), term.medical_name.as_ref()])
        .flatten()
        .map(Text::share)
        .collect()
}

/// Headings of the body, and everything else but what the record says already.
fn main_text(entry: &Entry) -> (Vec<String>, String) {
    let plain = PlainText::of_document(&entry.document);
    let (mut headings, mut text) = (Vec::new(), String::new());
    for passage in &plain.passages {
        let is_said = |name| passage.field.is_some_and(|field| field.starts_with(name));
        if ["title", "summary", "changes"].into_iter().any(is_said) {
            continue;
        }
        let words = plain.get(passage.text.clone()).replace(OBJECT, "");
        if passage.role == Role::Heading {
            headings.push(words);
        } else {
            text.push_str(&words);
            text.push('\n');
        }
    }
    (headings, text)
}

fn of_term(site: &Site, plan: &Plan, id: TermId) -> Option<SearchRecord> {
    let term = site.term(id);
    let kind = if term.kind == TermKind::Muscle { "Muscle" } else { "Equipment" };
    let record = SearchRecord::of_page(plan, &term::address(term)?, kind)?;
    Some(SearchRecord {
        names: term.medical_name.iter().map(Text::share).collect(),
        text: term.text.as_deref().unwrap_or_default().to_owned(),
        ..record
    })
}

fn of_warning_signs(site: &Site, plan: &Plan) -> Option<SearchRecord> {
    let record = SearchRecord::of_page(plan, super::url::WARNING_SIGNS, "Page")?;
    let flags = || site.red_flags.iter().map(|flag| &flag.item.value);
    let signs: Vec<&str> = flags().flat_map(|flag| &flag.signs).map(|sign| &*sign.sign).collect();
    let headings = flags().map(|flag| flag.about.to_string()).collect();
    Some(SearchRecord { headings, text: signs.join("\n"), ..record })
}
