//! The tables of fields in the README are made from the schema: `UPDATE_EXPECT=1` writes them anew.

use std::fmt::Write as _;

use serde_json::Value;
use soleus::schema::field::{Field, fields};
use soleus::schema::{BodyMap, Kind, Settings, Target, Words, schema_of};

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
    fields(schema).iter().map(|field| field.name.to_owned()).collect()
}

fn tables() -> String {
    let mut text = String::new();
    let common = common();
    let is_common = |name: &str| common.iter().any(|other| other == name);
    let article: Value = Kind::Article.schema().into();
    table(&mut text, "Every Markdown entry", &article, is_common);
    for kind in Kind::ENTRIES {
        let heading = format!("{} (`content/{}/`)", capital(kind.name()), kind.place());
        table(&mut text, &heading, &kind.schema().into(), |name| !is_common(name));
    }
    for kind in Kind::ITEMS {
        let heading = format!("{} (an item of `content/{}`)", capital(kind.name()), kind.place());
        table(&mut text, &heading, &kind.schema().into(), |_| true);
    }
    table(&mut text, "Settings (`content/site.yaml`)", &schema_of::<Settings>().into(), |_| true);
    let target: Value = schema_of::<Target>().into();
    table(&mut text, "Target (a value of `targets` in `content/site.yaml`)", &target, |_| true);
    table(&mut text, "Words (`content/words.yaml`)", &schema_of::<Words>().into(), |_| true);
    let map = schema_of::<BodyMap>().into();
    table(&mut text, "Body map (`content/body-map.yaml`)", &map, |_| true);
    text
}

fn table(text: &mut String, heading: &str, schema: &Value, wanted: impl Fn(&str) -> bool) {
    let mut wanted_fields = fields(schema);
    wanted_fields.retain(|field| wanted(field.name));
    let rows = rows("", wanted_fields);
    if !rows.is_empty() {
        writeln!(text, "\n#### {heading}\n\n| field | value | meaning |\n|---|---|---|").unwrap();
        text.push_str(&rows);
    }
}

/// The required fields first; the fields of a mapping follow it as `dose.sets`.
fn rows(parent: &str, mut fields: Vec<Field<'_>>) -> String {
    fields.sort_by_key(|field| (!field.is_required, field.name));
    let mut text = String::new();
    for field in fields {
        let path = format!("{parent}{}", field.name);
        let shown = if field.is_required { format!("**{path}**") } else { path.clone() };
        let meaning = field.meaning().replace('|', "\\|");
        writeln!(text, "| {shown} | {} | {meaning} |", field.value()).unwrap();
        text.push_str(&rows(&format!("{path}."), field.fields()));
    }
    text
}

fn capital(noun: &str) -> String {
    let mut letters = noun.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
