//! A page of the site as a value: what its head says, what its template shows and the text it holds.

use std::sync::Arc;

use serde::Serialize;

use super::part::{self, Body, Card, Date, Link, Repeated, Section, Sections};
use super::social_card::CardLink;
use super::{
    Context, area, article, cause, exercise, home, index, list, person, routine, source, standing,
    symptom, tag, term, warning_signs,
};
use crate::link::EntryId;
use crate::schema::Extra;

/// A page: what its head says, what its template shows and the text it holds.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct Page {
    pub address: Arc<str>,
    #[serde(skip)]
    pub template: &'static str,
    pub title: Arc<str>,
    /// "Page – Area – Site".
    pub full_title: String,
    pub description: Arc<str>,
    /// Open Graph's `article` for dated text, `website` for the rest.
    pub is_article: bool,
    pub published: Option<Date>,
    pub updated: Option<Date>,
    /// What other sites show with a link to the page.
    pub card: Option<CardLink>,
    /// The feed of what the page lists, besides the site's.
    pub feed: Option<Link>,
    /// What the author wrote for the site's own templates.
    pub extra: Extra,
    /// Kept out of search engines.
    pub is_hidden: bool,
    pub crumbs: Vec<Link>,
    /// What "on this page" lists.
    pub sections: Vec<Section>,
    #[serde(skip)]
    pub view: View,
    #[serde(skip)]
    pub body: Option<Body>,
}

impl Page {
    /// A page with no more than a title and a line about it.
    pub(super) fn new(
        context: &Context<'_>,
        address: impl Into<Arc<str>>,
        template: &'static str,
        title: impl Into<Arc<str>>,
        description: impl Into<Arc<str>>,
        view: View,
    ) -> Self {
        let title = title.into();
        Self {
            address: address.into(),
            template,
            full_title: format!("{title} – {}", &*context.site.settings.title),
            title,
            description: description.into(),
            is_article: false,
            published: None,
            updated: None,
            card: context.seen.card.clone(),
            feed: None,
            extra: Extra::new(),
            is_hidden: false,
            crumbs: Vec::new(),
            sections: Vec::new(),
            view,
            body: None,
        }
    }

    /// The page of an entry, below `parents`.
    pub(super) fn of_entry(
        context: &Context<'_>,
        id: EntryId,
        template: &'static str,
        parents: Vec<Link>,
        view: View,
    ) -> Self {
        let entry = context.site.entry(id);
        let address = Arc::clone(context.seen.addresses.of(id));
        let title = Arc::clone(entry.title());
        let mut page =
            Self::new(context, address, template, title, part::summary(entry), view).below(parents);
        page.card = context.card_of_entry(id, &page.address);
        page.published = entry.content().date.map(|day| context.date(day));
        page.extra.clone_from(&entry.content().common.extra);
        page.updated = entry.content().common.updated.map(|day| context.date(day));
        page
    }

    /// Puts the page below others: breadcrumbs from home on.
    pub(super) fn below(mut self, parents: Vec<Link>) -> Self {
        if let Some(parent) = parents.last().filter(|_| parents.len() > 1) {
            let site = self.full_title.split_off(self.title.len());
            self.full_title = format!("{} – {}{site}", self.title, parent.title);
        }
        self.crumbs = std::iter::once(part::HOME.clone()).chain(parents).collect();
        self
    }

    pub(super) fn with(mut self, Sections(mut sections): Sections, body: Body) -> Self {
        // They are kept for as long as the plan, so what they do not fill goes back.
        sections.shrink_to_fit();
        self.sections = sections;
        self.body = Some(body);
        self
    }

    /// Whether the page has an element with this id that a link may lead to.
    #[must_use]
    pub fn has_anchor(&self, anchor: &str) -> bool {
        let of_body = self
            .body
            .as_ref()
            .is_some_and(|body| body.heading_ids.iter().any(|id| **id == *anchor));
        of_body || anchor == "main" || self.sections.iter().any(|section| *section.id == *anchor)
    }
}

/// What the template of each kind of page shows.
#[derive(Debug, PartialEq, Hash, Serialize)]
#[serde(untagged)]
pub enum View {
    Home(home::HomeView),
    Areas(area::AreasView),
    Area(Box<area::AreaView>),
    Cause(Box<cause::CauseView>),
    Symptoms(symptom::SymptomsView),
    Symptom(Box<symptom::SymptomView>),
    Exercises(exercise::ExercisesView),
    Exercise(Box<exercise::ExerciseView>),
    Routines(routine::RoutinesView),
    Routine(Box<routine::RoutineView>),
    Article(Box<article::ArticleView>),
    List(Box<list::ListView>),
    Tags(tag::TagsView),
    Person(person::PersonView),
    Standing(standing::StandingView),
    WarningSigns(warning_signs::WarningSignsView),
    NotFound(standing::NotFoundView),
    Muscles(term::MusclesView),
    Equipment(term::EquipmentView),
    Term(Box<term::TermPageView>),
    AToZ(index::AToZView),
    Levels(index::LevelsView),
    Search(index::SearchView),
    Sources(source::SourcesView),
    Source(Box<source::SourcePageView>),
}

impl View {
    /// The cards of warning signs that stand together on the page.
    #[must_use]
    pub fn cards(&self) -> Option<&Repeated<Vec<Card>>> {
        match self {
            Self::Article(view) => Some(&view.cards),
            Self::Cause(view) => Some(&view.cards),
            Self::Symptom(view) => Some(&view.cards),
            _ => None,
        }
    }
}
