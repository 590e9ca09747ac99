//! Findings as an author reads them: the look of rustc, by annotate-snippets.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Place, Severity};
use crate::source::{Source, Sources};

/// How wide a line of a report may be; a longer line of the source is cut around its caret.
const WIDTH: usize = 120;

/// The finding as text of several lines, without colours unless `colour` is set.
#[must_use]
pub fn report(diagnostic: &Diagnostic, sources: &Sources, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(WIDTH);
    renderer.render(&[group(diagnostic, sources)])
}

fn group<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let group = level.primary_title(diagnostic.message.as_str()).id(diagnostic.rule);
    let group = match diagnostic.place {
        Place::Site => Group::with_title(group),
        Place::File(file) => Group::with_title(group).element(Origin::path(sources.path(file))),
        Place::At(span) => match sources.get(span.file) {
            Some(source) => {
                with_snippets(Group::with_title(group), diagnostic, source, span.range(), sources)
            }
            None => Group::with_title(group).element(Origin::path(sources.path(span.file))),
        },
    };
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

fn with_snippets<'a>(
    group: Group<'a>,
    diagnostic: &'a Diagnostic,
    source: &'a Source,
    range: Range<usize>,
    sources: &'a Sources,
) -> Group<'a> {
    let mut primary =
        snippet(source).annotation(AnnotationKind::Primary.span(visible(source, range)));
    let mut other = None;
    if let Some((span, label)) = &diagnostic.related
        && let Some(file) = sources.get(span.file)
    {
        let annotation =
            AnnotationKind::Context.span(visible(file, span.range())).label(label.as_str());
        if file.id == source.id {
            primary = primary.annotation(annotation);
        } else {
            other = Some(snippet(file).annotation(annotation));
        }
    }
    match other {
        Some(other) => group.element(primary).element(other),
        None => group.element(primary),
    }
}

fn snippet(source: &Source) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    Snippet::source(&*source.text).path(&*source.path)
}

/// A range that can be drawn: inside the text, on character boundaries, and never without a width.
fn visible(source: &Source, range: Range<usize>) -> Range<usize> {
    let text = &source.text;
    let start = text.floor_char_boundary(range.start.min(text.len()));
    let end = text.ceil_char_boundary(range.end.clamp(start, text.len()));
    if end > start {
        return start..end;
    }
    let next = text[start..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
    start..start + next
}
