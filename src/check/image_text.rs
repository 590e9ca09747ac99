//! # image-text
//!
//! A picture has no text in its square brackets, or one that says nothing: the name of its file, or
//! "picture of". Who cannot see the picture hears that text in its place, and only that.
//!
//! Say what the picture shows, as you would on the telephone.

use super::{Check, Group, Prose, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::Link;
use crate::parse::outline::slug;
use crate::source::Span;

macro_rules! site {
    ($text:literal) => {
        concat!(
            "
=== content/articles/hello.md
---
title: Hello
---
![",
            $text,
            "](calf-raise.svg)
=== content/articles/calf-raise.svg
<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>
"
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "image-text",
    group: Group::Accessibility,
    severity: Severity::Warning,
    source: include_str!("image_text.rs"),
    check: Check::Prose(check),
    fails: site!(""),
    passes: site!("A runner on tiptoe on a step, heels above its edge"),
};

const OPENINGS: [&str; 7] = [
    "image of",
    "a picture of",
    "picture of",
    "an image of",
    "photo of",
    "a photo of",
    "graphic of",
];

fn check(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    for image in prose.document.outline.links.iter().filter(|link| link.is_image) {
        let Some((text, span)) = text_of(&prose.document.text, image) else { continue };
        let target = &prose.document.text[image.span.range()];
        let message = if text.is_empty() {
            "this picture has no text for who cannot see it"
        } else if is_name_of(text, target) {
            "the text of this picture is the name of its file"
        } else if opening(text).is_some() {
            "a reader knows that it is a picture"
        } else {
            continue;
        };
        let help = "say between the square brackets what it shows";
        found.push(RULE.finding(span, message).help(help));
    }
}

/// The text between the square brackets before the address, and its place.
fn text_of<'a>(text: &'a str, image: &Link) -> Option<(&'a str, Span)> {
    let target = image.span.range();
    let end = text[..target.start].rfind("](")?;
    let start = text[..end].rfind("![")? + 2;
    let place = if start == end { target } else { start..end };
    Some((text[start..end].trim(), Span::new(image.span.file, place)))
}

fn is_name_of(text: &str, target: &str) -> bool {
    let file = target.rsplit('/').next().unwrap_or(target);
    let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
    text == file || slug(text) == slug(name)
}

fn opening(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    OPENINGS.into_iter().find(|opening| lower.starts_with(opening))
}
