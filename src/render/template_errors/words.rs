//! Tera's sentences in house style, and what to do about them.

use std::collections::BTreeSet;

use super::Template;
use super::places::definitions;
use crate::diagnostic::did_you_mean;

/// Tera's sentence in house style, and what to do where that is known.
pub(super) fn in_words(texts: &[Template], said: &str) -> (String, Option<String>) {
    let (said, available) = match said.split_once(" Available ") {
        Some((said, rest)) => (said, rest.split_once(": ").map(|(_, names)| names)),
        None => (said, None),
    };
    let message = in_backticks(&one_line(said));
    let written = said.split('`').nth(1).unwrap_or_default();
    let known: Vec<&str> = match available {
        Some(names) => names.split(", ").map(|name| name.trim_end_matches(['.', ';'])).collect(),
        None if said.starts_with("Unknown component") => components(texts).into_iter().collect(),
        None if said.starts_with("Block ") => blocks(texts).into_iter().collect(),
        None if said.starts_with("Unknown template") => {
            texts.iter().map(|template| template.name.as_str()).collect()
        }
        None => Vec::new(),
    };
    let near = did_you_mean(written, known.iter().copied());
    let names = || available.map(|_| format!("what is there: `{}`", known.join("`, `")));
    (message, near.or_else(names).or_else(|| advice(said)))
}

/// What to do about the mistakes that Tera gives no names for.
fn advice(said: &str) -> Option<String> {
    let advice = [
        ("Unknown filter", "the filters are Tera's, and `url` and `absolute`"),
        ("Unknown test", "the tests are Tera's"),
        (
            "Unknown function",
            "the functions are Tera's; what a page knows stands in `page`, `view` and `site`",
        ),
        ("Unknown component", "define it: `{% component name() %}…{% endcomponent %}`"),
        ("Unknown template", "write it in `templates/`, or include another"),
        ("is not defined in any parent", "name a block of the parent, or take it out"),
        ("is defined in both", "give one of the two another name"),
        ("missing", "give it in the tag: `name={value}`"),
        ("calls itself", "let it end: put the call inside an `if`"),
        (
            "Unexpected end of input",
            "something is not closed: a `%}`, `}}` or `{% end… %}` is missing",
        ),
    ];
    let fits = |(part, _): &&(&str, &str)| said.contains(part);
    advice.iter().find(fits).map(|(_, advice)| (*advice).to_owned())
}

/// The names of all components.
fn components(texts: &[Template]) -> BTreeSet<&str> {
    texts.iter().flat_map(definitions).map(|(name, _)| name).collect()
}

/// The names of all blocks.
fn blocks(texts: &[Template]) -> BTreeSet<&str> {
    let tags = texts.iter().flat_map(|template| template.source.text.split("{%").skip(1));
    tags.filter_map(|tag| tag.trim_start_matches(['-', ' ']).strip_prefix("block "))
        .filter_map(|rest| rest.split_whitespace().next())
        .collect()
}

/// Tera leaves some signs bare: "found `}` but expected }}".
fn in_backticks(message: &str) -> String {
    match message.split_once(" but expected ") {
        Some((found, sign)) if !sign.contains(['`', ' ']) => {
            format!("{found} but expected `{sign}`")
        }
        _ => message.to_owned(),
    }
}

/// House style for what another program says: one line, no full stop, lower case at its beginning.
fn one_line(message: &str) -> String {
    let line = message.lines().map(str::trim).filter(|line| !line.is_empty());
    let line = line.collect::<Vec<_>>().join("; ");
    let mut chars = line.trim_end_matches('.').chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}
