//! Footnotes, gathered below the text.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Html;
use crate::parse::footnotes::key;
use crate::plan::Shared;

/// Footnotes in the order of their first mention.
#[derive(Default)]
pub(super) struct Footnotes {
    numbers: BTreeMap<String, (usize, usize)>,
    /// Their HTML, by their names.
    texts: BTreeMap<String, Html>,
    /// The names of those that are open, and the HTML that each has interrupted.
    open: Vec<(String, Html)>,
}

impl Footnotes {
    /// The number of a footnote, and which mention of it this is.
    pub(super) fn refer(&mut self, name: &str) -> (usize, usize) {
        let next = self.numbers.len() + 1;
        let entry = self.numbers.entry(key(name)).or_insert((next, 0));
        entry.1 += 1;
        *entry
    }

    /// From now on `html` is that of the footnote.
    pub(super) fn open(&mut self, name: &str, html: &mut Html) {
        self.open.push((key(name), std::mem::take(html)));
    }

    /// `html` goes on where the footnote began. Of two footnotes with one name, the first is shown.
    pub(super) fn close(&mut self, html: &mut Html) {
        if let Some((name, interrupted)) = self.open.pop() {
            let text = std::mem::replace(html, interrupted);
            self.texts.entry(name).or_insert(text);
        }
    }

    pub(super) fn write(mut self, html: &mut Html, shared: &Shared) {
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
            let _ = write!(html.text, "<li id=\"fn:{number}\">");
            html.append(&self.texts.remove(&name).unwrap_or_default());
            for use_ in 1..=uses {
                html.push_str(" <a href=\"");
                html.push_address(&format!("#fnref:{number}-{use_}"), shared);
                let _ = write!(
                    html.text,
                    "\" aria-label=\"Back to the text of note {number}, mention {use_}\">↩</a>"
                );
            }
            html.push_str("</li>\n");
        }
        html.push_str("</ol>\n</section>\n");
    }
}
