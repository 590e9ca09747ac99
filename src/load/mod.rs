//! Disk → [`Sources`]: every text of the site in memory, the headers of its pictures and the hashes of
//! what is copied. Regular files only, nothing through a link, nothing outside the site.
//!
//! A [`Folder`] can be read again: what looks untouched is not opened, and hashes decide what changed.

#![expect(clippy::disallowed_methods, reason = "this module reads the disk")]

mod gather;
mod picture;
mod read;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind, Read as _};
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Place};
use crate::source::{Asset, Hash, Sources, Span};
use crate::theme;

pub use gather::Gathered;
use read::Opener;
pub(crate) use walk::is_hidden;
use walk::{FoundFile, Stamp};

/// The folders of a site, in the order in which they are read.
pub const FOLDERS: [&str; 3] = ["content", "static", "templates"];

/// What is known of links to other sites. It is read by whoever asks those, and is no part of the site.
pub const LINK_LEDGER: &str = "content/dead-links.yaml";

/// A file that was written this short a time before it was read may be written again without looking
/// any different, since some file systems keep times in steps of up to two seconds.
const YOUNG: Duration = Duration::from_secs(2);

/// The site could not be read at all.
#[derive(Debug)]
pub struct LoadError {
    pub path: PathBuf,
    pub error: io::Error,
}

impl std::fmt::Display for LoadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot read `{}`: {}", self.path.display(), self.error)
    }
}

impl std::error::Error for LoadError {}

/// Reads a site. What is wrong with single files is reported, and those files are left out.
///
/// # Errors
/// When the root is no folder that can be read, or has no `content` folder.
pub fn load(root: &Path) -> Result<(Sources, Vec<Diagnostic>), LoadError> {
    let files = find(root)?;
    let mut sources = Sources::default();
    let read = read_all(root, files).into_iter();
    let found = read.filter_map(|outcome| outcome.add_to(&mut sources)).collect();
    theme::add_to(&mut sources);
    Ok((sources, found))
}

/// Every file of the site.
fn find(root: &Path) -> Result<Vec<FoundFile>, LoadError> {
    let content = root.join("content");
    match fs::read_dir(&content) {
        Ok(_) => Ok(walk::walk(root)),
        Err(error) => Err(LoadError { path: content, error }),
    }
}

/// How many files a thread takes at a time: few enough that all threads come to their end together.
const AT_ONCE: usize = 64;

fn read_all(root: &Path, files: Vec<FoundFile>) -> Vec<Outcome> {
    let files = files.into_par_iter().with_max_len(AT_ONCE);
    files.map_init(|| Opener::new(root), read::read).collect()
}

/// The bytes of a static file as they are now, which a rescan may not have seen yet.
///
/// # Errors
/// When it cannot be read, is no regular file, or lies outside the site by way of a link.
pub fn read_asset(root: &Path, asset: &Asset) -> io::Result<Vec<u8>> {
    asset.built_in.map_or_else(|| read_file(root, &asset.path), |bytes| Ok(bytes.to_vec()))
}

/// The bytes of a file of the site, by its path from the root.
///
/// # Errors
/// As [`read_asset`].
pub fn read_file(root: &Path, path: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut file, _) = Opener::new(root).open(path)?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A site on the disk, as it was when it was last looked at.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    sources: Sources,
    files: BTreeMap<String, Known>,
}

/// What is known of a file.
#[derive(Debug)]
struct Known {
    /// `None` when the file was so young that it must be read again.
    stamp: Option<Stamp>,
    /// Identifies what it held, or what was wrong with it.
    identity: Hash,
    fault: Option<Diagnostic>,
}

impl Folder {
    /// A site of which nothing was read yet.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), sources: Sources::default(), files: BTreeMap::new() }
    }

    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// What is wrong with single files.
    #[must_use]
    pub fn found(&self) -> Vec<Diagnostic> {
        self.files.values().filter_map(|known| known.fault.clone()).collect()
    }

    /// Looks at every file and reads those that may have changed. Gives the paths whose content is
    /// another than before, sorted; a file that was only touched is not among them.
    ///
    /// # Errors
    /// When there is no `content` folder that can be read; what is known stays as it was.
    pub fn rescan(&mut self) -> Result<Vec<String>, LoadError> {
        let seen = find(&self.root)?;
        let mut changed = self.forget_all_but(&seen);
        changed.append(&mut self.read_again(seen));
        changed.sort_unstable();
        Ok(changed)
    }

    /// Looks at these files only, as [`rescan`](Self::rescan) does at all. `None` when that is not
    /// enough: one of them came or went, or is no file.
    pub fn rescan_only(&mut self, files: &BTreeSet<PathBuf>) -> Option<Vec<String>> {
        let mut seen = Vec::new();
        for file in files {
            let path = walk::below(&self.root, file);
            match fs::symlink_metadata(file) {
                Ok(metadata) if metadata.is_file() && self.files.contains_key(&path) => {
                    seen.push(FoundFile::new(path, None));
                }
                // Such as a file that a program made, wrote and put in the place of another.
                Err(error) if error.kind() == ErrorKind::NotFound && !self.knows_of(&path) => {}
                _ => return None,
            }
        }
        let mut changed = self.read_again(seen);
        changed.sort_unstable();
        Some(changed)
    }

    /// Whether a path was a file, or a folder with files.
    fn knows_of(&self, path: &str) -> bool {
        let from = self.files.range::<str, _>((Bound::Included(path), Bound::Unbounded));
        let mut named_alike =
            from.map(|(known, _)| known).take_while(|known| known.starts_with(path));
        named_alike.any(|known| Path::new(known).starts_with(path))
    }

    /// Reads those of these files that may have changed, and gives the paths of those that did.
    fn read_again(&mut self, seen: Vec<FoundFile>) -> Vec<String> {
        let now = SystemTime::now();
        let stamped = |file: FoundFile| {
            let stamp = file.stamp(&self.root).filter(|stamp| !stamp.is_young(now));
            (!self.is_untouched(&file, stamp)).then_some((stamp, file))
        };
        let (stamps, unread): (Vec<Option<Stamp>>, Vec<FoundFile>) =
            seen.into_par_iter().filter_map(stamped).unzip();
        let read = stamps.into_iter().zip(read_all(&self.root, unread));
        let changed = read.filter_map(|(stamp, outcome)| self.take(stamp, outcome)).collect();
        theme::add_to(&mut self.sources);
        changed
    }

    /// Takes away what is no longer there, and says what that was.
    fn forget_all_but(&mut self, seen: &[FoundFile]) -> Vec<String> {
        // The first look would put all paths into a set for nothing.
        if self.files.is_empty() {
            return Vec::new();
        }
        let there: std::collections::HashSet<&str> =
            seen.iter().map(|file| file.path.as_str()).collect();
        let gone: Vec<String> =
            self.files.keys().filter(|path| !there.contains(path.as_str())).cloned().collect();
        for path in &gone {
            self.files.remove(path);
            self.sources.remove(path);
            self.sources.remove_asset(path);
        }
        gone
    }

    fn is_untouched(&self, file: &FoundFile, stamp: Option<Stamp>) -> bool {
        let known = self.files.get(&file.path);
        stamp.is_some() && known.is_some_and(|known| known.stamp == stamp)
    }

    /// Takes over what was read; the path, if it is another content than before.
    fn take(&mut self, stamp: Option<Stamp>, outcome: Outcome) -> Option<String> {
        let (path, identity) = (outcome.path().to_owned(), outcome.identity());
        if let Some(known) = self.files.get_mut(&path)
            && known.identity == identity
        {
            known.stamp = stamp;
            return None;
        }
        self.sources.remove(&path);
        self.sources.remove_asset(&path);
        let fault = outcome.add_to(&mut self.sources);
        self.files.insert(path.clone(), Known { stamp, identity, fault });
        Some(path)
    }
}

/// What became of a file.
enum Outcome {
    Text { path: String, text: Arc<str>, hash: Hash },
    NotUtf8 { path: String, text: String, hash: Hash, valid: usize, bad: u8 },
    Asset(Asset),
    Fault { path: String, message: String },
}

impl Outcome {
    fn path(&self) -> &str {
        match self {
            Self::Text { path, .. } | Self::NotUtf8 { path, .. } | Self::Fault { path, .. } => path,
            Self::Asset(asset) => &asset.path,
        }
    }

    /// Two outcomes of a path that are equal in everything have one identity.
    fn identity(&self) -> Hash {
        match self {
            Self::Text { hash, .. } | Self::NotUtf8 { hash, .. } => *hash,
            Self::Asset(asset) => asset.hash,
            Self::Fault { message, .. } => {
                blake3::derive_key("soleus fault", message.as_bytes()).into()
            }
        }
    }

    /// Adds the file; what is wrong with it is given back.
    fn add_to(self, sources: &mut Sources) -> Option<Diagnostic> {
        match self {
            Self::Text { path, text, hash } => {
                sources.insert_hashed(&path, text, hash);
                None
            }
            Self::NotUtf8 { path, text, valid, bad, .. } => {
                Some(not_utf8(sources, &path, &text, valid, bad))
            }
            Self::Asset(asset) => {
                sources.insert_asset(asset);
                None
            }
            Self::Fault { path, message } => Some(fault(sources, &path, message)),
        }
    }
}

/// The place needs the text; the text is taken away so that nothing is made of it.
fn not_utf8(sources: &mut Sources, path: &str, text: &str, valid: usize, bad: u8) -> Diagnostic {
    let file = sources.insert(path, text);
    let end = text[valid..].chars().next().map_or(0, char::len_utf8);
    let span = Span::new(file, valid..valid + end);
    sources.mark_unusable(file);
    let message = format!("the file is not UTF-8: byte `{bad:02x}` at {valid}");
    Diagnostic::error("not-utf8", span, message).help("save it as UTF-8 in your editor")
}

fn fault(sources: &mut Sources, path: &str, message: String) -> Diagnostic {
    let file = sources.id_of(path);
    if path.starts_with("content/") && read::is_text(path) {
        // An entry that cannot be read is still there, so that who names it is right.
        sources.insert(path, "");
        sources.mark_unusable(file);
    }
    sources.insert_unreadable(path);
    Diagnostic::error("unreadable-file", Place::File(file), message)
        .help("put a regular file there, or take it away")
}
