//! # fake-list
//!
//! Lines begin with a dot or a dash from the keyboard, so that they look like a list and are none. A
//! screen reader does not say how many items there are, and on a phone the lines run together.
//!
//! Begin each item with `- `.

use std::ops::Range;

use super::{Check, Group, Prose, Rule};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    id: "fake-list",
    group: Group::Accessibility,
    severity: Severity::Warning,
    source: include_str!("fake_list.rs"),
    check: Check::Prose(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
---
• Lean in.
• Hold.
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
- Lean in.
- Hold.
",
};

const BULLETS: [char; 5] = ['•', '·', '–', '—', '‣'];

fn check(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    let Some((document, content)) = prose.entry() else { return };
    let body = content.body.clone();
    let mut at = body.start;
    let mut list = Vec::new();
    let mut is_code = false;
    for line in document.text[body].split_inclusive('\n') {
        is_code ^= line.trim_start().starts_with("```");
        match bullet(line).filter(|_| !is_code) {
            Some(bullet) => {
                list.push(Span::new(document.file, at + bullet.start..at + bullet.end));
            }
            None => end(&mut list, found),
        }
        at += line.len();
    }
    end(&mut list, found);
}

/// Where the sign of an item stands, with the space after it.
fn bullet(line: &str) -> Option<Range<usize>> {
    let start = line.len() - line.trim_start().len();
    let rest = line[start..].strip_prefix(BULLETS)?;
    let space = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    (space > 0).then(|| start..line.len() - rest.len() + space)
}

/// A line alone may be what somebody says; several in a row are a list.
fn end(list: &mut Vec<Span>, found: &mut Vec<Diagnostic>) {
    if list.len() > 1 {
        let message = "this line looks like an item of a list and is none";
        let finding = |span: &Span| {
            RULE.finding(*span, message).help("begin it with `- `").fix(Fix::replace(*span, "- "))
        };
        found.extend(list.iter().map(finding));
    }
    list.clear();
}
