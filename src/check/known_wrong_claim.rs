//! # known-wrong-claim
//!
//! A claim that is known to be wrong is stated as a fact: that lactic acid makes legs sore, that each
//! inch of a forward head adds ten pounds, that a strain cuts a blood supply. Such claims are everywhere,
//! and a reader who meets one here believes the rest of the page less, or trains by it. The claims are
//! `wrong_claims` of the word lists, to which `content/words.yaml` adds.
//!
//! A sentence that asks, denies or reports the claim is fine, and so is the text of a `myth` article and
//! a myth of an area whose verdict is not `right`.

use super::{Check, Group, Hit, List, Prose, Rule, hedge};
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::Fields;
use crate::prose::Role;
use crate::schema::ArticleKind;

pub(super) const RULE: Rule = Rule {
    id: "known-wrong-claim",
    group: Group::Content,
    severity: Severity::Error,
    source: include_str!("known_wrong_claim.rs"),
    check: Check::Prose(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
---
Lactic acid makes your legs sore.
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
Lactic acid does not make your legs sore.
",
};

fn check(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    for hit in prose.hits(List::WrongClaims).filter(|hit| is_stated(prose, hit)) {
        let instead = &prose.vocabulary.words.wrong_claims[hit.index].instead;
        let message = format!("`{}` is stated as a fact and known to be wrong", prose.words(hit));
        found.push(prose.finding(&RULE, prose.range(hit), message).help(instead.to_string()));
    }
}

fn is_stated(prose: &Prose<'_>, hit: &Hit) -> bool {
    let passage = prose.passage(hit);
    let is_of_others = matches!(passage.role, Role::Myth | Role::Discouraged)
        || (passage.field.is_none() && is_about_a_myth(prose));
    !is_of_others
        && !hedge::is_denied(&prose.text, prose.sentence(hit), &hit.words)
        && !is_mended_next(prose, hit)
}

fn is_about_a_myth(prose: &Prose<'_>) -> bool {
    prose.content().is_some_and(|content| {
        matches!(&content.fields, Fields::Article(article) if article.kind == ArticleKind::Myth)
    })
}

/// "That is a myth.", right after the claim.
fn is_mended_next(prose: &Prose<'_>, hit: &Hit) -> bool {
    let next = hit.sentence + 1;
    let in_passage = next < prose.passage(hit).sentences.end;
    in_passage && {
        let sentence = &prose.text.sentences[next];
        let starts = sentence.words.clone().take(8);
        starts.into_iter().any(|at| hedge::denies(prose.text.word(at)))
    }
}
