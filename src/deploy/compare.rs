//! What is at a target and what was built → what goes. Hashes decide.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use super::state::{Files, Published, Retired, State};
use crate::headers::Role;

/// What a deploy does to the files of a target, by path, with sizes in bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    pub added: BTreeMap<String, u64>,
    pub changed: BTreeMap<String, u64>,
    pub removed: BTreeMap<String, u64>,
    /// How many files stay as they are.
    pub unchanged: usize,
    /// The unused assets from now on, those to be removed now included.
    pub(super) retired: BTreeMap<String, Retired>,
    /// Those of the removed files that pages may need as long as they are there.
    pub(super) removed_assets: BTreeSet<String>,
}

impl Changes {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }

    /// The paths that are put.
    pub(super) fn puts(&self) -> impl Iterator<Item = &String> {
        self.added.keys().chain(self.changed.keys())
    }
}

/// Compares the site with what the target holds. An unused asset whose name holds its hash is removed
/// when that was so for as long as `grace`.
pub(super) fn compare(
    state: &State,
    new: &Files,
    now: Timestamp,
    grace: SignedDuration,
) -> Changes {
    let mut changes = Changes::default();
    let is_uncertain =
        |path: &str| state.pending.contains_key(path) || state.doubtful.contains_key(path);
    for (path, file) in new {
        match state.files.get(path) {
            None => _ = changes.added.insert(path.clone(), file.size),
            // Either version may stand there, so neither hash says anything.
            Some(old) if old != file || is_uncertain(path) => {
                changes.changed.insert(path.clone(), file.size);
            }
            Some(_) => changes.unchanged += 1,
        }
    }
    for (path, file) in gone(state, new).filter(|(_, file)| file.role != Role::Fingerprinted) {
        changes.removed.insert(path.clone(), file.size);
        if file.role == Role::Asset {
            changes.removed_assets.insert(path.clone());
        }
    }
    changes.retired = retired(state, new, now);
    for (path, retired) in &changes.retired {
        if now.duration_since(retired.since) >= grace {
            changes.removed.insert(path.clone(), retired.size);
            changes.removed_assets.insert(path.clone());
        }
    }
    changes
}

/// Everything that may stand at the target and is no part of the site.
fn gone<'s>(state: &'s State, new: &Files) -> impl Iterator<Item = (&'s String, &'s Published)> {
    let known =
        [&state.leftover, &state.pending, &state.doubtful, &state.files].into_iter().flatten();
    known.filter(|(path, _)| !new.contains_key(*path))
}

fn retired(state: &State, new: &Files, now: Timestamp) -> BTreeMap<String, Retired> {
    let fresh = gone(state, new).filter(|(_, file)| file.role == Role::Fingerprinted);
    let fresh = fresh.map(|(path, file)| (path.clone(), Retired { since: now, size: file.size }));
    let mut retired: BTreeMap<String, Retired> = fresh.collect();
    // Who was unused before stays so since then.
    let before = state.retired.iter().filter(|(path, _)| !new.contains_key(*path));
    retired.extend(before.map(|(path, since)| (path.clone(), since.clone())));
    retired
}
