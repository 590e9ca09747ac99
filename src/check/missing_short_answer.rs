//! # missing-short-answer
//!
//! An article of the kind `question` or `myth` has no `short_answer`. Its reader came with a
//! question; the answer stands first, in at most 60 words, complete in itself.
//!
//! Answer the title in at most 60 words that stand alone.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::Site;
use crate::parse::Fields;
use crate::parse::yaml::Key;
use crate::plan::Plan;
use crate::schema::ArticleKind;

/// How many words a short answer may have.
const WORDS: usize = 60;

pub(super) const RULE: Rule = Rule {
    id: "missing-short-answer",
    group: Group::Content,
    severity: Severity::Error,
    source: include_str!("missing_short_answer.rs"),
    check: Check::Site(check),
    fails: "
=== content/articles/why.md
---
title: Why do my calves hurt?
kind: question
---
It depends.
",
    passes: "
=== content/articles/why.md
---
title: Why do my calves hurt?
kind: question
short_answer: Most often the muscle has done more than it is used to. Swelling and warmth need help today.
---
It depends.
",
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    for entry in &site.entries {
        let Fields::Article(article) = entry.fields() else { continue };
        let is_asked = matches!(article.kind, ArticleKind::Question | ArticleKind::Myth);
        let (field, message) = match &article.short_answer {
            None if is_asked => {
                ("kind", "an article of this kind needs a `short_answer`".to_owned())
            }
            Some(answer) if answer.split_whitespace().count() > WORDS => {
                let count = answer.split_whitespace().count();
                (
                    "short_answer",
                    format!("this answer has {count} words; at most {WORDS} are short"),
                )
            }
            _ => continue,
        };
        let span = entry.document.locate(&[Key::Field(field)]);
        let help = "answer the title in at most 60 words that stand alone";
        found.push(RULE.finding(span, message).help(help));
    }
}
