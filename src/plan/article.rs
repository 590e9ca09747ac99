//! The page of an article: the answer, the warning signs, the text, and where to go on.

use std::sync::Arc;

use serde::Serialize;

use super::part::{
    Byline, Card, Citations, ExerciseGroup, Link, Repeated, Sections, SourceView, Teaser,
};
use super::{Context, Page, View, part, words};
use crate::link::EntryId;
use crate::parse::Fields;
use crate::schema::{self, Kind, Text};

/// Words that a reader reads in a minute.
const WORDS_A_MINUTE: usize = 200;

/// The page of an article.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct ArticleView {
    pub kind: &'static str,
    pub short_answer: Option<Arc<str>>,
    pub cards: Repeated<Vec<Card>>,
    /// The cards stand before the short answer.
    pub emergency_first: bool,
    /// Whether the page speaks of health, and so says how far it was checked.
    pub is_health: bool,
    pub minutes: usize,
    pub list: Vec<Listed>,
    /// "The 7 causes".
    pub list_heading: String,
    pub areas: Vec<Link>,
    pub causes: Vec<Link>,
    pub symptoms: Vec<Link>,
    pub exercise_groups: Vec<ExerciseGroup>,
    pub routines: Vec<Repeated<Teaser>>,
    pub tags: Vec<Link>,
    pub series: Vec<Link>,
    pub series_page: Option<Link>,
    pub related: Vec<Repeated<Teaser>>,
    pub newer: Option<Link>,
    pub older: Option<Link>,
    pub linked_from: Vec<Link>,
    pub byline: Byline,
    pub sources: Vec<SourceView>,
}

/// One item of a list article, from the data of what it lists.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct Listed {
    pub title: Arc<str>,
    pub address: Arc<str>,
    pub summary: Arc<str>,
    /// How a cause shows.
    pub pattern: Option<schema::Pattern>,
    /// Whether a professional must look at it first.
    pub refer: bool,
    /// How much of an exercise.
    pub dose: Option<String>,
    pub exercises: Vec<Link>,
}

pub fn page(context: &Context<'_>, id: EntryId, article: &schema::Article) -> Page {
    let entry = context.site.entry(id);
    let mut citations = Citations::default();
    let body = part::body(context, id, &mut citations);
    let (newer, older) = neighbours(context, id);
    let flags = context.site.shown_red_flags(id);
    let view = ArticleView {
        kind: words::article_kind(article.kind),
        short_answer: article.short_answer.as_ref().map(Text::share),
        cards: context.cards(&flags),
        emergency_first: context.site.emergency_first(id),
        is_health: !(entry.areas.is_empty() && flags.is_empty()),
        minutes: entry.document.outline.words.div_ceil(WORDS_A_MINUTE).max(1),
        list: entry.list.iter().map(|listed| listed_view(context, *listed)).collect(),
        list_heading: list_heading(article, entry.list.len()),
        areas: context.links(&entry.areas),
        causes: context.links(&entry.causes),
        symptoms: context.links(&entry.symptoms),
        exercise_groups: context.exercise_groups(&entry.exercises),
        routines: context.teasers(&entry.routines),
        tags: tags(context, article),
        series: series(context, article),
        series_page: article
            .series
            .as_ref()
            .map(|name| Link::new(name.share(), super::list::series_address(name))),
        related: context.teasers(&entry.related),
        newer,
        older,
        linked_from: context.linked_from(id),
        byline: context.byline(id),
        sources: citations.list(context, &entry.sources),
    };
    let sections = sections(context, id, &view);
    let parents = vec![part::ARTICLES.clone()];
    let mut page =
        Page::of_entry(context, id, "article.html", parents, View::Article(Box::new(view)))
            .with(sections, body);
    page.is_article = true;
    page
}

/// In the order of the template.
fn sections(context: &Context<'_>, id: EntryId, view: &ArticleView) -> Sections {
    Sections::default()
        .when(!view.cards.is_empty(), "warning-signs", "When to get help")
        .headings(context.site.entry(id))
        .when(!view.list.is_empty(), "list", view.list_heading.as_str())
        .when(!view.exercise_groups.is_empty(), "exercises", "Exercises")
        .when(!view.routines.is_empty(), "routines", "Routines")
        .when(!view.related.is_empty(), "related", "Related articles")
        .when(!view.linked_from.is_empty(), "links-here", "Pages that mention this one")
        .when(!view.sources.is_empty(), "sources", "Sources")
}

fn list_heading(article: &schema::Article, count: usize) -> String {
    let causes = article.list.as_ref().is_some_and(|list| list.exercises.is_empty());
    format!("The {count} {}", if causes { "causes" } else { "exercises" })
}

fn listed_view(context: &Context<'_>, id: EntryId) -> Listed {
    let entry = context.site.entry(id);
    let link = context.link(id);
    let (pattern, refer, dose) = match entry.fields() {
        Fields::Cause(cause) => (Some(cause.pattern.clone()), cause.refer, None),
        Fields::Exercise(exercise) => {
            (None, false, Some(super::dose::Numbers::of(&exercise.dose).words()))
        }
        _ => (None, false, None),
    };
    let exercises = if pattern.is_some() { context.links(&entry.exercises) } else { Vec::new() };
    Listed {
        title: Arc::clone(&link.title),
        address: Arc::clone(&link.address),
        summary: part::summary(entry),
        pattern,
        refer,
        dose,
        exercises,
    }
}

fn tags(context: &Context<'_>, article: &schema::Article) -> Vec<Link> {
    let link = |tag: &Text<1, 40>| context.seen.tags[&**tag].link.clone();
    article.all_tags().map(|(_, _, tag)| link(tag)).collect()
}

/// The published articles of the same series, oldest first.
fn series(context: &Context<'_>, article: &schema::Article) -> Vec<Link> {
    let Some(name) = &article.series else { return Vec::new() };
    context.seen.series.get(&**name).map(|ids| context.links(ids)).unwrap_or_default()
}

/// The dated articles before and after this one. Ids of articles run from new to old, those without
/// a day last.
fn neighbours(context: &Context<'_>, id: EntryId) -> (Option<Link>, Option<Link>) {
    let is_dated = |other: &EntryId| {
        let entry = context.site.entry(*other);
        entry.kind() == Kind::Article && entry.content().date.is_some()
    };
    if !is_dated(&id) {
        return (None, None);
    }
    let newer = id.before().filter(is_dated).map(|id| context.link(id));
    let older = id.after(context.site).filter(is_dated).map(|id| context.link(id));
    (newer, older)
}
