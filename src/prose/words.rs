//! Text → words. An apostrophe belongs to the word, a point or comma between digits to the number; a
//! hyphen divides.

use super::{OBJECT, Word, offset};

/// Appends the words of the text from `start` on.
pub(super) fn read(text: &str, start: usize, words: &mut Vec<Word>) {
    let mut at = start;
    while at < text.len() {
        let end = word_end(text, at);
        if end > at {
            let follows_hyphen = follows_hyphen(text, at, words.last(), start);
            words.push(Word { start: offset(at), end: offset(end), follows_hyphen });
            at = end;
        } else {
            at += width(text, at);
        }
    }
}

fn width(text: &str, at: usize) -> usize {
    if text.as_bytes()[at].is_ascii() { 1 } else { char_at(text, at).len_utf8() }
}

fn char_at(text: &str, at: usize) -> char {
    text[at..].chars().next().unwrap_or(' ')
}

/// Where the word that begins at `at` ends; `at` itself when none does.
fn word_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    while end < bytes.len() {
        let byte = bytes[end];
        if byte.is_ascii_alphanumeric() {
            end += 1;
        } else if byte.is_ascii() {
            if end == at || !joins(bytes, end, 1) {
                break;
            }
            end += 1;
        } else {
            match char_at(text, end) {
                OBJECT if end == at => return end + OBJECT.len_utf8(),
                c if c.is_alphanumeric() => end += c.len_utf8(),
                '\u{2019}' if end > at && joins(bytes, end, 3) => end += 3,
                _ => break,
            }
        }
    }
    end
}

/// Whether the sign of this width stands inside a word: an apostrophe between letters, a point or comma
/// between digits.
fn joins(bytes: &[u8], at: usize, width: usize) -> bool {
    let (Some(before), Some(after)) = (bytes.get(at - 1), bytes.get(at + width)) else {
        return false;
    };
    match bytes[at] {
        b'.' | b',' => before.is_ascii_digit() && after.is_ascii_digit(),
        b'\'' | 0xE2 => before.is_ascii_alphabetic() && after.is_ascii_alphabetic(),
        _ => false,
    }
}

fn follows_hyphen(text: &str, at: usize, last: Option<&Word>, start: usize) -> bool {
    let joined = last.is_some_and(|last| last.end as usize + 1 == at && at > start);
    joined && text.as_bytes()[at - 1] == b'-'
}
