//! The same files on the same day give the same bytes: on any number of threads, in any time zone and
//! language, from any folder, whatever the order in which the files were made.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::corpus::{self, Corpus};
use crate::random::Random;
use crate::support::{TODAY, Tree, command, repository, tree};

/// What surrounds a build and must not show in it.
struct Surroundings {
    threads: &'static str,
    time_zone: &'static str,
    language: &'static str,
    /// Run from the site's folder, or from the root of the file system.
    from_inside: bool,
}

const HERE: Surroundings =
    Surroundings { threads: "1", time_zone: "UTC", language: "en_GB.UTF-8", from_inside: true };
const ELSEWHERE: Surroundings = Surroundings {
    threads: "2",
    time_zone: "Pacific/Kiritimati",
    language: "C",
    from_inside: false,
};

fn build(root: &Path, out: &Path, surroundings: &Surroundings) -> Tree {
    let (root_argument, out) = (root.to_str().expect("UTF-8"), out.to_str().expect("UTF-8"));
    let folder = if surroundings.from_inside { root } else { Path::new("/") };
    let root_argument = if surroundings.from_inside { "." } else { root_argument };
    let built = command(folder, &["build", "--root", root_argument, "--out", out])
        .env("RAYON_NUM_THREADS", surroundings.threads)
        .env("TZ", surroundings.time_zone)
        .env("LANG", surroundings.language)
        .env("LC_ALL", surroundings.language)
        .output()
        .expect("the program starts");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    tree(Path::new(out))
}

/// Writes the files into a new folder, in an order of chance.
fn scattered(files: &BTreeMap<String, Vec<u8>>, seed: u64) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut files: Vec<(&String, &Vec<u8>)> = files.iter().collect();
    Random::new(seed).shuffle(&mut files);
    for (path, bytes) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
    folder
}

fn assert_same(one: &Tree, other: &Tree) {
    let names = |tree: &Tree| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(one), names(other));
    let differing: Vec<&String> =
        one.iter().filter(|(path, bytes)| other[*path] != **bytes).map(|(path, _)| path).collect();
    assert!(differing.is_empty(), "these outputs differ: {differing:?}");
}

fn assert_builds_are_same(files: &BTreeMap<String, Vec<u8>>, first_root: &Path) {
    let outs = tempfile::tempdir().expect("a temporary folder");
    let out = |name: &str| -> PathBuf { outs.path().join(name) };
    let first = build(first_root, &out("first"), &HERE);
    assert!(first.contains_key(".soleus-manifest.json"), "the manifest is compared too");
    assert_same(&first, &build(first_root, &out("deeper/second"), &ELSEWHERE));
    let copy = scattered(files, 7);
    assert_same(&first, &build(copy.path(), &out("third"), &ELSEWHERE));
    let copy = scattered(files, 8);
    assert_same(&first, &build(copy.path(), &copy.path().join("public"), &HERE));
}

#[test]
fn the_repository_gives_the_same_bytes_everywhere() {
    let files: BTreeMap<String, Vec<u8>> = ["content", "templates", "static"]
        .into_iter()
        .flat_map(|folder| {
            let files = tree(&repository().join(folder)).into_iter();
            files.map(move |(path, bytes)| (format!("{folder}/{path}"), bytes))
        })
        .collect();
    assert_builds_are_same(&files, &repository());
}

#[test]
fn a_generated_site_gives_the_same_bytes_everywhere() {
    let files = corpus::files(Corpus { entries: 160, words: 300, seed: 5 });
    let files = files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
    let folder = scattered(&files, 6);
    assert_builds_are_same(&files, folder.path());
}

#[test]
fn a_generated_site_has_no_mistakes() {
    let files = corpus::files(Corpus { entries: 160, words: 300, seed: 5 });
    let site = crate::support::TestSite { files, ..crate::support::TestSite::new("") };
    assert_eq!(site.today, TODAY);
    assert_eq!(site.run().report(), "");
}
