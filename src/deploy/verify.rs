//! Whether a target holds what was published.

use futures_util::stream::{self, StreamExt as _};

use super::retry::{put_state, read_state, retrying};
use super::run::Run;
use super::state::{Files, State};
use super::store::Store;
use super::told::Stopped;
use crate::headers::Role;

/// How much of a site is read back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verify {
    /// Every file.
    All,
    /// What readers begin with, and some of the others.
    Sample,
}

/// How many files a sample holds besides the entry points.
const SAMPLE: usize = 50;

/// The paths that are read back. A sample is spread evenly over the site.
pub(super) fn chosen(files: &Files, verify: Verify) -> Vec<&str> {
    let rest = files.len().div_ceil(SAMPLE);
    let is_chosen = |(at, role): (usize, Role)| match verify {
        Verify::All => true,
        Verify::Sample => role == Role::EntryPoint || at % rest == 0,
    };
    let numbered = files.iter().enumerate();
    numbered
        .filter(|(at, (_, file))| is_chosen((*at, file.role)))
        .map(|(_, (path, _))| path.as_str())
        .collect()
}

/// Reads back what was published to a store; the number of files. What is not as it should be is noted
/// in the state, so that the next deploy sends it again.
pub(super) async fn verify<S: Store>(
    store: &S,
    run: &Run<'_>,
    verify: Verify,
) -> Result<usize, Stopped> {
    let patience = run.patience();
    let paths = chosen(&run.built.files, verify);
    let checked: Vec<Result<Option<&str>, Stopped>> = stream::iter(&paths)
        .map(async |path| {
            let size = run.built.files[*path].size;
            let limit = patience.pace.for_file(size);
            let read = retrying(patience, limit, async || store.get(path).await).await;
            let bytes = read.map_err(|error| error.told)?;
            Ok((!is_right(run, path, bytes.as_deref())).then_some(*path))
        })
        .buffered(patience.pace.at_once)
        .collect()
        .await;
    let wrong: Vec<&str> =
        checked.into_iter().filter_map(Result::transpose).collect::<Result<_, _>>()?;
    if wrong.is_empty() {
        return Ok(paths.len());
    }
    note(store, run, &wrong).await?;
    let help = "see what else writes to the target, then deploy again";
    Err(differs(&wrong, help))
}

/// Whether the bytes of a file are those that were built.
pub(super) fn is_right(run: &Run<'_>, path: &str, bytes: Option<&[u8]>) -> bool {
    bytes.is_some_and(|bytes| blake3::hash(bytes).to_hex().as_str() == run.built.files[path].hash)
}

async fn note<S: Store>(store: &S, run: &Run<'_>, wrong: &[&str]) -> Result<(), Stopped> {
    let patience = run.patience();
    let read = read_state(store, patience).await;
    let Some((bytes, version)) = read.map_err(|error| error.told)? else { return Ok(()) };
    let mut state = State::parse(&bytes, &run.place)?;
    let wrong = wrong.iter().map(|path| ((*path).to_owned(), run.built.files[*path].clone()));
    state.pending.extend(wrong);
    // If another deploy has begun, it is about to say what the target holds.
    let _ = put_state(store, patience, &state.to_bytes(), Some(&version)).await;
    Ok(())
}

pub(super) fn differs(wrong: &[&str], help: &str) -> Stopped {
    const SHOWN: usize = 3;
    let names: Vec<String> = wrong.iter().take(SHOWN).map(|path| format!("`{path}`")).collect();
    let more = match wrong.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message =
        format!("the target does not hold what was published: {}{more}", names.join(", "));
    Stopped::failed(message, help)
}
