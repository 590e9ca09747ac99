//! The page of a routine: who it is for, its exercises in order, and how long it takes.

use std::sync::Arc;

use serde::Serialize;

use super::dose::{self, Numbers};
use super::exercise::EvidenceView;
use super::part::{
    Byline, Card, Citations, Link, Repeated, Sections, SourceView, Teaser, TermView,
};
use super::timer::{self, Phase};
use super::{Context, Page, View, part, url, words};
use crate::link::{EntryId, TermId};
use crate::parse::Fields;
use crate::schema::{self, Kind, Text};

/// The list of all routines.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct RoutinesView {
    pub routines: Vec<RoutineRow>,
}

/// A routine in the list.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct RoutineRow {
    #[serde(flatten)]
    pub teaser: Repeated<Teaser>,
    pub minutes: u32,
    pub steps: usize,
    pub when: &'static str,
    pub areas: Vec<Link>,
}

/// The page of a routine.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct RoutineView {
    pub summary: Arc<str>,
    pub goal: Arc<str>,
    pub when: &'static str,
    pub days: Option<String>,
    pub minutes: u32,
    pub areas: Vec<Link>,
    pub equipment: Vec<TermView>,
    pub audience: Option<Arc<str>>,
    pub not_for: Option<Arc<str>>,
    /// What its exercises say of when not to do them, each once.
    pub avoid_if: Vec<Avoid>,
    pub cards: Repeated<Vec<Card>>,
    /// The emergency card stands before everything else.
    pub emergency_first: bool,
    pub steps: Vec<StepView>,
    /// What the timer plays.
    #[serde(skip)]
    pub phases: Vec<Phase>,
    pub progress: Option<Arc<str>>,
    pub evidence: Option<EvidenceView>,
    pub articles: Vec<Repeated<Teaser>>,
    pub linked_from: Vec<Link>,
    pub byline: Byline,
    pub sources: Vec<SourceView>,
}

/// A reason not to do some of a routine's exercises.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct Avoid {
    pub text: Arc<str>,
    pub exercises: Vec<Arc<str>>,
}

/// One exercise of a routine.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct StepView {
    pub title: Arc<str>,
    pub address: Arc<str>,
    pub numbers: Numbers,
    pub dose: String,
    pub easier: Vec<Link>,
    pub make_easier: Option<Arc<str>>,
    pub note: Option<Arc<str>>,
    #[serde(skip)]
    pub figure: Option<Arc<schema::Figure>>,
}

pub fn page(context: &Context<'_>, id: EntryId, routine: &schema::Routine) -> Page {
    let entry = context.site.entry(id);
    let mut citations = Citations::default();
    let body = part::body(context, id, &mut citations);
    let steps = steps(context, id, routine);
    let view = RoutineView {
        summary: routine.summary.share(),
        goal: routine.goal.share(),
        when: words::when(routine.when),
        days: routine.per_week.map(|days| dose::days(days.get())),
        minutes: routine_minutes(context, id, routine),
        areas: context.links(&entry.areas),
        equipment: context.terms(&equipment(context, id)),
        audience: routine.audience.as_ref().map(Text::share),
        not_for: routine.not_for.as_ref().map(Text::share),
        avoid_if: avoid_if(context, id),
        cards: context.cards(&context.site.shown_red_flags(id)),
        emergency_first: context.site.emergency_first(id),
        phases: timer::of_routine(steps.iter().map(|step| (&*step.title, step.numbers))),
        steps,
        progress: routine.progress.as_ref().map(Text::share),
        evidence: super::exercise::evidence(
            routine.evidence.as_ref(),
            &entry.evidence,
            &mut citations,
        ),
        articles: context.teasers(&entry.articles),
        linked_from: context.linked_from(id),
        byline: context.byline(id),
        sources: citations.list(context, &entry.sources),
    };
    let sections = Sections::default()
        .when(true, "warning-signs", "When not to do it")
        .when(true, "steps", "The exercises")
        .headings(entry)
        .when(view.evidence.is_some(), "evidence", "What is known")
        .when(!view.articles.is_empty(), "articles", "Articles")
        .when(!view.linked_from.is_empty(), "links-here", "Pages that mention this one")
        .when(!view.sources.is_empty(), "sources", "Sources");
    let parents = vec![Link::new("Routines", url::ROUTINES)];
    Page::of_entry(context, id, "routine.html", parents, View::Routine(Box::new(view)))
        .with(sections, body)
}

/// The published exercises of a routine with their steps.
fn exercises<'a>(
    context: &Context<'a>,
    id: EntryId,
    routine: &'a schema::Routine,
) -> impl Iterator<Item = (EntryId, &'a schema::Exercise, &'a schema::Step)> {
    let site = context.site;
    let ids = site.entry(id).steps.iter().zip(&routine.steps);
    ids.filter_map(|(id, step)| Some((((*id)?), step))).filter_map(move |(id, step)| {
        match site.entry(id).fields() {
            Fields::Exercise(exercise) => Some((id, exercise.as_ref(), step)),
            _ => None,
        }
    })
}

fn steps(context: &Context<'_>, id: EntryId, routine: &schema::Routine) -> Vec<StepView> {
    let view = |(id, exercise, step): (EntryId, &schema::Exercise, &schema::Step)| {
        let link = context.link(id);
        let numbers = Numbers::of(&exercise.dose).within(routine, step);
        StepView {
            title: Arc::clone(&link.title),
            address: Arc::clone(&link.address),
            numbers,
            dose: numbers.words(),
            easier: context.links(&context.site.entry(id).easier),
            make_easier: exercise.make_easier.as_ref().map(Text::share),
            note: step.note.as_ref().map(Text::share),
            figure: exercise.figure.clone(),
        }
    };
    exercises(context, id, routine).map(view).collect()
}

fn routine_minutes(context: &Context<'_>, id: EntryId, routine: &schema::Routine) -> u32 {
    let seconds = exercises(context, id, routine)
        .map(|(_, exercise, step)| Numbers::of(&exercise.dose).within(routine, step).seconds());
    dose::minutes(seconds.sum())
}

fn equipment(context: &Context<'_>, id: EntryId) -> Vec<TermId> {
    let exercises = context.site.entry(id).exercises.iter();
    let mut terms: Vec<TermId> =
        exercises.flat_map(|exercise| context.site.entry(*exercise).equipment.clone()).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

fn avoid_if(context: &Context<'_>, id: EntryId) -> Vec<Avoid> {
    let mut reasons: Vec<Avoid> = Vec::new();
    for exercise in context.site.entry(id).steps.iter().flatten() {
        let entry = context.site.entry(*exercise);
        let Fields::Exercise(fields) = entry.fields() else { continue };
        for reason in &fields.avoid_if {
            match reasons.iter_mut().find(|known| *known.text == **reason) {
                Some(known) => known.exercises.push(Arc::clone(entry.title())),
                None => reasons.push(Avoid {
                    text: reason.share(),
                    exercises: vec![Arc::clone(entry.title())],
                }),
            }
        }
    }
    reasons
}

pub fn list(context: &Context<'_>) -> Page {
    let row = |id: EntryId| {
        let entry = context.site.entry(id);
        let Fields::Routine(routine) = entry.fields() else { return None };
        Some(RoutineRow {
            teaser: context.teaser(id).clone(),
            minutes: routine_minutes(context, id, routine),
            steps: routine.steps.len(),
            when: words::when(routine.when),
            areas: context.links(&entry.areas),
        })
    };
    let view =
        RoutinesView { routines: context.site.of_kind(Kind::Routine).filter_map(row).collect() };
    let description = "Exercises in an order, with how long each routine takes and what you need.";
    Page::new(
        context,
        url::ROUTINES,
        "routines.html",
        "Routines",
        description,
        View::Routines(view),
    )
    .below(Vec::new())
}
