//! # promise
//!
//! A text promises more than anybody can know: a cure, a guarantee, the best exercise. Bodies differ and
//! evidence has limits; a reader who was promised a cure and still hurts waits too long to be seen. The
//! phrases are `promises` of the word lists, to which `content/words.yaml` adds.
//!
//! Say what may happen, for whom, and where that is known from.

use super::{Check, Group, Hit, List, Prose, Rule, hedge};
use crate::diagnostic::{Diagnostic, Severity};
use crate::prose::Role;

pub(super) const RULE: Rule = Rule {
    id: "promise",
    group: Group::Content,
    severity: Severity::Warning,
    source: include_str!("promise.rs"),
    check: Check::Prose(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
---
This stretch cures shin splints.
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
This stretch can ease shin splints. It is no cure.
",
};

fn check(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    for hit in prose.hits(List::Promises).filter(|hit| is_made(prose, hit)) {
        let better = &prose.vocabulary.words.promises[hit.index].better;
        let message = format!("`{}` promises too much", prose.words(hit));
        found.push(
            prose.finding(&RULE, prose.range(hit), message).help(format!("better: `{better}`")),
        );
    }
}

fn is_made(prose: &Prose<'_>, hit: &Hit) -> bool {
    let role = prose.passage(hit).role;
    let sentence = prose.sentence(hit);
    let before = sentence.words.start..hit.words.start;
    !matches!(role, Role::Myth | Role::Discouraged)
        && !hedge::has_negation(&prose.text, before)
        && !hedge::is_question(&prose.text, sentence)
}
