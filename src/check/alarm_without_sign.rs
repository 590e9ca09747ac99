//! # alarm-without-sign
//!
//! A text speaks of something that can be an emergency, such as chest pain, a swollen leg or dark pee,
//! and its page shows no warning sign about it. A reader who has it reads on, and is not told how soon
//! to act.
//!
//! Name the area in `areas`, or a flag that has the sign in `red_flags`. Words that only deny it, such
//! as "it is not like chest pain", may be suppressed with that reason.

use super::vocabulary::List;
use super::{Check, Group, Prose, Rule};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::link::{EntryId, Site};
use crate::schema::Kind;

macro_rules! site {
    ($flags:literal) => {
        concat!(
            "
=== content/red-flags.yaml
- id: heart
  about: The heart
  areas: []
  signs: [{sign: your chest hurts and it does not go, level: emergency}]
  sources: []
=== content/articles/hello.md
---
title: Hello
",
            $flags,
            "---
On the hill I had a pain in my chest.
"
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "alarm-without-sign",
    group: Group::Content,
    severity: Severity::Warning,
    source: include_str!("alarm_without_sign.rs"),
    check: Check::ProseOfPage { find, stands },
    fails: site!(""),
    passes: site!("red_flags: [heart]\n"),
};

/// What a text may speak of.
pub(super) const ALARMS: [&str; 9] = [
    "chest pain|pains|hurts|tightness",
    "pain|pains|tightness in .. chest",
    "tight|painful chest",
    "struggle|struggling|hard|unable to breathe",
    "cough|coughs|coughing|coughed up blood",
    "numb|numbness between .. legs",
    "swollen calf|leg",
    "calf|leg is|looks|feels|becomes swollen",
    "dark|brown pee|urine|wee",
];

/// A word of the text, and what a sign about the same thing says.
const SIGNS: [(&str, &str); 8] = [
    ("chest", "chest"),
    ("breath", "breath"),
    ("blood", "blood"),
    ("between", "between your legs"),
    ("swollen", "swollen"),
    ("pee", "pee"),
    ("urine", "pee"),
    ("wee", "pee"),
];

/// What a sign about some words says.
fn sign_about(words: &str) -> &'static str {
    let words = words.to_lowercase();
    let sign = SIGNS.into_iter().find(|(word, _)| words.contains(word));
    sign.expect("every phrase has one of the words").1
}

/// The first words about each thing, on pages that can show warning signs.
fn find(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    if prose.kind().is_none_or(|kind| matches!(kind, Kind::Page | Kind::Person)) {
        return;
    }
    let mut told = Vec::new();
    for hit in prose.hits(List::Alarms) {
        let words = prose.words(hit);
        if told.contains(&sign_about(words)) {
            continue;
        }
        told.push(sign_about(words));
        let message = format!("the page shows no warning sign about `{words}`");
        let help = "name the area in `areas`, or a flag that has the sign in `red_flags`";
        found.push(prose.finding(&RULE, prose.range(hit), message).help(help));
    }
}

/// Whether no sign of the page is about the words of the finding.
fn stands(site: &Site, id: EntryId, finding: &Diagnostic) -> bool {
    let Place::At(span) = finding.place else { return true };
    let sign = sign_about(&site.entry(id).document.text[span.range()]);
    let flags = site.shown_red_flags(id);
    let mut shown = flags.iter().flat_map(|flag| &site.red_flag(*flag).item.value.signs);
    !shown.any(|other| other.sign.contains(sign))
}
