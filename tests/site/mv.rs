//! `mv`: what names an entry follows it to its new id, nothing else changes, and old addresses
//! redirect.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Output;

use expect_test::{Expect, expect};
use soleus::author::change::Rename;
use soleus::author::mv::{Move, Wanted, plan};
use soleus::diagnostic::Severity;
use soleus::load::load;
use soleus::plan::Output as Planned;
use tempfile::TempDir;

use crate::support::{Ran, TestSite, Tree, WRITTEN, repository, run_folder, soleus, tree};

const SITE: &str = "\
=== content/site.yaml
authors: [\"robin\"]
report_to: /report/ # here
=== content/pages/report.md
---
title: Report
---
Write to [us](mailto:us@example.org) or [Robin](/people/robin/).
=== content/people/robin.md
---
title: Robin
---
Writes.
=== content/areas/calves.md
---
title: Calves
summary: The back of the lower leg, from the knee to the heel cord.
---
See [[strain]].
=== content/causes/strain.md
---
title: Calf strain
summary: Some fibres of the muscle are torn, mostly in a sprint or on a hill.
area: 'calves'
likelihood: common
pattern: {where: the calf, when: in a sprint, feels: a pull}
---
It is [sudden](/areas/calves/#causes).
=== content/red-flags.yaml
- id: clot
  about: A clot
  areas: [
    calves, # The calf.
  ]
  signs:
    - {sign: one leg is swollen and warm, level: today}
    - {sign: it is no better after two weeks, level: see-someone}
  sources: []
=== content/articles/2026-11-20-hills.md
---
title: Hills
area: &area calves
related: [log]
---
[[calves]], [[ calves#causes |the calf]] and [[log]]. \\[[calves]] and `[[calves]]` stay.

| a | b |
|---|---|
| [[calves\\|it]] | ![x](log/knee.gif) |

[One](../areas/calves.md#causes), [two](<./../areas/calves.md> \"[](../areas/calves.md)\"),
[three][c], [four](/areas/calves/), [five](../areas/c%61lves.md), [feed](/areas/calves/feed.xml),
[six](/areas/calves/causes/strain/#how), [seven](log/index.md), [eight](/articles/log/knee.gif).

[c]: ../areas/calves.md 'Calves'
=== content/articles/log/index.md
---
title: Log
---
![The knee](knee.gif) ![again](../log/knee.gif) and [hills](../2026-11-20-hills.md).
=== content/articles/log/knee.gif
picture
";

fn site() -> TestSite {
    let mut site = TestSite::new(SITE);
    let strain = site.files.get_mut("content/causes/strain.md").unwrap();
    *strain = format!("\u{feff}{strain}\n## How\n").replace('\n', "\r\n");
    site
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn moved(folder: &Path, arguments: &[&str]) -> String {
    let ran = run_mv(folder, arguments);
    assert_eq!((ran.status.code(), text(&ran.stderr)), (Some(0), ""), "{arguments:?}");
    text(&ran.stdout).to_owned()
}

fn run_mv(folder: &Path, arguments: &[&str]) -> Output {
    soleus(folder, &[&["mv"], arguments].concat())
}

/// Moves, and shows the files that are another than before.
fn changed(site: &TestSite, arguments: &[&str], expected: &Expect) -> TempDir {
    let folder = site.on_disk();
    let before = tree(folder.path());
    moved(folder.path(), arguments);
    let after = tree(folder.path());
    let mut said = String::new();
    for path in before.keys().filter(|path| !after.contains_key(*path)) {
        writeln!(said, "--- {path}").unwrap();
    }
    for (path, bytes) in after.iter().filter(|(path, bytes)| before.get(*path) != Some(*bytes)) {
        write!(said, "=== {path}\n{}", text(bytes).replace('\r', "␍").replace('\u{feff}', "<BOM>"))
            .unwrap();
    }
    expected.assert_eq(&said);
    folder
}

fn clean(folder: &Path) -> Ran {
    let ran = run_folder(folder, &TestSite::new(""));
    let errors = ran.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    assert_eq!(errors.count(), 0, "{}", ran.report());
    ran
}

#[test]
fn the_site_of_these_tests_has_no_errors() {
    clean(site().on_disk().path());
}

#[test]
fn an_area_takes_every_name_of_it_and_the_addresses_of_its_causes_along() {
    let folder = changed(
        &site(),
        &["calves", "lower-leg"],
        &expect![[r#"
        --- content/areas/calves.md
        === content/areas/lower-leg.md
        ---
        title: Calves
        summary: The back of the lower leg, from the knee to the heel cord.
        aliases: [/areas/calves/]
        ---
        See [[strain]].
        === content/articles/2026-11-20-hills.md
        ---
        title: Hills
        area: &area lower-leg
        related: [log]
        ---
        [[lower-leg]], [[ lower-leg#causes |the calf]] and [[log]]. \[[calves]] and `[[calves]]` stay.

        | a | b |
        |---|---|
        | [[lower-leg\|it]] | ![x](log/knee.gif) |

        [One](../areas/lower-leg.md#causes), [two](<./../areas/lower-leg.md> "[](../areas/calves.md)"),
        [three][c], [four](/areas/lower-leg/), [five](../areas/lower-leg.md), [feed](/areas/lower-leg/feed.xml),
        [six](/areas/lower-leg/causes/strain/#how), [seven](log/index.md), [eight](/articles/log/knee.gif).

        [c]: ../areas/lower-leg.md 'Calves'
        === content/causes/strain.md
        <BOM>---␍
        title: Calf strain␍
        summary: Some fibres of the muscle are torn, mostly in a sprint or on a hill.␍
        area: 'lower-leg'␍
        likelihood: common␍
        pattern: {where: the calf, when: in a sprint, feels: a pull}␍
        aliases: [/areas/calves/causes/strain/]␍
        ---␍
        It is [sudden](/areas/lower-leg/#causes).␍
        ␍
        ## How␍
        === content/red-flags.yaml
        - id: clot
          about: A clot
          areas: [
            lower-leg, # The calf.
          ]
          signs:
            - {sign: one leg is swollen and warm, level: today}
            - {sign: it is no better after two weeks, level: see-someone}
          sources: []
    "#]],
    );
    let ran = clean(folder.path());
    for old in ["areas/calves", "areas/calves/causes/strain"] {
        let page = ran.page(&format!("{old}/index.html"));
        assert!(page.contains("lower-leg/"), "{page}");
    }
    let feed = |area: &str| ran.page(&format!("areas/{area}/feed.xml")).to_owned();
    assert_eq!(feed("calves"), feed("lower-leg"));
}

#[test]
fn an_entry_with_a_folder_of_its_own_takes_what_lies_beside_it_along() {
    let folder = changed(
        &site(),
        &["content/articles/log", "diary"],
        &expect![[r#"
        --- content/articles/log/index.md
        --- content/articles/log/knee.gif
        === content/articles/2026-11-20-hills.md
        ---
        title: Hills
        area: &area calves
        related: [diary]
        ---
        [[calves]], [[ calves#causes |the calf]] and [[diary]]. \[[calves]] and `[[calves]]` stay.

        | a | b |
        |---|---|
        | [[calves\|it]] | ![x](diary/knee.gif) |

        [One](../areas/calves.md#causes), [two](<./../areas/calves.md> "[](../areas/calves.md)"),
        [three][c], [four](/areas/calves/), [five](../areas/c%61lves.md), [feed](/areas/calves/feed.xml),
        [six](/areas/calves/causes/strain/#how), [seven](diary/index.md), [eight](/articles/diary/knee.gif).

        [c]: ../areas/calves.md 'Calves'
        === content/articles/diary/index.md
        ---
        title: Log
        aliases: [/articles/log/, /articles/log/knee.gif]
        ---
        ![The knee](knee.gif) ![again](../diary/knee.gif) and [hills](../2026-11-20-hills.md).
        === content/articles/diary/knee.gif
        picture
    "#]],
    );
    let ran = clean(folder.path());
    assert!(ran.page("articles/log/knee.gif").contains("/articles/diary/"));
}

#[test]
fn a_dated_file_name_keeps_its_day() {
    let file = "./content/articles/2026-11-20-hills.md";
    changed(
        &site(),
        &[file, "slopes"],
        &expect![[r#"
        --- content/articles/2026-11-20-hills.md
        === content/articles/2026-11-20-slopes.md
        ---
        title: Hills
        area: &area calves
        related: [log]
        aliases: [/articles/hills/]
        ---
        [[calves]], [[ calves#causes |the calf]] and [[log]]. \[[calves]] and `[[calves]]` stay.

        | a | b |
        |---|---|
        | [[calves\|it]] | ![x](log/knee.gif) |

        [One](../areas/calves.md#causes), [two](<./../areas/calves.md> "[](../areas/calves.md)"),
        [three][c], [four](/areas/calves/), [five](../areas/c%61lves.md), [feed](/areas/calves/feed.xml),
        [six](/areas/calves/causes/strain/#how), [seven](log/index.md), [eight](/articles/log/knee.gif).

        [c]: ../areas/calves.md 'Calves'
        === content/articles/log/index.md
        ---
        title: Log
        ---
        ![The knee](knee.gif) ![again](../log/knee.gif) and [hills](../2026-11-20-slopes.md).
    "#]],
    );
}

#[test]
fn a_person_of_the_settings_and_a_page_to_report_to_are_named_anew() {
    let site = site();
    changed(
        &site,
        &["robin", "12"],
        &expect![[r#"
        --- content/people/robin.md
        === content/pages/report.md
        ---
        title: Report
        ---
        Write to [us](mailto:us@example.org) or [Robin](/people/12/).
        === content/people/12.md
        ---
        title: Robin
        aliases: [/people/robin/]
        ---
        Writes.
        === content/site.yaml
        authors: ["12"]
        report_to: /report/ # here
    "#]],
    );
    changed(
        &site,
        &["report", "contact"],
        &expect![[r#"
        --- content/pages/report.md
        === content/pages/contact.md
        ---
        title: Report
        aliases: [/report/]
        ---
        Write to [us](mailto:us@example.org) or [Robin](/people/robin/).
        === content/site.yaml
        authors: ["robin"]
        report_to: /contact/ # here
    "#]],
    );
}

#[test]
fn a_move_back_takes_the_alias_out_again() {
    for (old, new) in [("calves", "lower-leg"), ("log", "diary"), ("hills", "slopes")] {
        let folder = site().on_disk();
        moved(folder.path(), &[old, new]);
        let once = tree(folder.path());
        moved(folder.path(), &[new, old]);
        clean(folder.path());
        moved(folder.path(), &[old, new]);
        assert!(tree(folder.path()) == once, "{old}");
    }
}

#[test]
fn an_alias_is_added_in_the_style_of_its_list() {
    for (list, expected) in [
        ("aliases: []\n", "aliases: [/articles/a/]\n"),
        ("aliases:\n", "aliases: [/articles/a/]\n"),
        ("aliases: [/x/, '/y/' ] # Old.\n", "aliases: [/x/, '/y/', '/articles/a/' ] # Old.\n"),
        ("aliases:\n- \"/x/\" # Old.\n", "aliases:\n- \"/x/\" # Old.\n- \"/articles/a/\"\n"),
        (
            "aliases:\n  -  /x/\n  # Old.\ntags: []\n",
            "aliases:\n  -  /x/\n  -  /articles/a/\n  # Old.\ntags: []\n",
        ),
        ("aliases: [/articles/b/]\n", "aliases: [/articles/a/]\n"),
        ("aliases:\n- /x/\n- '/articles/b'\n", "aliases:\n- /x/\n- '/articles/a/'\n"),
        ("tags: [a]\n", "tags: [a]\naliases: [/articles/a/]\n"),
        ("draft: true\n", "draft: true\n"),
        ("date: 2026-12-24\n", "date: 2026-12-24\n"),
    ] {
        let entry = |list: &str| format!("---\ntitle: Hello\n{list}---\nText.\n");
        let folder = TestSite::new("").file("content/articles/a.md", &entry(list)).on_disk();
        moved(folder.path(), &["a", "b"]);
        let after = std::fs::read_to_string(folder.path().join("content/articles/b.md")).unwrap();
        assert_eq!(after, entry(expected));
    }
    let braces = "---\n{title: Hello, tags: [a]}\n---\nText.\n";
    let folder = TestSite::new("").file("content/articles/a.md", braces).on_disk();
    moved(folder.path(), &["a", "b"]);
    let after = std::fs::read_to_string(folder.path().join("content/articles/b.md")).unwrap();
    assert_eq!(after, "---\n{title: Hello, tags: [a], aliases: [/articles/a/]}\n---\nText.\n");
}

#[test]
fn a_dry_run_shows_what_a_run_does_and_writes_nothing() {
    let site =
        site().file("templates/muscles.html", "<a href=\"{{ \"/areas/calves/\" | url }}\">\n");
    let site =
        site.file("static/a.js", "// /areas/calves-2/\nopen('/areas/calves/causes/strain')\n");
    let (one, other) = (site.on_disk(), site.on_disk());
    let before = tree(one.path());
    let shown = moved(one.path(), &["calves", "lower-leg", "--dry-run"]);
    assert!(tree(one.path()) == before);
    let ran = moved(other.path(), &["calves", "lower-leg"]);
    let diff =
        |said: &str| said.lines().rev().skip(1).map(|line| format!("{line}\n")).collect::<Vec<_>>();
    assert_eq!(diff(&shown), diff(&ran));
    expect![[r#"
        rename from content/areas/calves.md
        rename to content/areas/lower-leg.md
        --- content/areas/calves.md
        +++ content/areas/lower-leg.md
        @@ -3,0 +4,1 @@
        +aliases: [/areas/calves/]
        --- content/articles/2026-11-20-hills.md
        +++ content/articles/2026-11-20-hills.md
        @@ -3,1 +3,1 @@
        -area: &area calves
        +area: &area lower-leg
        @@ -6,1 +6,1 @@
        -[[calves]], [[ calves#causes |the calf]] and [[log]]. \[[calves]] and `[[calves]]` stay.
        +[[lower-leg]], [[ lower-leg#causes |the calf]] and [[log]]. \[[calves]] and `[[calves]]` stay.
        @@ -10,1 +10,1 @@
        -| [[calves\|it]] | ![x](log/knee.gif) |
        +| [[lower-leg\|it]] | ![x](log/knee.gif) |
        @@ -12,3 +12,3 @@
        -[One](../areas/calves.md#causes), [two](<./../areas/calves.md> "[](../areas/calves.md)"),
        -[three][c], [four](/areas/calves/), [five](../areas/c%61lves.md), [feed](/areas/calves/feed.xml),
        -[six](/areas/calves/causes/strain/#how), [seven](log/index.md), [eight](/articles/log/knee.gif).
        +[One](../areas/lower-leg.md#causes), [two](<./../areas/lower-leg.md> "[](../areas/calves.md)"),
        +[three][c], [four](/areas/lower-leg/), [five](../areas/lower-leg.md), [feed](/areas/lower-leg/feed.xml),
        +[six](/areas/lower-leg/causes/strain/#how), [seven](log/index.md), [eight](/articles/log/knee.gif).
        @@ -16,1 +16,1 @@
        -[c]: ../areas/calves.md 'Calves'
        +[c]: ../areas/lower-leg.md 'Calves'
        --- content/causes/strain.md
        +++ content/causes/strain.md
        @@ -4,1 +4,1 @@
        -area: 'calves'␍
        +area: 'lower-leg'␍
        @@ -6,0 +7,1 @@
        +aliases: [/areas/calves/causes/strain/]␍
        @@ -8,1 +9,1 @@
        -It is [sudden](/areas/calves/#causes).␍
        +It is [sudden](/areas/lower-leg/#causes).␍
        --- content/red-flags.yaml
        +++ content/red-flags.yaml
        @@ -4,1 +4,1 @@
        -    calves, # The calf.
        +    lower-leg, # The calf.

        note: `templates/muscles.html:1` names `/areas/calves`, which redirects; mend it by hand
        note: `static/a.js:2` names `/areas/calves/causes/strain`, which redirects; mend it by hand
        note: the built-in body map leads to `calves`; write `content/body-map.yaml` to keep the area on it
        Nothing was written. 16 places in 4 files would change.
    "#]].assert_eq(&shown.replace('\r', "␍"));
}

#[test]
fn a_review_stays_what_it_was() {
    let review =
        |content: &str| format!("review: {{by: robin, on: 2026-11-20, content: \"{content}\"}}\n");
    let site = site().file(
        "content/people/robin.md",
        "---\ntitle: Robin\ncredential: {profession: physiotherapist, register: \"https://example.org/\", verified: 2026-11-01}\n---\nWrites.\n",
    );
    let article = |content: &str| {
        format!(
            "---\ntitle: Twice\narea: calves\nauthors: [sam]\n{}---\nSee [[calves]].\n",
            review(content)
        )
    };
    let sam = "---\ntitle: Sam\n---\nWrites.\n";
    let site = site.file("content/people/sam.md", sam);
    let unknown = site.clone().file("content/articles/twice.md", &article("0000000000000000"));
    let compiled = unknown.run().compiled.site;
    let twice = compiled.entries.iter().find(|entry| &*entry.document.id == "twice").unwrap();
    let now = twice.document.fingerprint().unwrap().to_hex()[..16].to_owned();
    for (content, is_kept) in [(now.as_str(), true), ("0000000000000000", false)] {
        let folder = site.clone().file("content/articles/twice.md", &article(content)).on_disk();
        moved(folder.path(), &["calves", "lower-leg"]);
        let ran = clean(folder.path());
        let page = ran.page("articles/twice/index.html");
        assert_eq!(!page.contains("changed since"), is_kept, "{page}");
    }
}

#[test]
fn mv_says_why_it_moves_nothing() {
    let folder = site().file("content/articles/diary.png", "x").on_disk();
    let before = tree(folder.path());
    let mut said = String::new();
    for (old, new) in [
        ("calfs", "legs"),
        ("content/areas/calfs.md", "legs"),
        ("clot", "legs"),
        ("calves", "Lower Leg"),
        ("calves", "clot"),
        ("calves", "calves"),
        ("log", "2026-11-20-log"),
    ] {
        let ran = run_mv(folder.path(), &[old, new]);
        assert_eq!(text(&ran.stdout), "", "{old} {new}");
        write!(said, "{old} {new}: {:?}\n{}", ran.status.code(), text(&ran.stderr)).unwrap();
    }
    assert!(tree(folder.path()) == before);
    expect![[r"
        calfs legs: Some(2)
        error: no entry is called `calfs`
          = help: did you mean `calves`?
        content/areas/calfs.md legs: Some(2)
        error: no entry is called `content/areas/calfs.md`
          = help: did you mean `content/areas/calves.md`?
        clot legs: Some(2)
        error: `clot` is a red flag
          = help: only entries, which have files, can be moved
        calves Lower Leg: Some(2)
        error: `Lower Leg` cannot be an id
          = help: use small letters `a` to `z`, digits and hyphens: `lower-leg`
        calves clot: Some(2)
        error: the id `clot` is taken by a red flag
          = help: choose another id; that one is in `content/red-flags.yaml`
        calves calves: Some(2)
        error: the id `calves` is taken by an area
          = help: choose another id; that one is in `content/areas/calves.md`
        log 2026-11-20-log: Some(2)
        error: `content/articles/2026-11-20-log` would be the file of another id
          = help: choose an id that does not begin with a day
    "]]
    .assert_eq(&said);
}

#[test]
fn a_site_with_errors_and_one_that_would_have_some_stay_as_they_are() {
    for (file, old) in [
        ("---\ntitle: Other\nrelated: [lgo]\n---\n", "log"),
        ("---\ntitle: Other\naliases: [/articles/diary/]\n---\n", "log"),
    ] {
        let folder = site().file("content/articles/other.md", file).on_disk();
        let before = tree(folder.path());
        let ran = run_mv(folder.path(), &[old, "diary"]);
        assert!(tree(folder.path()) == before);
        assert_eq!(ran.status.code(), Some(1));
        let expected = if file.contains("lgo") {
            &expect![[r"
            error[unknown-entry]: no article is called `lgo`
             --> content/articles/other.md:3:11
              |
            3 | related: [lgo]
              |           ^^^
              |
              = help: did you mean `log`?

            1 error and 0 warnings in 1 file; mend them first, then move
        "]]
        } else {
            &expect![[r"
            error[address-collision]: two outputs at `/articles/diary/`: article `diary` and the alias `/articles/diary/` of `other`
             --> content/articles/other.md:3:11
              |
            3 | aliases: [/articles/diary/]
              |           ^^^^^^^^^^^^^^^^
              |
              = help: give one of the two another name or address

            1 error and 0 warnings in 1 file; the site would have these errors, so nothing was moved
        "]]
        };
        expected.assert_eq(text(&ran.stderr));
    }
}

fn planned(folder: &Path, old: &str, new: &str) -> Move {
    let (sources, _) = load(folder).unwrap();
    let conditions = TestSite::new("").today(WRITTEN).conditions();
    let wanted = Wanted { entry: old, to: new, conditions };
    plan(folder, &sources, &wanted).unwrap_or_else(|refused| panic!("{old}: {refused:?}"))
}

#[test]
fn a_file_that_changes_meanwhile_and_a_path_that_is_taken_stop_everything() {
    let folder = site().on_disk();
    let planned = planned(folder.path(), "calves", "lower-leg");
    for (file, why) in [
        ("content/areas/lower-leg.md", "`content/areas/lower-leg.md` is there already"),
        ("content/red-flags.yaml", "`content/red-flags.yaml` changed while it was checked"),
    ] {
        let path = folder.path().join(file);
        let old = std::fs::read(&path).ok();
        std::fs::write(&path, "Mine.\n").unwrap();
        let before = tree(folder.path());
        assert_eq!(planned.write(folder.path()).unwrap_err().message, why);
        assert!(tree(folder.path()) == before, "{file}");
        match old {
            Some(old) => std::fs::write(&path, old).unwrap(),
            None => std::fs::remove_file(&path).unwrap(),
        }
    }
    planned.write(folder.path()).unwrap();
    clean(folder.path());
}

/// Every how many entries of the real content one is moved by default.
const SPREAD: usize = 24;

#[test]
fn entries_of_the_real_content_move_there_and_back() {
    move_entries(SPREAD);
}

#[test]
#[ignore = "long: every entry of the content; `cargo test --release -- --ignored` runs it"]
fn long_every_entry_of_the_real_content_moves_there_and_back() {
    move_entries(1);
}

fn move_entries(step: usize) {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Tree::new();
    for part in ["content", "static", "templates"] {
        let tree = tree(&repository().join(part)).into_iter();
        files.extend(tree.map(|(path, bytes)| (format!("{part}/{path}"), bytes)));
    }
    put(folder.path(), &Tree::new(), &files);
    let before = run(folder.path());
    let ids: Vec<String> =
        before.compiled.site.entries.iter().map(|entry| entry.document.id.to_string()).collect();
    let chosen: Vec<&String> = ids.iter().step_by(step).collect();
    println!("moves {} of {} entries", chosen.len(), ids.len());
    for id in chosen {
        move_entry(folder.path(), id, &before);
        let now = tree(folder.path());
        put(folder.path(), &now, &files);
    }
}

fn run(folder: &Path) -> Ran {
    run_folder(folder, &TestSite::new("").today(WRITTEN))
}

/// Makes a folder that holds one tree hold another.
fn put(folder: &Path, now: &Tree, files: &Tree) {
    for path in now.keys().filter(|path| !files.contains_key(*path)) {
        std::fs::remove_file(folder.join(path)).unwrap();
    }
    for (path, bytes) in files.iter().filter(|(path, bytes)| now.get(*path) != Some(*bytes)) {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

fn move_entry(folder: &Path, id: &str, before: &Ran) {
    let new = format!("{id}-moved");
    let files = tree(folder);
    let there = planned(folder, id, &new);
    there.write(folder).unwrap();
    only_named_files_changed(&there, &files, &tree(folder));
    let after = run(folder);
    assert_eq!(findings(&after, id), findings(before, id), "{id}: {}", after.report());
    nothing_vanished(id, before, &after);
    let back = planned(folder, &new, id);
    back.write(folder).unwrap();
    assert_eq!(findings(&run(folder), id), findings(before, id), "{id}, back");
}

fn only_named_files_changed(planned: &Move, before: &Tree, after: &Tree) {
    let Rename { from, to } = &planned.rename;
    for (path, bytes) in before {
        let now = if path == from { to } else { path };
        let is_named = planned.changes.iter().any(|change| *change.path == **path);
        assert!(is_named || after.get(now) == Some(bytes), "{path}");
    }
    assert_eq!(before.len(), after.len());
}

/// What a check finds, but that a page which every site is to have is no longer called so.
fn findings(ran: &Ran, id: &str) -> Vec<(&'static str, String)> {
    let found = ran.diagnostics.iter().filter(|found| found.rule != "missing-page");
    let message =
        |found: &soleus::diagnostic::Diagnostic| found.message.replace(&format!("{id}-moved"), id);
    let mut found: Vec<_> = found.map(|found| (found.rule, message(found))).collect();
    found.sort();
    found
}

/// At every address there is what was there, or a redirect.
fn nothing_vanished(id: &str, before: &Ran, after: &Ran) {
    let outputs = before.compiled.plan.outputs.iter();
    // The name of a derived file says what it is made of, and only pages name it.
    for (file, old) in outputs.filter(|(_, old)| !matches!(old.output, Planned::Derived(_))) {
        let Some(new) = after.compiled.plan.outputs.get(file) else {
            panic!("{id}: `{file}` vanished");
        };
        if let (Planned::Page(_), Planned::Redirect { to }) = (&old.output, &new.output) {
            assert!(after.compiled.plan.page(to).is_some(), "{id}: {file} redirects to {to}");
        }
    }
    assert!(after.compiled.site.definitions.get(id).is_none());
}
