//! A warm memo equals a fresh compile: after every step of a random history of edits, all findings, all
//! planned values and all pages are the same.

use std::collections::BTreeMap;

use soleus::memo::Memo;
use soleus::source::{Hash, Sources, hash_of};

use crate::edits::{EDITS, Model};
use crate::random::Random;

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
