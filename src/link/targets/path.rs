//! Addresses and paths as texts write them → those of files and browsers.

use std::borrow::Cow;

/// The path from the root of the picture that the text of a file shows as `name`; `None` when that leaves
/// the site.
#[must_use]
pub fn shown_file(document: &str, name: &str) -> Option<String> {
    match name.strip_prefix('/') {
        Some(path) => Some(format!("static/{path}")),
        None => beside(document, name),
    }
}

/// The path from the root of a file that the text of another names; `None` when it leaves the site.
#[must_use]
pub fn beside(document: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    let relative = decoded(relative);
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// The scheme of an address in lower case, as a browser would read it: it drops tabs, line ends and
/// leading control characters first.
#[must_use]
pub fn scheme(address: &str) -> Option<String> {
    let (before, _) = address.split_once(':')?;
    let mut scheme: String = before
        .trim_start_matches(|c: char| c.is_whitespace() || c.is_control())
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect();
    let first = scheme.chars().next()?;
    let fits = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    scheme.make_ascii_lowercase();
    (first.is_ascii_alphabetic() && scheme.chars().all(fits)).then_some(scheme)
}

/// Resolves `%20` and its kind; what is not valid stays as it is.
#[must_use]
pub fn decoded(path: &str) -> Cow<'_, str> {
    if !path.contains('%') {
        return path.into();
    }
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).filter(|_| *first == b'%');
        let byte = hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).map_or(path.into(), Cow::Owned)
}

/// What stands before the last slash of a path.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// What stands after the last slash of a path.
pub(super) fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
