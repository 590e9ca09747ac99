//! What a build wrote, read and held against its manifest.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::state::{Files, Published};
use super::told::{Stopped, Told};
use crate::headers;
use crate::schema::Day;
use crate::write::{Entry, Manifest, check_address};

/// What the preview adds to a page.
const PREVIEW: &[u8] = b"<script src=\"/_soleus/preview.js\"";

/// A site that can be published.
#[derive(Debug)]
pub(super) struct Built {
    folder: PathBuf,
    pub(super) base_url: String,
    pub(super) drafts: bool,
    /// The day that it was compiled for, when that was another than the day of the build.
    pub(super) today: Option<Day>,
    /// A page that was saved from a preview.
    pub(super) preview_page: Option<String>,
    pub(super) files: Files,
}

impl Built {
    /// Reads the folder that a build wrote, and refuses it when it is not what was written.
    pub(super) fn read(folder: &Path) -> Result<Self, Stopped> {
        let manifest = Manifest::read(folder).map_err(|error| {
            Stopped::failed(error.to_string(), "build again, then publish that")
        })?;
        let Some(manifest) = manifest else {
            let message = format!("`{}` holds nothing that soleus built", folder.display());
            return Err(Stopped::failed(
                message,
                "run `soleus build`, or name its folder with `--out`",
            ));
        };
        let read: Result<Vec<_>, Stopped> =
            manifest.files.par_iter().map(|(path, entry)| read_one(folder, path, entry)).collect();
        let read = read?;
        let preview_page = read.iter().find(|read| read.is_preview).map(|read| read.path.clone());
        Ok(Self {
            folder: folder.to_owned(),
            base_url: manifest.stamp.base_url,
            drafts: manifest.stamp.drafts,
            today: manifest.stamp.today,
            preview_page,
            files: read.into_iter().map(|read| (read.path, read.file)).collect(),
        })
    }

    /// The bytes of a file, which must still be what they were.
    pub(super) fn bytes(&self, path: &str) -> Result<Vec<u8>, Stopped> {
        bytes_of(&self.folder, path, &self.files[path].hash)
    }
}

struct Read {
    path: String,
    file: Published,
    is_preview: bool,
}

fn read_one(folder: &Path, path: &str, entry: &Entry) -> Result<Read, Stopped> {
    let bytes = bytes_of(folder, path, &entry.hash)?;
    let content_type = if entry.content_type.is_empty() {
        headers::content_type_of_name(path)
    } else {
        entry.content_type.clone()
    };
    let size = u64::try_from(bytes.len()).expect("a file of 64 bits");
    let is_page = content_type == headers::HTML;
    let is_preview = is_page && bytes.windows(PREVIEW.len()).any(|window| window == PREVIEW);
    let file = Published { role: entry.role, content_type, size, hash: entry.hash.clone() };
    Ok(Read { path: path.to_owned(), file, is_preview })
}

/// Reads a file of the build. The manifest is a file that anybody can write, so what it names may lie
/// elsewhere.
fn bytes_of(folder: &Path, path: &str, hash: &str) -> Result<Vec<u8>, Stopped> {
    let is_odd = path.contains(char::is_control);
    if is_odd || check_address(path).is_err() {
        let message = format!("`{}` cannot be the path of an output", path.escape_debug());
        return Err(Stopped::Failed(Told::new(message, "build again, then publish that")));
    }
    let full = folder.join(path);
    let is_file = fs::symlink_metadata(&full).is_ok_and(|found| found.is_file());
    let bytes = is_file.then(|| fs::read(&full)).transpose().map_err(|error| {
        let message = format!("cannot read `{}`: {error}", full.display());
        Stopped::failed(message, "see who may read it, then publish again")
    })?;
    match bytes {
        Some(bytes) if blake3::hash(&bytes).to_hex().as_str() == hash => Ok(bytes),
        found => {
            let what = if found.is_some() { "changed" } else { "went away" };
            let message = format!("`{path}` {what} since it was built");
            Err(Stopped::refused(message, "build again, then publish that"))
        }
    }
}
