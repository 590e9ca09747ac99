//! Instructions of each stage for a fixed site of 200 entries: the same on every machine, so that a change
//! that costs is seen although the clock is noisy.
//!
//! `cargo bench --bench stages`. It needs valgrind and the `gungraun-runner` of the version that
//! `Cargo.lock` has of gungraun; `.ci/run` installs both and prints the figures.

#![expect(missing_docs, reason = "the macros make public items")]

#[path = "../tests/site/corpus.rs"]
mod corpus;
#[path = "../tests/site/random.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod random;

use std::hint::black_box;

use gungraun::{library_benchmark, library_benchmark_group, main};
use soleus::check::{Depth, check_site};
use soleus::link::{Conditions, Site};
use soleus::memo::Memo;
use soleus::parse::Parsed;
use soleus::pipeline::{Compiled, compile_to};
use soleus::plan::{Plan, Planned};
use soleus::render::templates::Templates;
use soleus::schema::Day;
use soleus::source::Sources;
use soleus::theme;

use corpus::Corpus;

fn sources() -> Sources {
    // One thread, so that nothing depends on who comes first.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global();
    let mut sources = Sources::default();
    for (path, text) in corpus::files(Corpus { entries: 200, words: 800, seed: 1 }) {
        sources.insert(&path, &text);
    }
    theme::add_to(&mut sources);
    sources
}

fn conditions() -> Conditions {
    let today = Day::parse("2026-11-23").expect("a day");
    Conditions { today, drafts: false, base_url: None }
}

fn parsed() -> (Sources, Vec<Parsed>) {
    let sources = sources();
    let parsed = Memo::default().parse(&sources);
    (sources, parsed)
}

fn linked() -> (Sources, Site) {
    let (sources, parsed) = parsed();
    let site = soleus::link::link(&parsed, &sources, &conditions(), &mut Vec::new());
    (sources, site)
}

fn planned() -> (Sources, Site, Plan) {
    let (sources, site) = linked();
    let plan = soleus::plan::plan(&site, &sources, &mut Vec::new());
    (sources, site, plan)
}

fn compiled() -> Compiled {
    compile_to(Depth::Errors, &sources(), &conditions(), &mut Memo::default())
}

#[library_benchmark]
#[bench::of_200(setup = sources)]
fn parse(sources: Sources) -> (Sources, Vec<Parsed>) {
    let parsed = black_box(Memo::default().parse(&sources));
    (sources, parsed)
}

#[library_benchmark]
#[bench::of_200(setup = parsed)]
fn link((sources, parsed): (Sources, Vec<Parsed>)) -> (Site, Sources, Vec<Parsed>) {
    let site = black_box(soleus::link::link(&parsed, &sources, &conditions(), &mut Vec::new()));
    (site, sources, parsed)
}

#[library_benchmark]
#[bench::of_200(setup = linked)]
fn plan((sources, site): (Sources, Site)) -> (Plan, Sources, Site) {
    let plan = black_box(soleus::plan::plan(&site, &sources, &mut Vec::new()));
    (plan, sources, site)
}

// As a build checks.
#[library_benchmark]
#[bench::of_200(setup = planned)]
fn check((sources, site, plan): (Sources, Site, Plan)) -> (Sources, Site, Plan) {
    let mut found = Vec::new();
    check_site(&site, &plan, Depth::Errors, &mut found);
    Memo::default().check_prose(&site, &sources, Depth::Errors, &mut found);
    black_box(found);
    (sources, site, plan)
}

// As `soleus check` does.
#[library_benchmark]
#[bench::of_200(setup = planned)]
fn check_all((sources, site, plan): (Sources, Site, Plan)) -> (Sources, Site, Plan) {
    let mut found = Vec::new();
    check_site(&site, &plan, Depth::Warnings, &mut found);
    Memo::default().check_prose(&site, &sources, Depth::Warnings, &mut found);
    black_box(found);
    (sources, site, plan)
}

#[library_benchmark]
#[bench::of_200(setup = planned)]
fn templates((sources, site, plan): (Sources, Site, Plan)) -> (Sources, Site, Plan) {
    black_box(Templates::compile(&sources, &plan.shared).expect("they are in order"));
    (sources, site, plan)
}

#[library_benchmark]
#[bench::of_200(setup = compiled)]
fn render(compiled: Compiled) -> Compiled {
    let take = |_: &str, _: &Planned, bytes: Option<&[u8]>| {
        black_box(bytes);
        Ok::<(), std::convert::Infallible>(())
    };
    compiled.render_all(take).expect("nothing fails to take the bytes");
    compiled
}

library_benchmark_group!(
    name = stages;
    benchmarks = parse, link, plan, check, check_all, templates, render
);

main!(library_benchmark_groups = stages);
