//! A commit as `git fast-import` reads it: file by file, with neither an index nor a working tree.

use std::io::{BufWriter, Read as _, Write as _};
use std::process::{Child, ChildStdin, Output, Stdio};

use jiff::Timestamp;

use super::scratch::{Scratch, no_git, succeeded};
use crate::deploy::told::Told;

/// The name of the new commit in the scratch repository.
const NEW: &str = "refs/soleus/new";

/// Who commits where git does not know.
const NOBODY: &str = "soleus <soleus@localhost>";

/// A commit in the making.
pub(super) struct Import<'s> {
    scratch: &'s Scratch,
    child: Child,
    input: BufWriter<ChildStdin>,
}

impl<'s> Import<'s> {
    /// Begins a commit on top of another, or one without history.
    pub(super) fn begin(
        scratch: &'s Scratch,
        tip: Option<&str>,
        message: &str,
        now: Timestamp,
    ) -> Result<Self, Told> {
        let mut command = scratch.git(&["fast-import", "--quiet", "--force", "--done"]);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| no_git(&error))?;
        let input = BufWriter::new(child.stdin.take().expect("it is piped"));
        let mut import = Self { scratch, child, input };
        let who = scratch.line(&["var", "GIT_COMMITTER_IDENT"]).ok();
        let who = who.as_deref().and_then(|who| who.rsplit_once('>'));
        let who = who.map_or_else(|| NOBODY.to_owned(), |(who, _)| format!("{who}>"));
        import.say(&format!("commit {NEW}\ncommitter {who} {} +0000\n", now.as_second()))?;
        import.data(message.as_bytes())?;
        if let Some(tip) = tip {
            import.say(&format!("from {tip}\n"))?;
        }
        Ok(import)
    }

    pub(super) fn remove(&mut self, path: &str) -> Result<(), Told> {
        self.say(&format!("D {}\n", quoted(path)))
    }

    pub(super) fn put(&mut self, path: &str, bytes: &[u8]) -> Result<(), Told> {
        self.say(&format!("M 100644 inline {}\n", quoted(path)))?;
        self.data(bytes)
    }

    /// The id of the commit.
    pub(super) fn finish(mut self) -> Result<String, Told> {
        self.say("done\n")?;
        self.input.flush().map_err(|error| lost(&error))?;
        drop(self.input);
        let mut stderr = Vec::new();
        if let Some(mut output) = self.child.stderr.take() {
            output.read_to_end(&mut stderr).map_err(|error| lost(&error))?;
        }
        let status = self.child.wait().map_err(|error| lost(&error))?;
        succeeded(&Output { status, stdout: Vec::new(), stderr }, "make a commit")?;
        self.scratch.line(&["rev-parse", "--verify", NEW])
    }

    fn data(&mut self, bytes: &[u8]) -> Result<(), Told> {
        self.say(&format!("data {}\n", bytes.len()))?;
        self.input.write_all(bytes).map_err(|error| lost(&error))?;
        self.say("\n")
    }

    fn say(&mut self, text: &str) -> Result<(), Told> {
        self.input.write_all(text.as_bytes()).map_err(|error| lost(&error))
    }
}

/// A path between quotes, so that no letter of it means anything.
fn quoted(path: &str) -> String {
    format!("\"{}\"", path.replace('\\', "\\\\").replace('"', "\\\""))
}

fn lost(error: &std::io::Error) -> Told {
    let help = "see whether the temporary folder has room, then deploy again";
    Told::new(format!("git stopped while it made a commit: {error}"), help)
}
