//! What lies in an output folder. A large site has a folder for each of its pages, so all threads look.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{WriteError, guard, stage};

/// A file, or what else is no folder.
#[derive(Debug)]
pub(super) struct Found {
    /// From the output down, with forward slashes. A name that is not UTF-8 is never in a manifest, and it
    /// stays so here.
    pub(super) path: String,
    /// Where it really lies, whatever its name.
    pub(super) place: PathBuf,
    pub(super) is_file: bool,
    /// The number that the file system knows the file by: two names with one number are one file.
    pub(super) inode: u64,
}

impl Found {
    pub(super) fn name(&self) -> &str {
        self.path.rsplit_once('/').map_or(&self.path, |(_, name)| name)
    }
}

/// All in the output but what is in our own stage and what the file system itself keeps at its top.
pub(super) fn files(out: &Path) -> Result<Vec<Found>, WriteError> {
    let is_skipped = skipped(out);
    look_into(out, "", &is_skipped)
}

/// Tells what at the top of an output is no part of it, by its name.
pub(super) fn skipped(out: &Path) -> impl Fn(&str) -> bool + Sync + use<> {
    let is_mount_point = guard::is_mount_point(out);
    move |name| name == stage::INSIDE || (is_mount_point && name == "lost+found")
}

fn look_into(
    folder: &Path,
    below: &str,
    is_skipped: &(impl Fn(&str) -> bool + Sync),
) -> Result<Vec<Found>, WriteError> {
    let unreadable = |error| WriteError::io("look into", folder, error);
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let kind = entry.file_type().map_err(unreadable)?;
        let path = format!("{below}{}", entry.file_name().to_string_lossy());
        if below.is_empty() && is_skipped(&path) {
            continue;
        }
        if kind.is_dir() {
            folders.push((entry.path(), path + "/"));
        } else {
            files.push(Found {
                path,
                place: entry.path(),
                is_file: kind.is_file(),
                inode: inode(&entry),
            });
        }
    }
    let inside = folders.par_iter().map(|(folder, below)| look_into(folder, below, is_skipped));
    for found in inside.collect::<Result<Vec<_>, _>>()? {
        files.extend(found);
    }
    Ok(files)
}

#[cfg(unix)]
fn inode(entry: &fs::DirEntry) -> u64 {
    use std::os::unix::fs::DirEntryExt;
    entry.ino()
}

#[cfg(not(unix))]
fn inode(_: &fs::DirEntry) -> u64 {
    0
}
