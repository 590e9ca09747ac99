//! HTML that knows where its addresses begin, so that one writing of a text serves its page and all
//! feeds.

use super::fragment::{attribute, escape_attribute};
use crate::plan::{Shared, url};

/// The HTML of a text with addresses as its page has them.
#[derive(Debug, Clone, Default)]
pub struct Html {
    pub(super) text: String,
    /// Where addresses begin that lead somewhere else when they stand on another site, in their order.
    addresses: Vec<(usize, Address)>,
}

#[derive(Debug, Clone, Copy)]
enum Address {
    /// From the root of the site, with its base path.
    Rooted,
    /// An anchor of the page itself.
    Anchor,
}

impl Html {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), addresses: Vec::new() }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub(super) fn push_str(&mut self, html: &str) {
        self.text.push_str(html);
    }

    /// Appends an address as the value of an attribute has it.
    pub(super) fn push_address(&mut self, address: &str, shared: &Shared) {
        let kind = match address.as_bytes().first() {
            Some(b'/') => Some(Address::Rooted),
            Some(b'#') => Some(Address::Anchor),
            _ => None,
        };
        self.addresses.extend(kind.map(|kind| (self.text.len(), kind)));
        escape_attribute(&url::href(&shared.base_path, address), &mut self.text);
    }

    pub(super) fn append(&mut self, other: &Self) {
        let before = self.text.len();
        self.text.push_str(&other.text);
        self.addresses.extend(other.addresses.iter().map(|(at, kind)| (before + at, *kind)));
    }

    /// The same with addresses that work anywhere, for the text of the page at `page`.
    #[must_use]
    pub fn absolute(&self, page: &str, shared: &Shared) -> String {
        let origin = attribute(url::origin(&shared.base_url));
        let page = attribute(&url::absolute(&shared.base_url, page));
        let longest = origin.len().max(page.len());
        let mut text = String::with_capacity(self.text.len() + self.addresses.len() * longest);
        let mut done = 0;
        for (at, kind) in &self.addresses {
            text.push_str(&self.text[done..*at]);
            text.push_str(match kind {
                Address::Rooted => &origin,
                Address::Anchor => &page,
            });
            done = *at;
        }
        text.push_str(&self.text[done..]);
        text
    }
}
