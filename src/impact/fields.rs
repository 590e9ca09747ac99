//! What differs between two YAML values, in short words: "dose.reps 10 → 12".

use serde_yaml::{Mapping, Value};

/// How much of a value is shown, in characters.
const SHOWN: usize = 40;

/// Each field that differs, with its old and its new value. Items of a list count from 1.
pub(super) fn differing(old: &Value, new: &Value) -> Vec<String> {
    let mut found = Vec::new();
    walk("", Some(old), Some(new), &mut found);
    found
}

fn walk(path: &str, old: Option<&Value>, new: Option<&Value>, found: &mut Vec<String>) {
    match (old, new) {
        (old, new) if old == new => {}
        (Some(Value::Mapping(old)), Some(Value::Mapping(new))) => mappings(path, old, new, found),
        (Some(Value::Sequence(old)), Some(Value::Sequence(new))) if is_walked(old, new) => {
            for (at, (old, new)) in (1..).zip(old.iter().zip(new)) {
                walk(&below(path, &at.to_string()), Some(old), Some(new), found);
            }
        }
        (old, new) => found.push(told(path, &words(old), &words(new))),
    }
}

fn mappings(path: &str, old: &Mapping, new: &Mapping, found: &mut Vec<String>) {
    for (key, value) in old {
        walk(&below(path, &scalar(key)), Some(value), new.get(key), found);
    }
    for (key, value) in new.iter().filter(|(key, _)| !old.contains_key(*key)) {
        walk(&below(path, &scalar(key)), None, Some(value), found);
    }
}

/// Two lists of as many mappings are told item by item, others as a whole.
fn is_walked(old: &[Value], new: &[Value]) -> bool {
    old.len() == new.len() && old.iter().chain(new).all(Value::is_mapping)
}

fn below(path: &str, name: &str) -> String {
    if path.is_empty() { clean(name) } else { format!("{path}.{}", clean(name)) }
}

fn told(path: &str, old: &str, new: &str) -> String {
    let same = old.chars().zip(new.chars()).take_while(|(old, new)| old == new).count();
    // Two long texts that begin alike are shown from shortly before where they part.
    let is_long = [old, new].into_iter().any(|text| text.chars().count() > SHOWN);
    let skipped = if is_long { same.saturating_sub(SHOWN / 2) } else { 0 };
    format!("{path} {} → {}", short(old, skipped), short(new, skipped))
}

fn short(text: &str, skipped: usize) -> String {
    let shown: String = text.chars().skip(skipped).take(SHOWN).collect();
    let before = if skipped > 0 { "…" } else { "" };
    let after = if text.chars().count() > skipped + SHOWN { "…" } else { "" };
    format!("{before}{shown}{after}")
}

fn words(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "nothing".to_owned(),
        Some(Value::Sequence(items)) if items.is_empty() => "nothing".to_owned(),
        Some(Value::Sequence(items)) if items.iter().any(is_compound) => {
            let count = items.len();
            if count == 1 { "1 item".to_owned() } else { format!("{count} items") }
        }
        Some(Value::Sequence(items)) => items.iter().map(scalar).collect::<Vec<_>>().join(", "),
        Some(Value::Mapping(fields)) => fields.keys().map(scalar).collect::<Vec<_>>().join(", "),
        Some(value) => scalar(value),
    }
}

fn is_compound(value: &Value) -> bool {
    value.is_mapping() || value.is_sequence()
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => clean(text),
        value => clean(serde_yaml::to_string(value).unwrap_or_default().trim_end()),
    }
}

/// In one line, without characters that would steer a terminal or turn the direction of a text.
pub(super) fn clean(text: &str) -> String {
    let is_steering =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let text: String = text.chars().map(|c| if is_steering(c) { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
