//! Files that cannot be read as text, or at all: only a real folder has them.

use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{TestSite, soleus};

const SITE: &str = "
=== content/articles/hello.md
---
title: Hello
exercises: [calf-raise]
sources: [nhs]
---
See [[calf-raise]], [it](../exercises/calf-raise.md), [@nhs] and ![a step](step.gif).
";

/// What `check` finds in a folder: file, line, columns and rule of each.
fn found(folder: &Path) -> Vec<String> {
    let output = soleus(folder, &["check", "--format", "json"]);
    let rows = String::from_utf8(output.stdout).unwrap();
    let told = |row: &str| {
        let row: Value = serde_json::from_str(row).unwrap();
        let file = row["file"].as_str().unwrap_or_default();
        let place = format!("{}:{}-{}", row["line"], row["column"], row["end_column"]);
        format!("{file} {place} {}", row["rule"].as_str().unwrap())
    };
    rows.lines().map(told).collect()
}

/// The site with some files of any bytes.
fn with(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TestSite::new(SITE).on_disk();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

#[test]
fn files_that_are_not_utf_8_are_told_by_their_first_wrong_byte_and_once() {
    let folder = with(&[
        ("content/exercises/calf-raise.md", b"---\ntitle: Gr\xc3\xb6\xdfe\nlevel: nonsense\n---\n"),
        ("content/sources.yaml", b"- id: nhs\n  title: \xff\xfe\n"),
        ("content/articles/step.gif", b"\x89PNG"),
    ]);
    assert_eq!(
        found(folder.path()),
        [
            "content/exercises/calf-raise.md 2:11-12 not-utf8",
            "content/sources.yaml 2:10-11 not-utf8"
        ]
    );
}

#[test]
fn settings_that_are_not_utf_8_leave_nothing_to_be_said_about_what_rests_on_them() {
    let site = "
=== content/articles/hello.md
---
title: Hello
---
A <b>bold</b> word, {{doctor_number}} and [a link](/2026/hello/).
";
    let folder = TestSite::new(site).on_disk();
    std::fs::write(folder.path().join("content/site.yaml"), b"raw_html: true # \xe9\n").unwrap();
    assert_eq!(found(folder.path()), ["content/site.yaml 1:18-19 not-utf8"]);
}

#[test]
fn a_template_that_is_not_utf_8_is_told() {
    let folder = with(&[
        ("templates/article.html", b"<h1>\xe9{{ page.title }}</h1>"),
        ("content/exercises/calf-raise.md", b"\xff"),
        ("content/sources.yaml", b"\xff"),
        ("content/articles/step.gif", b""),
    ]);
    assert_eq!(
        found(folder.path()),
        [
            "content/exercises/calf-raise.md 1:1-2 not-utf8",
            "content/sources.yaml 1:1-2 not-utf8",
            "templates/article.html 1:5-6 not-utf8"
        ]
    );
}

#[cfg(unix)]
#[test]
fn who_names_a_file_that_cannot_be_read_is_right() {
    let folder = with(&[("elsewhere.md", b"secret")]);
    let content = folder.path().join("content");
    let elsewhere = folder.path().join("elsewhere.md");
    std::fs::create_dir_all(content.join("exercises")).unwrap();
    for path in ["exercises/calf-raise.md", "articles/step.gif", "sources.yaml"] {
        std::os::unix::fs::symlink(&elsewhere, content.join(path)).unwrap();
    }
    assert_eq!(
        found(folder.path()),
        [
            "content/articles/step.gif null:null-null unreadable-file",
            "content/exercises/calf-raise.md null:null-null unreadable-file",
            "content/sources.yaml null:null-null unreadable-file"
        ]
    );
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_do_not_move_a_place() {
    let site = TestSite::new("=== content/articles/none.md\n---\ntitle: None\n---\n").on_disk();
    let text = "\u{feff}---\r\ntitle: Hello\r\narea: calfs\r\n---\r\nSee [[nobody]].\r\n";
    std::fs::write(site.path().join("content/articles/hello.md"), text).unwrap();
    assert_eq!(
        found(site.path()),
        [
            "content/articles/hello.md 3:7-12 unknown-entry",
            "content/articles/hello.md 5:7-13 unknown-entry"
        ]
    );
}
