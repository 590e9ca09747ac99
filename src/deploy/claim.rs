//! One deploy at a time for one target: a claim in its state, which is renewed while the deploy lives.

use std::cell::{Cell, OnceCell, RefCell};

use tokio::sync::Mutex;
use tokio::time::{Instant, sleep, timeout, timeout_at};

use super::retry::{Patience, Written, put_state, retrying};
use super::state::{Next, State};
use super::store::{Fault, Store, StoreError, Version};
use super::told::{Stopped, Told};

/// The hold of this deploy on a target.
pub(super) struct Held<'h, S> {
    store: &'h S,
    patience: Patience<'h>,
    id: String,
    known: Mutex<Known>,
    /// Until when nobody can take this deploy for dead. It counts from when the last renewal was sent
    /// that went well; others count from later.
    until: Cell<Instant>,
    is_lost: Cell<bool>,
    /// A newer deploy that wants its turn.
    asked: OnceCell<Next>,
    /// What kept the last attempt to write the state from going well.
    trouble: RefCell<Option<String>>,
}

/// The state as this deploy wrote it last.
struct Known {
    state: State,
    version: Version,
}

impl Known {
    fn new(state: State, Written { version, .. }: Written) -> Self {
        Self { state, version }
    }
}

/// What a change of the state is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// It holds however many others wait.
    Always,
    /// It holds only if no newer deploy wants its turn.
    UnlessAsked,
}

impl<'h, S: Store> Held<'h, S> {
    /// Writes `state`, which holds the claim, in place of the version `seen`.
    pub(super) async fn take(
        store: &'h S,
        patience: Patience<'h>,
        state: State,
        seen: Option<&Version>,
    ) -> Result<Self, StoreError> {
        let written = put_state(store, patience, &state.to_bytes(), seen).await?;
        let id = state.claim.as_ref().map(|claim| claim.id.clone()).unwrap_or_default();
        let until = Cell::new(written.sent + patience.pace.lease);
        let known = Mutex::new(Known::new(state, written));
        Ok(Self {
            store,
            patience,
            id,
            known,
            until,
            is_lost: Cell::new(false),
            asked: OnceCell::new(),
            trouble: RefCell::default(),
        })
    }

    /// The newer deploy that wants its turn, as far as was seen.
    pub(super) fn asked(&self) -> Option<&Next> {
        self.asked.get()
    }

    /// Whether another deploy has the target.
    pub(super) fn is_lost(&self) -> bool {
        self.is_lost.get()
    }

    /// Whether others may have taken this deploy for dead, as after a sleep.
    pub(super) fn is_over(&self) -> bool {
        Instant::now() > self.until.get()
    }

    /// Renews the claim, and sees whether anybody asks for a turn.
    pub(super) async fn renew(&self) -> Result<(), Stopped> {
        self.update(Purpose::Always, |_| {}).await
    }

    /// Renews the claim for ever. It ends only when the claim is lost, and then everything must stop.
    pub(super) async fn keep(&self) -> Stopped {
        loop {
            sleep(self.patience.pace.lease / 4).await;
            if let Err(stopped) = self.renew().await {
                return stopped;
            }
        }
    }

    /// Gives the target free, for as long as others would wait to see that it is.
    pub(super) async fn release(&self) {
        let freed = self.update(Purpose::Always, |state| state.claim = None);
        // If it fails, the claim dies by itself.
        let _ = timeout(self.patience.pace.lease / 3, freed).await;
    }

    /// Changes the state at the target.
    pub(super) async fn update(
        &self,
        purpose: Purpose,
        change: impl Fn(&mut State),
    ) -> Result<(), Stopped> {
        let mut known = self.known.lock().await;
        let changed = timeout_at(self.until.get(), self.write(&mut known, purpose, change)).await;
        changed.unwrap_or_else(|_| {
            let why = self.trouble.take().map_or_else(String::new, |why| format!(": {why}"));
            Err(lost(&format!("it could not be renewed in time{why}")))
        })
    }

    async fn write(
        &self,
        known: &mut Known,
        purpose: Purpose,
        change: impl Fn(&mut State),
    ) -> Result<(), Stopped> {
        loop {
            if let Some(next) = self.asked().filter(|_| purpose == Purpose::UnlessAsked) {
                return Err(overtaken(next));
            }
            let mut state = known.state.clone();
            change(&mut state);
            if let Some(claim) = &mut state.claim {
                claim.beat += 1;
            }
            let bytes = state.to_bytes();
            match put_state(self.store, self.patience, &bytes, Some(&known.version)).await {
                Ok(written) => {
                    self.until.set(written.sent + self.patience.pace.lease);
                    *known = Known::new(state, written);
                    return Ok(());
                }
                Err(error) if error.fault == Fault::Conflict => self.look(known).await?,
                // Until the lease is over there is time to try again.
                Err(error) if error.fault == Fault::Passing => {
                    self.note(error);
                    sleep(self.patience.pace.first_wait).await;
                }
                Err(error) => return Err(Stopped::Failed(error.told)),
            }
        }
    }

    fn note(&self, error: StoreError) {
        self.trouble.replace(Some(error.told.message));
    }

    /// Sees who changed the state. Only one who asks for its turn may.
    async fn look(&self, known: &mut Known) -> Result<(), Stopped> {
        let limit = self.patience.pace.lease / 6;
        let read = retrying(self.patience, limit, async || self.store.read_state().await).await;
        let (bytes, version) = match read {
            Ok(Some(found)) => found,
            Ok(None) => {
                self.is_lost.set(true);
                return Err(lost("somebody took the state away"));
            }
            Err(error) if error.fault == Fault::Passing => {
                self.note(error);
                return Ok(());
            }
            Err(error) => return Err(Stopped::Failed(error.told)),
        };
        let State { claim, doubtful, .. } = State::parse(&bytes, "the target")?;
        let Some(claim) = claim.filter(|claim| claim.id == self.id) else {
            self.is_lost.set(true);
            return Err(lost("another deploy took it for dead"));
        };
        if let Some(next) = claim.next {
            if let Some(own) = &mut known.state.claim {
                own.next = Some(next.clone());
            }
            let _ = self.asked.set(next);
        }
        // What another says that lost its claim must be known to the next deploy.
        known.state.doubtful.extend(doubtful);
        known.version = version;
        Ok(())
    }
}

/// The claim is not ours any more, and so nothing may be sent.
pub(super) fn lost(why: &str) -> Stopped {
    let message = format!("the claim on the target was lost: {why}");
    Stopped::Failed(Told::new(
        message,
        "deploy the newest commit again, so that all of it is there",
    ))
}

pub(super) fn overtaken(next: &Next) -> Stopped {
    let message = format!("overtaken by a deploy of `{}`", next.commit.short());
    Stopped::refused(message, "the newer site is being published; there is nothing to do")
}
