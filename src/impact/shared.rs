//! What all pages share, and who changed it.

use serde_json::Value;

use super::changes::{Change, How, Subject};
use crate::plan::Shared;
use crate::schema::Kind;
use crate::source::hash_of;

/// The names of the shared values that differ.
pub(super) fn differing(old: &Shared, new: &Shared) -> Vec<String> {
    let value = |shared: &Shared| serde_json::to_value(shared).unwrap_or_default();
    let (before, now) = (value(old), value(new));
    let names = before.as_object().into_iter().flatten().map(|(name, _)| name.clone());
    let mut names: Vec<String> = names.filter(|name| at(&before, name) != at(&now, name)).collect();
    let unseen = [
        ("raw_html", old.raw_html != new.raw_html),
        ("glossary", hash_of(&old.glossary) != hash_of(&new.glossary)),
        ("phone_numbers", hash_of(&old.phone_numbers) != hash_of(&new.phone_numbers)),
    ];
    names.extend(
        unseen.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name.to_owned()),
    );
    names
}

fn at<'a>(value: &'a Value, name: &str) -> &'a Value {
    &value[name]
}

/// Shared values that are settings.
const SETTINGS: [&str; 14] = [
    "policy",
    "allowed",
    "title",
    "tagline",
    "description",
    "language",
    "base_url",
    "base_path",
    "licence",
    "report_to",
    "raw_html",
    "emergency",
    "phone_numbers",
    "extra",
];
/// Shared values that say which pages there are.
const PRESENCE: [&str; 4] = ["navigation", "indexes", "warning_signs", "feed"];

/// How a change reaches all pages, if it does: a clause that names the shared values.
pub(super) fn relation(change: &Change, differing: &[String]) -> Option<String> {
    let of_subject: &[&str] = match &change.subject {
        Subject::Data(path) if path.ends_with("/site.yaml") => &SETTINGS,
        Subject::Data(path) if path.ends_with("/body-map.yaml") => &["body_map"],
        Subject::File(_) => &["files"],
        Subject::Named(Kind::Area, _) => &["areas", "body_map"],
        Subject::Named(Kind::Page, _) => &["pages"],
        Subject::Named(Kind::Term, _) => &["glossary"],
        _ => &[],
    };
    let presence: &[&str] = if change.how == How::Changed { &[] } else { &PRESENCE };
    let names = differing
        .iter()
        .filter(|name| of_subject.contains(&&***name) || presence.contains(&&***name));
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    (!names.is_empty()).then(|| clause(&names))
}

/// The clause for shared values of which nobody is known to have changed them.
pub(super) fn of_nobody(differing: &[String]) -> Option<String> {
    let names: Vec<String> = differing.iter().map(|name| format!("`{name}`")).collect();
    (!names.is_empty()).then(|| clause(&names))
}

fn clause(names: &[String]) -> String {
    format!("through {}, which all pages share", names.join(" and "))
}
