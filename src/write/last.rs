//! The site that the last build replaced, kept as the start of the next stage: most of its files are the
//! very ones that stand, so a build that changes little has little to do.
//!
//! Its manifest goes first and comes back last. Without one it is torn, and the next build removes it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::found::{self, Found};
use super::stage::{Stage, absent_is_fine, adopt, with_parent};
use super::swap::Change;
use super::{WriteError, manifest};

/// Its name in the folder of the stage.
pub(super) const NAME: &str = "last";

/// Whether there is one in the folder of a stage that can be used.
pub(super) fn is_whole(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join(NAME).join(manifest::NAME)).is_ok_and(|found| found.is_file())
}

/// Makes the new site of the one that was replaced last, and gives back where it is.
pub(super) fn renew(change: &Change, stage: &Stage) -> Result<PathBuf, WriteError> {
    let last = stage.folder.join(NAME);
    let failed = |error| WriteError::io("bring up to date", &last, error);
    tear(&last, change.out).map_err(failed)?;
    let found = found::files(&last)?;
    keep_what_stays(&last, found, change).map_err(failed)?;
    move_in(&last, change, stage).map_err(failed)?;
    Ok(last)
}

/// From here to the end of [`move_in`] it can serve no other build.
fn tear(last: &Path, out: &Path) -> io::Result<()> {
    absent_is_fine(fs::remove_file(last.join(manifest::NAME)))?;
    adopt(last, out)
}

/// Leaves the files that are the very ones that stand and stay, and nothing else.
fn keep_what_stays(last: &Path, found: Vec<Found>, change: &Change) -> io::Result<()> {
    let mut missing = change.unchanged();
    for file in found {
        let stands = change.old.files.get(&file.path) == Some(&file.inode);
        if !(stands && missing.remove(file.path.as_str())) {
            remove(&file.place, last)?;
        }
    }
    missing.into_iter().try_for_each(|path| super::stage::keep(path, change.out, last))
}

fn move_in(last: &Path, change: &Change, stage: &Stage) -> io::Result<()> {
    let staged = change.staged.iter().map(String::as_str).chain([manifest::NAME]);
    staged.into_iter().try_for_each(|path| {
        let to = last.join(path);
        with_parent(&to, || rename_to_free(&stage.site.join(path), &to))
    })
}

/// Removes a file, and the folders that it leaves empty.
fn remove(file: &Path, last: &Path) -> io::Result<()> {
    fs::remove_file(file)?;
    let folders = file.ancestors().skip(1).take_while(|folder| *folder != last);
    // Most are not empty, which the system knows best.
    let _ = folders.into_iter().try_for_each(fs::remove_dir);
    Ok(())
}

/// Two names that the file system takes for one must not overwrite each other.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn rename_to_free(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn rename_to_free(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}
