//! The findings about values, in an author's words.

use std::fmt::{self, Display};
use std::ops::Range;

use serde_json::Value as Schema;

use super::range;
use super::scalar::{is_number, is_yes_or_no};
use super::shape::{Fields, Shape};
use super::tree::{Data, Node};
use super::walk::{Entry, Name, Spot, Walk};
use crate::diagnostic::{Diagnostic, Fix, did_you_mean};
use crate::schema::Day;

impl Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Block => f.write_str("this block"),
            Self::Field(name) => write!(f, "`{}`", short(name)),
            Self::Item(index, Self::Block) => write!(f, "item {}", index + 1),
            Self::Item(index, list) => write!(f, "item {} of {list}", index + 1),
        }
    }
}

/// What other generators and an export of a blog write above a text, and what to write here.
const FOREIGN: [(&str, &str); 8] = [
    ("author", "write `authors: [id]`, the name of a file in `content/people`"),
    ("categories", "take it out; only articles have tags"),
    (
        "coverImage",
        "show the picture in the text, `![what it shows](images/name.jpg)`, and take this out",
    ),
    ("excerpt", "write it as `summary`"),
    ("id", "take it out; the name of the file is the id"),
    ("slug", "take it out; the name of the file is the id, and `aliases` keep old addresses"),
    ("status", "take it out; write `draft: true` for what is not to be published"),
    ("type", "take it out; the folder that the file lies in says what it is"),
];

pub(super) fn unknown_field(
    walk: &Walk,
    fields: &Fields,
    entry: &Entry,
    meant: Option<&str>,
    within: &Name,
) -> Diagnostic {
    let message = format!("`{}` is not a field {}", short(entry.name), of(within));
    let foreign = FOREIGN.iter().find(|(name, _)| *name == entry.name);
    let foreign =
        foreign.filter(|_| matches!(within, Name::Block) && fields.get("extra").is_some());
    let help = match (foreign, meant) {
        (Some((_, help)), _) => (*help).to_owned(),
        (None, Some(meant)) => format!("did you mean `{meant}`?"),
        (None, None) if fields.get("extra").is_some() => {
            "put anything of your own under `extra`".into()
        }
        (None, None) => format!("the fields {} are {}", of(within), list(fields.names())),
    };
    walk.error("unknown-field", &entry.key.span, message).help(help)
}

/// The mapping that a field belongs to.
fn of(within: &Name) -> String {
    match within {
        Name::Block => "here".into(),
        Name::Field(_) => format!("of {within}"),
        Name::Item(_, Name::Block) => "of an item".into(),
        Name::Item(_, list) => format!("of an item of {list}"),
    }
}

pub(super) fn missing_field(
    walk: &Walk,
    at: &Range<usize>,
    name: &str,
    description: Option<&str>,
) -> Diagnostic {
    let message = match description {
        Some(description) => format!("`{name}` is missing: {}", meaning(description)),
        None => format!("`{name}` is missing"),
    };
    walk.error("missing-field", at, message).help(format!("add a line `{name}: …`"))
}

/// The first sentence of a description, as the second half of another.
fn meaning(description: &str) -> String {
    let description = description.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = description.split(". ").next().unwrap_or_default().trim_end_matches('.');
    let mut chars = sentence.chars();
    let first = chars.next().into_iter().flat_map(char::to_lowercase);
    first.chain(chars).collect()
}

/// Nothing, or a blank text. What is not written is shown at its key, or at its hyphen.
pub(super) fn empty(walk: &Walk, schema: &Schema, node: &Node, spot: &Spot) -> Diagnostic {
    let unwritten = node.span.is_empty();
    let hyphen = range::hyphen_before(walk.block.text, node.span.start);
    let place = match (&spot.key, hyphen) {
        (Some(key), _) if unwritten => key.clone(),
        (None, Some(hyphen)) if unwritten => hyphen,
        _ => node.span.clone(),
    };
    let help = match (&spot.name, schema["description"].as_str()) {
        (Name::Block, _) => "write its fields, each as `name: value`".into(),
        (Name::Item(..), _) => "fill it in, or take it out".into(),
        (Name::Field(_), Some(description)) if spot.is_required => {
            format!("write {}", meaning(description))
        }
        (Name::Field(_), _) if spot.is_required => "it cannot be left out".into(),
        (Name::Field(_), _) => "give it a value, or take the field out".into(),
    };
    walk.error("empty-field", &place, format!("{} is empty", spot.name)).help(help)
}

pub(super) fn wrong_type(walk: &Walk, shape: &Shape, node: &Node, spot: &Spot) -> Diagnostic {
    let wanted = match shape {
        Shape::Text { .. } | Shape::Words(_) => "text",
        Shape::Whole { .. } => "a whole number",
        Shape::Number { .. } => "a number",
        Shape::YesOrNo => "yes or no (`true` or `false`)",
        Shape::List(_) => "a list",
        Shape::Mapping(_) | Shape::Anything => "a mapping",
    };
    let message = format!("{} must be {wanted}, but this is {}", spot.name, found(shape, node));
    let diagnostic =
        walk.error("wrong-type", &node.span, message).help_opt(type_help(shape, node, spot));
    match yes_or_no(shape, node) {
        Some(meant) => diagnostic.fix(Fix::replace(walk.block.span(node.span.clone()), meant)),
        None => diagnostic,
    }
}

/// What a word for yes or no means where it stands by itself.
fn yes_or_no(shape: &Shape, node: &Node) -> Option<&'static str> {
    match (shape, &node.content.data) {
        (Shape::YesOrNo, Data::Scalar { text, is_plain: true }) if !node.is_alias => meant_by(text),
        _ => None,
    }
}

fn meant_by(word: &str) -> Option<&'static str> {
    match word.to_lowercase().as_str() {
        "yes" | "y" | "on" | "1" => Some("true"),
        "no" | "n" | "off" | "0" => Some("false"),
        _ => None,
    }
}

fn found(shape: &Shape, node: &Node) -> &'static str {
    match (&node.content.data, shape) {
        (Data::List(_), _) => "a list",
        (Data::Mapping(_), _) => "a mapping",
        (Data::Scalar { text, is_plain: true }, Shape::Whole { .. }) if is_number(text) => {
            "a number with a fraction"
        }
        (Data::Scalar { text, is_plain: true }, _) if is_number(text) => "a number",
        (Data::Scalar { text, is_plain: true }, _) if is_yes_or_no(text) => "yes or no",
        (Data::Scalar { .. }, _) => "text",
    }
}

fn type_help(shape: &Shape, node: &Node, spot: &Spot) -> Option<String> {
    let text = match (shape, &node.content.data) {
        (Shape::Mapping(_), _) if matches!(spot.name, Name::Block) => {
            return Some("write its fields, each as `name: value`".into());
        }
        (Shape::Mapping(fields), _) if fields.names().next().is_none() => {
            return Some("write `name: value` lines below it, indented".into());
        }
        (Shape::Mapping(fields), _) => {
            return Some(format!("its fields are {}", list(fields.names())));
        }
        (Shape::List(_), Data::Mapping(_)) => {
            return Some("begin each item of the list with `- `".into());
        }
        (Shape::Text { .. } | Shape::Words(_), Data::Mapping(_)) => {
            return Some("put a text that holds `: ` or begins with `{` in quotes".into());
        }
        (Shape::Text { .. } | Shape::Words(_), Data::List(_)) => {
            return Some("write one value, without `[` or `- `".into());
        }
        (_, Data::Scalar { text, is_plain }) => (text.trim(), *is_plain),
        _ => return None,
    };
    scalar_help(shape, text)
}

fn scalar_help(shape: &Shape, (text, is_plain): (&str, bool)) -> Option<String> {
    let fits_unquoted = |is_one: bool| (!is_plain && is_one).then(|| "take the quotes away".into());
    match shape {
        Shape::List(_) if matches!(text, "none" | "None" | "no" | "nothing" | "-") => {
            Some("write `[]` for none".into())
        }
        Shape::List(_) if text.contains([',', '[', ']', '{', '}', ':', '#', '\n', '"']) => {
            Some("write one item a line, each after `- `".into())
        }
        Shape::List(_) => Some(format!("write `[{}]`", short(text))),
        Shape::Text { .. } => Some(format!("put it in quotes: `\"{}\"`", short(text))),
        Shape::Whole { .. } if is_plain && is_number(text) => {
            Some("write it without a fraction".into())
        }
        Shape::Whole { .. } | Shape::Number { .. } if is_number(text) => fits_unquoted(true),
        Shape::Whole { .. } | Shape::Number { .. } => {
            Some("write it in digits, without a word or a `0` in front".into())
        }
        Shape::YesOrNo => match meant_by(text) {
            Some(meant) => Some(format!("write `{meant}`")),
            None => fits_unquoted(is_yes_or_no(text)).or(Some("write `true` or `false`".into())),
        },
        _ => None,
    }
}

pub(super) fn out_of_bounds(
    walk: &Walk,
    node: &Node,
    spot: &Spot,
    written: &str,
    (min, max): (&dyn Display, &dyn Display),
) -> Diagnostic {
    let message = format!("{} is {}, but must be from {min} to {max}", spot.name, short(written));
    walk.error("out-of-bounds", &node.span, message)
        .help(format!("write a number from {min} to {max}"))
}

pub(super) fn bad_length(
    walk: &Walk,
    node: &Node,
    spot: &Spot,
    length: usize,
    (min, max): (usize, usize),
) -> Diagnostic {
    let bounds = match (min, max) {
        (min, usize::MAX) => format!("at least {min}"),
        (0 | 1, max) => format!("at most {max}"),
        (min, max) if min == max => format!("exactly {min}"),
        (min, max) => format!("{min} to {max}"),
    };
    let message = format!("{} has {}, but must have {bounds}", spot.name, characters(length));
    let help = match (length < min, length.abs_diff(min), length.abs_diff(max)) {
        (true, lacking, _) => format!("write {} more", characters(lacking)),
        (false, _, over) => format!("shorten it by {}", characters(over)),
    };
    walk.error("out-of-bounds", &node.span, message).help(help)
}

fn characters(count: usize) -> String {
    if count == 1 { "1 character".into() } else { format!("{count} characters") }
}

pub(super) fn bad_word(
    walk: &Walk,
    node: &Node,
    spot: &Spot,
    written: &str,
    words: &[&str],
) -> Diagnostic {
    let message = format!("{} cannot be `{}`", spot.name, short(written));
    let all = format!("it is one of {}", list(words.iter().copied()));
    let help = match did_you_mean(written, words.iter().copied()) {
        Some(meant) => format!("{meant} {all}"),
        None => all,
    };
    walk.error("bad-value", &node.span, message).help(help)
}

pub(super) fn bad_format(walk: &Walk, format: &str, node: &Node, spot: &Spot) -> Diagnostic {
    let (rule, what, help) = match format {
        "date" => ("bad-date", "a date", "write year, month and day: `2026-12-01`"),
        "id" => ("bad-value", "an id", ID_HELP),
        "web-address" => (
            "bad-value",
            "a web address",
            "a web address begins with `https://` or `http://` and has no spaces",
        ),
        "host" => (
            "bad-value",
            "the name of a host",
            "a host is a name alone in small letters, without scheme or path, such as `giscus.app`",
        ),
        "svg-path" => (
            "bad-value",
            "a path of SVG",
            "a path begins with `M` and has commands and numbers, such as `M0 0L8 8Z`",
        ),
        _ => (
            "bad-value",
            "an address on this site",
            "an address on this site begins with one `/`, such as `/old/page/`",
        ),
    };
    let text = node.text().unwrap_or_default();
    let message = format!("{} must be {what}, but is `{}`", spot.name, short(text));
    let diagnostic = walk.error(rule, &node.span, message).help(help);
    match &node.content.data {
        Data::Scalar { is_plain: true, .. } if rule == "bad-date" && !node.is_alias => {
            let place = walk.block.span(node.span.clone());
            let fix = day_meant_by(text).map(|day| Fix::replace(place, day));
            fix.into_iter().fold(diagnostic, Diagnostic::fix)
        }
        _ => diagnostic,
    }
}

/// A day that is written year first with other signs, or without its zeros: `2026/2/1`.
fn day_meant_by(written: &str) -> Option<String> {
    let mut parts = written.split(['-', '/', '.']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let number = |part: &str| part.parse::<u8>().ok();
    let day = format!("{year}-{:02}-{:02}", number(month)?, number(day)?);
    let is_one = parts.next().is_none() && year.len() == 4 && Day::parse(&day).is_some();
    is_one.then_some(day)
}

const ID_HELP: &str =
    "an id has small letters `a` to `z`, digits and single hyphens, such as `calf-raise`";

pub(super) fn bad_key(walk: &Walk, entry: &Entry) -> Diagnostic {
    let message = format!("`{}` is not an id", short(entry.name));
    walk.error("bad-value", &entry.key.span, message).help(ID_HELP)
}

pub(super) fn duplicate_key(walk: &Walk, key: &Node, name: &str, first: &Node) -> Diagnostic {
    let message = format!("`{}` is written twice", short(name));
    walk.error("duplicate-key", &key.span, message)
        .related(walk.block.span(first.span.clone()), "the first is here")
        .help("keep one of them")
}

pub(super) fn merge_key(walk: &Walk, key: &Node) -> Diagnostic {
    walk.error("unknown-field", &key.span, "`<<` is not a field".into())
        .help("write the fields out; they cannot be merged in")
}

pub(super) fn key_is_no_text(walk: &Walk, key: &Node) -> Diagnostic {
    walk.error("bad-yaml", &key.span, "the name of a field must be text".into())
        .help("put a text that begins with `{`, `[` or `!` in quotes")
}

pub(super) fn tag(walk: &Walk, node: &Node, tag: &str) -> Diagnostic {
    let message = format!("the value has a tag, `{}`, which has no meaning here", short(tag));
    walk.error("bad-yaml", &node.span, message)
        .help("take the tag out, or put a text that begins with `!` in quotes")
}

/// Whether it is a whole number of more digits than any field or template can use.
pub(super) fn is_huge(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_whole = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_whole && !digits.starts_with('0') && text.parse::<serde_yaml::Number>().is_err()
}

pub(super) fn huge(walk: &Walk, node: &Node) -> Diagnostic {
    walk.error("out-of-bounds", &node.span, "this number is too large to keep".into())
        .help("put it in quotes")
}

fn list<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// Text of an author, fit for one line of a message.
fn short(text: &str) -> String {
    let one_line: Vec<&str> = text.split_whitespace().take(40).collect();
    let one_line = one_line.join(" ").replace('`', "'");
    match one_line.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", one_line[..end].trim_end()),
        None => one_line,
    }
}
