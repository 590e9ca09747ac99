//! `soleus new`: a new entry, or a new item of a data file.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::{could_not_run, day, load, today_in};
use crate::author::{AuthorError, new};
use crate::link::Conditions;
use crate::memo::Memo;
use crate::parse;
use crate::pipeline::compile;
use crate::schema::{Day, Kind};
use crate::source::Sources;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// `article`, `area`, `cause`, `symptom`, `exercise`, `routine`, `person`, `page`, `red-flag`,
    /// `source` or `term`
    kind: String,
    /// The name of its file, or its `id` in a data file
    id: String,
    /// The folder of the site, which holds `content`
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// The day that an article is written [default: today in the site's time zone]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    today: Option<Day>,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let kind = match new::kind(&arguments.kind) {
        Ok(kind) => kind,
        Err(error) => return could_not_run(&error.message, &error.help),
    };
    let (sources, _) = match load(&arguments.root) {
        Ok(loaded) => loaded,
        Err(code) => return code,
    };
    let today = arguments.today.unwrap_or_else(|| today_in(&parse::settings_of(&sources)));
    let wanted = new::Wanted { kind, name: &arguments.id, today };
    match write(&arguments.root, &sources, &wanted) {
        Ok(path) => {
            let verb = if Kind::ENTRIES.contains(&kind) { "Wrote" } else { "Added an item to" };
            outln!("{verb} `{path}`. `soleus check` says what is to be filled in.");
            ExitCode::SUCCESS
        }
        Err(error) => could_not_run(&error.message, &error.help),
    }
}

fn write(root: &Path, sources: &Sources, wanted: &new::Wanted<'_>) -> Result<String, AuthorError> {
    let conditions = Conditions { today: wanted.today, drafts: true, base_url: None };
    let site = compile(sources, &conditions, &mut Memo::default()).site;
    new::write(root, sources, |id| site.definitions.get(id), wanted)
}
