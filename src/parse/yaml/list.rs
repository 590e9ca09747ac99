//! Decodes a data file, a list of items, so that a bad item does not lose the good ones.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer as _;
use serde::de::{DeserializeOwned, IgnoredAny, SeqAccess, Visitor};
use serde_json::Value as Schema;

use super::mentions::{self, gather};
use super::shape::Shape;
use super::tree::{self, Data, Node};
use super::walk::{Name, Spot, Texts, Walk};
use super::{Block, DATA_FILE_KIB, Key, Mention, step, syntax, words};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// How often decoding may refuse an item that the walk found good. It should never happen.
const SURPRISES: usize = 8;

/// An item, its index among all items of the file, and the place of its `id`.
pub type Item<T> = (T, usize, Span);

/// What became of a data file.
#[derive(Debug)]
pub struct List<T> {
    pub good: Vec<Item<T>>,
    /// The ids of items that are left out for their mistakes, as far as they can be read, so that
    /// who names them is not told that they do not exist.
    pub lost: Vec<String>,
    /// What those items name.
    pub mentions: Vec<Mention>,
    /// The file cannot be read as a list at all, so nothing is known of what it holds.
    pub is_unreadable: bool,
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> List<T> {
    fn empty() -> Self {
        Self {
            good: Vec::new(),
            lost: Vec::new(),
            mentions: Vec::new(),
            is_unreadable: false,
            diagnostics: Vec::new(),
        }
    }

    fn unreadable(diagnostics: Vec<Diagnostic>) -> Self {
        Self { is_unreadable: true, diagnostics, ..Self::empty() }
    }
}

/// Decodes a data file: its good items, each with its places, and every mistake of the others.
#[must_use]
pub fn decode_list<T: DeserializeOwned>(block: &Block, item_schema: &Schema) -> List<T> {
    let read = block.refuse_size(DATA_FILE_KIB);
    match read.and_then(|()| tree::read(block)) {
        Ok(Some(root)) if !root.is_unwritten() => decode_root(block, item_schema, &root),
        Ok(_) => List::empty(),
        Err(mistakes) => List::unreadable(mistakes),
    }
}

fn decode_root<T: DeserializeOwned>(block: &Block, item_schema: &Schema, root: &Node) -> List<T> {
    let mut walk = Walk::new(block, Texts::Any);
    let Data::List(items) = &root.content.data else {
        let mistake = words::wrong_type(&walk, &Shape::List(item_schema), root, &Spot::block());
        return List::unreadable(vec![mistake]);
    };
    let is_good = |(index, item): (usize, &Node)| {
        let spot = Spot { name: Name::Item(index, &Name::Block), key: None, is_required: true };
        walk.value(item_schema, item, &spot)
    };
    let good: Vec<bool> = items.iter().enumerate().map(is_good).collect();
    let lost = items.iter().zip(&good).filter(|(_, is_good)| !**is_good);
    let lost = lost
        .filter_map(|(item, _)| step(item, Key::Field("id"))?.1.text())
        .map(str::to_owned)
        .collect();
    let mut diagnostics = walk.finish();
    let mut mentions = Vec::new();
    for (item, _) in items.iter().zip(&good).filter(|(_, is_good)| !**is_good) {
        gather(block, item_schema, item, &mut mentions);
    }
    mentions.truncate(mentions::MOST);
    let good = decode_good(block, items, good, &mut diagnostics);
    List { good, lost, mentions, is_unreadable: false, diagnostics }
}

/// Decodes the good items in one go. One that is refused all the same is reported and left out.
fn decode_good<T: DeserializeOwned>(
    block: &Block,
    items: &[Node],
    mut good: Vec<bool>,
    found: &mut Vec<Diagnostic>,
) -> Vec<Item<T>> {
    for _ in 0..SURPRISES {
        let at = Cell::new(0);
        let visitor = GoodItems { are_good: &good, at: &at, item: PhantomData };
        match serde_yaml::Deserializer::from_str(block.text).deserialize_seq(visitor) {
            Ok(values) => {
                let written = items.iter().enumerate().filter(|(index, _)| good[*index]);
                let item = |(value, (index, node)): (T, (usize, &Node))| {
                    let id = step(node, Key::Field("id")).map_or(node, |(_, id)| id);
                    (value, index, block.span(id.span.clone()))
                };
                return values.into_iter().zip(written).map(item).collect();
            }
            Err(error) => {
                found.push(syntax::of_decoder(block, &error));
                good[at.get()] = false;
            }
        }
    }
    Vec::new()
}

/// Decodes the items that are good and passes over the others.
struct GoodItems<'g, T> {
    are_good: &'g [bool],
    at: &'g Cell<usize>,
    item: PhantomData<T>,
}

impl<'de, T: DeserializeOwned> Visitor<'de> for GoodItems<'_, T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        for (index, is_good) in self.are_good.iter().enumerate() {
            self.at.set(index);
            if *is_good {
                values.extend(items.next_element()?);
            } else {
                items.next_element::<IgnoredAny>()?;
            }
        }
        Ok(values)
    }
}
