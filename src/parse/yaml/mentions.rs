//! What a block with mistakes names all the same. Its fields cannot be decoded, and yet a name in them
//! that nobody has is told together with the rest.

use serde_json::Value as Schema;

use super::shape::{self, Shape};
use super::tree::{self, Data, Node};
use super::{Block, Mention};
use crate::schema::{Id, Kind};

/// More than anybody will read at once.
pub(super) const MOST: usize = 1000;

/// What front matter with mistakes names where its schema asks for a name.
#[must_use]
pub fn mentions(block: &Block, schema: &Schema) -> Vec<Mention> {
    let mut found = all_mentions(block, schema);
    found.truncate(MOST);
    found
}

/// Everything that a block names where its schema asks for a name. That of a data file is the schema
/// of an item.
#[must_use]
pub fn all_mentions(block: &Block, schema: &Schema) -> Vec<Mention> {
    let mut found = Vec::new();
    let Ok(Some(root)) = tree::read(block) else { return found };
    match &root.content.data {
        Data::List(items) => items.iter().for_each(|item| gather(block, schema, item, &mut found)),
        _ => gather(block, schema, &root, &mut found),
    }
    found
}

/// Adds what one value names. What an alias stands for was read where it is written.
pub(super) fn gather(block: &Block, schema: &Schema, node: &Node, found: &mut Vec<Mention>) {
    if node.is_alias {
        return;
    }
    match (shape::of(schema).0, &node.content.data) {
        (Shape::List(item), Data::List(nodes)) => {
            for node in nodes {
                gather(block, item, node, found);
            }
        }
        (Shape::Mapping(fields), Data::Mapping(pairs)) => {
            for (key, value) in pairs {
                if let Some(schema) = key.text().and_then(|name| fields.get(name)) {
                    gather(block, schema, value, found);
                }
            }
        }
        (_, Data::Scalar { text, .. }) => {
            if let Some(kind) = kind_of(schema)
                && let Some(id) = Id::new(text)
            {
                found.push(Mention { kind, id, span: block.span(node.span.clone()) });
            }
        }
        _ => {}
    }
}

/// The kind that a value of this schema names.
fn kind_of(schema: &Schema) -> Option<Kind> {
    let name = schema.get("refersTo")?.as_str()?;
    Kind::ALL.into_iter().find(|kind| kind.name() == name)
}
