//! How long a deploy waits for others, and how often it tries.

use std::hash::{BuildHasher as _, RandomState};
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};

use super::Observer;
use super::store::{Fault, Store, StoreError, Version};

/// How long things take at most.
#[derive(Debug, Clone)]
pub struct Pace {
    /// A deploy that gives no sign for this long is dead.
    pub lease: Duration,
    /// For one question to a store; a large file gets more.
    pub request: Duration,
    /// Before the second attempt; twice as long before each further one.
    pub first_wait: Duration,
    /// How often one thing is tried.
    pub attempts: u32,
    /// How many files are sent at once.
    pub at_once: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            lease: Duration::from_secs(30),
            request: Duration::from_secs(20),
            first_wait: Duration::from_millis(400),
            attempts: 6,
            at_once: 16,
        }
    }
}

/// What a line to a store carries at least, in bytes a second.
const SLOWEST_LINE: u64 = 50_000;

impl Pace {
    /// The same with all times multiplied, as a test wants it that does not wait.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Self {
        Self {
            lease: self.lease.mul_f64(factor),
            request: self.request.mul_f64(factor),
            first_wait: self.first_wait.mul_f64(factor),
            ..self
        }
    }

    /// A while before the next attempt.
    pub(super) fn wait(&self, attempt: u32) -> Duration {
        let longest = self.first_wait * 2_u32.saturating_pow(attempt);
        // Those who were turned away together do not come back together.
        longest.mul_f64(0.5 + fraction() / 2.0)
    }

    /// How long a question about a file of so many bytes may take.
    pub(super) fn for_file(&self, bytes: u64) -> Duration {
        self.request + Duration::from_secs(bytes / SLOWEST_LINE)
    }

    /// How long a question about the state may take: several fit into a lease.
    fn for_state(&self, bytes: &[u8]) -> Duration {
        self.lease / 6 + Duration::from_secs(bytes.len() as u64 / SLOWEST_LINE)
    }
}

/// How often a deploy tries, and who hears of it.
#[derive(Clone, Copy)]
pub(super) struct Patience<'p> {
    pub(super) pace: &'p Pace,
    pub(super) observer: &'p dyn Observer,
}

impl Patience<'_> {
    /// Waits before the next attempt; after the last, the error is the answer.
    async fn rest(&self, attempt: &mut u32, error: StoreError) -> Result<(), StoreError> {
        *attempt += 1;
        if *attempt == self.pace.attempts {
            return Err(error);
        }
        self.observer.retrying(&error.told);
        sleep(self.pace.wait(*attempt - 1)).await;
        Ok(())
    }
}

/// Does something that takes no longer than `limit`, again and again while it may still go well.
pub(super) async fn retrying<T>(
    patience: Patience<'_>,
    limit: Duration,
    act: impl AsyncFn() -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mut attempt = 0;
    loop {
        match bounded(limit, act()).await {
            Err(error) if error.fault == Fault::Passing => {
                patience.rest(&mut attempt, error).await?;
            }
            done => return done,
        }
    }
}

/// A state that was written.
pub(super) struct Written {
    pub(super) version: Version,
    /// When the attempt began that went well.
    pub(super) sent: Instant,
}

/// Replaces the state. An attempt whose outcome is not known may have gone well, so that the state is
/// read before the next.
pub(super) async fn put_state<S: Store>(
    store: &S,
    patience: Patience<'_>,
    bytes: &[u8],
    seen: Option<&Version>,
) -> Result<Written, StoreError> {
    let limit = patience.pace.for_state(bytes);
    let mut attempt = 0;
    loop {
        let sent = Instant::now();
        let error = match bounded(limit, store.put_state(bytes, seen)).await {
            Err(error) if error.fault == Fault::Passing => error,
            done => return done.map(|version| Written { version, sent }),
        };
        let there = retrying(patience, limit, async || store.read_state().await).await?;
        match there {
            Some((found, version)) if found == bytes => return Ok(Written { version, sent }),
            found if found.as_ref().map(|(_, version)| version) != seen => {
                return Err(StoreError::conflict());
            }
            _ => patience.rest(&mut attempt, error).await?,
        }
    }
}

/// Reads the state as it is now.
pub(super) async fn read_state<S: Store>(
    store: &S,
    patience: Patience<'_>,
) -> Result<Option<(Vec<u8>, Version)>, StoreError> {
    retrying(patience, patience.pace.request, async || store.read_state().await).await
}

async fn bounded<T>(
    limit: Duration,
    act: impl Future<Output = Result<T, StoreError>>,
) -> Result<T, StoreError> {
    timeout(limit, act).await.unwrap_or_else(|_| {
        let help = "see whether the network and the target are well, then deploy again";
        Err(StoreError::new(Fault::Passing, "the target does not answer in time", help))
    })
}

/// A number that nobody can foretell.
pub(super) fn random() -> u64 {
    RandomState::new().hash_one(0)
}

/// A number from 0 to 1.
fn fraction() -> f64 {
    f64::from(u32::try_from(random() >> 32).expect("32 bits")) / f64::from(u32::MAX)
}
