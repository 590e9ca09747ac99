//! `init` and `new`: what they write is a site, and names what is to be filled in.

#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Output;

use expect_test::expect;
use tempfile::TempDir;

use crate::crawl::Web;
use crate::support::{Ran, TestSite, repository, run_folder, soleus, tree};

const KINDS: [&str; 11] = [
    "article", "area", "cause", "symptom", "exercise", "routine", "person", "page", "red-flag",
    "source", "term",
];

/// A folder with a new site in it.
fn new_site() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let ran = soleus(folder.path(), &["init", "."]);
    assert_eq!(text(&ran.stderr), "");
    assert_eq!(ran.status.code(), Some(0));
    folder
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// Runs what is to fail and gives what it says; nothing in the folder may change.
fn refused(folder: &Path, arguments: &[&str]) -> String {
    let before = tree(folder);
    let ran = soleus(folder, arguments);
    assert_eq!((ran.status.code(), text(&ran.stdout)), (Some(2), ""), "{arguments:?}");
    assert!(tree(folder) == before, "{arguments:?} changed a file");
    text(&ran.stderr).to_owned()
}

fn made(folder: &Path, kind: &str, id: &str) -> Output {
    let ran = soleus(folder, &["new", kind, id]);
    assert_eq!((ran.status.code(), text(&ran.stderr)), (Some(0), ""), "{kind} {id}");
    ran
}

fn run(folder: &Path) -> Ran {
    run_folder(folder, &TestSite::new(""))
}

fn read(folder: &Path, file: &str) -> String {
    std::fs::read_to_string(folder.join(file)).unwrap()
}

#[test]
fn a_new_site_builds_without_a_finding_and_every_link_of_it_leads_somewhere() {
    let folder = new_site();
    let check = soleus(folder.path(), &["check"]);
    assert_eq!(text(&check.stdout), "No errors and no warnings.\n");
    let build = soleus(folder.path(), &["build"]);
    assert_eq!((build.status.code(), text(&build.stderr)), (Some(0), ""));
    let web = Web::of(&run(folder.path()));
    assert_eq!(web.dead(), Vec::<String>::new());
    let pages: BTreeSet<String> = web.pages.keys().cloned().collect();
    let reachable = web.reachable();
    let lost: Vec<_> =
        pages.difference(&web.unlinked).filter(|page| !reachable.contains(*page)).collect();
    assert_eq!(lost, Vec::<&String>::new());
}

#[test]
fn init_says_what_to_do_next_and_that_works() {
    let folder = tempfile::tempdir().unwrap();
    let ran = soleus(folder.path(), &["init", "my site"]);
    expect![[r#"
        Wrote 14 files to `my site`. Now:

          cd 'my site'
          soleus serve
          soleus new article my-first-run
    "#]]
    .assert_eq(&text(&ran.stdout).replace("soleus build", "soleus serve"));
    let site = folder.path().join("my site");
    made(&site, "article", "my-first-run");
    assert_eq!(soleus(&site, &["build"]).status.code(), Some(0));
    assert!(site.join("public/articles/my-first-run/index.html").is_file());
}

#[test]
fn the_health_text_of_a_new_site_is_that_of_the_repository_and_says_whose_it_is() {
    let folder = new_site();
    let (ours, theirs) = (repository(), folder.path());
    let flags = "content/red-flags.yaml";
    assert_eq!(read(theirs, flags), read(&ours, flags));
    for area in std::fs::read_dir(ours.join("content/areas")).unwrap() {
        let area = format!("content/areas/{}", area.unwrap().file_name().to_string_lossy());
        let yaml = read(&ours, &area).split("---\n").nth(1).unwrap().to_owned();
        let expected = format!("---\n{yaml}authors: [soleus-project]\n---\n");
        assert_eq!(read(theirs, &area), expected);
    }
    let page = &run(theirs).pages["areas/calves/index.html"];
    assert!(page.contains("By <a href=\"/people/soleus-project/\">"), "{page}");
}

#[test]
fn a_new_site_has_the_sources_and_terms_that_it_names_and_no_others() {
    let folder = new_site();
    let site = run(folder.path()).compiled.site;
    let used = site.term_ids().filter(|id| site.term_uses(*id).is_used()).count();
    assert_eq!((site.cited_sources().count(), used), (site.sources.len(), site.terms.len()));
    assert!(used > 50, "the areas have bones and muscles");
}

#[test]
fn a_new_site_is_never_made_where_one_is() {
    let folder = new_site();
    expect![[r#"
        error: `./content` is there already
          = help: choose a folder without a site in it
    "#]]
    .assert_eq(&refused(folder.path(), &["init", "."]));
    let themed = TestSite::new("=== templates/base.html\nmine\n").on_disk();
    expect![[r#"
        error: `./templates` is there already
          = help: choose a folder without a site in it
    "#]]
    .assert_eq(&refused(themed.path(), &["init", "."]));
}

#[test]
fn a_new_site_leaves_other_files_of_its_folder_alone() {
    let folder = TestSite::new("=== .gitignore\nmine\n=== README.md\nmine\n").on_disk();
    assert_eq!(soleus(folder.path(), &["init", "."]).status.code(), Some(0));
    assert_eq!(read(folder.path(), ".gitignore"), "mine\n");
    assert_eq!(read(folder.path(), "README.md"), "mine\n");
    assert_eq!(read(new_site().path(), ".gitignore"), "/public/\n/.public.soleus-*\n");
}

#[test]
fn a_new_article_is_valid_at_once() {
    let folder = new_site();
    let ran = made(folder.path(), "article", "my-post");
    assert_eq!(
        text(&ran.stdout),
        "Wrote `content/articles/my-post.md`. `soleus check` says what is to be filled in.\n"
    );
    assert!(read(folder.path(), "content/articles/my-post.md").contains("\ndate: 2026-11-23\n"));
    let ran = run(folder.path());
    assert_eq!(ran.report(), "");
    assert!(ran.page("articles/my-post/index.html").contains("<h1>My post</h1>"));
}

#[test]
fn a_title_from_an_id_is_text_whatever_yaml_would_make_of_it() {
    let folder = new_site();
    for id in ["true", "null", "12", "1e5", "0x1f", "yes", "12-34"] {
        made(folder.path(), "article", id);
    }
    assert_eq!(run(folder.path()).report(), "");
}

#[test]
fn an_article_may_be_named_with_its_day() {
    let folder = new_site();
    made(folder.path(), "article", "2026-11-02-my-post");
    let ran = run(folder.path());
    assert_eq!(ran.report(), "");
    let article = read(folder.path(), "content/articles/2026-11-02-my-post.md");
    assert!(article.contains("\ntitle: My post\n") && article.contains("\ndate: 2026-11-02\n"));
    assert!(ran.pages.contains_key("articles/my-post/index.html"));
}

/// A new site with a new entry or item of every kind.
fn one_of_each() -> TempDir {
    let folder = new_site();
    for kind in KINDS {
        made(folder.path(), kind, &format!("my-{kind}"));
    }
    folder
}

#[test]
fn the_findings_in_what_new_writes_are_the_places_that_its_author_must_fill_in() {
    let folder = one_of_each();
    let ran = run(folder.path());
    let place = |found: &soleus::diagnostic::Diagnostic| {
        let soleus::diagnostic::Place::At(span) = found.place else { panic!("{found:?}") };
        let source = ran.sources.get(span.file).unwrap();
        (source.path.to_string(), source.line_column(span.range().start).0)
    };
    let found: BTreeSet<_> = ran.diagnostics.iter().map(place).collect();
    assert_eq!(found, empty_places(folder.path()));
    assert_eq!(found.len(), ran.diagnostics.len(), "one finding for each place");
    assert!(ran.rules().iter().all(|rule| *rule == "empty-field"), "{}", ran.report());
    assert!(found.len() > 30, "most kinds have required fields");
}

/// File and line of every key with nothing behind it and nothing deeper below it.
fn empty_places(folder: &Path) -> BTreeSet<(String, usize)> {
    let mut places = BTreeSet::new();
    for (file, bytes) in tree(&folder.join("content")) {
        let depth = |line: &str| line.chars().take_while(|c| " -".contains(*c)).count();
        let lines: Vec<(usize, &str)> = (1..).zip(text(&bytes).lines()).collect();
        let written = |(_, line): &&(usize, &str)| !line.trim_start().starts_with('#');
        let lines: Vec<_> = lines.iter().filter(written).collect();
        for (at, (number, line)) in lines.iter().enumerate() {
            let next = lines.get(at + 1).map_or("", |(_, next)| next);
            if line.ends_with(':') && depth(next) <= depth(line) {
                places.insert((format!("content/{file}"), *number));
            }
        }
    }
    places
}

#[test]
fn every_line_that_may_be_left_out_names_a_field_of_its_kind() {
    let folder = one_of_each();
    for file in tree(&folder.path().join("content")).into_keys() {
        let path = folder.path().join("content").join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<String> = text.lines().map(uncommented).collect();
        std::fs::write(path, lines.join("\n")).unwrap();
    }
    let ran = run(folder.path());
    // Without telephone numbers the tokens in the words of the cards stand for nothing.
    let fits = |rule: &&str| matches!(*rule, "empty-field" | "unknown-token");
    assert!(ran.rules().iter().all(fits), "{}", ran.report());
    assert!(ran.rules().len() > 90, "every kind has optional fields");
}

/// The line as it is when an author takes the mark of a comment away.
fn uncommented(line: &str) -> String {
    let comment = line.trim_start();
    let is_field = comment.starts_with("# ") && comment.contains(" # ");
    if is_field { line.replacen("# ", "", 1) } else { line.to_owned() }
}

#[test]
fn a_new_file_says_what_each_field_means() {
    let folder = new_site();
    made(folder.path(), "symptom", "sore-toe");
    let symptom = read(folder.path(), "content/symptoms/sore-toe.md");
    let (own, _) = symptom.split_once("# aliases").unwrap();
    expect![[r##"
        ---
        # What the page is called, without a full stop. (text, 2 to 100 characters)
        title: Sore toe
        # One or two sentences: what is meant. (text, 40 to 200 characters)
        summary:
        # The symptom as a reader would ask about it. (text, 10 to 120 characters)
        question:
        # Warning signs that are shown first. (list: id of a red flag)
        red_flags:

        # Everything below may be left out. Take a "# " away to use the line behind it.
    "##]]
    .assert_eq(own);
}

#[test]
fn an_item_is_added_to_the_end_of_its_file() {
    let before = "# Mine.\n- id: calf\n  name: calf\n  kind: muscle";
    let folder = TestSite::new("").file("content/terms.yaml", before).on_disk();
    let ran = made(folder.path(), "term", "shin-bone");
    assert!(text(&ran.stdout).starts_with("Added an item to `content/terms.yaml`."));
    let after = read(folder.path(), "content/terms.yaml");
    expect![[r#"


        # What other entries call it. (id)
        - id: shin-bone
          # The plain name, in lower case as in the middle of a sentence. (text, 2 to 80 characters)
          name:
          # What sort of thing it is. (`muscle`, `bone`, `joint`, `tendon`, `nerve`, `vessel`, `tissue`, `equipment`)
          kind:
          # everyday:  # Whether every home has it, or something that does as well. A search for exercises without equipment finds those that need nothing else. (`true` or `false`)
          # medical_name:  # The medical name where the plain one is another. (text, 2 to 80 characters)
          # text:  # What it is or does, in a sentence. (text, 10 to 300 characters)
    "#]].assert_eq(after.strip_prefix(before).unwrap());
}

#[test]
fn an_item_is_not_added_to_a_file_that_is_no_plain_list() {
    for list in ["[]", "- {id: a, name: a b, kind: bone}\n...\n", "a: b\n", "  - id: [\n"] {
        let folder = TestSite::new("").file("content/terms.yaml", list).on_disk();
        assert_eq!(
            refused(folder.path(), &["new", "term", "shin-bone"]),
            "error: cannot add to `content/terms.yaml`, which is no list with a `- ` for each item\n  \
             = help: add an item with `id: shin-bone` by hand\n"
        );
    }
}

#[test]
fn new_says_why_it_writes_nothing() {
    let folder = new_site();
    let mut said = String::new();
    for (kind, id) in [
        ("artcle", "my-post"),
        ("thing", "my-post"),
        ("article", "My Post"),
        ("article", "../my-post"),
        ("article", ""),
        ("article", "index"),
        ("article", "2026-02-30-my-post"),
        ("term", "Ünder"),
        ("article", "welcome"),
        ("exercise", "calves"),
        ("source", "gastrocnemius"),
    ] {
        let why = refused(folder.path(), &["new", kind, id]);
        write!(said, "{kind} {id}\n{why}").unwrap();
    }
    expect![[r#"
        artcle my-post
        error: no kind is called `artcle`
          = help: did you mean `article`?
        thing my-post
        error: no kind is called `thing`
          = help: the kinds are `article`, `area`, `cause`, `symptom`, `exercise`, `routine`, `person`, `page`, `red-flag`, `source`, `term`
        article My Post
        error: `My Post` cannot be an id
          = help: use small letters `a` to `z`, digits and hyphens: `my-post`
        article ../my-post
        error: `../my-post` cannot be an id
          = help: use small letters `a` to `z`, digits and hyphens: `my-post`
        article 
        error: `` cannot be an id
          = help: use small letters `a` to `z`, digits and hyphens
        article index
        error: a file of `content/articles` is named after its entry
          = help: give it the name of its entry; the list of all entries is made by itself
        article 2026-02-30-my-post
        error: the file name begins with `2026-02-30`, which is no day
          = help: begin it with year, month and day: `2026-12-01-`
        term Ünder
        error: `Ünder` cannot be an id
          = help: use small letters `a` to `z`, digits and hyphens: `under`
        article welcome
        error: the id `welcome` is taken by another article
          = help: choose another id; that one is in `content/articles/welcome.md`
        exercise calves
        error: the id `calves` is taken by another area
          = help: choose another id; that one is in `content/areas/calves.md`
        source gastrocnemius
        error: the id `gastrocnemius` is taken by another term
          = help: choose another id; that one is in `content/terms.yaml`
    "#]].assert_eq(&said);
    let empty = tempfile::tempdir().unwrap();
    expect![[r#"
        error: cannot read `./content`: No such file or directory (os error 2)
          = help: run soleus in the folder of a site, or name it with `--root`
    "#]]
    .assert_eq(&refused(empty.path(), &["new", "article", "my-post"]));
}

#[test]
fn the_id_of_a_draft_with_mistakes_is_taken_as_well() {
    let folder =
        TestSite::new("=== content/articles/a/index.md\n---\ndraft: maybe\n---\n").on_disk();
    assert_eq!(
        refused(folder.path(), &["new", "page", "a"]),
        "error: the id `a` is taken by another article\n  \
         = help: choose another id; that one is in `content/articles/a/index.md`\n"
    );
}

#[cfg(unix)]
#[test]
fn new_writes_nothing_through_a_link_that_leads_out_of_the_site() {
    let outside = tempfile::tempdir().unwrap();
    let folder = TestSite::new("=== content/site.yaml\ntitle: Mine\n").on_disk();
    let link = |to: &str, name: &str| {
        std::os::unix::fs::symlink(outside.path().join(to), folder.path().join(name)).unwrap();
    };
    link("", "content/articles");
    link("terms.yaml", "content/terms.yaml");
    std::fs::write(outside.path().join("terms.yaml"), "").unwrap();
    for (kind, id) in [("article", "my-post"), ("term", "shin-bone")] {
        let ran = soleus(folder.path(), &["new", kind, id]);
        assert_eq!(ran.status.code(), Some(2), "{}", text(&ran.stderr));
    }
    let outside = tree(outside.path());
    assert_eq!(outside.into_iter().collect::<Vec<_>>(), [("terms.yaml".to_owned(), Vec::new())]);
}
