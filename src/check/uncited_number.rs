//! # uncited-number
//!
//! A sentence of the text tells a finding, with a share of people or the word "study", and neither it
//! nor the sentences beside it cite a source. A reader cannot look it up, and the next author cannot see
//! whether it still holds.
//!
//! Cite the source with `[@id]`, or take the figure out.

use super::{Check, Group, List, Prose, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::prose::Passage;
use crate::schema::Kind;

pub(super) const RULE: Rule = Rule {
    id: "uncited-number",
    group: Group::Sources,
    severity: Severity::Warning,
    source: include_str!("uncited_number.rs"),
    check: Check::Prose(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
---
Some 70% of runners have a stitch in a year.
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
Some 70% of runners have a stitch in a year [@morton-2015].
=== content/sources.yaml
- id: morton-2015
  title: Stitch
  org: A journal
  kind: review
  url: https://example.org/
  status: found
",
};

/// Whom findings are about.
const PEOPLE: [&str; 12] = [
    "runners",
    "people",
    "adults",
    "patients",
    "studies",
    "trials",
    "women",
    "men",
    "athletes",
    "participants",
    "players",
    "teenagers",
];

fn check(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    let is_told = matches!(prose.kind(), Some(kind) if !matches!(kind, Kind::Page | Kind::Person));
    if !is_told {
        return;
    }
    for passage in prose.text.passages.iter().filter(|passage| passage.role.is_body()) {
        for index in passage.sentences.clone() {
            if !is_cited(prose, passage, index)
                && let Some(what) = finding(prose, index)
            {
                let text = prose.text.sentences[index].text.clone();
                let message = format!("`{what}` is a finding without a source");
                let help = "cite it with `[@id]`, or take the figure out";
                found.push(prose.finding(&RULE, text, message).help(help));
            }
        }
    }
}

/// Whether the sentence or one beside it in the passage has a source.
fn is_cited(prose: &Prose<'_>, passage: &Passage, index: usize) -> bool {
    let first = passage.sentences.start.max(index.saturating_sub(1));
    let last = (passage.sentences.end - 1).min(index + 1);
    let sentences = &prose.text.sentences;
    let around = sentences[first].text.start..sentences[last].text.end;
    prose.text.citations_in(around).next().is_some()
}

/// The words that make a sentence a finding.
fn finding(prose: &Prose<'_>, index: usize) -> Option<String> {
    let sentence = &prose.text.sentences[index];
    // "Than the research shows." tells no finding.
    let research = prose
        .hits(List::Research)
        .find(|hit| hit.sentence == index && hit.words.end < sentence.words.end);
    let number = || sentence.words.clone().find_map(|at| share(prose, at, sentence.words.end));
    research.map(|hit| prose.words(hit).to_owned()).or_else(number)
}

/// "52%", "5,205 runners".
fn share(prose: &Prose<'_>, at: usize, end: usize) -> Option<String> {
    let text = &prose.text;
    let word = text.word(at);
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let range = text.words[at].text();
    if text.get(range.end..range.end + 1) == "%" {
        return Some(format!("{word}%"));
    }
    let next = (at + 1 < end).then(|| text.word(at + 1))?;
    PEOPLE.contains(&next).then(|| format!("{word} {next}"))
}
