//! What a text that an author wrote is to become: shown as a diff, and written whole or not at all,
//! with all others or not at all.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::AuthorError;
use crate::parse::yaml::rewrite::Edit;

/// A file and what it is to become.
#[derive(Debug)]
pub struct Change {
    pub path: Arc<str>,
    before: Arc<str>,
    /// What is replaced, in the order of the text, and by what.
    edits: Vec<Edit>,
}

/// A file or folder that gets another path, both relative to the site's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rename {
    pub from: String,
    pub to: String,
}

impl Change {
    /// Edits of a text, in its order and apart from each other.
    pub(super) fn new(path: &Arc<str>, before: &Arc<str>, edits: Vec<Edit>) -> Self {
        Self { path: Arc::clone(path), before: Arc::clone(before), edits }
    }

    /// How many places of the text change.
    #[must_use]
    pub fn count(&self) -> usize {
        self.edits.len()
    }

    /// The text of the file after the change.
    #[must_use]
    pub fn after(&self) -> String {
        replaced(&self.before, 0..self.before.len(), &self.edits)
    }

    /// The change as a unified diff without context.
    #[must_use]
    pub fn diff(&self) -> String {
        self.diff_to(&self.path)
    }

    /// The same for a file that is to have another path too.
    #[must_use]
    pub fn diff_to(&self, to: &str) -> String {
        let mut text = format!("--- {}\n+++ {to}\n", self.path);
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
        write(root, std::slice::from_ref(self), None)
    }

    /// Whether the file is a regular one, with the text that was read.
    fn is_unchanged(&self, path: &Path) -> bool {
        let is_file = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file());
        is_file && fs::read(path).is_ok_and(|bytes| bytes == self.before.as_bytes())
    }
}

/// Makes all changes, then the new path, or none of them: every new text and a copy of every old one
/// lie beside the files before the first is touched.
///
/// # Errors
/// When a file changed meanwhile or the disk refuses. What was done by then is undone; should that
/// fail too, the error says which files are new and where their old texts lie.
pub fn write(root: &Path, changes: &[Change], rename: Option<&Rename>) -> Result<(), AuthorError> {
    let staged: Vec<Staged<'_>> = changes.iter().map(|change| Staged::new(root, change)).collect();
    let done = stage(&staged)
        .and_then(|()| check(root, &staged, rename))
        .and_then(|()| put_in_place(root, &staged, rename));
    let moved = rename.filter(|_| done.is_ok());
    let moved = moved.map(|rename| (root.join(&rename.from), root.join(&rename.to)));
    for file in &staged {
        file.tidy(done.as_ref().err().is_some_and(|error| error.keeps_old), moved.as_ref());
    }
    done.map_err(|failed| failed.error)
}

/// A new text beside its file, and a copy of the old one.
struct Staged<'a> {
    change: &'a Change,
    path: PathBuf,
    new: PathBuf,
    old: PathBuf,
}

/// Why a write failed, and whether the copies of the old texts are still needed.
struct Failed {
    error: AuthorError,
    keeps_old: bool,
}

impl From<AuthorError> for Failed {
    fn from(error: AuthorError) -> Self {
        Self { error, keeps_old: false }
    }
}

impl<'a> Staged<'a> {
    fn new(root: &Path, change: &'a Change) -> Self {
        let path = root.join(&*change.path);
        let (new, old) = (beside(&path, "new"), beside(&path, "old"));
        Self { change, path, new, old }
    }

    fn write(&self) -> io::Result<()> {
        let permissions = fs::metadata(&self.path)?.permissions();
        for (path, text) in [(&self.new, &*self.change.after()), (&self.old, &*self.change.before)]
        {
            let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
            file.set_permissions(permissions.clone())?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
        }
        Ok(())
    }

    /// Takes away what lies beside the file, in a folder that may have moved. It may not be there,
    /// and what went wrong before is what counts.
    fn tidy(&self, keeps_old: bool, moved: Option<&(PathBuf, PathBuf)>) {
        let now = |path: &Path| {
            let inside = moved.and_then(|(from, to)| Some(to.join(path.strip_prefix(from).ok()?)));
            inside.unwrap_or_else(|| path.to_owned())
        };
        let _ = fs::remove_file(now(&self.new));
        if !keeps_old {
            let _ = fs::remove_file(now(&self.old));
        }
    }
}

fn stage(staged: &[Staged<'_>]) -> Result<(), Failed> {
    for file in staged {
        file.write().map_err(|error| AuthorError::io(&file.path, &error))?;
    }
    Ok(())
}

fn check(root: &Path, staged: &[Staged<'_>], rename: Option<&Rename>) -> Result<(), Failed> {
    if let Some(file) = staged.iter().find(|file| !file.change.is_unchanged(&file.path)) {
        let message = format!("`{}` changed while it was checked", file.change.path);
        return Err(AuthorError::new(message, "nothing was written; try again").into());
    }
    match rename {
        Some(rename) if fs::symlink_metadata(root.join(&rename.to)).is_ok() => {
            let message = format!("`{}` is there already", rename.to);
            Err(AuthorError::new(message, "nothing was written; choose another id").into())
        }
        _ => Ok(()),
    }
}

fn put_in_place(root: &Path, staged: &[Staged<'_>], rename: Option<&Rename>) -> Result<(), Failed> {
    for (at, file) in staged.iter().enumerate() {
        if let Err(error) = fs::rename(&file.new, &file.path) {
            return Err(undone(&staged[..at], AuthorError::io(&file.path, &error)));
        }
    }
    let Some(rename) = rename else { return Ok(()) };
    fs::rename(root.join(&rename.from), root.join(&rename.to))
        .map_err(|error| undone(staged, AuthorError::io(Path::new(&rename.to), &error)))
}

/// Puts the old texts back, and says in the error how that went.
fn undone(done: &[Staged<'_>], error: AuthorError) -> Failed {
    let left: Vec<String> = done
        .iter()
        .filter(|file| fs::rename(&file.old, &file.path).is_err())
        .map(|file| format!("`{}` (the old text is in `{}`)", file.change.path, file.old.display()))
        .collect();
    if left.is_empty() {
        let help = format!("{}; no text was changed", error.help);
        return AuthorError::new(error.message, help).into();
    }
    let help = format!("all else is as it was, but these are new: {}", left.join(", "));
    Failed { error: AuthorError::new(error.message, help), keeps_old: true }
}

/// A name beside a file that no other run has; it is hidden, so that no site takes it for content.
fn beside(path: &Path, what: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.soleus-{}-{what}", std::process::id()))
}

/// A part of a text with the edits in it made.
fn replaced(text: &str, part: Range<usize>, edits: &[Edit]) -> String {
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
fn hunk(text: &str, edits: &[Edit]) -> (Range<usize>, usize) {
    let mut lines = whole_lines(text, &edits[0]);
    let mut count = 1;
    for edit in &edits[1..] {
        let next = whole_lines(text, edit);
        if next.start > lines.end {
            break;
        }
        lines.end = next.end;
        count += 1;
    }
    (lines, count)
}

fn whole_lines(text: &str, (range, new): &Edit) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let is_new_line = range.is_empty() && range.start == start && new.ends_with('\n');
    if is_new_line || range.end > start && text[..range.end].ends_with('\n') {
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
