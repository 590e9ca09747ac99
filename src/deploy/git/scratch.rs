//! A repository of our own for as long as a deploy takes: neither the working tree, nor the branches,
//! nor the hooks of the site's repository have a part in it, but its settings do, since they say how a
//! remote is reached.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::deploy::retry::random;
use crate::deploy::told::Told;
use crate::git::git;
use crate::schema::Git;

/// Where the branch of the target is in the scratch repository.
const TIP: &str = "refs/soleus/tip";

/// Settings that hold whatever others say.
const SETTINGS: [&str; 6] = [
    "core.hooksPath=/dev/null",
    "maintenance.auto=false",
    "gc.auto=0",
    "protocol.ext.allow=never",
    "push.followTags=false",
    "push.recurseSubmodules=no",
];

/// The repository. It goes when it is dropped.
#[derive(Debug)]
pub(super) struct Scratch {
    folder: PathBuf,
    /// Where relative paths of remotes begin.
    home: PathBuf,
    /// The settings of the site's repository.
    config: Option<PathBuf>,
    remote: String,
    branch: String,
}

/// What became of a push.
pub(super) enum Push {
    Done,
    /// Somebody else pushed, or nobody may.
    Rejected(String),
}

impl Scratch {
    pub(super) fn new(root: &Path, target: &Git) -> Result<Self, Told> {
        let folder = std::env::temp_dir().join(format!("soleus-deploy-{:016x}", random()));
        let scratch = Self {
            home: home(root, &target.remote),
            config: line(root, &["rev-parse", "--path-format=absolute", "--git-common-dir"])
                .map(|folder| Path::new(&folder).join("config")),
            remote: target.remote.to_string(),
            branch: format!("refs/heads/{}", target.branch()),
            folder,
        };
        let mut init = git(root);
        init.args(["init", "--quiet", "--bare", "--template="]).arg(&scratch.folder);
        succeed(init, "make a repository in the temporary folder")?;
        Ok(scratch)
    }

    /// The commit at the tip of the branch, which is there afterwards; `None` where there is no branch.
    pub(super) fn fetch(&self) -> Result<Option<String>, Told> {
        let what = "read the remote";
        let mut list = self.git(&["ls-remote", "--exit-code", "--", &self.remote, &self.branch]);
        let output = list.output().map_err(|error| no_git(&error))?;
        // It says 2 when it finds nothing.
        if output.status.code() == Some(2) {
            return Ok(None);
        }
        succeeded(&output, what)?;
        let refspec = format!("+{}:{TIP}", self.branch);
        let options = ["--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--refmap="];
        let fetch = [&["fetch"][..], &options, &["--", &self.remote, &refspec]].concat();
        succeed(self.git(&fetch), what)?;
        Ok(Some(self.line(&["rev-parse", "--verify", TIP])?))
    }

    /// The bytes of a file in a commit, if it has that file.
    pub(super) fn file(&self, commit: &str, path: &str) -> Option<Vec<u8>> {
        let output = self.git(&["cat-file", "blob", &format!("{commit}:{path}")]).output().ok()?;
        output.status.success().then_some(output.stdout)
    }

    /// Moves the branch of the remote on to a commit, if it is where that begins.
    pub(super) fn push(&self, commit: &str) -> Result<Push, Told> {
        let refspec = format!("{commit}:{}", self.branch);
        let mut push = self.git(&["push", "--porcelain", "--", &self.remote, &refspec]);
        let output = push.output().map_err(|error| no_git(&error))?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let rejected = said.lines().find_map(|line| line.strip_prefix("!\t"));
        match rejected {
            Some(line) => {
                let reason = line.rsplit('\t').next().unwrap_or_default();
                Ok(Push::Rejected(without_passwords(reason)))
            }
            None => succeeded(&output, "push").map(|()| Push::Done),
        }
    }

    /// The one line that git answers.
    pub(super) fn line(&self, arguments: &[&str]) -> Result<String, Told> {
        let output = self.git(arguments).output().map_err(|error| no_git(&error))?;
        succeeded(&output, arguments[0])?;
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    pub(super) fn git(&self, arguments: &[&str]) -> Command {
        let mut command = git(&self.home);
        if let Some(config) = &self.config {
            command.arg("-c").arg(format!("include.path={}", config.display()));
        }
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        command.arg("--git-dir").arg(&self.folder).args(arguments);
        command.env("GIT_TERMINAL_PROMPT", "0");
        command
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed lies in the folder that the system empties.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The paths of a remote that the site's repository knows begin at its top, other paths at the site.
fn home(root: &Path, remote: &str) -> PathBuf {
    let is_known = line(root, &["config", "--get", &format!("remote.{remote}.url")]).is_some();
    let top = is_known.then(|| line(root, &["rev-parse", "--show-toplevel"])).flatten();
    top.map_or_else(|| root.to_owned(), PathBuf::from)
}

/// What git says in the site's repository, if there is one.
fn line(root: &Path, arguments: &[&str]) -> Option<String> {
    let output = git(root).args(arguments).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}

fn succeed(mut command: Command, what: &str) -> Result<(), Told> {
    let output = command.output().map_err(|error| no_git(&error))?;
    succeeded(&output, what)
}

pub(super) fn succeeded(output: &Output, what: &str) -> Result<(), Told> {
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let is_reason = |line: &&str| line.starts_with("fatal:") || line.starts_with("error:");
    let reason = said.lines().find(is_reason).or(said.lines().last()).unwrap_or("it says nothing");
    let message = format!("git cannot {what}: {}", without_passwords(reason));
    Err(Told::new(message, "see whether `git` reaches the remote of the target without asking"))
}

pub(super) fn no_git(error: &std::io::Error) -> Told {
    Told::new(format!("git cannot be run: {error}"), "install git, which a branch needs")
}

/// A text without what stands before the host of an address.
fn without_passwords(text: &str) -> String {
    let text = text.replace(char::is_control, " ");
    let words = text.split(' ').map(|word| match word.split_once("://") {
        Some((scheme, rest)) => {
            let host = rest.find('/').unwrap_or(rest.len());
            let begin = rest[..host].rfind('@').map_or(0, |at| at + 1);
            format!("{scheme}://{}", &rest[begin..])
        }
        None => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}
