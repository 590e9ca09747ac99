//! What a host says of an output in its headers: the media type, and how long it may be kept. The
//! preview, a deploy and the settings of servers all take it from here.

use serde::{Deserialize, Serialize};

use crate::schema::{Allowed, Purpose};

/// What an output is to those who publish it. Files that are replaced one by one go in this order, so
/// that a page finds its assets and a list finds its pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// An asset whose name holds the hash of its bytes: other bytes have another name.
    Fingerprinted,
    Asset,
    Page,
    /// Where readers and robots begin: the home page, feeds, the sitemap.
    EntryPoint,
}

impl Role {
    /// What the header `Cache-Control` says. What can change under its name is looked at again after
    /// minutes, since a correction of advice must reach readers soon.
    #[must_use]
    pub fn cache_control(self) -> &'static str {
        match self {
            Self::Fingerprinted => "public, max-age=31536000, immutable",
            Self::Asset => "public, max-age=3600",
            Self::Page | Self::EntryPoint => "public, max-age=300",
        }
    }
}

/// What the header `Content-Security-Policy` says: pages load nothing but their own files and what the
/// settings allow, and run no script that stands in a page. The tag of the same name in each page says
/// it too, for hosts that send no headers of ours.
#[must_use]
pub fn content_security_policy(allowed: &[Allowed], search: bool) -> String {
    let hosts = |purpose: Purpose| -> String {
        let wanted = allowed.iter().filter(|allowed| allowed.purpose == purpose);
        wanted.flat_map(|allowed| [" https://", &*allowed.host]).collect()
    };
    // The index is read by a program of our own in WebAssembly.
    let wasm = if search { " 'wasm-unsafe-eval'" } else { "" };
    let (script, form) = (hosts(Purpose::Script), hosts(Purpose::Form));
    let (frame, image) = (hosts(Purpose::Frame), hosts(Purpose::Image));
    let frame = if frame.is_empty() { " 'none'" } else { &frame };
    format!(
        "default-src 'self'; script-src 'self'{wasm}{script}; connect-src 'self'{script}; \
         form-action 'self'{form}; frame-src{frame}; img-src 'self'{image}; object-src 'none'; \
         base-uri 'none'"
    )
}

/// The headers that every response is to have, for the safety of those who read.
#[must_use]
pub fn security(allowed: &[Allowed], search: bool) -> [(&'static str, String); 4] {
    // Only the header can forbid others to show a page within theirs.
    let policy = format!("{}; frame-ancestors 'self'", content_security_policy(allowed, search));
    [
        ("Content-Security-Policy", policy),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()".to_owned()),
        ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
    ]
}

pub const HTML: &str = "text/html; charset=utf-8";
pub const ATOM: &str = "application/atom+xml; charset=utf-8";
pub const JSON_FEED: &str = "application/feed+json; charset=utf-8";
pub const XML: &str = "application/xml; charset=utf-8";
pub const TEXT: &str = "text/plain; charset=utf-8";

/// The media type that the name of a file says, with the encoding of a text.
#[must_use]
pub fn content_type_of_name(file: &str) -> String {
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
