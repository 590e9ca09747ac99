//! # dead-anchor
//!
//! A link ends in `#something`, and the page has no heading or part of that name: the reader lands
//! at the top and looks for what was promised.
//!
//! An anchor is the heading's words in lower case with hyphens, or the id that its author gave it
//! with `{#id}`.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity, did_you_mean};
use crate::link::definitions::Meaning;
use crate::link::{Entry, Site, Target};
use crate::parse::anchors::SECTION_IDS;
use crate::plan::{Output, Page, Plan};
use crate::schema::Kind;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    id: "dead-anchor",
    group: Group::Links,
    severity: Severity::Error,
    source: include_str!("dead_anchor.rs"),
    check: Check::Site(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
---
See [below](#whats-next).

## What comes next
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
See [below](#what-comes-next).

## What comes next
",
};

fn check(site: &Site, plan: &Plan, found: &mut Vec<Diagnostic>) {
    let has_anchors = |entry: &Entry| entry.targets.iter().any(|target| anchor(target).is_some());
    if !site.entries.iter().any(|entry| has_anchors(entry)) {
        return;
    }
    let addresses = plan.addresses();
    for id in site.ids() {
        let entry = site.entry(id);
        let links = entry.document.outline.links.iter().zip(&entry.targets);
        for (link, target) in links {
            let address = match target {
                Target::Entry { id, .. } => addresses.of(*id),
                Target::Address { path, .. } => path,
                _ => addresses.of(id),
            };
            if let (Some(anchor), Some(planned)) = (anchor(target), plan.at(address))
                && let Output::Page(page) = &planned.output
                && !page.has_anchor(anchor)
                && !may_come_back(site, anchor)
            {
                found.push(dead(page, anchor, link.span));
            }
        }
    }
}

/// A part of a page that lists entries is not there while their mistakes keep them out.
fn may_come_back(site: &Site, anchor: &str) -> bool {
    let is_lost = |kind| site.definitions.any(kind, Meaning::Lost);
    SECTION_IDS.contains(&anchor) && Kind::ENTRIES.into_iter().any(is_lost)
}

fn anchor(target: &Target) -> Option<&str> {
    match target {
        Target::Anchor(anchor) => Some(anchor),
        Target::Entry { anchor, .. } | Target::Address { anchor, .. } => anchor.as_deref(),
        _ => None,
    }
}

fn dead(page: &Page, anchor: &str, span: Span) -> Diagnostic {
    let headings = page.body.iter().flat_map(|body| body.heading_ids.iter()).map(|id| &**id);
    let sections = page.sections.iter().map(|section| &*section.id);
    let message = format!("`{}` has no anchor `#{anchor}`", page.address);
    let help = did_you_mean(anchor, headings.chain(sections))
        .unwrap_or_else(|| "name a heading of that page, in lower case with hyphens".to_owned());
    RULE.finding(span, message).help(help)
}
