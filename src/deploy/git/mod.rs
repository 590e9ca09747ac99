//! A branch of a git repository: one commit on top of what is there, pushed without force. Whoever
//! pushed in between is seen by git, and then everything is looked at anew.

mod import;
mod scratch;

use std::thread::sleep;

use super::compare::Changes;
use super::run::Run;
use super::state::{STATE, State};
use super::told::{Stopped, Told};
use super::verify::{Verify, chosen, differs, is_right};
use super::{Done, Outcome};
use crate::schema::Git;
use import::Import;
use scratch::{Push, Scratch};

/// Publishes to a branch, and does what comes after.
pub(super) fn to_git(run: &Run<'_>, target: &Git) -> Result<Done, Stopped> {
    let scratch = Scratch::new(&run.request.root, target)?;
    let outcome = publish(run, &scratch)?;
    run.finish(outcome, |depth| verify(run, &scratch, depth))
}

fn publish(run: &Run<'_>, scratch: &Scratch) -> Result<Outcome, Stopped> {
    let pace = &run.options.pace;
    let mut shown = None;
    let mut show = |changes: &Changes| {
        if shown.as_ref() != Some(changes) {
            run.observer.planned(changes);
            shown = Some(changes.clone());
        }
    };
    for attempt in 0.. {
        let tip = scratch.fetch()?;
        let old = state(run, scratch, tip.as_deref())?;
        let changes = run.decide(&old)?;
        show(&changes);
        let new = published(run, &old, &changes);
        if run.options.dry_run {
            return Ok(Outcome::DryRun);
        } else if new == old {
            return Ok(Outcome::Nothing);
        }
        let commit = commit(run, scratch, tip.as_deref(), &changes, &new)?;
        match scratch.push(&commit)? {
            Push::Done if changes.is_empty() => return Ok(Outcome::Nothing),
            Push::Done => return Ok(Outcome::Published(changes)),
            Push::Rejected(reason) if attempt + 1 == pace.attempts => {
                let message = format!("cannot push to `{}`: {reason}", run.place);
                return Err(Stopped::failed(message, "see who may push to the branch"));
            }
            Push::Rejected(_) => sleep(pace.wait(attempt)),
        }
    }
    unreachable!("the last attempt ends it")
}

fn state(run: &Run<'_>, scratch: &Scratch, tip: Option<&str>) -> Result<State, Told> {
    let bytes = tip.and_then(|tip| scratch.file(tip, STATE));
    bytes.map_or_else(|| Ok(State::default()), |bytes| State::parse(&bytes, &run.place))
}

/// The state with the commit: nothing is left over, since everything goes at once.
fn published(run: &Run<'_>, old: &State, changes: &Changes) -> State {
    let mut state = run.published(old, changes);
    state.leftover.clear();
    state.retired.retain(|path, _| !changes.removed.contains_key(path));
    state
}

/// Makes the commit in the scratch repository, and gives its id.
fn commit(
    run: &Run<'_>,
    scratch: &Scratch,
    tip: Option<&str>,
    changes: &Changes,
    state: &State,
) -> Result<String, Stopped> {
    let message = run.commit.as_ref().map_or_else(
        || "Publish the site\n".to_owned(),
        |commit| format!("Publish {}\n", commit.id),
    );
    let mut import = Import::begin(scratch, tip, &message, run.options.now)?;
    for path in changes.removed.keys() {
        import.remove(path)?;
    }
    for path in changes.puts() {
        import.put(path, &run.built.bytes(path)?)?;
    }
    import.put(STATE, &state.to_bytes())?;
    Ok(import.finish()?)
}

/// Reads back what was published; the number of files.
fn verify(run: &Run<'_>, scratch: &Scratch, depth: Verify) -> Result<usize, Stopped> {
    let tip = scratch.fetch()?.unwrap_or_default();
    let paths = chosen(&run.built.files, depth);
    let is_wrong = |path: &&str| !is_right(run, path, scratch.file(&tip, path).as_deref());
    let wrong: Vec<&str> = paths.iter().copied().filter(is_wrong).collect();
    if wrong.is_empty() {
        return Ok(paths.len());
    }
    let help =
        format!("see who else pushes to the branch; take `{STATE}` out of it and deploy again");
    Err(differs(&wrong, &help))
}
