//! How hard a text is to read, by four formulas. They measure the length of sentences and words and not
//! whether anything is understood; they differ by some grades from each other and from other programs.

use std::collections::HashSet;
use std::ops::Add;

use super::{PlainText, Role, Sentence, syllables};

/// Words of anatomy, which readers of a site about the body learn: each counts two syllables at most.
#[derive(Debug, Default)]
pub struct KnownWords(HashSet<Box<str>>);

impl KnownWords {
    #[must_use]
    pub fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let words = names.into_iter().flat_map(|name| name.split(|c: char| !c.is_alphanumeric()));
        let long = words.filter(|word| syllables::count(word) > 2);
        Self(long.map(|word| word.to_lowercase().into()).collect())
    }

    fn syllables(&self, word: &str) -> usize {
        let count = syllables::count(word);
        if count > 2 && self.0.contains(&*word.to_lowercase()) { 2 } else { count }
    }
}

/// What the formulas need to know of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub sentences: usize,
    pub words: usize,
    pub syllables: usize,
    /// Words of three syllables and more.
    pub polysyllables: usize,
    /// Those of them that are long without an ending, and no names.
    pub complex: usize,
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            sentences: self.sentences + other.sentences,
            words: self.words + other.words,
            syllables: self.syllables + other.syllables,
            polysyllables: self.polysyllables + other.polysyllables,
            complex: self.complex + other.complex,
        }
    }
}

impl Counts {
    /// The counts of the passages of these roles. Cells are not read in sentences, so they would make
    /// a text look easier than it is.
    #[must_use]
    pub fn of(plain: &PlainText<'_>, known: &KnownWords, roles: &[Role]) -> Self {
        let mut counts = Self::default();
        for passage in plain.passages.iter().filter(|passage| roles.contains(&passage.role)) {
            for sentence in plain.sentences_of(passage) {
                counts.count(plain, known, sentence);
            }
        }
        counts
    }

    fn count(&mut self, plain: &PlainText<'_>, known: &KnownWords, sentence: &Sentence) {
        self.sentences += 1;
        let mut at = sentence.words.start;
        while at < sentence.words.end {
            let first = at;
            let mut syllables = 0;
            while at == first || (at < sentence.words.end && plain.words[at].follows_hyphen) {
                syllables += known.syllables(plain.word(at));
                at += 1;
            }
            let word = plain.get(plain.words[first].text().start..plain.words[at - 1].text().end);
            let is_name = first > sentence.words.start && word.starts_with(char::is_uppercase);
            let is_compound = at > first + 1;
            self.words += 1;
            self.syllables += syllables;
            self.polysyllables += usize::from(syllables > 2);
            self.complex +=
                usize::from(syllables > 2 && !is_name && !is_compound && is_long_stem(word));
        }
    }

    /// Years of school in the United States after which the text reads easily.
    #[must_use]
    pub fn flesch_kincaid_grade(&self) -> f64 {
        0.39 * self.words_a_sentence() + 11.8 * self.syllables_a_word() - 15.59
    }

    /// From about 100, very easy, down to 0.
    #[must_use]
    pub fn flesch_reading_ease(&self) -> f64 {
        206.835 - 1.015 * self.words_a_sentence() - 84.6 * self.syllables_a_word()
    }

    /// The grade at which all of the text is understood; it needs some 30 sentences.
    #[must_use]
    pub fn smog_grade(&self) -> f64 {
        1.0430 * (ratio(self.polysyllables, self.sentences) * 30.0).sqrt() + 3.1291
    }

    #[must_use]
    pub fn gunning_fog(&self) -> f64 {
        0.4 * (self.words_a_sentence() + 100.0 * ratio(self.complex, self.words))
    }

    fn words_a_sentence(&self) -> f64 {
        ratio(self.words, self.sentences)
    }

    fn syllables_a_word(&self) -> f64 {
        ratio(self.syllables, self.words)
    }
}

/// Whether a word has three syllables without an ending that only makes a form of it.
fn is_long_stem(word: &str) -> bool {
    let stem = ["es", "ed", "ing"].iter().find_map(|ending| word.strip_suffix(ending));
    stem.is_none_or(|stem| syllables::count(stem) > 2)
}

#[expect(clippy::cast_precision_loss, reason = "no text has 2^52 words")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
