//! # unusual-dose
//!
//! A dose is not what its kind of exercise is usually done with: a stretch that is held for less than
//! 10 or more than 60 seconds, or on one day a week, or a strength exercise on every day. Most often
//! a digit is wrong.
//!
//! Mend the number, or name the source whose own figures these are in `basis`.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::{Entry, EntryId, Site};
use crate::parse::Fields;
use crate::parse::yaml::Key;
use crate::plan::Plan;
use crate::schema::{Exercise, ExerciseKind, Kind, Routine};

/// How many seconds a stretch is usually held.
const HOLD: std::ops::RangeInclusive<u32> = 10..=60;

macro_rules! site {
    ($seconds:literal) => {
        concat!(
            "
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
dose: {sets: 1, reps: 3, hold_seconds: ",
            $seconds,
            ", per_week: 7}
avoid_if: [It hurts.]
---
"
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "unusual-dose",
    group: Group::Content,
    severity: Severity::Warning,
    source: include_str!("unusual_dose.rs"),
    check: Check::Site(check),
    fails: site!("3"),
    passes: site!("30"),
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    for id in site.of_kind(Kind::Exercise).chain(site.of_kind(Kind::Routine)) {
        let entry = site.entry(id);
        match entry.fields() {
            Fields::Exercise(exercise) => of_exercise(entry, exercise, found),
            Fields::Routine(routine) => of_routine(site, id, routine, found),
            _ => {}
        }
    }
}

fn of_exercise(entry: &Entry, exercise: &Exercise, found: &mut Vec<Diagnostic>) {
    let dose = &exercise.dose;
    if dose.basis.is_some() {
        return;
    }
    let path = |field| [Key::Field("dose"), Key::Field(field)];
    let days = dose.per_week.get();
    if let Some(hold) = dose.hold_seconds.filter(|_| exercise.kind == ExerciseKind::Stretch) {
        found.extend(of_hold(entry, hold.get(), &path("hold_seconds")));
    }
    let message = match exercise.kind {
        ExerciseKind::Stretch if days < 2 => "a stretch once a week changes little",
        ExerciseKind::Strength if days > 6 => "a strength exercise needs a day of rest",
        _ => return,
    };
    let place = entry.document.locate(&path("per_week"));
    found.push(RULE.finding(place, message).help("see whether the number is meant"));
}

/// What a routine holds a stretch for, in place of the exercise's own figure.
fn of_routine(site: &Site, id: EntryId, routine: &Routine, found: &mut Vec<Diagnostic>) {
    let entry = site.entry(id);
    for (at, (step, exercise)) in routine.steps.iter().zip(&entry.steps).enumerate() {
        let is_stretch = exercise.is_some_and(|exercise| {
            matches!(site.entry(exercise).fields(), Fields::Exercise(fields) if fields.kind == ExerciseKind::Stretch)
        });
        if let Some(hold) = step.hold_seconds.filter(|_| is_stretch) {
            let path = [Key::Field("steps"), Key::Item(at), Key::Field("hold_seconds")];
            found.extend(of_hold(entry, hold.get(), &path));
        }
    }
}

fn of_hold(entry: &Entry, seconds: u32, path: &[Key<'_>]) -> Option<Diagnostic> {
    if HOLD.contains(&seconds) {
        return None;
    }
    let message = format!(
        "a stretch is held for {} to {} seconds, not for {seconds}",
        HOLD.start(),
        HOLD.end()
    );
    Some(RULE.finding(entry.document.locate(path), message).help("see whether the number is meant"))
}
