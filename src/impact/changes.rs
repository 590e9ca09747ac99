//! What an author changed: entries, items of data files, settings, templates and files that are copied.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;
use serde_yaml::Value;

use super::fields::{self, clean};
use crate::parse::{self, Data, DataItems, Document, Parsed};
use crate::schema::Kind;
use crate::source::{Asset, Source, Sources};

/// A thing that differs between two trees.
#[derive(Debug, Clone, Serialize)]
pub struct Change {
    #[serde(skip)]
    pub subject: Subject,
    /// What to call it: "exercise `heel-drop`".
    pub name: String,
    /// Where it stands now, or stood, from the root of the site.
    pub file: String,
    pub how: How,
    /// What differs within: "dose.reps 10 → 12", "text".
    pub details: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    Added,
    Changed,
    Removed,
}

/// What a change is about, on both sides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// An entry or an item of a data file.
    Named(Kind, String),
    /// A data file as a whole: the settings, or the order of a list.
    Data(String),
    /// A template by its name.
    Template(String),
    /// A file that is copied, by its path.
    File(String),
}

impl Subject {
    fn id(&self) -> Option<&str> {
        match self {
            Self::Named(_, id) => Some(id),
            _ => None,
        }
    }

    fn name(&self) -> String {
        match self {
            Self::Named(kind, id) => format!("{} `{id}`", kind.name()),
            Self::Data(path) => format!("`{path}`"),
            Self::Template(name) => format!("the template `{}`", clean(name)),
            Self::File(path) => format!("the file `{}`", clean(path)),
        }
    }
}

/// Everything that differs between two trees: first what is named, by kind and id.
#[must_use]
pub fn between(old: &Sources, new: &Sources) -> Vec<Change> {
    let (old_parts, new_parts) = (parts(old, new), parts(new, old));
    let subjects: BTreeSet<&Subject> = old_parts.keys().chain(new_parts.keys()).collect();
    let of_parts = subjects.into_iter().filter_map(|subject| {
        let (old, new) = (old_parts.get(subject), new_parts.get(subject));
        // A list that comes or goes is told item by item.
        let is_told =
            old.is_some() && new.is_some() || old.or(new).is_some_and(|part| part.order.is_empty());
        is_told.then(|| change(subject, old, new, Part::details)).flatten()
    });
    of_parts.chain(of_assets(old, new)).collect()
}

/// What stands in the files that differ from those of the other tree.
fn parts(sources: &Sources, other: &Sources) -> BTreeMap<Subject, Part> {
    let is_same = |source: &&Source| {
        other.by_path(&source.path).is_some_and(|other| other.hash == source.hash)
    };
    sources.iter().filter(|source| !is_same(source)).flat_map(parts_of).collect()
}

/// Something that can be compared by its fields and its text.
#[derive(Debug)]
struct Part {
    file: Arc<str>,
    fields: Value,
    text: String,
    /// The spelling of the fields, which a fingerprint sees.
    spelling: String,
    /// The ids of a list in their order.
    order: Vec<String>,
}

/// Whether what two lists have in common stands in another order.
fn is_reordered(old: &[String], new: &[String]) -> bool {
    let common = |list: &'_ [String], other: &[String]| -> Vec<String> {
        list.iter().filter(|id| other.contains(id)).cloned().collect()
    };
    common(old, new) != common(new, old)
}

impl Part {
    fn details(&self, new: &Self) -> Option<Vec<String>> {
        let mut details = fields::differing(&self.fields, &new.fields);
        if self.text != new.text {
            details.push("text".to_owned());
        }
        if self.file != new.file {
            details.push(format!("file {} → {}", clean(&self.file), clean(&new.file)));
        }
        if is_reordered(&self.order, &new.order) {
            details.push("order".to_owned());
        }
        if details.is_empty() && self.spelling != new.spelling {
            details.push("comments or spaces".to_owned());
        }
        (!details.is_empty()).then_some(details)
    }
}

/// The change between two states of a thing; `None` when there is none to tell of.
fn change<T: Filed>(
    subject: &Subject,
    old: Option<&T>,
    new: Option<&T>,
    details: impl Fn(&T, &T) -> Option<Vec<String>>,
) -> Option<Change> {
    let (how, file, details) = match (old, new) {
        (Some(old), Some(new)) => (How::Changed, new.file(), details(old, new)?),
        (None, Some(new)) => (How::Added, new.file(), Vec::new()),
        (Some(old), None) => (How::Removed, old.file(), Vec::new()),
        (None, None) => return None,
    };
    Some(Change { name: subject.name(), subject: subject.clone(), file: clean(file), how, details })
}

/// What lies in a file.
trait Filed {
    fn file(&self) -> &str;
}

impl Filed for Part {
    fn file(&self) -> &str {
        &self.file
    }
}

impl Filed for Asset {
    fn file(&self) -> &str {
        &self.path
    }
}

fn parts_of(source: &Source) -> Vec<(Subject, Part)> {
    if let Some(name) = source.path.strip_prefix("templates/") {
        let part = part(source, Value::Null, source.text.to_string(), "");
        return vec![(Subject::Template(name.to_owned()), part)];
    }
    match parse::parse(source) {
        Parsed::Document(document) => vec![of_document(source, &document)],
        Parsed::Data(data) => of_data(source, &data),
        Parsed::Stray(_) => Vec::new(),
    }
}

fn part(source: &Source, fields: Value, text: String, spelling: &str) -> Part {
    let file = Arc::clone(&source.path);
    Part { file, fields, text, spelling: spelling.to_owned(), order: Vec::new() }
}

fn of_document(source: &Source, document: &Document) -> (Subject, Part) {
    let yaml = &document.text[document.yaml.clone()];
    let body = document.content.as_ref().map(|content| &document.text[content.body.clone()]);
    let body = body.unwrap_or_default().to_owned();
    let subject = Subject::Named(document.kind, document.id.to_string());
    (subject, part(source, value(yaml), body, yaml))
}

/// Each item of a list and their order, or the file as a whole.
fn of_data(source: &Source, data: &Data) -> Vec<(Subject, Part)> {
    let kind = match &data.items {
        DataItems::Sources(_) => Kind::Source,
        DataItems::RedFlags(_) => Kind::RedFlag,
        DataItems::Terms(_) => Kind::Term,
        DataItems::Settings(_) | DataItems::Words(_) | DataItems::BodyMap(_) => {
            let subject = Subject::Data(source.path.to_string());
            return vec![(subject, part(source, value(&data.text), String::new(), ""))];
        }
    };
    let Value::Sequence(items) = value(&data.text) else { return Vec::new() };
    let item = |item: Value| {
        let id = item.get("id")?.as_str()?.to_owned();
        Some((Subject::Named(kind, id), part(source, item, String::new(), "")))
    };
    let items: Vec<(Subject, Part)> = items.into_iter().filter_map(item).collect();
    let order = items.iter().filter_map(|(subject, _)| subject.id()).map(str::to_owned).collect();
    let list = Part { order, ..part(source, Value::Null, String::new(), "") };
    items.into_iter().chain([(Subject::Data(source.path.to_string()), list)]).collect()
}

fn value(yaml: &str) -> Value {
    serde_yaml::from_str(yaml).unwrap_or_default()
}

fn of_assets(old: &Sources, new: &Sources) -> Vec<Change> {
    let paths: BTreeSet<&Arc<str>> =
        old.assets().chain(new.assets()).map(|asset| &asset.path).collect();
    let change = |path: &Arc<str>| {
        let subject = Subject::File(path.to_string());
        change(&subject, old.asset(path), new.asset(path), of_asset)
    };
    paths.into_iter().filter_map(change).collect()
}

fn of_asset(old: &Asset, new: &Asset) -> Option<Vec<String>> {
    if old.hash == new.hash {
        return None;
    }
    let size = |asset: &Asset| asset.image.map(|size| format!("{} × {}", size.width, size.height));
    Some(match (size(old), size(new)) {
        (Some(old), Some(new)) if old != new => vec![format!("size {old} → {new}")],
        _ => vec!["content".to_owned()],
    })
}
