//! # bare-area
//!
//! An area has no exercise or no article, although most areas of the site have some. Its page tells
//! a reader what may be wrong and leaves out what to do or to read.
//!
//! Add the area to the `areas` of an exercise or an article that suits it.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::{Entry, EntryId, Site};
use crate::parse::yaml::Key;
use crate::plan::Plan;
use crate::schema::Kind;

macro_rules! site {
    ($areas:literal) => {
        concat!(
            "
=== content/areas/calves.md
---
title: Calves
summary: The back of the lower leg, from the knee to the heel cord.
---
=== content/areas/shins.md
---
title: Shins
summary: The front of the lower leg, from the knee to the ankle.
---
=== content/areas/thighs.md
---
title: Thighs
summary: The upper leg, from the hip and the buttock to the knee.
---
=== content/red-flags.yaml
- id: clot
  about: A clot
  areas: [calves, shins, thighs]
  signs:
    - {sign: one leg is swollen and warm, level: today}
    - {sign: it is no better after two weeks, level: see-someone}
  sources: []
=== content/articles/2026-01-01-hills.md
---
title: Hills
areas: ",
            $areas,
            "
---
Text.
"
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "bare-area",
    group: Group::Content,
    severity: Severity::Warning,
    source: include_str!("bare_area.rs"),
    check: Check::Site(check),
    fails: site!("[calves, shins]"),
    passes: site!("[calves, shins, thighs]"),
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    bare(site, Kind::Exercise, |area| &area.exercises, found);
    bare(site, Kind::Article, |area| &area.articles, found);
}

fn bare(site: &Site, kind: Kind, list: fn(&Entry) -> &Vec<EntryId>, found: &mut Vec<Diagnostic>) {
    let areas = site.of_kind(Kind::Area).map(|id| site.entry(id));
    let (bare, furnished): (Vec<&Entry>, Vec<&Entry>) =
        areas.partition(|area| list(area).is_empty());
    // A site that has only begun is left in peace.
    if !site.is_complete() || furnished.len() <= bare.len() {
        return;
    }
    for area in bare {
        let message = format!("the area `{}` has no {}", area.document.id, kind.name());
        let place = area.document.locate(&[Key::Field("title")]);
        let help = format!("name `{}` in the `areas` of one that suits it", area.document.id);
        found.push(RULE.finding(place, message).help(help));
    }
}
