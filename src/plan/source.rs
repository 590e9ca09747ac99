//! The sources that pages cite: a list of all, and a page for each with everything that rests on it.

use std::sync::Arc;

use serde::Serialize;

use super::part::{Date, Link};
use super::{Context, Origin, Page, View, url, words};
use crate::link::SourceId;
use crate::schema::{Int, SourceEntry, SourceStatus};

/// The list of all cited sources.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct SourcesView {
    pub sources: Vec<SourceRow>,
}

/// A source in the list.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct SourceRow {
    pub title: Arc<str>,
    pub address: Arc<str>,
    pub org: Arc<str>,
    pub kind: &'static str,
    pub year: Option<u32>,
    pub pages: usize,
}

/// The page of a source.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct SourcePageView {
    pub org: Arc<str>,
    pub kind: &'static str,
    pub year: Option<u32>,
    pub url: Arc<str>,
    /// It was read on another site that names its publisher.
    pub is_copy: bool,
    /// The day on which a person last opened it.
    pub checked: Option<Date>,
    pub cited_by: Vec<Link>,
}

/// The address of a source's page.
#[must_use]
pub fn address(source: &SourceEntry) -> Arc<str> {
    url::below(url::SOURCES, &source.id)
}

/// The list and the pages of the sources that something published rests on.
#[must_use]
pub fn pages(context: &Context<'_>) -> Vec<(Origin, Page)> {
    let mut cited: Vec<SourceId> = context.site.cited_sources().collect();
    cited.sort_by_cached_key(|id| context.site.source(*id).title.to_lowercase());
    if cited.is_empty() {
        return Vec::new();
    }
    let list = (Origin::site("the list of sources"), list(context, &cited));
    std::iter::once(list).chain(cited.iter().map(|id| page(context, *id))).collect()
}

fn list(context: &Context<'_>, ids: &[SourceId]) -> Page {
    let row = |id: &SourceId| {
        let source = context.site.source(*id);
        SourceRow {
            title: source.title.share(),
            address: address(source),
            org: source.org.share(),
            kind: words::source_kind(source.kind),
            year: source.year.map(Int::get),
            pages: cited_by(context, *id).len(),
        }
    };
    let view = View::Sources(SourcesView { sources: ids.iter().map(row).collect() });
    let description =
        "Every published source that this site rests on, with the pages that cite it.";
    Page::new(context, url::SOURCES, "sources.html", "Sources", description, view).below(Vec::new())
}

fn page(context: &Context<'_>, id: SourceId) -> (Origin, Page) {
    let source = context.site.source(id);
    let view = SourcePageView {
        org: source.org.share(),
        kind: words::source_kind(source.kind),
        year: source.year.map(Int::get),
        url: source.url.share(),
        is_copy: source.status == SourceStatus::Mirror,
        checked: source.checked.map(|day| context.date(day)),
        cited_by: cited_by(context, id),
    };
    let origin = Origin {
        place: context.site.locate_source(id),
        name: format!("the source `{}`", source.id),
        kind: None,
        item: None,
    };
    let title = source.title.share();
    let description =
        format!("{}: what it is, where to read it, and the pages that cite it.", &*source.org);
    let view = View::Source(Box::new(view));
    let page = Page::new(context, address(source), "source.html", title, description, view)
        .below(vec![Link::new("Sources", url::SOURCES)]);
    (origin, page)
}

/// The pages that cite a source; the warning signs are one of them.
fn cited_by(context: &Context<'_>, id: SourceId) -> Vec<Link> {
    let uses = context.site.source_uses(id);
    let mut links = context.links(&uses.entries);
    if uses.red_flags {
        links.push(Link::new("Warning signs", url::WARNING_SIGNS));
    }
    links
}
