//! # house-word
//!
//! The site says this in another way: "doctor" and not "clinician", "high temperature" and not "fever".
//! One word for one thing is easier to read and to find, and the plain one is understood by more people.
//! The phrases are `house_words` of the word lists, to which `content/words.yaml` adds.
//!
//! Write what the help says. The medical word may stand in brackets behind the plain one.

use super::{Check, Group, Hit, List, Prose, Rule};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    id: "house-word",
    group: Group::Language,
    severity: Severity::Warning,
    source: include_str!("house_word.rs"),
    check: Check::Prose(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
---
See a clinician.
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
See a doctor or physiotherapist.
",
};

fn check(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    for hit in prose.hits(List::HouseWords).filter(|hit| !is_explained(prose, hit)) {
        let better = &prose.vocabulary.words.house_words[hit.index].better;
        let message = format!("this site does not say `{}`", prose.words(hit));
        found.push(
            prose.finding(&RULE, prose.range(hit), message).help(format!("better: `{better}`")),
        );
    }
}

/// Whether the word stands in brackets behind the plain one: "pee (urine)".
fn is_explained(prose: &Prose<'_>, hit: &Hit) -> bool {
    let (passage, range) = (&prose.passage(hit).text, prose.range(hit));
    let before = prose.text.get(passage.start..range.start);
    before.ends_with('(') && prose.text.get(range.end..passage.end).starts_with(')')
}
