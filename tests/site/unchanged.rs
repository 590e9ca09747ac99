//! A build of what was built before has nothing to do, and one of anything else is made.

use std::fs;
use std::path::Path;

use crate::support::{TestSite, soleus, tree};

const SITE: &str = "
=== content/site.yaml
title: Runs
=== content/articles/hello.md
---
title: Hello
---
Run slowly at first.
=== content/articles/2030-01-02-later.md
---
title: Later
---
Not yet.
=== content/articles/draft.md
---
title: A draft
draft: true
---
Not ready.
=== static/style.css
body {}
";

/// Where a build remembers what it was made of.
const RECORD: &str = ".public.soleus-made-of";

/// What a build says, but for how long it took.
fn build(folder: &Path, flags: &[&str]) -> String {
    let output = soleus(folder, &[&["build"], flags].concat());
    let (said, complained) =
        (String::from_utf8(output.stdout), String::from_utf8(output.stderr).expect("UTF-8"));
    assert!(output.status.success(), "{complained}");
    let said = said.expect("UTF-8");
    let (said, _) = said.rsplit_once(" in ").expect("it says how long it took");
    format!("{complained}{said}")
}

/// Builds twice more: the first makes something, the second nothing.
fn is_made_once(folder: &Path, flags: &[&str]) {
    let first = build(folder, flags);
    assert!(!first.contains("\n0 files written"), "{flags:?}: {first}");
    let site = tree(&folder.join("public"));
    let second = build(folder, flags);
    assert!(second.contains("\n0 files written"), "{flags:?}: {second}");
    let kinds = |said: &str| said.lines().next().map(str::to_owned);
    assert_eq!(kinds(&first), kinds(&second));
    assert_eq!(tree(&folder.join("public")), site);
}

fn write(folder: &Path, path: &str, text: &str) {
    fs::write(folder.join(path), text).expect("a file");
}

#[test]
fn every_change_is_built_once() {
    let folder = TestSite::new(SITE).on_disk();
    let folder = folder.path();
    is_made_once(folder, &[]);
    write(folder, "content/articles/hello.md", "---\ntitle: Hello\n---\nRun slowly, always.\n");
    is_made_once(folder, &[]);
    write(folder, "static/style.css", "main {}");
    is_made_once(folder, &[]);
    fs::create_dir(folder.join("templates")).expect("a folder");
    write(folder, "templates/not-found.html", "Nothing here");
    is_made_once(folder, &[]);
    fs::remove_file(folder.join("content/articles/draft.md")).expect("it was there");
    fs::remove_file(folder.join("static/style.css")).expect("it was there");
    is_made_once(folder, &[]);
}

#[test]
fn days_and_flags_are_built_once_each() {
    let folder = TestSite::new(SITE).on_disk();
    let flags: [&[&str]; 5] = [
        &[],
        &["--today", "2030-01-03"],
        &["--drafts"],
        &["--base-url", "https://example.org/blog/"],
        &[],
    ];
    for flags in flags {
        is_made_once(folder.path(), flags);
    }
}

#[test]
fn a_site_that_was_touched_is_mended() {
    let folder = TestSite::new(SITE).on_disk();
    let folder = folder.path();
    build(folder, &[]);
    let page = folder.join("public/articles/hello/index.html");
    fs::write(&page, "shorter").expect("a file");
    is_made_once(folder, &[]);
    fs::remove_file(&page).expect("it was there");
    is_made_once(folder, &[]);
    fs::remove_dir_all(folder.join("public")).expect("it was there");
    is_made_once(folder, &[]);
    write(folder, "public/mine.txt", "mine");
    let refused = soleus(folder, &["build"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2), "{said}");
    assert!(said.contains("`mine.txt`"), "{said}");
}

#[test]
fn what_a_killed_build_left_is_cleaned_up_though_nothing_changed() {
    let folder = TestSite::new(SITE).on_disk();
    let folder = folder.path();
    build(folder, &[]);
    let stage = folder.join(".public.soleus-stage");
    fs::create_dir_all(stage.join("site/articles")).expect("a folder");
    fs::write(stage.join("made-by-soleus"), "").expect("a file");
    assert!(build(folder, &[]).contains("\n0 files written"));
    assert!(!stage.exists());
}

#[test]
fn what_is_wrong_is_told_by_each_build() {
    let article = "---\ntitle: Hello\n---\nSee [that](draft.md).\n";
    let folder = TestSite::new(SITE).file("content/articles/hello.md", article).on_disk();
    let first = build(folder.path(), &[]);
    assert!(first.contains("unpublished-link"), "{first}");
    let second = build(folder.path(), &[]);
    assert!(second.contains("unpublished-link"), "{second}");
    assert!(!folder.path().join(RECORD).exists());
}

#[test]
fn a_record_that_does_not_fit_is_none() {
    let folder = TestSite::new(SITE).on_disk();
    let folder = folder.path();
    let first = build(folder, &[]);
    let good = fs::read_to_string(folder.join(RECORD)).expect("a record");
    let (hash, said) = good.split_once('\n').expect("two lines");
    assert_eq!(Some(said.trim_end()), first.lines().next());
    for bad in ["", "\n", hash, &format!("{hash}\n"), &format!("{hash}\n9 lies\n"), "\u{fffd}"] {
        write(folder, RECORD, bad);
        let said = build(folder, &[]);
        assert!(said.contains("\n0 files written") && !said.contains("lies"), "{bad:?}: {said}");
        assert_eq!(fs::read_to_string(folder.join(RECORD)).expect("a record"), good);
    }
}

#[test]
#[cfg(unix)]
fn nothing_is_written_through_a_link_in_the_place_of_the_record() {
    let folder = TestSite::new(SITE).file("precious", "mine").on_disk();
    let folder = folder.path();
    std::os::unix::fs::symlink("precious", folder.join(RECORD)).expect("a link");
    build(folder, &[]);
    assert_eq!(fs::read_to_string(folder.join("precious")).expect("it is there"), "mine");
    assert!(fs::symlink_metadata(folder.join(RECORD)).expect("a record").is_file());
}

#[test]
fn a_build_of_nothing_new_touches_nothing() {
    let folder = TestSite::new(SITE).on_disk();
    build(folder.path(), &[]);
    let times = || {
        let files = tree(&folder.path().join("public")).into_keys();
        let files = files.map(|path| folder.path().join("public").join(path));
        let files = files.chain([folder.path().join("public"), folder.path().join(RECORD)]);
        let time = |path: &Path| fs::metadata(path).and_then(|found| found.modified()).expect("it");
        files.map(|path| (time(&path), path)).collect::<Vec<_>>()
    };
    let before = times();
    build(folder.path(), &[]);
    assert_eq!(times(), before);
    // A build that is measured is made, and finds all in its place.
    let measured = soleus(folder.path(), &["build", "--timings"]);
    let said = String::from_utf8_lossy(&measured.stdout).into_owned();
    assert!(said.contains("  parse ") && said.contains("\n0 files written"), "{said}");
    assert_eq!(times(), before);
}
