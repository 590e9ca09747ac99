//! # social-card-letters
//!
//! Titles have letters that the typeface of social cards does not have, which is made for Latin, Greek and
//! Cyrillic. Such a page has no card of its own: other sites show that of the site with a link to it, or none.
//!
//! Leave it so, or write `social_cards: false` into `site.yaml` and have none at all.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::{EntryId, Site};
use crate::parse::yaml::Key;
use crate::plan::{Plan, social_card};
use crate::schema::Kind;

pub(super) const RULE: Rule = Rule {
    id: "social-card-letters",
    group: Group::Content,
    severity: Severity::Warning,
    source: include_str!("social_card_letters.rs"),
    check: Check::Site(check),
    fails: "
=== content/articles/hello.md
---
title: 走る
---
Text.
",
    passes: "
=== content/articles/hello.md
---
title: Бегать
---
Text.
",
};

/// One finding for all titles, since a site in another script has nothing else.
fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    if !site.settings.social_cards || cfg!(not(feature = "images")) {
        return;
    }
    let lacks = |id: &EntryId| {
        let entry = site.entry(*id);
        let is_shown = !matches!(entry.kind(), Kind::Person | Kind::Page);
        is_shown && !social_card::can_be_drawn(entry.title())
    };
    let titles: Vec<EntryId> = site.ids().filter(lacks).collect();
    let Some(first) = titles.first() else { return };
    let document = &site.entry(*first).document;
    let message = match titles.len() {
        1 => "this title has letters that its card cannot show".to_owned(),
        count => format!("this title and {} more have letters that cards cannot show", count - 1),
    };
    let place = document.locate(&[Key::Field("title")]);
    let help = "the card of the site stands in; `social_cards: false` of `site.yaml` makes none";
    found.push(RULE.finding(place, message).help(help));
}
