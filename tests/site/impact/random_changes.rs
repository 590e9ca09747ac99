//! The impact of random changes against the bytes of both sites.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;
use soleus::memo::Memo;
use soleus::pipeline::has_errors;

use super::Repository;
use crate::edits::{self, Edit, Model};
use crate::random::Random;
use crate::support::{Tree, soleus, tree};

const SEED: u64 = 20_261_128;

#[test]
fn the_list_agrees_with_a_byte_comparison_of_the_two_built_sites() {
    compare_with_builds(20);
}

#[test]
#[ignore = "long: 100 changes; `cargo test --release -- --ignored` runs it"]
fn long_the_list_agrees_with_a_byte_comparison_of_the_two_built_sites() {
    compare_with_builds(100);
}

fn compare_with_builds(count: u64) {
    println!("{count} changes, seeds from {SEED}");
    let mut start = Model::new();
    start.assets.insert("static/picture-0.png".to_owned(), 7);
    let (mut told, mut touching) = (BTreeMap::<String, usize>::new(), 0);
    let repository = Repository::new(&start.site);
    replace(&start, &repository.root);
    repository.commit();
    let before = build(&repository, "before");
    for seed in SEED..SEED + count {
        let (model, history) = change(&start, seed);
        replace(&model, &repository.root);
        for edit in &history {
            let name = edit.split_once(':').expect("an edit has a name").0.to_owned();
            *told.entry(name).or_insert(0) += 1;
        }
        let history = history.join("\n");
        let after = build(&repository, "after");
        let differing = differing(&before, &after);
        let impact: Value = serde_json::from_str(&repository.against_head("json")).unwrap();
        let outputs = impact["outputs"].as_array().unwrap();
        let listed: BTreeSet<&str> =
            outputs.iter().map(|one| one["file"].as_str().unwrap()).collect();
        assert_eq!(listed, differing, "seed {seed}, after\n{history}");
        for output in outputs {
            let reasons = output["reasons"].as_array().unwrap();
            let is_known = reasons.iter().all(|reason| reason["change"].is_u64());
            assert!(is_known && !reasons.is_empty(), "seed {seed}: {output:#} after\n{history}");
        }
        touching += usize::from(!outputs.is_empty());
    }
    println!("{touching} touch something; the edits in them: {told:?}");
}

fn build(repository: &Repository, out: &str) -> Tree {
    let output = soleus(&repository.root, &["build", "--out", out]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut files = tree(&repository.root.join(out));
    // The index follows every change of words, and no list of changes names it.
    files.retain(|file, _| file != ".soleus-manifest.json" && !file.starts_with("pagefind/"));
    files
}

fn differing<'a>(before: &'a Tree, after: &'a Tree) -> BTreeSet<&'a str> {
    let files = before.keys().chain(after.keys());
    files.filter(|file| before.get(*file) != after.get(*file)).map(String::as_str).collect()
}

/// Makes one to three edits of the site of the commit that leave it without errors, and tells them.
fn change(start: &Model, seed: u64) -> (Model, Vec<String>) {
    let mut random = Random::new(seed);
    let edits: Vec<(&str, Edit)> = edits::on_disk().into_iter().chain(MORE).collect();
    loop {
        let mut model = start.clone();
        let mut history = Vec::new();
        for _ in 0..=random.below(3) {
            let (name, edit) = random.pick(&edits);
            let changed = edit(&mut model, &mut random);
            history.push(format!("{name}: {}", changed.join(", ")));
        }
        if !has_errors(&model.site.run_with(&model.sources(), &mut Memo::default()).diagnostics) {
            return (model, history);
        }
    }
}

/// Leaves nothing of the site in the folder but what the model says.
fn replace(model: &Model, root: &Path) {
    for folder in ["content", "static", "templates"] {
        let _ = fs::remove_dir_all(root.join(folder));
    }
    for path in model.site.files.keys().chain(model.assets.keys()) {
        model.save(root, path);
    }
}

/// Edits that leave a site without errors more often than those that authors make in haste.
const MORE: [(&str, Edit); 5] = [
    ("a dose", dose),
    ("a moved article", moved_article),
    ("a moved article", moved_article),
    ("a stylesheet", stylesheet),
    ("an article removed", removed_article),
];

fn pick(model: &Model, random: &mut Random, folder: &str) -> String {
    let paths = model.site.files.keys().filter(|path| path.starts_with(folder));
    (*random.pick(&paths.collect::<Vec<_>>())).clone()
}

fn dose(model: &mut Model, random: &mut Random) -> Vec<String> {
    let path = pick(model, random, "content/exercises/");
    let text = model.site.files.get_mut(&path).expect("it was picked");
    *text = text.replace("sets: ", "sets: 1").replace("sets: 1 ", "sets: ");
    vec![path]
}

fn moved_article(model: &mut Model, random: &mut Random) -> Vec<String> {
    let old = pick(model, random, "content/articles/");
    let text = model.site.files.remove(&old).expect("it was picked");
    let id = old.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
    let text = text.replacen("---\n", &format!("---\naliases: [/articles/{id}/]\n"), 1);
    let new = old.replace(".md", "-moved.md");
    model.site.files.insert(new.clone(), text);
    vec![old, new]
}

fn removed_article(model: &mut Model, random: &mut Random) -> Vec<String> {
    let path = pick(model, random, "content/articles/");
    model.site.files.remove(&path);
    vec![path]
}

fn stylesheet(model: &mut Model, random: &mut Random) -> Vec<String> {
    let path = (*random.pick(&["static/style.css", "static/print.css"])).to_owned();
    model.assets.insert(path.clone(), u8::try_from(random.below(250)).expect("a byte"));
    vec![path]
}
