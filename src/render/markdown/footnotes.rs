//! Footnotes, gathered below the text.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write as _;

use pulldown_cmark::{Event, html::push_html};

use super::Addressing;
use super::fragment::attribute;
use crate::parse::footnotes::key;

/// Footnotes in the order of their first mention.
#[derive(Default)]
pub(super) struct Footnotes<'a> {
    pub(super) numbers: BTreeMap<String, (usize, usize)>,
    pub(super) texts: BTreeMap<String, VecDeque<Event<'a>>>,
    pub(super) open: Option<(String, VecDeque<Event<'a>>)>,
}

impl Footnotes<'_> {
    /// The number of a footnote, and which mention of it this is.
    pub(super) fn refer(&mut self, name: &str) -> (usize, usize) {
        let next = self.numbers.len() + 1;
        let entry = self.numbers.entry(key(name)).or_insert((next, 0));
        entry.1 += 1;
        *entry
    }

    pub(super) fn close(&mut self) {
        if let Some((name, events)) = self.open.take() {
            self.texts.entry(key(&name)).or_insert(events);
        }
    }

    pub(super) fn write(mut self, html: &mut String, addressing: &Addressing) {
        let mut notes: Vec<(usize, usize, String)> = self
            .numbers
            .iter()
            .map(|(name, (number, uses))| (*number, *uses, name.clone()))
            .collect();
        notes.sort_unstable();
        if notes.is_empty() {
            return;
        }
        html.push_str("<section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n");
        for (number, uses, name) in notes {
            let _ = write!(html, "<li id=\"fn:{number}\">");
            push_html(html, self.texts.remove(&name).unwrap_or_default().into_iter());
            for use_ in 1..=uses {
                let back = attribute(&addressing.href(&format!("#fnref:{number}-{use_}")));
                let _ = write!(
                    html,
                    " <a href=\"{back}\" aria-label=\"Back to the text of note {number}, mention {use_}\">↩</a>"
                );
            }
            html.push_str("</li>\n");
        }
        html.push_str("</ol>\n</section>\n");
    }
}
