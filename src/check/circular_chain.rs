//! # circular-chain
//!
//! Following the easier exercises leads back to where it began. A chain from easy to hard that goes
//! round gives the reader nothing to begin with.
//!
//! Take one of the exercises out of the `easier` of the other.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::{EntryId, Site};
use crate::parse::yaml::Key;
use crate::plan::Plan;
use crate::schema::Kind;

macro_rules! site {
    ($easier:literal) => {
        concat!(
            "
=== content/exercises/one-leg.md
---
title: One-leg raise
summary: Rising on the toes of one foot to make the calf stronger.
kind: strength
level: beginner
areas: []
easier: [two-leg]
muscles: {primary: []}
position: standing
steps: [Rise.]
dose: {sets: 1, reps: 10, per_week: 3}
avoid_if: [It hurts.]
---
=== content/exercises/two-leg.md
---
title: Two-leg raise
summary: Rising on the toes of both feet to make the calf stronger.
kind: strength
level: beginner
areas: []
",
            $easier,
            "muscles: {primary: []}
position: standing
steps: [Rise.]
dose: {sets: 1, reps: 10, per_week: 3}
avoid_if: [It hurts.]
---
"
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "circular-chain",
    group: Group::Structure,
    severity: Severity::Error,
    source: include_str!("circular_chain.rs"),
    check: Check::Site(check),
    fails: site!("easier: [one-leg]\n"),
    passes: site!(""),
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    let exercises: Vec<EntryId> = site.of_kind(Kind::Exercise).collect();
    for id in &exercises {
        let mut chain = vec![*id];
        if comes_back(site, *id, *id, &mut chain) && chain.iter().min() == Some(id) {
            found.push(round(site, &chain));
        }
    }
}

/// Follows the easier exercises in depth; `chain` ends as the way back to the start.
fn comes_back(site: &Site, start: EntryId, at: EntryId, chain: &mut Vec<EntryId>) -> bool {
    for easier in &site.entry(at).easier {
        if *easier == start {
            return true;
        }
        if chain.contains(easier) {
            continue;
        }
        chain.push(*easier);
        if comes_back(site, start, *easier, chain) {
            return true;
        }
        chain.pop();
    }
    false
}

fn round(site: &Site, chain: &[EntryId]) -> Diagnostic {
    let first = &site.entry(chain[0]).document;
    let names: Vec<String> = chain
        .iter()
        .chain(&chain[..1])
        .map(|id| format!("`{}`", site.entry(*id).document.id))
        .collect();
    let span = first.locate(&[Key::Field("easier")]);
    if chain.len() == 1 {
        let message = format!("{} is called easier than itself", names[0]);
        return RULE.finding(span, message).help("take it out of its own `easier`");
    }
    let message = format!("the easier exercises go round: {}", names.join(" → "));
    RULE.finding(span, message).help("take one of them out of the other's `easier`")
}
