//! What a deploy asks of a place that holds files: whole puts, and a state that is replaced only by who
//! has seen it.

use super::state::Published;
use super::told::Told;

/// Identifies the bytes of a state. What it is made of is the store's own matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Version(pub(super) String);

/// A place to publish to. Every put is whole or not there.
pub(super) trait Store {
    /// Whether paths are folders and files, so that a file and a folder cannot have one name.
    const HAS_FOLDERS: bool;

    /// The state and its version; `None` where nothing was published yet.
    async fn read_state(&self) -> Result<Option<(Vec<u8>, Version)>, StoreError>;

    /// Replaces the state that has the version `seen`, or makes it where there was none. Another
    /// version is a conflict.
    async fn put_state(&self, bytes: &[u8], seen: Option<&Version>) -> Result<Version, StoreError>;

    /// Gives the deploy that holds the target the chance to clean up after those that died.
    async fn prepare(&self) -> Result<(), StoreError>;

    async fn put(&self, path: &str, file: &Published, bytes: Vec<u8>) -> Result<(), StoreError>;

    /// The bytes of a file; `None` where it is missing.
    async fn get(&self, path: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// Takes a file away. One that is not there is no fault.
    async fn remove(&self, path: &str) -> Result<(), StoreError>;
}

/// Why a store did not do what it was asked for.
#[derive(Debug, Clone)]
pub(super) struct StoreError {
    pub(super) fault: Fault,
    pub(super) told: Told,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The state has another version.
    Conflict,
    /// It may go well the next time.
    Passing,
    /// It will not go well.
    Lasting,
}

impl StoreError {
    pub(super) fn new(fault: Fault, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { fault, told: Told::new(message, help) }
    }

    pub(super) fn conflict() -> Self {
        let help = "see what else writes to the target, then deploy again";
        Self::new(Fault::Conflict, "the state of the target changed at the same time", help)
    }
}
