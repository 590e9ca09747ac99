//! Tags: the articles of each, its address, and the page that lists them all.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::list::Counted;
use super::part::Link;
use super::{Context, Origin, Page, View, part, url};
use crate::link::{EntryId, Site};
use crate::parse::Fields;
use crate::parse::anchors::slug;
use crate::schema::Kind;

/// The list of all tags.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct TagsView {
    pub tags: Vec<Counted>,
}

/// The address of a tag's page.
#[must_use]
pub fn tag_address(tag: &str) -> Arc<str> {
    url::below(url::TAGS, &tag_slug(tag))
}

/// A tag in a script that has no ASCII form keeps its own letters; one without letters is called by
/// the numbers of its characters, so that no tag is a path.
pub(super) fn tag_slug(tag: &str) -> String {
    let ascii = slug(tag);
    if !ascii.is_empty() {
        return ascii;
    }
    let lower = tag.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        let numbers: Vec<String> = tag.chars().map(|c| format!("u{:x}", u32::from(c))).collect();
        return numbers.join("-");
    }
    words.join("-")
}

/// Tags by their exact words.
pub(super) type Tags = BTreeMap<Arc<str>, Tag>;

/// A tag and its articles.
#[derive(Debug)]
pub(super) struct Tag {
    pub(super) link: Link,
    pub(super) origin: Origin,
    pub(super) articles: Vec<EntryId>,
}

/// The articles of each tag, by its exact words. Two tags that differ only in case meet at one address,
/// which is reported as any other collision.
pub(super) fn by_tag(site: &Site) -> Tags {
    let mut tags = Tags::new();
    for id in site.of_kind(Kind::Article) {
        let entry = site.entry(id);
        let Fields::Article(article) = entry.fields() else { continue };
        for (field, at, tag) in article.all_tags() {
            let origin = || Origin {
                place: entry.document.file.into(),
                name: format!("the tag `{}` of `{}`", &**tag, entry.document.id),
                kind: None,
                item: Some((id, field, at)),
            };
            let tag = tags.entry(tag.share()).or_insert_with(|| Tag {
                link: Link::new(tag.share(), tag_address(tag)),
                origin: origin(),
                articles: Vec::new(),
            });
            if tag.articles.last() != Some(&id) {
                tag.articles.push(id);
            }
        }
    }
    tags
}

pub(super) fn counted(tags: &Tags) -> Vec<Counted> {
    let counted = |tag: &Tag| Counted {
        title: Arc::clone(&tag.link.title),
        address: Arc::clone(&tag.link.address),
        count: tag.articles.len(),
    };
    tags.values().map(counted).collect()
}

/// The page that lists all tags.
pub(super) fn tags_page(context: &Context<'_>) -> Page {
    let view = View::Tags(TagsView { tags: counted(&context.seen.tags) });
    let parents = vec![part::ARTICLES.clone()];
    let description = "The words that group the articles of this site.";
    Page::new(context, url::TAGS, "tags.html", "Tags", description, view).below(parents)
}
