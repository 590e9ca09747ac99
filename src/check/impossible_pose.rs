//! # impossible-pose
//!
//! A figure of an exercise has a pose that no body can take: a joint is bent further than it goes, an
//! arm or a leg is too short for what it is to touch, a part is below the floor, or a part touches a
//! thing that is not among the `props`. A figure also has one to four poses. Readers copy what they
//! see, so a wrong picture is worse than none.
//!
//! Mend the angle or the contact. An angle that a contact makes is shown too: a planted foot says how
//! far its hip and knee bend.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::figure::joint::{FIELDS, Field};
use crate::figure::{Problem, solve};
use crate::link::{Entry, Site};
use crate::parse::Fields;
use crate::parse::yaml::Key;
use crate::plan::Plan;
use crate::schema::{Figure, Kind};

/// How many poses a figure has.
const POSES: std::ops::RangeInclusive<usize> = 1..=4;

macro_rules! site {
    ($knee:literal) => {
        concat!(
            "
=== content/exercises/squat.md
---
title: Squat
summary: A squat on both legs, as deep as is comfortable for the knees.
kind: strength
level: beginner
areas: []
muscles: {primary: []}
position: standing
steps: [Bend your knees.]
figure:
  view: side
  poses: [{caption: Bend your knees., trunk: 40, hip: 100, knee: ",
            $knee,
            "}]
dose: {sets: 1, reps: 8, per_week: 3}
avoid_if: [It hurts.]
---
"
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "impossible-pose",
    group: Group::Safety,
    severity: Severity::Error,
    source: include_str!("impossible_pose.rs"),
    check: Check::Site(check),
    fails: site!("170"),
    passes: site!("95"),
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    for id in site.of_kind(Kind::Exercise) {
        let entry = site.entry(id);
        if let Fields::Exercise(exercise) = entry.fields()
            && let Some(figure) = &exercise.figure
        {
            found.extend(count(entry, figure));
            of_figure(entry, figure, found);
        }
    }
}

fn count(entry: &Entry, figure: &Figure) -> Option<Diagnostic> {
    let count = figure.poses.len();
    let message = format!("a figure has {} to {} poses, not {count}", POSES.start(), POSES.end());
    let place = entry.document.locate(&[Key::Field("figure"), Key::Field("poses")]);
    (!POSES.contains(&count))
        .then(|| RULE.finding(place, message).help("show the start, what happens, and the end"))
}

fn of_figure(entry: &Entry, figure: &Figure, found: &mut Vec<Diagnostic>) {
    for (at, frame) in solve(figure).frames.iter().enumerate() {
        for problem in &frame.problems {
            let (field, message, help) = tell(figure, at, problem);
            let pose = [Key::Field("figure"), Key::Field("poses"), Key::Item(at)];
            let path: Vec<Key<'_>> = pose.into_iter().chain(field.map(Key::Field)).collect();
            found.push(RULE.finding(entry.document.locate(&path), message).help(help));
        }
    }
}

/// The field at fault, what is wrong with it, and what to do.
fn tell(figure: &Figure, at: usize, problem: &Problem) -> (Option<&'static str>, String, String) {
    let pose = &figure.poses[at];
    let contact = pose.contact.is_some().then_some("contact");
    match problem {
        Problem::Range { joint, side, degrees } => {
            let is_it = |field: &&Field| field.joint == *joint && field.side == *side;
            let field = FIELDS.iter().find(is_it).expect("every joint is a field");
            let range = joint.range(figure.view);
            let (least, most) = (range.start(), range.end());
            let given = (field.of)(pose).map(crate::schema::Degrees::get);
            let message = format!("`{}` comes to {degrees} degrees here", field.name);
            let help = format!("it goes from {least} to {most}");
            (given.map_or(contact, |_| Some(field.name)), message, help)
        }
        Problem::Reach { part } => {
            let message = format!("the {part} does not reach what it is to touch");
            (contact, message, "bend the trunk or the joints towards it, or bring it nearer".into())
        }
        Problem::Below { part } => {
            let message = format!("the {part} is below the floor");
            (None, message, "raise it, or say in `contact` that it is on the floor".into())
        }
        Problem::Missing { part, surface } => {
            let message = format!("the {part} touches a thing that is not in the picture");
            let name = format!("{surface:?}").to_lowercase();
            (contact, message, format!("add `{{kind: {name}, at: 0}}` to `props`"))
        }
    }
}
