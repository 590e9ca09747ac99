//! # unused-source
//!
//! No entry and no warning sign cites a source, so that no reader ever sees it. It is either left over
//! or forgotten where it was meant.
//!
//! Cite it, or take it out.

use std::collections::BTreeSet;

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::{Site, SourceId};
use crate::plan::Plan;

macro_rules! site {
    ($text:literal) => {
        concat!(
            "
=== content/articles/hello.md
---
title: Hello
---
",
            $text,
            "
=== content/sources.yaml
- {id: study, title: A study, org: A journal, kind: rct, url: https://example.org/, status: found}
"
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "unused-source",
    group: Group::Sources,
    severity: Severity::Warning,
    source: include_str!("unused_source.rs"),
    check: Check::Site(check),
    fails: site!("Text."),
    passes: site!("Text [@study]."),
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    // What is not published yet may be what cites one.
    if !site.is_complete() {
        return;
    }
    let cited: BTreeSet<SourceId> = site.cited_sources().collect();
    for id in site.source_ids().filter(|id| !cited.contains(id)) {
        let message = format!("nothing cites `{}`", site.source(id).id);
        let help = "cite it where it belongs, or take it out";
        found.push(RULE.finding(site.locate_source(id), message).help(help));
    }
}
