//! The home page: where does it hurt, and what to do about it.

use std::sync::Arc;

use serde::Serialize;

use super::part::{Link, Repeated, Teaser};
use super::{Context, Page, View, url};
use crate::link::EntryId;
use crate::schema::Kind;

/// How many articles the home page shows.
const NEWEST: usize = 6;

/// The home page.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct HomeView {
    pub heading: Arc<str>,
    pub areas: Vec<AreaCard>,
    pub routines: Vec<Repeated<Teaser>>,
    pub articles: Vec<Repeated<Teaser>>,
    pub all_articles: usize,
    pub authors: Vec<Link>,
}

/// An area on the home page.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct AreaCard {
    #[serde(flatten)]
    pub teaser: Repeated<Teaser>,
    pub causes: usize,
    pub exercises: usize,
}

pub fn page(context: &Context<'_>) -> Page {
    let site = context.site;
    let settings = &site.settings;
    let heading = if settings.tagline.is_empty() {
        &settings.title.share()
    } else {
        &settings.tagline.share()
    };
    let articles: Vec<EntryId> = site.of_kind(Kind::Article).collect();
    let routines: Vec<EntryId> = site.of_kind(Kind::Routine).collect();
    let view = HomeView {
        heading: Arc::clone(heading),
        areas: area_cards(context),
        routines: context.teasers(&routines[..routines.len().min(3)]),
        articles: context.teasers(&articles[..articles.len().min(NEWEST)]),
        all_articles: articles.len(),
        authors: authors(context),
    };
    let description =
        if settings.description.is_empty() { heading } else { &settings.description.share() };
    let mut page = Page::new(
        context,
        url::HOME,
        "home.html",
        settings.title.share(),
        Arc::clone(description),
        View::Home(view),
    );
    page.full_title = if settings.tagline.is_empty() {
        settings.title.to_string()
    } else {
        format!("{} – {}", &*settings.title, &*settings.tagline)
    };
    page
}

pub(super) fn area_cards(context: &Context<'_>) -> Vec<AreaCard> {
    let card = |id: EntryId| AreaCard {
        teaser: context.teaser(id).clone(),
        causes: context.site.entry(id).causes.len(),
        exercises: context.site.entry(id).exercises.len(),
    };
    context.site.of_kind(Kind::Area).map(card).collect()
}

fn authors(context: &Context<'_>) -> Vec<Link> {
    context.links(&context.site.of_kind(Kind::Person).collect::<Vec<_>>())
}
