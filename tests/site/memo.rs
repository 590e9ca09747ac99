//! A warm memo equals a fresh compile: after every step of a random history of edits, all findings, all
//! planned values and all pages are the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use expect_test::expect;
use soleus::memo::Memo;
use soleus::source::{Hash, Sources, hash_of};

use crate::edits::{EDITS, Model};
use crate::random::Random;
use crate::support::TestSite;

const STEPS: usize = 10;
const SEED: u64 = 20_261_123;

#[test]
fn a_warm_memo_equals_a_fresh_compile() {
    run_sequences(40);
}

#[test]
#[ignore = "long: 1,000 sequences; `cargo test --release -- --ignored` runs it"]
fn long_a_warm_memo_equals_a_fresh_compile() {
    run_sequences(1_000);
}

const SITE: &str = "
=== content/articles/one.md
---
title: One
date: 2026-11-01
tags: [hills]
---
The first paragraph, with [[two]].

The second paragraph.
=== content/articles/two.md
---
title: Two
---
The first paragraph, with [[one]].
";

/// The outputs that are planned anew once a text of the first article stands in place of another.
fn planned_anew(text: &str, other: &str) -> Vec<String> {
    let site = TestSite::new(SITE);
    let (mut sources, mut memo) = (site.sources(), Memo::default());
    let before = site.run_with(&sources, &mut memo).compiled.plan;
    let path = "content/articles/one.md";
    sources.insert(path, &site.files[path].replace(text, other));
    let after = site.run_with(&sources, &mut memo).compiled.plan;
    let is_kept = |file: &str| {
        before.outputs.get(file).is_some_and(|kept| Arc::ptr_eq(kept, &after.outputs[file]))
    };
    after.outputs.keys().filter(|file| !is_kept(file)).cloned().collect()
}

#[test]
fn what_only_its_own_page_and_the_feeds_show_leaves_all_other_outputs_as_they_are() {
    let anew = ["articles/one/index.html", "feed.json", "feed.xml", "tags/hills/feed.xml"]
        .map(str::to_owned);
    assert_eq!(planned_anew("The second", "Another"), anew);
    assert_eq!(planned_anew("The second", "## A heading\n\nThe second"), anew);
}

#[test]
fn where_more_is_planned_anew_all_outputs_that_stay_equal_are_shared() {
    let anew = |text, other| planned_anew(text, other).join("\n");
    expect![[r"
        articles/2026/11/index.html
        articles/2026/index.html
        articles/index.html
        articles/one/index.html
        articles/two/index.html
        cards/articles/one.054459e96b.png
        feed.json
        feed.xml
        index.html
        search/index.html
        tags/hills/feed.xml
        tags/hills/index.html"]]
    .assert_eq(&anew("title: One", "title: Other"));
    expect![[r"
        articles/index.html
        articles/one/index.html
        feed.json
        feed.xml
        sitemap.xml"]]
    .assert_eq(&anew("tags: [hills]", "tags: []"));
    // The first paragraph is the summary, which lists show.
    let first_paragraph = expect![[r"
        articles/2026/11/index.html
        articles/2026/index.html
        articles/index.html
        articles/one/index.html
        feed.json
        feed.xml
        index.html
        tags/hills/feed.xml
        tags/hills/index.html"]];
    first_paragraph.assert_eq(&anew("The first", "Another first"));
    first_paragraph.assert_eq(&anew("[[two]]", "[[two|it]] and [[two]]"));
}

fn run_sequences(count: u64) {
    println!("{count} sequences of {STEPS} steps, seeds from {SEED}");
    let start = Model::new();
    for seed in SEED..SEED + count {
        run_sequence(start.clone(), seed);
    }
}

fn run_sequence(mut model: Model, seed: u64) {
    let mut random = Random::new(seed);
    let mut warm = Warm::of(&model);
    let mut history = Vec::new();
    for _ in 0..STEPS {
        let (name, edit) = random.pick(&EDITS);
        let changed = edit(&mut model, &mut random);
        history.push(format!("{name}: {}", changed.join(", ")));
        for path in &changed {
            model.give(&mut warm.sources, path);
        }
        let told = || format!("seed {seed}, after\n{}", history.join("\n"));
        let (fresh, warm) =
            (outcome(&model, &model.sources(), &mut Memo::default()), warm.outcome(&model));
        assert_eq!(fresh.report, warm.report, "{}", told());
        assert_eq!(fresh.planned, warm.planned, "{}", told());
        let differing = fresh.pages.iter().find(|(file, text)| warm.pages.get(*file) != Some(text));
        assert_eq!(differing, None, "{}", told());
        assert_eq!(fresh.pages.len(), warm.pages.len(), "{}", told());
    }
}

/// The side that keeps its sources and its memo.
struct Warm {
    sources: Sources,
    memo: Memo,
}

struct Outcome {
    report: String,
    pages: BTreeMap<String, String>,
    planned: Vec<(String, Hash)>,
}

fn outcome(model: &Model, sources: &Sources, memo: &mut Memo) -> Outcome {
    let ran = model.site.run_with(sources, memo);
    let planned = ran.compiled.plan.outputs.iter();
    let planned = planned.map(|(file, planned)| (file.clone(), hash_of(&planned.output))).collect();
    Outcome { report: ran.report(), planned, pages: ran.pages }
}

impl Warm {
    fn of(model: &Model) -> Self {
        Self { sources: model.sources(), memo: Memo::default() }
    }

    fn outcome(&mut self, model: &Model) -> Outcome {
        outcome(model, &self.sources, &mut self.memo)
    }
}
