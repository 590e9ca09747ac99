//! The parts that pages are made of: links, teasers, cards, citations, bylines. Each is a plain
//! value with every fact that it shows.

mod body;
mod byline;
mod card;
mod citation;
mod exercise_list;
mod repeated;
mod section;

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use serde::Serialize;

use crate::link::{Entry, EntryId, TermId};
use crate::parse::Fields;
use crate::plan::{Context, url};
use crate::schema::{Day, Kind};

pub use body::{Body, Href, asset_address, body};
pub use byline::{Author, Byline, ChangeView, Professional, Status};
pub use card::{Card, Run, SIGNS_ON_A_CARD, SignView, make_cards, runs, token};
pub use citation::{Citations, SourceView};
pub use exercise_list::{ExerciseGroup, ExerciseRow};
pub use repeated::Repeated;
pub use section::{Section, Sections};

/// A title that leads somewhere.
pub type Link = Repeated<Titled>;

/// A title and where it leads.
#[derive(Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Titled {
    pub title: Arc<str>,
    pub address: Arc<str>,
}

impl Link {
    pub fn new(title: impl Into<Arc<str>>, address: impl Into<Arc<str>>) -> Self {
        Titled { title: title.into(), address: address.into() }.into()
    }
}

/// A link with a line about what is behind it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Teaser {
    pub title: Arc<str>,
    pub address: Arc<str>,
    pub summary: Arc<str>,
    /// What it is, in a few words: "Strength, beginner".
    pub label: Option<String>,
    pub date: Option<Date>,
}

/// A day for readers and for machines. Many pages name the same ones.
pub type Date = Repeated<DateView>;

/// A day for readers and for machines.
#[derive(Debug, PartialEq, Eq, Hash, Serialize)]
pub struct DateView {
    /// `2026-12-01`.
    pub day: String,
    /// `1 December 2026`.
    pub words: String,
}

impl Date {
    pub fn of(day: Day) -> Self {
        let words = day.0.strftime("%-d %B %Y").to_string();
        DateView { day: day.to_string(), words }.into()
    }
}

/// Where breadcrumbs begin.
pub static HOME: LazyLock<Link> = LazyLock::new(|| Link::new("Home", url::HOME));
/// Where they go on to an article and to lists of articles.
pub static ARTICLES: LazyLock<Link> = LazyLock::new(|| Link::new("Articles", url::ARTICLES));

impl Context<'_> {
    /// The one link to an entry, which every page that has it shares.
    #[must_use]
    pub fn link(&self, id: EntryId) -> Link {
        self.seen.links[id.0 as usize].clone()
    }

    #[must_use]
    pub fn links(&self, ids: &[EntryId]) -> Vec<Link> {
        ids.iter().map(|id| self.link(*id)).collect()
    }

    /// The pages whose text links here and that no relation shows already.
    #[must_use]
    pub fn linked_from(&self, id: EntryId) -> Vec<Link> {
        let entry = self.site.entry(id);
        let shown = [
            &entry.areas,
            &entry.causes,
            &entry.symptoms,
            &entry.exercises,
            &entry.routines,
            &entry.articles,
            &entry.easier,
            &entry.harder,
            &entry.neighbours,
            &entry.related,
            &entry.authors,
        ];
        let shown: BTreeSet<&EntryId> = shown.into_iter().flatten().collect();
        let others = entry.linked_from.iter().filter(|other| !shown.contains(other));
        others.map(|other| self.link(*other)).collect()
    }

    /// The one view of a day, which every page that names it shares.
    #[must_use]
    pub fn date(&self, day: Day) -> Date {
        self.seen.dates.get(&day).cloned().unwrap_or_else(|| Date::of(day))
    }

    /// The one teaser of an entry, which every page that shows it shares.
    #[must_use]
    pub fn teaser(&self, id: EntryId) -> &Repeated<Teaser> {
        &self.seen.teasers[id.0 as usize]
    }

    pub(super) fn make_teaser(&self, id: EntryId) -> Teaser {
        let entry = self.site.entry(id);
        let link = self.link(id);
        Teaser {
            title: Arc::clone(&link.title),
            address: Arc::clone(&link.address),
            summary: summary(entry),
            label: label(entry),
            date: entry
                .content()
                .date
                .filter(|_| entry.kind() == Kind::Article)
                .map(|day| self.date(day)),
        }
    }

    #[must_use]
    pub fn teasers(&self, ids: &[EntryId]) -> Vec<Repeated<Teaser>> {
        ids.iter().map(|id| self.teaser(*id).clone()).collect()
    }

    #[must_use]
    pub fn terms(&self, ids: &[TermId]) -> Vec<TermView> {
        let view = |id: &TermId| {
            let term = self.site.term(*id);
            TermView {
                name: term.name.share(),
                address: crate::plan::term::address(term),
                medical_name: term.medical_name.as_ref().map(crate::schema::Text::share),
                text: term.text.as_ref().map(crate::schema::Text::share),
            }
        };
        ids.iter().map(view).collect()
    }
}

/// A word of anatomy, or a piece of equipment.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct TermView {
    pub name: Arc<str>,
    pub address: Option<Arc<str>>,
    pub medical_name: Option<Arc<str>>,
    pub text: Option<Arc<str>>,
}

/// The author's summary, or the first paragraph cut at a word.
#[must_use]
pub fn summary(entry: &Entry) -> Arc<str> {
    if let Some(summary) = &entry.content().common.summary {
        return Arc::clone(summary);
    }
    let paragraph = entry.document.outline.first_paragraph.as_deref().unwrap_or_default();
    cut(paragraph, 200).into()
}

/// The first words of a text, at most `limit` characters of them.
#[must_use]
pub fn cut(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let end = text.char_indices().nth(limit).map_or(text.len(), |(at, _)| at);
    let whole_words = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{}…", text[..whole_words].trim_end_matches([',', ';', ':', '.', ' ']))
}

fn label(entry: &Entry) -> Option<String> {
    match entry.fields() {
        Fields::Exercise(exercise) => Some(format!(
            "{}, {}",
            crate::plan::words::exercise_kind(exercise.kind),
            crate::plan::words::level(exercise.level).to_lowercase()
        )),
        Fields::Article(article) => Some(crate::plan::words::article_kind(article.kind).to_owned()),
        Fields::Cause(cause) => Some(crate::plan::words::likelihood(cause.likelihood).to_owned()),
        _ => None,
    }
}
