//! Holds a tree against a schema and notes every mistake of its author.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde_json::Value as Schema;

use super::shape::{self, Fields, Others, Shape};
use super::tree::{Content, Data, Node};
use super::{Block, words};
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::schema::Id;

/// More than anybody will read at once; it bounds the work on a hostile file.
const MOST: usize = 1000;

/// What may stand unquoted where a text is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Texts {
    Any,
    NotNumbers,
}

/// What a value is called in a message.
#[derive(Debug, Clone)]
pub(super) enum Name<'n> {
    Block,
    Field(&'n str),
    Item(usize, &'n Name<'n>),
}

/// Where a value stands: what it is called, and what its author may be told about it.
#[derive(Debug)]
pub(super) struct Spot<'n> {
    pub name: Name<'n>,
    /// The place of its key; a value that is not written has no place of its own.
    pub key: Option<Range<usize>>,
    pub is_required: bool,
}

/// A field of a mapping as it is written.
pub(super) struct Entry<'t> {
    pub name: &'t str,
    pub key: &'t Node,
    pub value: &'t Node,
    /// Whether the same key stands further up.
    pub is_repeated: bool,
}

pub(super) struct Walk<'a> {
    pub block: &'a Block<'a>,
    pub texts: Texts,
    found: Vec<Diagnostic>,
    /// Contents with a mistake in them, so that their aliases do not repeat it.
    faulty: HashSet<*const Content>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(block: &'a Block<'a>, texts: Texts) -> Self {
        Self { block, texts, found: Vec::new(), faulty: HashSet::new() }
    }

    /// All that was found, in the order of the places.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|diagnostic| match diagnostic.place {
            Place::At(span) => (span.start, span.end),
            _ => (0, 0),
        });
        self.found.dedup();
        self.found
    }

    fn is_full(&self) -> bool {
        self.found.len() >= MOST
    }

    pub(super) fn add(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    pub(super) fn error(
        &self,
        rule: &'static str,
        range: &Range<usize>,
        message: String,
    ) -> Diagnostic {
        self.block.error(rule, range.clone(), message)
    }

    /// A whole block. One that is empty has no fields.
    pub(super) fn root(&mut self, schema: &Schema, node: Option<&Node>) {
        let written = node.filter(|node| !node.is_unwritten());
        match (written, shape::of(schema).0) {
            (None, Shape::Mapping(fields)) => {
                let absent: Vec<&str> = fields.names().collect();
                self.missing(&fields, &absent, &(0..0));
            }
            (None, _) => {}
            (Some(node), _) => {
                self.value(schema, node, &Spot::block());
            }
        }
    }

    /// Whether the value, with all that lies in it, is good.
    pub(super) fn value(&mut self, schema: &Schema, node: &Node, spot: &Spot) -> bool {
        let content = std::ptr::from_ref::<Content>(&node.content);
        if self.is_full() || node.is_alias && self.faulty.contains(&content) {
            return false;
        }
        let before = self.found.len();
        self.judge(schema, node, spot);
        let is_good = self.found.len() == before;
        if !is_good && !node.is_alias {
            self.faulty.insert(content);
        }
        is_good
    }

    fn judge(&mut self, schema: &Schema, node: &Node, spot: &Spot) {
        if let Some(tag) = &node.content.tag {
            return self.add(words::tag(self, node, tag));
        }
        let (shape, takes_null) = shape::of(schema);
        if node.is_null() {
            if !takes_null {
                self.null(&shape, schema, node, spot);
            }
            return;
        }
        match (&shape, &node.content.data) {
            (Shape::Anything, _) => self.anything(node),
            (Shape::List(item), Data::List(nodes)) => self.items(item, nodes, &spot.name),
            (Shape::Mapping(fields), Data::Mapping(pairs)) => {
                self.mapping(fields, pairs, node, &spot.name);
            }
            (_, Data::Scalar { text, is_plain }) => {
                self.scalar(&shape, schema, node, (text, *is_plain), spot);
            }
            _ => self.add(words::wrong_type(self, &shape, node, spot)),
        }
    }

    /// Nothing is a list or mapping without anything in it, if such a one may be left out.
    fn null(&mut self, shape: &Shape, schema: &Schema, node: &Node, spot: &Spot) {
        let is_unwritten = node.is_unwritten() && spot.key.is_some() && !spot.is_required;
        let will_do = match shape {
            Shape::Anything => true,
            Shape::List(_) => is_unwritten,
            Shape::Mapping(fields) => is_unwritten && fields.required.is_empty(),
            _ => false,
        };
        if !will_do {
            self.add(words::empty(self, schema, node, spot));
        }
    }

    fn items(&mut self, schema: &Schema, nodes: &[Node], name: &Name) {
        for (index, node) in nodes.iter().enumerate() {
            let spot = Spot { name: Name::Item(index, name), key: None, is_required: true };
            self.value(schema, node, &spot);
        }
    }

    fn mapping(&mut self, fields: &Fields, pairs: &[(Node, Node)], node: &Node, within: &Name) {
        let entries = self.entries(pairs);
        let is_absent = |field: &&str| entries.iter().all(|entry| entry.name != *field);
        let mut absent: Vec<&str> = fields.names().filter(is_absent).collect();
        for entry in &entries {
            if self.is_full() {
                return;
            }
            if let Some(schema) = fields.get(entry.name) {
                self.value(schema, entry.value, &entry.spot(fields.is_required(entry.name)));
            } else if entry.name == "<<" {
                self.add(words::merge_key(self, entry.key));
            } else {
                self.other(fields, entry, &mut absent, within);
            }
        }
        let place = pairs.first().map_or(&node.span, |(key, _)| &key.span);
        self.missing(fields, &absent, place);
    }

    /// A key that is not one of the known fields. The field that it was meant to be is no longer
    /// absent, since it is there, if under a wrong name.
    fn other(&mut self, fields: &Fields, entry: &Entry, absent: &mut Vec<&str>, within: &Name) {
        match fields.others {
            Others::Refuse if entry.is_repeated => {}
            Others::Refuse => {
                let meant = nearest(entry.name, absent.iter().copied());
                self.add(words::unknown_field(self, fields, entry, meant, within));
                absent.retain(|field| Some(*field) != meant);
            }
            Others::Each { value: schema, are_ids } => {
                if are_ids && !entry.is_repeated && Id::new(entry.name).is_none() {
                    self.add(words::bad_key(self, entry));
                }
                self.value(schema, entry.value, &entry.spot(false));
            }
        }
    }

    fn missing(&mut self, fields: &Fields, absent: &[&str], at: &Range<usize>) {
        for name in fields.required.iter().filter(|name| absent.contains(name)) {
            let description = fields.get(name).and_then(|schema| schema["description"].as_str());
            self.add(words::missing_field(self, at, name, description));
        }
    }

    /// The pairs whose key is a text; the others, and keys that come again, are mistakes.
    fn entries<'t>(&mut self, pairs: &'t [(Node, Node)]) -> Vec<Entry<'t>> {
        let mut first: HashMap<&str, &Node> = HashMap::new();
        let mut entries = Vec::new();
        for (key, value) in pairs {
            if self.is_full() {
                break;
            }
            let Some(name) = key.text().filter(|_| key.content.tag.is_none()) else {
                self.add(words::key_is_no_text(self, key));
                continue;
            };
            let earlier = first.get(name).copied();
            match earlier {
                Some(earlier) => self.add(words::duplicate_key(self, key, name, earlier)),
                None => drop(first.insert(name, key)),
            }
            entries.push(Entry { name, key, value, is_repeated: earlier.is_some() });
        }
        entries
    }

    /// A value of which the site's own templates decide what it means.
    fn anything(&mut self, node: &Node) {
        let any = Schema::Bool(true);
        match &node.content.data {
            Data::Scalar { text, is_plain } => {
                if *is_plain && words::is_huge(text) {
                    self.add(words::huge(self, node));
                }
            }
            Data::List(nodes) => self.items(&any, nodes, &Name::Block),
            Data::Mapping(pairs) => {
                for entry in self.entries(pairs) {
                    if entry.name == "<<" {
                        self.add(words::merge_key(self, entry.key));
                    }
                    self.value(&any, entry.value, &entry.spot(false));
                }
            }
        }
    }
}

impl Spot<'_> {
    pub(super) fn block() -> Self {
        Self { name: Name::Block, key: None, is_required: true }
    }
}

impl<'t> Entry<'t> {
    fn spot(&self, is_required: bool) -> Spot<'t> {
        let key = Some(self.key.span.clone());
        Spot { name: Name::Field(self.name), key, is_required }
    }
}
