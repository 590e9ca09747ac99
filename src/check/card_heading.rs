//! # card-heading
//!
//! The heading of a card of warning signs does not say "if:". Its signs are clauses that follow
//! that word: "Call 999 now if: you cough up blood". Without it a reader cannot tell whether the signs
//! are reasons to act or something to wait for.
//!
//! Begin the heading with one action and end it with "if:".

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::Site;
use crate::parse::yaml::Key;
use crate::plan::Plan;

macro_rules! site {
    ($heading:literal) => {
        concat!(
            "
=== content/site.yaml
cards:
  emergency: {heading: \"",
            $heading,
            "\"}
  today: {heading: \"Get medical advice today if:\"}
  this-week: {heading: \"See a doctor this week if:\"}
  see-someone: {heading: \"See a doctor or physiotherapist if:\"}
=== content/articles/hello.md
---
title: Hello
---
Text.
"
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "card-heading",
    group: Group::Safety,
    severity: Severity::Error,
    source: include_str!("card_heading.rs"),
    check: Check::Site(check),
    fails: site!("Emergencies"),
    passes: site!("Call {{emergency_number}} now if:"),
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    // A site in another language has another word for it.
    if !site.settings.language.starts_with("en") {
        return;
    }
    for (level, words) in &site.settings.cards {
        if !words.heading.contains("if:") {
            let path = [Key::Field("cards"), Key::Field(level.name()), Key::Field("heading")];
            let message = format!("the heading of the card `{}` does not say `if:`", level.name());
            let help = "begin it with one action and end it with `if:`, which the signs follow";
            found.push(RULE.finding(site.locate_setting(&path), message).help(help));
        }
    }
}
