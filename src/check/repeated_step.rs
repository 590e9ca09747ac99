//! # repeated-step
//!
//! A routine lists an exercise twice and does not say why. It reads like a mistake of the list, and
//! half of the readers will leave one of the two out.
//!
//! Take one of them out, or say in its `note` what is different.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::Site;
use crate::parse::Fields;
use crate::parse::yaml::Key;
use crate::plan::Plan;

macro_rules! site {
    ($note:literal) => {
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
=== content/routines/calves.md
---
title: Calves
summary: Exercises for strong calves, on days without a run.
goal: Strong calves.
when: strength-day
areas: []
steps: [{exercise: raise}, {exercise: raise",
            $note,
            "}]
---
"
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "repeated-step",
    group: Group::Content,
    severity: Severity::Warning,
    source: include_str!("repeated_step.rs"),
    check: Check::Site(check),
    fails: site!(""),
    passes: site!(", note: With bent knees this time."),
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    for entry in &site.entries {
        let Fields::Routine(routine) = entry.fields() else { continue };
        for (at, step) in routine.steps.iter().enumerate() {
            let earlier = &routine.steps[..at];
            let is_again = earlier.iter().any(|other| other.exercise.id() == step.exercise.id());
            if is_again && step.note.is_none() {
                let path = [Key::Field("steps"), Key::Item(at), Key::Field("exercise")];
                let message = format!("`{}` is in this routine already", step.exercise.id());
                let help = "take one of them out, or say in its `note` what is different";
                found.push(RULE.finding(entry.document.locate(&path), message).help(help));
            }
        }
    }
}
