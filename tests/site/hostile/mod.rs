//! What strangers may write into a pull request: whatever it is, nothing outside the site is read or
//! written, nothing on a page runs, and the build ends by itself with pages or with findings.

#![allow(clippy::format_collect, clippy::format_push_string, reason = "texts are made once here")]

mod addresses;
mod fields;
mod files;
mod inert;
mod texts;
mod yaml;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use crate::support::TestSite;

/// A build that takes longer has not ended by itself. It is generous: the machine may be busy.
const LIMIT: Duration = Duration::from_secs(20);

/// Stands in every file outside the site, and in none of a build.
const CANARY: &str = "CANARY-7f3a9";

/// A site that somebody made to do harm.
pub(super) struct Case {
    name: String,
    site: TestSite,
    /// Puts things into the site's folder that are no texts.
    prepare: Box<dyn Fn(&Path)>,
    /// Whether it must come to pages or to findings; either is fine when it does not say.
    wanted: Option<End>,
}

/// How a build ends by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Pages,
    Findings,
}

impl Case {
    pub(super) fn new(name: impl Into<String>, site: TestSite) -> Self {
        Self { name: name.into(), site, prepare: Box::new(|_| {}), wanted: None }
    }

    /// One article with this text.
    pub(super) fn text(text: &str) -> Self {
        let site = TestSite::new("").file("content/articles/one.md", &article(text));
        Self::new(shown(text), site)
    }

    pub(super) fn prepare(mut self, prepare: impl Fn(&Path) + 'static) -> Self {
        self.prepare = Box::new(prepare);
        self
    }

    pub(super) fn wants(mut self, end: End) -> Self {
        self.wanted = Some(end);
        self
    }
}

/// An article with this text.
pub(super) fn article(text: &str) -> String {
    format!("---\ntitle: One\ndate: 2026-11-20\n---\n{text}\n")
}

/// The beginning of a text as a name.
pub(super) fn shown(text: &str) -> String {
    let short: String = text.chars().take(50).collect();
    short.escape_debug().to_string()
}

/// Builds every case and fails with all that did harm.
pub(super) fn attack(what: &str, cases: Vec<Case>) {
    let (mut faults, mut ends, mut slowest) = (Vec::new(), [0, 0], (Duration::ZERO, String::new()));
    let count = cases.len();
    for case in cases {
        let (end, time) = run(&case, &mut faults);
        if let Some(end) = end {
            ends[end as usize] += 1;
        }
        if time > slowest.0 {
            slowest = (time, case.name);
        }
    }
    println!(
        "hostile {what}: {count} cases, {} came to pages and {} to findings; the slowest took {:.2} s: {}",
        ends[0],
        ends[1],
        slowest.0.as_secs_f64(),
        slowest.1
    );
    assert!(faults.is_empty(), "{what}: {} faults\n{}", faults.len(), faults.join("\n"));
}

/// One case in a folder of its own, between files that nobody may read.
fn run(case: &Case, faults: &mut Vec<String>) -> (Option<End>, Duration) {
    let around = tempfile::tempdir().expect("a temporary folder");
    let root = around.path().join("site");
    for name in ["canary.md", "canary.png", "canary.html", "canary.yaml", "knee.png"] {
        fs::write(around.path().join(name), CANARY).expect("a file");
    }
    fs::create_dir_all(root.join("content")).expect("a folder");
    case.site.write_to(&root);
    (case.prepare)(&root);
    let before = tree(around.path());
    let (status, time) = build(&root);
    let report = fs::read_to_string(around.path().join("report")).unwrap_or_default();
    let mut fault = |what: String| faults.push(format!("{}: {what}", case.name));
    let end = match status.and_then(|status| status.code()) {
        Some(0) => Some(End::Pages),
        Some(1) => Some(End::Findings),
        _ => None,
    };
    match end {
        None => fault(format!("it ended with {status:?} after {time:?}\n{}", cut(&report))),
        Some(End::Findings) if !report.contains("-->") => {
            fault(format!("its findings have no place\n{}", cut(&report)));
        }
        _ => {}
    }
    if end.is_some() && case.wanted.is_some_and(|wanted| Some(wanted) != end) {
        fault(format!("it came to {end:?}\n{}", cut(&report)));
    }
    if tree(around.path()) != before {
        fault("something outside the output is not as it was".to_owned());
    }
    if report.contains(CANARY) {
        fault(format!("the report tells what stands outside\n{}", cut(&report)));
    }
    inert::faults(&root.join("public")).into_iter().for_each(fault);
    (end, time)
}

fn cut(report: &str) -> String {
    report.chars().take(1500).collect()
}

/// Runs the program; `None` when it had to be killed.
fn build(root: &Path) -> (Option<ExitStatus>, Duration) {
    let report = fs::File::create(root.with_file_name("report")).expect("a file");
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_soleus"))
        .args(["build", "--today", crate::support::TODAY])
        .env("XDG_CACHE_HOME", crate::support::cache())
        .current_dir(root)
        .stdout(report.try_clone().expect("a second handle"))
        .stderr(report)
        .spawn()
        .expect("the program starts");
    let status = wait(&mut child, start);
    (status, start.elapsed())
}

fn wait(child: &mut Child, start: Instant) -> Option<ExitStatus> {
    while start.elapsed() < LIMIT {
        if let Some(status) = child.try_wait().expect("the child can be asked") {
            return Some(status);
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().expect("the child can be killed");
    child.wait().expect("the child ends");
    None
}

/// Everything below a folder except what a build may write: what kind it is, and what it holds.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let is_output = |path: &Path| {
        path == folder.join("site/public")
            || path == folder.join("report")
            || path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with(".public.soleus-"))
    };
    let walk = walkdir::WalkDir::new(folder).into_iter();
    let entries = walk.filter_entry(|entry| !is_output(entry.path())).filter_map(Result::ok);
    entries
        .map(|entry| {
            let kind = entry.file_type();
            let holds = if kind.is_file() {
                blake3::hash(&fs::read(entry.path()).expect("the file can be read")).to_string()
            } else {
                format!("{kind:?} {:?}", fs::read_link(entry.path()).ok())
            };
            (entry.path().to_string_lossy().into_owned(), holds)
        })
        .collect()
}
