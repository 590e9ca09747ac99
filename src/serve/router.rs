//! Which of the server's parts answers a request.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use tokio::task::spawn_blocking;

use super::http::Here;
use super::{Desk, RESERVED, Snapshot, Urgent, answer, gallery, live, page};
use crate::headers;

/// What every response says to the browser besides its own headers and those that a host is to send.
const ALWAYS: (HeaderName, HeaderValue) = (
    HeaderName::from_static("cross-origin-resource-policy"),
    HeaderValue::from_static("same-origin"),
);

pub(super) fn router(desk: &Arc<Desk>) -> Router {
    let own = |name: &str| format!("{RESERVED}{name}");
    Router::new()
        .route(&own("preview.js"), get(script))
        .route(&own("events"), get(events))
        .route(&own("inputs"), get(inputs))
        .route(&own("figures"), get(figures))
        .fallback(site)
        .layer(from_fn_with_state(Arc::clone(desk), guard))
        .with_state(Arc::clone(desk))
}

/// Lets in what may come in, and counts what is being answered.
async fn guard(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let here = request.extensions().get::<Here>().expect("the accept loop says it").0;
    let doors = &desk.doors;
    let mut response = match doors.check(request.method(), request.uri(), request.headers(), here) {
        Ok(()) => {
            let _urgent = Urgent::new(&desk);
            next.run(request).await
        }
        Err(status) => answer::plain(status),
    };
    response.headers_mut().extend([ALWAYS]);
    response.headers_mut().extend(security(&desk.snapshots.borrow()));
    response
}

fn security(snapshot: &Snapshot) -> [(HeaderName, HeaderValue); 4] {
    snapshot.security().map(|(name, value)| {
        let name = HeaderName::from_bytes(name.as_bytes()).expect("it is the name of a header");
        (name, HeaderValue::from_str(&value).expect("policies and hosts are plain text"))
    })
}

/// Anything of the site. Rendering runs apart, so a panic costs this response and nothing more.
async fn site(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let snapshot = Arc::clone(&desk.snapshots.borrow());
    let (head, _) = request.into_parts();
    let answered = spawn_blocking(move || {
        answer::answer(&desk, &snapshot, &head.method, &head.uri, &head.headers)
    });
    answered.await.unwrap_or_else(|_| answer::plain(StatusCode::INTERNAL_SERVER_ERROR))
}

async fn script(request: Request) -> Response {
    let bytes = Bytes::from_static(page::SCRIPT.as_bytes());
    let kind = "text/javascript; charset=utf-8";
    answer::own_file(kind, bytes, request.method(), request.headers())
}

/// The drawings of all exercises on one page.
async fn figures(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let snapshot = Arc::clone(&desk.snapshots.borrow());
    let page = gallery::page(&snapshot);
    answer::own_file(headers::HTML, page.into(), request.method(), request.headers())
}

#[derive(Debug, Deserialize)]
struct Listener {
    /// The path of the page that listens.
    path: String,
}

async fn events(State(desk): State<Arc<Desk>>, Query(listener): Query<Listener>) -> Response {
    live::events(&desk, listener.path)
}

/// Identifies the files that the preview knows, so that a program can wait for its own change.
async fn inputs(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    // The lock on what is shown is not held while the files are gone through.
    let snapshot = Arc::clone(&desk.snapshots.borrow());
    let inputs = snapshot.inputs().to_hex().to_string();
    let kind = "text/plain; charset=utf-8";
    answer::own_file(kind, inputs.into(), request.method(), request.headers())
}
