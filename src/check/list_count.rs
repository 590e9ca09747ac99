//! # list-count
//!
//! The title of a list article names another number than the list has: "7 causes" with six. The list
//! comes from `list`, so the title must follow it.
//!
//! Change the number in the title, or the list.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::Site;
use crate::parse::Fields;
use crate::parse::yaml::Key;
use crate::plan::Plan;

pub(super) const RULE: Rule = Rule {
    id: "list-count",
    group: Group::Content,
    severity: Severity::Error,
    source: include_str!("list_count.rs"),
    check: Check::Site(check),
    fails: "
=== content/articles/two.md
---
title: Three stretches for the calf
list: {exercises: [straight]}
---
Text.
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
dose: {sets: 1, reps: 3, hold_seconds: 20, per_week: 7}
avoid_if: [It hurts.]
---
",
    passes: "
=== content/articles/two.md
---
title: One stretch for the calf
list: {exercises: [straight]}
---
Text.
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
dose: {sets: 1, reps: 3, hold_seconds: 20, per_week: 7}
avoid_if: [It hurts.]
---
",
};

const WORDS: [&str; 20] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    for entry in &site.entries {
        let Fields::Article(article) = entry.fields() else { continue };
        let Some(list) = &article.list else { continue };
        let count = list.causes.len() + list.exercises.len();
        if let Some((word, number)) = number(&article.title)
            && number != count
        {
            let message = format!("the title says `{word}`, but the list has {count}");
            let span = entry.document.locate(&[Key::Field("title")]);
            let help = "change the title, or the list";
            found.push(RULE.finding(span, message).help(help));
        }
    }
}

/// The first number of a title, in digits or in words.
fn number(title: &str) -> Option<(&str, usize)> {
    let words = title.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).find_map(|word| {
        let lower = word.to_lowercase();
        let in_words = WORDS.iter().position(|name| *name == lower).map(|at| at + 1);
        Some((word, word.parse().ok().or(in_words)?))
    })
}
