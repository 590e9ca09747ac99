//! The page of a symptom: warning signs first, then what it can go with. It ranks nothing and scores
//! nothing: software that names a likely disease would be a medical device.

use std::sync::Arc;

use serde::Serialize;

use super::part::{Byline, Card, Citations, Link, Repeated, Sections, SourceView, Teaser};
use super::{Context, Page, View, part, url};
use crate::link::EntryId;
use crate::parse::Fields;
use crate::schema::{self, Kind, Text};

/// The list of all symptoms.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct SymptomsView {
    pub areas: Vec<SymptomsOfArea>,
    pub symptoms: Vec<Repeated<Teaser>>,
}

/// The symptoms of an area.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct SymptomsOfArea {
    pub area: Link,
    pub symptoms: Vec<Link>,
}

/// The page of a symptom.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct SymptomView {
    pub question: Arc<str>,
    pub summary: Arc<str>,
    pub other_names: Vec<Arc<str>>,
    pub cards: Repeated<Vec<Card>>,
    pub areas: Vec<CausesOfArea>,
    pub articles: Vec<Repeated<Teaser>>,
    pub linked_from: Vec<Link>,
    pub byline: Byline,
    pub sources: Vec<SourceView>,
}

/// The causes in one area that a symptom can go with.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct CausesOfArea {
    pub area: Link,
    pub causes: Vec<CauseLine>,
}

/// A cause with one line that tells it apart.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct CauseLine {
    pub title: Arc<str>,
    pub address: Arc<str>,
    pub when: Arc<str>,
    pub feels: Arc<str>,
}

pub fn page(context: &Context<'_>, id: EntryId, symptom: &schema::Symptom) -> Page {
    let entry = context.site.entry(id);
    let mut citations = Citations::default();
    let body = part::body(context, id, &mut citations);
    let view = SymptomView {
        question: symptom.question.share(),
        summary: symptom.summary.share(),
        other_names: symptom.other_names.iter().map(Text::share).collect(),
        cards: context.cards(&context.site.shown_red_flags(id)),
        areas: causes_by_area(context, id),
        articles: context.teasers(&entry.articles),
        linked_from: context.linked_from(id),
        byline: context.byline(id),
        sources: citations.list(context, &entry.sources),
    };
    let sections = Sections::default()
        .when(!view.cards.is_empty(), "warning-signs", "When to get help")
        .headings(entry)
        .when(!view.areas.is_empty(), "causes", "What it can go with")
        .when(!view.articles.is_empty(), "articles", "Articles")
        .when(!view.linked_from.is_empty(), "links-here", "Pages that mention this one")
        .when(!view.sources.is_empty(), "sources", "Sources");
    let parents = vec![Link::new("Symptoms", url::SYMPTOMS)];
    Page::of_entry(context, id, "symptom.html", parents, View::Symptom(Box::new(view)))
        .with(sections, body)
}

fn causes_by_area(context: &Context<'_>, id: EntryId) -> Vec<CausesOfArea> {
    let entry = context.site.entry(id);
    let of_area = |area: &EntryId| CausesOfArea {
        area: context.link(*area),
        causes: entry
            .causes
            .iter()
            .filter(|cause| context.site.entry(**cause).areas.first() == Some(area))
            .filter_map(|cause| line(context, *cause))
            .collect(),
    };
    entry.areas.iter().map(of_area).filter(|group| !group.causes.is_empty()).collect()
}

fn line(context: &Context<'_>, id: EntryId) -> Option<CauseLine> {
    let Fields::Cause(cause) = context.site.entry(id).fields() else { return None };
    let link = context.link(id);
    Some(CauseLine {
        title: Arc::clone(&link.title),
        address: Arc::clone(&link.address),
        when: cause.pattern.when.share(),
        feels: cause.pattern.feels.share(),
    })
}

pub fn list(context: &Context<'_>) -> Page {
    let of_area = |area: EntryId| SymptomsOfArea {
        area: context.link(area),
        symptoms: context.links(&context.site.entry(area).symptoms),
    };
    let areas = context.site.of_kind(Kind::Area).map(of_area);
    let view = SymptomsView {
        areas: areas.filter(|group| !group.symptoms.is_empty()).collect(),
        symptoms: context.teasers(&context.site.of_kind(Kind::Symptom).collect::<Vec<_>>()),
    };
    let description = "What runners notice, by area and from A to Z, with the warning signs first.";
    Page::new(
        context,
        url::SYMPTOMS,
        "symptoms.html",
        "Symptoms",
        description,
        View::Symptoms(view),
    )
    .below(Vec::new())
}
