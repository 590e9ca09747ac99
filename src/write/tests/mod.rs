//! What a build does to its output folder, from outside.
#![cfg(unix)]

mod kept;
mod refused;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;
use walkdir::WalkDir;

use super::*;
use crate::headers::Role;
use crate::source::Hash;

/// A folder with a site in `site`, whose output is `site/public`.
struct Place {
    folder: TempDir,
    in_place: bool,
}

impl Place {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        for source in ["content/articles", "templates", "static", "src", "tests", ".git"] {
            fs::create_dir_all(folder.path().join("site").join(source)).unwrap();
        }
        Self { folder, in_place: false }
    }

    /// A place for each of the two ways to write.
    fn both_ways() -> [Self; 2] {
        [Self::new(), Self { in_place: true, ..Self::new() }]
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn public(&self) -> PathBuf {
        self.path("site/public")
    }

    fn file(&self, path: &str, text: &str) -> PathBuf {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    fn open_at(&self, out: &Path) -> Result<Writer, WriteError> {
        let stamp = Stamp { base_url: "https://example.org/".into(), drafts: false, today: None };
        Writer::open(&self.path("site"), out, Options { in_place: self.in_place }, stamp)
    }

    fn open(&self) -> Writer {
        self.open_at(&self.public()).unwrap()
    }

    fn build(&self, files: &[(&str, &str)]) -> Written {
        let writer = self.open();
        put_all(&writer, files);
        writer.finish().unwrap()
    }

    /// What the site's folder holds beside its sources.
    fn beside(&self) -> Vec<String> {
        let names = fs::read_dir(self.path("site")).unwrap();
        let mut names: Vec<_> =
            names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| {
            !["content", "templates", "static", "src", "tests", ".git"].contains(&name.as_str())
        });
        names.sort();
        names
    }
}

fn put_all(writer: &Writer, files: &[(&str, &str)]) {
    for (path, text) in files {
        let role = match path.rsplit_once('.') {
            _ if *path == "index.html" => Role::EntryPoint,
            Some((_, "html")) => Role::Page,
            _ => Role::Asset,
        };
        let planned = blake3::hash(format!("planned {text}").as_bytes());
        writer.put(path, made(role, planned), text.as_bytes()).unwrap();
    }
}

fn made(role: Role, planned: Hash) -> Made {
    Made { role, content_type: "text/plain".to_owned(), planned }
}

/// Every file and folder below, with the bytes of the files.
fn tree(folder: &Path) -> BTreeMap<String, Option<Vec<u8>>> {
    let below = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .map(|path| (below(&path), is_real_file(&path).then(|| fs::read(&path).unwrap())))
        .collect()
}

fn is_real_file(path: &Path) -> bool {
    fs::symlink_metadata(path).unwrap().is_file()
}

/// Who every file and folder below is, and when it was last touched in any way.
fn identities(folder: &Path) -> Vec<(PathBuf, u64, i64, i64, i64)> {
    let identity = |path: PathBuf| {
        let found = fs::symlink_metadata(&path).unwrap();
        (path, found.ino(), found.ctime(), found.ctime_nsec(), found.mtime_nsec())
    };
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    entries.map(|entry| identity(entry.unwrap().into_path())).collect()
}

const SITE: [(&str, &str); 4] = [
    ("index.html", "home"),
    ("areas/calves/index.html", "calves"),
    ("areas/calves/causes/strain/index.html", "strain"),
    ("style.css", "body {}"),
];

fn counts(written: Written) -> (usize, usize, usize, Swap) {
    (written.written, written.unchanged, written.removed, written.swap)
}

#[test]
fn a_first_build_writes_the_files_and_a_manifest_and_nothing_else() {
    let place = Place::new();
    assert_eq!(counts(place.build(&SITE)), (4, 0, 0, Swap::Atomic));
    let files: Vec<_> = tree(&place.public()).into_iter().filter(|(_, b)| b.is_some()).collect();
    let names: Vec<_> = files.iter().map(|(path, _)| path.as_str()).collect();
    let mut expected: Vec<_> = SITE.iter().map(|(path, _)| *path).collect();
    expected.push(".soleus-manifest.json");
    expected.sort_unstable();
    assert_eq!(names, expected);
    assert_eq!(fs::read_to_string(place.public().join("index.html")).unwrap(), "home");
    assert_eq!(place.beside(), ["public"]);
}

#[test]
fn the_manifest_has_a_line_a_file_and_can_be_read_again() {
    let place = Place::new();
    place.build(&[("b \"quoted\".css", "bb"), ("a.html", "a")]);
    let text = fs::read_to_string(place.public().join(manifest::NAME)).unwrap();
    let hash = |text: &str| blake3::hash(text.as_bytes()).to_hex().to_string();
    let expected = format!(
        r#"{{
  "tool": "soleus {}",
  "program": "{}",
  "base_url": "https://example.org/",
  "drafts": false,
  "files": {{
    "a.html": {{"role":"page","type":"text/plain","hash":"{}","size":1,"planned":"{}"}},
    "b \"quoted\".css": {{"role":"asset","type":"text/plain","hash":"{}","size":2,"planned":"{}"}}
  }}
}}
"#,
        env!("CARGO_PKG_VERSION"),
        env!("SOLEUS_PROGRAM"),
        hash("a"),
        hash("planned a"),
        hash("bb"),
        hash("planned bb"),
    );
    assert_eq!(text, expected);
    let read = Manifest::read(&place.public()).unwrap().unwrap();
    assert_eq!(read.to_bytes(), expected.as_bytes());
    assert_eq!(read.files["a.html"].role, Role::Page);
}

#[test]
fn a_site_without_outputs_is_a_site() {
    for place in Place::both_ways() {
        assert_eq!(place.build(&[]).swap, Swap::Atomic);
        assert_eq!(place.build(&[]).swap, Swap::None);
        place.build(&SITE);
        assert_eq!(place.build(&[]).removed, 4);
    }
}

#[test]
fn removed_pages_go_with_their_folders() {
    for place in Place::both_ways() {
        place.build(&SITE);
        let written = place.build(&[SITE[0], SITE[3]]);
        assert_eq!((written.unchanged, written.removed), (2, 2));
        let left: Vec<_> = tree(&place.public()).into_keys().collect();
        assert_eq!(left, ["", ".soleus-manifest.json", "index.html", "style.css"]);
    }
}

#[test]
fn what_was_made_together_below_a_folder_is_kept_together_or_not_at_all() {
    for place in Place::both_ways() {
        let planned = blake3::hash(b"records");
        let put = || {
            let writer = place.open();
            put_all(&writer, &SITE);
            for (path, bytes) in [("parts/a", "1"), ("parts/b/c", "22"), ("partsx", "333")] {
                writer.put(path, made(Role::Fingerprinted, planned), bytes.as_bytes()).unwrap();
            }
            writer.put("parts/other", made(Role::Asset, blake3::hash(b"other")), b"4").unwrap();
            writer.finish().unwrap();
        };
        put();
        let keep = |planned| {
            let writer = place.open();
            let is_kept = writer.keep_below("parts/", planned).unwrap();
            put_all(&writer, &SITE);
            let written = writer.finish().unwrap();
            (is_kept, written.unchanged, written.removed)
        };
        assert_eq!(keep(planned), (true, 6, 2), "what was made of others is no part of it");
        assert_eq!(keep(blake3::hash(b"other records")), (false, 4, 2));
        put();
        fs::write(place.public().join("parts/b/c"), "by hand").unwrap();
        assert_eq!(keep(planned), (false, 4, 4), "one of them has another length");
        put();
        fs::remove_file(place.public().join("parts/a")).unwrap();
        assert_eq!(keep(planned), (false, 4, 3), "one of them is gone");
    }
}

#[test]
fn both_ways_to_write_end_in_the_same_folder() {
    let steps: [&[(&str, &str)]; 6] = [
        &SITE,
        &[("index.html", "2"), ("areas/calves", "a file now"), ("Style.css", "body {}")],
        &[("index.html/index.html", "a folder now"), ("areas/calves/a/b", "and again")],
        &[],
        &[("x/y/z", "1"), ("x/index.html", "2")],
        &SITE,
    ];
    let [one, other] = Place::both_ways();
    for files in steps {
        one.build(files);
        other.build(files);
        assert_eq!(tree(&one.public()), tree(&other.public()));
        assert_eq!(other.beside(), ["public"]);
    }
}

#[test]
fn a_writer_that_is_dropped_leaves_the_old_site() {
    for place in Place::both_ways() {
        place.build(&SITE);
        let before = tree(&place.public());
        let writer = place.open();
        put_all(&writer, &[("index.html", "new"), ("other.html", "new")]);
        drop(writer);
        assert_eq!(tree(&place.public()), before);
        assert_eq!(place.beside(), ["public"]);
    }
}

#[test]
fn litter_of_desktops_stays_as_long_as_its_folder() {
    for place in Place::both_ways() {
        place.build(&SITE);
        place.file("site/public/.DS_Store", "top");
        place.file("site/public/areas/calves/Thumbs.db", "calves");
        place.build(&[SITE[0], SITE[1]]);
        assert!(place.public().join("areas/calves/Thumbs.db").exists());
        place.build(&[SITE[0]]);
        assert!(place.public().join(".DS_Store").exists());
        assert!(!place.public().join("areas").exists());
    }
}

#[test]
fn a_linked_output_stays_a_link() {
    let place = Place::new();
    fs::create_dir(place.path("web")).unwrap();
    symlink("../web", place.public()).unwrap();
    place.build(&SITE);
    place.build(&SITE[..2]);
    assert!(fs::symlink_metadata(place.public()).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(place.path("web/index.html")).unwrap(), "home");
    assert!(!place.path("web/style.css").exists());
}

#[test]
fn the_new_folder_has_the_mode_of_the_old_one() {
    let place = Place::new();
    place.build(&SITE);
    fs::set_permissions(place.public(), fs::Permissions::from_mode(0o2751)).unwrap();
    place.build(&SITE[..2]);
    assert_eq!(fs::metadata(place.public()).unwrap().mode() & 0o7777, 0o2751);
}

#[test]
fn folders_above_the_output_are_made() {
    let place = Place::new();
    let out = place.path("site/build/web/public");
    place.open_at(&out).unwrap().finish().unwrap();
    assert!(out.join(manifest::NAME).exists());
}

#[test]
fn a_manifest_of_a_later_version_can_be_read() {
    let place = Place::new();
    place.build(&SITE);
    let path = place.public().join(manifest::NAME);
    let text = fs::read_to_string(&path).unwrap();
    let text = text.replace("\"drafts\"", "\"weather\": [1],\n  \"drafts\"");
    fs::write(&path, text.replace("\"role\"", "\"colour\":3,\"role\"")).unwrap();
    assert_eq!(place.build(&SITE).unchanged, 4);
}

#[test]
fn a_static_file_is_copied_without_its_mode_and_must_be_the_one_that_was_loaded() {
    let place = Place::new();
    let from = place.file("site/static/run.sh", "echo");
    fs::set_permissions(&from, fs::Permissions::from_mode(0o700)).unwrap();
    let writer = place.open();
    writer.copy("run.sh", made(Role::Asset, blake3::hash(b"echo")), &from).unwrap();
    writer.finish().unwrap();
    assert_eq!(fs::read_to_string(place.public().join("run.sh")).unwrap(), "echo");
    assert_eq!(fs::metadata(place.public().join("run.sh")).unwrap().mode() & 0o111, 0);

    let writer = place.open();
    let error =
        writer.copy("run.sh", made(Role::Asset, blake3::hash(b"other")), &from).unwrap_err();
    assert!(error.to_string().ends_with("changed while the site was being built"), "{error}");
    assert_eq!(error.help, "build again");
    let gone = place.path("site/static/gone");
    let error = writer.copy("gone", made(Role::Asset, blake3::hash(b"")), &gone).unwrap_err();
    assert!(error.to_string().starts_with("cannot read"), "{error}");
}

#[test]
fn names_of_every_script_can_be_written() {
    for place in Place::both_ways() {
        let files = [("søk/før.html", "1"), ("跑步/小腿.html", "2"), ("a b'\"<&>.html", "3")];
        place.build(&files);
        assert_eq!(counts(place.build(&files)), (0, 3, 0, Swap::None));
    }
}
