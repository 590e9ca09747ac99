//! The ids of headings: each once on a page, and none that a template has.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Ids that the templates give to the parts of a page; a heading with the same words gets another.
pub const SECTION_IDS: [&str; 30] = [
    "main",
    "anatomy",
    "articles",
    "body-edge",
    "body-hatch",
    "body-outline",
    "causes",
    "changes",
    "contents",
    "dose",
    "easier-and-harder",
    "emergency",
    "exercises",
    "evidence",
    "links-here",
    "list",
    "mistakes",
    "myths",
    "pattern",
    "related",
    "routines",
    "self-care",
    "serious-causes",
    "similar",
    "sources",
    "status",
    "steps",
    "symptoms",
    "timer",
    "warning-signs",
];

/// The ids of one page.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// Ids that headings took, besides those of [`SECTION_IDS`].
    ids: BTreeMap<String, Span>,
    /// How often a heading without an id of its own had the same words, where that is more than once.
    counts: BTreeMap<String, usize>,
}

impl Anchors {
    /// Takes an id that the author chose, and tells if it is taken.
    pub(super) fn take(&mut self, id: &str, span: Span) -> Option<Diagnostic> {
        if self.is_taken(id) {
            return Some(taken_id(id, span, self.ids.get(id).copied()));
        }
        self.ids.insert(id.to_owned(), span);
        None
    }

    /// A free id made of the words of a heading.
    pub(super) fn free(&mut self, text: &str, span: Span) -> String {
        let slug = slug(text);
        let base = if slug.is_empty() { "section".to_owned() } else { slug };
        let id = if self.is_taken(&base) { self.numbered(base) } else { base };
        self.ids.insert(id.clone(), span);
        id
    }

    /// The first free id that ends in a number.
    fn numbered(&mut self, base: String) -> String {
        // Counting on from the last heading of the same words keeps many of them cheap.
        let mut count = self.counts.get(&base).copied().unwrap_or(1);
        loop {
            count += 1;
            let id = format!("{base}-{count}");
            if !self.is_taken(&id) {
                self.counts.insert(base, count);
                return id;
            }
        }
    }

    fn is_taken(&self, id: &str) -> bool {
        self.ids.contains_key(id) || SECTION_IDS.contains(&id)
    }
}

/// Words as an address or an anchor: lower case, ASCII, hyphens.
#[must_use]
pub fn slug(text: &str) -> String {
    let ascii = deunicode::deunicode(text);
    let mut slug = String::with_capacity(ascii.len());
    for word in ascii.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    slug.make_ascii_lowercase();
    slug
}

fn taken_id(id: &str, span: Span, first: Option<Span>) -> Diagnostic {
    let diagnostic =
        Diagnostic::error("duplicate-anchor", span, format!("the anchor `{id}` is taken"));
    match first {
        Some(first) => diagnostic.related(first, "by this heading").help("choose another id"),
        None => diagnostic.help("soleus uses it for a part of the page; choose another id"),
    }
}
