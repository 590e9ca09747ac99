//! # unverified-source
//!
//! Something rests on a source whose `status` is `unverified`: nobody looked it up. A citation tells
//! the reader that somebody did.
//!
//! Look it up and write down how it was found, or cite another.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::Site;
use crate::plan::Plan;
use crate::schema::SourceStatus;

macro_rules! site {
    ($status:literal) => {
        concat!(
            "
=== content/articles/hello.md
---
title: Hello
---
Text [@study].
=== content/sources.yaml
- id: study
  title: A study
  org: A journal
  kind: rct
  url: https://example.org/
  status: ",
            $status,
            "
"
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "unverified-source",
    group: Group::Honesty,
    severity: Severity::Error,
    source: include_str!("unverified_source.rs"),
    check: Check::Site(check),
    fails: site!("unverified"),
    passes: site!("found"),
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    for id in site.cited_sources() {
        let source = site.source(id);
        if source.status == SourceStatus::Unverified {
            let user = site.source_uses(id).entries.first();
            let user = user.map_or_else(
                || "a warning sign".to_owned(),
                |user| format!("`{}`", site.entry(*user).document.id),
            );
            let message = format!("{user} rests on `{}`, which nobody looked up", source.id);
            let help = "look it up and say in `status` how it was found, or cite another";
            found.push(RULE.finding(site.locate_source(id), message).help(help));
        }
    }
}
