//! # sign-level
//!
//! The same sign stands at two levels. A reader who meets it twice would be told to call now on one
//! page and to wait a week on another.
//!
//! Give it the more urgent level in both places, or a condition, `only_with`, that tells them apart.

use std::collections::BTreeMap;

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::link::Site;
use crate::parse::yaml::Key;
use crate::plan::Plan;
use crate::schema::Urgency;

pub(super) const RULE: Rule = Rule {
    id: "sign-level",
    group: Group::Safety,
    severity: Severity::Error,
    source: include_str!("sign_level.rs"),
    check: Check::Site(check),
    fails: "
=== content/red-flags.yaml
- id: fracture
  about: A broken bone
  areas: []
  signs: [{sign: you cannot put weight on the leg, level: emergency}]
  sources: []
- id: tear
  about: A muscle tear
  areas: []
  signs: [{sign: you cannot put weight on the leg, level: today}]
  sources: []
",
    passes: "
=== content/red-flags.yaml
- id: fracture
  about: A broken bone
  areas: []
  signs: [{sign: you cannot put weight on the leg, level: emergency}]
  sources: []
- id: tear
  about: A muscle tear
  areas: []
  signs: [{sign: you cannot put weight on the leg, level: emergency}]
  sources: []
",
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    let mut levels: BTreeMap<(String, String), (Urgency, Place)> = BTreeMap::new();
    for flag in &site.red_flags {
        for (at, sign) in flag.item.value.signs.iter().enumerate() {
            let condition = sign.only_with.as_deref().unwrap_or_default().to_lowercase();
            let path = [Key::Field("signs"), Key::Item(at), Key::Field("level")];
            let place = || site.locate_red_flag(flag, &path);
            let key = (sign.sign.to_lowercase(), condition);
            match levels.get(&key) {
                Some((level, first)) if *level != sign.level => {
                    found.push(two_levels(sign.level, place(), *level, *first));
                }
                Some(_) => {}
                None => {
                    levels.insert(key, (sign.level, place()));
                }
            }
        }
    }
}

fn two_levels(level: Urgency, place: Place, other: Urgency, first: Place) -> Diagnostic {
    let message = format!("the same sign is `{}` here and `{}` before", level.name(), other.name());
    let diagnostic = RULE
        .finding(place, message)
        .help("give it the more urgent level in both places, or a condition that tells them apart");
    match first {
        Place::At(span) => diagnostic.related(span, "its first level"),
        Place::Site | Place::File(_) => diagnostic,
    }
}
