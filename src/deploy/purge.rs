//! The commands that a site runs when it was published: they tell a network of caches what changed.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use super::compare::Changes;
use super::told::Told;
use crate::plan::url;
use crate::schema::Text;

/// What the commands learn.
pub(super) struct News<'n> {
    pub(super) target: &'n str,
    pub(super) base_url: &'n str,
    pub(super) changes: &'n Changes,
}

/// Runs one command in the folder of the site. Its words are passed as they are, and what it says is
/// passed on.
pub(super) fn run(words: &[Text<1, 2000>], root: &Path, news: &News<'_>) -> Result<(), Told> {
    let Some((program, arguments)) = words.split_first() else { return Ok(()) };
    let mut child = Command::new(&**program)
        .args(arguments.iter().map(|word| &**word))
        .current_dir(root)
        .env("SOLEUS_TARGET", news.target)
        .env("SOLEUS_BASE_URL", news.base_url)
        .stdin(Stdio::piped())
        .spawn()
        .map_err(|error| failed(program, &format!("cannot be run: {error}")))?;
    if let Some(mut input) = child.stdin.take() {
        // Who does not want to know the addresses does not read them.
        let _ = input.write_all(news.addresses().as_bytes());
    }
    let status = child.wait().map_err(|error| failed(program, &format!("is lost: {error}")))?;
    if status.success() { Ok(()) } else { Err(failed(program, &format!("failed: {status}"))) }
}

fn failed(program: &str, what: &str) -> Told {
    let message = format!("the site is published, but the command `{program}` {what}");
    Told::new(message, "mend the command in `purge` of the target, and run it by hand this time")
}

impl News<'_> {
    /// Every address whose answer is another now, one a line.
    fn addresses(&self) -> String {
        let Changes { added, changed, removed, .. } = self.changes;
        let mut paths: Vec<&String> =
            added.keys().chain(changed.keys()).chain(removed.keys()).collect();
        paths.sort_unstable();
        paths.into_iter().map(|path| self.address(path) + "\n").collect()
    }

    fn address(&self, path: &str) -> String {
        url::href_of_file(self.base_url.trim_end_matches('/'), path)
    }
}
