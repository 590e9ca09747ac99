//! # no-source
//!
//! An entry about a pain cites no source, although nearly all of the site do. A reader cannot tell what is
//! known from what is only said. A few lines of a diary are left in peace.
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

/// A text of fewer words says what somebody felt rather than what is known.
const WORDS: usize = 100;

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    if !site.definitions.is_whole(Kind::Source) {
        return;
    }
    let cited = site.cited_by_entry();
    let claims: Vec<(&Entry, bool)> = (site.entries.iter().zip(&cited))
        .filter(|(entry, _)| makes_claims(entry))
        .map(|(entry, sources)| (&**entry, !sources.is_empty()))
        .collect();
    let without = claims.iter().filter(|(_, has_source)| !has_source).count();
    if without == claims.len() || without > (claims.len() / 10).max(1) {
        return;
    }
    for (entry, _) in claims.into_iter().filter(|(_, has_source)| !has_source) {
        let place = entry.document.locate(&[Key::Field("title")]);
        let message = format!("this {} rests on no source", entry.kind().name());
        let help = "cite one in the text, `[@id]`, or name it in `sources`";
        found.push(RULE.finding(place, message).help(help));
    }
}

/// Whether an entry says what is behind a pain.
fn makes_claims(entry: &Entry) -> bool {
    match entry.kind() {
        Kind::Area | Kind::Cause | Kind::Symptom => true,
        Kind::Article => !entry.areas.is_empty() && entry.document.outline.words >= WORDS,
        _ => false,
    }
}
