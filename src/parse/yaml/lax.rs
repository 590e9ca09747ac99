//! Sees, at the cost of one pass over the bytes, whether a block may hold what `serde_yaml` would
//! let through: `null` as a text, nothing for a required list, a key twice in a map, a tag, and
//! aliases, which can make a small text large; or brackets so deep that it would take very long.

use memchr::{memchr_iter, memchr2_iter, memchr3_iter};

/// Brackets inside each other for which the decoder needs no noticeable time.
const DEEP: usize = 200;

/// `open_fields` take keys of any name. May be wrong in one way only: to say yes costs a walk, which
/// finds nothing.
pub(super) fn deserves_a_look(text: &str, open_fields: &[String]) -> bool {
    let bytes = text.as_bytes();
    is_odd(bytes) || is_deep(bytes) || open_fields.iter().any(|name| text.contains(name.as_str()))
}

/// Whether brackets stand very deep inside each other. The decoder's time grows with the square of that.
pub(super) fn is_deep(bytes: &[u8]) -> bool {
    // Nearly no text has so many brackets that they have to be followed.
    if memchr2_iter(b'[', b'{', bytes).nth(DEEP).is_none() {
        return false;
    }
    let mut depth: usize = 0;
    bytes.iter().any(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEP
    })
}

/// Whether a value may be nothing or more than it seems.
fn is_odd(bytes: &[u8]) -> bool {
    let is_mark = |at: usize| {
        let has_name = || bytes.get(at + 1).is_some_and(|byte| !byte.is_ascii_whitespace());
        starts_value(bytes, at) && (bytes[at] == b'~' || has_name())
    };
    memchr3_iter(b'~', b'&', b'!', bytes).any(is_mark)
        || memchr2_iter(b'n', b'N', bytes)
            .any(|at| says_null(&bytes[at..]) && starts_value(bytes, at))
        || memchr_iter(b':', bytes).any(|at| has_no_value(bytes, at))
}

fn starts_value(bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
    before.is_ascii_whitespace() || matches!(before, b'[' | b'{' | b',' | b':')
}

fn says_null(rest: &[u8]) -> bool {
    rest.get(..4).is_some_and(|word| word.eq_ignore_ascii_case(b"null"))
}

/// Whether the colon at `at` may end a field without a value.
fn has_no_value(bytes: &[u8], at: usize) -> bool {
    let after = &bytes[at + 1..];
    let spaces = after.iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
    match after.get(spaces) {
        None | Some(b',' | b'}' | b'#') => true,
        Some(b'\n' | b'\r') => !goes_on(&after[spaces..], indentation(&bytes[..at])),
        _ => false,
    }
}

/// The width of white space, and of hyphens of list items, before the last line's key.
fn indentation(before: &[u8]) -> usize {
    let line = before.rsplit(|b| *b == b'\n').next().unwrap_or_default();
    line.iter().take_while(|b| matches!(b, b' ' | b'-')).count()
}

/// Whether the next line with anything on it is indented more than the key or is a list item.
fn goes_on(after: &[u8], key: usize) -> bool {
    let blank = after.iter().take_while(|b| b.is_ascii_whitespace()).count();
    let line = after[..blank].iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
    let indentation = blank - line;
    match after.get(blank) {
        None | Some(b'#') => false,
        Some(b'-') => indentation >= key,
        Some(_) => indentation > key,
    }
}
