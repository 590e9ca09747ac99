//! What writes into the source tree.

#![expect(clippy::disallowed_methods, reason = "this module writes the files of authors")]

pub mod fix;

use std::fmt;
use std::io;
use std::path::Path;

/// Why nothing could be written, and what to do about it.
#[derive(Debug)]
pub struct AuthorError {
    pub message: String,
    pub help: String,
}

impl AuthorError {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }

    fn io(path: &Path, error: &io::Error) -> Self {
        let help = match error.kind() {
            io::ErrorKind::AlreadyExists => "what is there is left alone; choose another name",
            _ => "see that the folder can be written to and the disk has room",
        };
        Self::new(format!("cannot write `{}`: {error}", path.display()), help)
    }
}

impl fmt::Display for AuthorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for AuthorError {}
