//! The page of an area: warning signs, causes, what to do, exercises.

use std::sync::Arc;

use serde::Serialize;

use super::home::{AreaCard, area_cards};
use super::part::{
    Byline, Card, Citations, ExerciseGroup, Link, Repeated, Sections, SourceView, Teaser, TermView,
};
use super::{Context, Page, View, part, url, words};
use crate::link::EntryId;
use crate::parse::Fields;
use crate::schema::{self, Text};

/// How many articles an area shows before it sends the reader to its list.
pub(super) const ARTICLES_SHOWN: usize = 12;

/// The list of all areas.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct AreasView {
    pub areas: Vec<AreaCard>,
}

/// The page of an area.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct AreaView {
    pub summary: Arc<str>,
    pub medical_name: Option<Arc<str>>,
    pub boundary: Option<Arc<str>>,
    pub cards: Repeated<Vec<Card>>,
    /// The emergency card stands before everything else.
    pub emergency_first: bool,
    pub anatomy: Vec<AnatomyGroup>,
    pub causes: Vec<CauseRow>,
    pub serious_causes: Vec<CauseRow>,
    pub symptoms: Vec<Link>,
    pub dos: Vec<Arc<str>>,
    pub donts: Vec<Arc<str>>,
    pub exercise_groups: Vec<ExerciseGroup>,
    pub routines: Vec<Repeated<Teaser>>,
    pub myths: Vec<MythView>,
    pub articles: Vec<Repeated<Teaser>>,
    /// Where the rest of the articles is listed.
    pub all_articles: Option<Link>,
    pub neighbours: Vec<Link>,
    pub linked_from: Vec<Link>,
    pub byline: Byline,
    pub sources: Vec<SourceView>,
}

/// Muscles, bones or other parts.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct AnatomyGroup {
    pub name: &'static str,
    pub terms: Vec<TermView>,
}

/// A cause among those of its area.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct CauseRow {
    pub title: Arc<str>,
    pub address: Arc<str>,
    pub pattern: schema::Pattern,
    pub likelihood: &'static str,
}

/// A claim and what is known.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct MythView {
    pub claim: Arc<str>,
    pub verdict: &'static str,
    pub text: Arc<str>,
    /// Numbers of sources on this page.
    pub citations: Vec<u32>,
}

pub fn page(context: &Context<'_>, id: EntryId, area: &schema::Area) -> Page {
    let entry = context.site.entry(id);
    let mut citations = Citations::default();
    let body = part::body(context, id, &mut citations);
    let (serious, common): (Vec<EntryId>, Vec<EntryId>) =
        entry.causes.iter().partition(|cause| is_serious(context, **cause));
    let view = AreaView {
        summary: area.summary.share(),
        medical_name: area.medical_name.as_ref().map(Text::share),
        boundary: area.boundary.as_ref().map(Text::share),
        cards: context.cards(&entry.red_flags),
        emergency_first: context.site.emergency_first(id),
        anatomy: anatomy(context, id),
        causes: cause_rows(context, &common),
        serious_causes: cause_rows(context, &serious),
        symptoms: context.links(&entry.symptoms),
        dos: area.dos.iter().map(Text::share).collect(),
        donts: area.donts.iter().map(Text::share).collect(),
        exercise_groups: context.exercise_groups(&entry.exercises),
        routines: context.teasers(&entry.routines),
        myths: myths(context, id, area, &mut citations),
        articles: context.teasers(&entry.articles[..entry.articles.len().min(ARTICLES_SHOWN)]),
        all_articles: (entry.articles.len() > ARTICLES_SHOWN).then(|| articles_link(context, id)),
        neighbours: context.links(&entry.neighbours),
        linked_from: context.linked_from(id),
        byline: context.byline(id),
        sources: citations.list(context, &entry.sources),
    };
    let sections = sections(context, id, &view);
    let parents = vec![Link::new("Areas", url::AREAS)];
    let mut page = Page::of_entry(context, id, "area.html", parents, View::Area(Box::new(view)))
        .with(sections, body);
    page.feed = super::list::feed_link(context, entry.title(), &page.address, &entry.articles);
    page
}

/// Where that list lies below the page of the area.
pub const ARTICLES: &str = "articles/";

/// The list of all articles about an area.
pub(super) fn articles_link(context: &Context<'_>, id: EntryId) -> Link {
    let count = context.site.entry(id).articles.len();
    let title = context.site.entry(id).title();
    let address = format!("{}{ARTICLES}", context.seen.addresses.of(id));
    Link::new(format!("All {count} articles about {title}"), address)
}

/// In the order of the template.
fn sections(context: &Context<'_>, id: EntryId, view: &AreaView) -> Sections {
    Sections::default()
        .when(!view.cards.is_empty(), "warning-signs", "When to get help")
        .when(!view.causes.is_empty(), "causes", "Common causes")
        .when(!view.serious_causes.is_empty(), "serious-causes", "Causes that need a professional")
        .when(!view.symptoms.is_empty(), "symptoms", "What you may notice")
        .when(!(view.dos.is_empty() && view.donts.is_empty()), "self-care", "What you can do now")
        .when(!view.exercise_groups.is_empty(), "exercises", "Exercises")
        .when(!view.routines.is_empty(), "routines", "Routines")
        .headings(context.site.entry(id))
        .when(!view.myths.is_empty(), "myths", "What people say")
        .when(!view.anatomy.is_empty(), "anatomy", "What is there")
        .when(!view.articles.is_empty(), "articles", "Articles")
        .when(!view.linked_from.is_empty(), "links-here", "Pages that mention this one")
        .when(!view.sources.is_empty(), "sources", "Sources")
}

fn is_serious(context: &Context<'_>, id: EntryId) -> bool {
    matches!(context.site.entry(id).fields(), Fields::Cause(cause) if cause.refer || cause.likelihood.is_serious())
}

fn anatomy(context: &Context<'_>, id: EntryId) -> Vec<AnatomyGroup> {
    let names = ["Muscles", "Bones", "Joints, tendons, nerves and vessels"];
    let groups = names.into_iter().zip(&context.site.entry(id).anatomy);
    groups
        .filter(|(_, terms)| !terms.is_empty())
        .map(|(name, terms)| AnatomyGroup { name, terms: context.terms(terms) })
        .collect()
}

fn cause_rows(context: &Context<'_>, ids: &[EntryId]) -> Vec<CauseRow> {
    ids.iter().filter_map(|id| cause_row(context, *id)).collect()
}

fn cause_row(context: &Context<'_>, id: EntryId) -> Option<CauseRow> {
    let Fields::Cause(cause) = context.site.entry(id).fields() else { return None };
    let link = context.link(id);
    Some(CauseRow {
        title: Arc::clone(&link.title),
        address: Arc::clone(&link.address),
        pattern: cause.pattern.clone(),
        likelihood: words::likelihood(cause.likelihood),
    })
}

fn myths(
    context: &Context<'_>,
    id: EntryId,
    area: &schema::Area,
    citations: &mut Citations,
) -> Vec<MythView> {
    let sources = &context.site.entry(id).myths;
    let view = |(myth, sources): (&schema::Myth, &Vec<_>)| MythView {
        claim: myth.claim.share(),
        verdict: words::verdict(myth.verdict),
        text: myth.text.share(),
        citations: citations.numbers(sources),
    };
    area.myths.iter().zip(sources).map(view).collect()
}

pub fn list(context: &Context<'_>) -> Page {
    let view = AreasView { areas: area_cards(context) };
    let description =
        "The parts of the body where runners hurt: causes, warning signs and exercises for each.";
    Page::new(context, url::AREAS, "areas.html", "Areas", description, View::Areas(view))
        .below(Vec::new())
}
