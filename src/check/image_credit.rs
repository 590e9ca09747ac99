//! # image-credit
//!
//! A photograph or a screenshot of a text says nothing of who made it, or of what allows the site to show
//! it. Most pictures of others may be shown only with both.
//!
//! Name the file in `images` of the front matter, with its maker and its licence; the page shows them
//! below the picture. `credit: own` is for a picture of your own, and `image_credit` of `site.yaml` for all
//! that no text says more of. A drawing (SVG, GIF) needs none.

use std::collections::BTreeSet;

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::link::targets::{Target, shown_file};
use crate::link::{Entry, Site};
use crate::parse::Link;
use crate::parse::markdown::Wanted;
use crate::parse::yaml::Key;
use crate::plan::Plan;
use crate::plan::picture::is_photograph;
use crate::schema::{Image, OWN};

macro_rules! site {
    ($images:literal) => {
        concat!(
            "
=== content/articles/hello.md
---
title: Hello
",
            $images,
            "---
![A runner on a hill](hill.webp)
=== content/articles/hill.webp
A picture
"
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "image-credit",
    group: Group::Honesty,
    severity: Severity::Error,
    source: include_str!("image_credit.rs"),
    check: Check::Site(check),
    fails: site!(""),
    passes: site!("images: [{file: hill.webp, credit: Jane Doe, licence: CC BY 4.0}]\n"),
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    if let Some(all) = &site.settings.image_credit
        && all.licence.is_none()
        && *all.credit != *OWN
    {
        let place = site.locate_setting(&[Key::Field("image_credit"), Key::Field("credit")]);
        found.push(without_licence(place));
    }
    let needs_credit = site.settings.image_credit.is_none();
    for entry in &site.entries {
        let images = &entry.content().common.images;
        let named: BTreeSet<String> =
            images.iter().filter_map(|image| file(entry, image)).collect();
        if needs_credit {
            found.extend(
                shown(entry).filter_map(|(path, link)| uncredited(entry, path, link, &named)),
            );
        }
        for (at, image) in images.iter().enumerate() {
            found.extend(fault(entry, at, image));
        }
    }
}

fn file(entry: &Entry, image: &Image) -> Option<String> {
    shown_file(&entry.document.path, &image.file)
}

/// The pictures of a text, with their places.
fn shown(entry: &Entry) -> impl Iterator<Item = (&str, &Link)> {
    let links = entry.targets.iter().zip(&entry.document.outline.links);
    links.filter_map(|(target, link)| match target {
        Target::Asset { path, .. } if link.is_image => Some((&**path, link)),
        _ => None,
    })
}

fn uncredited(
    entry: &Entry,
    path: &str,
    link: &Link,
    named: &BTreeSet<String>,
) -> Option<Diagnostic> {
    if !is_photograph(path) || named.contains(path) {
        return None;
    }
    let name = &entry.document.text[link.span.range()];
    let help = format!(
        "add `images: [{{file: {name}, credit: NAME, licence: LICENCE}}]` to the front matter, with `credit: own` for your own"
    );
    Some(RULE.finding(link.span, "nobody is named as the maker of this picture").help(help))
}

/// What is wrong with an item of `images`. What the text shows and cannot be shown was told of.
fn fault(entry: &Entry, at: usize, image: &Image) -> Option<Diagnostic> {
    let place =
        |field| entry.document.locate(&[Key::Field("images"), Key::Item(at), Key::Field(field)]);
    let path = file(entry, image);
    let is_wanted = entry.document.outline.wants().any(|(wanted, is_image)| {
        let Wanted::Destination(to) = wanted else { return false };
        is_image && shown_file(&entry.document.path, to) == path
    });
    if !is_wanted {
        let message = format!("the text shows no picture `{}`", image.file.escape_debug());
        let help = "write the file as the text does, or take the item out";
        return Some(RULE.finding(place("file"), message).help(help));
    }
    let lacks = image.licence.is_none() && *image.credit != *OWN;
    lacks.then(|| without_licence(place("credit").into()))
}

fn without_licence(place: Place) -> Diagnostic {
    let help =
        "add `licence: CC BY 4.0`, or whatever allows you to show it; `credit: own` needs none";
    RULE.finding(place, "this picture of somebody else has no licence").help(help)
}
