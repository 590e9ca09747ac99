//! One build at a time for one output: a lock that the system frees when its holder dies.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::WriteError;
use super::stage::with_parent;

/// The lock's name where it cannot lie beside the output.
pub(super) const INSIDE: &str = ".soleus-lock";

/// The only hold on an output. The file that it locks goes with it.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    // Only held: closing the file frees the lock.
    _file: File,
}

impl Lock {
    /// Locks the file at `path`, which stands for the folder `out`.
    pub(super) fn take(path: &Path, out: &Path) -> Result<Self, WriteError> {
        loop {
            let file = open(path).map_err(|error| WriteError::io("open", path, error))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(busy(out)),
                // Some shares know no locks; a site there must still be buildable.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(WriteError::io("lock", path, error)),
            }
            // Its last holder may have removed the file after we opened it.
            if is_still_at(&file, path) {
                return Ok(Self { path: path.to_owned(), _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Elsewhere nobody could tell a removed file from the one that others lock, so it stays.
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn busy(out: &Path) -> WriteError {
    let what = format!("another build is writing `{}`", out.display());
    WriteError::refused(out, what, "wait until it is done, then build again")
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // A link here comes from somebody else and would make a file wherever it points to.
        options.custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed());
    }
    with_parent(path, || options.open(path))
}

#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |found: io::Result<fs::Metadata>| found.ok().map(|found| (found.dev(), found.ino()));
    id(file.metadata()) == id(fs::metadata(path))
}

#[cfg(not(unix))]
fn is_still_at(_: &File, _: &Path) -> bool {
    true
}
