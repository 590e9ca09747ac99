//! Folders, paths and leftovers that are not ours, and what a killed build left.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

use super::*;

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
fn a_foreign_file_whose_name_is_no_text_is_named_as_far_as_it_goes_and_kept() {
    for place in Place::both_ways() {
        place.build(&SITE);
        let mine = place.public().join("areas").join(OsStr::from_bytes(b"mine-\xff.txt"));
        fs::write(&mine, "mine").unwrap();
        let error = place.open_at(&place.public()).unwrap_err();
        assert!(error.to_string().ends_with("did not write: `areas/mine-\u{fffd}.txt`"), "{error}");
        assert!(mine.exists());
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
