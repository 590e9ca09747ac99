//! # weak-sources
//!
//! All that an entry rests on is news, or sources of which only the record was seen. Nobody has read a
//! text that backs its claims.
//!
//! Cite a source whose text was found.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::Site;
use crate::parse::yaml::Key;
use crate::plan::Plan;
use crate::schema::{SourceEntry, SourceKind, SourceStatus};

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
    id: "weak-sources",
    group: Group::Sources,
    severity: Severity::Warning,
    source: include_str!("weak_sources.rs"),
    check: Check::Site(check),
    fails: site!("record"),
    passes: site!("found"),
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    for (entry, sources) in site.entries.iter().zip(site.cited_by_entry()) {
        if !sources.is_empty() && sources.iter().all(|id| is_weak(site.source(*id))) {
            let place = entry.document.locate(&[Key::Field("title")]);
            let kind = entry.kind().name();
            let message = format!("this {kind} rests on news, or on sources that nobody read");
            found
                .push(RULE.finding(place, message).help("cite a source whose `status` is `found`"));
        }
    }
}

fn is_weak(source: &SourceEntry) -> bool {
    // One that nobody looked up is told of by a rule of its own.
    source.status == SourceStatus::Record || source.kind == SourceKind::News
}
