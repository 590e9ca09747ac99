//! Says in plain words why text is not YAML.

use std::ops::Range;

use super::Block;
use super::range::Offsets;
use crate::diagnostic::Diagnostic;

/// How much of the text a complaint points at.
#[derive(Debug, Clone, Copy)]
enum Extent {
    Character,
    RestOfLine,
    Line,
}

use Extent::{Character, Line, RestOfLine};

/// What the parsers complain of, by a part of their message, and the same for an author. `{}` is
/// the character at the place.
const COMPLAINTS: &[(&str, Extent, &str, &str)] = &[
    (
        "invalid trailing content after",
        RestOfLine,
        "text goes on after the closing quote",
        "put the whole text in quotes of the other kind",
    ),
    (
        "escape",
        RestOfLine,
        "a backslash in this text begins no code that exists",
        "use single quotes, in which a backslash is only a backslash",
    ),
    ("hexadecimal", RestOfLine, "a code in this text lacks digits", "use single quotes"),
    (
        "quoted scalar",
        RestOfLine,
        "the quote that opens here is not closed",
        "write the same quote where the text ends",
    ),
    ("unknown anchor", RestOfLine, QUOTE_NEEDED, PUT_IN_QUOTES),
    ("anchor or alias", RestOfLine, QUOTE_NEEDED, PUT_IN_QUOTES),
    ("unexpected character", RestOfLine, QUOTE_NEEDED, PUT_IN_QUOTES),
    ("cannot start any token", RestOfLine, QUOTE_NEEDED, PUT_IN_QUOTES),
    ("mapping keys are not", RestOfLine, QUOTE_NEEDED, PUT_IN_QUOTES),
    ("plain scalar cannot start", RestOfLine, QUOTE_NEEDED, PUT_IN_QUOTES),
    (
        "misplaced bracket",
        Character,
        "this `{}` closes nothing",
        "put a text that holds brackets in quotes",
    ),
    (
        "block sequence entries",
        RestOfLine,
        "a list cannot begin on the line of its field",
        "begin the list on the next line, or put the text in quotes",
    ),
    (
        "only valid inside a block",
        RestOfLine,
        "a list with hyphens cannot stand in brackets",
        "put a `,` between the items, or take the brackets out",
    ),
    (
        "did not find expected comment or line break",
        RestOfLine,
        "nothing may follow `{}` on its line",
        "begin the text on the next line, or put it in quotes",
    ),
    (
        "comment intercepting",
        RestOfLine,
        "the text goes on after this comment",
        "take the comment out, or put a text that holds ` #` in quotes",
    ),
    (
        "expected '-' indicator",
        Line,
        "this line is not an item of the list above it",
        "begin it with `- `, or give it the indentation of what it belongs to",
    ),
    (
        "document start",
        Line,
        "this line is neither `name: value` nor an item of a list",
        "write `name: value`, or put a text that begins with `%` in quotes",
    ),
    (
        "the handle wasn't declared",
        RestOfLine,
        "a text cannot begin with `{}` unless it is in quotes",
        PUT_IN_QUOTES,
    ),
];

const QUOTE_NEEDED: &str = "a text cannot begin with `{}` unless it is in quotes";
const PUT_IN_QUOTES: &str = "put the text in quotes";

/// The parser stopped at a byte with this complaint, perhaps within a bracket.
pub(super) fn explain(
    block: &Block,
    at: usize,
    complaint: &str,
    open: Option<usize>,
) -> Diagnostic {
    let text = block.text;
    let at = at.min(text.trim_end().len());
    if let Some(tab) = tab(text, at, complaint) {
        return leading_tab(block, tab);
    }
    let known = COMPLAINTS.iter().find(|(part, ..)| complaint.contains(part));
    match (known, open) {
        (Some((_, extent, message, help)), _) => {
            let first = text[at..].chars().next().unwrap_or(' ').to_string();
            fault(block, extent_of(text, at, *extent), message.replace("{}", &first), help)
        }
        (None, Some(open)) => in_bracket(block, at, open),
        (None, None) => misplaced(block, at, complaint),
    }
}

/// The decoder refused what the walk found good, so it is not known to the walk.
pub(super) fn of_decoder(block: &Block, error: &serde_yaml::Error) -> Diagnostic {
    let full = error.to_string();
    let message = full.split(" at line ").next().unwrap_or(&full);
    match error.location() {
        Some(place) => explain(block, Offsets::new(block.text).byte(place.index()), message, None),
        None => block.error("bad-yaml", block.first_line(), other(message)),
    }
}

/// Refuses what only one of the two parsers refuses: control characters, and a tab at the very
/// beginning.
pub(super) fn refuse_odd_characters(block: &Block) -> Result<(), Vec<Diagnostic>> {
    if let Some(tab) = tab(block.text, block.first_line().start, "") {
        return Err(vec![leading_tab(block, tab)]);
    }
    let is_odd = |(at, c): &(usize, char)| match c {
        '\t' | '\n' | '\r' | '\u{85}' => false,
        '\u{feff}' => *at > 0,
        '\u{fffe}' | '\u{ffff}' => true,
        c => c.is_control(),
    };
    let Some((at, c)) = block.text.char_indices().find(is_odd) else {
        return Ok(());
    };
    let message = format!("the character U+{:04X} cannot stand in YAML", u32::from(c));
    Err(vec![fault(block, at..at + c.len_utf8(), message, "delete it; it is not visible")])
}

fn leading_tab(block: &Block, at: usize) -> Diagnostic {
    fault(block, at..at + 1, "a tab cannot indent".into(), "use spaces")
}

fn fault(block: &Block, range: Range<usize>, message: String, help: &str) -> Diagnostic {
    block.error("bad-yaml", range, message).help(help)
}

fn other(complaint: &str) -> String {
    format!("this cannot be read as YAML: {}", complaint.replace(['\n', '\r'], " "))
}

/// A tab before the text of the line, or of a later one when that is the complaint.
fn tab(text: &str, at: usize, complaint: &str) -> Option<usize> {
    if complaint.contains("quoted") {
        return None;
    }
    let line = line_start(text, at);
    let first_tab = |start: usize| {
        let indentation = text[start..].find(|c| !matches!(c, ' ' | '\t'))?;
        Some(start + text[start..start + indentation].find('\t')?)
    };
    let later = || {
        let starts = text[at..].match_indices('\n').map(|(end, _)| at + end + 1);
        complaint.contains("tab").then_some(starts)?.find_map(first_tab)
    };
    first_tab(line).or_else(later)
}

/// A bracket that is never closed, or what stands wrongly before the one that closes it.
fn in_bracket(block: &Block, at: usize, open: usize) -> Diagnostic {
    let text = block.text;
    let (bracket, close) = if text[open..].starts_with('[') { ('[', ']') } else { ('{', '}') };
    let same_line = line_start(text, at) == line_start(text, open);
    if same_line && rest_of_line(text, at).contains(close) {
        let message = format!("`,` or `{close}` is wanted here");
        let help = "put a text that holds `: `, `,` or brackets in quotes";
        return fault(block, extent_of(text, at, Character), message, help);
    }
    let message = format!("this `{bracket}` is not closed");
    fault(block, open..open + 1, message, &format!("write a `{close}` where it ends"))
}

/// A line or a part of one that does not fit where it stands.
fn misplaced(block: &Block, at: usize, complaint: &str) -> Diagnostic {
    let text = block.text;
    let before = text[line_start(text, at)..at].trim_start_matches([' ', '-']);
    if complaint.contains("simple key expect") {
        return no_field(block, line_before(text, at));
    }
    if complaint.contains("expected key") && before.is_empty() {
        let message = "the indentation of this line fits none of the lines above";
        let help = "give it the same indentation as the fields or items it belongs to";
        return fault(block, extent_of(text, at, Line), message.into(), help);
    }
    if complaint.contains("expected key") {
        let message = "text goes on after the value".into();
        return fault(block, extent_of(text, at, RestOfLine), message, PUT_IN_QUOTES);
    }
    if complaint.contains("mapping values") || complaint.contains("':' indicator") {
        return colon(block, at, before);
    }
    block.error("bad-yaml", extent_of(text, at, RestOfLine), other(complaint))
}

/// A colon where no field can begin.
fn colon(block: &Block, at: usize, before: &str) -> Diagnostic {
    let text = block.text;
    let line = extent_of(text, at, Line);
    if before.contains(": ") {
        let message = "a text cannot hold `: ` unless it is in quotes".into();
        return fault(block, extent_of(text, at, Character), message, PUT_IN_QUOTES);
    }
    if line.start > line_start(text, at) {
        let message = "this line is indented, but the field above it has a value already";
        let help = "line it up with the other fields, or put a text that holds `: ` in quotes";
        return fault(block, line, message.into(), help);
    }
    no_field(block, line_before(text, at))
}

/// A line that is neither a field nor an item.
fn no_field(block: &Block, line: Range<usize>) -> Diagnostic {
    let written = &block.text[line.clone()];
    let help = if written.starts_with('-') {
        "write a space after the hyphen"
    } else if written.contains(':') {
        "write a space after the colon"
    } else {
        "write `name: value`, or indent it if it goes on from the line above"
    };
    fault(block, line, "this line is neither `name: value` nor an item of a list".into(), help)
}

fn extent_of(text: &str, at: usize, extent: Extent) -> Range<usize> {
    match extent {
        Character => at..at + text[at..].chars().next().map_or(0, char::len_utf8),
        RestOfLine => at..at + rest_of_line(text, at).trim_end().len(),
        Line => line_at(text, at),
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

fn rest_of_line(text: &str, at: usize) -> &str {
    text[at..].lines().next().unwrap_or_default()
}

/// The line around a byte, without the white space at its ends.
fn line_at(text: &str, at: usize) -> Range<usize> {
    let start = line_start(text, at);
    let line = rest_of_line(text, start);
    let start = start + line.len() - line.trim_start().len();
    start..start + line.trim().len()
}

/// The last line before this one that has anything on it. At the end of the text this is its own
/// last line.
fn line_before(text: &str, at: usize) -> Range<usize> {
    let is_end = text[at..].trim().is_empty();
    let before = if is_end { text.trim_end() } else { text[..line_start(text, at)].trim_end() };
    line_at(text, before.len())
}
