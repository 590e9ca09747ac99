//! Which outputs a change touches, and through which relation: the site of a commit against the site in
//! the folder. Both are compiled alike; what may differ is rendered on both sides and compared by bytes,
//! so the list is exact. The reasons are read from the graph.

pub mod changes;
mod facts;
mod fields;
pub mod git;
mod graph;
mod outputs;
mod reasons;
mod relation;
pub mod report;
mod shared;

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::pipeline::Compiled;
use crate::plan::{Output, Plan};
use crate::source::Sources;

pub use changes::{Change, How};
pub use reasons::Reason;

/// A site and what it was made of.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    pub sources: &'a Sources,
    /// Without errors, so that there are templates.
    pub compiled: &'a Compiled,
}

/// What rendering found wrong, and on which side.
#[derive(Debug)]
pub enum Fault {
    Base(Diagnostic),
    Now(Diagnostic),
}

/// All that a change does to the outputs of a site.
#[derive(Debug, Serialize)]
pub struct Impact {
    /// The commit that the site is compared with.
    pub base: String,
    pub changes: Vec<Change>,
    /// Every output that differs, in the order of the output folder.
    pub outputs: Vec<Touched>,
    pub totals: Vec<Total>,
}

/// An output that differs.
#[derive(Debug, Serialize)]
pub struct Touched {
    pub address: String,
    pub file: String,
    pub kind: OutputKind,
    #[serde(flatten)]
    pub state: State,
    /// What to call it: "routine `post-run-stretch`", "the feed".
    pub name: String,
    pub reasons: Vec<Reason>,
}

/// What becomes of an output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum State {
    Added,
    Changed,
    Removed,
    /// A page was here; now its readers are sent on.
    Moved {
        to: String,
    },
}

/// The sorts of output that are counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutputKind {
    Page,
    Feed,
    Redirect,
    File,
    Sitemap,
    Text,
}

impl OutputKind {
    const ALL: [Self; 6] =
        [Self::Page, Self::Feed, Self::Redirect, Self::File, Self::Sitemap, Self::Text];

    fn of(output: &Output) -> Self {
        match output {
            Output::Page(_) => Self::Page,
            Output::Feed(_) | Output::JsonFeed(_) => Self::Feed,
            Output::Redirect { .. } => Self::Redirect,
            Output::Copy(_) | Output::Derived(_) => Self::File,
            Output::Sitemap(_) | Output::SitemapIndex(_) => Self::Sitemap,
            Output::Text(_) => Self::Text,
        }
    }
}

/// How many outputs of a sort are touched, and how many the site has now.
#[derive(Debug, Serialize)]
pub struct Total {
    pub kind: OutputKind,
    /// Those that are removed count too.
    pub touched: usize,
    pub now: usize,
}

/// Compares two sites that have no errors.
///
/// # Errors
/// When an output cannot be rendered.
pub fn compare(base: String, old: Side<'_>, new: Side<'_>) -> Result<Impact, Fault> {
    let changes = changes::between(old.sources, new.sources);
    let differing = outputs::differing(old.compiled, new.compiled)?;
    let reasons = reasons::of_all(&differing, &changes, old.compiled, new.compiled);
    let touched = differing.iter().zip(reasons);
    let outputs: Vec<Touched> =
        touched.map(|(difference, reasons)| difference.touched(reasons)).collect();
    let totals = totals(&outputs, &new.compiled.plan);
    Ok(Impact { base, changes, outputs, totals })
}

fn totals(touched: &[Touched], now: &Plan) -> Vec<Total> {
    let total = |kind| Total {
        kind,
        touched: touched.iter().filter(|output| output.kind == kind).count(),
        now: now.outputs.values().filter(|planned| OutputKind::of(&planned.output) == kind).count(),
    };
    OutputKind::ALL.into_iter().map(total).collect()
}
