//! Comments that ask for a finding to be left out: `soleus-ignore rule: reason`, in Markdown between
//! `<!--` and `-->`, in YAML after `#`. Each stands on a line above what it covers.

use std::ops::Range;

use crate::source::{FileId, Span};

const WORD: &str = "soleus-ignore";

/// A comment that leaves findings of one rule out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The rule, as it is written.
    pub rule: String,
    pub reason: String,
    /// The place of the rule's name, or of the comment where it names none.
    pub span: Span,
    /// The whole lines of the comment.
    pub lines: Span,
    /// What the findings begin in.
    pub covers: Span,
}

/// More than any author writes into one file; those after them suppress nothing.
const MOST: usize = 1_000;

/// The suppressions in a block of YAML; `offset` is where it begins in the file.
#[must_use]
pub fn in_yaml(file: FileId, yaml: &str, offset: usize) -> Vec<Suppression> {
    let mut found = Vec::new();
    if !yaml.contains(WORD) {
        return found;
    }
    // Comments in a row hold for the value below the last of them.
    let mut waiting: Vec<(Range<usize>, &str)> = Vec::new();
    let mut at = 0;
    for line in yaml.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let inside = line.trim();
        if let Some(comment) = inside.strip_prefix('#') {
            waiting.extend(comment.trim().strip_prefix(WORD).map(|said| (start..at, said)));
        } else if !inside.is_empty() && !waiting.is_empty() {
            let end = start + value_below(&yaml[start..]);
            found.extend(waiting.drain(..).map(|(lines, said)| {
                let covers = lines.end..end;
                read(&Comment { file, text: yaml, offset, lines, covers }, said)
            }));
        }
        if found.len() > MOST {
            break;
        }
    }
    let below = waiting.into_iter().map(|(lines, said)| {
        let covers = lines.end..lines.end;
        read(&Comment { file, text: yaml, offset, lines, covers }, said)
    });
    found.extend(below);
    found.truncate(MOST);
    found
}

/// The suppressions in a Markdown text, of whose HTML the places are known.
#[must_use]
pub fn in_markdown(file: FileId, text: &str, html: &[(String, Span)]) -> Vec<Suppression> {
    let comments = html.iter().filter_map(|(html, span)| {
        let inside = html.trim().strip_prefix("<!--")?.strip_suffix("-->")?.trim();
        Some((inside.strip_prefix(WORD)?, span.range()))
    });
    let mut block_end = 0;
    let suppression = |(said, range): (&str, Range<usize>)| {
        let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at + 1);
        // Comments in a row hold for the same block, whose end is looked for once.
        if end >= block_end {
            block_end = end + block_below(&text[end..]);
        }
        read(&Comment { file, text, offset: 0, lines: start..end, covers: end..block_end }, said)
    };
    comments.take(MOST).map(suppression).collect()
}

/// A comment, by its place in a text that begins at `offset` of its file.
struct Comment<'a> {
    file: FileId,
    text: &'a str,
    offset: usize,
    lines: Range<usize>,
    covers: Range<usize>,
}

fn read(comment: &Comment<'_>, said: &str) -> Suppression {
    let (rule, reason) = said.split_once(':').unwrap_or((said, ""));
    let rule = rule.split_whitespace().next().unwrap_or_default();
    let written = &comment.text[comment.lines.clone()];
    let name = if rule.is_empty() { WORD } else { rule };
    let from =
        written.find(WORD).map_or(0, |at| if rule.is_empty() { at } else { at + WORD.len() });
    let at = comment.lines.start + from + written[from..].find(name).unwrap_or_default();
    let span = |range: Range<usize>| {
        Span::new(comment.file, range.start + comment.offset..range.end + comment.offset)
    };
    Suppression {
        rule: rule.to_owned(),
        reason: reason.split_whitespace().collect::<Vec<_>>().join(" "),
        span: span(at..at + name.len()),
        lines: span(comment.lines.clone()),
        covers: span(comment.covers.clone()),
    }
}

/// How far the field or item reaches that begins below: its line and those that are indented deeper.
fn value_below(yaml: &str) -> usize {
    let mut end = 0;
    let mut first = None;
    for line in yaml.split_inclusive('\n') {
        let inside = line.trim_start();
        let is_nothing = inside.is_empty() || inside.starts_with('#');
        let depth = line.len() - inside.len();
        match first {
            Some(first) if !is_nothing && depth <= first => break,
            None if !is_nothing => first = Some(depth),
            _ => {}
        }
        end += line.len();
    }
    end
}

/// How far the paragraph, list or table reaches that begins below: to the next blank line.
fn block_below(text: &str) -> usize {
    let blank = text.len() - text.trim_start().len();
    let lines = text[blank..].split_inclusive('\n');
    blank + lines.take_while(|line| !line.trim().is_empty()).map(str::len).sum::<usize>()
}
