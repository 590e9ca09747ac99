//! `check --fix`: makes the changes that findings bring along, and touches nothing else in a file.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::AuthorError;
use crate::diagnostic::{Diagnostic, Fix};
use crate::source::{FileId, Sources};

/// A file and what it is to become.
#[derive(Debug)]
pub struct Change {
    pub path: Arc<str>,
    before: Arc<str>,
    /// What is replaced, in the order of the text, and by what.
    edits: Vec<(Range<usize>, String)>,
}

/// The changes that the findings bring along, by file. Of two that overlap the first is made; the
/// other comes up again when the site is checked anew.
#[must_use]
pub fn changes(found: &[Diagnostic], sources: &Sources) -> Vec<Change> {
    let mut by_file: BTreeMap<FileId, Vec<&Fix>> = BTreeMap::new();
    for fix in found.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()) {
        by_file.entry(fix.span.file).or_default().push(fix);
    }
    let change = |(file, fixes)| {
        let source = sources.get(file)?;
        let (path, before) = (Arc::clone(&source.path), Arc::clone(&source.text));
        Some(Change { path, before, edits: apart(fixes) })
    };
    by_file.into_iter().filter_map(change).collect()
}

fn apart(mut fixes: Vec<&Fix>) -> Vec<(Range<usize>, String)> {
    fixes.sort_by_key(|fix| (fix.span, &fix.text));
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for fix in fixes {
        let range = fix.span.range();
        if edits.last().is_none_or(|(last, _)| last.end <= range.start && *last != range) {
            edits.push((range, fix.text.clone()));
        }
    }
    edits
}

impl Change {
    /// The text of the file after the change.
    #[must_use]
    pub fn after(&self) -> String {
        replaced(&self.before, 0..self.before.len(), &self.edits)
    }

    /// The change as a unified diff without context.
    #[must_use]
    pub fn diff(&self) -> String {
        let path = &self.path;
        let mut text = format!("--- {path}\n+++ {path}\n");
        let (mut added_before, mut removed_before) = (0, 0);
        let mut rest = self.edits.as_slice();
        while !rest.is_empty() {
            let (lines, count) = hunk(&self.before, rest);
            let new = replaced(&self.before, lines.clone(), &rest[..count]);
            let old = &self.before[lines.clone()];
            let first = self.before[..lines.start].matches('\n').count() + 1;
            let (removed, added) = (old.lines().count(), new.lines().count());
            let place =
                |first: usize, count: usize| format!("{},{count}", first - usize::from(count == 0));
            let (from, to) =
                (place(first, removed), place(first + added_before - removed_before, added));
            writeln!(text, "@@ -{from} +{to} @@").expect("a string can be written to");
            text.push_str(&marked('-', old));
            text.push_str(&marked('+', &new));
            added_before += added;
            removed_before += removed;
            rest = &rest[count..];
        }
        text
    }

    /// Writes the file beside itself and puts it in its place, unless it is no longer what was read.
    ///
    /// # Errors
    /// When the file changed meanwhile, or the disk refuses.
    pub fn write(&self, root: &Path) -> Result<(), AuthorError> {
        let path = root.join(&*self.path);
        let beside = beside(&path);
        let written = self.write_beside(&path, &beside);
        let moved = written.and_then(|()| {
            if !self.is_unchanged(&path) {
                return Ok(false);
            }
            fs::rename(&beside, &path).map(|()| true)
        });
        if !matches!(moved, Ok(true)) {
            // It may not be there, and what went wrong before is what counts.
            let _ = fs::remove_file(&beside);
        }
        match moved {
            Ok(true) => Ok(()),
            Ok(false) => Err(AuthorError::new(
                format!("`{}` changed while it was checked", self.path),
                "nothing was written to it; check again",
            )),
            Err(error) => Err(AuthorError::io(&path, &error)),
        }
    }

    fn write_beside(&self, path: &Path, beside: &Path) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(beside)?;
        file.set_permissions(fs::metadata(path)?.permissions())?;
        file.write_all(self.after().as_bytes())?;
        file.sync_all()
    }

    /// Whether the file is a regular one, with the text that was read.
    fn is_unchanged(&self, path: &Path) -> bool {
        let is_file = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file());
        is_file && fs::read(path).is_ok_and(|bytes| bytes == self.before.as_bytes())
    }
}

/// A name beside a file that no other run has; it is hidden, so that no site takes it for content.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.soleus-{}", std::process::id()))
}

/// A part of a text with the edits in it made.
fn replaced(text: &str, part: Range<usize>, edits: &[(Range<usize>, String)]) -> String {
    let mut made = String::new();
    let mut at = part.start;
    for (range, new) in edits {
        made.push_str(&text[at..range.start]);
        made.push_str(new);
        at = range.end;
    }
    made + &text[at..part.end]
}

/// The whole lines that the first edit changes, and how many edits lie in them.
fn hunk(text: &str, edits: &[(Range<usize>, String)]) -> (Range<usize>, usize) {
    let mut lines = whole_lines(text, &edits[0].0);
    let mut count = 1;
    for (range, _) in &edits[1..] {
        let next = whole_lines(text, range);
        if next.start > lines.end {
            break;
        }
        lines.end = next.end;
        count += 1;
    }
    (lines, count)
}

fn whole_lines(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    if range.end > start && text[..range.end].ends_with('\n') {
        return start..range.end;
    }
    start..text[range.end..].find('\n').map_or(text.len(), |at| range.end + at + 1)
}

/// Lines with a sign before each.
fn marked(sign: char, lines: &str) -> String {
    let mut text = String::new();
    for line in lines.split_inclusive('\n') {
        text.push(sign);
        text.push_str(line);
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push_str("\n\\ No newline at end of file\n");
    }
    text
}
