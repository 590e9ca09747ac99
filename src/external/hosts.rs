//! Who is asked when: several sites at once, each with one question at a time and a pause after it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use ureq::http::{Method, Uri};

use super::client::{Client, Reply};
use super::{Answer, Limits};

/// A site that was silent this often in a row is asked nothing more.
const MOST_SILENT: usize = 2;

/// Longer than any run.
const FOR_GOOD: Duration = Duration::from_hours(24);

/// What came of every address.
#[derive(Debug, Default)]
pub(super) struct Answers {
    pub of: BTreeMap<Arc<str>, Answer>,
    is_any_heard: bool,
    silent_hosts: usize,
}

impl Answers {
    /// Whether it is more likely this machine than all of the sites.
    pub(super) fn is_offline(&self) -> bool {
        !self.is_any_heard && self.silent_hosts > 1
    }
}

/// Asks for every address.
pub(super) fn ask<'a>(
    addresses: impl Iterator<Item = &'a Arc<str>>,
    client: &Client,
    limits: &Limits,
) -> Answers {
    let hosts = by_host(addresses);
    let (next, answers) = (AtomicUsize::new(0), Mutex::new(Answers::default()));
    let until = Instant::now() + limits.run;
    thread::scope(|scope| {
        for _ in 0..limits.hosts.min(hosts.len()) {
            scope.spawn(|| {
                while let Some(addresses) = hosts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let mut host = Host::new(client, limits, until);
                    let of = host.ask_all(addresses);
                    let mut all = answers.lock().expect("no thread panics while it holds the lock");
                    all.of.extend(of);
                    all.is_any_heard |= host.was_heard;
                    all.silent_hosts += usize::from(host.silent.0 > 0);
                }
            });
        }
    });
    answers.into_inner().expect("no thread panics while it holds the lock")
}

/// The addresses of each site, the sites with the most of them first, since they take the longest.
fn by_host<'a>(addresses: impl Iterator<Item = &'a Arc<str>>) -> Vec<Vec<Arc<str>>> {
    let mut hosts: BTreeMap<String, Vec<Arc<str>>> = BTreeMap::new();
    for address in addresses {
        let uri = address.parse::<Uri>().ok();
        let host = uri.as_ref().and_then(Uri::host).unwrap_or_default();
        hosts.entry(host.to_ascii_lowercase()).or_default().push(Arc::clone(address));
    }
    let mut hosts: Vec<Vec<Arc<str>>> = hosts.into_values().collect();
    hosts.sort_by_key(|addresses| std::cmp::Reverse(addresses.len()));
    hosts
}

/// A site while it is asked.
struct Host<'a> {
    client: &'a Client,
    limits: &'a Limits,
    /// The end of the run.
    until: Instant,
    /// Before it, the site is to be left alone.
    free_from: Option<Instant>,
    /// How many addresses in a row met nothing but silence, and what the last one met.
    silent: (usize, String),
    was_heard: bool,
}

impl<'a> Host<'a> {
    fn new(client: &'a Client, limits: &'a Limits, until: Instant) -> Self {
        let silent = (0, String::new());
        Self { client, limits, until, free_from: None, silent, was_heard: false }
    }

    fn ask_all(&mut self, addresses: &[Arc<str>]) -> Vec<(Arc<str>, Answer)> {
        addresses.iter().map(|address| (Arc::clone(address), self.ask(address))).collect()
    }

    /// Asks for the head of a page, and then for the page, since many sites answer only that.
    fn ask(&mut self, address: &str) -> Answer {
        if self.silent.0 >= MOST_SILENT {
            return Answer::Dead(self.silent.1.clone());
        }
        let mut last = Reply::Unclear;
        for attempt in 0..self.limits.attempts {
            if !self.wait_until_free() {
                return Answer::Unclear;
            }
            let method = if attempt == 0 { Method::HEAD } else { Method::GET };
            last = self.client.ask(&method, address);
            self.rest(&last, attempt);
            if is_final(&last, &method) {
                break;
            }
        }
        self.listen(&last);
        answer(last)
    }

    /// Notes whether the site was heard at last.
    fn listen(&mut self, reply: &Reply) {
        match reply {
            Reply::Status(..) | Reply::Nowhere(_) => (self.was_heard, self.silent.0) = (true, 0),
            Reply::Silence(why) => self.silent = (self.silent.0 + 1, why.clone()),
            Reply::Unclear => {}
        }
    }

    /// Waits until the next question is welcome; false when that is too long.
    fn wait_until_free(&self) -> bool {
        let now = Instant::now();
        let wait =
            self.free_from.map_or(Duration::ZERO, |from| from.saturating_duration_since(now));
        let is_short = wait <= self.limits.longest_wait && now + wait < self.until;
        if is_short {
            thread::sleep(wait);
        }
        is_short
    }

    /// Leaves the site alone for as long as it wants, and longer after each failure.
    fn rest(&mut self, reply: &Reply, attempt: u32) {
        let pause = match reply {
            Reply::Status(_, Some(wait)) => self.limits.pause.max(*wait).min(FOR_GOOD),
            Reply::Status(429 | 500..=599, None) | Reply::Silence(_) => {
                self.limits.pause * 2_u32.pow(attempt + 1)
            }
            _ => self.limits.pause,
        };
        self.free_from = Some(Instant::now() + pause);
    }
}

fn answer(reply: Reply) -> Answer {
    match reply {
        Reply::Status(200..=299, _) => Answer::Alive,
        Reply::Status(code @ (404 | 410 | 500..=599), _) => Answer::Dead(says(code)),
        Reply::Silence(why) | Reply::Nowhere(why) => Answer::Dead(why),
        Reply::Status(..) | Reply::Unclear => Answer::Unclear,
    }
}

/// Whether asking again cannot change what is known.
fn is_final(reply: &Reply, method: &Method) -> bool {
    match reply {
        Reply::Status(200..=299, _) => true,
        Reply::Status(429 | 500..=599, _) | Reply::Silence(_) => false,
        Reply::Status(..) | Reply::Nowhere(_) | Reply::Unclear => *method == Method::GET,
    }
}

fn says(code: u16) -> String {
    let status = ureq::http::StatusCode::from_u16(code).ok();
    let reason = status.and_then(|status| status.canonical_reason()).unwrap_or_default();
    format!("it says {code} {reason}").trim_end().to_owned()
}
