//! The folder in which a new site is put together, out of everybody's sight.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::{WriteError, last};
use crate::source::Hash;

/// The stage's name where it cannot lie beside the output.
pub(super) const INSIDE: &str = ".soleus-stage";

/// The file that makes a folder known as a stage. It comes first and goes last.
const MARKER: &str = "made-by-soleus";

/// A folder with a marker and, in `site`, what is new. It is made when it is first needed and goes when
/// it is dropped, but for the site that was replaced, which serves the next build.
#[derive(Debug)]
pub(super) struct Stage {
    pub(super) folder: PathBuf,
    pub(super) site: PathBuf,
    /// The output that the site will stand for.
    out: PathBuf,
    is_made: Mutex<bool>,
}

impl Stage {
    /// A stage that will be made at `folder`.
    pub(super) fn new(folder: PathBuf, out: &Path) -> Self {
        let site = folder.join("site");
        Self { folder, site, out: out.to_owned(), is_made: Mutex::new(false) }
    }

    /// Adds a file with these bytes.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let to = self.site.join(path);
        let written = self.new_file(path, &to).and_then(|mut file| file.write_all(bytes));
        written.map_err(|error| WriteError::io("write", &to, error))
    }

    /// Adds a file with the bytes of another, and returns their hash.
    pub(super) fn copy(&self, path: &str, from: &Path) -> Result<Hash, WriteError> {
        let mut source = File::open(from).map_err(|error| WriteError::io("read", from, error))?;
        let to = self.site.join(path);
        let copied = self.new_file(path, &to).and_then(|mut file| pour(&mut source, &mut file));
        copied.map_err(|error| WriteError::io("copy a static file to", &to, error))
    }

    /// Adds a file of the old site as it is, its time of change included.
    pub(super) fn link(&self, path: &str, old: &Path) -> Result<(), WriteError> {
        let kept = self.make().and_then(|()| keep(path, old, &self.site));
        kept.map_err(|error| WriteError::io("keep", &old.join(path), error))
    }

    /// Keeps the site that was just put into the place of another: what cannot be kept is removed.
    pub(super) fn keep_replaced(&self, replaced: &Path) {
        let last = self.folder.join(last::NAME);
        if replaced != last {
            let _ = fs::rename(replaced, last);
        }
    }

    fn new_file(&self, path: &str, to: &Path) -> io::Result<File> {
        self.make()?;
        if let Some(folder) = path.strip_suffix("/index.html") {
            // Nearly every page has a folder of its own, so this saves a failure. What comes of it the
            // file tells.
            let _ = fs::create_dir(self.site.join(folder));
        }
        with_parent(to, || File::create_new(to))
    }

    fn make(&self) -> io::Result<()> {
        let mut is_made = self.is_made.lock().unwrap_or_else(PoisonError::into_inner);
        if *is_made {
            return Ok(());
        }
        if !last::is_whole(&self.folder) {
            fs::create_dir(&self.folder)?;
        }
        *is_made = true;
        fs::write(self.folder.join(MARKER), "A build puts a site together here.\n")?;
        fs::create_dir(&self.site)?;
        adopt(&self.site, &self.out)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let is_made = *self.is_made.get_mut().unwrap_or_else(PoisonError::into_inner);
        if is_made {
            // What cannot be removed now harms nobody; the next build tries again and reports it.
            let _ = remove(&self.folder);
        }
    }
}

/// Removes what a killed build left at `folder`, and refuses what is not from us. The site that the last
/// build replaced stays.
pub(super) fn sweep(folder: &Path) -> Result<(), WriteError> {
    match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Ok(found) if found.is_dir() && is_ours(folder) => {}
        _ => {
            let what = format!("`{}` has the name of a stage, but is none", folder.display());
            return Err(WriteError::refused(folder, what, "move it away, then build again"));
        }
    }
    remove(folder).map_err(|error| WriteError::io("remove", folder, error))
}

/// Does something that needs the folder of `to`, and makes it first if it is missing.
pub(super) fn with_parent<T>(to: &Path, act: impl Fn() -> io::Result<T>) -> io::Result<T> {
    match (act(), to.parent()) {
        (Err(error), Some(parent)) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(parent)?;
            act()
        }
        (done, _) => done,
    }
}

/// A kill can leave a stage without its marker only while nothing else is in it.
fn is_ours(folder: &Path) -> bool {
    let is_empty = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    is_empty || fs::symlink_metadata(folder.join(MARKER)).is_ok_and(|marker| marker.is_file())
}

fn remove(folder: &Path) -> io::Result<()> {
    absent_is_fine(fs::remove_dir_all(folder.join("site")))?;
    if last::is_whole(folder) {
        return Ok(());
    }
    absent_is_fine(fs::remove_dir_all(folder.join(last::NAME)))?;
    absent_is_fine(fs::remove_file(folder.join(MARKER)))?;
    fs::remove_dir(folder)
}

pub(super) fn absent_is_fine(removed: io::Result<()>) -> io::Result<()> {
    removed
        .or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

fn pour(from: &mut impl Read, to: &mut impl Write) -> io::Result<Hash> {
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match from.read(&mut buffer)? {
            0 => return Ok(hasher.finalize()),
            read => {
                hasher.update(&buffer[..read]);
                to.write_all(&buffer[..read])?;
            }
        }
    }
}

/// Adds a file of the old site to the new one as it is, its time of change included.
pub(super) fn keep(path: &str, old: &Path, new: &Path) -> io::Result<()> {
    let (from, to) = (old.join(path), new.join(path));
    let linked = with_parent(&to, || fs::hard_link(&from, &to));
    linked.or_else(|error| match error.kind() {
        // Two names that the file system takes for one; a copy would overwrite the other.
        io::ErrorKind::AlreadyExists => Err(error),
        _ => with_parent(&to, || duplicate(&from, &to)),
    })
}

/// What a link would have given, for a file system that has none or does not let us.
pub(super) fn duplicate(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to)?;
    let modified = fs::metadata(from)?.modified()?;
    File::options().write(true).open(to)?.set_modified(modified)
}

/// Gives the new folder the group and the mode of the old one, which new folders in it inherit from.
#[cfg(unix)]
pub(super) fn adopt(site: &Path, out: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, chown};
    let Ok(old) = fs::metadata(out) else { return Ok(()) };
    // Who may not give it to the group of the old folder still gives it the mode.
    let _ = chown(site, None, Some(old.gid()));
    fs::set_permissions(site, old.permissions())
}

#[cfg(not(unix))]
pub(super) fn adopt(_: &Path, _: &Path) -> io::Result<()> {
    Ok(())
}
