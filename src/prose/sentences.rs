//! Words → sentences. One ends where a full stop, a question mark or an exclamation mark is followed by
//! a space and by a word that can begin the next: with a capital, a digit or an object.

use super::{OBJECT, Sentence, Word};

/// Words whose full stop ends no sentence.
const ABBREVIATIONS: [&str; 9] = ["dr", "mr", "mrs", "ms", "prof", "vs", "cf", "approx", "ca"];
/// Words whose full stop ends no sentence when a number follows.
const BEFORE_NUMBERS: [&str; 6] = ["no", "nos", "fig", "vol", "pp", "p"];

/// Appends the sentences of the passage that begins at `start`, whose first word is `first`.
pub(super) fn read(
    text: &str,
    start: usize,
    words: &[Word],
    first: usize,
    sentences: &mut Vec<Sentence>,
) {
    let reader = Reader { text, words };
    let mut begin = (start, first);
    for next in first + 1..words.len() {
        if let Some(end) = reader.end_between(next, begin.1) {
            sentences.push(reader.sentence(begin, (end, next)));
            begin = (end, next);
        }
    }
    sentences.push(reader.sentence(begin, (text.len(), words.len())));
}

struct Reader<'a> {
    text: &'a str,
    words: &'a [Word],
}

impl Reader<'_> {
    fn sentence(&self, from: (usize, usize), to: (usize, usize)) -> Sentence {
        let written = &self.text[from.0..to.0];
        let start = from.0 + (written.len() - written.trim_start().len());
        Sentence { text: start..start + written.trim().len(), words: from.1..to.1 }
    }

    /// Where the sentence ends that ends before the word `next`, if one does.
    fn end_between(&self, next: usize, first: usize) -> Option<usize> {
        let (before, after) = (self.words[next - 1], self.words[next]);
        let gap = &self.text[before.text().end..after.text().start];
        // Most words are parted by one space.
        if gap.len() < 2 {
            return None;
        }
        let stop = gap.rfind(['.', '!', '?', '…'])?;
        let space = stop + gap[stop..].find(char::is_whitespace)?;
        let ends = can_begin(&self.text[after.text()])
            && !(gap.starts_with('.') && self.is_abbreviated(next, first));
        ends.then_some(before.text().end + space)
    }

    /// Whether the full stop after the word before `next` belongs to that word.
    fn is_abbreviated(&self, next: usize, first: usize) -> bool {
        let word = self.word(next - 1);
        let is = |list: &[&str]| list.iter().any(|other| word.eq_ignore_ascii_case(other));
        let number_follows = self.word(next).starts_with(|c: char| c.is_ascii_digit());
        is(&ABBREVIATIONS)
            || (number_follows && is(&BEFORE_NUMBERS))
            || (word.len() == 1 && self.is_letter_of_abbreviation(next - 1, first))
    }

    /// "e.g.", "i.e.", and the initial of a name; "a.m." can end a sentence.
    fn is_letter_of_abbreviation(&self, at: usize, first: usize) -> bool {
        let before = at.checked_sub(1).filter(|before| *before >= first);
        let Some(before) = before else { return self.is_initial(at) };
        let gap = &self.text[self.words[before].text().end..self.words[at].text().start];
        if gap == "." {
            return matches!(
                (self.word(before), self.word(at)),
                ("e" | "E", "g") | ("i" | "I", "e")
            );
        }
        let named = self.word(before);
        let is_title = ABBREVIATIONS[..5].iter().any(|title| named.eq_ignore_ascii_case(title));
        let is_second = gap == ". " && self.is_initial(before);
        self.is_initial(at) && (is_title || is_second || self.is_before_initial(at))
    }

    fn is_before_initial(&self, at: usize) -> bool {
        let next = self.words.get(at + 1).map(|next| next.text().end);
        next.is_some_and(|end| self.is_initial(at + 1) && self.text[end..].starts_with('.'))
    }

    fn is_initial(&self, at: usize) -> bool {
        let word = self.word(at);
        word.len() == 1 && word != "I" && word.starts_with(|c: char| c.is_ascii_uppercase())
    }

    fn word(&self, at: usize) -> &str {
        &self.text[self.words[at].text()]
    }
}

fn can_begin(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == OBJECT)
}
