//! Feeds and the sitemap.

use std::fmt::Write as _;

use pulldown_cmark_escape::escape_html;

use crate::list::List;
use crate::markdown;

use crate::read::{Entry, Site};

/// Articles in a feed.
const NEWEST: usize = 20;
const BASE: &str = "https://example.org";

/// The newest articles of a list in full, as Atom.
pub(crate) fn feed(site: &Site, list: &List<'_>) -> String {
    let newest = list.articles.iter().take(NEWEST).map(|at| &site.entries[*at]);
    let updated = newest.clone().map(|entry| &*entry.front.date).next().unwrap_or_default();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <title>{}</title><id>{BASE}{}</id><updated>{updated}T00:00:00Z</updated>\n",
        escaped(list.title),
        list.address
    );
    newest.for_each(|article| entry(&mut xml, article));
    xml + "</feed>\n"
}

fn entry(xml: &mut String, entry: &Entry) {
    let (html, _) = markdown::html(&entry.body);
    let (address, front) = (&entry.address, &entry.front);
    let _ = writeln!(
        xml,
        "<entry><title>{}</title><id>{BASE}{address}</id><link href=\"{BASE}{address}\"/>\
         <updated>{}T00:00:00Z</updated><summary>{}</summary><content type=\"html\">{}</content></entry>",
        escaped(&front.title),
        front.date,
        escaped(&front.summary),
        escaped(&html)
    );
}

pub(crate) fn sitemap(addresses: &[String]) -> String {
    let mut xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
        <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        .to_owned();
    for address in addresses {
        let _ = writeln!(xml, "<url><loc>{BASE}{address}</loc></url>");
    }
    xml + "</urlset>\n"
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let _ = escape_html(&mut escaped, text);
    escaped
}
