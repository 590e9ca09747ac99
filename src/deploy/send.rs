//! Files on their way to a store, step by step, while the claim is held.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeSet;

use futures_util::stream::{self, StreamExt as _};

use super::claim::{Held, Purpose, lost, overtaken};
use super::compare::Changes;
use super::retry::retrying;
use super::run::Run;
use super::state::State;
use super::steps::{in_the_way, removals, steps};
use super::store::{Store, StoreError};
use super::told::{Stopped, Told};

/// Sends what changed.
pub(super) struct Sender<'s, S> {
    store: &'s S,
    run: &'s Run<'s>,
    held: &'s Held<'s, S>,
    changes: &'s Changes,
    /// How many files are to be put, and how many were.
    puts: usize,
    done: Cell<usize>,
    /// The files that requests are about which have not ended, or ended too late.
    under_way: RefCell<BTreeSet<String>>,
}

impl<'s, S: Store> Sender<'s, S> {
    pub(super) fn new(
        store: &'s S,
        run: &'s Run<'s>,
        held: &'s Held<'s, S>,
        changes: &'s Changes,
    ) -> Self {
        let puts = changes.puts().count();
        Self { store, run, held, changes, puts, done: Cell::new(0), under_way: RefCell::default() }
    }

    /// Puts everything, says so in the state, and takes away what is no longer part of the site. Until
    /// then nothing is gone that a page or a reader may still ask for.
    pub(super) async fn send(&self) -> Result<(), Stopped> {
        let patience = self.run.patience();
        let prepared =
            retrying(patience, patience.pace.request, async || self.store.prepare().await);
        prepared.await.map_err(|error| error.told)?;
        if S::HAS_FOLDERS {
            self.remove(&in_the_way(self.changes)).await?;
        }
        for step in steps(self.changes, &self.run.built.files) {
            self.held.renew().await?;
            self.each(&step, async |path| self.put(path).await).await?;
        }
        self.held.update(Purpose::UnlessAsked, |state| self.publish(state)).await?;
        if self.changes.removed.is_empty() {
            return Ok(());
        }
        for step in removals(self.changes) {
            self.remove(&step).await?;
        }
        self.held.update(Purpose::Always, |state| self.forget(state)).await
    }

    /// The new site stands; the claim ends with the last thing that there is to do.
    fn publish(&self, state: &mut State) {
        let claim = state.claim.take().filter(|_| !self.changes.removed.is_empty());
        let doubtful = std::mem::take(&mut state.doubtful);
        *state = State { claim, doubtful, ..self.run.published(state, self.changes) };
    }

    /// Nothing is left of the old site.
    fn forget(&self, state: &mut State) {
        state.leftover.clear();
        state.retired.retain(|path, _| !self.changes.removed.contains_key(path));
        state.claim = None;
    }

    /// Does the same to many files at once. After the first fault no further one is begun, and what is
    /// on its way is waited for.
    async fn each(
        &self,
        paths: &[&str],
        act: impl AsyncFn(&str) -> Result<(), Stopped>,
    ) -> Result<(), Stopped> {
        let fault = OnceCell::new();
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

    /// Waits for a request about a file, and knows of it until it has ended in time.
    async fn tracked<T>(&self, path: &str, request: impl Future<Output = T>) -> Result<T, Stopped> {
        if self.held.is_over() {
            return Err(lost("it could not be renewed in time"));
        }
        self.under_way.borrow_mut().insert(path.to_owned());
        let answer = request.await;
        if !self.held.is_over() {
            self.under_way.borrow_mut().remove(path);
        }
        Ok(answer)
    }

    /// What the target may hold of these files, nobody knows.
    pub(super) fn under_way(&self) -> Vec<String> {
        self.under_way.borrow().iter().cloned().collect()
    }

    async fn put(&self, path: &str) -> Result<(), Stopped> {
        if let Some(next) = self.held.asked() {
            return Err(overtaken(next));
        }
        let file = &self.run.built.files[path];
        let bytes = self.run.built.bytes(path)?;
        let put = async || self.store.put(path, file, bytes.clone()).await;
        let limit = self.run.options.pace.for_file(file.size);
        let done = self.tracked(path, retrying(self.run.patience(), limit, put)).await?;
        done.map_err(|error| of_file("publish", path, error))?;
        self.done.set(self.done.get() + 1);
        self.run.observer.sent(self.done.get(), self.puts);
        Ok(())
    }

    async fn remove(&self, paths: &[&str]) -> Result<(), Stopped> {
        self.each(paths, async |path| {
            let (patience, limit) = (self.run.patience(), self.run.options.pace.request);
            let removed = retrying(patience, limit, async || self.store.remove(path).await);
            let removed = self.tracked(path, removed).await?;
            removed.map_err(|error| of_file("remove", path, error).into())
        })
        .await
    }
}

fn of_file(verb: &str, path: &str, error: StoreError) -> Told {
    Told { message: format!("cannot {verb} `{path}`: {}", error.told.message), ..error.told }
}
