//! The feed of the newest articles, in full.

use std::sync::Arc;

use super::part::{Body, Citations, Date, body, summary};
use super::{Context, outputs::with_slash, url};
use crate::link::EntryId;
use crate::schema::Kind;

/// A feed.
#[derive(Debug, Hash)]
pub struct Feed {
    pub title: Arc<str>,
    pub subtitle: Arc<str>,
    pub base_url: String,
    pub address: Arc<str>,
    pub language: Arc<str>,
    pub updated: String,
    pub items: Vec<Item>,
}

/// An article in a feed.
#[derive(Debug, Hash)]
pub struct Item {
    pub title: Arc<str>,
    pub address: Arc<str>,
    pub published: Date,
    pub updated: Date,
    pub authors: Vec<Arc<str>>,
    pub summary: Arc<str>,
    pub body: Body,
}

/// The feed of the site's newest articles; `None` when no article has a day.
#[must_use]
pub fn of_site(context: &Context<'_>) -> Option<Feed> {
    let settings = &context.site.settings;
    let dated = context.site.of_kind(Kind::Article).filter_map(|id| item(context, id));
    let items: Vec<Item> = dated.take(settings.feed_size.get() as usize).collect();
    let updated = items.iter().map(|item| item.updated.day.clone()).max()?;
    Some(Feed {
        title: settings.title.share(),
        subtitle: settings.tagline.share(),
        base_url: with_slash(&settings.base_url),
        address: url::FEED.into(),
        language: settings.language.share(),
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
    Some(Item {
        title: Arc::clone(entry.title()),
        address: Arc::clone(context.addresses.of(id)),
        published: published.into(),
        updated: updated.into(),
        authors: authors.collect(),
        summary: summary(entry),
        body: body(context, id, &mut Citations::default()),
    })
}
