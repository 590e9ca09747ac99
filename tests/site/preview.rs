//! The preview is never stale: after every step of a random history of edits its findings are those of
//! a fresh compile, and each address shows what a fresh compile renders, or its last good page.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use soleus::check::Depth;
use soleus::diagnostic::terminal;
use soleus::memo::Memo;
use soleus::serve::{Preview, Report, Shown, Snapshot};
use soleus::source::Sources;

use crate::edits::{EDITS, Model};
use crate::random::Random;
use crate::support::Ran;

const STEPS: usize = 10;
const SEED: u64 = 20_261_127;

#[test]
fn after_every_edit_the_preview_shows_what_a_fresh_compile_shows() {
    run_histories(40);
}

#[test]
#[ignore = "long: 1,000 histories; `cargo test --release -- --ignored` runs it"]
fn long_after_every_edit_the_preview_shows_what_a_fresh_compile_shows() {
    run_histories(1_000);
}

fn run_histories(count: u64) {
    println!("{count} histories of {STEPS} steps, seeds from {SEED}");
    let start = Model::new();
    for seed in SEED..SEED + count {
        run_history(start.clone(), seed);
    }
}

fn run_history(mut model: Model, seed: u64) {
    let mut random = Random::new(seed);
    let mut desk = Desk::new(&model);
    desk.step(&model, &[]).expect("a site without mistakes");
    let mut history = Vec::new();
    for _ in 0..STEPS {
        let (name, edit) = random.pick(&EDITS);
        let changed = edit(&mut model, &mut random);
        history.push(format!("{name}: {}", changed.join(", ")));
        if let Err(fault) = desk.step(&model, &changed) {
            panic!("seed {seed}: {fault}, after\n{}", history.join("\n"));
        }
    }
}

/// The preview of a model, and what it must show.
struct Desk {
    sources: Sources,
    preview: Preview,
    latest: Option<Snapshot>,
    expected: Expected,
}

/// What each address must show.
#[derive(Default)]
pub(crate) struct Expected {
    /// The outputs of the last compile without errors; `None` before there was one.
    pub(crate) outputs: Option<Vec<String>>,
    /// Every page as it was rendered last by such a compile.
    pub(crate) pages: BTreeMap<String, String>,
    /// The folder that the site of that compile is served in.
    pub(crate) base_path: String,
}

impl Expected {
    pub(crate) fn follow(&mut self, fresh: &Ran) {
        if fresh.is_sound {
            self.outputs = Some(fresh.compiled.plan.outputs.keys().cloned().collect());
            self.pages.extend(fresh.pages.clone());
            self.base_path.clone_from(&fresh.compiled.plan.shared.base_path);
        }
    }
}

impl Desk {
    fn new(model: &Model) -> Self {
        Self {
            sources: model.sources(),
            preview: Preview::new(Path::new("/site")),
            latest: None,
            expected: Expected::default(),
        }
    }

    /// Takes over what changed, and compares; the fault is what differs.
    fn step(&mut self, model: &Model, changed: &[String]) -> Result<(), String> {
        for path in changed {
            model.give(&mut self.sources, path);
        }
        let fresh = model.site.run_with(&model.sources(), &mut Memo::default());
        self.expected.follow(&fresh);
        let sources = Arc::new(self.sources.clone());
        let conditions = model.site.conditions();
        let snapshot = self.preview.update(
            Depth::EachText,
            self.latest.as_ref(),
            &sources,
            Vec::new(),
            &conditions,
            changed,
        );
        self.compare(&snapshot)?;
        let whole = snapshot.render_the_rest(|| true).ok_or("the rest was not rendered")?;
        equal("the report", &report(&whole), &fresh.report())?;
        self.compare(&whole)?;
        self.latest = Some(whole);
        Ok(())
    }

    fn compare(&self, snapshot: &Snapshot) -> Result<(), String> {
        let Some(outputs) = &self.expected.outputs else {
            let shown = snapshot.show("index.html");
            return matches!(shown, Shown::Report(_)).then_some(()).ok_or("no report".to_owned());
        };
        for file in outputs {
            match (snapshot.show(file), self.expected.pages.get(file)) {
                (Shown::Bytes(bytes), Some(page)) => {
                    equal(file, &String::from_utf8_lossy(&bytes), page)?;
                }
                (Shown::Copy(_) | Shown::Derived(_), _) | (Shown::Report(_), None) => {}
                (shown, page) => return Err(format!("{file}: {shown:?}, not {page:?}")),
            }
        }
        match snapshot.show("no/such/file") {
            Shown::Missing => Ok(()),
            shown => Err(format!("what is not there shows {shown:?}")),
        }
    }
}

fn equal(what: &str, found: &str, expected: &str) -> Result<(), String> {
    if found == expected {
        return Ok(());
    }
    let at = found.bytes().zip(expected.bytes()).take_while(|(one, other)| one == other).count();
    let around = |text: &str| {
        let start = text.floor_char_boundary(at.saturating_sub(80));
        text[start..text.ceil_char_boundary((at + 120).min(text.len()))].to_owned()
    };
    Err(format!("{what} differs\n{}\nnot\n{}", around(found), around(expected)))
}

/// The report as an author reads it.
fn report(snapshot: &Snapshot) -> String {
    let Report { sources, diagnostics, .. } = &snapshot.report;
    diagnostics
        .iter()
        .fold(String::new(), |text, found| text + &terminal::report(found, sources, false) + "\n")
}
