//! Pictures of texts in sizes, and cards: what comes out of a build, and what an author is told of.

mod caches;
mod cards;
mod faults;
mod pages;
mod sizes;

use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use crate::support::{TestSite, Tree, command, tree};

/// A site of one article with these lines of front matter and this text.
fn site(front_matter: &str, text: &str) -> TestSite {
    let article = format!("---\ntitle: Hello\n{front_matter}---\n{text}\n");
    TestSite::new("=== content/site.yaml\ntitle: Hills\n")
        .file("content/articles/hello.md", &article)
}

/// The front matter for a picture of the author's own.
const OWN: &str = "images: [{file: hill.jpg, credit: own}]\n";

/// A picture whose left half is red and whose right half is blue.
fn halves(width: u32, height: u32) -> DynamicImage {
    let colour = |x, _| if x < width / 2 { Rgb([200, 30, 30]) } else { Rgb([30, 30, 200]) };
    RgbImage::from_fn(width, height, colour).into()
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("memory can be written to");
    bytes.into_inner()
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    encoded(&halves(width, height), ImageFormat::Jpeg)
}

fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(&halves(width, height), ImageFormat::Png)
}

/// The site on disk with these files beside its texts.
fn on_disk(site: &TestSite, files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = site.on_disk();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
    folder
}

/// A build of the site with its own cache, in a folder that need not exist.
fn build_with(root: &Path, cache: &Path) -> Command {
    let mut command = command(root, &["build"]);
    command.env("XDG_CACHE_HOME", cache);
    command
}

/// What a build without errors writes.
fn built(root: &Path) -> Tree {
    built_with(root, &root.join("cache"))
}

fn built_with(root: &Path, cache: &Path) -> Tree {
    let output = build_with(root, cache).output().expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    tree(&root.join("public"))
}

/// The one file whose name begins and ends with these.
fn one<'t>(tree: &'t Tree, begin: &str, end: &str) -> (&'t str, &'t [u8]) {
    let fits = |file: &&String| file.starts_with(begin) && file.ends_with(end);
    let found: Vec<&String> = tree.keys().filter(fits).collect();
    let [file] = found[..] else { panic!("`{begin}…{end}`: {found:?} of {:?}", tree.keys()) };
    (file, &tree[file])
}

/// The files that are made of pictures, with the hash in their names left out.
fn pictures(tree: &Tree) -> Vec<String> {
    let files = tree.keys().filter(|file| file.starts_with("articles/") && !file.contains(".html"));
    let mut names: Vec<String> = files.map(|file| without_hash(file)).collect();
    names.sort();
    names
}

/// A text with the hashes of names left out.
fn without_hash(text: &str) -> String {
    let is_hash = |part: &str| part.len() == 10 && part.bytes().all(|b| b.is_ascii_hexdigit());
    let parts: Vec<&str> =
        text.split('.').map(|part| if is_hash(part) { "HASH" } else { part }).collect();
    parts.join(".")
}

/// The part of a page between two words, without hashes.
fn part(tree: &Tree, file: &str, from: &str, to: &str) -> String {
    let page = std::str::from_utf8(&tree[file]).expect("a page is UTF-8");
    let start = page.find(from).unwrap_or_else(|| panic!("no `{from}` in {page}"));
    let end = start + page[start..].find(to).expect("an end") + to.len();
    without_hash(&page[start..end])
}
