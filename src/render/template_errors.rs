//! What Tera says of a template → diagnostics at their places, in an author's words.

use std::collections::BTreeSet;
use std::ops::Range;

use tera::{ErrorKind, Tera};

use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use crate::plan::Origin;
use crate::source::{Source, Span};
use crate::theme::PREFIX;

/// A template by the name that Tera knows it under.
#[derive(Debug, Clone)]
pub(super) struct Template {
    pub(super) name: String,
    pub(super) source: Source,
}

/// A place in one of the templates.
type Spot<'t> = (&'t Template, Range<usize>);

/// Adds all templates to Tera.
///
/// # Errors
/// With every mistake of every template. While one has a syntax error, of the others only those are
/// told that do not depend on it.
pub(super) fn add_all(empty: &Tera, texts: &[Template]) -> Result<Tera, Vec<Diagnostic>> {
    let broken: Vec<(&Template, Diagnostic)> = texts
        .iter()
        .filter_map(|template| Some((template, syntax_error(empty, texts, template)?)))
        .collect();
    if broken.is_empty() {
        return between(empty, texts);
    }
    let is_whole =
        |template: &&Template| broken.iter().all(|(other, _)| other.name != template.name);
    let whole: Vec<Template> = texts.iter().filter(is_whole).cloned().collect();
    let mut found: Vec<Diagnostic> = between(empty, &whole).err().unwrap_or_default();
    found.retain(stands_alone);
    found.extend(broken.into_iter().map(|(_, mistake)| mistake));
    Err(found)
}

/// Whether a mistake is one whatever the other templates hold.
fn stands_alone(diagnostic: &Diagnostic) -> bool {
    ["filter", "test", "function"]
        .iter()
        .any(|what| diagnostic.message.starts_with(&format!("unknown {what} ")))
}

/// Tera stops at the first file that it cannot read, so each is also tried alone.
fn syntax_error(empty: &Tera, texts: &[Template], template: &Template) -> Option<Diagnostic> {
    let mut alone = empty.clone();
    let error = alone.add_raw_template(&template.name, &template.source.text).err()?;
    matches!(error.kind(), ErrorKind::SyntaxError(_)).then(|| rendering(texts, &error, None))
}

/// What is wrong between templates that each can be read. Tera stops at the first parent or circle
/// that it cannot follow; the tag that leads there is blanked out, and the rest is tried again.
fn between(empty: &Tera, texts: &[Template]) -> Result<Tera, Vec<Diagnostic>> {
    let mut texts = texts.to_vec();
    let mut found = Vec::new();
    loop {
        let mut tera = empty.clone();
        let named = texts.iter().map(|template| (&template.name, &*template.source.text));
        let Err(error) = tera.add_raw_templates(named) else {
            return if found.is_empty() { Ok(tera) } else { Err(found) };
        };
        let Some((name, tag, mistake)) = dead_end(&texts, &error) else {
            found.extend(of_message(&texts, &error));
            return Err(found);
        };
        found.push(mistake);
        if let Some(template) = texts.iter_mut().find(|template| template.name == name) {
            template.source.text = blanked(&template.source.text, tag).into();
        }
    }
}

/// The text with spaces in place of a tag, so that all other places stay.
fn blanked(text: &str, tag: Range<usize>) -> String {
    let spaces = text[tag.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' });
    format!("{}{}{}", &text[..tag.start], spaces.collect::<String>(), &text[tag.end..])
}

/// The template whose tag leads nowhere or in a circle, the tag, and what to say of it.
fn dead_end(texts: &[Template], error: &tera::Error) -> Option<(String, Range<usize>, Diagnostic)> {
    let (template, word, target, message, help) = match error.kind() {
        ErrorKind::MissingParent { current, parent } => {
            let names = texts.iter().map(|template| template.name.as_str());
            let help = did_you_mean(parent, names)
                .unwrap_or_else(|| format!("write `templates/{parent}`, or extend another"));
            (current, "extends", parent, format!("no template is called `{parent}`"), help)
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            let again = inheritance_chain.last().unwrap_or(tpl);
            let built_in = format!("{PREFIX}{again}");
            let help = if texts.iter().any(|template| template.name == built_in) {
                format!("extend the built-in one: `{{% extends \"{built_in}\" %}}`")
            } else {
                "extend another template, or take the tag out".to_owned()
            };
            (again, "extends", again, format!("the template `{again}` extends itself"), help)
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            let from = include_chain.iter().rev().nth(1).unwrap_or(tpl);
            let help = "take one of the `include` tags out".to_owned();
            (from, "include", tpl, format!("the template `{tpl}` includes itself"), help)
        }
        _ => return None,
    };
    let template = texts.iter().find(|other| other.name == *template)?;
    let (name, tag) = tag_of(&template.source.text, word, target)?;
    let span = Span::new(template.source.id, name);
    let diagnostic = Diagnostic::error("template-error", span, message).help(help);
    Some((template.name.clone(), tag, diagnostic))
}

/// The first tag of a kind that names a template: the place of the name, and of the whole tag. Where
/// the name is not there, as in a longer circle, it is the first tag of the kind.
fn tag_of(text: &str, word: &str, name: &str) -> Option<(Range<usize>, Range<usize>)> {
    let short = name.strip_prefix(PREFIX).unwrap_or(name);
    let tags = || {
        text.match_indices("{%").filter_map(|(start, _)| {
            let end = start + text[start..].find("%}")? + 2;
            let inside = text[start + 2..end].trim_start_matches(['-', ' ', '\t', '\n', '\r']);
            inside.starts_with(word).then_some(start..end)
        })
    };
    let quoted = |tag: Range<usize>| {
        let written = &text[tag.clone()];
        let open = written.find(['"', '\''])? + 1;
        let close = open + written[open..].find(['"', '\''])?;
        Some((tag.start + open..tag.start + close, tag))
    };
    let names = |(place, _): &(Range<usize>, _)| matches!(&text[place.clone()], n if n == name || n == short);
    tags().filter_map(quoted).find(names).or_else(|| tags().find_map(quoted))
}

/// What Tera says in a text: reports with places, one after another, or a sentence.
fn of_message(texts: &[Template], error: &tera::Error) -> Vec<Diagnostic> {
    let message = full_message(error);
    let reports = reports(&message);
    if reports.is_empty() {
        return vec![rendering(texts, error, None)];
    }
    let told = |report: &Report<'_>| {
        let (message, help) = in_words(texts, report.message);
        diagnostic(report.spot(texts), message, help, None)
    };
    reports.iter().map(told).collect()
}

fn full_message(error: &tera::Error) -> String {
    let mut message = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        message = format!("{message}: {inner}");
        source = inner.source();
    }
    message
}

/// One of Tera's reports, as it prints them.
struct Report<'m> {
    message: &'m str,
    template: &'m str,
    /// Both count from 1, columns in characters.
    line: usize,
    column: usize,
    width: usize,
}

/// Reads `error: …`, ` --> name:1:2` and a line of carets, as often as they come.
fn reports(text: &str) -> Vec<Report<'_>> {
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
    fn spot<'t>(&self, texts: &'t [Template]) -> Option<Spot<'t>> {
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

/// An error of a template by itself, or met while a page was rendered.
pub(super) fn rendering(
    texts: &[Template],
    error: &tera::Error,
    page: Option<(&Origin, &str)>,
) -> Diagnostic {
    let (message, spot) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let spot = texts.iter().find(|template| template.name == report.filename());
            let spot = spot.map(|template| (template, report.span().range.clone()));
            (report.message().to_owned(), spot)
        }
        _ => located_by_text(texts, full_message(error)),
    };
    let (message, help) = in_words(texts, &message);
    diagnostic(spot, message, help, page)
}

fn diagnostic(
    spot: Option<Spot<'_>>,
    message: String,
    help: Option<String>,
    page: Option<(&Origin, &str)>,
) -> Diagnostic {
    let place = spot.map_or(Place::Site, |(template, range)| {
        let text = &template.source.text;
        let start = text.floor_char_boundary(range.start.min(text.len()));
        let next = text[start..].chars().next().map_or(0, char::len_utf8);
        let end = text.ceil_char_boundary(range.end.max(start + next).min(text.len()));
        let line = text[start..end].lines().next().unwrap_or_default().trim_end();
        Span::new(template.source.id, start..start + line.len()).into()
    });
    let page = page.map(|(origin, address)| match origin.place {
        Place::Site => format!("it was rendering `{address}`"),
        _ => format!("it was rendering `{address}`, {}", origin.name),
    });
    let help: Vec<String> = help.into_iter().chain(page).collect();
    let diagnostic = Diagnostic::error("template-error", place, message);
    if help.is_empty() {
        return diagnostic.help("the templates are Tera 2: see its manual for what may stand here");
    }
    diagnostic.help(help.join("; ").replace("?; ", "? "))
}

/// Tera's sentence in house style, and what to do where that is known.
fn in_words(texts: &[Template], said: &str) -> (String, Option<String>) {
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

/// The components that a template defines, with the range of their bodies.
fn definitions(template: &Template) -> impl Iterator<Item = (&str, Range<usize>)> {
    let text = &*template.source.text;
    text.match_indices("component ").filter_map(move |(at, word)| {
        let before = text[..at].trim_end_matches(['-', ' ']);
        let start = at + word.len();
        let name = &text[start..start + text[start..].find('(')?];
        let end = text[start..].find("endcomponent").map_or(text.len(), |end| start + end);
        before.ends_with("{%").then(|| (name.trim(), start..end))
    })
}

/// Some mistakes come as bare text that names things in quotes; the first file that holds one of
/// those names is the place.
fn located_by_text(texts: &[Template], message: String) -> (String, Option<Spot<'_>>) {
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
