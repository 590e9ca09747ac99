//! # long-sentence
//!
//! A sentence has more than 30 words. By its end a tired reader has lost its beginning; two short ones
//! say the same.
//!
//! Make two sentences of it.

use super::{Check, Group, Prose, Rule};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    id: "long-sentence",
    group: Group::Language,
    severity: Severity::Warning,
    source: include_str!("long_sentence.rs"),
    check: Check::Prose(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
---
When the calf hurts on the hill and then again on the way down, go home and rest the leg for a day or
two, and only then try a short run on the flat.
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
The calf may hurt on the hill and then again on the way down. Then go home and rest the leg for a day
or two. Only then try a short run on the flat.
",
};

/// How many words a sentence may have.
const WORDS: usize = 30;

fn check(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    for passage in &prose.text.passages {
        for sentence in prose.text.sentences_of(passage) {
            let count = prose.text.count(sentence.words.clone());
            if count > WORDS {
                let message =
                    format!("this sentence has {count} words; at most {WORDS} are easy to read");
                let text = sentence.text.clone();
                found.push(prose.finding(&RULE, text, message).help("make two sentences of it"));
            }
        }
    }
}
