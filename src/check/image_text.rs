//! # image-text
//!
//! A picture has no text in its square brackets, or one that says nothing: the name of its file, or
//! "picture of". Who cannot see the picture hears that text in its place, and only that; so one without
//! any text is an error.
//!
//! Say what the picture shows, as you would on the telephone.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::{Site, Target};
use crate::parse::Link;
use crate::parse::anchors::slug;
use crate::plan::Plan;
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
    check: Check::Site(check),
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

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    for entry in &site.entries {
        let links = entry.document.outline.links.iter().zip(&entry.targets);
        // A picture that is not there was told of.
        let is_shown = |target: &Target| matches!(target, Target::Asset { .. });
        let images = links.filter(|(link, target)| link.is_image && is_shown(target));
        found.extend(images.filter_map(|(image, _)| fault(&entry.document.text, image)));
    }
}

const HELP: &str = "say between the square brackets what it shows";

fn fault(document: &str, image: &Link) -> Option<Diagnostic> {
    let (text, span) = text_of(document, image)?;
    if text.is_empty() {
        let message = "this picture has no text for who cannot see it";
        return Some(Diagnostic::error(RULE.id, span, message).help(HELP));
    }
    let message = if is_name_of(text, &document[image.span.range()]) {
        "the text of this picture is the name of its file"
    } else if is_opened(text) {
        "a reader knows that it is a picture"
    } else {
        return None;
    };
    Some(RULE.finding(span, message).help(HELP))
}

/// The text between the square brackets, and its place, or that of the address where there is none. It
/// looks no further than the picture reaches, so that many pictures take no longer each.
fn text_of<'a>(text: &'a str, image: &Link) -> Option<(&'a str, Span)> {
    let target = image.span.range();
    let before = text[..target.start].trim_end();
    let before = before.strip_suffix('<').unwrap_or(before);
    let place = if let Some(before) = before.strip_suffix("](") {
        before.rfind("![")? + 2..before.len()
    } else {
        let inside = text[target.clone()].strip_prefix("![")?;
        target.start + 2..target.start + 2 + inside.find(']')?
    };
    let shown = if place.is_empty() { target } else { place.clone() };
    Some((text[place].trim(), Span::new(image.span.file, shown)))
}

fn is_name_of(text: &str, target: &str) -> bool {
    let file = target.rsplit('/').next().unwrap_or(target);
    let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
    text == file || slug(text) == slug(name)
}

fn is_opened(text: &str) -> bool {
    let lower = text.to_lowercase();
    OPENINGS.into_iter().any(|opening| lower.starts_with(opening))
}
