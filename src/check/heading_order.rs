//! # heading-order
//!
//! A text begins with another heading than `##`, or a heading skips a level. The title of the page
//! is its only first-level heading; who listens to the page finds the way by the levels.

use super::Rule;
use crate::diagnostic::Diagnostic;
use crate::link::Site;
use crate::plan::Plan;

pub(super) const RULE: Rule = Rule {
    id: "heading-order",
    check,
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
            let level = heading.level;
            if level == 1 {
                let message = "the title is the only first-level heading of a page";
                let help = "begin it with `##`";
                found.push(Diagnostic::error(RULE.id, heading.span, message).help(help));
            } else if level > last + 1 {
                let message = format!("a heading of level {level} follows one of level {last}");
                let help = format!("begin it with `{}`", "#".repeat(usize::from(last) + 1));
                found.push(Diagnostic::error(RULE.id, heading.span, message).help(help));
            }
            last = level;
        }
    }
}
