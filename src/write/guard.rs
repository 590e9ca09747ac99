//! Which folder may be an output, and what stands in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::found::{self, Found};
use super::{Content, Entry, Made, Manifest, WriteError, in_place, manifest};
use crate::source::Hash;

/// What in a site's folder can never be an output, nor hold one, nor lie in one.
const SOURCES: [&str; 7] = ["content", "templates", "static", "src", "tests", "benches", ".git"];

/// What desktops leave in every folder that they show.
const LITTER: [&str; 2] = [".DS_Store", "Thumbs.db"];

/// What every name of ours in an output begins with.
const RESERVED: &str = ".soleus-";

const ELSEWHERE: &str = "choose another folder with `--out`";

/// The real folder behind `out`, symbolic links followed; it need not exist.
pub(crate) fn resolve(out: &Path) -> Result<PathBuf, WriteError> {
    let out = std::path::absolute(out).map_err(|error| WriteError::io("find", out, error))?;
    if fs::symlink_metadata(&out).is_ok() {
        return fs::canonicalize(&out).map_err(|error| WriteError::io("follow", &out, error));
    }
    match (out.parent(), out.file_name()) {
        (Some(parent), Some(name)) => Ok(resolve(parent)?.join(name)),
        _ => refuse(&out, "leads through a folder that does not exist", ELSEWHERE),
    }
}

/// Refuses a folder in which something would be lost that is not an output.
pub(crate) fn refuse_sources(root: &Path, out: &Path) -> Result<(), WriteError> {
    let root = fs::canonicalize(root).map_err(|error| WriteError::io("find", root, error))?;
    let home = std::env::home_dir().and_then(|home| fs::canonicalize(home).ok());
    if out.parent().is_none() || home.is_some_and(|home| home.starts_with(out)) {
        return refuse(out, "is your home folder or above it", ELSEWHERE);
    }
    if root.starts_with(out) {
        return refuse(out, "is the site's own folder or above it", ELSEWHERE);
    }
    for source in SOURCES.map(|name| root.join(name)) {
        // A source folder can be a link to another place; neither of the two may be written to.
        let real = fs::canonicalize(&source).unwrap_or_else(|_| source.clone());
        if [&source, &real].iter().any(|source| overlap(source, out)) {
            let what = format!("overlaps the site's `{}`", source.display());
            return refuse(out, &what, ELSEWHERE);
        }
    }
    if out.is_dir() || fs::symlink_metadata(out).is_err() {
        return Ok(());
    }
    refuse(out, "is not a folder", "move it away, or choose a folder with `--out`")
}

/// Whether `path` names one place below the output that is not reserved for ourselves.
pub(crate) fn check_address(path: &str) -> Result<(), WriteError> {
    let is_plain = |segment: &str| !matches!(segment, "" | "." | "..");
    let is_odd = |c: char| matches!(c, '\\' | '\0') || (cfg!(windows) && c == ':');
    if path.split('/').all(is_plain) && !path.contains(is_odd) && !path.starts_with(RESERVED) {
        return Ok(());
    }
    let what = format!("`{}` cannot be the path of an output", path.escape_debug());
    Err(WriteError::refused(Path::new(path), what, "give it another address"))
}

/// What is in the output before a build.
#[derive(Debug, Default)]
pub(super) struct Standing {
    pub(super) exists: bool,
    /// The files that an earlier build wrote, of those that are still there, and who each is.
    pub(super) files: BTreeMap<String, u64>,
    /// What the manifest says of them.
    listed: BTreeMap<String, Entry>,
    /// Whether this very program wrote it.
    is_by_us: bool,
    /// Files that desktops left there.
    pub(super) litter: Vec<String>,
    manifest: Option<Vec<u8>>,
    /// A build was killed while it replaced files one by one.
    unfinished: bool,
}

impl Standing {
    /// Looks at every file, and refuses the folder if it finds one that we did not write.
    pub(super) fn survey(out: &Path) -> Result<Self, WriteError> {
        let path = out.join(manifest::NAME);
        let manifest = manifest::read_bytes(&path)?;
        let exists = out.is_dir();
        let parse = || manifest.as_ref().map(|bytes| manifest::parse::<Manifest>(&path, bytes));
        let look = || if exists { found::files(out) } else { Ok(Vec::new()) };
        let (listed, found) = rayon::join(parse, look);
        let listed = listed.transpose()?;
        let journal = in_place::read_journal(out)?;
        let is_by_us = listed.as_ref().is_some_and(Manifest::is_by_us);
        let listed = listed.map(|listed| listed.files).unwrap_or_default();
        let mut standing =
            Self { exists, unfinished: journal.is_some(), manifest, is_by_us, ..Self::default() };
        let in_journal = |path: &str| journal.as_ref().is_some_and(|paths| paths.contains(path));
        let foreign = standing.sort(found?, |path| listed.contains_key(path) || in_journal(path));
        refuse_foreign(out, &foreign)?;
        Ok(Self { listed, ..standing })
    }

    /// Looks again right before the old folder goes: what somebody put there since would go with it.
    pub(super) fn refuse_newcomers(&self, out: &Path) -> Result<(), WriteError> {
        let foreign =
            Self::default().sort(found::files(out)?, |path| self.files.contains_key(path));
        refuse_foreign(out, &foreign)
    }

    /// What this program made of the same, if it is still there.
    pub(super) fn made_of(&self, path: &str, made: &Made) -> Option<Content> {
        let entry =
            self.listed.get(path).filter(|_| self.is_by_us && self.files.contains_key(path))?;
        entry.content().filter(|_| *entry.planned == *made.planned.to_hex())
    }

    /// What this program made of `planned` below a folder, if all of it is still there.
    pub(super) fn made_below(&self, folder: &str, planned: Hash) -> Option<Vec<(&str, &Entry)>> {
        let planned = planned.to_hex();
        let below = self.listed.range(folder.to_owned()..).filter(|_| self.is_by_us);
        let below = below.take_while(|(path, _)| path.starts_with(folder));
        let made = below.filter(|(_, entry)| *entry.planned == *planned);
        made.map(|(path, entry)| self.files.contains_key(path).then_some((&**path, entry)))
            .collect()
    }

    /// Whether the folder needs nothing but what `manifest` says.
    pub(super) fn is_settled(&self, manifest: &[u8]) -> bool {
        self.settled_manifest() == Some(manifest)
    }

    /// The manifest, where no build was killed while it replaced files.
    pub(super) fn settled_manifest(&self) -> Option<&[u8]> {
        self.manifest.as_deref().filter(|_| !self.unfinished)
    }

    /// How long each output is, as the manifest says.
    pub(super) fn lengths(&self) -> impl Iterator<Item = (&String, u64)> {
        self.listed.iter().map(|(path, entry)| (path, entry.size))
    }

    /// Takes in the files that are ours or litter, and returns the paths of the others.
    fn sort(&mut self, found: Vec<Found>, is_ours: impl Fn(&str) -> bool) -> BTreeSet<String> {
        let mut foreign = BTreeSet::new();
        for file in found {
            if file.is_file && is_ours(&file.path) {
                self.files.insert(file.path, file.inode);
            } else if file.is_file && LITTER.contains(&file.name()) {
                self.litter.push(file.path);
            } else if !file.is_file || !is_reserved(&file.path) {
                foreign.insert(file.path);
            }
        }
        foreign
    }
}

/// Whether a file system of its own begins at `folder`, so that it cannot be moved.
#[cfg(unix)]
pub(super) fn is_mount_point(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).ok().map(|metadata| metadata.dev());
    let parent = folder.parent().and_then(device);
    device(folder).is_some_and(|here| Some(here) != parent) || is_mount_root(folder)
}

#[cfg(not(unix))]
pub(super) fn is_mount_point(_: &Path) -> bool {
    false
}

/// A folder of the same file system that was mounted again has its parent's device; only Linux tells.
#[cfg(target_os = "linux")]
fn is_mount_root(folder: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    statx(CWD, folder, AtFlags::empty(), StatxFlags::empty())
        .is_ok_and(|found| found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

#[cfg(all(unix, not(target_os = "linux")))]
fn is_mount_root(_: &Path) -> bool {
    false
}

fn refuse_foreign(out: &Path, foreign: &BTreeSet<String>) -> Result<(), WriteError> {
    const SHOWN: usize = 3;
    if foreign.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = foreign.iter().take(SHOWN).map(|path| format!("`{path}`")).collect();
    let more = match foreign.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let what = format!("holds files that soleus did not write: {}{more}", names.join(", "));
    refuse(out, &what, "move them away, or choose another folder with `--out`")
}

fn refuse<T>(out: &Path, what: &str, help: &str) -> Result<T, WriteError> {
    let what = format!("the output `{}` {what}", out.display());
    Err(WriteError::refused(out, what, help))
}

fn overlap(one: &Path, other: &Path) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

fn is_reserved(path: &str) -> bool {
    [manifest::NAME, in_place::JOURNAL, super::lock::INSIDE].contains(&path)
}
