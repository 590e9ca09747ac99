//! Phrases that are looked for in a text, all in one pass over its words.
//!
//! A phrase is words in a row, in any case. `sore*` is a word that begins so, `sore|stiff` either, and
//! `..` stands for up to six words between. Hyphens divide words here as they do in the text.

use std::ops::Range;

use super::PlainText;

/// How many words a gap takes in at most.
const GAP: usize = 6;
/// The letters and everything else.
pub(super) const LETTERS: usize = 27;

/// Phrases by how they begin.
#[derive(Debug)]
pub struct Phrases {
    phrases: Vec<Vec<Part>>,
    /// Indices of phrases, by the first two letters.
    by_letters: Vec<Vec<u32>>,
}

/// A part of a phrase.
#[derive(Debug)]
pub(super) enum Part {
    Word(Vec<Stem>),
    Gap,
}

/// A word, or how it begins.
#[derive(Debug)]
pub(super) struct Stem {
    pub(super) text: Box<str>,
    is_ascii: bool,
    is_prefix: bool,
}

/// Where a phrase was found: indices of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub phrase: usize,
    pub words: Range<usize>,
}

impl Phrases {
    #[must_use]
    pub fn new<'p>(phrases: impl IntoIterator<Item = &'p str>) -> Self {
        let phrases: Vec<Vec<Part>> = phrases.into_iter().map(parts).collect();
        let mut by_letters = vec![Vec::new(); LETTERS * LETTERS];
        for (index, phrase) in phrases.iter().enumerate() {
            let Some(Part::Word(stems)) = phrase.first() else { continue };
            let index = u32::try_from(index).expect("fewer than 2^32 phrases");
            for stem in stems {
                let bucket: &mut Vec<u32> = &mut by_letters[bucket(&stem.text)];
                if bucket.last() != Some(&index) {
                    bucket.push(index);
                }
            }
        }
        Self { phrases, by_letters }
    }

    /// Finds the phrases that lie within these words, in the order of their first words.
    pub fn find(&self, plain: &PlainText<'_>, words: Range<usize>, found: &mut Vec<Found>) {
        for at in words.clone() {
            for phrase in &self.by_letters[bucket(plain.word(at))] {
                let parts = &self.phrases[*phrase as usize];
                if let Some(end) = end_of_match(parts, plain, at..words.end) {
                    found.push(Found { phrase: *phrase as usize, words: at..end });
                }
            }
        }
    }

    /// Whether one of the phrases begins with this very word.
    #[must_use]
    pub fn begins(&self, plain: &PlainText<'_>, words: Range<usize>) -> bool {
        words.start < words.end
            && self.by_letters[bucket(plain.word(words.start))].iter().any(|phrase| {
                end_of_match(&self.phrases[*phrase as usize], plain, words.clone()).is_some()
            })
    }
}

/// The parts of a phrase. A gap at either end would say nothing.
pub(super) fn parts(phrase: &str) -> Vec<Part> {
    let words =
        phrase.split(|c: char| c.is_whitespace() || c == '-').filter(|word| !word.is_empty());
    let mut parts: Vec<Part> = words.map(part).collect();
    while matches!(parts.last(), Some(Part::Gap)) {
        parts.pop();
    }
    let gaps = parts.iter().take_while(|part| matches!(part, Part::Gap)).count();
    parts.drain(..gaps);
    parts
}

fn part(word: &str) -> Part {
    if word == ".." {
        return Part::Gap;
    }
    let stem = |text: &str| {
        let stem = text.trim_end_matches('*');
        // One letter and a star would be every word of the letter.
        Stem {
            is_prefix: stem.len() < text.len() && stem.len() > 1,
            is_ascii: stem.is_ascii(),
            text: stem.to_lowercase().into(),
        }
    };
    Part::Word(word.split('|').filter(|text| !text.is_empty()).map(stem).collect())
}

/// The place of a word among all first two letters.
pub(super) fn bucket(word: &str) -> usize {
    let letter = |at| {
        let byte: u8 = word.as_bytes().get(at).map_or(0, u8::to_ascii_lowercase);
        if byte.is_ascii_lowercase() { usize::from(byte - b'a') } else { LETTERS - 1 }
    };
    letter(0) * LETTERS + letter(1)
}

/// Where the phrase ends that begins with the first of these words.
fn end_of_match(parts: &[Part], plain: &PlainText<'_>, words: Range<usize>) -> Option<usize> {
    let Some((first, rest)) = parts.split_first() else { return Some(words.start) };
    match first {
        Part::Word(stems) => {
            let fits = words.start < words.end
                && stems.iter().any(|stem| stem.fits(plain.word(words.start)));
            if fits { end_of_match(rest, plain, words.start + 1..words.end) } else { None }
        }
        Part::Gap => (words.start..words.end.min(words.start + GAP + 1))
            .find_map(|at| end_of_match(rest, plain, at..words.end)),
    }
}

impl Stem {
    pub(super) fn fits(&self, word: &str) -> bool {
        if self.is_ascii && word.is_ascii() {
            let (stem, word) = (self.text.as_bytes(), word.as_bytes());
            let is_long_enough =
                if self.is_prefix { word.len() >= stem.len() } else { word.len() == stem.len() };
            return is_long_enough && word[..stem.len()].eq_ignore_ascii_case(stem);
        }
        let plain = word.to_lowercase().replace('\u{2019}', "'");
        if self.is_prefix { plain.starts_with(&*self.text) } else { plain == *self.text }
    }
}
