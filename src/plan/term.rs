//! Muscles and equipment: an index of each, and a page for every one.

use std::sync::Arc;

use serde::Serialize;

use super::part::{ExerciseGroup, Link, Sections};
use super::{Context, Origin, Page, View, url};
use crate::link::{EntryId, Site, TermId};
use crate::schema::{Kind, Term, TermKind, Text};

/// The list of all muscles.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct MusclesView {
    pub muscles: Vec<TermRow>,
}

/// A term in a list.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct TermRow {
    pub title: String,
    pub address: Arc<str>,
    pub medical_name: Option<Arc<str>>,
    pub text: Option<Arc<str>>,
    pub exercises: usize,
}

/// The exercises by what they need, those that need nothing first.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct EquipmentView {
    pub none: Vec<ExerciseGroup>,
    pub equipment: Vec<TermRow>,
}

/// The page of a muscle or of a piece of equipment.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct TermPageView {
    pub medical_name: Option<Arc<str>>,
    pub text: Option<Arc<str>>,
    pub areas: Vec<Link>,
    /// Exercises that are for the muscle, or that need the equipment.
    pub exercise_groups: Vec<ExerciseGroup>,
    /// Exercises in which the muscle helps.
    pub helper_groups: Vec<ExerciseGroup>,
    pub is_muscle: bool,
}

/// The address of a term's page, if its kind has pages.
#[must_use]
pub fn address(term: &Term) -> Option<Arc<str>> {
    let list = if term.kind == TermKind::Muscle { url::MUSCLES } else { url::EQUIPMENT };
    term.kind.has_pages().then(|| url::below(list, &term.id))
}

/// The name of a term as a title.
#[must_use]
pub fn title(term: &Term) -> String {
    let mut letters = term.name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The index and the pages of muscles and equipment, as far as the site has terms of these kinds.
#[must_use]
pub fn pages(context: &Context<'_>) -> Vec<(Origin, Page)> {
    let mut pages = Vec::new();
    let muscles = of_kind(context.site, TermKind::Muscle);
    if !muscles.is_empty() {
        pages.push((Origin::site("the list of muscles"), muscles_page(context, &muscles)));
    }
    let equipment = of_kind(context.site, TermKind::Equipment);
    if !equipment.is_empty() {
        pages.push((Origin::site("the list of equipment"), equipment_page(context, &equipment)));
    }
    for id in muscles.into_iter().chain(equipment) {
        pages.extend(term_page(context, id));
    }
    pages
}

/// The terms of a kind, by name.
fn of_kind(site: &Site, kind: TermKind) -> Vec<TermId> {
    let mut ids: Vec<TermId> = site.term_ids().filter(|id| site.term(*id).kind == kind).collect();
    ids.sort_by_key(|id| site.term(*id).name.to_lowercase());
    ids
}

fn row(context: &Context<'_>, id: TermId) -> Option<TermRow> {
    let term = context.site.term(id);
    let uses = context.site.term_uses(id);
    Some(TermRow {
        title: title(term),
        address: address(term)?,
        medical_name: term.medical_name.as_ref().map(Text::share),
        text: term.text.as_ref().map(Text::share),
        exercises: uses.exercises.len() + uses.helping.len(),
    })
}

fn muscles_page(context: &Context<'_>, ids: &[TermId]) -> Page {
    let muscles = ids.iter().filter_map(|id| row(context, *id)).collect();
    let description =
        "The muscles that this site names, in plain words, with the exercises for each.";
    let view = View::Muscles(MusclesView { muscles });
    Page::new(context, url::MUSCLES, "muscles.html", "Muscles", description, view)
        .below(vec![Link::new("Exercises", url::EXERCISES)])
}

fn equipment_page(context: &Context<'_>, ids: &[TermId]) -> Page {
    let needs_nothing = |id: &EntryId| context.site.entry(*id).equipment.is_empty();
    let none: Vec<EntryId> = context.site.of_kind(Kind::Exercise).filter(needs_nothing).collect();
    let view = EquipmentView {
        none: context.exercise_groups(&none),
        equipment: ids.iter().filter_map(|id| row(context, *id)).collect(),
    };
    let description = "The exercises by what you need for them, those that need nothing first.";
    let view = View::Equipment(view);
    Page::new(context, url::EQUIPMENT, "equipment.html", "Equipment", description, view)
        .below(vec![Link::new("Exercises", url::EXERCISES)])
}

fn term_page(context: &Context<'_>, id: TermId) -> Option<(Origin, Page)> {
    let term = context.site.term(id);
    let uses = context.site.term_uses(id);
    let is_muscle = term.kind == TermKind::Muscle;
    let view = TermPageView {
        medical_name: term.medical_name.as_ref().map(Text::share),
        text: term.text.as_ref().map(Text::share),
        areas: context.links(&uses.areas),
        exercise_groups: context.exercise_groups(&uses.exercises),
        helper_groups: context.exercise_groups(&uses.helping),
        is_muscle,
    };
    let sections = Sections::default()
        .when(!view.exercise_groups.is_empty(), "exercises", "Exercises")
        .when(!view.helper_groups.is_empty(), "helping", "Exercises in which it helps");
    let title = title(term);
    let parent = if is_muscle {
        Link::new("Muscles", url::MUSCLES)
    } else {
        Link::new("Equipment", url::EQUIPMENT)
    };
    let description = match &term.text {
        Some(text) => text.share(),
        None => format!("{title}: the exercises of this site for it.").into(),
    };
    let origin = Origin {
        place: context.site.locate_term(id),
        name: format!("the term `{}`", term.id),
        kind: None,
        item: None,
    };
    let view = View::Term(Box::new(view));
    let mut page = Page::new(context, address(term)?, "term.html", title, description, view)
        .below(vec![Link::new("Exercises", url::EXERCISES), parent]);
    page.sections = sections.0;
    Some((origin, page))
}
