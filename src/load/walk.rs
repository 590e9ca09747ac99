//! Which files a site has: regular ones below its folders, not hidden, not through a link.

use std::cmp::Ordering;
use std::fs::{self, Metadata};
use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;
use walkdir::WalkDir;

use super::{FOLDERS, LINK_LEDGER, YOUNG};

/// What is wrong with a link.
pub(super) const LINK: &str = "it is a symbolic link, and soleus reads regular files only";
/// What is wrong with a name that is no Unicode or holds control characters.
pub(super) const BAD_NAME: &str = "its name holds characters that no address can hold";

/// A path below the root, and why it is not read, if it is not.
pub(super) struct FoundFile {
    /// Relative to the root, with forward slashes.
    pub(super) path: String,
    /// Where the file's name begins in it.
    name: usize,
    pub(super) fault: Option<String>,
}

impl FoundFile {
    pub(super) fn new(path: String, fault: Option<String>) -> Self {
        let name = path.rfind('/').map_or(0, |slash| slash + 1);
        Self { path, name, fault }
    }

    /// What it looks like from outside now.
    pub(super) fn stamp(&self, root: &Path) -> Option<Stamp> {
        fs::symlink_metadata(root.join(&self.path)).ok().map(|metadata| Stamp::of(&metadata))
    }

    /// The order of paths by their parts, in which a folder comes before what is named as it and goes
    /// on.
    fn compare(&self, other: &Self) -> Ordering {
        let (folder, name) = self.path.split_at(self.name);
        match other.path.split_at(other.name) {
            // Most files share their folder with most others.
            (same, other) if folder == same => name.cmp(other),
            _ => self.path.split('/').cmp(other.path.split('/')),
        }
    }
}

/// What a file looks like without being opened. A file that has the same stamp has the same content,
/// unless it was young when it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// The file itself and the time of its last change of any sort, which no program can set back:
    /// a copy that keeps times is another file or has another of these.
    #[cfg(unix)]
    inode: (u64, u64, i64, i64),
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt as _;
        Self {
            length: metadata.len(),
            modified: metadata.modified().ok(),
            #[cfg(unix)]
            inode: (metadata.dev(), metadata.ino(), metadata.ctime(), metadata.ctime_nsec()),
        }
    }

    /// Whether the file may change after `now` without its times telling.
    pub(super) fn is_young(&self, now: SystemTime) -> bool {
        let settled = |time: SystemTime| now.duration_since(time).is_ok_and(|age| age > YOUNG);
        !(self.modified.is_some_and(settled) && settled(self.changed()))
    }

    #[cfg(unix)]
    fn changed(&self) -> SystemTime {
        let (_, _, seconds, nanoseconds) = self.inode;
        let seconds = std::time::Duration::from_secs(u64::try_from(seconds).unwrap_or(0));
        let part = std::time::Duration::from_nanos(u64::try_from(nanoseconds).unwrap_or(0));
        SystemTime::UNIX_EPOCH + seconds + part
    }

    #[cfg(not(unix))]
    fn changed(&self) -> SystemTime {
        self.modified.unwrap_or(SystemTime::UNIX_EPOCH)
    }
}

/// Every file of the site except hidden ones, folder after folder, each in the order of its paths.
pub(super) fn walk(root: &Path) -> Vec<FoundFile> {
    FOLDERS.iter().flat_map(|folder| walk_folder(root, folder)).collect()
}

fn walk_folder(root: &Path, folder: &str) -> Vec<FoundFile> {
    let start = root.join(folder);
    if fs::symlink_metadata(&start).is_err() {
        return Vec::new();
    }
    // A folder of the site may itself be a link; what lies behind it is no part of the site.
    let entries: Vec<walkdir::Result<walkdir::DirEntry>> = WalkDir::new(&start)
        .follow_root_links(false)
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name()))
        .collect();
    let files = entries.into_par_iter().filter_map(|entry| found_file(root, entry));
    let mut files: Vec<FoundFile> = files.filter(|file| file.path != LINK_LEDGER).collect();
    files.par_sort_by(FoundFile::compare);
    files
}

/// Names that begin with a dot and editors' backup files are no part of a site, but for the folder of
/// addresses that every host has: <https://www.rfc-editor.org/rfc/rfc8615>.
pub(crate) fn is_hidden(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    (name.starts_with('.') && name != ".well-known")
        || name.ends_with('~')
        || matches!(&*name, "Thumbs.db" | "desktop.ini")
}

fn found_file(root: &Path, entry: walkdir::Result<walkdir::DirEntry>) -> Option<FoundFile> {
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => {
            let path = error.path().map(|path| below(root, path)).unwrap_or_default();
            let fault = Some(format!("it cannot be read: {error}"));
            return Some(FoundFile::new(path, fault));
        }
    };
    let kind = entry.file_type();
    if kind.is_dir() {
        return None;
    }
    let path = below(root, entry.path());
    let fault = if kind.is_symlink() {
        Some(LINK.to_owned())
    } else if !kind.is_file() {
        Some("it is no regular file".to_owned())
    } else if entry.path().to_str().is_none() || path.contains(char::is_control) {
        Some(BAD_NAME.to_owned())
    } else {
        None
    };
    Some(FoundFile::new(path, fault))
}

/// The path from the root, with forward slashes.
pub(super) fn below(root: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    if cfg!(unix)
        && let Some(relative) = relative.to_str()
    {
        return relative.to_owned();
    }
    let parts = relative.components().map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}
