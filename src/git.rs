//! The git command line, as every module of ours runs it.

use std::path::Path;
use std::process::{Command, Stdio};

/// A command of git in a folder, which belongs to no other repository than the one that is found there.
/// It takes no lock that it can do without, and says in English what is wrong.
#[must_use]
pub fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.current_dir(folder).stdin(Stdio::null());
    command.env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
    // A hook of git gives these to everything that it runs.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"] {
        command.env_remove(name);
    }
    command
}
