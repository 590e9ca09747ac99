//! The list in the output of what we wrote there, so that nothing else is ever removed.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::WriteError;
use crate::headers::{Role, content_type_of_name};
use crate::pipeline;
use crate::plan::{Output, Planned};
use crate::render::templates::Templates;
use crate::schema::Day;
use crate::source::Hash;

/// The manifest's name in the output.
pub(super) const NAME: &str = ".soleus-manifest.json";

/// The hash of what this program was compiled from, which `build.rs` makes.
pub(super) const PROGRAM: &str = env!("SOLEUS_PROGRAM");

/// What the whole site was built with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    pub base_url: String,
    pub drafts: bool,
    /// The day that it was compiled for, when that was not the day on which it was built.
    #[serde(default)]
    pub today: Option<Day>,
}

/// What an output is, and what it was made from.
#[derive(Debug, Clone)]
pub struct Made {
    pub role: Role,
    /// What the header `Content-Type` says.
    pub content_type: String,
    /// Identifies all that the bytes were made from: equal ones give equal bytes by the same program. Of
    /// a file that is copied, the hash of its bytes.
    pub planned: Hash,
}

impl Made {
    /// What `planned` is, whose file is `file`, when these templates render it.
    #[must_use]
    pub fn of(file: &str, planned: &Planned, templates: &Templates) -> Self {
        let hash = match &planned.output {
            Output::Copy(asset) => asset.hash,
            Output::Derived(derived) => derived.key(),
            _ => pipeline::identity(planned, templates),
        };
        Self { role: planned.role(), content_type: planned.content_type(file), planned: hash }
    }

    /// An output `file` that no plan names, made of what `planned` identifies.
    #[must_use]
    pub fn derived(file: &str, role: Role, planned: Hash) -> Self {
        Self { role, content_type: content_type_of_name(file), planned }
    }
}

/// One output, as the manifest knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub role: Role,
    /// What the header `Content-Type` says; nothing in a list that an earlier version wrote.
    #[serde(default, rename = "type")]
    pub content_type: String,
    /// Of the bytes, in hexadecimal digits.
    pub hash: String,
    /// How many bytes there are; nothing in a list that an earlier version wrote.
    #[serde(default)]
    pub size: u64,
    /// Of all that the bytes were made from.
    pub planned: String,
}

impl Entry {
    pub(super) fn new(made: Made, content: Content) -> Self {
        let Made { role, content_type, planned } = made;
        let (hash, planned) = (content.hash.to_hex().to_string(), planned.to_hex().to_string());
        Self { role, content_type, hash, size: content.size, planned }
    }

    /// `None` when somebody wrote nonsense into the list.
    pub(super) fn content(&self) -> Option<Content> {
        Some(Content { hash: Hash::from_hex(&self.hash).ok()?, size: self.size })
    }
}

/// The bytes of an output, as far as a manifest knows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Content {
    pub hash: Hash,
    pub size: u64,
}

impl Content {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self { hash: blake3::hash(bytes), size: bytes.len() as u64 }
    }
}

/// What a build wrote, by path. It holds no times: the same site has the same manifest.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Manifest {
    /// Name and version of the program.
    pub tool: String,
    /// Identifies the program itself: another one may make other bytes of the same plan. Nothing in a
    /// list that an earlier version wrote.
    #[serde(default)]
    pub program: String,
    #[serde(flatten)]
    pub stamp: Stamp,
    /// By path below the folder, with forward slashes. They come from a file that anybody can
    /// write, so look them up but never open them.
    pub files: BTreeMap<String, Entry>,
}

impl Manifest {
    pub(super) fn new(stamp: Stamp, files: BTreeMap<String, Entry>) -> Self {
        let tool = concat!("soleus ", env!("CARGO_PKG_VERSION")).to_owned();
        Self { tool, program: PROGRAM.to_owned(), stamp, files }
    }

    /// Whether this very program wrote it.
    pub(super) fn is_by_us(&self) -> bool {
        self.program == PROGRAM
    }

    /// The manifest in the folder `out`, if it has one.
    pub fn read(out: &Path) -> Result<Option<Self>, WriteError> {
        let path = out.join(NAME);
        read_bytes(&path)?.map(|bytes| parse(&path, &bytes)).transpose()
    }

    /// One line a file, so that two builds can be compared with `diff`.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let line = |(path, entry)| format!("    {}: {}", json(path), json(entry));
        let lines: Vec<String> = self.files.par_iter().map(line).collect();
        let today = self
            .stamp
            .today
            .map_or_else(String::new, |day| format!("  \"today\": {},\n", json(&day)));
        let mut text = format!(
            "{{\n  \"tool\": {},\n  \"program\": {},\n  \"base_url\": {},\n  \"drafts\": {},\n{today}  \"files\": {{\n",
            json(&self.tool),
            json(&self.program),
            json(&self.stamp.base_url),
            self.stamp.drafts,
        );
        // It is megabytes for a large site, which are not copied twice.
        text.reserve(lines.iter().map(|line| line.len() + 2).sum::<usize>() + 16);
        for (at, line) in lines.iter().enumerate() {
            text.push_str(if at == 0 { "" } else { ",\n" });
            text.push_str(line);
        }
        text.push_str("\n  }\n}\n");
        text.into_bytes()
    }
}

/// The bytes of a file that need not exist.
pub(super) fn read_bytes(path: &Path) -> Result<Option<Vec<u8>>, WriteError> {
    // A link or a device is not from us, and reading it may never end.
    let is_other = fs::symlink_metadata(path).is_ok_and(|found| !found.is_file());
    if is_other {
        let what = format!("`{}` is not a file that soleus wrote", path.display());
        return Err(WriteError::refused(path, what, "move it away, then build again"));
    }
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(WriteError::io("read", path, error)),
    }
}

/// Reads one of our own lists. A damaged one is never guessed at: it decides what we may remove.
pub(super) fn parse<'a, T: Deserialize<'a>>(path: &Path, bytes: &'a [u8]) -> Result<T, WriteError> {
    serde_json::from_slice(bytes).map_err(|error| {
        let what =
            format!("cannot tell what soleus wrote, `{}` is damaged: {error}", path.display());
        let help =
            "move the folder away or delete it, or choose another with `--out`; then build again";
        WriteError::refused(path, what, help)
    })
}

fn json(value: &(impl Serialize + ?Sized)) -> String {
    serde_json::to_string(value).expect("strings and structs of strings are JSON")
}
