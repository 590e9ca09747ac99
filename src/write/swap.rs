//! The step from the old site to the new one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::guard::Standing;
use super::stage::Stage;
use super::{Entry, Swap, WriteError, Written, in_place, last};

/// The way from the old site to the new one.
#[derive(Debug)]
pub(super) struct Change<'a> {
    pub(super) out: &'a Path,
    pub(super) old: &'a Standing,
    pub(super) new: &'a BTreeMap<String, Entry>,
    pub(super) staged: BTreeSet<String>,
}

impl Change<'_> {
    pub(super) fn count(&self) -> Written {
        Written {
            written: self.staged.len(),
            unchanged: self.new.len() - self.staged.len(),
            removed: self.removed().count(),
            swap: Swap::None,
        }
    }

    /// What we wrote once and do not write any more.
    pub(super) fn removed(&self) -> impl Iterator<Item = &String> {
        self.old.files.keys().filter(|path| !self.new.contains_key(*path))
    }

    /// What of the old site stays: outputs that did not change, and what desktops left.
    pub(super) fn unchanged(&self) -> BTreeSet<&str> {
        let outputs = self.new.keys().filter(|path| !self.staged.contains(*path));
        let litter = self.old.litter.iter().filter(|path| self.keeps(path));
        outputs.chain(litter).map(String::as_str).collect()
    }

    /// A desktop's own file stays as long as the folder that it is about.
    pub(super) fn keeps(&self, litter: &str) -> bool {
        !self.new.contains_key(litter)
            && litter.rsplit_once('/').is_none_or(|(folder, _)| is_folder(self.new, folder))
    }
}

/// Puts what is staged in the place of the old site.
pub(super) fn publish(change: &Change, stage: &Stage, in_place: bool) -> Result<Swap, WriteError> {
    if in_place {
        return in_place::replace(change, stage, &stage.site).map(|()| Swap::InPlace);
    }
    let whole = complete(change, stage)?;
    let moved = if change.old.exists {
        change.old.refuse_newcomers(change.out)?;
        exchange(&whole, change.out)
    } else {
        fs::rename(&whole, change.out)
    };
    match moved {
        Ok(()) => {
            stage.keep_replaced(&whole);
            Ok(Swap::Atomic)
        }
        // What is staged lies on the same file system, so its files can still be moved one by one.
        Err(error) if change.old.exists && is_no_exchange(&error) => {
            in_place::replace(change, stage, &whole).map(|()| Swap::InPlace)
        }
        Err(error) => Err(WriteError::io("replace", change.out, error)),
    }
}

/// Puts what did not change beside what is staged, and gives back where the whole site is.
fn complete(change: &Change, stage: &Stage) -> Result<PathBuf, WriteError> {
    if change.old.exists && last::is_whole(&stage.folder) {
        return last::renew(change, stage);
    }
    change.unchanged().into_iter().try_for_each(|path| stage.link(path, change.out))?;
    Ok(stage.site.clone())
}

/// Whether an output lies below `path`.
pub(super) fn is_folder(entries: &BTreeMap<String, Entry>, path: &str) -> bool {
    let inside = format!("{path}/");
    entries.range(inside.clone()..).next().is_some_and(|(below, _)| below.starts_with(&inside))
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether the two folders could not be exchanged because of where they are.
fn is_no_exchange(error: &io::Error) -> bool {
    use io::ErrorKind::{CrossesDevices, InvalidInput, ResourceBusy, Unsupported};
    // A folder of a lower layer of an overlay counts as another device; its files do not.
    matches!(error.kind(), CrossesDevices | InvalidInput | ResourceBusy | Unsupported)
}
