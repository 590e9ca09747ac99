//! Indexes over several kinds: A to Z, exercises by level, and the page that finds everything.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::part::{Card, ExerciseGroup, Link, Titled, make_cards};
use super::{Context, Origin, Page, View, url, words};
use crate::headers;
use crate::link::{EntryId, RedFlagId};
use crate::parse::Fields;
use crate::schema::{Kind, Level, Text};

/// Exercises, causes and symptoms under their first letters.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct AToZView {
    pub letters: Vec<Letter>,
}

/// A letter and what begins with it.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct Letter {
    pub letter: String,
    /// The letter as an anchor.
    pub id: String,
    pub items: Vec<IndexItem>,
}

/// A title, or another name that leads to one.
#[derive(Debug, Hash, Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct IndexItem {
    pub name: Arc<str>,
    pub address: Arc<str>,
    pub kind: &'static str,
    /// The title, where `name` is another name.
    pub title: Option<Arc<str>>,
}

/// The exercises by level.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct LevelsView {
    pub levels: Vec<LevelGroup>,
}

/// One level and its exercises.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct LevelGroup {
    pub level: &'static str,
    /// The level as an anchor.
    pub id: String,
    pub groups: Vec<ExerciseGroup>,
}

/// Everything that a reader may look for, by kind.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct SearchView {
    /// What the tag `Content-Security-Policy` says of a page that searches.
    pub policy: String,
    /// What frightened readers type, and the cards that it shows.
    pub alarms: Vec<Alarm>,
    pub groups: Vec<SearchGroup>,
}

/// Words, each of which shows the cards.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct Alarm {
    pub searches: Vec<Arc<str>>,
    pub cards: Vec<Card>,
}

/// The entries of a kind.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct SearchGroup {
    pub title: &'static str,
    pub id: &'static str,
    pub links: Vec<Link>,
}

/// How many articles the search page lists; the rest is in the list of articles.
const ARTICLES: usize = 100;

/// The indexes that have something in them.
#[must_use]
pub fn pages(context: &Context<'_>) -> Vec<(Origin, Page)> {
    let mut pages = Vec::new();
    let letters = letters(context);
    if !letters.is_empty() {
        pages.push((Origin::site("the A to Z"), a_to_z(context, letters)));
    }
    let levels = levels(context);
    if !levels.is_empty() {
        pages.push((Origin::site("the exercises by level"), by_level(context, levels)));
    }
    pages.push((Origin::site("the search page"), search(context)));
    pages
}

fn letters(context: &Context<'_>) -> Vec<Letter> {
    let mut letters: BTreeMap<String, Vec<IndexItem>> = BTreeMap::new();
    for (kind, word) in
        [(Kind::Exercise, "Exercise"), (Kind::Cause, "Cause"), (Kind::Symptom, "Symptom")]
    {
        for id in context.site.of_kind(kind) {
            for item in names(context, id, word) {
                letters.entry(initial(&item.name)).or_default().push(item);
            }
        }
    }
    let letter = |(letter, mut items): (String, Vec<IndexItem>)| {
        items.sort_by_cached_key(|item| (item.name.to_lowercase(), Arc::clone(&item.address)));
        Letter { id: format!("letter-{}", letter.to_lowercase()), letter, items }
    };
    letters.into_iter().map(letter).collect()
}

/// The title of an entry and its other names.
fn names(context: &Context<'_>, id: EntryId, kind: &'static str) -> Vec<IndexItem> {
    let Titled { title, address } = &*context.link(id);
    let other = |name: &Text<1, 80>| IndexItem {
        name: name.share(),
        address: Arc::clone(address),
        kind,
        title: Some(Arc::clone(title)),
    };
    let other_names = &context.site.entry(id).content().common.other_names;
    let mut names: Vec<IndexItem> = other_names.iter().map(other).collect();
    let (name, address) = (Arc::clone(title), Arc::clone(address));
    names.push(IndexItem { name, address, kind, title: None });
    names
}

/// The letter that a name is found under, without accents; digits share one place.
fn initial(name: &str) -> String {
    let plain = deunicode::deunicode(name);
    match plain.chars().find(|c| c.is_alphanumeric()) {
        Some(letter) if letter.is_alphabetic() => letter.to_uppercase().to_string(),
        _ => "0–9".to_owned(),
    }
}

fn a_to_z(context: &Context<'_>, letters: Vec<Letter>) -> Page {
    let description =
        "Every exercise, cause and symptom of this site from A to Z, with its other names.";
    let view = View::AToZ(AToZView { letters });
    Page::new(context, url::A_TO_Z, "a-to-z.html", "A to Z", description, view).below(Vec::new())
}

fn levels(context: &Context<'_>) -> Vec<LevelGroup> {
    let group = |level: Level| {
        let has_level = |id: &EntryId| matches!(context.site.entry(*id).fields(), Fields::Exercise(exercise) if exercise.level == level);
        let ids: Vec<EntryId> = context.site.of_kind(Kind::Exercise).filter(has_level).collect();
        let name = words::level(level);
        LevelGroup { level: name, id: name.to_lowercase(), groups: context.exercise_groups(&ids) }
    };
    let levels = [Level::Beginner, Level::Intermediate, Level::Advanced].map(group);
    levels.into_iter().filter(|level| !level.groups.is_empty()).collect()
}

fn by_level(context: &Context<'_>, levels: Vec<LevelGroup>) -> Page {
    let description = "The exercises of this site by level: where to begin, and where to go on.";
    let view = View::Levels(LevelsView { levels });
    Page::new(context, url::LEVELS, "levels.html", "Exercises by level", description, view)
        .below(vec![Link::new("Exercises", url::EXERCISES)])
}

fn search(context: &Context<'_>) -> Page {
    let group = |(kind, title, id, limit): (Kind, &'static str, &'static str, usize)| SearchGroup {
        title,
        id,
        links: context.site.of_kind(kind).take(limit).map(|id| context.link(id)).collect(),
    };
    let groups = [
        (Kind::Area, "Areas", "areas", usize::MAX),
        (Kind::Symptom, "Symptoms", "symptoms", usize::MAX),
        (Kind::Cause, "Causes", "causes", usize::MAX),
        (Kind::Exercise, "Exercises", "exercises", usize::MAX),
        (Kind::Routine, "Routines", "routines", usize::MAX),
        (Kind::Article, "Articles", "articles", ARTICLES),
        (Kind::Page, "About this site", "pages", usize::MAX),
    ];
    let groups = groups.map(group).into_iter().filter(|group| !group.links.is_empty()).collect();
    let settings = &context.site.settings;
    let searches = super::search::is_on(settings);
    let policy = headers::content_security_policy(&settings.allow, searches);
    let alarms = if searches { alarms(context) } else { Vec::new() };
    let view = View::Search(SearchView { policy, alarms, groups });
    let (title, description) = if searches {
        ("Search", "Search this site for a pain, an exercise, a muscle or what you can use.")
    } else {
        ("Find a page", "Everything on this site by kind, to find a page by its name.")
    };
    let mut page =
        Page::new(context, url::SEARCH, "search.html", title, description, view).below(Vec::new());
    page.is_hidden = true;
    page
}

/// The searches of each danger with its own signs.
fn alarms(context: &Context<'_>) -> Vec<Alarm> {
    let site = context.site;
    let flags = (0..).map(RedFlagId).zip(&site.red_flags);
    let alarms = flags.map(|(id, flag)| Alarm {
        searches: flag.item.value.searches.iter().map(Text::share).collect(),
        cards: make_cards(context, &[id]),
    });
    alarms.filter(|alarm| !alarm.searches.is_empty()).collect()
}
