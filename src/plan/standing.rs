//! Standing pages, and the page for a wrong address.

use serde::Serialize;

use super::home::{AreaCard, area_cards};
use super::part::{Citations, Link, Sections, SourceView};
use super::{Context, Page, View, part, url};
use crate::link::EntryId;

/// A standing page.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct StandingView {
    pub linked_from: Vec<Link>,
    pub sources: Vec<SourceView>,
}

/// The page for a wrong address.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct NotFoundView {
    pub areas: Vec<AreaCard>,
}

pub fn page(context: &Context<'_>, id: EntryId) -> Page {
    let entry = context.site.entry(id);
    let mut citations = Citations::default();
    let body = part::body(context, id, &mut citations);
    let view = StandingView {
        linked_from: context.linked_from(id),
        sources: citations.list(context, &entry.sources),
    };
    let sections = Sections::default()
        .headings(entry)
        .when(!view.linked_from.is_empty(), "links-here", "Pages that mention this one")
        .when(!view.sources.is_empty(), "sources", "Sources");
    Page::of_entry(context, id, "standing.html", Vec::new(), View::Standing(view))
        .with(sections, body)
}

pub fn not_found(context: &Context<'_>) -> Page {
    let view = View::NotFound(NotFoundView { areas: area_cards(context) });
    let description = "There is no page at this address.";
    let title = "Page not found";
    let mut page = Page::new(context, url::NOT_FOUND, "not-found.html", title, description, view);
    page.is_hidden = true;
    page
}
