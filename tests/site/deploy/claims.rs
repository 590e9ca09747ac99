//! One deploy at a time: what a deploy does when the state of its target changes under its hands.

use std::cell::Cell;
#[cfg(feature = "search")]
use std::collections::BTreeSet;
#[cfg(feature = "search")]
use std::path::Path;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use expect_test::expect;
use jiff::Timestamp;
use serde_json::{Value, json};
use soleus::deploy::{
    Changes, Claim, Done, Observer, Options, Outcome, Pace, Request, Stopped, Told, deploy,
};

use super::crashes::faults;
use super::{Place, published, state};
#[cfg(feature = "search")]
use crate::support::tree;

/// The state of the target of the tests.
struct Target(PathBuf);

impl Target {
    fn of(place: &Place) -> Self {
        Self(place.path("www"))
    }

    fn state(&self) -> Value {
        state(&self.0)
    }

    fn change(&self, change: impl FnOnce(&mut Value)) {
        let mut state = self.state();
        change(&mut state);
        let text = state.to_string();
        std::fs::write(self.0.join("part"), text).unwrap();
        std::fs::rename(self.0.join("part"), self.0.join(".soleus-deploy.json")).unwrap();
    }
}

/// Does something after each file that was sent.
struct AfterEach<F>(F);

impl<F: Fn(usize)> Observer for AfterEach<F> {
    fn planned(&self, _: &Changes) {}
    fn waiting(&self, _: &Claim) {}
    fn sent(&self, done: usize, _: usize) {
        (self.0)(done);
    }
    fn retrying(&self, _: &Told) {}
}

/// Deploys one file after the other, with something done after each.
fn deploy_with(place: &Place, after_each: impl Fn(usize)) -> Result<Done, Stopped> {
    deploy_at_once(1, place, after_each)
}

/// Deploys so many files at once.
fn deploy_at_once(
    at_once: usize,
    place: &Place,
    after_each: impl Fn(usize),
) -> Result<Done, Stopped> {
    let target = serde_json::from_value(json!({"folder": {"path": "../www"}})).unwrap();
    let request = Request {
        root: place.root(),
        out: place.root().join("public"),
        name: "disk".to_owned(),
        target,
        base_url: "https://example.org/".to_owned(),
    };
    let options = Options {
        allow: Vec::new(),
        dry_run: false,
        verify: None,
        now: Timestamp::now(),
        pace: Pace { at_once, ..Pace::default().scaled(0.1) },
    };
    deploy(&request, &options, &AfterEach(after_each))
}

fn message(stopped: Result<Done, Stopped>) -> String {
    match stopped.unwrap_err() {
        Stopped::Refused(told) => format!("refused: {}", told[0]),
        Stopped::Failed(told) => format!("failed: {told}"),
    }
}

/// A site that was published, and then changed.
fn changed_site() -> Place {
    let place = Place::new();
    place.deployed(&["disk"]);
    place.write("static/new.txt", "Text.\n");
    place.write("content/articles/three.md", "---\ntitle: Three\n---\nSee [[one]].\n");
    place.article("one", "See [[three]].");
    place
}

#[test]
fn after_every_single_file_the_site_is_whole() {
    let place = changed_site();
    place.remove("content/articles/two.md");
    let old = published(&place.path("www"));
    place.build();
    let new = place.built();
    let looks = Cell::new(0);
    let done = deploy_with(&place, |_| {
        assert_eq!(faults(&place.path("www"), &old, &new), Vec::<String>::new());
        looks.set(looks.get() + 1);
    });
    assert!(matches!(done.unwrap().outcome, Outcome::Published(_)));
    assert_eq!(looks.get(), 9);
    assert_eq!(published(&place.path("www")), new);
}

#[cfg(feature = "search")]
#[test]
fn after_every_single_file_the_index_that_stands_has_all_its_parts() {
    let place = Place::new();
    let settings = "base_url: https://example.org/\ntargets:\n  disk: {folder: {path: ../www}}\n";
    place.write("content/site.yaml", settings);
    place.build();
    place.deployed(&["disk"]);
    let parts = |folder: &Path| -> BTreeSet<String> {
        let files = tree(folder).into_keys();
        files.filter(|file| file.starts_with("pagefind/") && file.contains(".pf_")).collect()
    };
    let entry = |folder: &Path| std::fs::read(folder.join("pagefind/pagefind-entry.json")).ok();
    let (www, public) = (place.path("www"), place.root().join("public"));
    for text in ["Another text.", "The last text."] {
        place.article("one", text);
        let old = (entry(&www), parts(&www));
        place.build();
        let new = (entry(&public), parts(&public));
        assert_ne!(old, new);
        let done = deploy_with(&place, |_| {
            let (_, wanted) = if entry(&www) == old.0 { &old } else { &new };
            assert!(parts(&www).is_superset(wanted), "{text}");
        });
        assert!(matches!(done.unwrap().outcome, Outcome::Published(_)));
        assert_eq!(published(&www), place.built());
    }
}

#[test]
fn a_deploy_stops_when_a_newer_one_asks_for_its_turn_and_leaves_a_site_that_works() {
    let place = changed_site();
    let old = published(&place.path("www"));
    let target = Target::of(&place);
    let commit =
        json!({"id": "0123456789abcdef", "time": "2026-01-01T00:00:00Z", "changed": false});
    let stopped = deploy_with(&place, |done| {
        if done == 1 {
            let next = json!({"id": "newer", "commit": commit});
            target.change(|state| state["claim"]["next"] = next);
        }
    });
    assert_eq!(message(stopped), "refused: overtaken by a deploy of `01234567`");
    let left = target.state();
    assert_eq!(left.get("claim"), None);
    assert!(left["pending"].get("new.txt").is_some());
    assert_eq!(faults(&place.path("www"), &old, &place.built()), Vec::<String>::new());
    let said = place.deployed(&["disk"]);
    assert!(said.contains("+ new.txt"), "it is sent again, whatever stands there: {said}");
    assert_eq!(published(&place.path("www")), place.built());
    assert_eq!(target.state().get("pending"), None);
}

#[test]
fn a_deploy_whose_claim_another_took_sends_nothing_more() {
    let place = changed_site();
    let target = Target::of(&place);
    let stopped = deploy_with(&place, |done| {
        if done == 1 {
            target.change(|state| state["claim"]["id"] = json!("another"));
        }
    });
    assert_eq!(
        message(stopped),
        "failed: the claim on the target was lost: another deploy took it for dead"
    );
    assert_eq!(target.state()["claim"]["id"], "another");
    assert!(!place.path("www/articles/three").exists());
}

#[test]
fn what_a_deploy_sent_that_slept_beyond_its_lease_is_sent_again_by_the_next() {
    let place = changed_site();
    let target = Target::of(&place);
    let stopped = (0..).find_map(|round: usize| {
        let [large, small] =
            ["a-large-one", "b-small-one"].map(|name| format!("{name}-{round}.txt"));
        place.write(&format!("static/{large}"), &"x".repeat(64_000_000));
        place.write(&format!("static/{small}"), "x");
        place.build();
        // The two are sent at once, the large one first. A machine that is busy may have written that
        // before it begins the other; then the deploy shows nothing.
        let is_there = |file: &str| place.path("www").join(file).exists();
        let slept = Cell::new(false);
        let done = deploy_at_once(16, &place, |_| {
            if is_there(&small) && !is_there(&large) && !slept.replace(true) {
                target.change(|state| state["claim"] = Value::Null);
                std::thread::sleep(Duration::from_millis(3100));
            }
        });
        done.is_err().then_some(done)
    });
    let stopped = stopped.unwrap();
    let told = message(stopped);
    assert!(told.starts_with("failed: the claim on the target was lost"), "{told}");
    let doubtful = target.state()["doubtful"].as_object().unwrap().clone();
    let paths: Vec<&String> = doubtful.keys().collect();
    let said = place.deployed(&["disk"]);
    assert!(!paths.is_empty());
    assert!(paths.iter().all(|path| said.contains(&format!("+ {path}  "))), "{paths:?}: {said}");
    assert_eq!(target.state().get("doubtful"), None);
    assert_eq!(published(&place.path("www")), place.built());
}

#[test]
fn a_claim_that_gives_no_sign_for_a_whole_lease_is_taken_over() {
    let place = changed_site();
    Target::of(&place).change(|state| state["claim"] = json!({"id": "dead", "beat": 7}));
    let start = Instant::now();
    let said = place.deploy(&["disk", "--time-scale=0.05"]);
    assert!(start.elapsed() > Duration::from_millis(1500));
    assert_eq!(said.code, Some(0));
    assert_eq!(said.err, "a deploy of an unknown commit has the target; waiting for it to end\n");
    assert_eq!(published(&place.path("www")), place.built());
}

#[test]
fn behind_a_deploy_that_is_alive_and_not_older_nobody_waits() {
    let place = changed_site();
    let target = Target::of(&place);
    target.change(|state| state["claim"] = json!({"id": "alive", "beat": 0}));
    let said = std::thread::scope(|scope| {
        let said = scope.spawn(|| place.deploy(&["disk"]));
        while !said.is_finished() {
            target.change(|state| {
                state["claim"]["beat"] = (state["claim"]["beat"].as_u64().unwrap() + 1).into();
            });
            std::thread::sleep(Duration::from_millis(10));
        }
        said.join().unwrap()
    });
    assert_eq!(said.code, Some(1));
    expect![[r"
        a deploy of an unknown commit has the target; waiting for it to end
        error: another deploy of an unknown commit is going on
          = help: wait until it is done, then deploy again
    "]]
    .assert_eq(&said.err);
}

#[test]
fn a_newer_deploy_asks_an_older_one_for_its_turn_and_gets_it() {
    let place = changed_site();
    let older = place.commit("Older");
    let newer = place.commit("Newer");
    let target = Target::of(&place);
    let commit = json!({"id": older, "time": "2023-01-01T00:00:00Z", "changed": false});
    target.change(|state| state["claim"] = json!({"id": "old", "beat": 0, "commit": commit}));
    let said = std::thread::scope(|scope| {
        let said = scope.spawn(|| place.deploy(&["disk"]));
        while target.state()["claim"]["next"]["commit"]["id"] != newer {
            assert!(!said.is_finished(), "{:?}", said.join().unwrap());
            std::thread::sleep(Duration::from_millis(10));
        }
        target.change(|state| state["claim"] = Value::Null);
        said.join().unwrap()
    });
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert_eq!(target.state()["commit"]["id"], newer);
    assert_eq!(published(&place.path("www")), place.built());
}

#[test]
fn an_older_deploy_gives_way_at_once_to_a_newer_one_that_is_going_on() {
    let place = changed_site();
    place.commit("Older");
    let commit = json!({"id": "f".repeat(40), "time": "2033-01-01T00:00:00Z", "changed": false});
    let target = Target::of(&place);
    target.change(|state| state["claim"] = json!({"id": "new", "beat": 0, "commit": commit}));
    let said = place.deploy(&["disk"]);
    assert_eq!(said.code, Some(1));
    expect![[r"
        error: a deploy of the newer `ffffffff` is going on
          = help: wait until it is done; if it has died, deploy that commit again, or put this one in its place with `--allow older`
    "]]
    .assert_eq(&said.err);
    let meant = place.deploy(&["disk", "--allow=older", "--time-scale=0.05"]);
    assert_eq!(meant.code, Some(0), "it was dead: {}", meant.err);
    assert_eq!(published(&place.path("www")), place.built());
}

#[test]
fn of_two_that_wait_for_a_third_the_newer_gets_the_turn() {
    let place = changed_site();
    let older = place.commit("Older");
    place.commit("Newer");
    let target = Target::of(&place);
    let commit = json!({"id": older, "time": "2023-01-01T00:00:00Z", "changed": false});
    let newest = json!({"id": "f".repeat(40), "time": "2033-01-01T00:00:00Z", "changed": false});
    let next = json!({"id": "newest", "commit": newest});
    let claim = json!({"id": "old", "beat": 0, "commit": commit, "next": next});
    target.change(|state| state["claim"] = claim);
    let said = place.deploy(&["disk"]);
    assert_eq!(said.code, Some(1));
    assert!(said.err.contains("error: overtaken by a deploy of `ffffffff`\n"), "{}", said.err);
    assert_eq!(target.state()["claim"]["next"]["id"], "newest");
}
