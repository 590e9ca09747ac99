//! # missing-red-flag
//!
//! An area has no warning sign that needs help now or today, or none that sends the reader to a
//! doctor or physiotherapist. Every page about the area takes its cards from these signs, so without
//! them a dangerous pain looks like any other.
//!
//! Add the area to the `areas` of a red flag in `content/red-flags.yaml`.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::{EntryId, Site};
use crate::plan::Plan;
use crate::schema::{Kind, Urgency};

pub(super) const RULE: Rule = Rule {
    id: "missing-red-flag",
    group: Group::Safety,
    severity: Severity::Error,
    source: include_str!("missing_red_flag.rs"),
    check: Check::Site(check),
    fails: "
=== content/areas/calves.md
---
title: Calves
summary: The back of the lower leg, from the knee to the heel cord.
---
",
    passes: "
=== content/areas/calves.md
---
title: Calves
summary: The back of the lower leg, from the knee to the heel cord.
---
=== content/red-flags.yaml
- id: clot
  about: A clot
  areas: [calves]
  signs: [{sign: one calf is swollen and warm, level: today}]
  sources: []
- id: not-better
  about: Not settling
  areas: [calves]
  signs: [{sign: it is no better after two weeks, level: see-someone}]
  sources: []
",
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    // A sign with a mistake may be the one that seems to be missing.
    if !site.definitions.is_whole(Kind::RedFlag) {
        return;
    }
    for id in site.of_kind(Kind::Area) {
        if !has_sign(site, id, &[Urgency::Emergency, Urgency::Today]) {
            found.push(missing(site, id, "needs help now or today"));
        }
        if !has_sign(site, id, &[Urgency::SeeSomeone]) {
            found.push(missing(site, id, "sends a reader to a doctor or physiotherapist"));
        }
    }
}

fn has_sign(site: &Site, area: EntryId, levels: &[Urgency]) -> bool {
    let flags = &site.entry(area).red_flags;
    flags.iter().any(|flag| levels.iter().any(|level| site.has_level(*flag, *level)))
}

fn missing(site: &Site, id: EntryId, what: &str) -> Diagnostic {
    let document = &site.entry(id).document;
    let message = format!("the area `{}` has no warning sign that {what}", document.id);
    RULE.finding(document.file, message)
        .help(format!("name `{}` in the `areas` of one in `content/red-flags.yaml`", document.id))
}
