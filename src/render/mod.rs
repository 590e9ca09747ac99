//! A planned value, what all pages share and the templates → bytes. It sees no `Site`: the same
//! input gives the same bytes.

pub mod host_config;
pub mod json_feed;
pub mod json_ld;
pub mod markdown;
mod template_errors;
pub mod templates;
pub mod xml;

use crate::diagnostic::Diagnostic;
use crate::plan::{Origin, Output, Page, Shared, structured_data};

use markdown::Addressing;
use templates::Templates;

/// The bytes of an output; `None` for a file that is copied.
///
/// # Errors
/// When its template cannot be rendered.
pub fn render(
    output: &Output,
    origin: &Origin,
    shared: &Shared,
    templates: &Templates,
) -> Option<Result<Vec<u8>, Diagnostic>> {
    match output {
        Output::Page(page) => Some(self::page(page, origin, shared, templates)),
        Output::Redirect { to } => Some(templates.redirect(to, origin)),
        Output::Feed(feed) => Some(Ok(xml::feed(feed, shared))),
        Output::JsonFeed(feed) => Some(Ok(json_feed::feed(feed, shared))),
        Output::SitemapIndex(parts) => Some(Ok(xml::sitemap_index(parts, shared))),
        Output::Sitemap(rows) => Some(Ok(xml::sitemap(rows, shared))),
        Output::Text(text) => Some(Ok(text.clone().into_bytes())),
        Output::Copy(asset) => asset.built_in.map(|bytes| Ok(bytes.to_vec())),
    }
}

fn page(
    page: &Page,
    origin: &Origin,
    shared: &Shared,
    templates: &Templates,
) -> Result<Vec<u8>, Diagnostic> {
    let addressing = Addressing::page(shared);
    let body = page.body.as_ref().map(|body| markdown::html(body, shared, &addressing));
    let structured_data = json_ld::script(&structured_data::of(page, shared));
    templates.page(page, &body.unwrap_or_default(), &structured_data, origin)
}
