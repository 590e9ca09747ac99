//! Brackets that the parser leaves in plain text, where they were meant to be links.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The parts of a text between its escaped opening brackets, which mean nothing but themselves.
pub(super) fn unescaped(body: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    for (at, _) in body[range.clone()].match_indices('[') {
        let at = range.start + at;
        if is_escaped(body, at) {
            parts.push(start..at);
            start = at + 1;
        }
    }
    parts.push(start..range.end);
    parts
}

/// Whether an odd number of backslashes stands before a byte.
fn is_escaped(body: &str, at: usize) -> bool {
    let before = &body[..at];
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

/// The places of `[[` in a text, each with what belongs to it.
pub(super) fn brackets(body: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = range.start;
    while let Some(at) = body[from..range.end].find("[[").map(|at| from + at) {
        let end = at + length(&body[at..]);
        found.push(at..end);
        from = end.min(range.end);
    }
    found
}

/// How much of a line the brackets at its beginning belong to: up to their end, if they have one, and
/// never into the next ones.
fn length(text: &str) -> usize {
    // The next brackets are looked for first: a line of nothing but brackets is then read once.
    let next = text[2..].find("[[").map_or(text.len(), |at| at + 2);
    let own = text[..next].lines().next().unwrap_or_default().trim_end();
    let closed = own.find("]]").map(|at| at + 2).or_else(|| own.find(']').map(|at| at + 1));
    closed.unwrap_or(own.len())
}

pub(super) fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::error("left-over-brackets", span, "these brackets did not become a link")
        .help("write `[[id]]` or `[[id|words]]` on one line, or `\\[` for a bracket")
}
