//! Where the time of a build goes: `soleus build --timings`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::plural;
use crate::plan::{Output, Planned};
use crate::source::Sources;

/// How many of the slowest are told.
const SLOWEST: usize = 10;

/// What is done for an output.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    /// With what stands.
    Compare,
    Render,
    /// So many bytes.
    Write(usize),
}

/// The time of each stage, and of each output.
#[derive(Debug)]
pub(super) struct Timings {
    last: Instant,
    stages: Vec<(&'static str, Duration)>,
    outputs: Mutex<Totals>,
}

/// Times of threads, which together are longer than the time that passed.
#[derive(Debug, Default)]
struct Totals {
    compare: Duration,
    render: Duration,
    write: Duration,
    compared: usize,
    rendered: usize,
    written: usize,
    bytes: usize,
    /// How long each output took to render, the slowest first.
    slowest: Vec<(Duration, String)>,
    by_template: BTreeMap<&'static str, (Duration, usize)>,
}

impl Timings {
    pub(super) fn new(start: Instant) -> Self {
        Self { last: start, stages: Vec::new(), outputs: Mutex::default() }
    }

    /// Notes that a stage is done.
    pub(super) fn done(&mut self, stage: &'static str) {
        let now = Instant::now();
        self.stages.push((stage, now - self.last));
        self.last = now;
    }

    /// Does a part of the work for an output.
    pub(super) fn time<T>(
        &self,
        file: &str,
        planned: &Planned,
        part: Part,
        act: impl FnOnce() -> T,
    ) -> T {
        let start = Instant::now();
        let done = act();
        let took = start.elapsed();
        self.outputs.lock().unwrap_or_else(PoisonError::into_inner).add(file, planned, part, took);
        done
    }

    /// A table for people.
    pub(super) fn report(self, sources: &Sources) -> String {
        let totals = self.outputs.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::from("Seconds by stage:\n");
        for (stage, took) in self.stages {
            let what = match stage {
                "load" => loaded(sources),
                "check" => "and templates".to_owned(),
                "outputs" => totals.sums(),
                _ => String::new(),
            };
            let line = format!("  {stage:<10}{:>8.4}  {what}", took.as_secs_f64());
            let _ = writeln!(text, "{}", line.trim_end());
        }
        totals.slow(&mut text);
        text.trim_end().to_owned()
    }
}

fn loaded(sources: &Sources) -> String {
    let (count, bytes) = sources
        .iter()
        .fold((0, 0), |(count, bytes), source| (count + 1, bytes + source.text.len()));
    format!("{}, {:.1} MB", plural(count, "text"), megabytes(bytes))
}

impl Totals {
    fn add(&mut self, file: &str, planned: &Planned, part: Part, took: Duration) {
        match part {
            Part::Compare => {
                self.compare += took;
                self.compared += 1;
            }
            Part::Render => {
                self.render += took;
                self.rendered += 1;
                self.note(file, template(&planned.output), took);
            }
            Part::Write(bytes) => {
                self.write += took;
                self.written += 1;
                self.bytes += bytes;
            }
        }
    }

    fn note(&mut self, file: &str, template: &'static str, took: Duration) {
        let total = self.by_template.entry(template).or_default();
        *total = (total.0 + took, total.1 + 1);
        let place = self.slowest.partition_point(|(other, _)| *other >= took);
        if place < SLOWEST {
            self.slowest.insert(place, (took, file.to_owned()));
            self.slowest.truncate(SLOWEST);
        }
    }

    fn sums(&self) -> String {
        format!(
            "of all threads: {:.4} to compare {}, {:.4} to render {}, {:.4} to write {} of {:.1} MB",
            self.compare.as_secs_f64(),
            plural(self.compared, "output"),
            self.render.as_secs_f64(),
            self.rendered,
            self.write.as_secs_f64(),
            self.written,
            megabytes(self.bytes)
        )
    }

    fn slow(&self, text: &mut String) {
        if self.slowest.is_empty() {
            return;
        }
        text.push_str("Milliseconds of the slowest outputs:\n");
        for (took, file) in &self.slowest {
            let _ = writeln!(text, "  {:>8.2}  {file}", milliseconds(*took));
        }
        let mut templates: Vec<_> = self.by_template.iter().collect();
        templates.sort_by_key(|(name, (took, _))| (std::cmp::Reverse(*took), *name));
        text.push_str("Milliseconds by template, all its outputs together:\n");
        for (name, (took, count)) in templates.into_iter().take(SLOWEST) {
            let outputs = plural(*count, "output");
            let _ = writeln!(text, "  {:>8.2}  {name}, {outputs}", milliseconds(*took));
        }
    }
}

/// The template of a page; of another output, what it is.
fn template(output: &Output) -> &'static str {
    match output {
        Output::Page(page) => page.template,
        Output::Redirect { .. } => "redirect.html",
        Output::Feed(_) | Output::JsonFeed(_) => "(feeds)",
        Output::SitemapIndex(_) | Output::Sitemap(_) => "(sitemaps)",
        Output::Text(_) | Output::Copy(_) | Output::Derived(_) => "(files)",
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a site has fewer bytes than a float has whole numbers"
)]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
