//! A schema → YAML to fill in: what is required with an empty place, the rest as comments.

use serde_json::Value;

use crate::schema::Kind;
use crate::schema::field::{Field, fields};

/// What stands in a field from the start, as YAML, by the field's name.
pub(super) type Given<'a> = &'a [(&'a str, &'a str)];

const OPTIONAL: &str =
    "# Everything below may be left out. Take a \"# \" away to use the line behind it.";
const OF_EVERY_ENTRY: &str = "# And this is what every kind of entry may have.";

/// The lines of a front matter.
pub(super) fn entry(kind: Kind, given: Given<'_>) -> String {
    let schema = kind.schema().into();
    let common = common();
    let mut lines = Lines { given, defaults: &[], text: String::new() };
    let (open, optional) = lines.split(fields(&schema));
    let (of_every_entry, own): (Vec<_>, Vec<_>) =
        optional.into_iter().partition(|field| common.iter().any(|name| name == field.name));
    lines.open("", &open);
    lines.line("", "");
    lines.line("", OPTIONAL);
    lines.comments("", &own);
    if !own.is_empty() {
        lines.line("", "");
        lines.line("", OF_EVERY_ENTRY);
    }
    lines.comments("", &of_every_entry);
    lines.text
}

/// The lines of an item of a data file.
pub(super) fn item(kind: Kind, given: Given<'_>) -> String {
    let mut lines = Lines { given, defaults: &[], text: String::new() };
    lines.item("", fields(&kind.schema().into()));
    lines.text
}

/// The lines of a file in which every field may be left out, those that are given in their order.
pub(super) fn file(schema: &Value, given: Given<'_>, defaults: Given<'_>) -> String {
    let mut lines = Lines { given, defaults, text: String::new() };
    let (mut open, optional) = lines.split(fields(schema));
    open.sort_by_key(|field| given.iter().position(|(name, _)| *name == field.name));
    lines.open("", &open);
    lines.line("", "");
    lines.line("", OPTIONAL);
    lines.comments("", &optional);
    lines.text
}

/// The names of the optional fields that every kind of Markdown entry has.
fn common() -> Vec<String> {
    let schemas = Kind::ENTRIES.map(|kind| Value::from(kind.schema()));
    let has = |schema: &Value, name: &str| fields(schema).iter().any(|field| field.name == name);
    let in_all = |name: &str| schemas.iter().all(|schema| has(schema, name));
    let of_first = fields(&schemas[0]).into_iter().map(|field| field.name);
    of_first.filter(|name| *name != "summary" && in_all(name)).map(str::to_owned).collect()
}

struct Lines<'a> {
    given: Given<'a>,
    /// What holds for the fields of the whole that are left out.
    defaults: Given<'a>,
    text: String,
}

impl Lines<'_> {
    /// The fields that are to be filled in or are so already, and those that may be left out.
    fn split<'s>(&self, fields: Vec<Field<'s>>) -> (Vec<Field<'s>>, Vec<Field<'s>>) {
        let is_given = |field: &Field<'_>| value_of(field, self.given).is_some();
        fields.into_iter().partition(|field| field.is_required || is_given(field))
    }

    fn line(&mut self, start: &str, line: &str) {
        self.text.push_str(format!("{start}{line}").trim_end());
        self.text.push('\n');
    }

    /// Fields with a place each, below their meaning.
    fn open(&mut self, indent: &str, fields: &[Field<'_>]) {
        for field in fields {
            self.line(indent, &format!("# {}", explained(field)));
            self.place(indent, "", field);
        }
    }

    /// The key of a field and the place behind it, which goes on below where it is a mapping.
    fn place(&mut self, indent: &str, dash: &str, field: &Field<'_>) {
        let value = value_of(field, self.given).unwrap_or_default();
        self.line(indent, &format!("{dash}{}: {value}", field.name));
        let inner = field.fields();
        let deeper = format!("{indent}  ");
        if field.is_list() && !inner.is_empty() {
            self.item(&deeper, inner);
        } else {
            let (open, optional) = self.split(inner);
            self.open(&deeper, &open);
            self.comments(&deeper, &optional);
        }
    }

    /// An item of a list: its first field stands behind the dash.
    fn item(&mut self, indent: &str, fields: Vec<Field<'_>>) {
        let (open, optional) = self.split(fields);
        let Some((first, others)) = open.split_first() else { return };
        let deeper = format!("{indent}  ");
        self.line(indent, &format!("# {}", explained(first)));
        self.place(indent, "- ", first);
        self.open(&deeper, others);
        self.comments(&deeper, &optional);
    }

    /// Fields that may be left out, a line each.
    fn comments(&mut self, indent: &str, fields: &[Field<'_>]) {
        let defaults = if indent.is_empty() { self.defaults } else { &[] };
        for field in fields {
            let value = value_of(field, defaults).unwrap_or_default();
            self.comment(&format!("{indent}# "), field, value);
        }
    }

    fn comment(&mut self, start: &str, field: &Field<'_>, value: &str) {
        self.line(start, &format!("{}: {value} # {}", field.name, explained(field)));
        let (dash, beside) = if field.is_list() { ("- ", "  ") } else { ("", "") };
        for (at, inner) in field.fields().iter().enumerate() {
            let lead = if at == 0 { dash } else { beside };
            self.comment(&format!("{start}  {lead}"), inner, "");
        }
    }
}

/// The value of a field among those given.
fn value_of<'g>(field: &Field<'_>, given: Given<'g>) -> Option<&'g str> {
    given.iter().find(|(name, _)| *name == field.name).map(|(_, value)| *value)
}

/// "How many sets. (number, 1 to 6)"
fn explained(field: &Field<'_>) -> String {
    let meaning = field.meaning();
    if field.fields().is_empty() { format!("{meaning} ({})", field.value()) } else { meaning }
}
