//! # long-paragraph
//!
//! A paragraph has more than 4 sentences. On a telephone that is a wall of text, and what matters in it
//! is passed over.
//!
//! Begin a new paragraph where a new thought begins.

use super::{Check, Group, Prose, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::prose::Role;

pub(super) const RULE: Rule = Rule {
    id: "long-paragraph",
    group: Group::Language,
    severity: Severity::Warning,
    source: include_str!("long_paragraph.rs"),
    check: Check::Prose(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
---
It hurts. You stop. You walk. You rest. You run again.
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
It hurts. You stop. You walk.

You rest. You run again.
",
};

/// How many sentences a paragraph may have.
const SENTENCES: usize = 4;

fn check(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    for passage in prose.text.passages.iter().filter(|passage| passage.role == Role::Paragraph) {
        let sentences = prose.text.sentences_of(passage);
        if let Some(first_too_many) = sentences.get(SENTENCES) {
            let count = sentences.len();
            let message = format!(
                "this paragraph has {count} sentences; at most {SENTENCES} are easy to read"
            );
            let text = first_too_many.text.clone();
            found.push(
                prose.finding(&RULE, text, message).help("begin a new paragraph before here"),
            );
        }
    }
}
