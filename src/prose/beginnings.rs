//! Where words may begin that somebody looks for: a look at three letters, by which nearly every word of
//! a text is passed over.

use crate::parse::bits::{BLOCK, are_alphanumeric, are_visible, bits, padded};

/// The first three letters of the words that are looked for. Cases and a few signs are not told apart, and
/// some letters may pass that were not added.
#[derive(Debug, Clone, Hash)]
pub struct Beginnings(Box<[u64; COUNT / 64]>);

/// The bits of a letter that are looked at: those that both its cases have in common.
const LETTER: u8 = 0x1f;
/// How many beginnings are told apart. The table has to lie near the processor all the time.
const COUNT: usize = 1 << 15;
/// How many bytes behind a place are looked at as well.
const MORE: usize = 3;

impl Default for Beginnings {
    fn default() -> Self {
        Self(Box::new([0; COUNT / 64]))
    }
}

impl Beginnings {
    /// Words that begin so are looked for from now on. Nothing is known of what follows a short one.
    pub fn add(&mut self, word: &str) {
        let letters = |at: usize| match word.as_bytes().get(at) {
            Some(byte) => byte & LETTER..=byte & LETTER,
            None => 0..=LETTER,
        };
        for first in letters(0) {
            for second in letters(1) {
                for third in letters(2) {
                    let at = index([first, second, third, 0]);
                    self.0[at / 64] |= 1 << (at % 64);
                }
            }
        }
    }

    /// Tells of the places in a text at which such a word may begin, in their order: those before which
    /// none of ASCII's letters and digits stands. No word begins with a blank.
    pub fn look(&self, text: &[u8], mut found: impl FnMut(usize)) {
        let mut follows_letter = 0;
        for before in (0..text.len()).step_by(BLOCK) {
            let rest = &text[before..];
            // Of a word at the end of a block, the letters of the next are looked at too.
            let block: [u8; BLOCK + MORE] = padded(rest);
            let own = block.first_chunk().expect("a block is longer than its own bytes");
            let letters = bits(own, are_alphanumeric);
            let mut starts = bits(own, are_visible) & !(letters << 1 | follows_letter);
            follows_letter = letters >> (BLOCK - 1);
            while starts != 0 {
                let at = starts.trailing_zeros() as usize % BLOCK;
                starts &= starts - 1;
                if self.has([block[at], block[at + 1], block[at + 2], block[at + 3]]) {
                    found(before + at);
                }
            }
        }
    }

    /// Whether words may begin with the first three of these letters.
    fn has(&self, letters: [u8; 4]) -> bool {
        let at = index(letters);
        self.0[at / 64] >> (at % 64) & 1 == 1
    }
}

/// The place of the first three of these letters in the table.
fn index(letters: [u8; 4]) -> usize {
    let letters = u32::from_le_bytes(letters) & u32::from_le_bytes([LETTER, LETTER, LETTER, 0]);
    // The multiplier of Fibonacci hashing; the highest bits are the best mixed.
    (letters.wrapping_mul(0x9e37_79b9) >> 17) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(words: &[&str], text: &str) -> Vec<usize> {
        let mut beginnings = Beginnings::default();
        for word in words {
            beginnings.add(word);
        }
        let mut places = Vec::new();
        beginnings.look(text.as_bytes(), |at| places.push(at));
        places
    }

    #[test]
    fn words_are_found_in_both_cases_and_not_within_others() {
        assert_eq!(places(&["soleus"], "Soleus, SOLAR and tibisoleus; a so"), [0, 8]);
    }

    #[test]
    fn a_short_word_is_found_with_anything_behind_it() {
        assert_eq!(places(&["mg"], "5 mg, MG of mgs and a gram"), [2, 6, 12]);
    }

    #[test]
    fn a_word_is_found_wherever_it_stands_in_a_long_text() {
        for before in 1..3 * BLOCK {
            for after in [0, 1, 2, BLOCK] {
                let text = format!("{} calf{}", "x".repeat(before), " a".repeat(after));
                assert_eq!(places(&["calf"], &text), [before + 1], "{text}");
                assert_eq!(places(&["calf"], &text.replace(' ', "-")), [before + 1], "{text}");
                assert_eq!(places(&["calf"], &text.replace(" c", "c")), [0; 0][..], "{text}");
            }
        }
    }

    #[test]
    fn a_word_at_the_very_end_is_found() {
        assert_eq!(places(&["mg", "calf"], "calf mg"), [0, 5]);
    }
}
