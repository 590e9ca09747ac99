//! # out-of-scope
//!
//! A sentence tells somebody what to do whom this site is not for: a pregnant reader, one under 18, one
//! who had an operation. What is safe for them is another question, and no source of this site answers
//! it. Those readers are `out_of_scope` of the word lists, to which
//! `content/words.yaml` adds.
//!
//! Say that the site does not cover it, and who can be asked.

use super::{Check, Group, Hit, List, Prose, Rule, hedge};
use crate::diagnostic::{Diagnostic, Severity};
use crate::prose::Role;

pub(super) const RULE: Rule = Rule {
    id: "out-of-scope",
    group: Group::Content,
    severity: Severity::Warning,
    source: include_str!("out_of_scope.rs"),
    check: Check::Prose(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
---
If you are pregnant, hold the stretch for 10 seconds.
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
If you are pregnant, ask your midwife first.
",
};

/// Words that send the reader to somebody who knows, or that tell what the site leaves out.
const ELSEWHERE: [&str; 22] = [
    "ask",
    "asks",
    "doctor",
    "doctors",
    "midwife",
    "physiotherapist",
    "physiotherapists",
    "gp",
    "surgeon",
    "team",
    "pharmacist",
    "professional",
    "advice",
    "tell",
    "mention",
    "cover",
    "covers",
    "call",
    "see",
    "leaves",
    "care",
    "emergency",
];

/// Words that make a state the setting of an advice, and how far before it they stand.
const SETTINGS: [&str; 8] = ["if", "when", "while", "during", "in", "for", "after", "with"];
const REACH: usize = 4;

fn check(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    for hit in prose.hits(List::OutOfScope).filter(|hit| is_advised(prose, hit)) {
        let message =
            format!("this is advice for `{}`, whom the site is not for", prose.words(hit));
        let help = "say that the site does not cover it, and who can be asked";
        found.push(prose.finding(&RULE, prose.range(hit), message).help(help));
    }
}

fn is_advised(prose: &Prose<'_>, hit: &Hit) -> bool {
    let (text, sentence) = (&prose.text, prose.sentence(hit));
    let role = prose.passage(hit).role;
    let goes_elsewhere = sentence
        .words
        .clone()
        .any(|at| ELSEWHERE.iter().any(|word| text.word(at).eq_ignore_ascii_case(word)));
    is_addressed(prose, hit)
        && (role.is_body() || matches!(role, Role::Sentences | Role::Step))
        && !goes_elsewhere
        && !hedge::has_negation(text, sentence.words.clone())
        && sentence.words.clone().any(|at| is_instruction(prose, hit, at))
}

/// Whether the sentence is about such a reader, and does not only name the state in a list.
fn is_addressed(prose: &Prose<'_>, hit: &Hit) -> bool {
    let clause = hedge::clause(&prose.text, prose.sentence(hit), hit.words.start);
    let mut before = (clause.start..hit.words.start).rev().take(REACH);
    clause.start == prose.sentence(hit).words.start
        || before
            .any(|at| SETTINGS.iter().any(|word| prose.text.word(at).eq_ignore_ascii_case(word)))
}

/// Whether an instruction begins with this word: a verb at the start of a clause, or "you can".
fn is_instruction(prose: &Prose<'_>, hit: &Hit, at: usize) -> bool {
    let (text, sentence) = (&prose.text, prose.sentence(hit));
    let clause = hedge::clause(text, sentence, at);
    if clause.start == at {
        return prose.vocabulary.verbs.begins(text, at..clause.end);
    }
    let is = |at: usize, words: &[&str]| {
        at < clause.end && words.iter().any(|word| text.word(at).eq_ignore_ascii_case(word))
    };
    is(at, &["you"]) && is(at + 1, &["can", "could", "may", "should", "must"])
}
