//! Texts that hold to a form of their own: addresses, hosts, shapes. Decoding refuses others, and the
//! `format` of their schema lets the schema walk say which of them is wrong.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

/// Gives a type all but its `new`, which decides what fits.
macro_rules! checked_text {
    ($(#[$doc:meta])* $name:ident, $format:literal, $what:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The text, shared and not copied.
            #[must_use]
            pub fn share(&self) -> Arc<str> {
                Arc::clone(&self.0)
            }
        }

        impl Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<'de, str>::deserialize(deserializer)?;
                Self::new(&text).ok_or_else(|| D::Error::custom(concat!("not ", $what)))
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "format": $format })
            }
        }
    };
}

checked_text! {
    /// An `https:` or `http:` address of another site.
    WebAddress, "web-address", "a web address"
}

impl WebAddress {
    /// `None` unless the text is an absolute `http` or `https` address without white space or
    /// control characters.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let host_first = rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
        let clean = !text.contains(|c: char| c.is_whitespace() || c.is_control());
        (host_first && clean).then(|| Self(text.into()))
    }
}

/// How long an address on this site may be: file systems end at 4,096 bytes, with the folder of the
/// site before it, and some well before.
const SITE_PATH_BYTES: usize = 1000;

checked_text! {
    /// An address on this site, from its root: `/old/page/`.
    SitePath, "site-path", "an address on this site"
}

impl SitePath {
    /// `None` unless the text begins with one slash and stays inside the site: no empty, `.` or
    /// `..` segment, no backslash, query, fragment, percent sign or control character, and short
    /// enough to be the path of a file.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let rest = text.strip_prefix('/')?;
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let fits = |part: &str| {
            !part.is_empty()
                && part.len() < 200
                && !part.starts_with('.')
                && !part.contains(|c: char| c.is_control() || "\\?#%:*\"<>|".contains(c))
        };
        (text.len() <= SITE_PATH_BYTES && rest.split('/').all(fits)).then(|| Self(text.into()))
    }
}

checked_text! {
    /// The name of another site's host, such as `giscus.app`: letters of a policy must not be able to hide
    /// in it.
    HostName, "host", "a host"
}

impl HostName {
    /// `None` unless the text is a lower-case name with at least one dot, without scheme, port or path.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let is_label = |label: &str| {
            let fits =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            !label.is_empty() && label.len() < 64 && label.bytes().all(fits)
        };
        (text.contains('.') && text.split('.').all(is_label)).then(|| Self(text.into()))
    }
}

checked_text! {
    /// A shape, as SVG writes paths: letters of commands, and numbers.
    SvgPath, "svg-path", "a path"
}

impl SvgPath {
    /// `None` unless the text begins with a move and holds nothing but commands and numbers.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let fits = |byte: u8| byte.is_ascii_digit() || b"MmLlHhVvCcSsQqTtAaZz,.-+ ".contains(&byte);
        (text.starts_with(['M', 'm']) && text.bytes().all(fits)).then(|| Self(text.into()))
    }
}
