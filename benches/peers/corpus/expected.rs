//! What the output of every tool must hold, so that outputs can be compared: how many pages of each
//! sort, and what a sample of articles shows.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::names::Kind;
use crate::site::Entry;

/// Articles on a page of a list.
const PAGE: usize = 20;
/// Articles that are looked into.
const SAMPLE: usize = 25;

#[derive(Debug, Default)]
pub(crate) struct Expected {
    pages: BTreeMap<&'static str, usize>,
    /// How many articles each list holds, by sort and name.
    lists: BTreeMap<(&'static str, String), usize>,
    articles: Vec<Value>,
}

impl Expected {
    /// Takes every `step`-th article into the sample.
    pub(crate) fn add(&mut self, entry: &Entry, at: usize, articles: usize) {
        let sort = match entry.kind {
            // The page of an area is the first page of its list.
            Kind::Area => return,
            Kind::Cause => "causes",
            Kind::Exercise => "exercises",
            Kind::Article => "articles",
        };
        *self.pages.entry(sort).or_default() += 1;
        if entry.kind == Kind::Article {
            self.count(entry);
            if at.is_multiple_of(articles.div_ceil(SAMPLE)) {
                self.articles.push(sample(entry));
            }
        }
    }

    fn count(&mut self, entry: &Entry) {
        let date = entry.front["date"].as_str().unwrap_or_default();
        let mut lists = vec![("all", String::new())];
        lists.extend([("years", date[..4].to_owned()), ("months", date[..7].to_owned())]);
        lists.extend(names(entry, "areas").map(|name| ("areas", name)));
        lists.extend(names(entry, "tags").map(|name| ("tags", name)));
        for list in lists {
            *self.lists.entry(list).or_default() += 1;
        }
    }

    pub(crate) fn json(mut self) -> Value {
        for ((sort, _), count) in &self.lists {
            *self.pages.entry(sort).or_default() += count.div_ceil(PAGE);
        }
        let feeds = self.lists.keys().filter(|(sort, _)| matches!(*sort, "areas" | "tags")).count();
        json!({"pages": self.pages, "feeds": 1 + feeds, "articles": self.articles})
    }
}

fn names(entry: &Entry, key: &str) -> impl Iterator<Item = String> {
    let names = entry.front[key].as_array().into_iter().flatten();
    names.filter_map(Value::as_str).map(str::to_owned)
}

/// Where an article is, what it is called, where its data and its text lead and how the text ends.
fn sample(entry: &Entry) -> Value {
    let to = |place: &'static str, key| {
        names(entry, key).map(move |name| format!("/{place}/{name}/")).collect::<Vec<_>>()
    };
    let in_text = entry.body.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let mut links =
        [to("areas", "areas"), to("exercises", "exercises"), to("tags", "tags")].concat();
    links.extend(in_text.map(str::to_owned));
    let headings: Vec<&str> =
        entry.body.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    json!({
        "address": entry.address,
        "title": entry.front["title"],
        "links": links,
        "headings": headings,
        "words": entry.body.split_whitespace().count(),
    })
}
