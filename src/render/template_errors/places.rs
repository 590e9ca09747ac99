//! Where in the templates a mistake stands that Tera tells of in words only.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Spot, Template};

/// One of Tera's reports, as it prints them.
pub(super) struct Report<'m> {
    pub(super) message: &'m str,
    template: &'m str,
    /// Both count from 1, columns in characters.
    line: usize,
    column: usize,
    width: usize,
}

/// Reads `error: …`, ` --> name:1:2` and a line of carets, as often as they come.
pub(super) fn reports(text: &str) -> Vec<Report<'_>> {
    let lines: Vec<&str> = text.lines().collect();
    let is_head = |at: &usize| lines[*at].starts_with("error: ");
    let report = |at: usize| {
        let place = lines.get(at + 1)?.trim_start().strip_prefix("--> ")?;
        let mut parts = place.rsplitn(3, ':');
        let column = parts.next()?.parse().ok()?;
        let line = parts.next()?.parse().ok()?;
        let carets = lines.get(at + 4)?.bytes().rev().take_while(|byte| *byte == b'^').count();
        let message = lines[at].strip_prefix("error: ")?;
        Some(Report { message, template: parts.next()?, line, column, width: carets })
    };
    (0..lines.len()).filter(is_head).filter_map(report).collect()
}

impl Report<'_> {
    pub(super) fn spot<'t>(&self, texts: &'t [Template]) -> Option<Spot<'t>> {
        let template = texts.iter().find(|template| template.name == self.template)?;
        let text = &template.source.text;
        let line = text.split_inclusive('\n').take(self.line - 1).map(str::len).sum::<usize>();
        let byte = |column: usize| {
            let rest = &text[line..];
            line + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
        };
        let range = byte(self.column - 1)..byte(self.column - 1 + self.width);
        // What is not known is shown by its name alone.
        let named = self.message.strip_prefix("Unknown ").and_then(|rest| rest.split('`').nth(1));
        let at = named.and_then(|name| Some((text[range.clone()].find(name)?, name.len())));
        let range = match at {
            Some((at, length)) => range.start + at..range.start + at + length,
            None => range,
        };
        Some((template, range))
    }
}

/// Some mistakes come as bare text that names things in quotes; the first file that holds one of
/// those names is the place.
pub(super) fn located_by_text(texts: &[Template], message: String) -> (String, Option<Spot<'_>>) {
    if message.contains("recursion depth for components") {
        return match endless_component(texts) {
            Some((name, spot)) => {
                (format!("the component `{name}` calls itself without end"), Some(spot))
            }
            None => ("a component calls itself without end".to_owned(), None),
        };
    }
    let quoted: Vec<&str> = message
        .split(['`', '\'', '"'])
        .skip(1)
        .step_by(2)
        .filter(|name| !name.is_empty())
        .collect();
    let file = quoted.iter().rev().find_map(|name| texts.iter().find(|other| other.name == **name));
    let wanted = quoted.iter().filter(|name| file.is_none_or(|file| file.name != **name));
    let spot = wanted.into_iter().find_map(|name| find(texts, file, name));
    let spot = spot.or_else(|| Some((file?, 0..1)));
    (message, spot)
}

/// The first place of a name, in one file or in any.
fn find<'t>(texts: &'t [Template], file: Option<&Template>, name: &str) -> Option<Spot<'t>> {
    let fits = |template: &&Template| file.is_none_or(|file| file.name == template.name);
    texts.iter().filter(fits).find_map(|template| {
        let at = template.source.text.find(name)?;
        Some((template, at..at + name.len()))
    })
}

/// A component whose body leads back to it, by itself or through others, and the call that does.
fn endless_component(texts: &[Template]) -> Option<(&str, Spot<'_>)> {
    let all: Vec<(&str, &Template, Range<usize>)> = texts
        .iter()
        .flat_map(|template| definitions(template).map(move |(name, body)| (name, template, body)))
        .collect();
    all.iter().find_map(|(name, template, body)| {
        let text = &template.source.text;
        let called = |other: &str| call(&text[body.clone()], other).map(|at| body.start + at);
        let first = all.iter().map(|(other, ..)| *other).find_map(|other| {
            let at = called(other)?;
            leads_to(&all, other, name, &mut BTreeSet::new()).then_some((other, at))
        });
        let (other, at) = first?;
        Some((*name, (*template, at + 1..at + 1 + other.len())))
    })
}

/// Where a component is called in a text.
fn call(text: &str, component: &str) -> Option<usize> {
    let opening = format!("<{component}");
    let ends = |at: usize| {
        !text[at + opening.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
    };
    text.match_indices(&opening).map(|(at, _)| at).find(|at| ends(*at))
}

fn leads_to<'t>(
    all: &[(&'t str, &Template, Range<usize>)],
    from: &'t str,
    to: &str,
    seen: &mut BTreeSet<&'t str>,
) -> bool {
    if from == to {
        return true;
    }
    if !seen.insert(from) {
        return false;
    }
    let bodies = all.iter().filter(|(name, ..)| *name == from);
    let texts: Vec<&str> =
        bodies.map(|(_, template, body)| &template.source.text[body.clone()]).collect();
    let is_called = |other: &str| texts.iter().any(|text| call(text, other).is_some());
    all.iter().any(|(other, ..)| is_called(other) && leads_to(all, other, to, seen))
}

/// The components that a template defines, with the range of their bodies.
pub(super) fn definitions(template: &Template) -> impl Iterator<Item = (&str, Range<usize>)> {
    let text = &*template.source.text;
    text.match_indices("component ").filter_map(move |(at, word)| {
        let before = text[..at].trim_end_matches(['-', ' ']);
        let start = at + word.len();
        let name = &text[start..start + text[start..].find('(')?];
        let end = text[start..].find("endcomponent").map_or(text.len(), |end| start + end);
        before.ends_with("{%").then(|| (name.trim(), start..end))
    })
}
