//! The exact place of a value. The marks of the parser take in anchors, tags and the white space
//! or comment behind a quoted text.

use std::ops::Range;

use saphyr_parser::{Marker, ScalarStyle};

/// From characters, in which both parsers count, to bytes.
pub(super) struct Offsets {
    length: usize,
    /// Empty for text of one byte a character.
    starts: Vec<usize>,
}

impl Offsets {
    pub(super) fn new(text: &str) -> Self {
        let starts = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(start, _)| start).collect()
        };
        Self { length: text.len(), starts }
    }

    pub(super) fn byte(&self, index: usize) -> usize {
        if self.starts.is_empty() {
            return index.min(self.length);
        }
        self.starts.get(index).copied().unwrap_or(self.length)
    }

    pub(super) fn mark(&self, mark: Marker) -> usize {
        self.byte(mark.index())
    }
}

/// The place of a scalar with its quotes; one that is not written has no width.
pub(super) fn of_scalar(
    text: &str,
    marks: Range<usize>,
    value: &str,
    style: ScalarStyle,
) -> Range<usize> {
    match style {
        ScalarStyle::Literal | ScalarStyle::Folded => trimmed(text, marks),
        ScalarStyle::Plain if value.is_empty() => marks.start..marks.start,
        ScalarStyle::Plain => trimmed(text, after_properties(text, marks.start)..marks.end),
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            let start = after_properties(text, marks.start);
            start..start + quoted_length(&text[start..])
        }
    }
}

/// Where a list or mapping begins. The marks of a list that is not indented begin at its first item.
pub(super) fn of_start(text: &str, mark: usize, is_mapping: bool) -> usize {
    let start = after_properties(text, mark);
    let begins_list = |rest: &str| {
        rest.starts_with('[') || rest.starts_with('-') && !rest[1..].starts_with(|c: char| c > ' ')
    };
    if is_mapping || begins_list(&text[start..]) {
        return start;
    }
    hyphen_before(text, start).map_or(start, |hyphen| hyphen.start)
}

/// The hyphen of the list item that begins at a byte.
pub(super) fn hyphen_before(text: &str, start: usize) -> Option<Range<usize>> {
    let before = text[..start].trim_end_matches(' ');
    before.ends_with('-').then(|| before.len() - 1..before.len())
}

/// Where a value begins that has an anchor or a tag before it.
fn after_properties(text: &str, start: usize) -> usize {
    let mut rest = &text[start..];
    while rest.starts_with(['&', '!']) {
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        rest = rest[end..].trim_ascii_start();
    }
    text.len() - rest.len()
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let written = text.get(range.clone()).unwrap_or_default();
    let start = range.start + written.len() - written.trim_ascii_start().len();
    start..start + written.trim_ascii().len()
}

/// A quote within is doubled in single quotes and behind a backslash in double ones.
fn quoted_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        let skips = match (bytes[0], bytes[at]) {
            (b'"', b'\\') => true,
            (b'\'', b'\'') => bytes.get(at + 1) == Some(&b'\''),
            _ => false,
        };
        if !skips && bytes[at] == bytes[0] {
            return at + 1;
        }
        at += if skips { 2 } else { 1 };
    }
    bytes.len()
}
