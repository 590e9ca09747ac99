//! `soleus impact`: which outputs a change touches, and why.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::{
    CONTENT_HAS_ERRORS, could_not_run, count, day, join_the_workers, load, plural, report as tell,
    today_in,
};
use crate::check::Depth;
use crate::diagnostic::{Diagnostic, Severity};
use crate::impact::{Fault, Impact, Side, compare, git, report};
use crate::link::Conditions;
use crate::memo::Memo;
use crate::parse;
use crate::pipeline::{Compiled, compile_to, has_errors, in_order};
use crate::schema::Day;
use crate::source::Sources;

const JSON: &str = "\
`--format json` prints one object:
  base      the id of the commit
  changes   what differs in the files: {name, file, how, details}; how is added, changed or removed,
            details are such as `dose.reps 10 → 12` and `text`
  outputs   what differs in the site, to the byte: {address, file, kind, state, to, name, reasons}
            kind     page, feed, redirect, file, sitemap or text, which is a text for machines or hosts
            state    added, changed, removed, or moved when a page became a redirect, `to` its new address
            reasons  {change, relation, is_wide}: the place in `changes` or null, a clause that follows
                     the name of the output, and whether it comes from what many pages share
  totals    {kind, touched, now} for each kind";

#[derive(Debug, Args)]
#[command(after_long_help = JSON)]
pub(super) struct Arguments {
    /// The commit, branch or tag to compare with
    #[arg(long, value_name = "REF")]
    base: String,
    /// How to print what is touched
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The folder of the site, which holds `content`
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Also compare drafts, and entries before and after their time
    #[arg(long)]
    drafts: bool,
    /// The day to compile both sides for [default: today in the site's time zone]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    today: Option<Day>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal
    Text,
    /// For a comment on a pull request or the summary of a workflow
    Markdown,
    /// For programs, one object; `--help` says what is in it
    Json,
}

/// A tree of files and what it compiles to.
struct Tree {
    sources: Sources,
    compiled: Compiled,
    found: Vec<Diagnostic>,
}

impl Tree {
    fn new(sources: Sources, mut found: Vec<Diagnostic>, conditions: &Conditions) -> Self {
        let mut memo = Memo::default();
        let mut compiled = compile_to(Depth::Errors, &sources, conditions, &mut memo);
        found.append(&mut compiled.diagnostics);
        Self { sources, compiled, found }
    }

    fn with(mut self, found: Diagnostic) -> Self {
        self.found.push(found);
        self
    }

    fn side(&self) -> Side<'_> {
        Side { sources: &self.sources, compiled: &self.compiled }
    }
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    join_the_workers();
    match impact(arguments) {
        Ok(impact) => {
            outln!("{}", in_format(&impact, arguments.format).trim_end());
            ExitCode::SUCCESS
        }
        Err(code) => code,
    }
}

fn in_format(impact: &Impact, format: Format) -> String {
    match format {
        Format::Text => report::text::text(impact),
        Format::Markdown => report::markdown::markdown(impact),
        Format::Json => report::json(impact),
    }
}

fn impact(arguments: &Arguments) -> Result<Impact, ExitCode> {
    let (sources, found) = load(&arguments.root)?;
    let base = git::read(&arguments.root, &arguments.base)
        .map_err(|error| could_not_run(&error.message, error.help))?;
    let today = arguments.today.unwrap_or_else(|| today_in(&parse::settings_of(&sources)));
    let conditions = Conditions { today, drafts: arguments.drafts, base_url: None };
    let now = Tree::new(sources, found, &conditions);
    if has_errors(&now.found) {
        return Err(refuse(now));
    }
    let before = Tree::new(base.sources, base.found, &conditions);
    if has_errors(&before.found) {
        return Err(refuse_base(before, &arguments.base));
    }
    compare(base.commit, before.side(), now.side()).map_err(|fault| match fault {
        Fault::Now(found) => refuse(now.with(found)),
        Fault::Base(found) => refuse_base(before.with(found), &arguments.base),
    })
}

/// Reports what is wrong with the files as they are.
fn refuse(tree: Tree) -> ExitCode {
    let Tree { sources, found, .. } = tree;
    let found = errors(found, &sources);
    tell(&found, &sources, false);
    errln!("{}; nothing was compared", count(&found));
    ExitCode::from(CONTENT_HAS_ERRORS)
}

/// Says that no site can be built of the base. Its findings are of files that are not there to be seen,
/// so only the first is told.
fn refuse_base(tree: Tree, base: &str) -> ExitCode {
    let Tree { sources, found, .. } = tree;
    let found = errors(found, &sources);
    tell(&found[..found.len().min(1)], &sources, false);
    let errors = plural(found.len(), "error");
    errln!("error: the site of `{base}` has {errors}, so there is nothing to compare with");
    errln!("  = help: name a commit of which a site can be built with `--base`");
    ExitCode::from(CONTENT_HAS_ERRORS)
}

fn errors(found: Vec<Diagnostic>, sources: &Sources) -> Vec<Diagnostic> {
    let errors = found.into_iter().filter(|found| found.severity == Severity::Error);
    in_order(errors.collect(), sources)
}
