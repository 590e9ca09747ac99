//! What writes into the source tree: a new site, a new entry, a fix that is asked for, an entry that
//! gets another id. But for the last two, nothing that an author wrote is ever overwritten: a file is
//! created where none is, or added to at its end.

#![expect(clippy::disallowed_methods, reason = "this module writes the files of authors")]

pub mod change;
pub mod fix;
pub mod init;
pub mod mv;
pub mod new;
mod skeleton;
mod starter;

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
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

/// Writes a file that is not there yet, with the folders that it needs.
fn create(root: &Path, file: &str, text: &str) -> Result<(), AuthorError> {
    let path = root.join(file);
    let write = || {
        make_folders(root, file)?;
        OpenOptions::new().write(true).create_new(true).open(&path)?.write_all(text.as_bytes())
    };
    write().map_err(|error| AuthorError::io(&path, &error))
}

/// Makes the folders of a file, none of which may be a link: it could lead out of the site.
fn make_folders(root: &Path, file: &str) -> io::Result<()> {
    let mut folder = root.to_owned();
    fs::create_dir_all(&folder)?;
    let (parts, _) = file.rsplit_once('/').unwrap_or_default();
    for part in parts.split('/').filter(|part| !part.is_empty()) {
        folder.push(part);
        match fs::create_dir(&folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ if fs::symlink_metadata(&folder)?.is_dir() => {}
            _ => {
                let message = format!("`{}` is no folder", folder.display());
                return Err(io::Error::new(io::ErrorKind::NotADirectory, message));
            }
        }
    }
    Ok(())
}

/// Adds to the end of a file that is there; what stands in it is not touched.
fn append(root: &Path, file: &str, text: &str) -> Result<(), AuthorError> {
    let path = root.join(file);
    let write = || OpenOptions::new().append(true).open(&path)?.write_all(text.as_bytes());
    write().map_err(|error| AuthorError::io(&path, &error))
}
