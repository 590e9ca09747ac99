//! Readers during rebuilds: whoever asks gets an old page or a new one, whole.

use std::collections::BTreeSet;
use std::fs;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::{Client, Server, article, wait_for};
use crate::random::Random;
use crate::support::TestSite;

const SEED: u64 = 20_261_127;
const PATHS: [&str; 4] = ["/articles/one/", "/articles/two/", "/articles/", "/feed.xml"];

#[test]
fn a_reader_gets_an_old_page_or_a_new_one_while_the_author_edits() {
    read_while_editing(20, 1_000);
}

#[test]
#[ignore = "long: 200 rebuilds and 20,000 requests; `cargo test --release -- --ignored` runs it"]
fn long_a_reader_gets_an_old_page_or_a_new_one_while_the_author_edits() {
    read_while_editing(200, 20_000);
}

fn read_while_editing(edits: usize, requests: usize) {
    let root = TestSite::new("").file("content/articles/one.md", &edition(0)).on_disk();
    fs::write(root.path().join("content/articles/two.md"), article("Two", "See [[one]].")).unwrap();
    let server = Server::start(root.path(), &[]);
    let (is_over, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for reader in 0..2 {
            let (server, is_over, asked) = (&server, &is_over, &asked);
            scope.spawn(move || read(server, SEED + reader, is_over, asked));
        }
        let over = Over(&is_over);
        for number in 1..=edits {
            fs::write(root.path().join("content/articles/one.md"), edition(number)).unwrap();
            server.follow();
            // The readers keep up with the author.
            while asked.load(Ordering::Relaxed) < number * requests / edits {
                std::thread::yield_now();
            }
        }
        drop(over);
    });
    // A rebuild is told of after it is shown.
    wait_for(|| server.rebuilds().len() >= edits, || server.told());
    let (asked, rebuilds) = (asked.into_inner(), server.rebuilds().len());
    println!("seeds {SEED} and the next: {asked} requests during {rebuilds} rebuilds");
    assert!(asked >= requests);
}

/// Ends the readers, also when the author fails.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// The article with its number in its title, at its start and at its end.
fn edition(number: usize) -> String {
    let middle = "Runners run, and what they run on are calves. ".repeat(200);
    article(
        &format!("Number <{number}>"),
        &format!("First &lt;{number}>. {middle}\n\n&lt;{number}>"),
    )
}

fn read(server: &Server, seed: u64, is_over: &AtomicBool, asked: &AtomicUsize) {
    let (mut random, mut client, mut last) = (Random::new(seed), Client::new(server), 0);
    while !is_over.load(Ordering::Relaxed) {
        let path = *random.pick(&PATHS);
        let answer = client.get(path);
        let numbers = numbers(&answer.text());
        assert!(answer.status == 200 && numbers.len() == 1, "{path}: {numbers:?}");
        let number = *numbers.first().expect("there is one");
        assert!(number >= last, "{path}: {number} after {last}");
        last = number;
        asked.fetch_add(1, Ordering::Relaxed);
    }
}

/// The numbers that stand in a page.
fn numbers(page: &str) -> BTreeSet<usize> {
    let starts = page.split("&lt;").skip(1);
    starts.filter_map(|rest| rest.split("&gt;").next()?.parse().ok()).collect()
}
