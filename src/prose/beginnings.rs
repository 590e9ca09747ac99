//! Where words may begin that somebody looks for: a look at three letters, by which nearly every word of
//! a text is passed over.

/// The first three letters of the words that are looked for. Cases and a few signs are not told apart, and
/// some letters may pass that were not added.
#[derive(Debug, Clone, Hash)]
pub struct Beginnings(Box<[u64; COUNT / 64]>);

/// The bits of a letter that are looked at: those that both its cases have in common.
const LETTER: u8 = 0x1f;
/// How many beginnings are told apart. The table has to lie near the processor all the time.
const COUNT: usize = 1 << 15;

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
    /// none of ASCII's letters and digits stands.
    pub fn look(&self, text: &[u8], mut found: impl FnMut(usize)) {
        let is_first = |at: usize| !text[..at].last().is_some_and(u8::is_ascii_alphanumeric);
        // Four bytes are one number to the processor, three are not.
        for (at, four) in text.windows(4).enumerate() {
            if self.has([four[0], four[1], four[2], four[3]]) && is_first(at) {
                found(at);
            }
        }
        for at in text.len().saturating_sub(3)..text.len() {
            let letter = |at| text.get(at).copied().unwrap_or(b' ');
            if self.has([text[at], letter(at + 1), letter(at + 2), b' ']) && is_first(at) {
                found(at);
            }
        }
    }

    /// Whether words may begin with the first three of these letters.
    fn has(&self, letters: [u8; 4]) -> bool {
        let at = index(letters);
        self.0[at / 64] >> (at % 64) & 1 == 1
    }
}

/// The place of the first three of these letters in the table. None waits for that of the letters before,
/// so that many are on their way at once.
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
    fn a_word_at_the_very_end_is_found() {
        assert_eq!(places(&["mg", "calf"], "calf mg"), [0, 5]);
    }
}
