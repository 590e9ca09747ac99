//! # unclear-step
//!
//! A step of an exercise has more than 90 characters, holds one action after another, or does not begin
//! with a verb. Somebody on the floor reads one step, does it, and looks again. The verbs are `verbs` of
//! the word lists, to which `content/words.yaml` adds.
//!
//! Make a step of each action, and begin it with a verb.

use super::{Check, Group, Prose, Rule, hedge};
use crate::diagnostic::{Diagnostic, Severity};
use crate::prose::{Passage, Role, Sentence};
use crate::schema::Kind;

pub(super) const RULE: Rule = Rule {
    id: "unclear-step",
    group: Group::Content,
    severity: Severity::Warning,
    source: include_str!("unclear_step.rs"),
    check: Check::Prose(check),
    fails: "
=== content/exercises/straight.md
---
title: Straight stretch
summary: A stretch of the upper calf with a straight knee at a wall.
kind: stretch
level: beginner
areas: []
muscles: {primary: []}
position: wall
steps: [Return and then swap sides.]
dose: {sets: 1, reps: 3, hold_seconds: 15, per_week: 7}
avoid_if: [It hurts.]
---
",
    passes: "
=== content/exercises/straight.md
---
title: Straight stretch
summary: A stretch of the upper calf with a straight knee at a wall.
kind: stretch
level: beginner
areas: []
muscles: {primary: []}
position: wall
steps: [Return., Swap sides.]
dose: {sets: 1, reps: 3, hold_seconds: 15, per_week: 7}
avoid_if: [It hurts.]
---
",
};

/// How many characters a step may have.
const CHARACTERS: usize = 90;
/// Words before the verb that leave it an instruction.
const BEFORE_VERBS: [&str; 10] =
    ["slowly", "gently", "now", "do", "not", "never", "then", "always", "carefully", "lightly"];

fn check(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    if prose.kind() != Some(Kind::Exercise) {
        return;
    }
    for passage in prose.text.passages.iter().filter(|passage| passage.role == Role::Step) {
        found.extend(fault(prose, passage));
    }
}

fn fault(prose: &Prose<'_>, passage: &Passage) -> Option<Diagnostic> {
    let written = prose.text.get(passage.text.clone());
    let length = written.chars().count();
    let sentences = prose.text.sentences_of(passage);
    let (message, help) = if length > CHARACTERS {
        let message =
            format!("this step has {length} characters; at most {CHARACTERS} are read at once");
        (message, "split it, or move how it feels to `feel` and what goes wrong to `mistakes`")
    } else if sentences.len() > 1 || sentences.iter().any(|sentence| goes_on(prose, sentence)) {
        ("this step holds more than one action".to_owned(), "make a step of each action")
    } else if !begins_with_verb(prose, sentences.first()?) {
        let word = prose.text.word(sentences.first()?.words.start);
        let message = format!("this step begins with `{word}` and not with what to do");
        (message, "begin with a verb; add one that is missing to `verbs` of `content/words.yaml`")
    } else {
        return None;
    };
    Some(prose.finding(&RULE, passage.text.clone(), message).help(help))
}

/// Whether a second action follows: "then", with a verb.
fn goes_on(prose: &Prose<'_>, sentence: &Sentence) -> bool {
    let mut words = sentence.words.clone().skip(1);
    words.any(|at| {
        prose.text.word(at).eq_ignore_ascii_case("then")
            && prose.vocabulary.verbs.begins(&prose.text, at + 1..sentence.words.end)
    })
}

/// A verb at the start, or behind words such as "with your knees bent,".
fn begins_with_verb(prose: &Prose<'_>, sentence: &Sentence) -> bool {
    let (text, verbs) = (&prose.text, &prose.vocabulary.verbs);
    let first = sentence
        .words
        .clone()
        .find(|at| !BEFORE_VERBS.iter().any(|word| text.word(*at).eq_ignore_ascii_case(word)));
    let is_verb = |at: usize| verbs.begins(text, at..sentence.words.end);
    let second_clause = || {
        let end = hedge::clause(text, sentence, sentence.words.start).end;
        end < sentence.words.end && is_verb(end)
    };
    first.is_some_and(is_verb) || second_clause()
}
