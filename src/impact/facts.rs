//! Which things an output tells of, by their addresses, and of which it tells something else than before.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::plan::{Feed, Output, Page, Planned};
use crate::source::{Hash, hash_of};

/// What an output says of each address.
type Facts = BTreeMap<String, BTreeSet<[u8; 32]>>;

/// The addresses that an output tells of, on either side.
#[derive(Debug, Default)]
pub(super) struct Told {
    all: BTreeSet<String>,
    differing: BTreeSet<String>,
}

impl Told {
    pub(super) fn of(old: Option<&Planned>, new: Option<&Planned>) -> Self {
        let (old, new) = (facts(old), facts(new));
        let all: BTreeSet<String> = old.keys().chain(new.keys()).cloned().collect();
        let differing = all.iter().filter(|address| old.get(*address) != new.get(*address));
        Self { differing: differing.cloned().collect(), all }
    }

    pub(super) fn mentions(&self, address: &str) -> bool {
        self.all.contains(address)
    }

    /// Whether something else is told of the address than before.
    pub(super) fn differs(&self, address: &str) -> bool {
        self.differing.contains(address)
    }

    pub(super) fn addresses(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(String::as_str)
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.all.extend(other.all.iter().cloned());
        self.differing.extend(other.differing.iter().cloned());
    }
}

fn facts(planned: Option<&Planned>) -> Facts {
    let mut facts = Facts::new();
    match planned.map(|planned| &planned.output) {
        Some(Output::Page(page)) => of_page(page, &mut facts),
        Some(Output::Feed(feed) | Output::JsonFeed(feed)) => of_feed(feed, &mut facts),
        Some(Output::Sitemap(rows)) => {
            for row in rows {
                add(&mut facts, &row.address, hash_of(row));
            }
        }
        Some(Output::Redirect { to }) => add(&mut facts, to, hash_of(to)),
        Some(Output::SitemapIndex(_) | Output::Text(_) | Output::Copy(_) | Output::Derived(_))
        | None => {}
    }
    facts
}

fn add(facts: &mut Facts, address: &str, fact: Hash) {
    let address = address.split_once('#').map_or(address, |(page, _)| page);
    facts.entry(address.to_owned()).or_default().insert(*fact.as_bytes());
}

fn of_feed(feed: &Feed, facts: &mut Facts) {
    for item in &feed.items {
        add(facts, &item.address, hash_of(item));
    }
}

fn of_page(page: &Page, facts: &mut Facts) {
    for value in [serde_json::to_value(page), serde_json::to_value(&page.view)] {
        walk(&value.unwrap_or_default(), facts);
    }
}

/// Every object with an address is what the page says of it.
fn walk(value: &Value, facts: &mut Facts) {
    match value {
        Value::Object(fields) => {
            if let Some(address) = fields.get("address").and_then(Value::as_str) {
                add(facts, address, blake3::hash(value.to_string().as_bytes()));
            }
            fields.values().for_each(|value| walk(value, facts));
        }
        Value::Array(items) => items.iter().for_each(|value| walk(value, facts)),
        _ => {}
    }
}
