//! # uncovered-red-flag
//!
//! A cause names a warning sign in its `red_flags` that needs help now or today, and an article that
//! covers the cause does not show it. A reader who has that cause reads on, and is not told to go.
//!
//! Add the flag to the `red_flags` of the article, or the area of the flag to its `areas`.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::{EntryId, RedFlagId, Site};
use crate::parse::yaml::Key;
use crate::plan::Plan;
use crate::schema::{Kind, Urgency};

macro_rules! site {
    ($flags:literal) => {
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
- id: rupture
  about: A torn tendon
  areas: []
  signs: [{sign: you heard a snap and cannot stand on tiptoe, level: today}]
  sources: []
=== content/causes/strain.md
---
title: Calf strain
summary: Some fibres of the muscle tear when it is pulled too hard.
area: calves
likelihood: common
pattern: {where: the calf, when: at push-off, feels: a sharp pull}
red_flags: [rupture]
---
=== content/articles/hello.md
---
title: Hello
area: calves
causes: [strain]
",
            $flags,
            "---
Text.
"
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "uncovered-red-flag",
    group: Group::Safety,
    severity: Severity::Error,
    source: include_str!("uncovered_red_flag.rs"),
    check: Check::Site(check),
    fails: site!(""),
    passes: site!("red_flags: [rupture]\n"),
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    for id in site.of_kind(Kind::Article) {
        let shown = site.shown_red_flags(id);
        for cause in &site.entry(id).causes {
            let own = site.entry(*cause).red_flags.iter().copied();
            let missing = own.filter(|flag| !shown.contains(flag) && is_urgent(site, *flag));
            found.extend(missing.map(|flag| uncovered(site, id, *cause, flag)));
        }
    }
}

fn is_urgent(site: &Site, flag: RedFlagId) -> bool {
    [Urgency::Emergency, Urgency::Today].into_iter().any(|level| site.has_level(flag, level))
}

fn uncovered(site: &Site, article: EntryId, cause: EntryId, flag: RedFlagId) -> Diagnostic {
    let document = &site.entry(article).document;
    let (cause, flag) = (&site.entry(cause).document.id, &site.red_flag(flag).item.value.id);
    let message =
        format!("the article covers `{cause}` and does not show its warning sign `{flag}`");
    let place = document.locate(&[Key::Field("causes")]);
    RULE.finding(place, message).help(format!("add `{flag}` to `red_flags` of the article"))
}
