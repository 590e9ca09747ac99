//! Which commit a site was made from, and which of two is the newer one. The git command line answers.

use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::told::Told;
use crate::git::git;
use crate::load::FOLDERS;

/// A commit of the site's repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commit {
    pub id: String,
    /// When it was committed.
    pub time: Timestamp,
    /// Whether the site's files were not those of the commit.
    pub changed: bool,
}

impl Commit {
    /// The beginning of its id, as people write it.
    #[must_use]
    pub fn short(&self) -> &str {
        self.id.get(..8).unwrap_or(&self.id)
    }
}

/// How the commit of this deploy stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Age {
    Newer,
    Older,
    Same,
    /// One of them is not known, or nothing sets them apart.
    Unknown,
}

/// The repository that a site lies in, if it lies in one.
#[derive(Debug)]
pub(super) struct Repository {
    root: PathBuf,
}

impl Repository {
    pub(super) fn at(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// The commit that is checked out; none where there is no repository, no commit or no git.
    pub(super) fn commit(&self) -> Result<Option<Commit>, Told> {
        if !self.exists()? {
            return Ok(None);
        }
        let Some(id) = self.ask(&["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]) else {
            return Ok(None);
        };
        let time = self.ask(&["show", "--no-patch", "--format=%ct", &id]);
        let time = time.and_then(|time| time.parse().ok());
        let Some(time) = time.and_then(|time| Timestamp::from_second(time).ok()) else {
            return Ok(None);
        };
        let status = [&["status", "--porcelain", "--"][..], &FOLDERS].concat();
        let changed = self.ask(&status).is_none_or(|changes| !changes.is_empty());
        Ok(Some(Commit { id, time, changed }))
    }

    /// How `ours` stands to `theirs`: by history where that is known, otherwise by time.
    pub(super) fn age(&self, ours: Option<&Commit>, theirs: Option<&Commit>) -> Age {
        let (Some(ours), Some(theirs)) = (ours, theirs) else { return Age::Unknown };
        if ours.id == theirs.id {
            Age::Same
        } else if self.is_ancestor(&theirs.id, &ours.id) {
            Age::Newer
        } else if self.is_ancestor(&ours.id, &theirs.id) {
            Age::Older
        } else {
            match ours.time.cmp(&theirs.time) {
                std::cmp::Ordering::Greater => Age::Newer,
                std::cmp::Ordering::Less => Age::Older,
                std::cmp::Ordering::Equal => Age::Unknown,
            }
        }
    }

    fn is_ancestor(&self, old: &str, new: &str) -> bool {
        // The ids come from a file that anybody may have written, so they must not be options.
        let is_id = |id: &str| id.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_id(old) && is_id(new) && self.ask(&["merge-base", "--is-ancestor", old, new]).is_some()
    }

    /// Whether there is a repository. One that git does not let us read would silently take away the
    /// protection against an older deploy, so that is told.
    fn exists(&self) -> Result<bool, Told> {
        let asked = self.git(&["rev-parse", "--git-dir"]).output();
        let Ok(output) = asked else { return Ok(false) };
        let said = String::from_utf8_lossy(&output.stderr);
        if output.status.success() || said.contains("not a git repository") {
            return Ok(output.status.success());
        }
        let reason = said.lines().next().unwrap_or_default();
        let message = format!("cannot read the repository of the site: {reason}");
        Err(Told::new(message, "mend what git says, so that an older site is never published"))
    }

    /// What git answers; nothing when it says no.
    fn ask(&self, arguments: &[&str]) -> Option<String> {
        let output = self.git(arguments).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| text.trim().to_owned())
    }

    fn git(&self, arguments: &[&str]) -> Command {
        let mut command = git(&self.root);
        command.args(arguments);
        command
    }
}
