//! Bytes by a hash of what they are made of. A file holds the hash of its bytes before them, so that one
//! that was torn or changed is no file; a name is written beside and renamed, so that two builds at once
//! do not meet. A disk that refuses costs time and nothing more.

use std::env;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use crate::source::Hash;

/// The length of the hash before the bytes.
const SEAL: usize = blake3::OUT_LEN;

/// A file that nobody wanted for this long is removed.
const KEPT: Duration = Duration::from_hours(60 * 24);

/// How exactly it is noted when a file was wanted last, since each note is a write.
const NOTED: Duration = Duration::from_hours(24);

/// A folder of files by hash.
#[derive(Debug)]
pub struct Folder {
    /// `None` where there is no place for one.
    path: Option<PathBuf>,
    /// Whether anything was added.
    grew: AtomicBool,
    /// How many files were added, for names that no other thread takes.
    count: AtomicUsize,
}

impl Folder {
    /// At this path; it is made when the first file comes.
    #[must_use]
    pub fn at(path: Option<PathBuf>) -> Self {
        Self { path, grew: AtomicBool::new(false), count: AtomicUsize::new(0) }
    }

    /// Where programs of the user keep what they can make again: `soleus` in `$XDG_CACHE_HOME`, or else
    /// where the system has such things.
    #[must_use]
    pub fn of_user() -> Self {
        let variable =
            |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let home = |inside: &str| Some(variable("HOME")?.join(inside));
        let of_system = || match env::consts::OS {
            "windows" => variable("LOCALAPPDATA"),
            "macos" => home("Library/Caches"),
            _ => home(".cache"),
        };
        Self::at(variable("XDG_CACHE_HOME").or_else(of_system).map(|caches| caches.join("soleus")))
    }

    /// The bytes that were kept under this hash.
    #[must_use]
    pub fn get(&self, key: Hash) -> Option<Vec<u8>> {
        let path = file(self.path.as_ref()?, key);
        let mut bytes = fs::read(&path).ok()?;
        let sealed = bytes.get(..SEAL)? == seal(key, &bytes[SEAL..]).as_bytes();
        if !sealed {
            return None;
        }
        note_use(&path);
        bytes.drain(..SEAL);
        Some(bytes)
    }

    /// Keeps bytes under this hash, if the disk lets it.
    pub fn put(&self, key: Hash, bytes: &[u8]) {
        let Some(folder) = &self.path else { return };
        let path = file(folder, key);
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let beside = path.with_extension(format!("{}-{number}", process::id()));
        if write(&beside, key, bytes).and_then(|()| fs::rename(&beside, &path)).is_ok() {
            self.grew.store(true, Ordering::Relaxed);
        } else {
            // It may not even be there; what is left behind goes when it is old.
            let _ = fs::remove_file(&beside);
        }
    }

    /// Removes what nobody wanted for two months. While nothing is added, nothing is looked at.
    pub fn tidy(&self) {
        let Some(folder) = self.path.as_ref().filter(|_| self.grew.load(Ordering::Relaxed)) else {
            return;
        };
        let now = SystemTime::now();
        for shelf in folders(folder) {
            for path in files(&shelf) {
                if age(&path, now).is_some_and(|age| age > KEPT) {
                    // Another build may have removed it a moment ago.
                    let _ = fs::remove_file(&path);
                }
            }
        }
    }
}

/// A folder for each of 256 beginnings, as git does, so that none is too full to be listed.
fn file(folder: &Path, key: Hash) -> PathBuf {
    let name = key.to_hex();
    folder.join(&name[..2]).join(&name[2..])
}

/// The key is sealed too, so that a file under the name of another is no file.
fn seal(key: Hash, bytes: &[u8]) -> Hash {
    blake3::keyed_hash(key.as_bytes(), bytes)
}

fn write(path: &Path, key: Hash, bytes: &[u8]) -> io::Result<()> {
    if let Some(shelf) = path.parent() {
        fs::create_dir_all(shelf)?;
    }
    let mut file = File::create_new(path)?;
    file.write_all(seal(key, bytes).as_bytes())?;
    file.write_all(bytes)
}

fn note_use(path: &Path) {
    let now = SystemTime::now();
    if age(path, now).is_some_and(|age| age > NOTED)
        && let Ok(file) = File::options().write(true).open(path)
    {
        // On a disk that is only read, files keep their age and are not removed either.
        let _ = file.set_modified(now);
    }
}

fn age(path: &Path, now: SystemTime) -> Option<Duration> {
    now.duration_since(fs::symlink_metadata(path).ok()?.modified().ok()?).ok()
}

fn folders(path: &Path) -> Vec<PathBuf> {
    entries(path, fs::FileType::is_dir)
}

fn files(path: &Path) -> Vec<PathBuf> {
    entries(path, fs::FileType::is_file)
}

fn entries(path: &Path, is_wanted: impl Fn(&fs::FileType) -> bool) -> Vec<PathBuf> {
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    let wanted = entries.filter(|entry| entry.file_type().is_ok_and(|kind| is_wanted(&kind)));
    wanted.map(|entry| entry.path()).collect()
}
