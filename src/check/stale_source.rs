//! # stale-source
//!
//! Nobody has opened a source for more than a year. Pages move, guidelines change and papers are
//! withdrawn.
//!
//! Open it, see that it still says what it is cited for, and write the day in `checked`.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::Site;
use crate::plan::Plan;

/// For how many days an opened source is taken to stay as it was.
const DAYS: i32 = 365;

macro_rules! site {
    ($day:literal) => {
        concat!(
            "
=== content/articles/hello.md
---
title: Hello
sources: [study]
---
Text.
=== content/sources.yaml
- id: study
  title: A study
  org: A journal
  kind: rct
  url: https://example.org/
  status: found
  checked: ",
            $day,
            "
"
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "stale-source",
    group: Group::Upkeep,
    severity: Severity::Warning,
    source: include_str!("stale_source.rs"),
    check: Check::Site(check),
    fails: site!("2025-01-02"),
    passes: site!("2026-11-02"),
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    for id in site.cited_sources() {
        let source = site.source(id);
        let Some(checked) = source.checked else { continue };
        if (site.conditions.today.0 - checked.0).get_days() > DAYS {
            let message = format!("`{}` was last opened on {checked}", source.id);
            let help = "open it, see that it still says what it is cited for, and date `checked`";
            found.push(RULE.finding(site.locate_source(id), message).help(help));
        }
    }
}
