//! Feeds of the newest articles, in full: of the site, of each area and of each tag.

use std::sync::Arc;

use super::part::{Body, Citations, Date, body, summary};
use super::{Context, outputs::with_slash, url};
use crate::link::EntryId;
use crate::parse::Fields;
use crate::schema::Kind;

/// A feed, in whichever format it is written.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Feed {
    pub title: String,
    pub subtitle: Arc<str>,
    /// The address of the feed itself.
    pub address: Arc<str>,
    /// The page that it follows.
    pub page: Arc<str>,
    pub language: Arc<str>,
    pub site_title: Arc<str>,
    pub base_url: String,
    pub updated: String,
    pub items: Vec<Item>,
}

/// An article in a feed.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Item {
    pub title: Arc<str>,
    pub address: Arc<str>,
    pub published: Date,
    pub updated: Date,
    pub authors: Vec<Arc<str>>,
    pub tags: Vec<Arc<str>>,
    pub summary: Arc<str>,
    pub body: Body,
}

impl Feed {
    /// The feed with the texts of some articles as they are now, which `at` finds by their addresses;
    /// `None` when it holds none of them.
    pub(super) fn with_texts(
        &self,
        context: &Context<'_>,
        at: impl Fn(&str) -> Option<EntryId>,
    ) -> Option<Self> {
        let held = |item: &Item| at(&item.address);
        self.items.iter().find_map(held)?;
        let mut feed = self.clone();
        for old in &mut feed.items {
            if let Some(new) = held(old).and_then(|id| item(context, id)) {
                *old = new;
            }
        }
        Some(feed)
    }
}

/// The feed of a page that lists articles.
#[must_use]
pub fn address(page: &str) -> Arc<str> {
    format!("{page}feed.xml").into()
}

/// The feed of all articles at `address`; `None` when no article has a day.
#[must_use]
pub fn of_site(context: &Context<'_>, address: &str) -> Option<Feed> {
    let settings = &context.site.settings;
    let articles: Vec<EntryId> = context.site.of_kind(Kind::Article).collect();
    feed(context, settings.title.to_string(), address, url::HOME, &articles)
}

/// The feed of some of the site's articles, which `title` names; `None` when none of them has a day.
#[must_use]
pub fn of_list(
    context: &Context<'_>,
    title: &str,
    page: &str,
    articles: &[EntryId],
) -> Option<Feed> {
    let title = format!("{}: {title}", &*context.site.settings.title);
    feed(context, title, &address(page), page, articles)
}

fn feed(
    context: &Context<'_>,
    title: String,
    address: &str,
    page: &str,
    articles: &[EntryId],
) -> Option<Feed> {
    let settings = &context.site.settings;
    let dated = articles.iter().filter_map(|id| item(context, *id));
    let items: Vec<Item> = dated.take(settings.feed_size.get() as usize).collect();
    let updated = items.iter().map(|item| item.updated.day.clone()).max()?;
    Some(Feed {
        title,
        subtitle: settings.tagline.share(),
        address: address.into(),
        page: page.into(),
        language: settings.language.share(),
        site_title: settings.title.share(),
        base_url: with_slash(&settings.base_url),
        updated,
        items,
    })
}

fn item(context: &Context<'_>, id: EntryId) -> Option<Item> {
    let entry = context.site.entry(id);
    let published = entry.content().date?;
    let updated = entry.content().common.updated.unwrap_or(published);
    let authors =
        entry.authors.iter().map(|author| Arc::clone(context.site.entry(*author).title()));
    let tags = match entry.fields() {
        Fields::Article(article) => article.all_tags().map(|(_, _, tag)| tag.share()).collect(),
        _ => Vec::new(),
    };
    Some(Item {
        title: Arc::clone(entry.title()),
        address: Arc::clone(context.seen.addresses.of(id)),
        published: context.date(published),
        updated: context.date(updated),
        authors: authors.collect(),
        tags,
        summary: summary(entry),
        body: body(context, id, &mut Citations::default()),
    })
}
