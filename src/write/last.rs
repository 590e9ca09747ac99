//! The site that the last build replaced, kept as the start of the next stage: most of its files are the
//! very ones that stand, so a build that changes little has little to do.
//!
//! Its manifest goes first and comes back last. Without one it is torn, and the next build removes it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::stage::{Stage, absent_is_fine, adopt, with_parent};
use super::swap::Change;
use super::{WriteError, guard, manifest};

/// Its name in the folder of the stage.
pub(super) const NAME: &str = "last";

/// Whether there is one in the folder of a stage that can be used.
pub(super) fn is_whole(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join(NAME).join(manifest::NAME)).is_ok_and(|found| found.is_file())
}

/// Makes the new site of the one that was replaced last, and gives back where it is.
pub(super) fn renew(change: &Change, stage: &Stage) -> Result<PathBuf, WriteError> {
    let last = stage.folder.join(NAME);
    let renewed = prepare(&last, change).and_then(|()| move_in(&last, change, stage));
    renewed.map_err(|error| WriteError::io("bring up to date", &last, error))?;
    Ok(last)
}

/// Leaves the files that are the very ones that stand and stay, and nothing else.
fn prepare(last: &Path, change: &Change) -> io::Result<()> {
    absent_is_fine(fs::remove_file(last.join(manifest::NAME)))?;
    adopt(last, change.out)?;
    let mut missing = change.unchanged();
    for entry in guard::walk(last) {
        let entry = entry?;
        if entry.file_type().is_dir() {
            continue;
        }
        let path = guard::below(last, entry.path());
        let stands = change.old.files.get(&path) == Some(&guard::inode(&entry));
        if !(stands && missing.remove(path.as_str())) {
            remove(entry.path(), last)?;
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
