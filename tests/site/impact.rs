//! `soleus impact`: which outputs a change touches, against the commit of a real repository.

mod random_changes;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use expect_test::expect;
use tempfile::TempDir;

use crate::support::{TestSite, soleus, tree};

const SITE: &str = "
=== content/areas/calves.md
---
title: Calves
summary: The muscles at the back of the lower leg, from the knee to the heel.
---
What to know.
=== content/exercises/heel-drop.md
---
title: Heel drop
summary: A slow lowering of the heel from a step, on one leg.
kind: strength
level: beginner
areas: [calves]
muscles: {primary: [soleus]}
position: standing
steps: [Stand on a step., Lower your heel.]
dose: {sets: 3, reps: 10, per_week: 3}
avoid_if: [It hurts.]
---
=== content/routines/after-a-run.md
---
title: After a run
summary: Two minutes for the calves when you come home from a run.
goal: Calmer calves.
areas: [calves]
when: after-run
steps: [{exercise: heel-drop}]
---
=== content/articles/2026-11-01-sore.md
---
title: Sore calves
area: calves
---
What helped was [[heel-drop]].
=== content/red-flags.yaml
- id: clot
  about: A blood clot
  areas: [calves]
  sources: [nhs-clot]
  signs:
    - {level: emergency, sign: You are short of breath}
    - {level: see-someone, sign: It lasts for two weeks}
=== content/sources.yaml
- {id: nhs-clot, org: NHS, title: Clots, url: https://www.nhs.uk/clots/, kind: patient-info, status: found}
=== content/terms.yaml
- {id: soleus, name: soleus muscle, kind: muscle}
=== static/note.txt
One.
";

/// A site in a folder of a git repository, with one commit.
struct Repository {
    folder: TempDir,
    root: PathBuf,
}

impl Repository {
    fn new(site: &TestSite) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().join("blog");
        fs::create_dir(&root).expect("a folder");
        site.write_to(&root);
        let repository = Self { folder, root };
        repository.git(&["init", "--quiet"]);
        repository.commit();
        repository
    }

    fn git(&self, arguments: &[&str]) -> String {
        let mut git = Command::new("git");
        git.current_dir(self.folder.path()).args(["-c", "user.name=Test"]);
        git.args(["-c", "user.email=test@example.org", "-c", "core.autocrlf=false"]);
        let output = git.args(arguments).output().expect("git is installed");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("git prints UTF-8")
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", "A change"]);
    }

    fn edit(&self, path: &str, old: &str, new: &str) {
        let path = self.root.join(path);
        let text = fs::read_to_string(&path).expect("a file");
        assert!(text.contains(old), "`{old}` stands in {}", path.display());
        fs::write(path, text.replace(old, new)).expect("a file");
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Status and what is printed, without the id of the commit.
    fn impact(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = soleus(&self.root, &[&["impact"], arguments].concat());
        let printed = [output.stdout, output.stderr].concat();
        let printed = String::from_utf8(printed).expect("it prints UTF-8");
        let commit = Command::new("git")
            .current_dir(&self.root)
            .args(["rev-parse", "HEAD"])
            .output()
            .expect("git is installed")
            .stdout;
        let commit = String::from_utf8_lossy(&commit).trim().to_owned();
        let printed = if commit.len() < 40 {
            printed
        } else {
            printed.replace(&commit, "COMMIT").replace(&commit[..10], "COMMIT")
        };
        (output.status.code(), printed)
    }

    fn against_head(&self, format: &str) -> String {
        let (status, printed) = self.impact(&["--base", "HEAD", "--format", format]);
        assert_eq!(status, Some(0), "{printed}");
        printed
    }
}

fn small() -> Repository {
    Repository::new(&TestSite::new(SITE))
}

#[test]
fn a_changed_dose_is_followed_through_the_graph() {
    let repository = small();
    repository.edit("content/exercises/heel-drop.md", "reps: 10", "reps: 12");
    expect![[r"
        exercise `heel-drop` (content/exercises/heel-drop.md): dose.reps 10 → 12
          ~ /areas/calves/: area `calves`, which lists it
          ~ /exercises/heel-drop/: its own page
          ~ /exercises/: the list of exercises, which lists it
          ~ /exercises/levels/: the exercises by level, which lists it
          ~ /muscles/soleus/: the term `soleus`, which lists it
          ~ /routines/after-a-run/: routine `after-a-run`, which has it as a step

        Against COMMIT: 6 of 20 pages
    "]]
    .assert_eq(&repository.against_head("text"));
    expect![[r"
        ### What this change touches

        Against <code>COMMIT</code>: 6 of 20 pages

        | Change | Output | Why |
        | --- | --- | --- |
        | exercise <code>heel-drop</code> &#40;content/exercises/heel-drop&#46;md&#41;&#58; dose&#46;reps 10 → 12 | <code>/areas/calves/</code> | area <code>calves</code>, which lists it |
        |  | <code>/exercises/heel-drop/</code> | its own page |
        |  | <code>/exercises/</code> | the list of exercises, which lists it |
        |  | <code>/exercises/levels/</code> | the exercises by level, which lists it |
        |  | <code>/muscles/soleus/</code> | the term <code>soleus</code>, which lists it |
        |  | <code>/routines/after-a-run/</code> | routine <code>after-a-run</code>, which has it as a step |
    "]].assert_eq(&repository.against_head("markdown"));
    expect![[r#"
        {"base":"COMMIT","changes":[{"name":"exercise `heel-drop`","file":"content/exercises/heel-drop.md","how":"changed","details":["dose.reps 10 → 12"]}],"outputs":[{"address":"/areas/calves/","file":"areas/calves/index.html","kind":"page","state":"changed","name":"area `calves`","reasons":[{"change":0,"relation":"which lists it","is_wide":false}]},{"address":"/exercises/heel-drop/","file":"exercises/heel-drop/index.html","kind":"page","state":"changed","name":"exercise `heel-drop`","reasons":[{"change":0,"relation":"its own page","is_wide":false}]},{"address":"/exercises/","file":"exercises/index.html","kind":"page","state":"changed","name":"the list of exercises","reasons":[{"change":0,"relation":"which lists it","is_wide":false}]},{"address":"/exercises/levels/","file":"exercises/levels/index.html","kind":"page","state":"changed","name":"the exercises by level","reasons":[{"change":0,"relation":"which lists it","is_wide":false}]},{"address":"/muscles/soleus/","file":"muscles/soleus/index.html","kind":"page","state":"changed","name":"the term `soleus`","reasons":[{"change":0,"relation":"which lists it","is_wide":false}]},{"address":"/routines/after-a-run/","file":"routines/after-a-run/index.html","kind":"page","state":"changed","name":"routine `after-a-run`","reasons":[{"change":0,"relation":"which has it as a step","is_wide":false}]}],"totals":[{"kind":"page","touched":6,"now":20},{"kind":"feed","touched":0,"now":3},{"kind":"redirect","touched":0,"now":0},{"kind":"file","touched":0,"now":16},{"kind":"sitemap","touched":0,"now":1},{"kind":"text","touched":0,"now":1}]}
    "#]].assert_eq(&repository.against_head("json"));
}

#[test]
fn what_comes_goes_and_moves_stands_apart() {
    let repository = small();
    let sore = fs::read_to_string(repository.root.join("content/articles/2026-11-01-sore.md"));
    fs::remove_file(repository.root.join("content/articles/2026-11-01-sore.md")).unwrap();
    let moved = sore.unwrap().replace("area:", "aliases: [/articles/sore/]\narea:");
    repository.write("content/articles/2026-11-01-sore-calves.md", &moved);
    fs::remove_file(repository.root.join("static/note.txt")).unwrap();
    expect![[r"
        article `sore` (content/articles/2026-11-01-sore.md): removed
          ~ /areas/calves/feed.xml: the feed of Calves, which holds it
          ~ /areas/calves/: area `calves`, which lists it
          ~ /articles/2026/11/: the archive of November 2026, which lists it
          ~ /articles/2026/: the archive of 2026, which lists it
          ~ /articles/: the list of articles, which lists it
          ~ /exercises/heel-drop/: exercise `heel-drop`, to which its text links
          ~ /feed.json: the JSON feed, which holds it
          ~ /feed.xml: the feed, which holds it
          ~ /: the home page, which lists it
          ~ /search/: the search page, which lists it
          ~ /sitemap.xml: the sitemap, which names it

        article `sore-calves` (content/articles/2026-11-01-sore-calves.md): added
          ~ /areas/calves/feed.xml: the feed of Calves, which holds it
          ~ /areas/calves/: area `calves`, which lists it
          ~ /articles/2026/11/: the archive of November 2026, which lists it
          ~ /articles/2026/: the archive of 2026, which lists it
          ~ /articles/: the list of articles, which lists it
          ~ /exercises/heel-drop/: exercise `heel-drop`, to which its text links
          ~ /feed.json: the JSON feed, which holds it
          ~ /feed.xml: the feed, which holds it
          ~ /: the home page, which lists it
          ~ /search/: the search page, which lists it
          ~ /sitemap.xml: the sitemap, which names it

        the file `static/note.txt`: removed

        Added
          + /articles/sore-calves/: article `sore-calves`
          + /cards/articles/sore-calves.d5aece79c3.png: the card of `/articles/sore-calves/`

        Removed
          - /cards/articles/sore.d5aece79c3.png: the card of `/articles/sore/`
          - /note.txt: the file `static/note.txt`

        Moved
          > /articles/sore/ → /articles/sore-calves/

        Against COMMIT: 8 of 20 pages, all 3 feeds, the redirect, 3 of 15 files, the sitemap
    "]]
    .assert_eq(&repository.against_head("text"));
    expect![[r"
        ### What this change touches

        Against <code>COMMIT</code>: 8 of 20 pages, all 3 feeds, the redirect, 3 of 15 files, the sitemap

        <details><summary>22 altered</summary>

        | Change | Output | Why |
        | --- | --- | --- |
        | article <code>sore</code> &#40;content/articles/2026-11-01-sore&#46;md&#41;&#58; removed | <code>/areas/calves/feed&#46;xml</code> | the feed of Calves, which holds it |
        |  | <code>/areas/calves/</code> | area <code>calves</code>, which lists it |
        |  | <code>/articles/2026/11/</code> | the archive of November 2026, which lists it |
        |  | <code>/articles/2026/</code> | the archive of 2026, which lists it |
        |  | <code>/articles/</code> | the list of articles, which lists it |
        |  | <code>/exercises/heel-drop/</code> | exercise <code>heel-drop</code>, to which its text links |
        |  | <code>/feed&#46;json</code> | the JSON feed, which holds it |
        |  | <code>/feed&#46;xml</code> | the feed, which holds it |
        |  | <code>/</code> | the home page, which lists it |
        |  | <code>/search/</code> | the search page, which lists it |
        |  | <code>/sitemap&#46;xml</code> | the sitemap, which names it |
        | article <code>sore-calves</code> &#40;content/articles/2026-11-01-sore-calves&#46;md&#41;&#58; added | <code>/areas/calves/feed&#46;xml</code> | the feed of Calves, which holds it |
        |  | <code>/areas/calves/</code> | area <code>calves</code>, which lists it |
        |  | <code>/articles/2026/11/</code> | the archive of November 2026, which lists it |
        |  | <code>/articles/2026/</code> | the archive of 2026, which lists it |
        |  | <code>/articles/</code> | the list of articles, which lists it |
        |  | <code>/exercises/heel-drop/</code> | exercise <code>heel-drop</code>, to which its text links |
        |  | <code>/feed&#46;json</code> | the JSON feed, which holds it |
        |  | <code>/feed&#46;xml</code> | the feed, which holds it |
        |  | <code>/</code> | the home page, which lists it |
        |  | <code>/search/</code> | the search page, which lists it |
        |  | <code>/sitemap&#46;xml</code> | the sitemap, which names it |

        </details>

        | Added | What |
        | --- | --- |
        | <code>/articles/sore-calves/</code> | article <code>sore-calves</code> |
        | <code>/cards/articles/sore-calves&#46;d5aece79c3&#46;png</code> | the card of <code>/articles/sore-calves/</code> |

        | Removed | What |
        | --- | --- |
        | <code>/cards/articles/sore&#46;d5aece79c3&#46;png</code> | the card of <code>/articles/sore/</code> |
        | <code>/note&#46;txt</code> | the file <code>static/note&#46;txt</code> |

        | Moved | To |
        | --- | --- |
        | <code>/articles/sore/</code> | <code>/articles/sore-calves/</code> |
    "]].assert_eq(&repository.against_head("markdown"));
}

#[test]
fn what_all_pages_share_is_told_once() {
    let repository = small();
    repository.write("static/style.css", "body { margin: 1px }\n");
    repository.commit();
    repository.write("static/style.css", "body { margin: 0 }\n");
    repository.write("content/site.yaml", "title: Calm calves\n");
    let base = soleus::theme::TEMPLATES.iter().find(|(name, _)| *name == "base.html").unwrap().1;
    repository.write("templates/base.html", &base.replace("<body", "<body data-new"));
    expect![[r"
        `content/site.yaml`: added
          ~ /areas/calves/feed.xml: the feed of Calves, which it decides on
          ~ /feed.json: the JSON feed, which it decides on
          ~ /feed.xml: the feed, which it decides on
          ~ all 20 pages, through `title`, which all pages share

        the template `base.html` (templates/base.html): added
          ~ all 20 pages, made with it

        the file `static/style.css`: content
          ~ /style.css: its copy
          ~ all 20 pages, through `files`, which all pages share

        Added
          + /cards/areas/calves.fb8864bc5a.png: the card of `/areas/calves/`
          + /cards/articles/sore.31bde7094e.png: the card of `/articles/sore/`
          + /cards/exercises/heel-drop.a1c0753150.png: the card of `/exercises/heel-drop/`
          + /cards/routines/after-a-run.c862b20fdf.png: the card of `/routines/after-a-run/`
          + /cards/site.fc0c6a873b.png: the card of `/`
          + /style.32096763b4.css: the file `static/style.css`

        Removed
          - /cards/areas/calves.fcf1177bf1.png: the card of `/areas/calves/`
          - /cards/articles/sore.d5aece79c3.png: the card of `/articles/sore/`
          - /cards/exercises/heel-drop.45a151c8ce.png: the card of `/exercises/heel-drop/`
          - /cards/routines/after-a-run.adbbc1168e.png: the card of `/routines/after-a-run/`
          - /cards/site.2ed9581bbd.png: the card of `/`
          - /style.71441b0b11.css: the file `static/style.css`

        Against COMMIT: all 20 pages, all 3 feeds, 13 of 16 files
    "]]
    .assert_eq(&repository.against_head("text"));
}

#[test]
fn nothing_is_touched_when_nothing_that_is_shown_changes() {
    let repository = small();
    expect![[r"
        Against COMMIT: no output changes
    "]]
    .assert_eq(&repository.against_head("text"));
    repository.write("content/words.yaml", "house_words: [{word: jog, better: run}]\n");
    repository.write("notes/todo.md", "Nothing of the site.\n");
    repository.write("content/articles/.draft.md", "Hidden.\n");
    expect![[r"
        `content/words.yaml`: added
          alters no output

        Against COMMIT: no output changes
    "]]
    .assert_eq(&repository.against_head("text"));
}

#[test]
fn what_an_author_writes_is_no_markdown_and_steers_no_terminal() {
    let repository = small();
    let title = r#"title: "| @all </code><b>x [y](https://e.org) `z` \e[31m\u202e""#;
    repository.edit("content/articles/2026-11-01-sore.md", "title: Sore calves", title);
    repository.edit("content/articles/2026-11-01-sore.md", "area:", "tags: ['a|b <i>']\narea:");
    let markdown = repository.against_head("markdown");
    let is_ours = |line: &str| {
        let cells = line.replace("<code>", "").replace("</code>", "");
        !cells.contains(['<', '@', '[', '`', '*', '_'])
            && [3, 4].contains(&line.matches('|').count())
    };
    let rows: Vec<&str> = markdown.lines().filter(|line| line.starts_with("| ")).collect();
    assert!(rows.len() > 3 && rows.iter().all(|line| is_ours(line)), "{markdown}");
    let text = repository.against_head("text");
    assert!(text.contains("title Sore calves → | @all"), "{text}");
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
}

#[test]
fn the_work_tree_and_the_index_stay_as_they_are() {
    let repository = small();
    repository.edit("content/exercises/heel-drop.md", "reps: 10", "reps: 12");
    repository.git(&["add", "--all"]);
    repository.edit("content/exercises/heel-drop.md", "reps: 12", "reps: 14");
    let before = tree(repository.folder.path());
    assert!(repository.against_head("text").contains("dose.reps 10 → 14"));
    assert_eq!(tree(repository.folder.path()), before);
}

#[test]
fn a_commit_that_git_does_not_know_and_a_folder_without_git_are_told_of() {
    let repository = small();
    let mut told = String::new();
    for reference in ["nowhere", "--output=x", ""] {
        let (status, printed) = repository.impact(&[&format!("--base={reference}")]);
        assert_eq!(status, Some(2), "{printed}");
        told += &printed;
    }
    expect![[r"
        error: git knows no commit `nowhere`
          = help: name a commit, branch or tag that `git log` shows; in a workflow, check out with `fetch-depth: 0`
        error: git knows no commit `--output=x`
          = help: name a commit, branch or tag that `git log` shows; in a workflow, check out with `fetch-depth: 0`
        error: git knows no commit ``
          = help: name a commit, branch or tag that `git log` shows; in a workflow, check out with `fetch-depth: 0`
    "]].assert_eq(&told);
    let bare = TestSite::new(SITE).on_disk();
    let mut command = crate::support::command(bare.path(), &["impact", "--base", "HEAD"]);
    let output = command.env("GIT_CEILING_DIRECTORIES", bare.path().parent().unwrap());
    let output = output.env("LC_ALL", "C").output().expect("the program starts");
    assert_eq!(output.status.code(), Some(2));
    let printed = String::from_utf8_lossy(&output.stderr);
    assert!(
        printed.starts_with("error: git cannot read `HEAD`: not a git repository"),
        "{printed}"
    );
}

#[test]
fn a_base_without_the_site_and_one_with_errors_are_told_of() {
    let repository = small();
    let text = fs::read_to_string(repository.root.join("content/terms.yaml")).unwrap();
    repository.write("content/terms.yaml", "colour: red\n");
    repository.commit();
    repository.write("content/terms.yaml", &text);
    let (status, printed) = repository.impact(&["--base", "HEAD"]);
    assert_eq!(status, Some(1));
    expect![[r"
        error[wrong-type]: this block must be a list, but this is a mapping
         --> content/terms.yaml:1:1
          |
        1 | colour: red
          | ^^^^^^^^^^^
          |
          = help: begin each item of the list with `- `

        error: the site of `HEAD` has 1 error, so there is nothing to compare with
          = help: name a commit of which a site can be built with `--base`
    "]]
    .assert_eq(&printed);
    let elsewhere = Repository::new(&TestSite::new(SITE));
    fs::rename(&elsewhere.root, elsewhere.folder.path().join("site")).unwrap();
    let root = elsewhere.folder.path().join("site");
    let output = soleus(&root, &["impact", "--base", "HEAD"]);
    assert_eq!(output.status.code(), Some(2));
    expect![[r"
        error: `HEAD` has no site here: there is no folder `content`
          = help: name a commit that has the site in the same folder
    "]]
    .assert_eq(&String::from_utf8_lossy(&output.stderr));
}

#[test]
fn files_that_are_wrong_now_are_reported_and_nothing_is_compared() {
    let repository = small();
    repository.edit("content/articles/2026-11-01-sore.md", "[[heel-drop]]", "[[heel-dorp]]");
    let (status, printed) = repository.impact(&["--base", "HEAD"]);
    assert_eq!(status, Some(1));
    expect![[r"
        error[unknown-entry]: no entry is called `heel-dorp`
         --> content/articles/2026-11-01-sore.md:5:19
          |
        5 | What helped was [[heel-dorp]].
          |                   ^^^^^^^^^
          |
          = help: did you mean `heel-drop`?

        1 error and 0 warnings in 1 file; nothing was compared
    "]]
    .assert_eq(&printed);
}

#[cfg(unix)]
#[test]
fn a_link_in_the_base_is_what_it_is_on_the_disk() {
    let repository = small();
    std::os::unix::fs::symlink("note.txt", repository.root.join("static/link.txt")).unwrap();
    repository.commit();
    fs::remove_file(repository.root.join("static/link.txt")).unwrap();
    let (status, printed) = repository.impact(&["--base", "HEAD"]);
    assert_eq!(status, Some(1));
    expect![[r"
        error[unreadable-file]: it is a symbolic link, and soleus reads regular files only
        --> static/link.txt
         = help: put a regular file there, or take it away

        error: the site of `HEAD` has 1 error, so there is nothing to compare with
          = help: name a commit of which a site can be built with `--base`
    "]]
    .assert_eq(&printed);
}
