//! What the path of a request asks for. It is only ever looked up among the planned outputs, so no form
//! of it can lead anywhere else; what cannot be an address is refused before.

use axum::http::{StatusCode, Uri};
use percent_encoding::{CONTROLS, percent_decode_str, utf8_percent_encode};

use super::snapshot::Snapshot;
use crate::plan::url;

/// Where a request leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// An output file, which may or may not be there.
    File(String),
    /// Another address that is meant for good.
    Moved(String),
    /// The site, from outside its folder.
    Home(String),
    /// Nothing can be there.
    Nothing,
}

/// Reads the path of a request to a site in the folder `base_path`, which is empty or `/blog`.
///
/// # Errors
/// With the status of a path that is not one.
pub(super) fn wanted(
    uri: &Uri,
    base_path: &str,
    snapshot: &Snapshot,
) -> Result<Wanted, StatusCode> {
    let path = decoded(uri.path())?;
    if path == "/" && !base_path.is_empty() {
        return Ok(Wanted::Home(format!("{}/", utf8_percent_encode(base_path, CONTROLS))));
    }
    let base = percent_decode_str(base_path).decode_utf8_lossy();
    if path == base {
        return Ok(Wanted::Moved(with_slash(uri)));
    }
    let Some(address) = path.strip_prefix(&*base).filter(|rest| rest.starts_with('/')) else {
        return Ok(Wanted::Nothing);
    };
    // `//host/` would be read as another site when it is sent back as a redirect.
    if address.contains("//") {
        return Ok(Wanted::Nothing);
    }
    let file = url::file(address);
    let folder = || snapshot.planned(&format!("{file}/index.html")).is_some();
    if snapshot.planned(&file).is_none() && !address.ends_with('/') && folder() {
        return Ok(Wanted::Moved(with_slash(uri)));
    }
    Ok(Wanted::File(current(file, snapshot)))
}

/// A page that was sent before a file changed may ask for it by the hash that it had.
fn current(file: String, snapshot: &Snapshot) -> String {
    if snapshot.planned(&file).is_some() {
        return file;
    }
    let plain = url::without_fingerprint(&file);
    plain.filter(|plain| snapshot.planned(plain).is_some()).unwrap_or(file)
}

/// The output file of the page that a browser has at `path`; `None` for a path outside the site.
pub(super) fn file_of(path: &str, base_path: &str) -> Option<String> {
    let path = decoded(path).ok()?;
    Some(url::file(path.strip_prefix(&*percent_decode_str(base_path).decode_utf8_lossy())?))
}

fn with_slash(uri: &Uri) -> String {
    match uri.query() {
        Some(query) => format!("{}/?{query}", uri.path()),
        None => format!("{}/", uri.path()),
    }
}

fn decoded(path: &str) -> Result<String, StatusCode> {
    let mut escapes = path.split('%').skip(1).map(|rest| rest.as_bytes().get(..2));
    let are_whole =
        escapes.all(|digits| digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)));
    let path = percent_decode_str(path).decode_utf8().map_err(|_| StatusCode::BAD_REQUEST)?;
    let is_odd = path.contains(|c: char| c.is_control() || c == '\\')
        || path.split('/').any(|segment| matches!(segment, "." | ".."));
    if are_whole && path.starts_with('/') && !is_odd {
        Ok(path.into_owned())
    } else {
        Err(StatusCode::BAD_REQUEST)
    }
}
