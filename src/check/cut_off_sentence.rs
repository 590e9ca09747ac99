//! # cut-off-sentence
//!
//! A paragraph ends without a full stop, a sentence ends in the middle ("because the."), or two
//! sentences are glued together ("too fast.This"). It is what is left when text was pasted or cut, and
//! half an instruction can say the opposite of the whole one.
//!
//! Finish the sentence, end it with a full stop, and put a space after it.

use super::{Check, Group, Prose, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::prose::{OBJECT, Passage, Role, Sentence};

pub(super) const RULE: Rule = Rule {
    id: "cut-off-sentence",
    group: Group::Language,
    severity: Severity::Warning,
    source: include_str!("cut_off_sentence.rs"),
    check: Check::Prose(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
---
Stop running if the pain is
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
Stop running if the pain is sharp.
",
};

/// Words that no sentence ends with.
const OPEN: [&str; 13] =
    ["the", "a", "an", "and", "or", "but", "because", "your", "my", "our", "their", "its", "if"];
/// What may stand at the end of a paragraph.
const ENDS: [char; 11] = ['.', '!', '?', ':', ';', '…', ')', '”', '’', '"', OBJECT];
/// A line of so few words may be a label.
const LABEL: usize = 3;
/// How much of the end is shown.
const TAIL: usize = 3;

fn check(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    for passage in &prose.text.passages {
        if matches!(passage.role, Role::Paragraph | Role::Item | Role::Sentences) {
            found.extend(glued(prose, passage));
        }
        if passage.role == Role::Paragraph || is_summary(passage) {
            found.extend(cut_off(prose, passage));
        }
    }
}

fn is_summary(passage: &Passage) -> bool {
    passage.field.is_some_and(|field| {
        ["summary", "short_answer", "evidence"].iter().any(|name| field.starts_with(name))
    })
}

fn cut_off(prose: &Prose<'_>, passage: &Passage) -> Option<Diagnostic> {
    let last = prose.text.sentences_of(passage).last()?;
    (!is_finished(prose, passage, last) || is_open(prose, last)).then(|| {
        let start = last.words.start.max(last.words.end.saturating_sub(TAIL));
        let tail = prose.text.words[start].text().start..passage.text.end;
        let message = format!("`{}` looks cut off", prose.text.get(tail.clone()));
        prose.finding(&RULE, tail, message).help("finish the sentence and end it with a full stop")
    })
}

/// Whether it ends as a sentence does, or need not: a label, or a link that stands alone.
fn is_finished(prose: &Prose<'_>, passage: &Passage, last: &Sentence) -> bool {
    let is_label = passage.field.is_none() && prose.text.count(last.words.clone()) <= LABEL;
    is_label
        || prose.text.links.iter().any(|link| link.text == passage.text)
        || prose.text.get(passage.text.clone()).ends_with(ENDS)
}

/// Whether the last word wants another. A mark that cites a source may stand in its place.
fn is_open(prose: &Prose<'_>, last: &Sentence) -> bool {
    let word = prose.text.words[last.words.end - 1].text();
    let is_cited = prose.text.citations.iter().any(|citation| citation.at == word.end);
    let end = prose.text.get(word.end..last.text.end);
    !is_cited
        && matches!(end, "" | "." | "!" | "?")
        && OPEN.iter().any(|open| prose.text.get(word.clone()).eq_ignore_ascii_case(open))
}

/// A small letter, a full stop and a capital without a space between.
fn glued<'p>(prose: &'p Prose<'_>, passage: &'p Passage) -> impl Iterator<Item = Diagnostic> + 'p {
    let words = prose.text.sentences_of(passage).iter().flat_map(|sentence| sentence.words.clone());
    words.filter_map(move |at| {
        let (before, after) = (prose.text.words[at], prose.text.words.get(at + 1)?);
        let gap = prose.text.get(before.text().end..after.text().start);
        let is_glued = matches!(gap, "." | "!" | "?")
            && is_end(prose.text.word(at))
            && begins(prose.text.word(at + 1));
        is_glued.then(|| {
            let text = before.text().start..after.text().end;
            let message =
                format!("`{}` glues two sentences together", prose.text.get(text.clone()));
            prose.finding(&RULE, text, message).help("put a space after the full stop")
        })
    })
}

fn is_end(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_lowercase)
}

fn begins(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase)
}
