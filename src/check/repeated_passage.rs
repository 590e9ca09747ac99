//! # repeated-passage
//!
//! Twelve words in a row stand in two places. A reader who follows a link and finds the same text again
//! has lost their way, and when the fact changes only one of the two is mended. Only texts of bodies are
//! compared: data such as a summary is shown on several pages and is written once.
//!
//! Say it in one place and link to it, or say it in other words.

use std::collections::BTreeMap;
use std::collections::hash_map::{self, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use rayon::prelude::*;

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::{Entry, Site};
use crate::prose::{OBJECT, PlainText};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    id: "repeated-passage",
    group: Group::Content,
    severity: Severity::Warning,
    source: include_str!("repeated_passage.rs"),
    check: Check::Texts(check),
    fails: "
=== content/articles/hill.md
---
title: Hill
---
Walk down the hill if the front of your knee is sore, and run again the next day.
=== content/articles/road.md
---
title: Road
---
On the road it is the same. Walk down the hill if the front of your knee is sore, and rest.
",
    passes: "
=== content/articles/hill.md
---
title: Hill
---
Walk down the hill if the front of your knee is sore, and run again the next day.
=== content/articles/road.md
---
title: Road
---
On the road it is the same as [[hill|on a hill]].
",
};

/// How many words in a row are a passage.
const RUN: usize = 12;

/// The words of one entry, as hashes.
struct Words {
    /// The index of the first word of each passage in the plain text, and its words.
    passages: Vec<(usize, Vec<u32>)>,
}

/// A run of words: the entry, and its first word there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Position {
    entry: u32,
    word: u32,
}

fn check(site: &Site, found: &mut Vec<Diagnostic>) {
    let words: Vec<Words> = site.entries.par_iter().map(|entry| words(entry)).collect();
    let repeats = repeats(&words);
    let runs = repeats.iter().flat_map(|repeat| [repeat.run, repeat.original]);
    let places = places(site, runs.collect());
    found.extend(repeats.iter().map(|repeat| finding(site, repeat, &places)));
}

fn words(entry: &Entry) -> Words {
    let plain = PlainText::of_document(&entry.document);
    let bodies = plain.passages.iter().filter(|passage| passage.role.is_body());
    let hashes = |sentences: &Range<usize>| {
        let first = plain.sentences[sentences.start].words.start;
        let last = plain.sentences[sentences.end - 1].words.end;
        (first, (first..last).map(|at| hash(plain.word(at))).collect::<Vec<u32>>())
    };
    let passages = bodies.map(|passage| hashes(&passage.sentences));
    Words { passages: passages.filter(|(_, words)| words.len() >= RUN).collect() }
}

/// FNV-1a of the word in small letters: quick for a few bytes, and the same in every run.
fn hash(word: &str) -> u32 {
    // What stands for an object may be anything.
    let salt = u32::from(word.starts_with(OBJECT));
    word.bytes().fold(0x811c_9dc5 ^ salt, |hash, byte| {
        (hash ^ u32::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0193)
    })
}

/// Every run of words of the site, with its hash.
fn runs(words: &[Words]) -> impl Iterator<Item = (u64, Position)> + '_ {
    words.iter().zip(0..).flat_map(|(words, entry)| {
        words.passages.iter().flat_map(move |(first, passage)| {
            passage.windows(RUN).zip(*first..).map(move |(run, word)| {
                let word = u32::try_from(word).expect("load refuses files of 4 GiB");
                (hash_of_run(run), Position { entry, word })
            })
        })
    })
}

fn hash_of_run(run: &[u32]) -> u64 {
    let mixed = run.iter().fold(0_u64, |hash, word| {
        (hash.rotate_left(5) ^ u64::from(*word)).wrapping_mul(0x517c_c1b7_2722_0a95)
    });
    // The low bits choose the place in the table, and the product leaves them the poorest.
    mixed ^ (mixed >> 32)
}

/// The runs that stood somewhere before, each with the place where it stood first. Nearly all runs stand
/// once, so a table of bits first sorts out those that may not.
fn repeats(words: &[Words]) -> Vec<Repeat> {
    let mut once = Bits::for_count(runs(words).count());
    let mut twice = Bits::for_count(once.count);
    for (hash, _) in runs(words) {
        if once.set(hash) {
            twice.set(hash);
        }
    }
    let mut firsts: HashMap<u64, Position, BuildHasherDefault<Hashed>> = HashMap::default();
    let mut repeats = Vec::new();
    for (hash, position) in runs(words).filter(|(hash, _)| twice.has(*hash)) {
        match firsts.entry(hash) {
            hash_map::Entry::Occupied(first) => add(&mut repeats, position, *first.get()),
            hash_map::Entry::Vacant(place) => {
                place.insert(position);
            }
        }
    }
    repeats
}

/// What is a hash already.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn write(&mut self, _: &[u8]) {
        unreachable!("the keys are numbers");
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A set of hashes that may say yes for another of the same place.
struct Bits {
    bits: Vec<u64>,
    count: usize,
}

impl Bits {
    fn for_count(count: usize) -> Self {
        let words = (count / 8).next_power_of_two();
        Self { bits: vec![0; words], count }
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        let word = usize::try_from(hash >> 6).unwrap_or(0) & (self.bits.len() - 1);
        (word, 1 << (hash & 63))
    }

    fn has(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        self.bits[word] & bit != 0
    }

    /// Puts a hash in and tells whether it was there.
    fn set(&mut self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        let had = self.bits[word] & bit != 0;
        self.bits[word] |= bit;
        had
    }
}

/// A run that stood before.
struct Repeat {
    run: Run,
    original: Run,
}

/// Words in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    at: Position,
    length: usize,
}

/// Adds a run that stood before; it goes on with the last one where they follow word by word.
fn add(repeats: &mut Vec<Repeat>, repeat: Position, original: Position) {
    match repeats.last_mut() {
        Some(Repeat { run, .. }) if goes_on(run, repeat) => run.length += 1,
        _ => repeats.push(Repeat {
            run: Run { at: repeat, length: RUN },
            original: Run { at: original, length: RUN },
        }),
    }
}

fn goes_on(run: &Run, next: Position) -> bool {
    run.at.entry == next.entry && run.at.word as usize + run.length - RUN + 1 == next.word as usize
}

/// Where the runs stand; the text of each entry is made once more for all of its runs.
fn places(site: &Site, mut runs: Vec<Run>) -> BTreeMap<Run, Span> {
    runs.sort_unstable();
    runs.dedup();
    let of_entry = |runs: &[Run]| {
        let plain = PlainText::of_document(&site.entries[runs[0].at.entry as usize].document);
        runs.iter().map(|run| (*run, place(&plain, run))).collect::<Vec<_>>()
    };
    let by_entry: Vec<&[Run]> = runs.chunk_by(|a, b| a.at.entry == b.at.entry).collect();
    by_entry.into_par_iter().flat_map_iter(of_entry).collect()
}

fn place(plain: &PlainText<'_>, run: &Run) -> Span {
    let first = run.at.word as usize;
    let words = &plain.words[first..first + run.length];
    plain.place(words[0].text().start..words[words.len() - 1].text().end)
}

fn finding(site: &Site, repeat: &Repeat, places: &BTreeMap<Run, Span>) -> Diagnostic {
    let path = &site.entries[repeat.original.at.entry as usize].document.path;
    let message = format!("these {} words stand in `{path}` too", repeat.run.length);
    RULE.finding(places[&repeat.run], message)
        .related(places[&repeat.original], "here they stand first")
        .help("say it in one place and link to it, or say it in other words")
}
