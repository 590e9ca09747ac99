//! The fields of a schema in words, for people who write them: what a field means, and what may
//! stand in it.

use serde_json::Value;

/// A field of an entry, of an item, or of a mapping within one.
#[derive(Debug, Clone, Copy)]
pub struct Field<'s> {
    pub name: &'s str,
    pub is_required: bool,
    schema: &'s Value,
}

/// The fields of a schema: those that are required in the order of their declaration, then the others
/// by name.
#[must_use]
pub fn fields(schema: &Value) -> Vec<Field<'_>> {
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = schema["properties"].as_object().into_iter().flatten();
    let mut fields: Vec<Field<'_>> = properties
        .map(|(name, schema)| Field {
            name,
            is_required: required.contains(&name.as_str()),
            schema,
        })
        .collect();
    fields.sort_by_key(|field| {
        required.iter().position(|name| *name == field.name).unwrap_or(usize::MAX)
    });
    fields
}

impl<'s> Field<'s> {
    /// What it says about the entry, in one line.
    #[must_use]
    pub fn meaning(&self) -> String {
        let text = self.schema["description"].as_str().unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What may be written, in words.
    #[must_use]
    pub fn value(&self) -> String {
        value(self.schema)
    }

    /// The fields of the mapping inside it: itself, or each item of its list.
    #[must_use]
    pub fn fields(&self) -> Vec<Field<'s>> {
        fields(inner(self.schema))
    }

    /// Whether several values may stand in it.
    #[must_use]
    pub fn is_list(&self) -> bool {
        kind(unless_null(self.schema)) == "array"
    }
}

/// What a value may be besides nothing.
fn unless_null(schema: &Value) -> &Value {
    let any_of = schema["anyOf"].as_array().into_iter().flatten();
    any_of.into_iter().find(|one| one["type"] != "null").unwrap_or(schema)
}

fn inner(schema: &Value) -> &Value {
    let schema = unless_null(schema);
    if schema["items"].is_object() { inner(&schema["items"]) } else { schema }
}

fn value(schema: &Value) -> String {
    let schema = unless_null(schema);
    if let Some(target) = schema["refersTo"].as_str() {
        return format!("id of {} {target}", article(target));
    }
    if let Some(words) = words(schema) {
        return words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    }
    match kind(schema) {
        "string" => text(schema),
        "integer" => format!("number, {} to {}", schema["minimum"], schema["maximum"]),
        "boolean" => "`true` or `false`".to_owned(),
        "array" => format!("list: {}", value(&schema["items"])),
        "object" => object(schema),
        _ => "anything".to_owned(),
    }
}

/// The type of a value, without the `null` of an optional one.
fn kind(schema: &Value) -> &str {
    let name = match &schema["type"] {
        Value::Array(names) => names.iter().find(|name| *name != "null"),
        name => Some(name),
    };
    name.and_then(Value::as_str).unwrap_or_default()
}

fn words(schema: &Value) -> Option<Vec<&str>> {
    if let Some(words) = schema["enum"].as_array() {
        return Some(words.iter().filter_map(Value::as_str).collect());
    }
    let choices = schema["oneOf"].as_array()?;
    Some(choices.iter().filter_map(|choice| choice["const"].as_str()).collect())
}

fn text(schema: &Value) -> String {
    match schema["format"].as_str() {
        Some("date") => "day, `2026-12-01`".to_owned(),
        Some("id") => "id".to_owned(),
        Some("web-address") => "`https://…`".to_owned(),
        Some("site-path") => "`/path/`".to_owned(),
        Some("host") => "host, `example.org`".to_owned(),
        Some("svg-path") => "path of SVG, `M0 0L8 8Z`".to_owned(),
        _ => format!("text, {} to {} characters", schema["minLength"], schema["maxLength"]),
    }
}

fn object(schema: &Value) -> String {
    let properties = schema["properties"].as_object().into_iter().flatten();
    let names: Vec<&str> = properties.map(|(name, _)| name.as_str()).collect();
    if names.is_empty() { "mapping".to_owned() } else { format!("{{{}}}", names.join(", ")) }
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}
