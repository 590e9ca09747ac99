//! How a site gets into a store: claim, files step by step, the new state, removals.

use futures_util::stream::{self, StreamExt as _};

use super::Outcome;
use super::claim::{Held, Purpose, overtaken};
use super::compare::Changes;
use super::retry::{put_state, random, retrying};
use super::run::Run;
use super::state::{Claim, State};
use super::steps::{in_the_way, steps};
use super::store::{Fault, Store, StoreError};
use super::told::{Stopped, Told};
use super::turn::{Found, Waiting};

/// Publishes to a store.
pub(super) async fn publish<S: Store>(store: &S, run: &Run<'_>) -> Result<Outcome, Stopped> {
    let id = format!("{:016x}", random());
    let waiting = Waiting {
        store,
        place: &run.place,
        pace: &run.options.pace,
        id: &id,
        commit: run.commit.as_ref(),
        age: &|theirs| run.age(theirs),
    };
    let mut found = waiting.read().await?;
    loop {
        let changes = run.decide(&found.state)?;
        if run.options.dry_run {
            run.observer.planned(&changes);
            return Ok(Outcome::DryRun);
        }
        if let Some(claim) = found.state.claim.clone() {
            run.observer.waiting(&claim);
            let Some(left) = waiting.turn(found, &claim).await? else {
                found = waiting.read().await?;
                continue;
            };
            found = left;
        }
        match attempt(store, run, &found, &changes, &id).await? {
            Some(outcome) => return Ok(outcome),
            None => found = waiting.read().await?,
        }
    }
}

/// Publishes over what was found; nothing, when that has changed meanwhile.
async fn attempt<S: Store>(
    store: &S,
    run: &Run<'_>,
    found: &Found,
    changes: &Changes,
    id: &str,
) -> Result<Option<Outcome>, Stopped> {
    let pace = &run.options.pace;
    if changes.is_empty() && found.state.claim.is_none() {
        return settle(store, run, found, changes).await;
    }
    let claimed = claimed(run, &found.state, changes, id);
    let held = match Held::take(store, pace, claimed, found.version.as_ref()).await {
        Err(error) if error.fault == Fault::Conflict => return Ok(None),
        taken => taken.map_err(|error| error.told)?,
    };
    run.observer.planned(changes);
    let sender = Sender { store, run, held: &held };
    let done = tokio::select! {
        done = sender.send(changes) => done,
        lost = held.keep() => return Err(lost),
        _ = tokio::signal::ctrl_c() => Err(Stopped::failed("interrupted", "deploy again to finish")),
    };
    if let Err(stopped) = done {
        // What is claimed no longer need not be waited for. If it fails, the claim dies by itself.
        let _ = held.update(Purpose::Always, |state| state.claim = None).await;
        return Err(stopped);
    }
    Ok(Some(Outcome::Published(changes.clone())))
}

/// Notes a newer commit of the same site, so that one in between is known to be older.
async fn settle<S: Store>(
    store: &S,
    run: &Run<'_>,
    found: &Found,
    changes: &Changes,
) -> Result<Option<Outcome>, Stopped> {
    let state = run.published(&found.state, changes);
    if state.commit != found.state.commit || state.base_url != found.state.base_url {
        let bytes = state.to_bytes();
        match put_state(store, &run.options.pace, &bytes, found.version.as_ref()).await {
            Err(StoreError { fault: Fault::Conflict, .. }) => return Ok(None),
            put => put.map_err(|error| error.told)?,
        };
    }
    run.observer.planned(changes);
    Ok(Some(Outcome::Nothing))
}

/// The old state with our claim, and with what is from now on in flight.
fn claimed(run: &Run<'_>, old: &State, changes: &Changes, id: &str) -> State {
    let mut state = old.clone();
    let in_flight = changes.puts().map(|path| (path.clone(), run.built.files[path].clone()));
    state.pending.extend(in_flight);
    let commit = run.commit.clone();
    state.claim = Some(Claim { id: id.to_owned(), commit, beat: 0, next: None });
    state
}

/// Sends files while the claim is held.
struct Sender<'s, S> {
    store: &'s S,
    run: &'s Run<'s>,
    held: &'s Held<'s, S>,
}

impl<S: Store> Sender<'_, S> {
    async fn send(&self, changes: &Changes) -> Result<(), Stopped> {
        retrying(&self.run.options.pace, 0, async || self.store.prepare().await)
            .await
            .map_err(|error| error.told)?;
        if S::HAS_FOLDERS {
            self.remove(&in_the_way(changes)).await?;
        }
        for step in steps(changes, &self.run.built.files) {
            self.held.renew().await?;
            self.each(&step, async |path| self.put(path).await).await?;
        }
        let published = |state: &mut State| {
            let claim = state.claim.take();
            *state = State { claim, ..self.run.published(state, changes) };
        };
        if changes.removed.is_empty() {
            return self
                .held
                .update(Purpose::UnlessAsked, |state| {
                    published(state);
                    state.claim = None;
                })
                .await;
        }
        self.held.update(Purpose::UnlessAsked, published).await?;
        self.remove(&changes.removed.keys().map(String::as_str).collect::<Vec<_>>()).await?;
        self.held
            .update(Purpose::Always, |state| {
                state.leftover.clear();
                state.retired.retain(|path, _| !changes.removed.contains_key(path));
                state.claim = None;
            })
            .await
    }

    /// Does the same to many files at once. After the first fault no further one is begun, and what is
    /// on its way is waited for.
    async fn each(
        &self,
        paths: &[&str],
        act: impl AsyncFn(&str) -> Result<(), Stopped>,
    ) -> Result<(), Stopped> {
        let fault = std::cell::OnceCell::new();
        stream::iter(paths)
            .for_each_concurrent(self.run.options.pace.at_once, async |path| {
                if fault.get().is_none()
                    && let Err(stopped) = act(path).await
                {
                    let _ = fault.set(stopped);
                }
            })
            .await;
        fault.into_inner().map_or(Ok(()), Err)
    }

    async fn put(&self, path: &str) -> Result<(), Stopped> {
        if let Some(next) = self.held.asked() {
            return Err(overtaken(next));
        }
        let file = &self.run.built.files[path];
        let bytes = self.run.built.bytes(path)?;
        let put = async || self.store.put(path, file, bytes.clone()).await;
        let done = retrying(&self.run.options.pace, file.size, put).await;
        done.map_err(|error| of_file("publish", path, error).into())
    }

    async fn remove(&self, paths: &[&str]) -> Result<(), Stopped> {
        self.each(paths, async |path| {
            let removed =
                retrying(&self.run.options.pace, 0, async || self.store.remove(path).await);
            removed.await.map_err(|error| of_file("remove", path, error).into())
        })
        .await
    }
}

fn of_file(verb: &str, path: &str, error: StoreError) -> Told {
    Told { message: format!("cannot {verb} `{path}`: {}", error.told.message), ..error.told }
}
