//! `soleus deploy`, run as a program: to folders, and to branches of git repositories on this machine.

mod branch;
mod claims;
mod crashes;
mod disk;
mod purge;
mod races;
mod refusals;
mod settings;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::Value;
use soleus::deploy::STATE;
use tempfile::TempDir;

use crate::support::{TestSite, tree};

/// A folder with a site in `site`, and room for what it is published to beside it.
pub(super) struct Place {
    folder: TempDir,
    /// How many commits were made, each a minute after the other.
    commits: AtomicU64,
}

/// What a command said and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) code: Option<i32>,
    pub(super) out: String,
    pub(super) err: String,
}

/// A site of two articles, and its targets. It has no search, whose index is more files than the rest.
const SITE: &str = "
=== content/site.yaml
base_url: https://example.org/
search: false
targets:
  disk: {folder: {path: ../www}}
  branch: {git: {remote: ../pages.git}}
=== content/articles/one.md
---
title: One
---
See [[two]].
=== content/articles/two.md
---
title: Two
---
Text.
";

impl Place {
    /// The site of the tests, on disk and built.
    pub(super) fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap(), commits: AtomicU64::new(0) };
        TestSite::new(SITE).write_to(&place.root());
        place.build();
        place
    }

    pub(super) fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file of the site.
    pub(super) fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Writes an article, and builds.
    pub(super) fn article(&self, id: &str, text: &str) {
        self.write(
            &format!("content/articles/{id}.md"),
            &format!("---\ntitle: {id}!\n---\n{text}\n"),
        );
        self.build();
    }

    pub(super) fn remove(&self, path: &str) {
        std::fs::remove_file(self.root().join(path)).unwrap();
    }

    pub(super) fn build(&self) {
        let built = self.run(&["build"]);
        assert_eq!(built.code, Some(0), "{}", built.err);
    }

    pub(super) fn run(&self, arguments: &[&str]) -> Said {
        said(&program(&self.root(), arguments).output().unwrap())
    }

    /// Deploys, with `disk` or `branch` and flags.
    pub(super) fn deploy(&self, arguments: &[&str]) -> Said {
        self.run(&[&["deploy"], arguments].concat())
    }

    /// Deploys, which must go well, and gives what was said but for the time.
    pub(super) fn deployed(&self, arguments: &[&str]) -> String {
        let said = self.deploy(arguments);
        assert_eq!((said.code, &*said.err), (Some(0), ""), "{}", said.out);
        timeless(&said.out)
    }

    /// What was built, but for the list of it.
    pub(super) fn built(&self) -> Site {
        published(&self.root().join("public"))
    }

    /// Makes the site a git repository.
    pub(super) fn commit(&self, message: &str) -> String {
        if !self.root().join(".git").exists() {
            self.write(".gitignore", "public/\n.public*\n");
            git(&self.root(), &["init", "--quiet", "--initial-branch=main"]);
        }
        git(&self.root(), &["add", "."]);
        let minutes = self.commits.fetch_add(1, Ordering::Relaxed);
        let date = format!("{} +0000", 1_700_000_000 + 60 * minutes);
        let mut commit = git_command(&self.root());
        commit.args(["commit", "--quiet", "--allow-empty", "--message", message]);
        assert!(commit.env("GIT_COMMITTER_DATE", date).status().unwrap().success());
        git(&self.root(), &["rev-parse", "HEAD"])
    }
}

/// No settings of this machine.
const GIT_SETTINGS: [(&str, &str); 2] =
    [("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1")];

/// The program in a folder, on the day that it is.
pub(super) fn program(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_soleus"));
    command.current_dir(root).args(arguments).envs(GIT_SETTINGS);
    command
}

pub(super) fn said(output: &Output) -> Said {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Said { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
}

/// Without how long it took.
pub(super) fn timeless(text: &str) -> String {
    let lines = text.lines().map(|line| match line.rsplit_once(" in ") {
        Some((before, _)) if line.starts_with("Published") => format!("{before}\n"),
        _ => format!("{line}\n"),
    });
    lines.collect()
}

/// What is done to pages and to what machines read, without sizes: the theme may change.
pub(super) fn pages(text: &str) -> String {
    let is_told = |line: &&str| {
        let path = line.split("  ").next().unwrap_or_default();
        let is_file = line.starts_with(['+', '~', '-']);
        let kept = [".html", ".xml", ".txt"];
        is_file && kept.iter().any(|end| path.ends_with(end)) || line.starts_with("Published")
    };
    let lines = text.lines().filter(is_told);
    lines.map(|line| line.split("  ").next().unwrap_or_default().to_owned() + "\n").collect()
}

/// The files that readers see, by path, each with the hash of its bytes.
pub(super) type Site = BTreeMap<String, String>;

/// The files below a folder that are part of the site. Assets that are no longer used and stay for a while
/// are not, if the state of the target knows them.
pub(super) fn published(folder: &Path) -> Site {
    let mut files = tree(folder);
    let state: Option<Value> = files.get(STATE).map(|bytes| serde_json::from_slice(bytes).unwrap());
    let is_retired =
        |path: &str| state.as_ref().is_some_and(|state| state["retired"].get(path).is_some());
    files.retain(|path, _| !path.starts_with(".soleus-") && !is_retired(path));
    files.into_iter().map(|(path, bytes)| (path, hash(&bytes))).collect()
}

pub(super) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}

/// Another seed in each run, for those that are long and looked at.
pub(super) fn seed_of_now() -> u64 {
    std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs()
}

/// What the target says of itself.
pub(super) fn state(folder: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(folder.join(STATE)).unwrap()).unwrap()
}

/// Runs git, which must go well.
pub(super) fn git(folder: &Path, arguments: &[&str]) -> String {
    let said = said(&git_command(folder).args(arguments).output().unwrap());
    assert_eq!(said.code, Some(0), "git {arguments:?}: {}", said.err);
    said.out.trim().to_owned()
}

/// Git as somebody whose name is always the same.
fn git_command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.current_dir(folder).envs(GIT_SETTINGS).envs([
        ("GIT_AUTHOR_NAME", "Robin"),
        ("GIT_AUTHOR_EMAIL", "robin@example.org"),
        ("GIT_COMMITTER_NAME", "Robin"),
        ("GIT_COMMITTER_EMAIL", "robin@example.org"),
    ]);
    command
}
