//! # medicine
//!
//! A text names a medicine as something to take, gives a dose, or names a brand. Which medicine is safe
//! depends on the reader's health and on what else they take; a page that knows neither can harm. Say
//! "ask a pharmacist". The names are `medicines`, `brands` and `medicine_kinds` of the word lists, to
//! which `content/words.yaml` adds.
//!
//! Naming one to warn of it, as what a reader already takes, or in a cited finding of research is fine.
//! Any other mention of a medicine by name is a warning.

use super::{Check, Group, Hit, List, Prose, Rule, hedge, outside};
use crate::diagnostic::{Diagnostic, Severity};
use crate::prose::Role;

pub(super) const RULE: Rule = Rule {
    id: "medicine",
    group: Group::Safety,
    severity: Severity::Error,
    source: include_str!("medicine.rs"),
    check: Check::Prose(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
---
For the pain, take ibuprofen.
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
For the pain, ask a pharmacist. Do not take ibuprofen before a long run.
",
};

/// Verbs by which a medicine is something to take.
const TAKING: [&str; 17] = [
    "take",
    "use",
    "try",
    "swallow",
    "apply",
    "rub",
    "pop",
    "chew",
    "have",
    "get",
    "buy",
    "choose",
    "consider",
    "start",
    "recommend",
    "suggest",
    "prefer",
];
/// What makes "have" no verb of taking: "have used".
const PERFECTS: [&str; 5] = ["used", "taken", "had", "been", "ever"];
/// What stands before an instruction that does not begin its clause.
const LEADS: [&str; 24] = [
    "and", "or", "then", "to", "can", "could", "may", "might", "should", "must", "you", "just",
    "please", "also", "first", "simply", "better", "always", "instead", "often", "we", "i",
    "would", "so",
];
/// What, with "you" behind it, says that the reader takes it in any case: "if you take".
const IN_CASE: [&str; 8] = ["if", "when", "whether", "before", "after", "while", "until", "once"];
const READERS: [&str; 6] = ["you", "they", "people", "someone", "somebody", "anyone"];
/// What says so by itself.
const ALREADY: [&str; 6] = ["already", "tell", "mention", "who", "whether", "ask"];
/// What a list of conditions goes on with: "if you had cancer, or take steroids".
const GOES_ON: [&str; 6] = ["or", "have", "had", "are", "were", "feel"];
/// What a medicine is said to do for the reader.
const BENEFITS: [&str; 34] = [
    "good",
    "best",
    "better",
    "safe",
    "enough",
    "fine",
    "choice",
    "option",
    "recommended",
    "suitable",
    "help",
    "helps",
    "ease",
    "eases",
    "relieve",
    "relieves",
    "reduce",
    "reduces",
    "dull",
    "dulls",
    "calm",
    "calms",
    "settle",
    "settles",
    "soothe",
    "soothes",
    "work",
    "works",
    "stop",
    "stops",
    "kill",
    "kills",
    "lower",
    "lowers",
];
/// What a medicine is said to do to the reader.
const RISKS: [&str; 20] = [
    "risk",
    "risks",
    "harm",
    "harms",
    "damage",
    "damages",
    "danger",
    "dangerous",
    "kidney",
    "kidneys",
    "bleeding",
    "injury",
    "hide",
    "hides",
    "mask",
    "masks",
    "stomach",
    "ulcer",
    "ulcers",
    "overdose",
];
/// Whom a reader is to ask.
const ASKED: [&str; 8] =
    ["ask", "pharmacist", "pharmacists", "doctor", "doctors", "gp", "nurse", "midwife"];
const COUNTS: [&str; 5] = ["one", "two", "three", "four", "five"];
/// How far a benefit may stand behind the name, and a negation before the verb.
const REACH: usize = 5;

/// What a text does with a medicine that it names.
#[derive(Debug, Clone, Copy)]
enum Use {
    Taken,
    Dosed,
    Praised,
    Mentioned,
    Fine,
}

fn check(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    for hit in prose.hits(List::Medicines).filter(|hit| is_own_words(prose, hit)) {
        found.extend(named(prose, hit, use_of(prose, hit)));
    }
    for hit in prose.hits(List::Brands).filter(|hit| is_own_words(prose, hit)) {
        found.extend(brand(prose, hit));
    }
    for hit in prose.hits(List::MedicineKinds).filter(|hit| is_own_words(prose, hit)) {
        if matches!(use_of(prose, hit), Use::Taken | Use::Dosed) && !asks(prose, hit) {
            found.push(taken(prose, hit));
        }
    }
    for hit in prose.hits(List::DoseUnits) {
        found.extend(bare_dose(prose, hit));
    }
}

/// Neither what people wrongly say nor the title of a source on another site.
fn is_own_words(prose: &Prose<'_>, hit: &Hit) -> bool {
    let range = prose.range(hit);
    let mut links = prose.links();
    !matches!(prose.passage(hit).role, Role::Myth)
        && !links.any(|(words, link)| {
            outside::host(link).is_some()
                && words.text.start <= range.start
                && range.end <= words.text.end
        })
}

fn named(prose: &Prose<'_>, hit: &Hit, used: Use) -> Option<Diagnostic> {
    let name = prose.words(hit);
    let range = prose.range(hit);
    match used {
        Use::Taken => Some(taken(prose, hit)),
        Use::Dosed => Some(dosed(prose, hit)),
        Use::Praised => {
            let message = format!("`{name}` is named as something that helps");
            Some(prose.finding(&RULE, range, message).help(HELP))
        }
        Use::Mentioned => {
            let message = format!("the medicine `{name}` is named");
            let help = "say `painkiller`, or cite what was found about it";
            Some(prose.warning(&RULE, range, message).help(help))
        }
        Use::Fine => None,
    }
}

const HELP: &str = "name no medicine to take; write `ask a pharmacist`";

fn taken(prose: &Prose<'_>, hit: &Hit) -> Diagnostic {
    let message = format!("`{}` is named as something to take", prose.words(hit));
    prose.finding(&RULE, prose.range(hit), message).help(HELP)
}

fn dosed(prose: &Prose<'_>, hit: &Hit) -> Diagnostic {
    let message = format!("this sentence gives a dose of `{}`", prose.words(hit));
    prose.finding(&RULE, prose.range(hit), message).help(HELP)
}

fn brand(prose: &Prose<'_>, hit: &Hit) -> Option<Diagnostic> {
    if matches!(use_of(prose, hit), Use::Fine) {
        return None;
    }
    let message = format!("`{}` is a brand of medicine", prose.words(hit));
    Some(prose.finding(&RULE, prose.range(hit), message).help(HELP))
}

/// "Take two tablets": a dose of something that has no name.
fn bare_dose(prose: &Prose<'_>, hit: &Hit) -> Option<Diagnostic> {
    let lead = lead(prose, hit)?;
    let is_instruction = is_counted(prose, hit) && is_taken(prose, hit, lead);
    let named = [List::Medicines, List::Brands, List::MedicineKinds];
    let has_name =
        named.iter().any(|list| prose.hits(*list).any(|other| other.sentence == hit.sentence));
    (is_instruction && !has_name).then(|| {
        let message = format!("`{}` is a dose", prose.words(hit));
        prose.finding(&RULE, prose.range(hit), message).help(HELP)
    })
}

fn use_of(prose: &Prose<'_>, hit: &Hit) -> Use {
    let (text, sentence) = (&prose.text, prose.sentence(hit));
    let clause = hedge::clause(text, sentence, hit.words.start);
    let units = prose.hits(List::DoseUnits).filter(|unit| unit.sentence == hit.sentence);
    if units.into_iter().any(|unit| is_counted(prose, unit)) {
        return Use::Dosed;
    }
    if let Some(lead) = lead(prose, hit) {
        return if is_taken(prose, hit, lead) { Use::Taken } else { Use::Fine };
    }
    let is_warned_of = prose.passage(hit).role == Role::Discouraged
        || hedge::has_negation(text, clause.start..hit.words.start)
        || has(prose, sentence.words.clone(), &RISKS);
    if is_warned_of {
        Use::Fine
    } else if is_praised(prose, hit, &clause) {
        Use::Praised
    } else if is_reported(prose, hit) {
        Use::Fine
    } else {
        Use::Mentioned
    }
}

/// The verb of taking that the medicine belongs to, across the commas of a list.
fn lead(prose: &Prose<'_>, hit: &Hit) -> Option<usize> {
    let sentence = prose.sentence(hit);
    let mut clause = hedge::clause(&prose.text, sentence, hit.words.start);
    let mut end = hit.words.start;
    loop {
        let verb = (clause.start..end).rev().find(|at| has(prose, *at..at + 1, &TAKING));
        // More than a few words between commas are no item of a list.
        if verb.is_some() || end - clause.start > 3 || clause.start == sentence.words.start {
            return verb;
        }
        end = clause.start;
        clause = hedge::clause(&prose.text, sentence, clause.start - 1);
    }
}

/// Whether the verb tells the reader to take it.
fn is_taken(prose: &Prose<'_>, hit: &Hit, verb: usize) -> bool {
    let clause = hedge::clause(&prose.text, prose.sentence(hit), verb);
    let reach = clause.start.max(verb.saturating_sub(REACH))..verb;
    let is_instruction = verb == clause.start || has(prose, verb - 1..verb, &LEADS);
    prose.passage(hit).role != Role::Discouraged
        && is_instruction
        && !has(prose, verb + 1..verb + 2, &PERFECTS)
        && !is_one_of_conditions(prose, hit, verb)
        && !hedge::has_negation(&prose.text, reach.clone())
        && !hedge::has_negation(&prose.text, verb + 1..hit.words.start)
        && !has(prose, reach.clone(), &ALREADY)
        && !reach.into_iter().any(|at| is_in_case(prose, at))
        && !hedge::is_question(&prose.text, prose.sentence(hit))
}

/// "Before you".
fn is_in_case(prose: &Prose<'_>, at: usize) -> bool {
    has(prose, at..at + 1, &IN_CASE) && has(prose, at + 1..at + 2, &READERS)
}

/// "If you had cancer, or take steroids."
fn is_one_of_conditions(prose: &Prose<'_>, hit: &Hit, verb: usize) -> bool {
    let (text, sentence) = (&prose.text, prose.sentence(hit));
    let mut clause = hedge::clause(text, sentence, verb);
    let mut goes_on = has(prose, clause.start..clause.start + 1, &["or"]);
    while goes_on && clause.start > sentence.words.start {
        clause = hedge::clause(text, sentence, clause.start - 1);
        if clause.clone().any(|at| is_in_case(prose, at)) {
            return true;
        }
        goes_on = has(prose, clause.start..clause.start + 1, &GOES_ON);
    }
    false
}

/// "Ibuprofen can ease the pain."
fn is_praised(prose: &Prose<'_>, hit: &Hit, clause: &std::ops::Range<usize>) -> bool {
    let behind = hit.words.end..clause.end.min(hit.words.end + REACH);
    let benefit = behind.clone().find(|at| has(prose, *at..at + 1, &BENEFITS));
    let opens = hedge::is_question(&prose.text, prose.sentence(hit));
    benefit.is_some_and(|at| !hedge::has_negation(&prose.text, behind.start..at)) && !opens
}

/// A finding with its source, a heading, or what a reader is to tell somebody who knows.
fn is_reported(prose: &Prose<'_>, hit: &Hit) -> bool {
    let sentence = prose.sentence(hit);
    prose.text.citations_in(sentence.text.clone()).next().is_some()
        || prose.passage(hit).role == Role::Heading
        || has(prose, sentence.words.start..hit.words.start, &ALREADY)
        || sentence.words.clone().any(|at| is_in_case(prose, at))
}

fn asks(prose: &Prose<'_>, hit: &Hit) -> bool {
    has(prose, prose.sentence(hit).words.clone(), &ASKED)
}

/// Whether a number stands before the unit: "400 mg", "two tablets".
fn is_counted(prose: &Prose<'_>, unit: &Hit) -> bool {
    let before = unit.words.start.checked_sub(1);
    before.filter(|at| *at >= prose.sentence(unit).words.start).is_some_and(|at| {
        prose.text.word(at).starts_with(|c: char| c.is_ascii_digit())
            || has(prose, at..at + 1, &COUNTS)
    })
}

fn has(prose: &Prose<'_>, words: std::ops::Range<usize>, list: &[&str]) -> bool {
    let mut words = words.start..words.end.min(prose.text.words.len());
    words.any(|at| list.iter().any(|word| prose.text.word(at).eq_ignore_ascii_case(word)))
}
