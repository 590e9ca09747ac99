//! Footnotes, gathered below the text.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Addressing;
use super::fragment::attribute;
use crate::parse::footnotes::key;

/// Footnotes in the order of their first mention.
#[derive(Default)]
pub(super) struct Footnotes {
    numbers: BTreeMap<String, (usize, usize)>,
    /// Their HTML, by their names.
    texts: BTreeMap<String, String>,
    /// The names of those that are open, and the HTML that each has interrupted.
    open: Vec<(String, String)>,
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
    pub(super) fn open(&mut self, name: &str, html: &mut String) {
        self.open.push((key(name), std::mem::take(html)));
    }

    /// `html` goes on where the footnote began. Of two footnotes with one name, the first is shown.
    pub(super) fn close(&mut self, html: &mut String) {
        if let Some((name, interrupted)) = self.open.pop() {
            let text = std::mem::replace(html, interrupted);
            self.texts.entry(name).or_insert(text);
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
            html.push_str(&self.texts.remove(&name).unwrap_or_default());
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
