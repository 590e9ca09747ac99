//! The way without an exchange: files are replaced one by one, each by a rename.
//!
//! A journal in the output names every file of both sites until all is done, so that a build that
//! comes after a kill knows them all as ours.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use super::stage::{Stage, absent_is_fine, with_parent};
use super::swap::Change;
use super::{WriteError, found, manifest};

/// The journal's name in the output.
pub(super) const JOURNAL: &str = ".soleus-journal.json";

/// Replaces the old site by what is staged: assets, pages, entry points, the manifest; what is gone
/// goes last, unless it stands in the way of something new. The new files are in `site`.
pub(super) fn replace(change: &Change, stage: &Stage, site: &Path) -> Result<(), WriteError> {
    write_journal(change, stage)?;
    replace_all(change, site).map_err(WriteError::halfway)
}

/// The paths in the journal, if a build did not get to its end.
pub(super) fn read_journal(out: &Path) -> Result<Option<BTreeSet<String>>, WriteError> {
    let path = out.join(JOURNAL);
    manifest::read_bytes(&path)?.map(|bytes| manifest::parse(&path, &bytes)).transpose()
}

fn write_journal(change: &Change, stage: &Stage) -> Result<(), WriteError> {
    let both: BTreeSet<&String> = change.old.files.keys().chain(change.new.keys()).collect();
    let bytes = serde_json::to_vec_pretty(&both).expect("strings are JSON");
    stage.write(JOURNAL, &bytes)?;
    move_in(JOURNAL, change.out, &stage.site)
}

fn replace_all(change: &Change, site: &Path) -> Result<(), WriteError> {
    let in_the_way = InTheWay::new(change);
    let dropped = change.old.litter.iter().filter(|path| !change.keeps(path));
    let (first, last): (Vec<_>, Vec<_>) =
        change.removed().chain(dropped).partition(|path| in_the_way.has(path));
    remove(&first, change.out)?;
    let mut staged: Vec<&String> = change.staged.iter().collect();
    staged.sort_by_key(|path| change.new[*path].role);
    staged.into_iter().try_for_each(|path| move_in(path, change.out, site))?;
    move_in(manifest::NAME, change.out, site)?;
    remove(&last, change.out)?;
    let journal = change.out.join(JOURNAL);
    fs::remove_file(&journal).map_err(|error| WriteError::io("remove", &journal, error))
}

fn move_in(path: &str, out: &Path, site: &Path) -> Result<(), WriteError> {
    let (from, to) = (site.join(path), out.join(path));
    with_parent(&to, || fs::rename(&from, &to))
        .map_err(|error| WriteError::io("replace", &to, error))
}

/// Removes files, and then every folder that is empty.
fn remove(paths: &[&String], out: &Path) -> Result<(), WriteError> {
    for path in paths.iter().map(|path| out.join(path)) {
        absent_is_fine(fs::remove_file(&path))
            .map_err(|error| WriteError::io("remove", &path, error))?;
    }
    let is_skipped = found::skipped(out);
    let folders = WalkDir::new(out).min_depth(1).into_iter().filter_entry(|entry| {
        let is_outside = entry.depth() == 1 && entry.file_name().to_str().is_some_and(&is_skipped);
        entry.file_type().is_dir() && !is_outside
    });
    for folder in folders.flatten().collect::<Vec<_>>().iter().rev() {
        // Most are not empty, which the system knows best.
        let _ = fs::remove_dir(folder.path());
    }
    Ok(())
}

/// Old paths that a new one needs: a file where a folder will be, a file in what will be a file, or
/// a name that differs only in case, which many file systems take for the same.
struct InTheWay {
    new: BTreeSet<String>,
}

impl InTheWay {
    fn new(change: &Change) -> Self {
        Self { new: change.new.keys().map(|path| path.to_lowercase()).collect() }
    }

    fn has(&self, old: &str) -> bool {
        let old = old.to_lowercase();
        let inside = format!("{old}/");
        let is_in_a_file = old.match_indices('/').any(|(at, _)| self.new.contains(&old[..at]));
        let is_a_folder =
            self.new.range(inside.clone()..).next().is_some_and(|new| new.starts_with(&inside));
        is_in_a_file || is_a_folder || self.new.contains(&old)
    }
}
