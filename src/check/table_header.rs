//! # table-header
//!
//! A column of a table has no heading. A screen reader reads the heading with every cell; without one
//! a listener hears numbers that belong to nothing.
//!
//! Name every column but the first, which may name the rows.

use super::{Check, Group, Prose, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

macro_rules! site {
    ($heading:literal) => {
        concat!(
            "
=== content/articles/hello.md
---
title: Hello
---
| day | ",
            $heading,
            " |
|---|---|
| 1 | rest |
"
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "table-header",
    group: Group::Accessibility,
    severity: Severity::Warning,
    source: include_str!("table_header.rs"),
    check: Check::Prose(check),
    fails: site!(" "),
    passes: site!("what to do"),
};

fn check(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    let Some((document, content)) = prose.entry() else { return };
    let body = content.body.clone();
    let mut at = body.start;
    let mut before = (0..0, "");
    let mut is_code = false;
    for line in document.text[body].split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        is_code ^= line.trim_start().starts_with("```");
        if !is_code && is_rule(line) && has_unnamed(before.1) {
            let span = Span::new(document.file, before.0);
            let help = "name every column but the first, which may name the rows";
            found.push(RULE.finding(span, "a column of this table has no heading").help(help));
        }
        before = (range, line);
        at += line.len();
    }
}

/// The line between the headings and the rows of a table.
fn is_rule(line: &str) -> bool {
    line.contains("---") && line.contains('|') && line.trim().chars().all(|c| "|-: ".contains(c))
}

/// Whether a cell after the first is empty.
fn has_unnamed(headings: &str) -> bool {
    let row = headings.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').unwrap_or(row);
    row.split('|').skip(1).any(|cell| cell.trim().is_empty())
}
