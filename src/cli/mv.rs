//! `soleus mv`: an entry gets another id, and everything that names it follows.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{CONTENT_HAS_ERRORS, could_not_run, count, join_the_workers, plural, report};
use crate::author::mv::{self, Move, Refused, Wanted};
use crate::diagnostic::Diagnostic;
use crate::link::Conditions;
use crate::pipeline::{has_errors, in_order};
use crate::schema::Day;
use crate::source::Sources;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The id of an entry, or the path of its file. An item of a data file cannot be moved.
    old: String,
    /// Its new id
    new: String,
    /// Show what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// The folder of the site, which holds `content`
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// The day that decides what is published [default: today in the site's time zone]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::day)]
    today: Option<Day>,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    join_the_workers();
    let (sources, found) = match super::load(&arguments.root) {
        Ok(loaded) => loaded,
        Err(code) => return code,
    };
    if has_errors(&found) {
        return refuse(found, &sources, "mend them first, then move");
    }
    let today =
        arguments.today.unwrap_or_else(|| super::today_in(&crate::parse::settings_of(&sources)));
    let conditions = Conditions { today, drafts: false, base_url: None };
    let below_root = std::path::Path::new(&arguments.old).strip_prefix(&arguments.root);
    let entry = below_root.ok().and_then(|path| path.to_str()).unwrap_or(&arguments.old);
    let wanted = Wanted { entry, to: &arguments.new, conditions };
    match mv::plan(&arguments.root, &sources, &wanted) {
        Ok(planned) => make(arguments, &planned),
        Err(Refused::Before(found)) => refuse(found, &sources, "mend them first, then move"),
        Err(Refused::After(found, after)) => {
            refuse(found, &after, "the site would have these errors, so nothing was moved")
        }
        Err(Refused::Author(error)) => could_not_run(&error.message, &error.help),
    }
}

fn refuse(found: Vec<Diagnostic>, sources: &Sources, why: &str) -> ExitCode {
    let errors = found.into_iter().filter(|found| has_errors(std::slice::from_ref(found)));
    let errors = in_order(errors.collect(), sources);
    report(&errors, sources, false);
    errln!("{}; {why}", count(&errors));
    ExitCode::from(CONTENT_HAS_ERRORS)
}

fn make(arguments: &Arguments, planned: &Move) -> ExitCode {
    if !arguments.dry_run
        && let Err(error) = planned.write(&arguments.root)
    {
        return could_not_run(&error.message, &error.help);
    }
    outln!("{}", planned.diff());
    for note in &planned.notes {
        outln!("note: {note}");
    }
    let places: usize = planned.changes.iter().map(crate::author::change::Change::count).sum();
    let (places, files) = (plural(places, "place"), plural(planned.changes.len(), "file"));
    if arguments.dry_run {
        outln!("Nothing was written. {places} in {files} would change.");
    } else {
        outln!("Moved; {places} in {files} changed.");
    }
    ExitCode::SUCCESS
}
