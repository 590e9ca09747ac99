//! Where the time of a build goes, and that of the compile after an edit: wall and processor seconds of
//! each stage, and the peak of memory, for generated sites of 100, 1,000 and 10,000 entries. It asserts
//! nothing about time.
//!
//! `cargo bench --bench corpus`, or `cargo bench --bench corpus -- 1000` for one size. Files are written
//! below the system's folder for temporary files; set `TMPDIR` to measure another disk. With
//! `-- make 1000 DIR` it only makes the site, for a profiler.

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "it measures and tells")]

#[path = "../tests/site/corpus.rs"]
mod corpus;
#[path = "../tests/site/random.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod random;

use std::convert::Infallible;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use soleus::check::Depth;
use soleus::diagnostic::Diagnostic;
use soleus::link::{self, Conditions, Site};
use soleus::load::Folder;
use soleus::memo::Memo;
use soleus::pipeline::{self, Compiled, has_errors};
use soleus::plan::{self, Output, Plan};
use soleus::render::texts::Texts;
use soleus::schema::Day;
use soleus::source::Sources;
use soleus::write::{Made, Options, Stamp, Writer};
use soleus::{check, load};

use corpus::Corpus;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Words of an article.
const WORDS: usize = 800;

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    match arguments.as_slice() {
        [run, entries, root] if run == "run" => measure(entries, Path::new(root)),
        [make, entries, root] if make == "make" => generate(entries, Path::new(root)),
        [] => ["100", "1000", "10000"].into_iter().for_each(in_its_own_process),
        sizes => sizes.iter().for_each(|entries| in_its_own_process(entries)),
    }
}

/// A process of its own for each size, so that the peak of memory is that of the size.
fn in_its_own_process(entries: &str) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    generate(entries, folder.path());
    let this = std::env::current_exe().expect("this program");
    let status = Command::new(this).args(["run", entries]).arg(folder.path()).status();
    assert!(status.expect("this program starts").success());
}

fn generate(entries: &str, root: &Path) {
    let entries = entries.parse().expect("a number of entries");
    for (path, text) in corpus::files(Corpus { entries, words: WORDS, seed: 1 }) {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
}

/// Tells how long each stage takes.
struct Clock {
    wall: Instant,
    cpu: f64,
}

impl Clock {
    fn start() -> Self {
        Self { wall: Instant::now(), cpu: cpu_seconds() }
    }

    fn tell(&mut self, stage: &str) {
        let (wall, cpu) = (self.wall.elapsed().as_secs_f64(), cpu_seconds());
        let (cpu, peak) = (cpu - self.cpu, peak_megabytes());
        println!("  {stage:<9} {wall:>7.3} s wall {cpu:>7.3} s cpu {peak:>5.0} MB peak");
        *self = Self::start();
    }
}

/// What all threads of this process have used so far.
fn cpu_seconds() -> f64 {
    let tasks = std::fs::read_dir("/proc/self/task").expect("this measures on Linux");
    let of = |task: std::io::Result<std::fs::DirEntry>| {
        let text = std::fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<f64>().ok()
    };
    tasks.filter_map(of).sum::<f64>() / 1e9
}

fn peak_megabytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("this measures on Linux");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("a peak");
    let kib = line.split_whitespace().nth(1).expect("a number");
    kib.parse::<f64>().expect("a number") / 1024.0
}

fn measure(entries: &str, root: &Path) {
    // As the commands do.
    let _ = rayon::ThreadPoolBuilder::new().use_current_thread().build_global();
    println!("{entries} entries");
    let mut all = Clock::start();
    let compiled = compile(root);
    let mut clock = Clock::start();
    compiled.render_all(|_, _, _| Ok::<(), Infallible>(())).expect("nothing takes the bytes");
    clock.tell("render");
    all.tell("(so far)");
    clock = Clock::start();
    write(&compiled, root);
    clock.tell("+ write");
    write(&compiled, root);
    clock.tell("+ again");
    println!("  {} outputs", compiled.plan.outputs.len());
    drop(compiled);
    warm(root);
}

/// The compile after an edit, as the preview has it: what was compiled before is still shown.
fn warm(root: &Path) {
    let (mut folder, mut memo) = (Folder::new(root), Memo::default());
    folder.rescan().expect("the site can be read");
    let shown = pipeline::compile(folder.sources(), &conditions(), &mut memo);
    println!("  after an edit of a text");
    edit(root);
    let mut all = Clock::start();
    let next = compile_again(&mut folder, &mut memo);
    all.tell("(so far)");
    let mut clock = Clock::start();
    drop(shown);
    clock.tell("drop");
    assert!(!next.plan.outputs.is_empty());
}

/// Adds a paragraph to the article that comes last by its path.
fn edit(root: &Path) {
    let articles = std::fs::read_dir(root.join("content/articles")).expect("the articles");
    let paths = articles.map(|article| article.expect("an article").path());
    let last = paths.max().expect("an article");
    let text = std::fs::read_to_string(&last).expect("a text");
    std::fs::write(last, format!("{text}\nAn edit.\n")).expect("a file");
}

fn conditions() -> Conditions {
    let today = Day::parse("2026-11-23").expect("a day");
    Conditions { today, drafts: false, base_url: None }
}

/// The stages as `pipeline::compile` has them, with a look at the clock after each.
fn compile(root: &Path) -> Compiled {
    let mut clock = Clock::start();
    let (sources, mut found) = load::load(root).expect("the site can be read");
    clock.tell("load");
    let mut memo = Memo::default();
    let parsed = memo.parse(&sources);
    clock.tell("parse");
    let site = link::link(&parsed, &sources, &conditions(), &mut found);
    clock.tell("link");
    let plan = plan::plan(&site, &sources, &mut found);
    clock.tell("plan");
    finish(clock, site.into(), plan.into(), &sources, &mut memo, found)
}

/// The same for a folder and a memo that know an older state.
fn compile_again(folder: &mut Folder, memo: &mut Memo) -> Compiled {
    let mut clock = Clock::start();
    folder.rescan().expect("the site can be read");
    let (sources, mut found) = (folder.sources().clone(), folder.found());
    clock.tell("load");
    let parsed = memo.parse(&sources);
    clock.tell("parse");
    let (site, plan) = memo.link_and_plan(parsed, &sources, &conditions(), &mut found, &mut |_| {});
    clock.tell("link+plan");
    finish(clock, site, plan, &sources, memo, found)
}

fn finish(
    mut clock: Clock,
    site: Arc<Site>,
    plan: Arc<Plan>,
    sources: &Sources,
    memo: &mut Memo,
    mut found: Vec<Diagnostic>,
) -> Compiled {
    check::check_site(&site, &plan, Depth::Errors, &mut found);
    clock.tell("check");
    let shared = &plan.shared;
    let templates =
        memo.check_prose_and_compile_templates(&site, shared, sources, Depth::Errors, &mut found);
    let templates = templates.expect("the built-in templates are in order");
    // The templates are compiled meanwhile.
    clock.tell("+ prose");
    // What `check` does besides, and a build does not.
    check::check_site(&site, &plan, Depth::Warnings, &mut Vec::new());
    clock.tell("(all)");
    Memo::default().check_prose(&site, sources, Depth::Warnings, &mut Vec::new());
    clock.tell("(+ prose)");
    assert!(!has_errors(&found), "{:?}", found.first());
    Compiled {
        site,
        texts: Texts::of(&plan),
        plan,
        templates: Some(templates),
        diagnostics: found,
        suppressed: Vec::new(),
    }
}

/// Renders and writes, each page as soon as it is there.
fn write(compiled: &Compiled, root: &Path) {
    let base_url = "https://generated.example.org/".to_owned();
    let stamp = Stamp { base_url, drafts: false, today: None };
    let writer = Writer::open(root, &root.join("public"), Options::default(), stamp);
    let writer = writer.expect("the output can be opened");
    let templates = compiled.templates.as_ref().expect("the built-in templates are in order");
    let put = |file: &str, planned: &plan::Planned, bytes: Option<&[u8]>| {
        let made = Made::of(file, planned, templates);
        match (&planned.output, bytes) {
            (_, Some(bytes)) => writer.put(file, made, bytes).map(|_| ()),
            (Output::Copy(asset), None) => {
                writer.copy(file, made, &root.join(&*asset.path)).map(|_| ())
            }
            (_, None) => Ok(()),
        }
    };
    compiled.render_all(put).expect("the output can be written");
    writer.finish().expect("the output can be written");
}
