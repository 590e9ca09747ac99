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
    let group = level.primary_title(&*diagnostic.message).id(diagnostic.rule);
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
        Some(help) => group.element(Level::HELP.message(&**help)),
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
    let primary = visible(source, range);
    let related = diagnostic.related.as_deref().and_then(|(span, label)| {
        let file = sources.get(span.file)?;
        Some((file, visible(file, span.range()), label.as_str()))
    });
    let mut shown = lines_around(source, &primary);
    if let Some((file, range, _)) = &related
        && file.id == source.id
    {
        let other = lines_around(file, range);
        shown = shown.start.min(other.start)..shown.end.max(other.end);
    }
    let mut primary =
        snippet(source, &shown).annotation(AnnotationKind::Primary.span(within(&primary, &shown)));
    let mut other = None;
    if let Some((file, range, label)) = related {
        let annotation =
            |shown: &Range<usize>| AnnotationKind::Context.span(within(&range, shown)).label(label);
        if file.id == source.id {
            primary = primary.annotation(annotation(&shown));
        } else {
            let shown = lines_around(file, &range);
            other = Some(snippet(file, &shown).annotation(annotation(&shown)));
        }
    }
    match other {
        Some(other) => group.element(primary).element(other),
        None => group.element(primary),
    }
}

/// Only the lines that are shown: a report does not take longer for a longer file.
fn snippet<'a>(
    source: &'a Source,
    shown: &Range<usize>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let first_line = source.line_column(shown.start).0;
    Snippet::source(&source.text[shown.clone()]).line_start(first_line).path(&*source.path)
}

/// The whole lines that a range stands on.
fn lines_around(source: &Source, range: &Range<usize>) -> Range<usize> {
    let start = source.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end =
        source.text[range.end..].find('\n').map_or(source.text.len(), |at| range.end + at + 1);
    start..end
}

fn within(range: &Range<usize>, shown: &Range<usize>) -> Range<usize> {
    range.start - shown.start..range.end - shown.start
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
