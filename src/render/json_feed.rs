//! A JSON Feed, version 1.1: <https://www.jsonfeed.org/version/1.1/>.

use serde_json::{Value, json};

use super::texts::Texts;
use crate::plan::feed::{Feed, Item};
use crate::plan::{Shared, url};

/// The feed as JSON with the articles in full.
#[must_use]
pub fn feed(feed: &Feed, shared: &Shared, texts: &Texts) -> Vec<u8> {
    let items: Vec<Value> = feed
        .items
        .iter()
        .map(|item| self::item(item, shared, &texts.absolute(item, shared)))
        .collect();
    let value = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": &*feed.subtitle,
        "home_page_url": url::absolute(&shared.base_url, &feed.page),
        "feed_url": url::absolute(&shared.base_url, &feed.address),
        "language": &*feed.language,
        "items": items,
    });
    let mut bytes = serde_json::to_vec_pretty(&value).expect("maps with text keys are JSON");
    bytes.push(b'\n');
    bytes
}

fn item(item: &Item, shared: &Shared, html: &str) -> Value {
    let address = url::absolute(&shared.base_url, &item.address);
    let author = |name: &std::sync::Arc<str>| json!({ "name": &**name });
    json!({
        "id": address,
        "url": address,
        "title": &*item.title,
        "summary": &*item.summary,
        "content_html": html,
        "date_published": format!("{}T00:00:00Z", item.published.day),
        "date_modified": format!("{}T00:00:00Z", item.updated.day),
        "authors": item.authors.iter().map(author).collect::<Vec<_>>(),
        "tags": item.tags.iter().map(|tag| &**tag).collect::<Vec<_>>(),
    })
}
