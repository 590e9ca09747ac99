//! `init`: a new site that builds at once.

use std::fs;
use std::path::Path;

use super::{AuthorError, create, starter};
use crate::schema::Day;

/// Keeps what a build writes out of git.
const IGNORED: (&str, &str) = (".gitignore", "/public/\n/.public.soleus-*\n");

/// Writes a new site into a folder and gives the number of its files.
///
/// # Errors
/// When the folder holds a site already, or cannot be written.
pub fn write(root: &Path, today: Day) -> Result<usize, AuthorError> {
    for folder in ["content", "templates", "static"] {
        let path = root.join(folder);
        if fs::symlink_metadata(&path).is_ok() {
            let message = format!("`{}` is there already", path.display());
            return Err(AuthorError::new(message, "choose a folder without a site in it"));
        }
    }
    let mut files = starter::files(today);
    if fs::symlink_metadata(root.join(IGNORED.0)).is_err() {
        files.push((IGNORED.0.to_owned(), IGNORED.1.to_owned()));
    }
    for (file, text) in &files {
        create(root, file, text)?;
    }
    Ok(files.len())
}
