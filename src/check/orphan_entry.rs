//! # orphan-entry
//!
//! Nothing leads to an entry but the list of all entries of its kind: no cause goes with the symptom,
//! no area lists the routine, nothing names the person. Readers find it by chance only.
//!
//! Name it where it belongs, or link to it in a text.

use std::collections::BTreeSet;

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::{EntryId, Site};
use crate::parse::yaml::Key;
use crate::plan::Plan;
use crate::schema::Kind;

macro_rules! site {
    ($symptoms:literal) => {
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
    - {sign: one leg is swollen and warm, level: today}
    - {sign: it is no better after two weeks, level: see-someone}
  sources: []
=== content/causes/strain.md
---
title: Calf strain
summary: Some fibres of the muscle tear when it is pulled too hard.
area: calves
likelihood: common
pattern: {where: the calf, when: at push-off, feels: a sharp pull}
symptoms: ",
            $symptoms,
            "
---
=== content/symptoms/pull.md
---
title: Sudden pull
question: Why did something in my calf pull?
summary: A sudden sharp pull in the calf while you push off the ground.
red_flags: []
---
"
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "orphan-entry",
    group: Group::Links,
    severity: Severity::Warning,
    source: include_str!("orphan_entry.rs"),
    check: Check::Site(check),
    fails: site!("[]"),
    passes: site!("[pull]"),
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    // What is not published yet may be what leads there.
    if !site.is_complete() {
        return;
    }
    let people: BTreeSet<EntryId> = site
        .entries
        .iter()
        .flat_map(|entry| entry.authors.iter().chain(&entry.reviewer))
        .copied()
        .collect();
    let others = site.of_kind(Kind::Area).next().is_some();
    for id in site.ids() {
        let entry = site.entry(id);
        let is_orphan = match entry.kind() {
            Kind::Symptom => others && entry.causes.is_empty() && entry.articles.is_empty(),
            Kind::Routine => others && entry.areas.is_empty() && entry.articles.is_empty(),
            Kind::Person => !people.is_empty() && !people.contains(&id),
            _ => false,
        };
        if is_orphan && entry.linked_from.is_empty() {
            let place = entry.document.locate(&[Key::Field("title")]);
            let message = format!("nothing leads to this {}", entry.kind().name());
            let help = "name it where it belongs, or link to it in a text";
            found.push(RULE.finding(place, message).help(help));
        }
    }
}
