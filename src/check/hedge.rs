//! Words that turn a statement round or take its certainty: negations, conditions, hearsay.

use std::ops::Range;

use crate::prose::{PlainText, Sentence};

const NEGATIONS: [&str; 22] = [
    "not", "no", "never", "none", "nor", "neither", "without", "cannot", "nothing", "nobody",
    "avoid", "avoids", "avoided", "avoiding", "instead", "rather", "hardly", "against", "unlikely",
    "skip", "less", "few",
];
/// Words by which a sentence tells what others say, or that it is wrong.
const HEARSAY: [&str; 30] = [
    "myth",
    "myths",
    "wrong",
    "false",
    "untrue",
    "claim",
    "claims",
    "claimed",
    "say",
    "says",
    "said",
    "story",
    "believe",
    "believed",
    "thought",
    "blame",
    "blamed",
    "idea",
    "rumour",
    "hear",
    "heard",
    "legend",
    "misquotes",
    "misquoted",
    "disproved",
    "once",
    "supposed",
    "supposedly",
    "called",
    "blaming",
];
/// What a claim is not: "which is not true".
const TRUTHS: [&str; 4] = ["true", "so", "right", "correct"];
const CONDITIONS: [&str; 16] = [
    "if", "when", "whether", "once", "unless", "may", "might", "can", "could", "think", "until",
    "where", "probably", "perhaps", "maybe", "before",
];

fn is_any(word: &str, list: &[&str]) -> bool {
    list.iter().any(|other| word.eq_ignore_ascii_case(other))
}

/// "not", "without", "don't", and the rest of them.
pub(super) fn is_negation(word: &str) -> bool {
    is_any(word, &NEGATIONS) || word.ends_with("n't") || word.ends_with("n\u{2019}t")
}

/// A negation, or a word that makes a claim one of others.
pub(super) fn denies(word: &str) -> bool {
    is_negation(word) || is_any(word, &HEARSAY)
}

/// Whether any of these words is a negation.
pub(super) fn has_negation(plain: &PlainText<'_>, words: Range<usize>) -> bool {
    words.into_iter().any(|at| is_negation(plain.word(at)))
}

/// Whether any of these words makes a statement a possibility.
pub(super) fn has_condition(plain: &PlainText<'_>, words: Range<usize>) -> bool {
    words.into_iter().any(|at| is_any(plain.word(at), &CONDITIONS))
}

/// Whether a sentence denies the claim that these of its words make, asks it, or tells it as the words
/// of others.
pub(super) fn is_denied(plain: &PlainText<'_>, sentence: &Sentence, claim: &Range<usize>) -> bool {
    let clause = clause(plain, sentence, claim.start);
    let is_untrue = |at: usize| is_negation(plain.word(at)) && is_any(plain.word(at + 1), &TRUTHS);
    is_question(plain, sentence)
        || has_negation(plain, clause.start..claim.end)
        || sentence.words.clone().any(|at| is_any(plain.word(at), &HEARSAY))
        || (claim.end..sentence.words.end.saturating_sub(1)).any(is_untrue)
}

pub(super) fn is_question(plain: &PlainText<'_>, sentence: &Sentence) -> bool {
    let written = plain.get(sentence.text.clone());
    written.trim_end_matches(['"', '\'', '”', '’', ')']).ends_with('?')
}

/// The words of the clause that holds a word: as far as the next comma, colon, dash or bracket.
pub(super) fn clause(plain: &PlainText<'_>, sentence: &Sentence, at: usize) -> Range<usize> {
    let parts = |left: usize| {
        let gap = plain.words[left].text().end..plain.words[left + 1].text().start;
        plain.get(gap).contains([',', ';', ':', '(', ')', '–', '—'])
    };
    let start = (sentence.words.start..at)
        .rev()
        .find(|left| parts(*left))
        .map_or(sentence.words.start, |left| left + 1);
    let end = (at..sentence.words.end.saturating_sub(1)).find(|left| parts(*left));
    start..end.map_or(sentence.words.end, |left| left + 1)
}
