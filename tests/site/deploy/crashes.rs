//! A deploy to a folder that is killed leaves a site that works, and the next one finishes it.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use scraper::{Html, Selector};

use super::{Place, Site, program, published, seed_of_now};
use crate::random::Random;

/// Runs so often by default; the long run is the same with another number.
const SHORT: usize = 8;
const LONG: usize = 200;

/// Fast enough for a test, and slow enough for a machine that does other things too.
const SCALE: &str = "--time-scale=0.05";

#[test]
fn a_kill_at_any_instant_leaves_a_whole_site_and_the_next_run_finishes_it() {
    kills(SHORT, 1);
}

#[test]
#[ignore = "long: 200 kills; `cargo test --release -- --ignored` runs it"]
fn long_a_kill_at_any_instant_leaves_a_whole_site_and_the_next_run_finishes_it() {
    kills(LONG, seed_of_now());
}

fn kills(count: usize, seed: u64) {
    println!("{count} kills, seed {seed}");
    let mut random = Random::new(seed);
    let place = Place::new();
    let mut old = place.built();
    place.deployed(&["disk"]);
    for round in 0..count {
        change(&place, &mut random, round);
        let new = place.built();
        kill(&place, Duration::from_micros(random.next() % 60_000));
        assert_eq!(faults(&place.path("www"), &old, &new), Vec::<String>::new(), "round {round}");
        let again = place.deploy(&["disk", SCALE, "--allow=shrink"]);
        assert_eq!(again.code, Some(0), "round {round}: {}", again.err);
        assert_eq!(published(&place.path("www")), new, "round {round}");
        old = new;
    }
}

/// Writes, rewrites and removes articles that link to each other.
fn change(place: &Place, random: &mut Random, round: usize) {
    place.write("static/style-of-mine.css", &format!("p {{ order: {round} }}\n"));
    for number in 0..6 {
        let path = format!("content/articles/n{number}.md");
        let other = random.below(6);
        let text = format!("---\ntitle: N{number}\n---\nRound {round}, [[one]] and {other}.\n");
        if random.once_in(3) && place.root().join(&path).exists() {
            place.remove(&path);
        } else {
            place.write(&path, &text);
        }
    }
    place.build();
}

fn kill(place: &Place, after: Duration) {
    let mut command = program(&place.root(), &["deploy", "disk", SCALE, "--allow=shrink"]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
}

/// What a reader would find wrong in a folder that is on its way from one site to another.
pub(super) fn faults(folder: &Path, old: &Site, new: &Site) -> Vec<String> {
    let left = published(folder);
    let mut faults = Vec::new();
    for (path, hash) in &left {
        if old.get(path) != Some(hash) && new.get(path) != Some(hash) {
            faults.push(format!("`{path}` is of neither site"));
        }
    }
    for page in left.keys().filter(|path| path.rsplit('/').next() == Some("index.html")) {
        let text = std::fs::read_to_string(folder.join(page)).unwrap();
        let links = internal_links(&text);
        let missing = links.into_iter().filter(|target| !left.contains_key(target));
        faults.extend(missing.map(|target| format!("`{page}` finds no `{target}`")));
    }
    faults
}

/// The files of the site that a page needs or leads to.
fn internal_links(page: &str) -> BTreeSet<String> {
    let page = Html::parse_document(page);
    let selector = Selector::parse("[href], [src]").unwrap();
    let addresses = page.select(&selector).filter_map(|element| {
        element.attr("href").or_else(|| element.attr("src")).map(str::to_owned)
    });
    let inside = addresses.filter_map(|address| {
        let address = address.strip_prefix("https://example.org").unwrap_or(&address).to_owned();
        let path = address.strip_prefix('/')?.split(['#', '?']).next()?.to_owned();
        Some(if path.is_empty() || path.ends_with('/') { path + "index.html" } else { path })
    });
    inside.collect()
}
