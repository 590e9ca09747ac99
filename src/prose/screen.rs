//! A quick look at a whole file for words without which no phrase of a list can stand in it, so that most
//! files need not be read as prose for that list.

use memchr::{memchr2_iter, memchr3_iter};

use super::beginnings::Beginnings;
use super::pattern::{LETTERS, Part, Stem, bucket, parts};

/// The words that phrases are made of.
#[derive(Debug)]
pub struct Screen {
    /// Stems by their first two letters, each with the part of a phrase that it is an alternative of.
    stems: Vec<Vec<(Stem, usize)>>,
    /// How the stems begin.
    beginnings: Beginnings,
    /// The parts that each phrase needs.
    phrases: Vec<Vec<usize>>,
    /// Parts that a look at plain words could miss.
    unseen: Vec<usize>,
    parts: usize,
}

impl Screen {
    #[must_use]
    pub fn new<'p>(phrases: impl IntoIterator<Item = &'p str>) -> Self {
        let mut screen = Self {
            stems: (0..LETTERS * LETTERS).map(|_| Vec::new()).collect(),
            beginnings: Beginnings::default(),
            phrases: Vec::new(),
            unseen: Vec::new(),
            parts: 0,
        };
        for phrase in phrases {
            let needed = parts(phrase).into_iter().filter_map(|part| screen.add(part)).collect();
            screen.phrases.push(needed);
        }
        screen
    }

    fn add(&mut self, part: Part) -> Option<usize> {
        let Part::Word(stems) = part else { return None };
        let index = self.parts;
        self.parts += 1;
        for stem in stems {
            if !stem.text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                self.unseen.push(index);
            }
            self.beginnings.add(&stem.text);
            self.stems[bucket(&stem.text)].push((stem, index));
        }
        Some(index)
    }

    /// Whether one of the phrases may stand in a file. It errs to yes only.
    #[must_use]
    pub fn may_hold(&self, file: &str) -> bool {
        let bytes = file.as_bytes();
        if holds_joined(bytes) {
            return true;
        }
        let mut seen = vec![false; self.parts];
        self.unseen.iter().for_each(|part| seen[*part] = true);
        self.beginnings.look(bytes, |start| {
            let letters = bytes[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric());
            let end = start + letters.count();
            if start < end {
                self.see(&file[start..end], &mut seen);
            }
        });
        self.phrases.iter().any(|phrase| phrase.iter().all(|part| seen[*part]))
    }

    fn see(&self, word: &str, seen: &mut [bool]) {
        for (stem, part) in &self.stems[bucket(word)] {
            if !seen[*part] && stem.fits(word) {
                seen[*part] = true;
            }
        }
    }
}

/// Whether markup hides a word or joins two parts of one anywhere.
fn holds_joined(bytes: &[u8]) -> bool {
    let marks = memchr3_iter(b'*', b'~', b'`', bytes)
        .chain(memchr3_iter(b'<', b'[', b'\\', bytes))
        .chain(memchr2_iter(b'&', b'\xC2', bytes));
    let byte = |at: Option<usize>| at.and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
    marks.into_iter().any(|at| may_join(byte(at.checked_sub(1)), bytes[at], byte(Some(at + 1))))
}

/// Whether a mark may hide a word or join two parts of one, by what stands before and after it:
/// `ibu*pro*fen`, `&#105;`.
fn may_join(before: u8, mark: u8, after: u8) -> bool {
    let follows = after.is_ascii_alphanumeric();
    match mark {
        b'\xC2' => true,
        b'\\' => follows,
        b'&' => follows || after == b'#',
        _ => follows && before.is_ascii_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_words_are_seen_wherever_they_stand() {
        for joined in
            ["ibu*pro*fen", "&#105;b", "&amp", "\\a", "a[b", "x`y", "a<b", "a~b", "\u{a0}"]
        {
            for text in [joined.to_owned(), format!("{joined} "), format!(" {joined}")] {
                assert!(holds_joined(text.as_bytes()), "{text:?}");
            }
        }
    }

    #[test]
    fn marks_around_whole_words_join_nothing() {
        for plain in ["", "*", "a", "*a* `b` [c](d)", "a & b", "\\", "\\*", "a <b>", "~~a~~ b", "&"]
        {
            assert!(!holds_joined(plain.as_bytes()), "{plain:?}");
        }
    }
}
