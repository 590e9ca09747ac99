//! The build script: gives the program the hash of what it is compiled from, `SOLEUS_PROGRAM`, by which a
//! build knows that what stands was made by the same program.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "this is how a build script works"
)]

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

/// All that ends up in the program.
const PARTS: [&str; 5] = ["Cargo.lock", "Cargo.toml", "src", "static", "templates"];

fn main() {
    let mut hasher = DefaultHasher::new();
    for part in PARTS {
        println!("cargo::rerun-if-changed={part}");
        for file in files(Path::new(part)) {
            (&file, fs::read(&file).expect("a file of the package")).hash(&mut hasher);
        }
    }
    let features = std::env::vars_os().map(|(name, _)| name.to_string_lossy().into_owned());
    let features: BTreeSet<String> =
        features.filter(|name| name.starts_with("CARGO_FEATURE_")).collect();
    features.hash(&mut hasher);
    println!("cargo::rustc-env=SOLEUS_PROGRAM={:016x}", hasher.finish());
}

/// The files below a path, in their order.
fn files(path: &Path) -> BTreeSet<PathBuf> {
    let Ok(entries) = fs::read_dir(path) else { return BTreeSet::from([path.to_owned()]) };
    entries.flat_map(|entry| files(&entry.expect("an entry of a folder").path())).collect()
}
