//! Outputs in, a folder out that is wholly the old site or wholly the new one at every instant.
//!
//! A [`Writer`] compares each output with what stands in the folder and stages what differs in a
//! folder of its own. Nothing that stands is touched before [`Writer::finish`], which completes the
//! stage with links to the unchanged files and exchanges the two folders in one system call. The
//! replaced folder is kept and brought up to date by the next build that changes something, so that the
//! cost grows with the change and not with the site. Where an exchange is impossible (a mount point, a file
//! system without exchange) the files are replaced one by one behind a journal: each file is then wholly
//! old or new, and the next build can always go on.
//!
//! Beside the folder a build without findings leaves a record of what the whole site was made of, by which the
//! next one sees that there is [nothing to do](unchanged).
#![allow(clippy::disallowed_methods, reason = "this module is where outputs reach the disk")]

mod error;
mod found;
mod guard;
mod in_place;
mod last;
mod lock;
mod manifest;
mod record;
mod stage;
mod swap;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::source::Hash;

pub use error::WriteError;
#[cfg(feature = "deploy")]
pub(crate) use guard::{check_address, refuse_sources, resolve};
pub use manifest::{Content, Entry, Made, Manifest, Stamp};
pub use record::{Unchanged, unchanged};

use guard::Standing;
use lock::Lock;
use stage::Stage;
use swap::Change;

/// How the folder is to be written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Replace the files of a folder that exists one by one, as on a mount point.
    pub in_place: bool,
}

/// How the new site took the old one's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Swap {
    /// It did not: the two are equal, and nothing was touched.
    None,
    /// In one step.
    Atomic,
    /// File by file, so that a reader may have seen a bit of both.
    InPlace,
}

/// What a build changed, in numbers of outputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
    pub swap: Swap,
}

/// A build's hold on its output folder. Dropped before [`Writer::finish`], it throws the stage away
/// and leaves the old site as it was; after an error from any of its methods, that is what to do.
#[derive(Debug)]
pub struct Writer {
    out: PathBuf,
    in_place: bool,
    standing: Standing,
    stamp: Stamp,
    outputs: Mutex<Outputs>,
    /// Where it is remembered what the site was made of; `None` where only the folder is ours.
    record: Option<PathBuf>,
    // The stage goes before the lock: fields are dropped in this order.
    stage: Stage,
    _lock: Lock,
}

/// An output folder that nobody else builds, and what stands in it.
struct Hold {
    out: PathBuf,
    lock: Lock,
    /// Only the folder itself is ours to write in.
    confined: bool,
    standing: Standing,
}

impl Hold {
    /// Checks that `out` may be the output of the site at `root`, takes its lock and cleans up after a build
    /// that was killed.
    fn take(root: &Path, out: &Path) -> Result<Self, WriteError> {
        let out = guard::resolve(out)?;
        guard::refuse_sources(root, &out)?;
        let (lock, confined) = take_lock(&out)?;
        let standing = Standing::survey(&out)?;
        if !confined {
            stage::sweep(&beside(&out, "stage"))?;
        }
        stage::sweep(&out.join(stage::INSIDE))?;
        Ok(Self { out, lock, confined, standing })
    }
}

/// The outputs of this build so far.
#[derive(Debug, Default)]
struct Outputs {
    entries: BTreeMap<String, Entry>,
    /// Those that differ from what stands, and so are in the stage.
    staged: BTreeSet<String>,
}

impl Writer {
    /// Checks that `out` may be the output of the site at `root`, takes its lock and cleans up after
    /// a build that was killed. The site in the folder does not change.
    pub fn open(
        root: &Path,
        out: &Path,
        options: Options,
        stamp: Stamp,
    ) -> Result<Self, WriteError> {
        let Hold { out, lock, confined, standing } = Hold::take(root, out)?;
        // A folder that is not there yet needs no exchange: a plain rename puts it in place.
        let in_place = standing.exists && (confined || options.in_place || cfg!(not(unix)));
        let stage = if in_place { out.join(stage::INSIDE) } else { beside(&out, "stage") };
        let stage = Stage::new(stage, &out);
        let (outputs, record) = (Mutex::default(), (!confined).then(|| record::place(&out)));
        Ok(Self { out, in_place, standing, stamp, outputs, record, stage, _lock: lock })
    }

    /// Adds an output at `path`, which is relative to the folder, with forward slashes. Bytes that
    /// differ from what stands there go to the stage at once.
    pub fn put(&self, path: &str, made: Made, bytes: &[u8]) -> Result<Content, WriteError> {
        let content = Content::of(bytes);
        if self.claim(path, made, content)? {
            self.stage.write(path, bytes)?;
        }
        Ok(content)
    }

    /// Adds the static file `from` as the output at `path`. It must still be what was
    /// planned.
    pub fn copy(&self, path: &str, made: Made, from: &Path) -> Result<Content, WriteError> {
        let metadata = fs::metadata(from).map_err(|error| WriteError::io("read", from, error))?;
        let content = Content { hash: made.planned, size: metadata.len() };
        if self.claim(path, made, content)? && self.stage.copy(path, from)? != content.hash {
            let what = format!("`{}` changed while the site was being built", from.display());
            return Err(WriteError::refused(from, what, "build again"));
        }
        Ok(content)
    }

    /// Takes over the output at `path` from the last build, if this program made it of the same and its
    /// file still has its length. Otherwise it has to be made.
    pub fn keep(&self, path: &str, made: &Made) -> Result<Option<Content>, WriteError> {
        let Some(content) = self.standing.made_of(path, made) else { return Ok(None) };
        if !has_length(&self.out.join(path), content.size) {
            return Ok(None);
        }
        self.record(path, made.clone(), content, false)?;
        Ok(Some(content))
    }

    /// The same for all outputs below a folder, with a slash at its end, that were made of `planned`
    /// together and whose names nobody knows before they are made. Says whether they are all kept.
    pub fn keep_below(&self, folder: &str, planned: Hash) -> Result<bool, WriteError> {
        let made = self.standing.made_below(folder, planned).unwrap_or_default();
        let stands = |(path, entry): &(&str, &Entry)| has_length(&self.out.join(path), entry.size);
        if made.is_empty() || !made.iter().all(stands) {
            return Ok(false);
        }
        made.into_iter().try_for_each(|(path, entry)| self.insert(path, entry.clone(), false))?;
        Ok(true)
    }

    /// The bytes of an output that was kept.
    pub fn read_kept(&self, path: &str) -> Result<Vec<u8>, WriteError> {
        let path = self.out.join(path);
        fs::read(&path).map_err(|error| WriteError::io("read", &path, error))
    }

    /// Puts the new site in place. Where it is equal to the old one, nothing is touched.
    pub fn finish(self) -> Result<Written, WriteError> {
        self.publish().map(|(written, _)| written)
    }

    /// The same, and remembers for [`unchanged`] what the site was made of and what was said of it.
    pub fn finish_made_of(self, inputs: Hash, said: &str) -> Result<Written, WriteError> {
        let record = self.record.clone();
        let (written, manifest) = self.publish()?;
        if let Some(record) = record {
            record::remember(&record, inputs, &manifest, said);
        }
        Ok(written)
    }

    /// Puts the new site in place, and gives its manifest.
    fn publish(self) -> Result<(Written, Vec<u8>), WriteError> {
        let Outputs { entries, staged } =
            self.outputs.into_inner().unwrap_or_else(PoisonError::into_inner);
        refuse_overlap(&entries)?;
        let manifest = Manifest::new(self.stamp, entries);
        let bytes = manifest.to_bytes();
        let change = Change { out: &self.out, old: &self.standing, new: &manifest.files, staged };
        let mut written = change.count();
        if written.written + written.removed > 0 || !self.standing.is_settled(&bytes) {
            self.stage.write(manifest::NAME, &bytes)?;
            written.swap = swap::publish(&change, &self.stage, self.in_place)?;
        }
        Ok((written, bytes))
    }

    /// Records an output, and says whether it differs from what stands.
    fn claim(&self, path: &str, made: Made, content: Content) -> Result<bool, WriteError> {
        guard::check_address(path)?;
        let differs = !self.stands(path, content);
        self.record(path, made, content, differs)?;
        Ok(differs)
    }

    fn record(
        &self,
        path: &str,
        made: Made,
        content: Content,
        differs: bool,
    ) -> Result<(), WriteError> {
        self.insert(path, Entry::new(made, content), differs)
    }

    fn insert(&self, path: &str, entry: Entry, differs: bool) -> Result<(), WriteError> {
        let mut outputs = self.outputs.lock().unwrap_or_else(PoisonError::into_inner);
        if outputs.entries.insert(path.to_owned(), entry).is_some() {
            return Err(WriteError::overlap(path, path));
        }
        if differs {
            outputs.staged.insert(path.to_owned());
        }
        Ok(())
    }

    /// Content decides, not time, so a file that was edited by hand is written again; so is one
    /// that cannot be read.
    fn stands(&self, path: &str, content: Content) -> bool {
        let file = self.out.join(path);
        self.standing.files.contains_key(path)
            && has_length(&file, content.size)
            && hash_file(&file).is_ok_and(|found| found == content.hash)
    }
}

fn has_length(file: &Path, length: u64) -> bool {
    fs::metadata(file).is_ok_and(|found| found.len() == length)
}

/// One path cannot be a file and a folder.
fn refuse_overlap(entries: &BTreeMap<String, Entry>) -> Result<(), WriteError> {
    match entries.par_iter().find_first(|(path, _)| swap::is_folder(entries, path)) {
        Some((path, _)) => Err(WriteError::overlap(path, &format!("{path}/"))),
        None => Ok(()),
    }
}

/// Takes the lock beside the output. Where only the folder itself is ours to write in (a mount
/// point, a parent that belongs to another user) the lock and the stage are confined to it.
fn take_lock(out: &Path) -> Result<(Lock, bool), WriteError> {
    if !guard::is_mount_point(out) {
        match Lock::take(&beside(out, "lock"), out) {
            Err(error) if error.is_denied() && out.is_dir() => {}
            taken => return taken.map(|lock| (lock, false)),
        }
    }
    Lock::take(&out.join(lock::INSIDE), out).map(|lock| (lock, true))
}

/// The hidden neighbour of the output that serves it as `what`.
fn beside(out: &Path, what: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(out.file_name().expect("the root of the file system was refused"));
    name.push(format!(".soleus-{what}"));
    out.with_file_name(name)
}

fn hash_file(path: &Path) -> io::Result<blake3::Hash> {
    Ok(blake3::Hasher::new().update_reader(File::open(path)?)?.finalize())
}
