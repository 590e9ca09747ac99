//! # long-routine
//!
//! A routine takes more than 40 minutes by the doses of its exercises. Few people begin one that long,
//! and fewer go on with it.
//!
//! Leave exercises out, or split it into two.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::Site;
use crate::parse::yaml::Key;
use crate::plan::{Output, Plan, View};

/// How many minutes a routine may take.
const MINUTES: u32 = 40;

macro_rules! site {
    ($sets:literal) => {
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
dose: {sets: ",
            $sets,
            ", reps: 15, hold_seconds: 30, per_week: 3}
avoid_if: [It hurts.]
---
=== content/routines/calves.md
---
title: Calves
summary: Exercises for strong calves, on days without a run.
goal: Strong calves.
when: strength-day
areas: []
steps: [{exercise: raise}]
---
"
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "long-routine",
    group: Group::Content,
    severity: Severity::Warning,
    source: include_str!("long_routine.rs"),
    check: Check::Site(check),
    fails: site!("6"),
    passes: site!("2"),
};

fn check(site: &Site, plan: &Plan, found: &mut Vec<Diagnostic>) {
    for planned in plan.outputs.values() {
        let Output::Page(page) = &planned.output else { continue };
        let View::Routine(routine) = &page.view else { continue };
        if routine.minutes > MINUTES {
            let file = planned.origin.place.file();
            let entry = site.entries.iter().find(|entry| Some(entry.document.file) == file);
            let place = entry.map_or(planned.origin.place, |entry| {
                entry.document.locate(&[Key::Field("title")]).into()
            });
            let message = format!("this routine takes {} minutes", routine.minutes);
            let help = format!("at most {MINUTES} are kept up; leave exercises out, or split it");
            found.push(RULE.finding(place, message).help(help));
        }
    }
}
