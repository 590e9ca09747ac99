//! # unused-exercise
//!
//! An exercise is in no routine, helps with no cause and stands in no article, although others do. It
//! fills the list of its area, and nobody is told when to do it.
//!
//! Name the causes it `helps`, or put it into a routine or an article.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::{Entry, Site};
use crate::parse::yaml::Key;
use crate::plan::Plan;
use crate::schema::Kind;

macro_rules! site {
    ($steps:literal) => {
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
dose: {sets: 1, reps: 15, per_week: 3}
avoid_if: [It hurts.]
---
=== content/exercises/stretch.md
---
title: Calf stretch
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
=== content/routines/calves.md
---
title: Calves
summary: Exercises for strong calves, on days without a run.
goal: Strong calves.
when: strength-day
areas: []
steps: ",
            $steps,
            "
---
"
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "unused-exercise",
    group: Group::Links,
    severity: Severity::Warning,
    source: include_str!("unused_exercise.rs"),
    check: Check::Site(check),
    fails: site!("[{exercise: raise}]"),
    passes: site!("[{exercise: raise}, {exercise: stretch}]"),
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    let exercises = || site.of_kind(Kind::Exercise).map(|id| site.entry(id));
    // What is not published yet may be what uses one.
    if !site.is_complete() || !exercises().any(is_used) {
        return;
    }
    for exercise in exercises().filter(|exercise| !is_used(exercise)) {
        let place = exercise.document.locate(&[Key::Field("title")]);
        let message = "no cause, routine or article uses this exercise";
        let help = "name the causes it `helps`, or put it into a routine or an article";
        found.push(RULE.finding(place, message).help(help));
    }
}

fn is_used(exercise: &Entry) -> bool {
    let uses = [&exercise.causes, &exercise.routines, &exercise.articles, &exercise.linked_from];
    let steps = [&exercise.easier, &exercise.harder];
    uses.into_iter().chain(steps).any(|list| !list.is_empty())
}
