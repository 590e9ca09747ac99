//! The page of a cause: how it shows, when to get help, what may help.

use std::sync::Arc;

use serde::Serialize;

use super::part::{
    Byline, Card, Citations, ExerciseGroup, Link, Repeated, Sections, SourceView, Teaser,
};
use super::{Context, Page, View, part, url, words};
use crate::link::EntryId;
use crate::parse::Fields;
use crate::schema::{self, Text};

/// How many symptoms two causes share before they "can feel similar".
const SHARED_SYMPTOMS: usize = 1;
/// How many similar causes a page shows.
const SIMILAR_SHOWN: usize = 5;

/// The page of a cause.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct CauseView {
    pub summary: Arc<str>,
    pub other_names: Vec<Arc<str>>,
    pub area: Option<Link>,
    pub areas: Vec<Link>,
    pub likelihood: &'static str,
    pub cards: Repeated<Vec<Card>>,
    pub emergency_first: bool,
    pub pattern: schema::Pattern,
    pub why: Vec<Arc<str>>,
    pub refer: bool,
    pub advise: bool,
    pub avoid: Option<Arc<str>>,
    pub symptoms: Vec<Link>,
    pub exercise_groups: Vec<ExerciseGroup>,
    pub similar: Vec<Similar>,
    pub articles: Vec<Repeated<Teaser>>,
    pub linked_from: Vec<Link>,
    pub byline: Byline,
    pub sources: Vec<SourceView>,
}

/// Another cause that can feel similar, and how it differs.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct Similar {
    pub title: Arc<str>,
    pub address: Arc<str>,
    pub pattern: schema::Pattern,
}

pub fn page(context: &Context<'_>, id: EntryId, cause: &schema::Cause) -> Page {
    let entry = context.site.entry(id);
    let mut citations = Citations::default();
    let body = part::body(context, id, &mut citations);
    let view = CauseView {
        summary: cause.summary.share(),
        other_names: cause.other_names.iter().map(Text::share).collect(),
        area: entry.areas.first().map(|area| context.link(*area)),
        areas: context.links(&entry.areas),
        likelihood: words::likelihood(cause.likelihood),
        cards: context.cards(&context.site.shown_red_flags(id)),
        emergency_first: context.site.emergency_first(id),
        pattern: cause.pattern.clone(),
        why: cause.why.iter().map(Text::share).collect(),
        refer: cause.refer,
        advise: cause.advise,
        avoid: cause.avoid.as_ref().map(Text::share),
        symptoms: context.links(&entry.symptoms),
        exercise_groups: context.exercise_groups(&entry.exercises),
        similar: similar(context, id),
        articles: context.teasers(&entry.articles),
        linked_from: context.linked_from(id),
        byline: context.byline(id),
        sources: citations.list(context, &entry.sources),
    };
    let sections = sections(context, id, &view);
    let mut parents = Vec::new();
    if let Some(area) = &view.area {
        parents = vec![Link::new("Areas", url::AREAS), area.clone()];
    }
    Page::of_entry(context, id, "cause.html", parents, View::Cause(Box::new(view)))
        .with(sections, body)
}

/// In the order of the template.
fn sections(context: &Context<'_>, id: EntryId, view: &CauseView) -> Sections {
    Sections::default()
        .when(!view.cards.is_empty(), "warning-signs", "When to get help")
        .when(true, "pattern", "How it usually shows")
        .headings(context.site.entry(id))
        .when(!view.symptoms.is_empty(), "symptoms", "What you may notice")
        .when(!view.exercise_groups.is_empty(), "exercises", "Exercises that may help")
        .when(!view.similar.is_empty(), "similar", "What can feel similar")
        .when(!view.articles.is_empty(), "articles", "Articles")
        .when(!view.linked_from.is_empty(), "links-here", "Pages that mention this one")
        .when(!view.sources.is_empty(), "sources", "Sources")
}

/// Causes that share symptoms with this one, those that share most first.
fn similar(context: &Context<'_>, id: EntryId) -> Vec<Similar> {
    let mut shared: std::collections::BTreeMap<EntryId, usize> = std::collections::BTreeMap::new();
    for symptom in &context.site.entry(id).symptoms {
        for other in context.site.entry(*symptom).causes.iter().filter(|other| **other != id) {
            *shared.entry(*other).or_default() += 1;
        }
    }
    let mut ranked: Vec<(usize, EntryId)> = shared
        .into_iter()
        .filter(|(_, count)| *count >= SHARED_SYMPTOMS)
        .map(|(other, count)| (count, other))
        .collect();
    ranked.sort_unstable_by_key(|(count, other)| (std::cmp::Reverse(*count), *other));
    ranked.truncate(SIMILAR_SHOWN);
    ranked.into_iter().filter_map(|(_, other)| similar_view(context, other)).collect()
}

fn similar_view(context: &Context<'_>, id: EntryId) -> Option<Similar> {
    let Fields::Cause(cause) = context.site.entry(id).fields() else { return None };
    let link = context.link(id);
    Some(Similar {
        title: Arc::clone(&link.title),
        address: Arc::clone(&link.address),
        pattern: cause.pattern.clone(),
    })
}
