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

/// What the tag `Content-Security-Policy` of a page says: it loads nothing but the site's own files and
/// what the settings allow, and runs no script that stands in it. Only where it searches may it run a
/// program in WebAssembly, which reads the index.
#[must_use]
pub fn content_security_policy(allowed: &[Allowed], searches: bool) -> String {
    let hosts = |purpose: Purpose| -> String {
        let wanted = allowed.iter().filter(|allowed| allowed.purpose == purpose);
        wanted.flat_map(|allowed| [" https://", &*allowed.host]).collect()
    };
    let wasm = if searches { " 'wasm-unsafe-eval'" } else { "" };
    let (script, form) = (hosts(Purpose::Script), hosts(Purpose::Form));
    let (frame, image) = (hosts(Purpose::Frame), hosts(Purpose::Image));
    let frame = if frame.is_empty() { " 'none'" } else { &frame };
    format!(
        "default-src 'self'; script-src 'self'{wasm}{script}; worker-src 'self'; \
         connect-src 'self'{script}; form-action 'self'{form}; frame-src{frame}; img-src 'self'{image}; object-src 'none'; \
         base-uri 'none'"
    )
}

/// The headers that every response is to have, for the safety of those who read. A browser obeys both
/// the header and the tag, so of a site that searches the header allows what only the tag of the search
/// page allows too. The same header for all is what every host can send: some join the values of two
/// rules, and two policies in one header would forbid what either does not allow.
#[must_use]
pub fn security(allowed: &[Allowed], searches: bool) -> [(&'static str, String); 4] {
    // Only the header can forbid others to show a page within theirs.
    let policy = format!("{}; frame-ancestors 'self'", content_security_policy(allowed, searches));
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

/// Whether a media type is that of a text.
#[must_use]
pub fn is_text(content_type: &str) -> bool {
    content_type.ends_with("charset=utf-8")
}

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
