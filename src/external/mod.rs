//! `check --external`: whether the links to other sites still lead somewhere. Sites fall silent for an
//! hour and come back, so a link is reported only when it stays dead; a ledger that is kept with the
//! content remembers since when.

#![expect(clippy::disallowed_methods, reason = "this module asks the network and keeps the ledger")]

mod address;
mod client;
pub mod fetch;
mod hosts;
mod ledger;
mod links;

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::diagnostic::Diagnostic;
use crate::link::Site;
use crate::schema::Day;
use client::Client;
use ledger::Ledger;
use links::Links;

/// How long a link stays dead before anybody is told.
const PATIENCE: i32 = 7;

/// How much is asked of other sites, and how long one waits for them.
#[derive(Debug, Clone)]
pub struct Limits {
    /// How many sites are asked at once. Each has one question at a time.
    pub hosts: usize,
    /// Between two questions to one site.
    pub pause: Duration,
    /// Until a connection stands.
    pub connect: Duration,
    /// For a question with all that it leads on to.
    pub question: Duration,
    /// How often one address is asked for: for its head, then for the page itself.
    pub attempts: u32,
    /// A site that wants more time before the next question is left alone.
    pub longest_wait: Duration,
    /// For everything.
    pub run: Duration,
    /// Addresses of this machine and its own network that may be asked all the same. No others are,
    /// since a link of a stranger must not reach them.
    pub allowed: Vec<SocketAddr>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            hosts: 8,
            pause: Duration::from_secs(1),
            connect: Duration::from_secs(10),
            question: Duration::from_secs(20),
            attempts: 3,
            longest_wait: Duration::from_mins(1),
            run: Duration::from_mins(20),
            allowed: Vec::new(),
        }
    }
}

/// What becomes of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Answer {
    Alive,
    /// Why there is nothing.
    Dead(String),
    /// It is there and does not let us see, or nobody had the time to ask.
    Unclear,
}

/// What a run found.
#[derive(Debug)]
pub struct Asked {
    pub found: Vec<Diagnostic>,
    pub addresses: usize,
    /// Addresses with nothing behind them, long enough to be told of or not.
    pub dead: usize,
    pub unclear: usize,
}

/// Why nothing is known of any link.
#[derive(Debug)]
pub struct ExternalError {
    pub message: String,
    pub help: String,
}

impl fmt::Display for ExternalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ExternalError {}

/// Asks for every address that the site links to, once, and brings the ledger up to date.
///
/// # Errors
/// When the ledger cannot be read or written, or when no site answers at all.
pub fn check(root: &Path, site: &Site, limits: &Limits) -> Result<Asked, ExternalError> {
    let mut ledger = Ledger::read(root)?;
    let links = links::of(site);
    let answers = hosts::ask(links.keys(), &Client::new(limits), limits);
    if answers.is_offline() {
        return Err(ExternalError {
            message: "no other site answers".to_owned(),
            help: "see that this machine is online; the ledger is as it was".to_owned(),
        });
    }
    let today = site.conditions.today;
    ledger.note(&answers.of, today);
    ledger.write(root)?;
    let count =
        |fits: fn(&Answer) -> bool| answers.of.values().filter(|answer| fits(answer)).count();
    Ok(Asked {
        found: findings(&links, &answers.of, &ledger, today),
        addresses: links.len(),
        dead: count(|answer| matches!(answer, Answer::Dead(_))),
        unclear: count(|answer| *answer == Answer::Unclear),
    })
}

/// A finding for each place of an address that stayed dead.
fn findings(
    links: &Links,
    answers: &BTreeMap<Arc<str>, Answer>,
    ledger: &Ledger,
    today: Day,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (address, answer) in answers {
        let (Answer::Dead(why), Some(since)) = (answer, ledger.since(address)) else { continue };
        let told_from = since.0.saturating_add(jiff::Span::new().days(PATIENCE));
        if told_from <= today.0 {
            let shown = address.escape_debug();
            let message = format!("`{shown}` has been dead since {since}: {why}");
            let help = "link to another page, or to an archived copy of this one";
            let finding =
                |place| Diagnostic::warning("dead-external-link", place, &*message).help(help);
            found.extend(links[address].iter().map(|place| finding(*place)));
        }
    }
    found
}
