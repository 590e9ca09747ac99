//! # reading-grade
//!
//! A text is harder to read than somebody in pain reads with ease: above grade 9 by the formula of
//! Flesch and Kincaid, or the steps of an exercise above grade 5. The formula measures the length of
//! sentences and words and not whether anything is understood, so it is a hint and never an error. Words
//! of anatomy in `terms.yaml` count two syllables, since a reader meets them on every page.
//!
//! Shorten the longest sentences, and say long words in a plainer way.

use super::{Check, Group, Prose, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::prose::Role;
use crate::prose::readability::Counts;
use crate::schema::Kind;

pub(super) const RULE: Rule = Rule {
    id: "reading-grade",
    group: Group::Language,
    severity: Severity::Warning,
    source: include_str!("reading_grade.rs"),
    check: Check::Prose(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
---
Contemporary recommendations emphasise individualised progression. Practitioners habitually
underestimate physiological adaptation. Systematic evaluation demonstrates considerable variability.

Conservative management necessitates collaborative participation. Rehabilitation incorporates
progressive strengthening. Comprehensive examination differentiates alternative explanations.

Experienced professionals communicate expectations. Occasional exacerbation remains inevitable.
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
Add a little each week. Most of us think that our legs get used to new work sooner than they do.
Trials differ a lot.

Care without an operation needs your help. The way back to running is made of small steps. A doctor
can tell one reason from another.

Ask what to expect. It may get worse now and then.
",
};

/// The grades up to which texts are fine, and how many words and sentences the formula needs.
const GRADE: f64 = 9.0;
const STEP_GRADE: f64 = 5.0;
const WORDS: usize = 35;
const SENTENCES: usize = 5;

fn check(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    let limits: &[(&[Role], f64, &str)] = match prose.kind() {
        None | Some(Kind::Person) => return,
        Some(Kind::Exercise) => &[
            (&[Role::Paragraph, Role::Item], GRADE, "text"),
            (&[Role::Step], STEP_GRADE, "text of the steps"),
        ],
        Some(_) => &[(&[Role::Paragraph, Role::Item], GRADE, "text")],
    };
    for (roles, limit, what) in limits {
        found.extend(too_hard(prose, roles, *limit, what));
    }
}

fn too_hard(prose: &Prose<'_>, roles: &[Role], limit: f64, what: &str) -> Option<Diagnostic> {
    let counts = Counts::of(&prose.text, &prose.vocabulary.known, roles);
    let grade = counts.flesch_kincaid_grade();
    let first = prose.text.passages.iter().find(|passage| roles.contains(&passage.role))?;
    let sentence = prose.text.sentences_of(first).first()?;
    (counts.words >= WORDS && counts.sentences >= SENTENCES && grade > limit).then(|| {
        let message = format!("the {what} has reading grade {grade:.1}; aim at {limit:.0} or less");
        let help = "shorten the longest sentences, and say long words in a plainer way";
        prose.finding(&RULE, sentence.text.clone(), message).help(help)
    })
}
