//! # lone-exercise
//!
//! An exercise has no easier and no harder form, although others of the site have. Who finds it too
//! hard has nowhere to begin, and who finds it easy stops there.
//!
//! Name the exercise it comes from in `easier`, or write `make_easier` or `make_harder`.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::{Entry, Site};
use crate::parse::Fields;
use crate::parse::yaml::Key;
use crate::plan::Plan;
use crate::schema::Kind;

macro_rules! site {
    ($rest:literal) => {
        concat!(
            "
=== content/exercises/raise.md
---
title: Calf raise
summary: Rising on the toes to make the calf stronger, at a wall.
kind: strength
level: beginner
areas: []
muscles: {primary: []}
position: standing
steps: [Rise.]
dose: {sets: 1, reps: 10, per_week: 3}
avoid_if: [It hurts.]
make_harder: Rise on one foot.
---
=== content/exercises/plank.md
---
title: Plank
summary: A hold on forearms and toes with a straight back.
kind: strength
level: beginner
areas: []
muscles: {primary: []}
position: lying-front
steps: [Push up.]
dose: {sets: 1, reps: 3, hold_seconds: 20, per_week: 3}
avoid_if: [It hurts.]
",
            $rest,
            "---
"
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "lone-exercise",
    group: Group::Content,
    severity: Severity::Warning,
    source: include_str!("lone_exercise.rs"),
    check: Check::Site(check),
    fails: site!(""),
    passes: site!("make_easier: Rest on your knees.\n"),
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    let exercises = || site.of_kind(Kind::Exercise).map(|id| site.entry(id));
    if !site.is_complete() || exercises().all(is_alone) {
        return;
    }
    for exercise in exercises().filter(|exercise| is_alone(exercise)) {
        let place = exercise.document.locate(&[Key::Field("title")]);
        let message = "this exercise has no easier and no harder form";
        let help = "name one in `easier`, or write `make_easier` or `make_harder`";
        found.push(RULE.finding(place, message).help(help));
    }
}

fn is_alone(entry: &Entry) -> bool {
    let Fields::Exercise(exercise) = entry.fields() else { return false };
    let has_words = exercise.make_easier.is_some() || exercise.make_harder.is_some();
    entry.easier.is_empty() && entry.harder.is_empty() && !has_words
}
