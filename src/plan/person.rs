//! The page of a person: what they are and are not, and what they wrote.

use std::sync::Arc;

use serde::Serialize;

use super::part::{Citations, Link, Repeated, Sections, SourceView, Teaser};
use super::{Context, Page, View, part};
use crate::link::EntryId;
use crate::schema::{self, Text};

/// The page of a person.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct PersonView {
    pub role: Option<Arc<str>>,
    pub is_team: bool,
    pub profession: Option<Arc<str>>,
    pub register: Option<Arc<str>>,
    pub conflicts: Option<Arc<str>>,
    pub articles: Vec<Repeated<Teaser>>,
    pub linked_from: Vec<Link>,
    pub sources: Vec<SourceView>,
}

pub fn page(context: &Context<'_>, id: EntryId, person: &schema::Person) -> Page {
    let entry = context.site.entry(id);
    let mut citations = Citations::default();
    let body = part::body(context, id, &mut citations);
    let credential = person.credential.as_ref();
    let view = PersonView {
        role: person.role.as_ref().map(Text::share),
        is_team: person.team,
        profession: credential.map(|credential| credential.profession.share()),
        register: credential.map(|credential| credential.register.share()),
        conflicts: person.conflicts.as_ref().map(Text::share),
        articles: context.teasers(&entry.articles),
        linked_from: context.linked_from(id),
        sources: citations.list(context, &entry.sources),
    };
    let sections = Sections::default()
        .headings(entry)
        .when(!view.articles.is_empty(), "articles", "Articles")
        .when(!view.linked_from.is_empty(), "links-here", "Pages that mention this one")
        .when(!view.sources.is_empty(), "sources", "Sources");
    Page::of_entry(context, id, "person.html", Vec::new(), View::Person(view)).with(sections, body)
}
