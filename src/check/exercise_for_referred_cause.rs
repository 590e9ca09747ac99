//! # exercise-for-referred-cause
//!
//! An exercise is offered for a cause that says `refer: true`: a health professional must look at it
//! first. Exercising on a broken bone or a clot does harm.
//!
//! Take the cause out of `helps`. Where gentle exercise is part of the care once it was assessed, the
//! cause says `advise: true` in place of `refer: true`.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::Site;
use crate::parse::Fields;
use crate::parse::yaml::Key;
use crate::plan::Plan;

macro_rules! site {
    ($rest:literal) => {
        concat!(
            "
=== content/areas/calves.md
---
title: Calves
summary: The back of the lower leg, from the knee to the heel cord.
---
=== content/red-flags.yaml
- id: clot
  about: A clot
  areas: [calves]
  signs:
    - {sign: one calf is swollen and warm, level: today}
    - {sign: it is no better after two weeks, level: see-someone}
  sources: []
=== content/exercises/raise.md
---
title: Calf raise
summary: Rising on the toes to make the calf stronger, at a wall.
kind: strength
level: beginner
areas: [calves]
helps: [cramp]
muscles: {primary: []}
position: standing
steps: [Rise.]
dose: {sets: 1, reps: 10, per_week: 3}
avoid_if: [It hurts.]
---
=== content/causes/cramp.md
---
title: Cramp
summary: A sudden hard knot in the muscle that hurts and lets go again.
area: calves
likelihood: common
pattern: {where: the calf, when: late in a run, feels: a knot}
",
            $rest
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "exercise-for-referred-cause",
    group: Group::Safety,
    severity: Severity::Error,
    source: include_str!("exercise_for_referred_cause.rs"),
    check: Check::Site(check),
    fails: site!("refer: true\n---\n"),
    passes: site!("---\n"),
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    for entry in &site.entries {
        let Fields::Exercise(exercise) = entry.fields() else { continue };
        for (at, helps) in exercise.helps.iter().enumerate() {
            let cause = entry.causes.iter().find(|id| site.entry(**id).document.id == *helps.id());
            let Some(cause) = cause else { continue };
            if matches!(site.entry(*cause).fields(), Fields::Cause(cause) if cause.refer) {
                let span = entry.document.locate(&[Key::Field("helps"), Key::Item(at)]);
                let message = format!("`{}` must be looked at by a professional first", helps.id());
                let help = "take it out of `helps`";
                found.push(RULE.finding(span, message).help(help));
            }
        }
    }
}
