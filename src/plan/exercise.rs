//! The page of an exercise: how much, when not, how, and what comes before and after it.

use std::sync::Arc;

use serde::Serialize;

use super::dose::{Numbers, minutes};
use super::part::{
    Byline, Card, Citations, ExerciseGroup, Link, Repeated, Sections, SourceView, Teaser, TermView,
};
use super::timer::{self, Phase};
use super::{Context, Page, View, part, url, words};
use crate::link::EntryId;
use crate::schema::{self, Kind, Text};

/// The list of all exercises.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct ExercisesView {
    pub groups: Vec<ExerciseGroup>,
    pub count: usize,
    pub areas: Vec<Link>,
}

/// The page of an exercise.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct ExerciseView {
    pub summary: Arc<str>,
    pub other_names: Vec<Arc<str>>,
    pub kind: &'static str,
    pub level: &'static str,
    pub areas: Vec<Link>,
    pub primary: Vec<TermView>,
    pub secondary: Vec<TermView>,
    pub equipment: Vec<TermView>,
    pub position: &'static str,
    pub start: Option<Arc<str>>,
    #[serde(skip)]
    pub figure: Option<Arc<schema::Figure>>,
    pub dose: DoseView,
    /// What the timer plays.
    #[serde(skip)]
    pub phases: Vec<Phase>,
    pub cards: Repeated<Vec<Card>>,
    /// The emergency card stands before everything else.
    pub emergency_first: bool,
    pub avoid_if: Vec<Arc<str>>,
    pub steps: Vec<Arc<str>>,
    pub feel: Option<Arc<str>>,
    pub not_feel: Option<Arc<str>>,
    pub mistakes: Vec<schema::Mistake>,
    pub easier: Vec<Link>,
    pub harder: Vec<Link>,
    pub make_easier: Option<Arc<str>>,
    pub make_harder: Option<Arc<str>>,
    pub progress_when: Option<Arc<str>>,
    pub evidence: Option<EvidenceView>,
    pub helps: Vec<Link>,
    pub routines: Vec<InRoutine>,
    pub articles: Vec<Repeated<Teaser>>,
    pub linked_from: Vec<Link>,
    pub byline: Byline,
    pub sources: Vec<SourceView>,
}

impl ExerciseView {
    /// Whether there is anything easier or harder to choose.
    fn has_choices(&self) -> bool {
        let linked = !(self.easier.is_empty() && self.harder.is_empty());
        let told = [&self.make_easier, &self.make_harder, &self.progress_when];
        linked || told.into_iter().any(Option::is_some)
    }
}

/// How much, in numbers and in words.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct DoseView {
    pub numbers: Numbers,
    pub words: String,
    pub days: String,
    pub minutes: u32,
    pub tempo: Option<Arc<str>>,
    /// The number of the source whose figures these are; without one they are a suggested start.
    pub basis: Option<u32>,
}

/// What is known, how well, and from where.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct EvidenceView {
    pub text: Arc<str>,
    pub grade: &'static str,
    pub citations: Vec<u32>,
}

/// A routine and the place of the exercise in it.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct InRoutine {
    pub title: Arc<str>,
    pub address: Arc<str>,
    pub position: usize,
    pub steps: usize,
}

pub fn page(context: &Context<'_>, id: EntryId, exercise: &schema::Exercise) -> Page {
    let entry = context.site.entry(id);
    let mut citations = Citations::default();
    let body = part::body(context, id, &mut citations);
    let view = ExerciseView {
        summary: exercise.summary.share(),
        other_names: exercise.other_names.iter().map(Text::share).collect(),
        kind: words::exercise_kind(exercise.kind),
        level: words::level(exercise.level),
        areas: context.links(&entry.areas),
        primary: context.terms(&entry.primary),
        secondary: context.terms(&entry.secondary),
        equipment: context.terms(&entry.equipment),
        position: words::position(exercise.position),
        start: exercise.start.as_ref().map(Text::share),
        figure: exercise.figure.clone(),
        dose: dose(context, id, exercise, &mut citations),
        phases: timer::of_exercise(Numbers::of(&exercise.dose)),
        cards: context.cards(&context.site.shown_red_flags(id)),
        emergency_first: context.site.emergency_first(id),
        avoid_if: exercise.avoid_if.iter().map(Text::share).collect(),
        steps: exercise.steps.iter().map(Text::share).collect(),
        feel: exercise.feel.as_ref().map(Text::share),
        not_feel: exercise.not_feel.as_ref().map(Text::share),
        mistakes: exercise.mistakes.clone(),
        easier: context.links(&entry.easier),
        harder: context.links(&entry.harder),
        make_easier: exercise.make_easier.as_ref().map(Text::share),
        make_harder: exercise.make_harder.as_ref().map(Text::share),
        progress_when: exercise.progress_when.as_ref().map(Text::share),
        evidence: evidence(exercise.evidence.as_ref(), &entry.evidence, &mut citations),
        helps: context.links(&entry.causes),
        routines: entry.routines.iter().map(|routine| in_routine(context, id, *routine)).collect(),
        articles: context.teasers(&entry.articles),
        linked_from: context.linked_from(id),
        byline: context.byline(id),
        sources: citations.list(context, &entry.sources),
    };
    let parents = vec![Link::new("Exercises", url::EXERCISES)];
    let sections = sections(context, id, &view);
    Page::of_entry(context, id, "exercise.html", parents, View::Exercise(Box::new(view)))
        .with(sections, body)
}

/// In the order of the template.
fn sections(context: &Context<'_>, id: EntryId, view: &ExerciseView) -> Sections {
    Sections::default()
        .when(true, "dose", "How much")
        .when(true, "warning-signs", "When not to do it")
        .when(true, "steps", "How to do it")
        .when(!view.mistakes.is_empty(), "mistakes", "Common mistakes")
        .when(view.has_choices(), "easier-and-harder", "Easier and harder")
        .headings(context.site.entry(id))
        .when(view.evidence.is_some(), "evidence", "What is known")
        .when(!view.helps.is_empty(), "causes", "What it may help with")
        .when(!view.routines.is_empty(), "routines", "Routines with this exercise")
        .when(!view.articles.is_empty(), "articles", "Articles")
        .when(!view.linked_from.is_empty(), "links-here", "Pages that mention this one")
        .when(!view.sources.is_empty(), "sources", "Sources")
}

fn dose(
    context: &Context<'_>,
    id: EntryId,
    exercise: &schema::Exercise,
    citations: &mut Citations,
) -> DoseView {
    let numbers = Numbers::of(&exercise.dose);
    DoseView {
        numbers,
        words: numbers.words(),
        days: numbers.days(),
        minutes: minutes(numbers.seconds()),
        tempo: exercise.dose.tempo.as_ref().map(Text::share),
        basis: context.site.entry(id).dose_basis.map(|source| citations.number(source)),
    }
}

pub(super) fn evidence(
    evidence: Option<&schema::Evidence>,
    sources: &[crate::link::SourceId],
    citations: &mut Citations,
) -> Option<EvidenceView> {
    evidence.map(|evidence| EvidenceView {
        text: evidence.text.share(),
        grade: words::grade(evidence.grade),
        citations: citations.numbers(sources),
    })
}

fn in_routine(context: &Context<'_>, id: EntryId, routine: EntryId) -> InRoutine {
    let link = context.link(routine);
    let steps = &context.site.entry(routine).steps;
    let position = steps.iter().position(|step| *step == Some(id)).map_or(0, |at| at + 1);
    InRoutine {
        title: Arc::clone(&link.title),
        address: Arc::clone(&link.address),
        position,
        steps: steps.len(),
    }
}

pub fn list(context: &Context<'_>) -> Page {
    let ids: Vec<EntryId> = context.site.of_kind(Kind::Exercise).collect();
    let has_exercises = |id: &EntryId| !context.site.entry(*id).exercises.is_empty();
    let areas: Vec<EntryId> = context.site.of_kind(Kind::Area).filter(has_exercises).collect();
    let view = ExercisesView {
        groups: context.exercise_groups(&ids),
        count: ids.len(),
        areas: context.links(&areas),
    };
    let description =
        "Every exercise of the site by its sort, beginner first, with how much and what you need.";
    let view = View::Exercises(view);
    Page::new(context, url::EXERCISES, "exercises.html", "Exercises", description, view)
        .below(Vec::new())
}
