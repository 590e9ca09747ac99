//! What an open page is told: a stream of server-sent events, each the whole state of the page as
//! JSON. A state is sent when it differs from the one before, so a page that slept or lost its stream
//! has missed nothing once it listens again.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use serde::Serialize;
use tokio::task::spawn_blocking;

use super::bar::{Bar, bar};
use super::finding::Finding;
use super::snapshot::{Shown, Snapshot};
use super::{Desk, address, page};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::url;

/// The state of one page.
#[derive(Debug, Serialize)]
struct State {
    /// Identifies the bytes of the page.
    version: String,
    /// Identifies all files that are copied, such as pictures, which may change while no page does.
    files: String,
    bar: Option<Bar>,
    /// The most pressing findings, when one of them keeps the site from being built.
    mistakes: Vec<Finding>,
    /// How many errors and warnings the run has, and where those are that are not shown.
    count: String,
    /// Where to go to see what changed last.
    go: Option<String>,
}

/// The state of the page that the browser has at `path`.
fn state(desk: &Desk, snapshot: &Snapshot, path: &str) -> String {
    let file = address::file_of(path, snapshot.base_path()).unwrap_or_default();
    let diagnostics = &snapshot.report.diagnostics;
    let is_broken = diagnostics.iter().any(|found| found.severity == Severity::Error);
    let told = if is_broken { snapshot.report.most_pressing() } else { Vec::new() };
    let left_out = snapshot.report.left_out().filter(|_| is_broken);
    let state = State {
        version: version(snapshot, &file),
        files: snapshot.assets.to_hex()[..16].to_owned(),
        bar: snapshot
            .shown()
            .and_then(|built| Some(bar(snapshot, built, snapshot.planned(&file)?))),
        mistakes: told.into_iter().map(|one| Finding::of(one, snapshot)).collect(),
        count: [count(diagnostics)].into_iter().chain(left_out).collect::<Vec<_>>().join("; "),
        go: snapshot
            .changed
            .as_ref()
            .filter(|_| desk.navigate)
            .map(|address| url::href(snapshot.base_path(), address).into_owned()),
    };
    serde_json::to_string(&state).expect("it has text keys only")
}

/// Identifies what the server would send for a file.
fn version(snapshot: &Snapshot, file: &str) -> String {
    match snapshot.show(file) {
        Shown::Bytes(bytes) => page::version(&bytes),
        Shown::Copy(asset) => asset.hash.to_hex()[..16].to_owned(),
        Shown::Derived(derived) => derived.key().to_hex()[..16].to_owned(),
        Shown::Report(also) => {
            page::version(page::report(&snapshot.report, also.as_ref()).as_bytes())
        }
        Shown::Missing => match snapshot.show(&url::file(url::NOT_FOUND)) {
            Shown::Bytes(bytes) => page::version(&bytes),
            _ => String::new(),
        },
    }
}

/// "2 errors, 1 warning"; empty when there is nothing to say.
fn count(diagnostics: &[Diagnostic]) -> String {
    let of = |severity: Severity| {
        let count = diagnostics.iter().filter(|found| found.severity == severity).count();
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!("{count} {}{plural}", severity.name()))
    };
    let parts: Vec<String> =
        [Severity::Error, Severity::Warning].into_iter().filter_map(of).collect();
    parts.join(", ")
}

/// The stream of a page: its state now, and every other state from now on.
pub(super) fn events(desk: &Arc<Desk>, path: String) -> Response {
    let start = (Arc::clone(desk), desk.snapshots.clone(), path, None::<String>);
    let stream = stream::unfold(start, |(desk, mut snapshots, path, mut sent)| async move {
        loop {
            if sent.is_some() {
                snapshots.changed().await.ok()?;
            }
            let snapshot = Arc::clone(&snapshots.borrow_and_update());
            let (for_state, at) = (Arc::clone(&desk), path.clone());
            let state = spawn_blocking(move || state(&for_state, &snapshot, &at)).await.ok()?;
            if sent.as_ref() != Some(&state) {
                let event = Event::default().retry(Duration::from_millis(300)).data(&state);
                sent = Some(state);
                return Some((Ok::<_, Infallible>(event), (desk, snapshots, path, sent)));
            }
        }
    });
    Sse::new(stream).keep_alive(KeepAlive::default()).into_response()
}
