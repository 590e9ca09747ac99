//! # review-due
//!
//! The day by which an entry was to be checked again is past, or less than 60 days away. The page says
//! so to its readers once the day is past.
//!
//! Ask the reviewer, and write the new days down.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::Site;
use crate::parse::yaml::Key;
use crate::plan::Plan;
use crate::schema::Day;

/// How many days before it is due a review is told of.
const NOTICE: i32 = 60;

macro_rules! site {
    ($next:literal) => {
        concat!(
            "
=== content/articles/hello.md
---
title: Hello
authors: [sam]
review: {by: alex, on: 2026-01-02, next: ",
            $next,
            "}
---
Text.
=== content/people/alex.md
---
title: Alex Example
credential: {profession: physiotherapist, register: https://example.org/PH0, verified: 2026-01-01}
---
=== content/people/sam.md
---
title: Sam Example
---
"
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "review-due",
    group: Group::Upkeep,
    severity: Severity::Warning,
    source: include_str!("review_due.rs"),
    check: Check::Site(check),
    fails: site!("2026-07-02"),
    passes: site!("2027-07-02"),
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    for entry in &site.entries {
        let next = entry.content().common.review.as_ref().and_then(|review| review.next);
        let Some(next) = next else { continue };
        let days = days_between(site.conditions.today, next);
        let message = match days {
            ..0 => format!("the next review was due on {next}"),
            0..NOTICE => format!("the next review is due on {next}"),
            _ => continue,
        };
        let place = entry.document.locate(&[Key::Field("review"), Key::Field("next")]);
        let help = "ask the reviewer, and write the new days down";
        found.push(RULE.finding(place, message).help(help));
    }
}

fn days_between(from: Day, to: Day) -> i32 {
    (to.0 - from.0).get_days()
}
