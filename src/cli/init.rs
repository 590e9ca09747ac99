//! `soleus init`: a new site.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::{could_not_run, day, today_in};
use crate::author::init;
use crate::schema::{Day, Settings};

/// How to look at the site.
const LOOK: &str = if cfg!(feature = "serve") { "soleus serve" } else { "soleus build" };

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The folder of the site; it is made when it is not there
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The day of the first article [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    today: Option<Day>,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let today = arguments.today.unwrap_or_else(|| today_in(&Settings::default()));
    match init::write(&arguments.folder, today) {
        Ok(count) => {
            let folder = arguments.folder.display();
            outln!("Wrote {count} files to `{folder}`. Now:\n");
            outln!("  cd {}", quoted(&arguments.folder));
            outln!("  {LOOK}");
            outln!("  soleus new article my-first-run");
            ExitCode::SUCCESS
        }
        Err(error) => could_not_run(&error.message, &error.help),
    }
}

/// A path as a shell wants it.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "./_-".contains(c);
    if text.chars().all(is_plain) { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}
