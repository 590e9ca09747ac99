//! The commands and flags; exit codes. The only module that prints.

#![expect(clippy::disallowed_methods, reason = "the commands look at the clock and the terminal")]
/// Writes to stdout. Whoever read it may have gone, as `head` does, and that is no fault.
macro_rules! out {
    ($($part:tt)*) => {{
        use std::io::Write as _;
        let _ = write!(std::io::stdout(), $($part)*);
    }};
}

/// Writes to stderr. A preview goes on when nobody is there any more to read it.
macro_rules! err {
    ($($part:tt)*) => {{
        use std::io::Write as _;
        let _ = write!(std::io::stderr(), $($part)*);
    }};
}

/// Writes a line to stdout.
macro_rules! outln {
    ($($part:tt)*) => { out!("{}\n", format_args!($($part)*)) };
}

/// Writes a line to stderr.
macro_rules! errln {
    ($($part:tt)*) => { err!("{}\n", format_args!($($part)*)) };
}

mod build;
mod check;
#[cfg(feature = "deploy")]
mod deploy;
mod host_config;
mod impact;
mod init;
mod mv;
mod new;
#[cfg(feature = "serve")]
mod serve;

use std::borrow::Borrow;
use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Severity, terminal};
use crate::link::Conditions;
use crate::schema::{Day, Settings, WebAddress};
use crate::source::{FileId, Sources};
use crate::{load, parse};

/// The content has errors, or a deploy was refused.
const CONTENT_HAS_ERRORS: u8 = 1;
/// The command could not run: usage, disk, network.
const COULD_NOT_RUN: u8 = 2;

#[derive(Debug, Parser)]
#[command(
    name = "soleus",
    version,
    about = "A static site generator for running-health publishers"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Compile the site and write it
    Build(build::Arguments),
    /// Compile the site, report what is wrong, write nothing
    Check(check::Arguments),
    /// Publish what a build wrote
    #[cfg(feature = "deploy")]
    #[command(after_long_help = deploy::KEYS)]
    Deploy(deploy::Arguments),
    /// Print the settings of a web server for the site
    HostConfig(host_config::Arguments),
    /// Say which outputs a change touches, and why
    Impact(impact::Arguments),
    /// Make a new site that builds at once
    Init(init::Arguments),
    /// Give an entry another id, rewrite what names it, and keep its old address alive
    Mv(mv::Arguments),
    /// Make a file for a new entry, with its fields to fill in
    New(new::Arguments),
    /// Show the site in the browser and follow every change
    #[cfg(feature = "serve")]
    Serve(serve::Arguments),
}

/// The flags that every command has.
#[derive(Debug, Args)]
struct Common {
    /// The folder of the site, which holds `content`
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// The folder to write, from the root
    #[arg(long, value_name = "DIR", default_value = "public")]
    out: PathBuf,
    /// Where the site will be published, in place of `base_url` of `site.yaml`
    #[arg(long, value_name = "URL", value_parser = web_address)]
    base_url: Option<WebAddress>,
    /// Also publish drafts, and entries before and after their time
    #[arg(long)]
    drafts: bool,
    /// The day to compile for [default: today in the site's time zone]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    today: Option<Day>,
}

fn web_address(text: &str) -> Result<WebAddress, String> {
    WebAddress::new(text).filter(|address| !address.contains(['?', '#'])).ok_or_else(|| {
        "write it as `https://example.org/` or `https://example.org/blog/`".to_owned()
    })
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "write a day as `2026-12-01`".to_owned())
}

/// Runs a command line and gives its exit code: 0 fine, 1 the content has errors or a deploy was refused,
/// 2 the command could not run.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    match Arguments::try_parse_from(arguments) {
        Ok(Arguments { command: Command::Build(arguments) }) => build::run(&arguments),
        Ok(Arguments { command: Command::Check(arguments) }) => check::run(&arguments),
        #[cfg(feature = "deploy")]
        Ok(Arguments { command: Command::Deploy(arguments) }) => deploy::run(&arguments),
        Ok(Arguments { command: Command::HostConfig(arguments) }) => host_config::run(&arguments),
        Ok(Arguments { command: Command::Impact(arguments) }) => impact::run(&arguments),
        Ok(Arguments { command: Command::Init(arguments) }) => init::run(&arguments),
        Ok(Arguments { command: Command::Mv(arguments) }) => mv::run(&arguments),
        Ok(Arguments { command: Command::New(arguments) }) => new::run(&arguments),
        #[cfg(feature = "serve")]
        Ok(Arguments { command: Command::Serve(arguments) }) => serve::run(arguments),
        Err(error) => {
            // Help and version are asked for and go to stdout; a mistake goes to stderr.
            let code = if error.use_stderr() { COULD_NOT_RUN } else { 0 };
            let _ = error.print();
            ExitCode::from(code)
        }
    }
}

/// Makes the command's own thread one of the workers, since it would only wait for them. A command
/// that serves must not: work of other threads could then wait for this one for ever.
fn join_the_workers() {
    // Whoever runs a second command in one program has done so already.
    let _ = rayon::ThreadPoolBuilder::new().use_current_thread().build_global();
}

/// What a command reads before it compiles.
struct Loaded {
    sources: Sources,
    found: Vec<Diagnostic>,
    conditions: Conditions,
}

impl Common {
    fn load(&self) -> Result<Loaded, ExitCode> {
        let (sources, found) = load(&self.root)?;
        let conditions = self.conditions(&sources);
        Ok(Loaded { sources, found, conditions })
    }

    /// The output folder.
    fn out(&self) -> PathBuf {
        self.root.join(&self.out)
    }

    /// What decides, besides the files, what is published now.
    fn conditions(&self, sources: &Sources) -> Conditions {
        Conditions {
            today: self.today.unwrap_or_else(|| today_in(&parse::settings_of(sources))),
            drafts: self.drafts,
            base_url: self.base_url.clone(),
        }
    }
}

/// Reads a site, or says why there is none.
fn load(root: &Path) -> Result<(Sources, Vec<Diagnostic>), ExitCode> {
    load::load(root).map_err(|error| {
        let help = "run soleus in the folder of a site, or name it with `--root`";
        could_not_run(&error.to_string(), help)
    })
}

/// Today where a site is at home.
fn today_in(settings: &Settings) -> Day {
    let zone = TimeZone::get(&settings.time_zone).unwrap_or(TimeZone::UTC);
    Day(Timestamp::now().to_zoned(zone).date())
}

/// Tells of a fault that has no place in a file.
fn tell(message: &str, help: &str) {
    errln!("error: {message}");
    errln!("  = help: {help}");
}

fn could_not_run(message: &str, help: &str) -> ExitCode {
    tell(message, help);
    ExitCode::from(COULD_NOT_RUN)
}

/// Prints findings as an author reads them.
fn report(found: &[impl Borrow<Diagnostic> + Sync], sources: &Sources, to_stdout: bool) {
    let colour =
        if to_stdout { std::io::stdout().is_terminal() } else { std::io::stderr().is_terminal() }
            && std::env::var_os("NO_COLOR").is_none();
    let form = |diagnostic: &Diagnostic| terminal::report(diagnostic, sources, colour) + "\n\n";
    for text in written_out(found, form) {
        if to_stdout {
            out!("{text}");
        } else {
            err!("{text}");
        }
    }
}

/// So many findings are written out at once, by all threads, and printed at once.
const AT_ONCE: usize = 1024;

/// Findings as `form` writes each, many in one text, in their order.
fn written_out<'a>(
    found: &'a [impl Borrow<Diagnostic> + Sync],
    form: impl Fn(&Diagnostic) -> String + Sync + 'a,
) -> impl Iterator<Item = String> + 'a {
    found.chunks(AT_ONCE).map(move |found| {
        found.par_iter().map(|diagnostic| form(diagnostic.borrow())).collect::<String>()
    })
}

/// "2 errors and 1 warning in 2 files".
fn count(found: &[Diagnostic]) -> String {
    let of = |severity| found.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let mut files: Vec<FileId> =
        found.iter().filter_map(|diagnostic| diagnostic.place.file()).collect();
    files.sort_unstable();
    files.dedup();
    format!(
        "{} and {} in {}",
        plural(of(Severity::Error), "error"),
        plural(of(Severity::Warning), "warning"),
        plural(files.len(), "file")
    )
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
