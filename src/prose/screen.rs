//! A quick look at a whole file for words without which no phrase of a list can stand in it, so that most
//! files need not be read as prose for that list.

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
    let many = |start| &bytes[start..bytes.len().min(start + MANY)];
    (0..bytes.len()).step_by(MANY).any(|start| {
        many(start).iter().fold(false, |any, byte| any | MARKUP[usize::from(*byte)])
            && (start..start + many(start).len())
                .filter(|at| MARKUP[usize::from(bytes[*at])])
                .any(|at| may_join(bytes, at))
    })
}

/// So many bytes at once mostly hold no markup.
const MANY: usize = 64;

/// Whether a byte is the first of what [`may_join`] knows.
const MARKUP: [bool; 256] = {
    let mut markup = [false; 256];
    let all = b"\\&*~`<[\xC2";
    let mut at = 0;
    while at < all.len() {
        markup[all[at] as usize] = true;
        at += 1;
    }
    markup
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
