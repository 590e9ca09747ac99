//! Where words may begin that somebody looks for: a look at three letters, by which nearly every word of
//! a text is passed over.

/// The first three letters of the words that are looked for. Cases and a few signs are not told apart.
#[derive(Debug, Clone, Hash)]
pub struct Beginnings(Box<[u64; COUNT / 64]>);

/// The bits of a letter that are looked at: those that both its cases have in common.
const BITS: u32 = 5;
const LETTER: u8 = (1 << BITS) - 1;
/// How many ways there are to begin.
const COUNT: usize = 1 << (3 * BITS);

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
                    let at = [first, second, third]
                        .into_iter()
                        .fold(0, |index, letter| index << BITS | usize::from(letter));
                    self.0[at / 64] |= 1 << (at % 64);
                }
            }
        }
    }

    /// Tells of the places in a text at which such a word may begin, in their order: those before which
    /// none of ASCII's letters and digits stands.
    pub fn look(&self, text: &[u8], mut found: impl FnMut(usize)) {
        let mut letters = 0;
        // Each place is known two bytes later.
        text.iter().chain(b"  ").enumerate().for_each(|(end, byte)| {
            letters = (letters << BITS | usize::from(byte & LETTER)) % COUNT;
            if self.has(letters) && end >= 2 {
                let before = text[..end - 2].last();
                if !before.is_some_and(u8::is_ascii_alphanumeric) {
                    found(end - 2);
                }
            }
        });
    }

    fn has(&self, letters: usize) -> bool {
        self.0[letters / 64] >> (letters % 64) & 1 == 1
    }
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
