//! A site whose files come from elsewhere than the disk, by the same rules.

use std::io;

use super::walk::{BAD_NAME, LINK};
use super::{FOLDERS, LINK_LEDGER, Outcome, is_hidden, read};
use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use crate::theme;

/// Files that somebody else reads, one by one in any order, as if they lay in a folder.
#[derive(Debug, Default)]
pub struct Gathered {
    sources: Sources,
    found: Vec<Diagnostic>,
}

impl Gathered {
    /// Whether a file of this path, relative to the site's root with forward slashes, is part of a site.
    #[must_use]
    pub fn wants(path: &str) -> bool {
        let mut names = path.split('/');
        let is_inside = names.next().is_some_and(|folder| FOLDERS.contains(&folder));
        let mut inside = names.peekable();
        is_inside
            && inside.peek().is_some()
            && !inside.any(|name| is_hidden(name.as_ref()))
            && path != LINK_LEDGER
    }

    /// Takes a regular file of `length` bytes.
    ///
    /// # Errors
    /// When `content` cannot be read.
    pub fn file(&mut self, path: &str, length: u64, content: impl io::Read) -> io::Result<()> {
        let outcome = if path.contains(char::is_control) || path.contains('\u{fffd}') {
            Outcome::Fault { path: path.to_owned(), message: BAD_NAME.to_owned() }
        } else {
            read::take(path, length, content)?
        };
        self.found.extend(outcome.add_to(&mut self.sources));
        Ok(())
    }

    /// Takes a symbolic link, which is told of as on the disk.
    pub fn link(&mut self, path: &str) {
        let outcome = Outcome::Fault { path: path.to_owned(), message: LINK.to_owned() };
        self.found.extend(outcome.add_to(&mut self.sources));
    }

    /// The site, over the built-in theme, and what is wrong with single files.
    #[must_use]
    pub fn finish(mut self) -> (Sources, Vec<Diagnostic>) {
        theme::add_to(&mut self.sources);
        (self.sources, self.found)
    }
}
