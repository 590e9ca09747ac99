//! The header `Range`: one range of bytes, as RFC 9110, section 14, has it. Several ranges at once are
//! allowed to be answered with the whole file, and are.

use std::ops::Range;

use axum::http::{HeaderMap, header};

/// The part of a file that is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    Of(Range<usize>),
    /// It begins behind the end.
    Outside,
}

impl Part {
    /// The header `Content-Range` for a file of `length` bytes.
    pub(super) fn content_range(&self, length: usize) -> String {
        match self {
            Self::Of(range) => format!("bytes {}-{}/{length}", range.start, range.end - 1),
            Self::Outside => format!("bytes */{length}"),
        }
    }
}

/// Reads the header; `None` when the whole file is to be sent.
pub(super) fn part(header: &str, length: usize) -> Option<Part> {
    let (first, last) = header.strip_prefix("bytes=")?.trim().split_once('-')?;
    let (first, last) = (number(first).ok()?, number(last).ok()?);
    match (first, last) {
        (None, None) => None,
        (None, Some(0)) => Some(Part::Outside),
        (None, Some(_)) if length == 0 => Some(Part::Outside),
        (None, Some(count)) => Some(Part::Of(length.saturating_sub(count)..length)),
        (Some(first), Some(last)) if last < first => None,
        (Some(first), _) if first >= length => Some(Part::Outside),
        (Some(first), None) => Some(Part::Of(first..length)),
        (Some(first), Some(last)) => Some(Part::Of(first..last.saturating_add(1).min(length))),
    }
}

struct NotANumber;

/// A number, or nothing where nothing stands.
fn number(text: &str) -> Result<Option<usize>, NotANumber> {
    if text.is_empty() {
        return Ok(None);
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NotANumber);
    }
    // A number that is too large for any file asks for what lies behind every end.
    Ok(Some(text.parse().unwrap_or(usize::MAX)))
}

/// Whether the file is still the one that a browser has a part of.
pub(super) fn still_holds(headers: &HeaderMap, etag: &str) -> bool {
    match headers.get(header::IF_RANGE) {
        Some(known) => known.as_bytes() == etag.as_bytes(),
        None => true,
    }
}
