//! # summary-length
//!
//! A summary is longer than a search engine shows, so that its end is cut off. It is also what cards
//! and feeds show.
//!
//! Say what the page answers in at most 160 characters.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::Site;
use crate::parse::yaml::Key;
use crate::plan::Plan;

/// How many characters of a description search engines show.
const SHOWN: usize = 160;

pub(super) const RULE: Rule = Rule {
    id: "summary-length",
    group: Group::Content,
    severity: Severity::Warning,
    source: include_str!("summary_length.rs"),
    check: Check::Site(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
summary: What happens in a calf on the first day after a hard run. What happens on the second and on the third, and what helped a runner who did too much of it on the hills.
---
Text.
",
    passes: "
=== content/articles/hello.md
---
title: Hello
summary: What happens in a calf on the days after a hard run, and what helped.
---
Text.
",
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    for entry in &site.entries {
        let summary = entry.content().common.summary.as_deref().unwrap_or_default();
        let length = summary.chars().count();
        if length > SHOWN {
            let place = entry.document.locate(&[Key::Field("summary")]);
            let message =
                format!("this summary has {length} characters, of which {SHOWN} are shown");
            found.push(RULE.finding(place, message).help("say what the page answers, and no more"));
        }
    }
}
