//! A quick look at a whole file for words without which no phrase of a list can stand in it, so that most
//! files need not be read as prose for that list.

use super::pattern::{LETTERS, Part, Stem, bucket, parts};

/// The words that phrases are made of.
#[derive(Debug)]
pub struct Screen {
    /// Stems by their first two letters, each with the part of a phrase that it is an alternative of.
    stems: Vec<Vec<(Stem, usize)>>,
    /// Whether a stem begins with a byte, whatever its case. Most words are passed over by a look at it.
    begins: [bool; 256],
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
            begins: [false; 256],
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
            if let Some(first) = stem.text.bytes().next() {
                self.begins[usize::from(first.to_ascii_lowercase())] = true;
                self.begins[usize::from(first.to_ascii_uppercase())] = true;
            }
            self.stems[bucket(&stem.text)].push((stem, index));
        }
        Some(index)
    }

    /// Whether one of the phrases may stand in a file. It errs to yes only.
    #[must_use]
    pub fn may_hold(&self, file: &str) -> bool {
        let mut seen = vec![false; self.parts];
        self.unseen.iter().for_each(|part| seen[*part] = true);
        let bytes = file.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let start = at;
            while at < bytes.len() && SORTS[usize::from(bytes[at])] == Sort::Word {
                at += 1;
            }
            if start < at && self.begins[usize::from(bytes[start])] {
                self.see(&file[start..at], &mut seen);
            }
            let is_odd = bytes.get(at).is_some_and(|byte| SORTS[usize::from(*byte)] == Sort::Odd);
            if is_odd && may_join(bytes, at) {
                return true;
            }
            at += 1;
        }
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

/// What a byte of a text may be: part of a word, markup that may join two parts of one, or neither.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Word,
    Odd,
    Other,
}

/// The sort of every byte: this looks at each byte of the site.
const SORTS: [Sort; 256] = {
    let mut sorts = [Sort::Other; 256];
    let mut byte = 0_u8;
    while byte < u8::MAX {
        if byte.is_ascii_alphanumeric() {
            sorts[byte as usize] = Sort::Word;
        } else if matches!(byte, b'\\' | b'&' | b'*' | b'~' | b'`' | b'<' | b'[' | b'\xC2') {
            sorts[byte as usize] = Sort::Odd;
        }
        byte += 1;
    }
    sorts
};

/// Whether markup at this place may hide a word or join two parts of one: `ibu*pro*fen`, `&#105;`.
fn may_join(bytes: &[u8], at: usize) -> bool {
    let follows = |test: fn(&u8) -> bool| bytes.get(at + 1).is_some_and(test);
    let precedes = at > 0 && bytes[at - 1].is_ascii_alphanumeric();
    match bytes.get(at) {
        Some(b'\\') => follows(u8::is_ascii_alphanumeric),
        Some(b'&') => follows(|byte| *byte == b'#' || byte.is_ascii_alphanumeric()),
        Some(b'*' | b'~' | b'`' | b'<' | b'[') => precedes && follows(u8::is_ascii_alphanumeric),
        Some(b'\xC2') => true,
        _ => false,
    }
}
