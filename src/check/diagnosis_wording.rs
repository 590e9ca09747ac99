//! # diagnosis-wording
//!
//! A text tells the reader what they have: "you have a stress fracture", "this is a clot". No page can
//! know that; only an examination can. What can be found so is `conditions` of the word lists, to which
//! `content/words.yaml` adds.
//!
//! Write "may be" or "can be a sign of".

use super::{Check, Group, Hit, List, Prose, Rule, hedge};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    id: "diagnosis-wording",
    group: Group::Content,
    severity: Severity::Warning,
    source: include_str!("diagnosis_wording.rs"),
    check: Check::Prose(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
---
Then you have a stress fracture.
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
It may be a stress fracture. If you have a stress fracture, rest.
",
};

/// What says that the reader has it.
const ASSERTIONS: [&[&str]; 9] = [
    &["you", "have"],
    &["you've", "got"],
    &["you’ve", "got"],
    &["you", "suffer"],
    &["this", "is"],
    &["it", "is"],
    &["it's"],
    &["it’s"],
    &["yours", "is"],
];
/// How many words may stand between that and the condition: "you have a small".
const BETWEEN: usize = 3;
/// What the words between begin with; others tell something else: "it is often called bursitis".
const ARTICLES: [&str; 5] = ["a", "an", "the", "your", "some"];

fn check(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    for hit in prose.hits(List::Conditions) {
        if let Some(start) = assertion(prose, hit) {
            let text = prose.text.words[start].text().start..prose.range(hit).end;
            let message = format!("`{}` is a diagnosis", prose.text.get(text.clone()));
            let help = "write `may be` or `can be a sign of`";
            found.push(prose.finding(&RULE, text, message).help(help));
        }
    }
}

/// The first word of the assertion that the hit ends, if it is one.
fn assertion(prose: &Prose<'_>, hit: &Hit) -> Option<usize> {
    let (text, sentence) = (&prose.text, prose.sentence(hit));
    if hedge::is_question(text, sentence) {
        return None;
    }
    let first = sentence.words.start;
    let earliest = first.max(hit.words.start.saturating_sub(BETWEEN + 2));
    let start = (earliest..hit.words.start).rev().find(|at| {
        ASSERTIONS.iter().any(|words| {
            let end = at + words.len();
            end <= hit.words.start
                && hit.words.start - end <= BETWEEN
                && (end == hit.words.start || ARTICLES.contains(&text.word(end)))
                && (*at..end).zip(*words).all(|(at, word)| text.word(at).eq_ignore_ascii_case(word))
        })
    })?;
    let between = start..hit.words.start;
    let is_open = hedge::has_condition(text, first..start)
        || hedge::has_condition(text, between.clone())
        || hedge::has_negation(text, first..hit.words.start)
        || between.into_iter().any(|at| text.word(at).eq_ignore_ascii_case("had"));
    (!is_open).then_some(start)
}
