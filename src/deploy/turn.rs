//! Whose turn it is, when another deploy has the target.

use tokio::time::{Instant, sleep};

use super::claim::overtaken;
use super::commit::{Age, Commit};
use super::retry::{Patience, put_state, read_state};
use super::state::{Claim, Next, State};
use super::store::{Fault, Store, StoreError, Version};
use super::told::{Stopped, Told};

/// A state as it stands at the target.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) state: State,
    /// `None` where there is none yet.
    pub(super) version: Option<Version>,
}

/// This deploy, as it waits for another.
pub(super) struct Waiting<'w, S> {
    pub(super) store: &'w S,
    pub(super) place: &'w str,
    pub(super) patience: Patience<'w>,
    pub(super) id: &'w str,
    pub(super) commit: Option<&'w Commit>,
    /// How this deploy's commit stands to that of the other.
    pub(super) age: &'w dyn Fn(Option<&Commit>) -> Age,
}

impl<S: Store> Waiting<'_, S> {
    pub(super) async fn read(&self) -> Result<Found, Stopped> {
        let read = read_state(self.store, self.patience).await;
        match read.map_err(|error| self.unread(error))? {
            None => Ok(Found { state: State::default(), version: None }),
            Some((bytes, version)) => {
                Ok(Found { state: State::parse(&bytes, self.place)?, version: Some(version) })
            }
        }
    }

    fn unread(&self, error: StoreError) -> Told {
        let message = format!("cannot read `{}`: {}", self.place, error.told.message);
        Told { message, ..error.told }
    }

    /// Waits until the deploy that holds `claim` is gone or dead. What a dead one left is given back;
    /// after another everything must be looked at anew. One that is older is asked to stop; behind one
    /// that is not, nobody waits longer than to see that it is alive.
    pub(super) async fn turn(&self, found: Found, claim: &Claim) -> Result<Option<Found>, Stopped> {
        match (self.age)(claim.commit.as_ref()) {
            Age::Older => {
                let help = "wait until it is done; if it has died, deploy that commit again, or put \
                            this one in its place with `--allow older`";
                Err(busy("a deploy of the newer", claim, help))
            }
            Age::Newer => self.outwait(found, claim, true).await,
            Age::Same | Age::Unknown => self.outwait(found, claim, false).await,
        }
    }

    async fn outwait(
        &self,
        found: Found,
        claim: &Claim,
        asks: bool,
    ) -> Result<Option<Found>, Stopped> {
        self.patience.observer.waiting(claim);
        let mut found = found;
        let mut last_change = Instant::now();
        loop {
            if asks && !self.ask(&found).await? {
                return Ok(None);
            }
            sleep(self.patience.pace.lease / 60).await;
            let now = self.read().await?;
            let Some(other) = now.state.claim.as_ref().filter(|other| other.id == claim.id) else {
                return Ok(None);
            };
            if now.version != found.version {
                if other.beat != claim.beat && !asks {
                    let help = "wait until it is done, then deploy again";
                    return Err(busy("another deploy of", claim, help));
                }
                last_change = Instant::now();
            } else if last_change.elapsed() > self.patience.pace.lease {
                return Ok(Some(now));
            }
            found = now;
        }
    }

    /// Asks the deploy that holds the target for its turn, unless that is done or one asks that is not
    /// older. False when the state has changed meanwhile.
    async fn ask(&self, found: &Found) -> Result<bool, Stopped> {
        let mut state = found.state.clone();
        let (Some(claim), Some(commit)) = (&mut state.claim, self.commit) else { return Ok(true) };
        match &claim.next {
            Some(next) if next.id == self.id => return Ok(true),
            Some(next) if (self.age)(Some(&next.commit)) != Age::Newer => {
                return Err(overtaken(next));
            }
            _ => {}
        }
        claim.next = Some(Next { id: self.id.to_owned(), commit: commit.clone() });
        let version = found.version.as_ref();
        match put_state(self.store, self.patience, &state.to_bytes(), version).await {
            Ok(_) => Ok(true),
            Err(StoreError { fault: Fault::Conflict, .. }) => Ok(false),
            Err(error) => Err(Stopped::Failed(error.told)),
        }
    }
}

fn busy(what: &str, claim: &Claim, help: &str) -> Stopped {
    let commit = claim.what();
    let message = format!("{what} {commit} is going on");
    Stopped::refused(message, help)
}
