//! The media type of an output, always with its character encoding.

use crate::plan::{Output, Planned};

/// What the header `Content-Type` says of an output.
#[must_use]
pub(super) fn of(file: &str, planned: &Planned) -> String {
    match &planned.output {
        Output::Feed(_) => "application/atom+xml; charset=utf-8".to_owned(),
        Output::JsonFeed(_) => "application/feed+json; charset=utf-8".to_owned(),
        Output::Page(_) | Output::Redirect { .. } => "text/html; charset=utf-8".to_owned(),
        Output::Sitemap(_) | Output::SitemapIndex(_) => "application/xml; charset=utf-8".to_owned(),
        Output::Robots { .. } => "text/plain; charset=utf-8".to_owned(),
        Output::Copy(_) => of_name(file),
    }
}

/// The type that the name of a file says.
#[must_use]
pub(super) fn of_name(file: &str) -> String {
    let kind = mime_guess::from_path(file).first_or_octet_stream();
    let is_text = kind.type_() == mime_guess::mime::TEXT
        || kind.suffix().is_some_and(|suffix| ["json", "xml"].contains(&suffix.as_str()))
        || ["json", "javascript", "xml"].contains(&kind.subtype().as_str());
    if is_text {
        format!("{}; charset=utf-8", kind.essence_str())
    } else {
        kind.essence_str().to_owned()
    }
}
