//! # long-sign
//!
//! A warning sign has more than 12 words. Somebody who is frightened reads the first few; a sign is
//! one thing to notice, complete in itself. What makes it more likely belongs to `risk`, what must be
//! there too to `only_with`.
//!
//! Write one thing to notice, in at most 12 words.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::Site;
use crate::parse::yaml::Key;
use crate::plan::Plan;

/// How many words a sign may have.
const WORDS: usize = 12;

pub(super) const RULE: Rule = Rule {
    id: "long-sign",
    group: Group::Safety,
    severity: Severity::Error,
    source: include_str!("long_sign.rs"),
    check: Check::Site(check),
    fails: "
=== content/red-flags.yaml
- id: clot
  about: A clot
  areas: []
  signs: [{sign: one calf is swollen and warm and sore and it came on after a long flight, level: today}]
  sources: []
",
    passes: "
=== content/red-flags.yaml
- id: clot
  about: A clot
  areas: []
  signs: [{sign: one calf is swollen and warm, level: today}]
  risk: It is more likely after a long flight.
  sources: []
",
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    for flag in &site.red_flags {
        for (at, sign) in flag.item.value.signs.iter().enumerate() {
            let count = sign.sign.split_whitespace().count();
            if count > WORDS {
                let path = [Key::Field("signs"), Key::Item(at), Key::Field("sign")];
                let place = site.locate_red_flag(flag, &path);
                let message = format!("this sign has {count} words; at most {WORDS} are read");
                let help =
                    "write one thing to notice; move conditions to `only_with`, risks to `risk`";
                found.push(RULE.finding(place, message).help(help));
            }
        }
    }
}
