//! # emergency-number-in-prose
//!
//! A telephone number of `site.yaml` is typed out in a text: "call 999". A reader in another country
//! would dial a number that does not work there, and a number that changes would stay wrong on every
//! page that has it. The token shows all numbers, each with where it works.
//!
//! Write the token, such as `{{emergency_number}}`.

use super::{Check, Group, Hit, List, Prose, Rule};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    id: "emergency-number-in-prose",
    group: Group::Safety,
    severity: Severity::Error,
    source: include_str!("emergency_number_in_prose.rs"),
    check: Check::Prose(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
---
Call 999 if the pain spreads.
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
Call {{emergency_number}} if the pain spreads. A run may have 999 steps.
",
};

/// Words by which a number is one to dial.
const DIALS: [&str; 14] = [
    "call",
    "calls",
    "called",
    "calling",
    "ring",
    "rings",
    "ringing",
    "phone",
    "phoning",
    "dial",
    "dialling",
    "telephone",
    "nhs",
    "text",
];
/// How many words before the number may hold such a word: "call 999, 112 or 911".
const REACH: usize = 6;

fn check(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    for hit in prose.hits(List::PhoneNumbers).filter(|hit| is_dialled(prose, hit)) {
        let number = prose.words(hit);
        let token = &prose.vocabulary.phone_tokens[hit.index];
        let message = format!("the telephone number `{number}` is typed out");
        let help = format!("write `{{{{{token}}}}}`, which shows each number and where it works");
        found.push(prose.finding(&RULE, prose.range(hit), message).help(help));
    }
}

fn is_dialled(prose: &Prose<'_>, hit: &Hit) -> bool {
    let start = prose.sentence(hit).words.start;
    let before = start.max(hit.words.start.saturating_sub(REACH))..hit.words.start;
    before
        .into_iter()
        .any(|at| DIALS.iter().any(|dial| prose.text.word(at).eq_ignore_ascii_case(dial)))
}
