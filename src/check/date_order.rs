//! # date-order
//!
//! The days of an entry contradict each other: it was changed before it was written, on a day to come,
//! or it ends before it begins. Readers judge by these days how far they can trust a page.
//!
//! Mend the day that is wrong.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::{Entry, Site};
use crate::parse::yaml::Key;
use crate::plan::Plan;
use crate::schema::Day;

pub(super) const RULE: Rule = Rule {
    id: "date-order",
    group: Group::Honesty,
    severity: Severity::Error,
    source: include_str!("date_order.rs"),
    check: Check::Site(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
date: 2026-02-01
updated: 2026-01-02
---
Text.
",
    passes: "
=== content/articles/hello.md
---
title: Hello
date: 2026-01-02
updated: 2026-02-01
---
Text.
",
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    for entry in &site.entries {
        let common = &entry.content().common;
        if let Some(updated) = common.updated {
            changed(site, entry, updated, &[Key::Field("updated")], found);
        }
        for (at, change) in common.changes.iter().enumerate() {
            let path = [Key::Field("changes"), Key::Item(at), Key::Field("date")];
            changed(site, entry, change.date, &path, found);
        }
        if let (Some(end), Some(date)) = (common.expires, entry.content().date)
            && end <= date
        {
            let message = format!("it ends on {end}, before it begins on {date}");
            add(entry, &[Key::Field("expires")], message, found);
        }
    }
}

/// A change after the day it was written, and not on a day to come.
fn changed(site: &Site, entry: &Entry, day: Day, path: &[Key<'_>], found: &mut Vec<Diagnostic>) {
    let (today, date) = (site.conditions.today, entry.content().date);
    if let Some(date) = date.filter(|date| day < *date) {
        add(entry, path, format!("a change on {day} is older than the entry of {date}"), found);
    } else if day > today && date.is_none_or(|date| date <= today) {
        add(entry, path, format!("a change on {day} is still to come"), found);
    }
}

fn add(entry: &Entry, path: &[Key<'_>], message: String, found: &mut Vec<Diagnostic>) {
    let help = "write the day on which it happened";
    found.push(RULE.finding(entry.document.locate(path), message).help(help));
}
