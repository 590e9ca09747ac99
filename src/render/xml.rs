//! Atom and the sitemap, through a writer that escapes; characters that XML 1.0 cannot hold are
//! dropped first.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;

use pulldown_cmark_escape::escape_html_body_text;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::texts::Texts;
use crate::plan::feed::{Feed, Item};
use crate::plan::{Shared, SitemapRow, url};

type Xml = Writer<Vec<u8>>;

/// About how many bytes an address has in a sitemap, with its day.
const SITEMAP_ROW: usize = 160;

/// The sitemap.
#[must_use]
pub fn sitemap(rows: &[SitemapRow], shared: &Shared) -> Vec<u8> {
    document(rows.len() * SITEMAP_ROW, |xml| {
        xml.create_element("urlset")
            .with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"))
            .write_inner_content(|xml| {
                rows.iter().try_for_each(|row| sitemap_row(xml, row, shared))
            })
            .map(drop)
    })
}

fn sitemap_row(xml: &mut Xml, row: &SitemapRow, shared: &Shared) -> io::Result<()> {
    xml.create_element("url").write_inner_content(|xml| {
        text(xml, "loc", &url::absolute(&shared.base_url, &row.address))?;
        row.modified.iter().try_for_each(|day| text(xml, "lastmod", day))
    })?;
    Ok(())
}

/// The list of the parts of a sitemap that is too long for one file.
#[must_use]
pub fn sitemap_index(parts: &[Arc<str>], shared: &Shared) -> Vec<u8> {
    document(parts.len() * SITEMAP_ROW, |xml| {
        xml.create_element("sitemapindex")
            .with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"))
            .write_inner_content(|xml| {
                parts.iter().try_for_each(|part| {
                    let location = url::absolute(&shared.base_url, part);
                    xml.create_element("sitemap")
                        .write_inner_content(|xml| text(xml, "loc", &location))
                        .map(drop)
                })
            })
            .map(drop)
    })
}

/// An Atom feed with the articles in full.
#[must_use]
pub fn feed(feed: &Feed, shared: &Shared, texts: &Texts) -> Vec<u8> {
    let of_item = |item| (item, texts.in_atom(item, shared));
    let items: Vec<(&Item, Cow<'_, BytesText<'_>>)> = feed.items.iter().map(of_item).collect();
    let size = items.iter().map(|(_, content)| content.len() + AROUND_CONTENT).sum();
    document(size, |xml| {
        xml.create_element("feed")
            .with_attributes([
                ("xmlns", "http://www.w3.org/2005/Atom"),
                ("xml:lang", &*clean(&feed.language)),
            ])
            .write_inner_content(|xml| feed_content(xml, feed, shared, &items))
            .map(drop)
    })
}

/// About how many bytes an entry of a feed has besides its content.
const AROUND_CONTENT: usize = 1024;

fn feed_content(
    xml: &mut Xml,
    feed: &Feed,
    shared: &Shared,
    items: &[(&Item, Cow<'_, BytesText<'_>>)],
) -> io::Result<()> {
    text(xml, "title", &feed.title)?;
    if !feed.subtitle.is_empty() {
        text(xml, "subtitle", &feed.subtitle)?;
    }
    text(xml, "id", &url::absolute(&shared.base_url, &feed.page))?;
    text(xml, "updated", &instant(&feed.updated))?;
    link(xml, "self", &url::absolute(&shared.base_url, &feed.address))?;
    link(xml, "alternate", &url::absolute(&shared.base_url, &feed.page))?;
    items.iter().try_for_each(|(item, content)| {
        entry(xml, feed, item, &url::absolute(&shared.base_url, &item.address), content)
    })
}

fn entry(
    xml: &mut Xml,
    feed: &Feed,
    item: &Item,
    address: &str,
    content: &BytesText<'_>,
) -> io::Result<()> {
    xml.create_element("entry").write_inner_content(|xml| {
        text(xml, "title", &item.title)?;
        text(xml, "id", address)?;
        link(xml, "alternate", address)?;
        text(xml, "published", &instant(&item.published.day))?;
        text(xml, "updated", &instant(&item.updated.day))?;
        authors(xml, feed, item)?;
        text(xml, "summary", &item.summary)?;
        xml.create_element("content")
            .with_attribute(("type", "html"))
            .write_text_content(content.borrow())?;
        Ok(())
    })?;
    Ok(())
}

/// Atom wants an author for every entry; the site itself stands in where there is none.
fn authors(xml: &mut Xml, feed: &Feed, item: &Item) -> io::Result<()> {
    let site = [Arc::clone(&feed.site_title)];
    let names = if item.authors.is_empty() { &site[..] } else { &item.authors };
    for name in names {
        xml.create_element("author").write_inner_content(|xml| text(xml, "name", name))?;
    }
    Ok(())
}

/// An XML document of about `size` bytes.
fn document(size: usize, write: impl FnOnce(&mut Xml) -> io::Result<()>) -> Vec<u8> {
    let mut xml = Writer::new_with_indent(Vec::with_capacity(size), b' ', 1);
    let declared = xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
    declared.and_then(|()| write(&mut xml)).expect("writing to memory cannot fail");
    let mut bytes = xml.into_inner();
    bytes.write_all(b"\n").expect("writing to memory cannot fail");
    bytes
}

fn text(xml: &mut Xml, name: &str, value: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(escaped(value))?;
    Ok(())
}

fn link(xml: &mut Xml, relation: &str, address: &str) -> io::Result<()> {
    xml.create_element("link")
        .with_attributes([("rel", relation), ("href", address)])
        .write_empty()?;
    Ok(())
}

fn instant(day: &str) -> String {
    format!("{day}T00:00:00Z")
}

/// A text between tags, where quotation marks stand for themselves.
pub(super) fn escaped(value: &str) -> BytesText<'static> {
    let value = clean(value);
    let mut escaped = String::with_capacity(value.len() * 5 / 4);
    escape_html_body_text(&mut escaped, &value).expect("writing to a string cannot fail");
    BytesText::from_escaped(escaped)
}

/// Drops what XML 1.0 cannot hold in any form: most control characters and two non-characters.
fn clean(value: &str) -> Cow<'_, str> {
    let is_allowed = |c: char| {
        matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'))
    };
    // Both non-characters begin with this byte, and few others do.
    let is_plain = |byte: u8| byte >= b' ' && byte != 0xef || matches!(byte, b'\t' | b'\n' | b'\r');
    // Without a branch, so that many bytes are looked at in one step.
    let all_plain = value.bytes().fold(true, |all, byte| all & is_plain(byte));
    if all_plain || value.chars().all(is_allowed) {
        return value.into();
    }
    value.chars().filter(|c| is_allowed(*c)).collect()
}
