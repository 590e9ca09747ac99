//! What a schema asks of a value, in the terms of somebody who writes YAML.

use serde_json::{Map, Value as Schema};

use crate::schema::value::ID_PATTERN;

#[derive(Debug)]
pub(super) enum Shape<'s> {
    Anything,
    Text { min: usize, max: usize, format: Option<&'s str> },
    Words(Vec<&'s str>),
    Whole { min: i64, max: i64 },
    Number { min: f64, max: f64 },
    YesOrNo,
    List(&'s Schema),
    Mapping(Fields<'s>),
}

#[derive(Debug)]
pub(super) struct Fields<'s> {
    pub known: Option<&'s Map<String, Schema>>,
    pub required: Vec<&'s str>,
    pub others: Others<'s>,
}

/// What a mapping does with keys that it does not know.
#[derive(Debug)]
pub(super) enum Others<'s> {
    Refuse,
    /// Each has a value of one schema; the keys are ids, or any text.
    Each {
        value: &'s Schema,
        are_ids: bool,
    },
}

impl<'s> Fields<'s> {
    pub(super) fn names(&self) -> impl Iterator<Item = &'s str> {
        self.known.into_iter().flatten().map(|(name, _)| name.as_str())
    }

    pub(super) fn get(&self, name: &str) -> Option<&'s Schema> {
        self.known?.get(name)
    }

    pub(super) fn is_required(&self, name: &str) -> bool {
        self.required.contains(&name)
    }
}

/// The shape, and whether `null` will do as well.
pub(super) fn of(schema: &Schema) -> (Shape<'_>, bool) {
    let choices = ["anyOf", "oneOf"].iter().find_map(|key| schema.get(key)?.as_array());
    match choices {
        Some(choices) => of_choices(choices),
        None => (of_type(schema), takes_null(schema)),
    }
}

/// Choices are an optional value, or the words of an enum of which each has a description.
fn of_choices(choices: &[Schema]) -> (Shape<'_>, bool) {
    let is_optional = choices.iter().any(takes_null);
    let words: Vec<&str> = choices.iter().filter_map(|choice| choice["const"].as_str()).collect();
    let rest = choices.iter().find(|choice| choice["type"] != "null");
    match rest {
        _ if !words.is_empty() => (Shape::Words(words), is_optional),
        Some(schema) => (of(schema).0, is_optional),
        None => (Shape::Anything, is_optional),
    }
}

fn takes_null(schema: &Schema) -> bool {
    match &schema["type"] {
        Schema::Array(types) => types.iter().any(|name| name == "null"),
        name => name == "null",
    }
}

fn of_type(schema: &Schema) -> Shape<'_> {
    if let Some(words) = schema["enum"].as_array() {
        return Shape::Words(words.iter().filter_map(Schema::as_str).collect());
    }
    match type_name(schema) {
        Some("string") => text(schema),
        Some("integer") => Shape::Whole {
            min: schema["minimum"].as_i64().unwrap_or(i64::MIN),
            max: schema["maximum"].as_i64().unwrap_or(i64::MAX),
        },
        Some("number") => Shape::Number {
            min: schema["minimum"].as_f64().unwrap_or(f64::NEG_INFINITY),
            max: schema["maximum"].as_f64().unwrap_or(f64::INFINITY),
        },
        Some("boolean") => Shape::YesOrNo,
        Some("array") => Shape::List(schema.get("items").unwrap_or(&Schema::Bool(true))),
        Some("object") => Shape::Mapping(fields(schema)),
        _ => Shape::Anything,
    }
}

fn type_name(schema: &Schema) -> Option<&str> {
    match &schema["type"] {
        Schema::Array(types) => types.iter().filter_map(Schema::as_str).find(|t| *t != "null"),
        name => name.as_str(),
    }
}

fn text(schema: &Schema) -> Shape<'_> {
    let length = |key: &str| schema[key].as_u64().and_then(|length| usize::try_from(length).ok());
    Shape::Text {
        min: length("minLength").unwrap_or(0),
        max: length("maxLength").unwrap_or(usize::MAX),
        format: schema["format"].as_str(),
    }
}

fn fields(schema: &Schema) -> Fields<'_> {
    let required = schema["required"].as_array().map(Vec::as_slice).unwrap_or_default();
    Fields {
        known: schema["properties"].as_object(),
        required: required.iter().filter_map(Schema::as_str).collect(),
        others: others(schema),
    }
}

fn others(schema: &Schema) -> Others<'_> {
    let pattern = schema["patternProperties"].as_object().and_then(|by_name| by_name.iter().next());
    if let Some((pattern, value)) = pattern {
        return Others::Each { value, are_ids: pattern == ID_PATTERN };
    }
    match schema.get("additionalProperties") {
        Some(Schema::Bool(false)) => Others::Refuse,
        Some(value) => Others::Each { value, are_ids: schema["propertyNames"]["format"] == "id" },
        None => Others::Each { value: &Schema::Bool(true), are_ids: false },
    }
}

/// The fields of a block that take keys of any name, such as `extra`.
pub(super) fn open_fields(schema: &Schema) -> impl Iterator<Item = &str> {
    let is_open = |schema: &Schema| {
        type_name(schema) == Some("object")
            && schema.get("additionalProperties").is_none_or(|rest| rest != false)
            || schema.get("patternProperties").is_some()
    };
    let known = schema["properties"].as_object().into_iter().flatten();
    known.filter(move |(_, schema)| is_open(schema)).map(|(name, _)| name.as_str())
}
