//! # unused-source
//!
//! No entry and no warning sign cites a source, although others are cited, so that no reader ever sees
//! it. It is either left over or forgotten where it was meant.
//!
//! Cite it, or take it out.

use std::collections::BTreeSet;

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::{Entry, Site, SourceId, Target};
use crate::parse::markdown::Wanted;
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
- {id: other, title: Another study, org: A journal, kind: rct, url: https://example.org/2, status: found}
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
    fails: site!("Text [@study]."),
    passes: site!("Text [@study; @other]."),
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    let cited: BTreeSet<SourceId> = site.cited_sources().collect();
    // What is not published yet may be what cites one, and so may a citation that is misspelt.
    if cited.is_empty()
        || !site.is_complete()
        || site.entries.iter().any(|entry| has_broken_citation(entry))
    {
        return;
    }
    for id in site.source_ids().filter(|id| !cited.contains(id)) {
        let message = format!("nothing cites `{}`", site.source(id).id);
        let help = "cite it where it belongs, or take it out";
        found.push(RULE.finding(site.locate_source(id), message).help(help));
    }
}

fn has_broken_citation(entry: &Entry) -> bool {
    let links = entry.document.outline.links.iter().zip(&entry.targets);
    links.into_iter().any(|(link, target)| match (&link.wanted, target) {
        (Wanted::Citation(ids), Target::Citation(sources)) => sources.len() < ids.len(),
        (Wanted::Citation(_), _) => true,
        _ => false,
    })
}
