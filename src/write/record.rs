//! What a whole site was made of, remembered beside its folder: as long as that is the same and its files
//! stand, a build has nothing to do and need not even compile.
//!
//! It holds no truth of its own. What is torn, old or of another site does not fit, and the build is made
//! as if there were none.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::stage::absent_is_fine;
use super::{Hold, beside, guard, has_length, manifest};
use crate::source::Hash;

/// A site that stands as an earlier build left it.
#[derive(Debug, PartialEq, Eq)]
pub struct Unchanged {
    pub outputs: usize,
    /// What that build said of its pages.
    pub said: String,
}

/// The place of the record for a folder.
pub(super) fn place(out: &Path) -> PathBuf {
    beside(out, "made-of")
}

/// Whether the site in `out` is the one that this program made of `inputs`, which lie at `root`, without a
/// finding. `None` also where nobody can tell: the build that follows says why.
#[must_use]
pub fn unchanged(root: &Path, out: &Path, inputs: Hash) -> Option<Unchanged> {
    let out = guard::resolve(out).ok()?;
    guard::refuse_sources(root, &out).ok()?;
    let record = read(&place(&out))?;
    let said = record.split_once('\n')?.1.strip_suffix('\n')?.to_owned();
    let is_of = |manifest: &[u8]| record == text(inputs, manifest, &said);
    // Where something changed, this tells so before every file is looked at, which the build does anyway.
    if !is_of(&manifest::read_bytes(&out.join(manifest::NAME)).ok()??) {
        return None;
    }
    let Hold { out, lock: _lock, standing, .. } = Hold::take(root, &out).ok()?;
    if !is_of(standing.settled_manifest()?) {
        return None;
    }
    let stands = |(path, length): (&String, u64)| {
        standing.files.contains_key(path) && has_length(&out.join(path), length)
    };
    let listed: Vec<(&String, u64)> = standing.lengths().collect();
    let outputs = listed.len();
    listed.into_par_iter().all(stands).then_some(Unchanged { outputs, said })
}

/// Remembers that the site with this manifest was made of `inputs`. What cannot be written is not
/// remembered, and harms nobody.
pub(super) fn remember(place: &Path, inputs: Hash, manifest: &[u8], said: &str) {
    let text = text(inputs, manifest, said);
    if read(place).is_none_or(|record| record != text) {
        let _ = replace(place, &text);
    }
}

/// A link here comes from somebody else, so the file is never written through what stands there.
fn replace(place: &Path, text: &str) -> io::Result<()> {
    absent_is_fine(std::fs::remove_file(place))?;
    File::create_new(place)?.write_all(text.as_bytes())
}

fn read(place: &Path) -> Option<String> {
    String::from_utf8(manifest::read_bytes(place).ok()??).ok()
}

fn text(inputs: Hash, manifest: &[u8], said: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [manifest::PROGRAM.as_bytes(), inputs.as_bytes(), said.as_bytes(), manifest] {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
    }
    format!("{}\n{said}\n", hasher.finalize())
}
