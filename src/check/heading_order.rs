//! # heading-order
//!
//! A text begins with another heading than `##`, or a heading skips a level. The title of the page
//! is its only first-level heading; who listens to the page finds the way by the levels.
//!
//! Begin with `##`, and go down one level at a time.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::link::{Entry, Site};
use crate::parse::Heading;
use crate::plan::Plan;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    id: "heading-order",
    group: Group::Accessibility,
    severity: Severity::Error,
    source: include_str!("heading_order.rs"),
    check: Check::Site(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
---
## One

#### Two
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
## One

### Two
",
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    for entry in &site.entries {
        let mut last = 1;
        for heading in &entry.document.outline.headings {
            if heading.level == 1 {
                let message = "the title is the only first-level heading of a page";
                found.push(RULE.finding(heading.span, message).help("begin it with `##`"));
            } else if heading.level > last + 1 {
                found.push(skipped(entry, heading, last));
            }
            last = heading.level;
        }
    }
}

fn skipped(entry: &Entry, heading: &Heading, last: u8) -> Diagnostic {
    let message = format!("a heading of level {} follows one of level {last}", heading.level);
    let signs = "#".repeat(usize::from(last) + 1);
    let finding = RULE.finding(heading.span, message).help(format!("begin it with `{signs}`"));
    let start = heading.span.range().start;
    let written = start..start + usize::from(heading.level);
    let text = entry.document.text.get(written.clone());
    if text.is_some_and(|text| text.bytes().all(|sign| sign == b'#')) {
        return finding.fix(Fix::replace(Span::new(heading.span.file, written), signs));
    }
    finding
}
