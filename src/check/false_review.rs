//! # false-review
//!
//! An entry claims a review that cannot stand: by somebody without a registration that a reader can
//! look up, by its only author, on a day to come, or of text that is older than the page. Readers
//! trust "checked by"; it must be true.
//!
//! Leave `review` out until a health professional has checked the entry; the page says so then.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::{Entry, Site};
use crate::parse::Fields;
use crate::parse::yaml::Key;
use crate::plan::Plan;
use crate::schema::Review;

pub(super) const RULE: Rule = Rule {
    id: "false-review",
    group: Group::Honesty,
    severity: Severity::Error,
    source: include_str!("false_review.rs"),
    check: Check::Site(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
review: {by: alex, on: 2020-01-01}
---
Text.
=== content/people/alex.md
---
title: Alex Example
---
Writes about running and has no health profession.
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
Text.
=== content/people/alex.md
---
title: Alex Example
---
Writes about running and has no health profession.
",
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    for entry in &site.entries {
        if let Some(review) = &entry.content().common.review {
            found.extend(fault(site, entry, review));
        }
    }
}

/// Authors are compared by name, since one whose own file has mistakes is still an author.
fn wrote_alone(site: &Site, entry: &Entry, reviewer: &str) -> bool {
    let own = &entry.content().common.authors;
    let authors = if own.is_empty() { &site.settings.authors } else { own };
    !authors.is_empty() && authors.iter().all(|author| **author.id() == *reviewer)
}

fn fault(site: &Site, entry: &Entry, review: &Review) -> Option<Diagnostic> {
    let reviewer = site.entry(entry.reviewer?);
    let has_credential =
        matches!(reviewer.fields(), Fields::Person(person) if person.credential.is_some());
    let name = review.by.id();
    let (field, message, help) = if !has_credential {
        let message = format!("`{name}` has no `credential` for a reader to look up");
        ("by", message, "leave `review` out until a health professional has checked the entry")
    } else if wrote_alone(site, entry, name) {
        (
            "by",
            format!("`{name}` wrote this and cannot be the one who checked it"),
            "name who else checked it, or leave `review` out",
        )
    } else if review.on > site.conditions.today {
        (
            "on",
            format!("the review is dated {}, which is still to come", review.on),
            "write the day on which it was checked",
        )
    } else if entry.content().date.is_some_and(|date| review.on < date) {
        (
            "on",
            format!("the review of {} is older than the entry", review.on),
            "write the day on which it was checked",
        )
    } else {
        return None;
    };
    let span = entry.document.locate(&[Key::Field("review"), Key::Field(field)]);
    Some(RULE.finding(span, message).help(help))
}
