//! # duplicate-title
//!
//! Two entries of one kind have the same title. In a list, in search results and in the tabs of a
//! browser nobody can tell one from the other.
//!
//! Say in the title what sets the entry apart.

use std::collections::BTreeMap;

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::{Entry, Site};
use crate::parse::yaml::Key;
use crate::plan::Plan;
use crate::schema::Kind;

macro_rules! site {
    ($title:literal) => {
        concat!(
            "
=== content/articles/one.md
---
title: Sore calves
---
Text.
=== content/articles/two.md
---
title: ",
            $title,
            "
---
Text.
"
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "duplicate-title",
    group: Group::Content,
    severity: Severity::Warning,
    source: include_str!("duplicate_title.rs"),
    check: Check::Site(check),
    fails: site!("Sore calves"),
    passes: site!("Sore calves after hills"),
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    let mut titles: BTreeMap<(Kind, String), &Entry> = BTreeMap::new();
    for entry in &site.entries {
        let title = (entry.kind(), entry.title().to_lowercase());
        let Some(first) = titles.get(&title) else {
            titles.insert(title, entry);
            continue;
        };
        let place = |entry: &Entry| entry.document.locate(&[Key::Field("title")]);
        let message = format!("another {} has this title", entry.kind().name());
        let finding = RULE.finding(place(entry), message).related(place(first), "the other");
        found.push(finding.help("say what sets this one apart"));
    }
}
