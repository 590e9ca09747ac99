//! Which files move when an entry gets another id.

use crate::author::change::Rename;
use crate::parse::Document;
use crate::schema::{Id, Kind};

/// An entry on its way from one id to another.
#[derive(Debug)]
pub(super) struct Moving {
    pub(super) kind: Kind,
    pub(super) old: Id,
    pub(super) new: Id,
    /// The file of the entry, or the folder of an `index.md` with all that lies beside it.
    pub(super) rename: Rename,
}

impl Moving {
    pub(super) fn of(document: &Document, new: Id) -> Self {
        let path = &*document.path;
        let (from, suffix) = match path.strip_suffix("/index.md") {
            Some(folder) => (folder, ""),
            None => (path, ".md"),
        };
        // What stands before the id is the day of an article, which stays.
        let stem = from.strip_suffix(suffix).unwrap_or(from);
        let before = stem.strip_suffix(&*document.id).unwrap_or(stem);
        let rename = Rename { from: from.to_owned(), to: format!("{before}{new}{suffix}") };
        Self { kind: document.kind, old: document.id.clone(), new, rename }
    }

    /// The path that a file has afterwards.
    pub(super) fn path(&self, path: &str) -> String {
        match path.strip_prefix(&*self.rename.from) {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => {
                format!("{}{rest}", self.rename.to)
            }
            _ => path.to_owned(),
        }
    }

    /// The id that an entry has afterwards.
    pub(super) fn id<'a>(&'a self, id: &'a str) -> &'a str {
        if *id == *self.old { &self.new } else { id }
    }

    /// The last name in the path, before and after.
    pub(super) fn names(&self) -> (&str, &str) {
        let name = |path: &'_ str| path.rfind('/').map_or(0, |at| at + 1);
        let Rename { from, to } = &self.rename;
        (&from[name(from)..], &to[name(to)..])
    }
}
