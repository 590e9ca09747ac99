//! Lists of articles: all, by year and month, by tag, by area; each in pages of the same size.

use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use super::outputs::folder_address;
use super::part::{Link, Repeated, Teaser};
use super::tag::{Tag, counted, tag_slug, tags_page};
use super::{Context, Feed, Origin, Page, View, area, feed, part, url};
use crate::diagnostic::Place;
use crate::link::EntryId;
use crate::schema::{Day, Kind};

/// A page of a list of articles.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct ListView {
    pub heading: Arc<str>,
    pub articles: Vec<Repeated<Teaser>>,
    pub count: usize,
    pub number: usize,
    pub pages: usize,
    pub newer: Option<Link>,
    pub older: Option<Link>,
    /// Years or months that the list divides into.
    pub parts: Vec<Counted>,
    /// All tags, on the list of all articles.
    pub tags: Vec<Counted>,
}

/// A list and how much is on it.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct Counted {
    pub title: Arc<str>,
    pub address: Arc<str>,
    pub count: usize,
}

/// A list before it is cut into pages.
struct List<'a> {
    address: Arc<str>,
    title: String,
    description: String,
    origin: Origin,
    parents: Vec<Link>,
    articles: &'a [EntryId],
    parts: Vec<Counted>,
    tags: Vec<Counted>,
    feed: Option<Link>,
}

/// Every page of every list.
#[must_use]
pub fn pages(context: &Context<'_>) -> Vec<(Origin, Page)> {
    let articles: Vec<EntryId> = context.site.of_kind(Kind::Article).collect();
    let tags = &context.seen.tags;
    let mut pages = Vec::new();
    if !articles.is_empty() {
        all(context, &articles, &mut pages);
        archive(context, &articles, &mut pages);
    }
    for (name, tag) in tags {
        of_tag(context, name, tag, &mut pages);
    }
    if !tags.is_empty() {
        pages.push((Origin::site("the list of tags"), tags_page(context)));
    }
    for id in context.site.of_kind(Kind::Area) {
        of_area(context, id, &mut pages);
    }
    for (name, articles) in &context.seen.series {
        of_series(context, name, articles, &mut pages);
    }
    pages
}

/// A feed for each area and each tag with dated articles.
#[must_use]
pub fn feeds(context: &Context<'_>) -> Vec<(Arc<str>, Origin, Feed)> {
    let of_tags = context.seen.tags.iter().filter_map(|(name, tag)| {
        let feed = feed::of_list(context, name, &tag.link.address, &tag.articles)?;
        Some((tag.origin.clone(), feed))
    });
    let of_tags = of_tags.map(|(origin, feed)| (Arc::clone(&feed.address), origin, feed));
    of_tags
        .chain(context.site.of_kind(Kind::Area).flat_map(|id| feeds_of_area(context, id)))
        .collect()
}

/// The feed of an area at its address and, since no reader of feeds follows the redirect of a page, at
/// its old ones too.
fn feeds_of_area(context: &Context<'_>, id: EntryId) -> Vec<(Arc<str>, Origin, Feed)> {
    let area = context.site.entry(id);
    let page = context.seen.addresses.of(id);
    let Some(feed) = feed::of_list(context, area.title(), page, &area.articles) else {
        return Vec::new();
    };
    let origin = Origin::site(format!("the feed of {}", area.title()));
    let aliases = area.content().common.aliases.iter();
    let folders = aliases.map(|alias| folder_address(alias)).filter(|alias| alias.ends_with('/'));
    let old = folders.map(|alias| feed::address(&alias));
    let all = std::iter::once(Arc::clone(&feed.address)).chain(old);
    all.map(|address| (address, origin.clone(), feed.clone())).collect()
}

/// The feed of a list, if any of its articles has a day.
pub(super) fn feed_link(
    context: &Context<'_>,
    title: &str,
    page: &str,
    articles: &[EntryId],
) -> Option<Link> {
    let is_dated = |id: &EntryId| context.site.entry(*id).content().date.is_some();
    let title = format!("{}: {title}", &*context.site.settings.title);
    articles.iter().any(is_dated).then(|| Link::new(title, feed::address(page)))
}

/// The address of a series' page.
#[must_use]
pub fn series_address(name: &str) -> Arc<str> {
    url::below(url::SERIES, &tag_slug(name))
}

fn of_series(
    context: &Context<'_>,
    name: &Arc<str>,
    articles: &[EntryId],
    pages: &mut Vec<(Origin, Page)>,
) {
    let place =
        articles.first().map_or(Place::Site, |id| context.site.entry(*id).document.file.into());
    let list = List {
        address: series_address(name),
        title: format!("Series: {name}"),
        description: format!("All articles of the series “{name}”, from the first on."),
        origin: Origin { place, name: format!("the series `{name}`"), kind: None, item: None },
        parents: vec![part::ARTICLES.clone()],
        articles,
        parts: Vec::new(),
        tags: Vec::new(),
        feed: None,
    };
    cut(context, &list, pages);
}

fn all(context: &Context<'_>, articles: &[EntryId], pages: &mut Vec<(Origin, Page)>) {
    let list = List {
        address: url::ARTICLES.into(),
        title: "Articles".to_owned(),
        description: format!(
            "All articles of {}, the newest first.",
            &*context.site.settings.title
        ),
        origin: Origin::site("the list of articles"),
        parents: Vec::new(),
        articles,
        parts: years(context, articles),
        tags: counted(&context.seen.tags),
        feed: None,
    };
    cut(context, &list, pages);
}

/// A page for each year and month that has articles.
fn archive(context: &Context<'_>, articles: &[EntryId], pages: &mut Vec<(Origin, Page)>) {
    let all = &*part::ARTICLES;
    for year in runs(context, articles, |day| i32::from(day.0.year())) {
        let months = runs(context, year, |day| i32::from(day.0.month()));
        let name = day_of(context, year[0])
            .map(|day| day.0.strftime("%Y").to_string())
            .unwrap_or_default();
        let address = url::below(url::ARTICLES, &name);
        let parts = months.iter().map(|month| month_part(context, month)).collect();
        let title = format!("Articles of {name}");
        cut(
            context,
            &List {
                address: Arc::clone(&address),
                description: format!("All articles of {name}, the newest first."),
                origin: Origin::site(format!("the archive of {name}")),
                parents: vec![all.clone()],
                articles: year,
                parts,
                tags: Vec::new(),
                feed: None,
                title: title.clone(),
            },
            pages,
        );
        for month in months {
            let part = month_part(context, month);
            cut(
                context,
                &List {
                    description: format!("All articles of {}, the newest first.", part.title),
                    origin: Origin::site(format!("the archive of {}", part.title)),
                    parents: vec![all.clone(), Link::new(title.as_str(), Arc::clone(&address))],
                    articles: month,
                    parts: Vec::new(),
                    tags: Vec::new(),
                    feed: None,
                    title: format!("Articles of {}", part.title),
                    address: part.address,
                },
                pages,
            );
        }
    }
}

fn day_of(context: &Context<'_>, id: EntryId) -> Option<Day> {
    context.site.entry(id).content().date
}

/// Neighbouring dated articles of the same year or month.
fn runs<'a>(
    context: &Context<'_>,
    articles: &'a [EntryId],
    part: fn(Day) -> i32,
) -> Vec<&'a [EntryId]> {
    let key = |id: &EntryId| day_of(context, *id).map(part);
    articles.chunk_by(|a, b| key(a) == key(b)).filter(|run| key(&run[0]).is_some()).collect()
}

fn years(context: &Context<'_>, articles: &[EntryId]) -> Vec<Counted> {
    let year = |run: &[EntryId]| {
        let name =
            day_of(context, run[0]).map(|day| day.0.strftime("%Y").to_string()).unwrap_or_default();
        Counted { address: url::below(url::ARTICLES, &name), title: name.into(), count: run.len() }
    };
    runs(context, articles, |day| i32::from(day.0.year())).into_iter().map(year).collect()
}

fn month_part(context: &Context<'_>, run: &[EntryId]) -> Counted {
    let format = |pattern| day_of(context, run[0]).map(|day| day.0.strftime(pattern).to_string());
    Counted {
        title: format("%B %Y").unwrap_or_default().into(),
        address: url::below(url::ARTICLES, &format("%Y/%m").unwrap_or_default()),
        count: run.len(),
    }
}

fn of_tag(context: &Context<'_>, name: &str, tag: &Tag, pages: &mut Vec<(Origin, Page)>) {
    let Tag { link, origin, articles } = tag;
    cut(
        context,
        &List {
            address: Arc::clone(&link.address),
            title: format!("Articles tagged “{name}”"),
            description: format!("All articles tagged “{name}”, the newest first."),
            origin: origin.clone(),
            parents: vec![part::ARTICLES.clone(), Link::new("Tags", url::TAGS)],
            articles,
            parts: Vec::new(),
            tags: Vec::new(),
            feed: feed_link(context, name, &link.address, articles),
        },
        pages,
    );
}

fn of_area(context: &Context<'_>, id: EntryId, pages: &mut Vec<(Origin, Page)>) {
    let articles = &context.site.entry(id).articles;
    if articles.len() <= area::ARTICLES_SHOWN {
        return;
    }
    let title = context.site.entry(id).title();
    cut(
        context,
        &List {
            address: Arc::clone(&area::articles_link(context, id).address),
            title: format!("Articles about {title}"),
            description: format!("All articles about {title}, the newest first."),
            origin: Origin::site(format!("the list of articles about {title}")),
            parents: vec![Link::new("Areas", url::AREAS), context.link(id)],
            articles,
            parts: Vec::new(),
            tags: Vec::new(),
            feed: None,
        },
        pages,
    );
}

/// Cuts a list into pages.
fn cut(context: &Context<'_>, list: &List<'_>, pages: &mut Vec<(Origin, Page)>) {
    let size = context.site.settings.page_size.get() as usize;
    let count = list.articles.len().div_ceil(size);
    let chunks: Vec<(usize, &[EntryId])> = (1..).zip(list.articles.chunks(size)).collect();
    let page = |(number, articles)| page(context, list, articles, number, count);
    let made: Vec<Page> = chunks.into_par_iter().map(page).collect();
    pages.extend(made.into_iter().map(|page| (list.origin.clone(), page)));
}

fn page(
    context: &Context<'_>,
    list: &List<'_>,
    articles: &[EntryId],
    number: usize,
    pages: usize,
) -> Page {
    let link = |number: usize, title: &str| Link::new(title, url::page_of(&list.address, number));
    let is_first = number == 1;
    let view = ListView {
        heading: list.title.as_str().into(),
        articles: context.teasers(articles),
        count: list.articles.len(),
        number,
        pages,
        newer: (number > 1).then(|| link(number - 1, "Newer articles")),
        older: (number < pages).then(|| link(number + 1, "Older articles")),
        parts: if is_first { list.parts.clone() } else { Vec::new() },
        tags: if is_first { list.tags.clone() } else { Vec::new() },
    };
    let suffix = if is_first { String::new() } else { format!(", page {number}") };
    let title = format!("{}{suffix}", list.title);
    let description = format!("{}{suffix}.", list.description.trim_end_matches('.'));
    let address = url::page_of(&list.address, number);
    let view = View::List(Box::new(view));
    let mut page = Page::new(context, address, "list.html", title, description, view)
        .below(list.parents.clone());
    page.feed.clone_from(&list.feed);
    page
}
