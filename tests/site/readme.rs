//! The tables of fields in the README are made from the schema: `UPDATE_EXPECT=1` writes them anew.

use std::fmt::Write as _;

use serde_json::{Map, Value};
use soleus::schema::{Kind, Settings, Words, schema_of};

use crate::support::repository;

const BEGIN: &str = "<!-- fields: made from src/schema by `UPDATE_EXPECT=1 cargo test --release --test site readme` -->\n";
const END: &str = "<!-- end of fields -->\n";

#[test]
fn the_readme_lists_every_field_of_every_kind() {
    let path = repository().join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(BEGIN).expect("the README has a place for the fields");
    let (now, after) = rest.split_once(END).expect("the place has an end");
    let expected = tables();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(path, format!("{before}{BEGIN}{expected}{END}{after}")).unwrap();
    } else {
        assert_eq!(now, expected, "the fields in the README are not those of the schema");
    }
}

/// The names of the fields that every kind of Markdown entry has.
fn common() -> Vec<String> {
    let of = |kind: Kind| names(&kind.schema().into());
    let all: Vec<Vec<String>> = Kind::ENTRIES.into_iter().map(of).collect();
    let in_all = |name: &String| all.iter().all(|names| names.contains(name)) && name != "summary";
    all[0].iter().filter(|name| in_all(name)).cloned().collect()
}

fn names(schema: &Value) -> Vec<String> {
    properties(schema).keys().cloned().collect()
}

fn properties(schema: &Value) -> Map<String, Value> {
    schema["properties"].as_object().cloned().unwrap_or_default()
}

fn tables() -> String {
    let mut text = String::new();
    let common = common();
    let article: Value = Kind::Article.schema().into();
    table(&mut text, "Every Markdown entry", &article, |name| common.contains(name));
    for kind in Kind::ENTRIES {
        let heading = format!("{} (`content/{}/`)", capital(kind.name()), kind.place());
        table(&mut text, &heading, &kind.schema().into(), |name| !common.contains(name));
    }
    for kind in [Kind::RedFlag, Kind::Source, Kind::Term] {
        let heading = format!("{} (an item of `content/{}`)", capital(kind.name()), kind.place());
        table(&mut text, &heading, &kind.schema().into(), |_| true);
    }
    table(&mut text, "Settings (`content/site.yaml`)", &schema_of::<Settings>().into(), |_| true);
    table(&mut text, "Words (`content/words.yaml`)", &schema_of::<Words>().into(), |_| true);
    text
}

fn table(text: &mut String, heading: &str, schema: &Value, wanted: impl Fn(&String) -> bool) {
    let rows = rows("", schema, &wanted);
    if !rows.is_empty() {
        writeln!(text, "\n#### {heading}\n\n| field | value | meaning |\n|---|---|---|").unwrap();
        text.push_str(&rows);
    }
}

/// The required fields first; the fields of a mapping follow it as `dose.sets`.
fn rows(parent: &str, schema: &Value, wanted: &dyn Fn(&String) -> bool) -> String {
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = properties(schema);
    let mut fields: Vec<(&String, &Value)> =
        properties.iter().filter(|(name, _)| wanted(name)).collect();
    fields.sort_by_key(|(name, _)| (!required.contains(&name.as_str()), *name));
    let mut text = String::new();
    for (name, field) in fields {
        let path = format!("{parent}{name}");
        let is_required = required.contains(&name.as_str());
        let shown = if is_required { format!("**{path}**") } else { path.clone() };
        writeln!(text, "| {shown} | {} | {} |", value(field), meaning(field)).unwrap();
        text.push_str(&rows(&format!("{path}."), inner(field), &|_| true));
    }
    text
}

/// The mapping inside a field: itself, an item of its list, or what it may be besides nothing.
fn inner(field: &Value) -> &Value {
    if let Some(any_of) = field["anyOf"].as_array() {
        return any_of.iter().find(|one| one["type"] != "null").map_or(field, inner);
    }
    if field["items"].is_object() { inner(&field["items"]) } else { field }
}

fn meaning(field: &Value) -> String {
    let text = field["description"].as_str().unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

/// What may be written, in words.
fn value(field: &Value) -> String {
    if let Some(target) = field["refersTo"].as_str() {
        return format!("id of {} {target}", article(target));
    }
    if let Some(words) = words(field) {
        return words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    }
    let any_of = field["anyOf"].as_array().into_iter().flatten();
    if let Some(inner) = any_of.into_iter().find(|inner| inner["type"] != "null") {
        return value(inner);
    }
    match kind(field).as_str() {
        "string" => text(field),
        "integer" => format!("number, {} to {}", field["minimum"], field["maximum"]),
        "boolean" => "`true` or `false`".to_owned(),
        "array" => format!("list: {}", value(&field["items"])),
        "object" => object(field),
        _ => "anything".to_owned(),
    }
}

/// The type of a value, without the `null` of an optional one.
fn kind(field: &Value) -> String {
    let kinds = field["type"].as_array().cloned().unwrap_or_else(|| vec![field["type"].clone()]);
    let kind = kinds.into_iter().find(|kind| kind != "null").unwrap_or_default();
    kind.as_str().unwrap_or_default().to_owned()
}

fn words(field: &Value) -> Option<Vec<String>> {
    let word = |value: &Value| value.as_str().map(str::to_owned);
    if let Some(words) = field["enum"].as_array() {
        return Some(words.iter().filter_map(word).collect());
    }
    let choices = field["oneOf"].as_array()?;
    Some(choices.iter().filter_map(|choice| word(&choice["const"])).collect())
}

fn text(field: &Value) -> String {
    match field["format"].as_str() {
        Some("date") => "day, `2026-12-01`".to_owned(),
        Some("id") => "id".to_owned(),
        Some("web-address") => "`https://…`".to_owned(),
        Some("site-path") => "`/path/`".to_owned(),
        _ => format!("text, {} to {} characters", field["minLength"], field["maxLength"]),
    }
}

fn object(field: &Value) -> String {
    let names = names(field);
    if names.is_empty() { "mapping".to_owned() } else { format!("{{{}}}", names.join(", ")) }
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

fn capital(noun: &str) -> String {
    let mut letters = noun.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
