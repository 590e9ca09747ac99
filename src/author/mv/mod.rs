//! `mv`: an entry gets another id. What names it is rewritten, byte for byte nothing else, and its old
//! addresses redirect.

mod aliases;
mod moving;
mod notes;
mod references;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::AuthorError;
use super::change::{self, Change, Rename};
use super::new::no_id;
use crate::check::Depth;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::link::{self, Conditions, Site};
use crate::memo::Memo;
use crate::parse::yaml::Key;
use crate::parse::yaml::rewrite::{Edit, in_style_of};
use crate::parse::{self, Document, Parsed};
use crate::pipeline::{compile_to, has_errors};
use crate::schema::{Id, Kind};
use crate::source::{Asset, FileId, Sources};
use moving::Moving;
use references::Moved;

/// What is to be moved, and on which day.
#[derive(Debug)]
pub struct Wanted<'a> {
    /// The id of an entry, or the path of its file from the root.
    pub entry: &'a str,
    /// The new id.
    pub to: &'a str,
    pub conditions: Conditions,
}

/// A move that can be made.
#[derive(Debug)]
pub struct Move {
    pub rename: Rename,
    /// By path; that of the entry's own file is still the old one.
    pub changes: Vec<Change>,
    /// What names the old id or address and is not rewritten, each as a line for the author.
    pub notes: Vec<String>,
}

/// Why nothing is moved.
#[derive(Debug)]
pub enum Refused {
    /// The site has errors, so that its references are not all known.
    Before(Vec<Diagnostic>),
    /// The site would have errors, which it has not now.
    After(Vec<Diagnostic>, Box<Sources>),
    Author(AuthorError),
}

impl From<AuthorError> for Refused {
    fn from(error: AuthorError) -> Self {
        Self::Author(error)
    }
}

/// Finds out all that a move changes, and holds the site that comes of it against the rules.
///
/// # Errors
/// When the entry or the new id is none, or when the site has errors, before or after.
pub fn plan(root: &Path, sources: &Sources, wanted: &Wanted<'_>) -> Result<Move, Refused> {
    let mut memo = Memo::default();
    let found = compile_to(Depth::Errors, sources, &wanted.conditions, &mut memo).diagnostics;
    if has_errors(&found) {
        return Err(Refused::Before(found));
    }
    let before = Whole::new(sources, &wanted.conditions, &mut memo);
    let document = before.document(wanted.entry)?;
    let moving = Moving::of(document, before.free_id(sources, wanted.to)?);
    let edits = before.edits(&moving, &Moved::new());
    let after = Whole::new(&edited(sources, &moving, &edits), &wanted.conditions, &mut memo);
    after.refuse_other_name(document, &moving)?;
    let entries =
        aliases::readdressed(&before.site, &after.site, sources, &moving, &wanted.conditions);
    let moved = aliases::moved(&entries);
    let mut edits = before.edits(&moving, &moved);
    for entry in &entries {
        edits.entry(entry.entry.document.file).or_default().extend(entry.edits()?);
    }
    before.keep_reviews(sources, &moving, &mut edits);
    let after = edited(sources, &moving, &edits);
    let found = compile_to(Depth::Errors, &after, &wanted.conditions, &mut memo).diagnostics;
    if has_errors(&found) {
        return Err(Refused::After(found, after.into()));
    }
    let mut notes = notes::of(root, sources, &moved);
    notes.extend(notes::of_map(&before.site, &moving));
    Ok(Move { rename: moving.rename, changes: changes(sources, edits), notes })
}

impl Move {
    /// The move as a diff.
    #[must_use]
    pub fn diff(&self) -> String {
        let Rename { from, to } = &self.rename;
        let mut text = format!("rename from {from}\nrename to {to}\n");
        for change in &self.changes {
            let new = match change.path.strip_prefix(from.as_str()) {
                Some(rest) if rest.is_empty() || rest.starts_with('/') => format!("{to}{rest}"),
                _ => change.path.to_string(),
            };
            text.push_str(&change.diff_to(&new));
        }
        text
    }

    /// Makes the move, or nothing of it.
    ///
    /// # Errors
    /// As [`change::write`].
    pub fn write(&self, root: &Path) -> Result<(), AuthorError> {
        change::write(root, &self.changes, Some(&self.rename))
    }
}

type Edits = BTreeMap<FileId, Vec<Edit>>;

/// The site with all its drafts and what is to come, since these name entries too.
struct Whole {
    parsed: Vec<Parsed>,
    site: Site,
}

impl Whole {
    fn new(sources: &Sources, conditions: &Conditions, memo: &mut Memo) -> Self {
        let conditions = Conditions { drafts: true, ..conditions.clone() };
        let parsed = memo.parse(sources);
        let site = link::link(&parsed, sources, &conditions, &mut Vec::new());
        Self { parsed, site }
    }

    fn documents(&self) -> impl Iterator<Item = &Arc<Document>> {
        self.parsed.iter().filter_map(|parsed| match parsed {
            Parsed::Document(document) => Some(document),
            _ => None,
        })
    }

    /// The entry of an id or a path.
    fn document(&self, named: &str) -> Result<&Document, AuthorError> {
        let path = named.trim_start_matches("./").trim_end_matches('/');
        let index = format!("{path}/index.md");
        let is_it = |document: &&Arc<Document>| {
            *document.id == *named || *document.path == *path || *document.path == *index
        };
        let found = self.documents().find(is_it);
        found.map(|document| &**document).ok_or_else(|| self.no_entry(named))
    }

    fn no_entry(&self, named: &str) -> AuthorError {
        if let Some(other) = self.site.definitions.get(named) {
            let message = format!("`{named}` is a {}", other.kind.name());
            return AuthorError::new(message, "only entries, which have files, can be moved");
        }
        let known = self.documents().flat_map(|document| [&*document.id, &*document.path]);
        let help = did_you_mean(named, known)
            .unwrap_or_else(|| "name an entry by its id or by the path of its file".to_owned());
        AuthorError::new(format!("no entry is called `{}`", named.escape_debug()), help)
    }

    /// The new id, if nothing has it.
    fn free_id(&self, sources: &Sources, to: &str) -> Result<Id, AuthorError> {
        let id = Id::new(to).ok_or_else(|| no_id(to))?;
        match self.site.definitions.get(&id) {
            None => Ok(id),
            Some(other) => {
                let message = format!("the id `{id}` is taken by {}", a(other.kind));
                let place = sources.path(other.file);
                Err(AuthorError::new(
                    message,
                    format!("choose another id; that one is in `{place}`"),
                ))
            }
        }
    }

    fn edits(&self, moving: &Moving, moved: &Moved) -> Edits {
        let edits =
            |parsed: &Parsed| Some((file_of(parsed)?, references::edits(parsed, moving, moved)));
        self.parsed.iter().filter_map(edits).filter(|(_, edits)| !edits.is_empty()).collect()
    }

    /// Refuses a file name that means something else: one that begins with a day is the file of an
    /// article of that day.
    fn refuse_other_name(&self, before: &Document, moving: &Moving) -> Result<(), AuthorError> {
        let path = moving.path(&before.path);
        let day = |document: &Document| document.content.as_ref().and_then(|content| content.date);
        let is_it = |document: &&Arc<Document>| *document.path == *path;
        let is_right = self
            .documents()
            .find(is_it)
            .is_some_and(|after| after.id == moving.new && day(after) == day(before));
        if is_right {
            return Ok(());
        }
        let message = format!("`{}` would be the file of another id", moving.rename.to);
        Err(AuthorError::new(message, "choose an id that does not begin with a day"))
    }

    /// A review stays what it is: an id in another place is no change of what was checked.
    fn keep_reviews(&self, sources: &Sources, moving: &Moving, edits: &mut Edits) {
        let after = edited(sources, moving, edits);
        for document in self.documents() {
            if let Some(edit) = kept_review(document, &after, moving) {
                edits.entry(document.file).or_default().push(edit);
            }
        }
    }
}

/// The new fingerprint of a text in the place of the old one, if that was right.
fn kept_review(document: &Document, after: &Sources, moving: &Moving) -> Option<Edit> {
    let content = document.content.as_ref()?;
    let written = content.common.review.as_ref()?.content.as_ref()?;
    let Parsed::Document(new) = parse::parse(after.by_path(&moving.path(&document.path))?) else {
        return None;
    };
    let (before, after) = (document.fingerprint()?.to_hex(), new.fingerprint()?.to_hex());
    if before == after || !before.starts_with(&**written) {
        return None;
    }
    let range = document.locate(&[Key::Field("review"), Key::Field("content")]).range();
    let text = in_style_of(&document.text[range.clone()], &after[..written.len()]);
    Some((range, text))
}

fn file_of(parsed: &Parsed) -> Option<FileId> {
    match parsed {
        Parsed::Document(document) => Some(document.file),
        Parsed::Data(data) => Some(data.file),
        Parsed::Stray(_) => None,
    }
}

/// The sources as they are after the move.
fn edited(sources: &Sources, moving: &Moving, edits: &Edits) -> Sources {
    let mut after = sources.clone();
    let files: Vec<_> = sources.under("content/").collect();
    for source in files {
        let path = moving.path(&source.path);
        let edits = edits.get(&source.id);
        if path != *source.path {
            after.remove(&source.path);
        }
        if path != *source.path || edits.is_some() {
            let edits = edits.cloned().unwrap_or_default();
            after.insert(&path, &change_of(source, edits).after());
        }
    }
    for asset in sources.assets() {
        let path = moving.path(&asset.path);
        if path != *asset.path {
            after.remove_asset(&asset.path);
            after.insert_asset(Asset { path: path.into(), ..asset.clone() });
        }
    }
    after
}

fn changes(sources: &Sources, edits: Edits) -> Vec<Change> {
    let change = |(file, edits)| Some(change_of(sources.get(file)?, edits));
    let mut changes: Vec<Change> = edits.into_iter().filter_map(change).collect();
    changes.retain(|change| change.count() > 0);
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    changes
}

fn change_of(source: &crate::source::Source, mut edits: Vec<Edit>) -> Change {
    edits.sort_by_key(|(range, _)| range.start);
    Change::new(&source.path, &source.text, edits)
}

/// "an exercise".
fn a(kind: Kind) -> String {
    let name = kind.name();
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {name}")
}
