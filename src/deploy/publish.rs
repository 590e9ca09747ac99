//! How a site gets into a store: claim, files step by step, the new state, removals.

use tokio::time::{sleep, timeout};

use super::Outcome;
use super::claim::Held;
use super::compare::Changes;
use super::retry::{put_state, random, read_state};
use super::run::Run;
use super::send::Sender;
use super::state::{Claim, State};
use super::store::{Fault, Store, StoreError};
use super::told::Stopped;
use super::turn::{Found, Waiting};

/// How often the state may change right before it is claimed. Each time somebody else went on.
const MOST_CHANGES: u32 = 50;

/// Publishes to a store.
pub(super) async fn publish<S: Store>(store: &S, run: &Run<'_>) -> Result<Outcome, Stopped> {
    let id = format!("{:016x}", random());
    let waiting = Waiting {
        store,
        place: &run.place,
        patience: run.patience(),
        id: &id,
        commit: run.commit.as_ref(),
        age: &|theirs| run.age(theirs),
    };
    for _ in 0..MOST_CHANGES {
        let mut found = waiting.read().await?;
        let mut changes = run.decide(&found.state)?;
        if run.options.dry_run {
            run.observer.planned(&changes);
            return Ok(Outcome::DryRun);
        }
        // Our own stands there when a write went well of which nothing was heard.
        if let Some(claim) = found.state.claim.clone().filter(|claim| claim.id != id) {
            let Some(left) = waiting.turn(found, &claim).await? else { continue };
            // The other went on before it died.
            changes = run.decide(&left.state)?;
            found = left;
        }
        if let Some(outcome) = attempt(store, run, &found, &changes, &id).await? {
            return Ok(outcome);
        }
        sleep(run.options.pace.wait(0)).await;
    }
    Err(Stopped::Failed(StoreError::conflict().told))
}

/// Publishes over what was found; nothing, when that has changed meanwhile.
async fn attempt<S: Store>(
    store: &S,
    run: &Run<'_>,
    found: &Found,
    changes: &Changes,
    id: &str,
) -> Result<Option<Outcome>, Stopped> {
    if changes.is_empty() && found.state.claim.is_none() {
        return settle(store, run, found, changes).await;
    }
    let claimed = claimed(run, &found.state, changes, id);
    let taken = Held::take(store, run.patience(), claimed, found.version.as_ref()).await;
    let held = match taken {
        Err(error) if error.fault == Fault::Conflict => return Ok(None),
        taken => taken.map_err(|error| run.unwritten(error))?,
    };
    run.observer.planned(changes);
    let sender = Sender::new(store, run, &held, changes);
    let sent = tokio::select! {
        sent = sender.send() => sent,
        lost = held.keep() => Err(lost),
    };
    if let Err(stopped) = sent {
        if held.is_over() || held.is_lost() {
            let noted = doubt(store, run, &found.state, sender.under_way());
            // Where nobody answers there is nothing to note either.
            let _ = timeout(run.options.pace.lease, noted).await;
        } else {
            held.release().await;
        }
        return Err(stopped);
    }
    Ok(Some(Outcome::Published(changes.clone())))
}

/// Notes what was under way when the claim was lost: requests cannot be called back, so whatever the
/// deploy that came after has put there, the next one sends it again.
async fn doubt<S: Store>(store: &S, run: &Run<'_>, old: &State, under_way: Vec<String>) {
    let known = |path: &String| {
        let maps = [&run.built.files, &old.files, &old.pending, &old.doubtful, &old.leftover];
        maps.iter().find_map(|files| files.get(path)).map(|file| (path.clone(), file.clone()))
    };
    if under_way.is_empty() {
        return;
    }
    for _ in 0..MOST_CHANGES {
        let Ok(Some((bytes, version))) = read_state(store, run.patience()).await else { return };
        let Ok(mut state) = State::parse(&bytes, &run.place) else { return };
        state.doubtful.extend(under_way.iter().filter_map(known));
        match put_state(store, run.patience(), &state.to_bytes(), Some(&version)).await {
            Err(error) if error.fault == Fault::Conflict => {}
            _ => return,
        }
    }
}

/// Notes a newer commit of the same site, so that one in between is known to be older.
async fn settle<S: Store>(
    store: &S,
    run: &Run<'_>,
    found: &Found,
    changes: &Changes,
) -> Result<Option<Outcome>, Stopped> {
    let state = run.published(&found.state, changes);
    if state != found.state {
        let (bytes, seen) = (state.to_bytes(), found.version.as_ref());
        match put_state(store, run.patience(), &bytes, seen).await {
            Err(StoreError { fault: Fault::Conflict, .. }) => return Ok(None),
            put => _ = put.map_err(|error| run.unwritten(error))?,
        }
    }
    run.observer.planned(changes);
    Ok(Some(Outcome::Nothing))
}

/// The old state with our claim, and with what is from now on in flight.
fn claimed(run: &Run<'_>, old: &State, changes: &Changes, id: &str) -> State {
    let mut state = old.clone();
    let in_flight = changes.puts().map(|path| (path.clone(), run.built.files[path].clone()));
    state.pending.extend(std::mem::take(&mut state.doubtful));
    state.pending.extend(in_flight);
    let commit = run.commit.clone();
    state.claim = Some(Claim { id: id.to_owned(), commit, beat: 0, next: None });
    state
}
