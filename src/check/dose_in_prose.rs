//! # dose-in-prose
//!
//! The text of an exercise gives another number than its dose: "hold for 30 seconds" where the data
//! says 15. The page shows both, and a reader cannot know which one holds. The numbers of `dose` are put
//! into words by themselves, so the text can leave them out.
//!
//! Numbers to build up to, and those of a cited source, are left alone.

use super::{Check, Group, Prose, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::Fields;
use crate::prose::{Passage, Role, Sentence};
use crate::schema::{Dose, Int};

pub(super) const RULE: Rule = Rule {
    id: "dose-in-prose",
    group: Group::Content,
    severity: Severity::Warning,
    source: include_str!("dose_in_prose.rs"),
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
steps: [Lean in.]
dose: {sets: 1, reps: 3, hold_seconds: 15, per_week: 7}
avoid_if: [It hurts.]
---
Hold for 30 seconds.
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
steps: [Lean in.]
dose: {sets: 1, reps: 3, hold_seconds: 15, per_week: 7}
avoid_if: [It hurts.]
---
Hold and breathe.
",
};

/// Words by which a number is a goal, a limit or somebody else's.
const OTHER_NUMBERS: [&str; 17] = [
    "build", "up", "until", "later", "towards", "progress", "reach", "than", "trial", "study",
    "rest", "after", "within", "first", "over", "about", "last",
];

fn check(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    let Some(Fields::Exercise(exercise)) = prose.content().map(|content| &content.fields) else {
        return;
    };
    for passage in prose.text.passages.iter().filter(|passage| tells_the_dose(passage)) {
        for sentence in prose.text.sentences_of(passage).iter().filter(|one| is_own(prose, one)) {
            for at in sentence.words.clone() {
                found.extend(differs(prose, &exercise.dose, at, sentence.words.end));
            }
        }
    }
}

fn tells_the_dose(passage: &Passage) -> bool {
    passage.role == Role::Step || matches!(passage.role, Role::Paragraph | Role::Item)
}

fn is_own(prose: &Prose<'_>, sentence: &Sentence) -> bool {
    let is_other = sentence
        .words
        .clone()
        .any(|at| OTHER_NUMBERS.iter().any(|word| prose.text.word(at).eq_ignore_ascii_case(word)));
    !is_other && prose.text.citations_in(sentence.text.clone()).next().is_none()
}

fn differs(prose: &Prose<'_>, dose: &Dose, at: usize, end: usize) -> Option<Diagnostic> {
    let text = &prose.text;
    let number: u32 = text.word(at).parse().ok()?;
    let unit = (at + 1 < end).then(|| text.word(at + 1).to_ascii_lowercase())?;
    let (name, given) = match unit.as_str() {
        "second" | "seconds" => ("hold_seconds", dose.hold_seconds.map(Int::get)?),
        "set" | "sets" => ("sets", dose.sets.get()),
        "rep" | "reps" | "repetition" | "repetitions" | "times" => ("reps", dose.reps.get()),
        _ => return None,
    };
    (number != given).then(|| {
        let range = text.words[at].text().start..text.words[at + 1].text().end;
        let message = format!("the text says `{number} {unit}`, the dose has `{name}: {given}`");
        let help = "leave the number out, since the page shows the dose, or change `dose`";
        prose.finding(&RULE, range, message).help(help)
    })
}
