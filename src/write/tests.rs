//! What a build does to its output folder, from outside.
#![cfg(unix)]

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
fn a_build_that_changes_nothing_touches_nothing() {
    for place in Place::both_ways() {
        place.build(&SITE);
        let before = identities(&place.public());
        assert_eq!(counts(place.build(&SITE)), (0, 4, 0, Swap::None));
        assert_eq!(identities(&place.public()), before);
        assert_eq!(place.beside(), ["public"]);
    }
}

#[test]
fn unchanged_files_keep_their_time() {
    for place in Place::both_ways() {
        place.build(&SITE);
        let old = SystemTime::UNIX_EPOCH + Duration::from_hours(24 * 365);
        let style = place.public().join("style.css");
        fs::File::options().write(true).open(&style).unwrap().set_modified(old).unwrap();
        let mut site = SITE;
        site[0].1 = "a new home";
        let written = place.build(&site);
        assert_eq!((written.written, written.unchanged), (1, 3));
        assert_eq!(fs::metadata(&style).unwrap().modified().unwrap(), old);
        assert_eq!(fs::read_to_string(place.public().join("index.html")).unwrap(), "a new home");
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
fn files_that_were_edited_or_deleted_by_hand_are_restored() {
    for place in Place::both_ways() {
        place.build(&SITE);
        let before = tree(&place.public());
        fs::write(place.public().join("index.html"), "hand").unwrap();
        fs::remove_file(place.public().join("style.css")).unwrap();
        assert_eq!(place.build(&SITE).written, 2);
        assert_eq!(tree(&place.public()), before);
    }
}

#[test]
fn what_this_program_made_of_the_same_is_kept_as_long_as_it_has_its_length() {
    for place in Place::both_ways() {
        place.build(&SITE);
        let made =
            |text: &str| made(Role::Page, blake3::hash(format!("planned {text}").as_bytes()));
        let kept = |path: &str, made: &Made| place.open().keep(path, made).unwrap();
        let home = Content { hash: blake3::hash(b"home"), size: 4 };
        assert_eq!(kept("index.html", &made("home")), Some(home));
        assert_eq!(kept("index.html", &made("another home")), None, "it is made of another value");
        assert_eq!(kept("other.html", &made("home")), None, "there is no such file");
        fs::write(place.public().join("index.html"), "by hand").unwrap();
        assert_eq!(kept("index.html", &made("home")), None, "it has another length");
        place.build(&SITE);
        let list = place.public().join(manifest::NAME);
        let text = fs::read_to_string(&list).unwrap();
        fs::write(list, text.replace(env!("SOLEUS_PROGRAM"), "0123456789abcdef")).unwrap();
        assert_eq!(kept("index.html", &made("home")), None, "another program made it");
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
fn the_replaced_site_becomes_the_next_one_and_what_did_not_change_stays_the_very_same_file() {
    let place = Place::new();
    let edited = |text: &'static str| [("index.html", text), SITE[1], SITE[2], SITE[3]];
    place.build(&SITE);
    let first = identities(&place.public().join("areas"));
    place.build(&edited("2"));
    assert_eq!(place.beside(), [".public.soleus-stage", "public"]);
    let last = place.path("site/.public.soleus-stage/last");
    assert_eq!(fs::read_to_string(last.join("index.html")).unwrap(), "home");
    let folder = |path: &Path| fs::metadata(path).unwrap().ino();
    let replaced = folder(&last);
    place.build(&edited("3"));
    assert_eq!(folder(&place.public()), replaced, "the replaced folder is the new one");
    assert_eq!(fs::read_to_string(last.join("index.html")).unwrap(), "2");
    let inodes = |found: Vec<(PathBuf, u64, i64, i64, i64)>| {
        let files = found.into_iter().filter(|(path, ..)| path.is_file());
        files.map(|(_, inode, ..)| inode).collect::<Vec<_>>()
    };
    assert_eq!(inodes(identities(&place.public().join("areas"))), inodes(first));
}

#[test]
fn a_replaced_site_that_is_torn_is_thrown_away_and_what_is_foreign_in_it_is_not_published() {
    let place = Place::new();
    place.build(&SITE);
    place.build(&[("index.html", "2")]);
    place.file("site/.public.soleus-stage/last/foreign.html", "?");
    place.build(&SITE);
    let expected = tree(&place.public());
    assert!(!expected.contains_key("foreign.html"));
    place.file("site/.public.soleus-stage/last/foreign.html", "?");
    fs::remove_file(place.path("site/.public.soleus-stage/last/.soleus-manifest.json")).unwrap();
    drop(place.open());
    assert_eq!(place.beside(), ["public"]);
    place.build(&[("index.html", "2")]);
    place.build(&SITE);
    assert_eq!(tree(&place.public()), expected);
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
fn a_stamp_that_changed_is_written_although_no_file_did() {
    for place in Place::both_ways() {
        place.build(&SITE);
        let stamp = Stamp { base_url: "https://example.org/".into(), drafts: true, today: None };
        let options = Options { in_place: place.in_place };
        let writer = Writer::open(&place.path("site"), &place.public(), options, stamp).unwrap();
        put_all(&writer, &SITE);
        let written = writer.finish().unwrap();
        assert_eq!(written.unchanged, 4);
        assert_ne!(written.swap, Swap::None);
        assert!(Manifest::read(&place.public()).unwrap().unwrap().stamp.drafts);
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
fn folders_that_hold_something_else_are_refused_and_left_alone() {
    let place = Place::new();
    let home = std::env::home_dir().unwrap();
    place.file("notes/thesis.md", "ten years");
    for name in ["a", "b", "c", "d", "e"] {
        place.file(&format!("many/{name}"), "");
    }
    place.file("file", "");
    place.file("damaged/.soleus-manifest.json", "{\"files\": {");
    place.file("odd/.soleus-manifest.json", "[]");
    place.file("claims/.soleus-stage/site/precious", "");
    fs::create_dir_all(place.path("linked")).unwrap();
    symlink("../notes/thesis.md", place.path("linked/thesis.md")).unwrap();
    symlink("nowhere", place.path("dangling")).unwrap();
    symlink("site/content", place.path("alias")).unwrap();
    symlink("notes", place.path("to-notes")).unwrap();
    fs::create_dir_all(place.path("elsewhere/static")).unwrap();
    fs::remove_dir(place.path("site/static")).unwrap();
    symlink("../elsewhere/static", place.path("site/static")).unwrap();

    fs::create_dir_all(place.path("endless")).unwrap();
    symlink("/dev/zero", place.path("endless/.soleus-manifest.json")).unwrap();

    let cases: [(&str, &str); 29] = [
        ("site", "is the site's own folder or above it"),
        ("site/.", "is the site's own folder or above it"),
        ("site/content/..", "is the site's own folder or above it"),
        ("", "is the site's own folder or above it"),
        ("/", "is your home folder or above it"),
        (home.to_str().unwrap(), "is your home folder or above it"),
        ("site/content", "overlaps the site's"),
        ("site/content/articles", "overlaps the site's"),
        ("site/content/new", "overlaps the site's"),
        ("site/templates", "overlaps the site's"),
        ("site/src/web", "overlaps the site's"),
        ("site/tests", "overlaps the site's"),
        ("site/benches", "overlaps the site's"),
        ("site/.git/public", "overlaps the site's"),
        ("site/static", "overlaps the site's"),
        ("elsewhere/static/css", "overlaps the site's"),
        ("elsewhere", "overlaps the site's"),
        ("alias", "overlaps the site's"),
        ("notes", "holds files that soleus did not write: `thesis.md`"),
        ("to-notes", "holds files that soleus did not write: `thesis.md`"),
        ("many", "`a`, `b`, `c` and 2 more"),
        ("linked", "holds files that soleus did not write: `thesis.md`"),
        ("file", "is not a folder"),
        ("dangling", "cannot follow"),
        ("nowhere/../site/content", "leads through a folder that does not exist"),
        ("damaged", "is damaged"),
        ("odd", "is damaged"),
        ("endless", "is not a file that soleus wrote"),
        ("claims", "has the name of a stage, but is none"),
    ];
    let before = tree(place.folder.path());
    for (out, expected) in cases {
        let error = place.open_at(&place.path(out)).expect_err(out);
        assert!(error.to_string().contains(expected), "{out}: {error}");
        assert!(!error.to_string().starts_with(char::is_uppercase), "{out}: {error}");
        assert!(!error.to_string().contains('\n') && !error.help.is_empty(), "{out}");
        assert_eq!(tree(place.folder.path()), before, "{out}");
    }
}

#[test]
fn a_foreign_file_in_a_built_site_is_named_and_kept() {
    for place in Place::both_ways() {
        place.build(&SITE);
        let mine = place.file("site/public/areas/mine.txt", "mine");
        let error = place.open_at(&place.public()).unwrap_err();
        assert!(error.to_string().ends_with("did not write: `areas/mine.txt`"), "{error}");
        assert!(mine.exists());
        fs::remove_file(mine).unwrap();
        place.build(&SITE);
    }
}

#[test]
fn a_foreign_file_that_comes_while_the_site_is_built_is_named_and_kept() {
    let place = Place::new();
    place.build(&SITE);
    let writer = place.open();
    put_all(&writer, &[("index.html", "another home")]);
    place.file("site/public/areas/letter.txt", "dear reader");
    let error = writer.finish().unwrap_err();
    assert!(error.to_string().contains("`areas/letter.txt`"), "{error}");
    assert_eq!(fs::read_to_string(place.public().join("index.html")).unwrap(), "home");
    assert!(place.public().join("areas/letter.txt").is_file());
    assert_eq!(place.beside(), ["public"]);
}

#[test]
fn a_damaged_manifest_or_journal_is_not_guessed_at() {
    for name in [manifest::NAME, in_place::JOURNAL] {
        let place = Place::new();
        place.build(&SITE);
        for damaged in ["", "{", "null", "{\"files\": 3}"] {
            place.file(&format!("site/public/{name}"), damaged);
            let before = tree(&place.public());
            let error = place.open_at(&place.public()).unwrap_err();
            assert!(error.to_string().contains("is damaged"), "{error}");
            assert_eq!(tree(&place.public()), before);
        }
    }
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
fn paths_that_leave_the_folder_or_are_ours_are_refused() {
    let place = Place::new();
    let writer = place.open();
    for path in [
        "",
        "/",
        "/etc/passwd",
        "a//b",
        "a/",
        "./a",
        "a/./b",
        "..",
        "../a",
        "a/../../b",
        "a\\b",
        "a\0b",
        ".soleus-manifest.json",
        ".soleus-stage/a",
        ".soleus-journal.json",
        ".soleus-lock",
    ] {
        let error = writer.put(path, made(Role::Page, blake3::hash(b"")), b"").unwrap_err();
        assert!(error.to_string().contains("cannot be the path of an output"), "{path}: {error}");
    }
    assert_eq!(place.beside(), [".public.soleus-lock"]);
}

#[test]
fn two_outputs_at_one_place_are_an_error() {
    for built in [false, true] {
        let place = Place::new();
        if built {
            place.build(&[("a", "1")]);
        }
        let writer = place.open();
        put_all(&writer, &[("a", "1")]);
        let error = writer.put("a", made(Role::Page, blake3::hash(b"")), b"2").unwrap_err();
        assert_eq!(error.to_string(), "two outputs want one place: `a` and `a`");
    }
    let place = Place::new();
    place.build(&[("a", "1")]);
    let writer = place.open();
    put_all(&writer, &[("a", "1"), ("a/b", "2")]);
    let error = writer.finish().unwrap_err();
    assert_eq!(error.to_string(), "two outputs want one place: `a` and `a/`");
    assert_eq!(place.beside(), ["public"]);
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
fn a_second_build_is_refused_until_the_first_is_done() {
    for place in Place::both_ways() {
        let writer = place.open();
        let error = place.open_at(&place.public()).unwrap_err();
        assert!(error.to_string().starts_with("another build is writing"), "{error}");
        drop(writer);
        assert!(place.beside().is_empty());
        place.file("site/.public.soleus-lock", "left by a process that is gone");
        place.build(&SITE);
    }
}

#[test]
fn a_lock_that_is_a_link_makes_no_file_elsewhere() {
    let place = Place::new();
    symlink("../victim", place.path("site/.public.soleus-lock")).unwrap();
    place.open_at(&place.public()).unwrap_err();
    assert!(!place.path("victim").exists());
}

#[test]
fn what_a_killed_build_left_is_cleaned_up() {
    let leftovers: [&[&str]; 4] = [
        &[],
        &["made-by-soleus"],
        &["made-by-soleus", "site/index.html", "site/deep/er/x"],
        &["made-by-soleus", "site/.soleus-manifest.json", "site/old/index.html"],
    ];
    for files in leftovers {
        for stage in ["site/.public.soleus-stage", "site/public/.soleus-stage"] {
            let place = Place::new();
            place.build(&SITE);
            let before = tree(&place.public());
            fs::create_dir(place.path(stage)).unwrap();
            for file in files {
                place.file(&format!("{stage}/{file}"), "x");
            }
            assert_eq!(place.build(&SITE).swap, Swap::None);
            assert_eq!(tree(&place.public()), before);
            assert_eq!(place.beside(), ["public"]);
        }
    }
}

#[test]
fn what_only_has_the_name_of_a_stage_is_not_removed() {
    let place = Place::new();
    let precious = place.file("site/.public.soleus-stage/precious", "mine");
    let error = place.open_at(&place.public()).unwrap_err();
    assert!(error.to_string().contains("has the name of a stage, but is none"), "{error}");
    assert!(precious.exists());

    let place = Place::new();
    place.file("elsewhere/made-by-soleus", "");
    symlink("../elsewhere", place.path("site/.public.soleus-stage")).unwrap();
    place.open_at(&place.public()).unwrap_err();
    assert!(place.path("elsewhere/made-by-soleus").exists());
}

#[test]
fn files_of_an_unfinished_replacement_are_known_as_ours() {
    for mut place in Place::both_ways() {
        place.build(&SITE);
        place.file("site/public/new/index.html", "half");
        place.file("site/public/.soleus-journal.json", "[\"new/index.html\"]");
        place.in_place = !place.in_place;
        let written = place.build(&SITE);
        assert_eq!((written.written, written.unchanged, written.removed), (0, 4, 1));
        assert!(!place.public().join("new").exists());
        assert!(!place.public().join(in_place::JOURNAL).exists());
    }
}

#[test]
fn an_unfinished_replacement_is_finished_even_if_no_file_is_left_to_change() {
    for place in Place::both_ways() {
        place.build(&SITE);
        let before = tree(&place.public());
        place.file("site/public/.soleus-journal.json", "[]");
        assert_eq!(place.build(&SITE).written, 0);
        assert_eq!(tree(&place.public()), before);
    }
}

#[test]
fn an_error_while_staging_leaves_the_old_site() {
    for place in Place::both_ways() {
        place.build(&SITE);
        let before = tree(&place.public());
        let writer = place.open();
        put_all(&writer, &[("index.html", "new")]);
        let long = "x".repeat(300);
        let error = writer.put(&long, made(Role::Page, blake3::hash(b"")), b"").unwrap_err();
        assert!(error.to_string().starts_with("cannot write"), "{error}");
        drop(writer);
        assert_eq!(tree(&place.public()), before);
        assert_eq!(place.beside(), ["public"]);
    }
}

#[test]
fn names_of_every_script_can_be_written() {
    for place in Place::both_ways() {
        let files = [("søk/før.html", "1"), ("跑步/小腿.html", "2"), ("a b'\"<&>.html", "3")];
        place.build(&files);
        assert_eq!(counts(place.build(&files)), (0, 3, 0, Swap::None));
    }
}

#[test]
fn a_file_that_cannot_be_linked_is_copied_with_its_time() {
    let place = Place::new();
    let (from, to) = (place.file("a.html", "a"), place.path("b.html"));
    let file = fs::File::options().write(true).open(&from).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    stage::duplicate(&from, &to).unwrap();
    assert_eq!(fs::read(&to).unwrap(), b"a");
    assert_eq!(fs::metadata(&to).unwrap().modified().unwrap(), SystemTime::UNIX_EPOCH);
}
