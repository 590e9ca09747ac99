//! `soleus check`: compile, report, write nothing but the fixes and the ledger that are asked for.

mod choice;
#[cfg(feature = "external")]
mod external;
mod published;
mod report;

use std::path::Path;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::{
    CONTENT_HAS_ERRORS, Common, could_not_run, count, join_the_workers, report, written_out,
};
use crate::author::fix;
use crate::check::Suppressed;
use crate::check::manual::{self, Page};
use crate::check::report::Report;
use crate::diagnostic::{Diagnostic, github, json, sarif};
use crate::memo::Memo;
use crate::pipeline::{compile, has_errors, in_order};
use crate::source::Sources;
use choice::Choice;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    common: Common,
    /// How to print what is found
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    #[command(flatten)]
    choice: Choice,
    #[cfg(feature = "external")]
    #[command(flatten)]
    external: external::Flags,
    #[command(flatten)]
    published: published::Comparison,
    /// Make the changes that are safe to make unseen, and show them
    #[arg(long)]
    fix: bool,
    /// Print what can be counted of each text, and no findings
    #[arg(long, conflicts_with = "fix")]
    report: bool,
    /// Print the manual page of a rule, and check nothing
    #[arg(long, value_name = "RULE", value_parser = choice::page)]
    explain: Option<&'static Page>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For authors
    Human,
    /// One JSON object a line
    Json,
    /// One SARIF 2.1.0 log, for code hosts and editors
    Sarif,
    /// Workflow commands that GitHub shows beside the lines
    Github,
}

/// What a check has to tell.
struct Checked {
    sources: Sources,
    found: Vec<Diagnostic>,
    suppressed: Vec<Suppressed>,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    if let Some(page) = arguments.explain {
        outln!("{}", page.print().trim_end());
        return ExitCode::SUCCESS;
    }
    join_the_workers();
    if arguments.report {
        return print_report(arguments);
    }
    match check(arguments) {
        Ok(checked) => {
            print(&checked, arguments);
            let is_bad = has_errors(&checked.found);
            if is_bad { ExitCode::from(CONTENT_HAS_ERRORS) } else { ExitCode::SUCCESS }
        }
        Err(code) => code,
    }
}

/// Texts with mistakes in their front matter are no entries and are not counted.
fn print_report(arguments: &Arguments) -> ExitCode {
    let loaded = match arguments.common.load() {
        Ok(loaded) => loaded,
        Err(code) => return code,
    };
    let compiled = compile(&loaded.sources, &loaded.conditions, &mut Memo::default());
    let counted = Report::of_site(&compiled.site);
    match arguments.format {
        Format::Human => outln!("{}", report::table(&counted).trim_end()),
        Format::Json => outln!("{}", report::json(&counted)),
        Format::Sarif | Format::Github => {
            let help = "use `--format human` or `--format json`";
            return could_not_run("a report has no findings for this format", help);
        }
    }
    ExitCode::SUCCESS
}

/// How often fixes may bring up others before they are taken to go round.
const ROUNDS: usize = 10;

/// Checks, and checks again what the fixes made of the site.
fn check(arguments: &Arguments) -> Result<Checked, ExitCode> {
    let mut checked = check_once(arguments)?;
    for _ in 0..ROUNDS {
        if !arguments.fix || !make_fixes(&checked, arguments)? {
            break;
        }
        checked = check_once(arguments)?;
    }
    Ok(checked)
}

fn check_once(arguments: &Arguments) -> Result<Checked, ExitCode> {
    let loaded = arguments.common.load()?;
    let sources = loaded.sources;
    let mut compiled = compile(&sources, &loaded.conditions, &mut Memo::default());
    let rendered = compiled.check_rendering();
    let mut found = loaded.found;
    found.append(&mut compiled.diagnostics);
    found.extend(rendered);
    #[cfg(feature = "images")]
    found.extend(crate::cache::Cache::of_user(&arguments.common.root).faults(&compiled.site));
    let mut suppressed = std::mem::take(&mut compiled.suppressed);
    arguments.published.compare(&compiled, &mut found, &mut suppressed)?;
    #[cfg(feature = "external")]
    arguments.external.ask(&arguments.common.root, &compiled.site, &mut found, &mut suppressed)?;
    let found = in_order(arguments.choice.apply(found), &sources);
    suppressed.sort_by_key(|one| one.diagnostic.place.file().map(|file| sources.path(file)));
    Ok(Checked { sources, found, suppressed })
}

/// Makes the fixes and shows them; whether there were any.
fn make_fixes(checked: &Checked, arguments: &Arguments) -> Result<bool, ExitCode> {
    let changes = fix::changes(&checked.found, &checked.sources);
    for change in &changes {
        let written = change.write(&arguments.common.root);
        written.map_err(|error| could_not_run(&error.message, &error.help))?;
        // A program reads the findings from stdout, so that the changes cannot stand there.
        if arguments.format == Format::Human {
            outln!("{}", change.diff());
        } else {
            errln!("{}", change.diff());
        }
    }
    Ok(!changes.is_empty())
}

fn print(checked: &Checked, arguments: &Arguments) {
    let Checked { sources, found, suppressed } = checked;
    let root = &arguments.common.root;
    match arguments.format {
        Format::Json => lines(found, |diagnostic| json::line(diagnostic, sources)),
        Format::Github => {
            let root = in_repository(root);
            lines(found, |diagnostic| github::line(diagnostic, sources, &root));
        }
        Format::Sarif => outln!("{}", log(checked, &in_repository(root))),
        Format::Human => {
            report(found, sources, true);
            outln!("{}", summary(found, suppressed.len()));
        }
    }
}

fn lines(found: &[Diagnostic], line: impl Fn(&Diagnostic) -> String + Sync) {
    for text in written_out(found, |diagnostic| line(diagnostic) + "\n") {
        out!("{text}");
    }
}

fn summary(found: &[Diagnostic], suppressed: usize) -> String {
    let found = match found {
        [] => "No errors and no warnings".to_owned(),
        found => count(found),
    };
    match suppressed {
        0 if found.starts_with("No") => format!("{found}."),
        0 => found,
        suppressed => format!("{found}, {suppressed} suppressed"),
    }
}

/// The site's folder from where the command runs, as the beginning of a path of a file.
fn in_repository(root: &Path) -> String {
    let parts = root.components().map(|part| part.as_os_str().to_string_lossy());
    parts.filter(|part| part != ".").fold(String::new(), |path, part| path + &part + "/")
}

fn log(checked: &Checked, root: &str) -> String {
    let suppressed = checked.suppressed.iter();
    let suppressed: Vec<_> = suppressed.map(|one| (&one.diagnostic, &*one.reason)).collect();
    let all = checked.found.iter().chain(suppressed.iter().map(|(diagnostic, _)| *diagnostic));
    let mut ids: Vec<&str> = all.map(|diagnostic| diagnostic.rule).collect();
    ids.sort_unstable();
    ids.dedup();
    let rules = ids.into_iter().filter_map(manual::page).map(|page| sarif::Rule {
        id: page.id,
        level: page.severity.name(),
        manual: &page.text,
    });
    let run = sarif::Run { found: &checked.found, rules: rules.collect(), suppressed, root };
    sarif::log(&run, &checked.sources)
}
