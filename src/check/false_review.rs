//! # false-review
//!
//! An entry claims a review that cannot stand: by somebody without a registration that a reader can
//! look up, by its only author, on a day to come, or of text that is older than the page. Readers
//! trust "checked by"; it must be true.

use super::Rule;
use crate::diagnostic::Diagnostic;
use crate::link::{Entry, Site};
use crate::parse::Fields;
use crate::parse::yaml::Key;
use crate::plan::Plan;
use crate::schema::Review;

pub(super) const RULE: Rule = Rule {
    id: "false-review",
    check,
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

fn fault(site: &Site, entry: &Entry, review: &Review) -> Option<Diagnostic> {
    let reviewer = site.entry(entry.reviewer?);
    let has_credential =
        matches!(reviewer.fields(), Fields::Person(person) if person.credential.is_some());
    let name = review.by.id();
    let (field, message, help) = if !has_credential {
        let message = format!("`{name}` has no `credential` that a reader could look up");
        ("by", message, "leave `review` out until a health professional has checked the entry")
    } else if !entry.authors.is_empty()
        && entry.authors.iter().all(|author| Some(*author) == entry.reviewer)
    {
        ("by", format!("`{name}` wrote this and cannot be the one who checked it"), "name another")
    } else if review.on > site.conditions.today {
        ("on", format!("the review is dated {}, which is still to come", review.on), "give its day")
    } else if entry.content().date.is_some_and(|date| review.on < date) {
        ("on", format!("the review of {} is older than the entry", review.on), "give its day")
    } else {
        return None;
    };
    let span = entry.document.locate(&[Key::Field("review"), Key::Field(field)]);
    Some(Diagnostic::error(RULE.id, span, message).help(help))
}
