//! A request → a response, with what HTTP asks of a file server: types, validators, ranges, redirects.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::Response;

use super::address::{self, Wanted};
use super::range::{self, Part};
use super::snapshot::{Shown, Snapshot};
use super::{Desk, page};
use crate::diagnostic::Diagnostic;
use crate::headers;
use crate::load;
use crate::plan::{Output, url};
use crate::source::Hash;

/// A file as it is to be sent.
struct File {
    status: StatusCode,
    content_type: String,
    bytes: Bytes,
}

/// Answers a request for something of the site.
pub(super) fn answer(
    desk: &Desk,
    snapshot: &Snapshot,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
) -> Response {
    let base_path = snapshot.base_path();
    match address::wanted(uri, base_path, snapshot) {
        Ok(Wanted::File(file)) => send(of_file(desk, snapshot, &file), method, headers),
        Ok(Wanted::Nothing) => send(not_found(snapshot), method, headers),
        Ok(Wanted::Moved(to)) => redirect(StatusCode::MOVED_PERMANENTLY, &to),
        Ok(Wanted::Home(to)) => redirect(StatusCode::FOUND, &to),
        Err(status) => plain(status),
    }
}

fn of_file(desk: &Desk, snapshot: &Snapshot, file: &str) -> File {
    match snapshot.show(file) {
        Shown::Bytes(bytes) => of_output(snapshot, file, &bytes, StatusCode::OK),
        Shown::Copy(asset) => match load::read_asset(&desk.root, &asset) {
            Ok(bytes) => File {
                status: StatusCode::OK,
                content_type: headers::content_type_of_name(file),
                bytes: bytes.into(),
            },
            // It went a moment ago, and the next snapshot will not have it.
            Err(_) => not_found(snapshot),
        },
        Shown::Derived(derived) => match desk.derived(&derived) {
            Some(bytes) => {
                let content_type = headers::content_type_of_name(file);
                File { status: StatusCode::OK, content_type, bytes: bytes.into() }
            }
            None => not_found(snapshot),
        },
        Shown::Report(also) => report(snapshot, also.as_ref()),
        Shown::Missing => not_found(snapshot),
    }
}

/// The site's own page for what is not there.
fn not_found(snapshot: &Snapshot) -> File {
    let file = url::file(url::NOT_FOUND);
    match snapshot.show(&file) {
        Shown::Bytes(bytes) => of_output(snapshot, &file, &bytes, StatusCode::NOT_FOUND),
        Shown::Report(also) => report(snapshot, also.as_ref()),
        Shown::Copy(_) | Shown::Derived(_) | Shown::Missing => {
            html(StatusCode::NOT_FOUND, Bytes::from_static(b"Not found"))
        }
    }
}

fn report(snapshot: &Snapshot, also: Option<&Diagnostic>) -> File {
    let page = page::report(&snapshot.report, also);
    html(StatusCode::INTERNAL_SERVER_ERROR, page::with_script(page.as_bytes()).into())
}

fn of_output(snapshot: &Snapshot, file: &str, bytes: &Arc<[u8]>, status: StatusCode) -> File {
    let planned = snapshot.planned(file);
    let content_type = planned
        .map_or_else(|| headers::content_type_of_name(file), |planned| planned.content_type(file));
    let is_page = planned.is_some_and(|planned| matches!(planned.output, Output::Page(_)));
    let bytes = if is_page { page::with_script(bytes) } else { bytes.to_vec() };
    File { status, content_type, bytes: bytes.into() }
}

fn html(status: StatusCode, bytes: Bytes) -> File {
    File { status, content_type: headers::HTML.to_owned(), bytes }
}

/// Sends a file, or what the headers of the request ask of it.
fn send(file: File, method: &Method, headers: &HeaderMap) -> Response {
    let etag = etag(blake3::hash(&file.bytes));
    let is_whole = file.status == StatusCode::OK;
    if is_whole && matches(headers, &etag) {
        return respond(StatusCode::NOT_MODIFIED, &etag).body(Body::empty()).expect(VALID);
    }
    let length = file.bytes.len();
    let asked = headers.get(header::RANGE).filter(|_| is_whole && method == Method::GET);
    let asked = asked.filter(|_| range::still_holds(headers, &etag));
    let part = asked.and_then(|asked| range::part(asked.to_str().ok()?, length));
    let (status, bytes) = match &part {
        None => (file.status, file.bytes),
        Some(Part::Of(range)) => (StatusCode::PARTIAL_CONTENT, file.bytes.slice(range.clone())),
        Some(Part::Outside) => (StatusCode::RANGE_NOT_SATISFIABLE, Bytes::new()),
    };
    let mut response = respond(status, &etag)
        .header(header::CONTENT_TYPE, file.content_type)
        .header(header::CONTENT_LENGTH, bytes.len());
    if let Some(part) = &part {
        response = response.header(header::CONTENT_RANGE, part.content_range(length));
    }
    // The length is that of the answer to a GET, which a HEAD asks for without the body.
    let body = if method == Method::HEAD { Body::empty() } else { Body::from(bytes) };
    response.body(body).expect(VALID)
}

/// Why a response that is built here cannot fail to build.
const VALID: &str = "types, lengths and hashes are valid headers";

fn respond(status: StatusCode, etag: &str) -> axum::http::response::Builder {
    Response::builder()
        .status(status)
        .header(header::ETAG, etag)
        .header(header::CACHE_CONTROL, "no-cache")
        .header(header::ACCEPT_RANGES, "bytes")
}

/// The validator of bytes, strong since it is their hash.
fn etag(hash: Hash) -> String {
    format!("\"{}\"", &hash.to_hex()[..32])
}

/// Whether the browser has these bytes.
fn matches(headers: &HeaderMap, etag: &str) -> bool {
    let known =
        headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|known| known.to_str().ok());
    known
        .flat_map(|known| known.split(','))
        .map(|known| known.trim().trim_start_matches("W/"))
        .any(|known| known == etag || known == "*")
}

fn redirect(status: StatusCode, to: &str) -> Response {
    let location = HeaderValue::from_str(to).expect("it is made of a path that was a header");
    let mut response = plain(status);
    response.headers_mut().insert(header::LOCATION, location);
    response
}

/// A response that says no more than its status.
pub(super) fn plain(status: StatusCode) -> Response {
    let mut response = Response::new(Body::from(format!("{status}\n")));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

/// A file of the server's own.
pub(super) fn own_file(
    content_type: &str,
    bytes: Bytes,
    method: &Method,
    headers: &HeaderMap,
) -> Response {
    let file = File { status: StatusCode::OK, content_type: content_type.to_owned(), bytes };
    send(file, method, headers)
}
