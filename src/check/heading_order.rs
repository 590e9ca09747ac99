//! # heading-order
//!
//! A text begins with another heading than `##`, or a heading skips a level. The title of the page
//! is its only first-level heading; who listens to the page finds the way by the levels.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::Site;
use crate::plan::Plan;

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
        for heading in &entry.content().outline.headings {
            let level = heading.level;
            if level == 1 {
                let message = "the title is the only first-level heading of a page";
                let help = "begin it with `##`";
                found.push(RULE.finding(heading.span, message).help(help));
            } else if level > last + 1 {
                let message = format!("a heading of level {level} follows one of level {last}");
                let help = format!("begin it with `{}`", "#".repeat(usize::from(last) + 1));
                found.push(RULE.finding(heading.span, message).help(help));
            }
            last = level;
        }
    }
}
