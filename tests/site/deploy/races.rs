//! Two deploys at once: the newest commit wins, and the other says so.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use super::{Place, Said, Site, git, program, published, said, seed_of_now};
use crate::random::Random;

/// Runs so often by default; the long run is the same with another number.
const SHORT: usize = 20;
const LONG: usize = 100;

const SCALE: &str = "--time-scale=0.2";

#[test]
fn of_two_deploys_to_a_folder_the_newer_one_wins() {
    races("disk", SHORT, 1);
}

#[test]
fn of_two_deploys_to_a_branch_the_newer_one_wins() {
    races("branch", SHORT, 1);
}

#[test]
#[ignore = "long: 200 races; `cargo test --release -- --ignored` runs it"]
fn long_of_two_deploys_the_newer_one_wins() {
    races("disk", LONG, seed_of_now());
    races("branch", LONG, seed_of_now());
}

/// Two clones of one site, an older and a newer, both with the targets of the first.
struct Race {
    place: Place,
    older: PathBuf,
    newer: PathBuf,
}

fn races(target: &str, count: usize, seed: u64) {
    println!("{count} races to {target}, seed {seed}");
    let mut random = Random::new(seed);
    let race = Race::new();
    for round in 0..count {
        race.prepare(round);
        let head_start = Duration::from_micros(random.next() % 80_000);
        let (older, newer) = race.run(target, random.once_in(2), head_start);
        assert_eq!(newer.code, Some(0), "round {round}: {}\n{}", newer.err, older.err);
        assert!(gave_way(&older), "round {round}: {older:?}");
        let expected = published(&race.newer.join("public"));
        assert_eq!(race.published(target), expected, "round {round}");
    }
}

/// Whether the older deploy ended before the newer began, or says why it did not publish.
fn gave_way(older: &Said) -> bool {
    let reasons = ["overtaken by a deploy of", "is published already", "a deploy of the newer"];
    older.code == Some(0)
        || older.code == Some(1) && reasons.iter().any(|reason| older.err.contains(reason))
}

impl Race {
    fn new() -> Self {
        let place = Place::new();
        git(&place.path("."), &["init", "--quiet", "--bare", "pages.git"]);
        place.commit("Begin");
        let clone = |name: &str| {
            git(&place.path("."), &["clone", "--quiet", "site", name]);
            place.path(name)
        };
        let (older, newer) = (clone("older"), clone("newer"));
        Self { place, older, newer }
    }

    /// Makes two commits, and builds each in a clone.
    fn prepare(&self, round: usize) {
        for (clone, name) in [(&self.older, "older"), (&self.newer, "newer")] {
            let text = format!("The {name} text of round {round}.");
            self.place.write("content/articles/one.md", &format!("---\ntitle: One\n---\n{text}\n"));
            let own = format!("content/articles/{name}-{round}.md");
            self.place.write(&own, "---\ntitle: Another\n---\nText.\n");
            let commit = self.place.commit(&text);
            git(clone, &["fetch", "--quiet", "origin"]);
            git(clone, &["checkout", "--quiet", &commit]);
            let built = program(clone, &["build"]).output().unwrap();
            assert_eq!(built.status.code(), Some(0));
        }
    }

    /// Runs both, one of them a little before the other.
    fn run(&self, target: &str, older_first: bool, head_start: Duration) -> (Said, Said) {
        let begin = |root: &Path| {
            let mut command = program(root, &["deploy", target, SCALE]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        };
        let mut clones = [&self.older, &self.newer];
        if !older_first {
            clones.reverse();
        }
        let first = begin(clones[0]);
        sleep(head_start);
        let second = begin(clones[1]);
        let mut ends = [first, second].map(|child| said(&child.wait_with_output().unwrap()));
        if !older_first {
            ends.reverse();
        }
        ends.into()
    }

    fn published(&self, target: &str) -> Site {
        if target == "disk" {
            return published(&self.place.path("www"));
        }
        let out = self.place.path("checked-out");
        let _ = std::fs::remove_dir_all(&out);
        std::fs::create_dir(&out).unwrap();
        let work_tree = format!("--work-tree={}", out.display());
        let repository = self.place.path("pages.git");
        git(&repository, &[&work_tree, "checkout", "--quiet", "--force", "gh-pages", "--", "."]);
        published(&out)
    }
}
