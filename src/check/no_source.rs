//! # no-source
//!
//! An entry about a pain cites no source, although the site has a list of them. A reader cannot tell
//! what is known from what is only said.
//!
//! Cite a source in the text, `[@id]`, or name it in `sources`.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::{Entry, Site};
use crate::parse::yaml::Key;
use crate::plan::Plan;
use crate::schema::Kind;

macro_rules! site {
    ($rest:literal) => {
        concat!(
            "
=== content/sources.yaml
- {id: study, title: A study, org: A journal, kind: rct, url: https://example.org/, status: found}
=== content/symptoms/ache.md
---
title: Ache in both calves
question: Why do both of my calves ache?
summary: A dull ache in both calves that comes on the day after a run.
red_flags: []
sources: [study]
---
=== content/symptoms/pull.md
---
title: Sudden pull
question: Why did something in my calf pull?
summary: A sudden sharp pull in the calf while you push off the ground.
red_flags: []
",
            $rest,
            "---
"
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "no-source",
    group: Group::Sources,
    severity: Severity::Warning,
    source: include_str!("no_source.rs"),
    check: Check::Site(check),
    fails: site!(""),
    passes: site!("sources: [study]\n"),
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    if site.sources.is_empty() || !site.definitions.is_whole(Kind::Source) {
        return;
    }
    let cited = site.cited_by_entry();
    for (entry, sources) in site.entries.iter().zip(&cited) {
        if sources.is_empty() && makes_claims(entry) {
            let place = entry.document.locate(&[Key::Field("title")]);
            let message = format!("this {} rests on no source", entry.kind().name());
            let help = "cite one in the text, `[@id]`, or name it in `sources`";
            found.push(RULE.finding(place, message).help(help));
        }
    }
}

/// Whether an entry says what is behind a pain.
fn makes_claims(entry: &Entry) -> bool {
    match entry.kind() {
        Kind::Area | Kind::Cause | Kind::Symptom => true,
        Kind::Article => !entry.areas.is_empty(),
        _ => false,
    }
}
