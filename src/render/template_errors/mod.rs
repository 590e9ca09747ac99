//! What Tera says of a template → diagnostics at their places, in an author's words.

mod places;
mod words;

use std::ops::Range;

use tera::{ErrorKind, Tera};

use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use crate::plan::Origin;
use crate::source::{Source, Span};
use crate::theme::PREFIX;
use places::{Report, located_by_text, reports};
use words::in_words;

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
    let mut tera = empty.clone();
    let named = texts.iter().map(|template| (&template.name, &*template.source.text));
    if tera.add_raw_templates(named).is_ok() {
        return Ok(tera);
    }
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
