//! Publishing to a branch of a git repository.

use expect_test::expect;

use super::{Place, Site, git, hash, pages, program, published, said};

/// The site of the tests, and an empty repository to publish to.
fn place() -> Place {
    let place = Place::new();
    git(&place.path("."), &["init", "--quiet", "--bare", "pages.git"]);
    place
}

/// The files of the branch that readers see.
fn branch(place: &Place) -> Site {
    let repository = place.path("pages.git");
    let out = place.path("checked-out");
    let _ = std::fs::remove_dir_all(&out);
    std::fs::create_dir(&out).unwrap();
    let work_tree = format!("--work-tree={}", out.display());
    git(&repository, &[&work_tree, "checkout", "--quiet", "--force", "gh-pages", "--", "."]);
    published(&out)
}

fn log(place: &Place) -> String {
    git(&place.path("pages.git"), &["log", "--format=%s", "gh-pages"])
}

#[test]
fn a_missing_branch_is_made_and_holds_the_site() {
    let place = place();
    let commit = place.commit("Begin");
    let dry = place.deployed(&["branch", "--dry-run"]);
    let run = place.deployed(&["branch", "--verify"]);
    assert!(dry.ends_with("0 removed, 0 unchanged\nNothing was written.\n"), "{dry}");
    let files = place.built().len();
    let end = format!(
        "{files} files read back and found right\nPublished to branch: ../pages.git gh-pages\n"
    );
    assert_eq!(run, dry.replace("Nothing was written.\n", &end));
    assert_eq!(branch(&place), place.built());
    assert_eq!(log(&place), format!("Publish {commit}"));
}

#[test]
fn an_update_is_one_commit_on_top_and_no_update_is_none() {
    let place = place();
    place.deployed(&["branch"]);
    place.remove("content/articles/two.md");
    place.article("one", "Text.");
    let run = place.deployed(&["branch"]);
    expect![[r"
        ~ articles/index.html
        ~ articles/one/index.html
        - articles/two/index.html
        ~ index.html
        ~ search/index.html
        ~ sitemap.xml
        Published to branch: ../pages.git gh-pages
    "]]
    .assert_eq(&pages(&run));
    assert_eq!(branch(&place), place.built());
    let again = place.deployed(&["branch"]);
    assert!(again.ends_with("Nothing to publish: ../pages.git gh-pages has this site already\n"));
    assert_eq!(log(&place), "Publish the site\nPublish the site");
}

#[test]
fn what_others_keep_in_the_branch_stays() {
    let place = place();
    let other = place.path("other");
    git(&place.path("."), &["clone", "--quiet", "pages.git", "other"]);
    std::fs::write(other.join("CNAME"), "example.org\n").unwrap();
    git(&other, &["checkout", "--quiet", "-b", "gh-pages"]);
    git(&other, &["add", "."]);
    git(&other, &["commit", "--quiet", "--message=Name"]);
    git(&other, &["push", "--quiet", "origin", "gh-pages"]);
    place.deployed(&["branch"]);
    let mut expected = place.built();
    expected.insert("CNAME".to_owned(), hash(b"example.org\n"));
    assert_eq!(branch(&place), expected);
    assert_eq!(log(&place), "Publish the site\nName");
}

/// Makes the repository do something once, before it takes a push.
fn before_a_push(place: &Place, script: &str) {
    let hook = place.path("pages.git/hooks/pre-receive");
    let text = format!("#!/bin/sh\ncd \"$(git rev-parse --absolute-git-dir)\"\n{script}\n");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    std::fs::write(&hook, text).unwrap();
    make_executable(&hook);
}

#[cfg(unix)]
fn make_executable(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(unix)]
#[test]
fn a_push_of_somebody_else_in_between_is_kept() {
    let place = place();
    place.deployed(&["branch"]);
    place.article("one", "Text.");
    // Somebody else commits while the push is on its way, so that it is not on top any more.
    before_a_push(
        &place,
        "[ -e done ] && exit 0; touch done\n\
         unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES\n\
         export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x\n\
         git update-ref refs/heads/gh-pages \
         $(git commit-tree -p gh-pages -m 'In between' 'gh-pages^{tree}')",
    );
    place.deployed(&["branch"]);
    assert_eq!(branch(&place), place.built());
    assert_eq!(log(&place), "Publish the site\nIn between\nPublish the site");
}

#[cfg(unix)]
#[test]
fn a_branch_that_nobody_may_push_to_is_told_with_the_reason() {
    let place = place();
    before_a_push(&place, "exit 1");
    let said = place.deploy(&["branch", "--time-scale=0.01"]);
    assert_eq!(said.code, Some(2));
    expect![[r"
        error: cannot push to `../pages.git gh-pages`: [remote rejected] (pre-receive hook declined)
          = help: see who may push to the branch
    "]]
    .assert_eq(&said.err);
}

#[test]
fn a_remote_that_is_not_there_is_told_without_its_password() {
    let place = Place::new();
    let said = place.deploy(&["branch"]);
    assert_eq!(said.code, Some(2));
    expect![[r"
        error: git cannot read the remote: fatal: '../pages.git' does not appear to be a git repository
          = help: see whether `git` reaches the remote of the target without asking
    "]]
    .assert_eq(&said.err);
    place.write(
        "content/site.yaml",
        "base_url: https://example.org/\n\
         targets: {branch: {git: {remote: origin}}}\n",
    );
    place.commit("Begin");
    let url = "http://robin:canary@127.0.0.1:1/pages.git";
    git(&place.root(), &["remote", "add", "origin", url]);
    place.build();
    let said = place.deploy(&["branch"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("127.0.0.1:1/pages.git"), "{}", said.err);
    assert!(!said.err.contains("canary"), "{}", said.err);
}

#[test]
fn a_remote_of_the_repository_of_the_site_is_used_by_its_name() {
    let place = place();
    place.write(
        "content/site.yaml",
        "base_url: https://example.org/\n\
         targets: {branch: {git: {remote: pages, branch: live/site}}}\n",
    );
    place.commit("Begin");
    git(&place.root(), &["remote", "add", "pages", "../pages.git"]);
    place.build();
    let before = git(&place.root(), &["for-each-ref"]);
    place.deployed(&["branch"]);
    let there = git(&place.path("pages.git"), &["for-each-ref", "--format=%(refname)"]);
    assert_eq!(there, "refs/heads/live/site");
    assert_eq!(git(&place.root(), &["for-each-ref"]), before);
    assert_eq!(git(&place.root(), &["status", "--porcelain"]), "");
}

#[test]
fn an_older_commit_is_refused_unless_it_is_meant() {
    let place = place();
    place.commit("Begin");
    place.article("one", "Newer text.");
    let newer = place.commit("Go on");
    place.deployed(&["branch"]);
    git(&place.root(), &["checkout", "--quiet", "HEAD~1"]);
    place.build();
    let older = git(&place.root(), &["rev-parse", "HEAD"]);
    let output = program(&place.root(), &["deploy", "branch"]).output().unwrap();
    let refused = said(&output);
    assert_eq!(refused.code, Some(1));
    let expected = format!(
        "error: `{}` is published already, and this site is the older `{}`\n  \
         = help: to put the older one in its place, use `--allow older`\n",
        &newer[..8],
        &older[..8]
    );
    assert_eq!(refused.err, expected);
    place.deployed(&["branch", "--allow=older"]);
    assert_eq!(branch(&place), place.built());
}

#[test]
fn a_newer_commit_of_the_same_site_is_noted_so_that_one_in_between_is_known_to_be_older() {
    let place = place();
    place.commit("First");
    place.deployed(&["branch"]);
    place.deployed(&["disk"]);
    place.article("one", "Other text.");
    place.commit("Second");
    let page = std::fs::read(place.root().join("public/articles/one/index.html")).unwrap();
    git(&place.root(), &["revert", "--no-edit", "HEAD"]);
    place.build();
    for target in ["branch", "disk"] {
        assert!(place.deployed(&[target]).contains("Nothing to publish"));
    }
    git(&place.root(), &["checkout", "--quiet", "HEAD~1"]);
    place.build();
    assert_eq!(std::fs::read(place.root().join("public/articles/one/index.html")).unwrap(), page);
    for target in ["branch", "disk"] {
        assert_eq!(place.deploy(&[target]).code, Some(1));
    }
}
