//! `soleus build`: compile and write, or report and leave the old site as it is.

#![expect(clippy::disallowed_methods, reason = "the summary says how long the build took")]
#[cfg(feature = "images")]
mod derived;
#[cfg(feature = "search")]
mod index;
mod outputs;
mod timings;

use std::io::{IsTerminal as _, Write as _};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use clap::Args;

use super::{
    CONTENT_HAS_ERRORS, Common, Loaded, could_not_run, count, join_the_workers, plural, report,
    today_in,
};
use crate::check::Depth;
use crate::diagnostic::Diagnostic;
use crate::link::Conditions;
use crate::memo::Memo;
use crate::parse;
use crate::pipeline::{Compiled, compile_watched, has_errors, in_order};
use crate::plan::Output;
use crate::schema::{Day, Kind};
use crate::source::{Hash, Sources, hash_of};
use crate::write::{self, Options, Stamp, Swap, Unchanged, WriteError, Writer, Written};
use outputs::Outputs;
use timings::Timings;

/// A build that takes longer than this says how far it is.
const LONG: Duration = Duration::from_millis(800);

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    common: Common,
    /// Replace files one by one instead of exchanging the whole folder at once
    #[arg(long)]
    in_place: bool,
    /// Say where the time went: each stage, and the slowest pages and templates, also where nothing changed
    #[arg(long)]
    timings: bool,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let start = Instant::now();
    join_the_workers();
    let loaded = match arguments.common.load() {
        Ok(loaded) => loaded,
        Err(code) => return code,
    };
    let Loaded { sources, mut found, conditions } = loaded;
    let mut timings = arguments.timings.then(|| Timings::new(start));
    let mut done = |stage| note(timings.as_mut(), stage);
    done("load");
    let common = &arguments.common;
    let inputs = inputs(common, &sources, &conditions);
    if !arguments.timings
        && found.is_empty()
        && let Some(unchanged) = write::unchanged(&common.root, &common.out(), inputs)
    {
        summary_of_unchanged(&unchanged, start.elapsed());
        std::mem::forget(sources);
        return ExitCode::SUCCESS;
    }
    let mut memo = Memo::default();
    let mut compiled = compile_watched(Depth::Errors, &sources, &conditions, &mut memo, &mut done);
    drop(memo);
    found.append(&mut compiled.diagnostics);
    if has_errors(&found) {
        found.extend(compiled.check_rendering());
        return refuse(found, &sources);
    }
    match write(arguments, inputs, &mut compiled, &mut found, timings.as_mut()) {
        Ok(Some(written)) => {
            let found = in_order(found, &sources);
            report(&found, &sources, false);
            if !found.is_empty() {
                errln!("{}", count(&found));
            }
            if let Some(timings) = timings {
                outln!("{}\n", timings.report(&sources));
            }
            summary(&kinds(&compiled), &written, start.elapsed());
            // The program ends here, and the system takes all memory back at once.
            std::mem::forget((compiled, sources));
            ExitCode::SUCCESS
        }
        Ok(None) => refuse(found, &sources),
        Err(error) => could_not_run(&error.to_string(), &error.help),
    }
}

/// Identifies all that decides what a build makes.
fn inputs(common: &Common, sources: &Sources, conditions: &Conditions) -> Hash {
    let other_day = other_day(common, today_in(&parse::settings_of(sources)));
    hash_of(&(sources.fingerprint().as_bytes(), conditions, other_day))
}

/// The day that a build is made for, where that is not the day on which it is made.
fn other_day(common: &Common, today: Day) -> Option<Day> {
    common.today.filter(|day| *day != today)
}

/// Tells whoever measures that a stage is done.
fn note(timings: Option<&mut Timings>, stage: &'static str) {
    if let Some(timings) = timings {
        timings.done(stage);
    }
}

/// Reports and leaves the old site as it is.
fn refuse(found: Vec<Diagnostic>, sources: &Sources) -> ExitCode {
    let found = in_order(found, sources);
    report(&found, sources, false);
    errln!("{}; nothing was written", count(&found));
    ExitCode::from(CONTENT_HAS_ERRORS)
}

/// Renders and writes; `None`, and nothing written, when rendering finds errors.
fn write(
    arguments: &Arguments,
    inputs: Hash,
    compiled: &mut Compiled,
    found: &mut Vec<Diagnostic>,
    mut timings: Option<&mut Timings>,
) -> Result<Option<Written>, WriteError> {
    let common = &arguments.common;
    let stamp = Stamp {
        base_url: compiled.plan.shared.base_url.clone(),
        drafts: common.drafts,
        today: other_day(common, today_in(&compiled.site.settings)),
    };
    let options = Options { in_place: arguments.in_place };
    let writer = Writer::open(&common.root, &common.out(), options, stamp)?;
    #[cfg(feature = "search")]
    {
        index::put(&writer, compiled)?;
        note(timings.as_deref_mut(), "search");
    }
    #[cfg(feature = "images")]
    {
        found.extend(derived::put(&writer, compiled, &common.root)?);
        note(timings.as_deref_mut(), "pictures and cards");
    }
    // Rendering sees no entry, so their memory serves the pages.
    if let Some(site) = Arc::get_mut(&mut compiled.site) {
        drop(std::mem::take(&mut site.entries));
    }
    let compiled = &*compiled;
    let Some(templates) = &compiled.templates else { return Ok(None) };
    let timed = timings.as_deref();
    let outputs = Outputs { writer: &writer, root: &common.root, compiled, templates, timed };
    let progress = Progress::new(compiled.plan.outputs.len());
    let rendered = compiled.visit_all(|file, planned| {
        progress.step();
        outputs.write(file, planned)
    })?;
    progress.finish();
    found.extend(rendered);
    if has_errors(found) {
        return Ok(None);
    }
    note(timings.as_deref_mut(), "outputs");
    // What was found is told by each build, so one that finds something is made each time.
    let written = if found.is_empty() {
        writer.finish_made_of(inputs, &kinds(compiled))?
    } else {
        writer.finish()?
    };
    note(timings, "exchange");
    Ok(Some(written))
}

/// A line on a terminal that says how far a long build is.
struct Progress {
    total: usize,
    done: AtomicUsize,
    start: Instant,
    is_terminal: bool,
}

impl Progress {
    fn new(total: usize) -> Self {
        let is_terminal = std::io::stderr().is_terminal();
        Self { total, done: AtomicUsize::new(0), start: Instant::now(), is_terminal }
    }

    fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.is_terminal && done.is_multiple_of(256) && self.start.elapsed() > LONG {
            let _ = write!(std::io::stderr(), "\rRendering {done} of {}", self.total);
            let _ = std::io::stderr().flush();
        }
    }

    fn finish(&self) {
        if self.is_terminal && self.start.elapsed() > LONG {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}

fn summary_of_unchanged(unchanged: &Unchanged, time: Duration) {
    let written =
        Written { written: 0, unchanged: unchanged.outputs, removed: 0, swap: Swap::None };
    summary(&unchanged.said, &written, time);
}

/// `kinds` says what pages there are.
fn summary(kinds: &str, written: &Written, time: Duration) {
    outln!("{kinds}");
    let Written { written, unchanged, removed, swap } = written;
    let files = plural(*written, "file");
    outln!(
        "{files} written, {unchanged} unchanged, {removed} removed in {:.2} s",
        time.as_secs_f64()
    );
    if *swap == Swap::InPlace {
        outln!("The folder could not be exchanged at once, so its files were replaced one by one.");
    }
}

/// "12 articles, 6 areas, … and 31 other pages".
fn kinds(compiled: &Compiled) -> String {
    let pages = compiled.plan.outputs.values();
    let pages: Vec<Option<Kind>> = pages
        .filter(|planned| matches!(planned.output, Output::Page(_)))
        .map(|planned| planned.origin.kind)
        .collect();
    let of = |kind| pages.iter().filter(|other| **other == kind).count();
    let mut parts: Vec<String> = Kind::ENTRIES
        .into_iter()
        .map(|kind| (of(Some(kind)), kind))
        .filter(|(count, _)| *count > 0)
        .map(|(count, kind)| plural_kind(count, kind))
        .collect();
    parts.push(plural(of(None), "other page"));
    parts.join(", ")
}

fn plural_kind(count: usize, kind: Kind) -> String {
    match (count, kind) {
        (1, kind) => format!("1 {}", kind.name()),
        (count, Kind::Page) => format!("{count} standing pages"),
        (count, kind) => format!("{count} {}", kind.place()),
    }
}
