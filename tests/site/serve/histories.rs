//! The preview over random histories of edits on the disk, as its watch sees them: after each step every
//! address shows what a fresh compile renders, or its last good page.

use super::{Client, Server, without_tag};
use crate::edits::{self, Model};
use crate::preview::Expected;
use crate::random::Random;
use soleus::memo::Memo;
use soleus::plan::url;

const STEPS: usize = 10;
const SEED: u64 = 20_261_128;

#[test]
fn after_every_edit_on_the_disk_each_address_is_fresh_or_its_last_good_page() {
    run_histories(6);
}

#[test]
#[ignore = "long: 1,000 histories; `cargo test --release -- --ignored` runs it"]
fn long_after_every_edit_on_the_disk_each_address_is_fresh_or_its_last_good_page() {
    run_histories(1_000);
}

fn run_histories(count: u64) {
    println!("{count} histories of {STEPS} steps, seeds from {SEED}");
    for seed in SEED..SEED + count {
        run_history(Model::new(), seed);
    }
}

fn run_history(mut model: Model, seed: u64) {
    let mut random = Random::new(seed);
    let edits = edits::on_disk();
    let root = model.site.on_disk();
    let server = Server::start(root.path(), &[]);
    let mut expected = Expected::default();
    expected.follow(&fresh(&model));
    let mut history = Vec::new();
    for _ in 0..STEPS {
        let (name, edit) = random.pick(&edits);
        let changed = edit(&mut model, &mut random);
        history.push(format!("{name}: {}", changed.join(", ")));
        for path in &changed {
            model.save(root.path(), path);
        }
        server.follow();
        expected.follow(&fresh(&model));
        let is_gone = |file: &str| !root.path().join("static").join(file).exists();
        if let Err(fault) = compare(&server, &expected, is_gone) {
            panic!("seed {seed}: {fault}, after\n{}", history.join("\n"));
        }
    }
}

fn fresh(model: &Model) -> crate::support::Ran {
    model.site.run_with(&model.sources(), &mut Memo::default())
}

fn compare(
    server: &Server,
    expected: &Expected,
    is_gone: impl Fn(&str) -> bool,
) -> Result<(), String> {
    let outputs = expected.outputs.as_ref().expect("the first state has no mistakes");
    let mut client = Client::new(server);
    for file in outputs {
        let answer = client.get(&path_of(file, &expected.base_path));
        match (answer.status, expected.pages.get(file)) {
            (200 | 404, Some(page)) if without_tag(&answer.body) == page.as_bytes() => {}
            // A picture, or a page that never could be shown.
            (200 | 500, None) => {}
            // A picture is read from the disk, and nobody keeps one that was taken away.
            (404, None) if is_gone(file) => {}
            (status, _) => return Err(format!("{file}: {status}\n{}", answer.text())),
        }
    }
    Ok(())
}

fn path_of(file: &str, base_path: &str) -> String {
    let address = file.strip_suffix("index.html").unwrap_or(file);
    url::href(base_path, &format!("/{address}")).into_owned()
}
