//! The same entry as a file of each tool: where it lies and what its front matter calls things. The
//! text is the same bytes for all.

use serde_json::{Map, Value, json};

use crate::names::Kind;
use crate::site::Entry;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tool {
    Soleus,
    Hugo,
    Zola,
    Eleventy,
    Astro,
}

impl Tool {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "soleus" => Self::Soleus,
            "hugo" => Self::Hugo,
            "zola" => Self::Zola,
            "eleventy" => Self::Eleventy,
            "astro" => Self::Astro,
            _ => return None,
        })
    }

    /// The file's path within the site, and its text.
    pub(crate) fn file(self, entry: &Entry) -> (String, String) {
        let front = match self {
            Self::Hugo => hugo(entry),
            Self::Zola => zola(entry),
            Self::Soleus | Self::Eleventy | Self::Astro => entry.front.clone(),
        };
        let yaml = serde_yaml::to_string(&front).expect("JSON is YAML");
        (self.path(entry), format!("---\n{yaml}---\n\n{}", entry.body))
    }

    fn path(self, entry: &Entry) -> String {
        let (folder, id) = (folder(entry.kind), &entry.id);
        match (self, entry.kind) {
            // Hugo's terms have their text in a folder of their own.
            (Self::Hugo, Kind::Area | Kind::Cause | Kind::Exercise) => {
                format!("content/{folder}/{id}/_index.md")
            }
            // Zola's terms have no text, so their template takes it from a page beside them.
            (Self::Zola, Kind::Area) => format!("content/area-texts/{id}.md"),
            (Self::Astro, _) => format!("src/content/{folder}/{id}.md"),
            _ => format!("content/{folder}/{id}.md"),
        }
    }
}

fn folder(kind: Kind) -> &'static str {
    match kind {
        Kind::Area => "areas",
        Kind::Cause => "causes",
        Kind::Exercise => "exercises",
        Kind::Article => "articles",
    }
}

/// The relations by which Hugo and Zola list articles: their taxonomies.
fn taxonomies(entry: &Entry) -> Map<String, Value> {
    if entry.kind != Kind::Article {
        return Map::new();
    }
    let date = entry.front["date"].as_str().expect("an article has a day");
    let mut terms = json!({"years": [&date[..4]], "months": [&date[..7]]});
    for key in ["areas", "causes", "exercises", "tags"] {
        terms[key] = entry.front[key].clone();
    }
    object(terms)
}

/// The front matter that is no relation, and what is the tool's own business.
fn facts(entry: &Entry) -> (Map<String, Value>, Map<String, Value>) {
    let mut facts = object(entry.front.clone());
    let terms = taxonomies(entry);
    facts.retain(|key, _| !terms.contains_key(key));
    let mut own = Map::new();
    for (from, to) in [("title", "title"), ("summary", "description"), ("date", "date")] {
        own.extend(facts.remove(from).map(|value| (to.to_owned(), value)));
    }
    (own, facts)
}

fn hugo(entry: &Entry) -> Value {
    let (mut own, mut facts) = facts(entry);
    own.extend(taxonomies(entry));
    // Under the taxonomy's name they would make an exercise an article of those areas.
    facts.remove("areas").and_then(|areas| facts.insert("of_areas".to_owned(), areas));
    own.insert("params".to_owned(), facts.into());
    if entry.kind == Kind::Cause {
        own.insert("url".to_owned(), entry.address.clone().into());
    }
    own.into()
}

fn zola(entry: &Entry) -> Value {
    let (mut own, facts) = facts(entry);
    own.insert("extra".to_owned(), facts.into());
    own.insert("taxonomies".to_owned(), taxonomies(entry).into());
    match entry.kind {
        Kind::Area => own.insert("render".to_owned(), false.into()),
        Kind::Cause => own.insert("path".to_owned(), entry.address.trim_matches('/').into()),
        Kind::Exercise | Kind::Article => None,
    };
    own.into()
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
