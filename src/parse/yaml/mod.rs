//! Decodes YAML, a page's front matter or a data file, into a typed value, or lists every mistake
//! its author made, each with its place.
//!
//! The good path is one call of `serde_yaml`. The tree with places is built, and held against the
//! schema, only when that fails or when `lax` sees something that it would let through.

mod lax;
mod list;
mod mentions;
mod range;
pub mod rewrite;
mod scalar;
mod shape;
mod syntax;
mod tree;
mod walk;
mod words;

#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde::de::DeserializeOwned;
use serde_json::Value as Schema;

use crate::diagnostic::Diagnostic;
use crate::schema::{Id, Kind};
use crate::source::{FileId, Span};
use tree::{Data, Node};
use walk::{Texts, Walk};

pub use list::{Item, List, decode_list};
pub use mentions::{all_mentions, mentions};

const FRONT_MATTER_KIB: usize = 64;
const DATA_FILE_KIB: usize = 4096;

/// A block of YAML in a file: front matter, or a whole data file.
#[derive(Debug, Clone, Copy)]
pub struct Block<'a> {
    pub file: FileId,
    /// The YAML alone, without the `---` lines of front matter.
    pub text: &'a str,
    /// Where `text` begins in the file, in bytes.
    pub offset: usize,
}

/// One step of a path into YAML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key<'a> {
    Field(&'a str),
    Item(usize),
    /// The name of a field, in place of its value.
    Name(&'a str),
}

/// A name that stands where the schema asks for one.
#[derive(Debug, Clone)]
pub struct Mention {
    /// The kind of thing that is to have it.
    pub kind: Kind,
    pub id: Id,
    pub span: Span,
}

/// What the front matter of a kind of entry may hold.
#[derive(Debug)]
pub struct Form {
    pub schema: Schema,
    /// The fields that take keys of any name, such as `extra`.
    open_fields: Vec<String>,
}

impl Form {
    #[must_use]
    pub fn new(schema: Schema) -> Self {
        let open_fields = shape::open_fields(&schema).map(str::to_owned).collect();
        Self { schema, open_fields }
    }
}

impl Block<'_> {
    /// The place of a range of the text, as far as its first line goes: a caret under one line says
    /// more than one under ten.
    fn span(&self, range: Range<usize>) -> Span {
        let written = &self.text[range.clone()];
        let line = written.find('\n').map_or(written, |end| written[..end].trim_end());
        self.whole_span(range.start..range.start + line.len())
    }

    fn whole_span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.offset + range.start..self.offset + range.end)
    }

    fn error(&self, rule: &'static str, range: Range<usize>, message: String) -> Diagnostic {
        Diagnostic::error(rule, self.span(range), message)
    }

    fn first_line(&self) -> Range<usize> {
        let start = self.text.len() - self.text.trim_start().len();
        if start == self.text.len() { 0..0 } else { start..self.text.len() }
    }

    fn refuse_size(&self, kib: usize) -> Result<(), Vec<Diagnostic>> {
        if self.text.len() <= kib * 1024 {
            return Ok(());
        }
        let size = self.text.len().div_ceil(1024);
        let message = format!("this YAML is {size} KiB long, but may have at most {kib} KiB");
        Err(vec![self.error("bad-yaml", self.first_line(), message)])
    }
}

/// Decodes front matter.
///
/// # Errors
/// Every mistake of the block, in the order of their places.
pub fn decode<T: DeserializeOwned>(block: &Block, form: &Form) -> Result<T, Vec<Diagnostic>> {
    block.refuse_size(FRONT_MATTER_KIB)?;
    if lax::deserves_a_look(block.text, &form.open_fields) {
        look(block, &form.schema, Texts::Any)?;
    }
    serde_yaml::from_str(block.text).map_err(|error| {
        let mistakes = look(block, &form.schema, Texts::Any).err();
        mistakes.unwrap_or_else(|| vec![syntax::of_decoder(block, &error)])
    })
}

/// Whether the text is so deep in brackets that nobody may decode it.
#[must_use]
pub fn is_deep(text: &str) -> bool {
    lax::is_deep(text.as_bytes())
}

/// Decodes a data file in another way, such as with its fields laid over defaults. Where that goes
/// through untyped values, `999` is a number, so text that looks like one must be in quotes here.
///
/// # Errors
/// Every mistake of the block, in the order of their places.
pub fn decode_with<T>(
    block: &Block,
    schema: &Schema,
    decode: impl FnOnce(&str) -> Result<T, serde_yaml::Error>,
) -> Result<T, Vec<Diagnostic>> {
    block.refuse_size(DATA_FILE_KIB)?;
    look(block, schema, Texts::NotNumbers)?;
    decode(block.text).map_err(|error| vec![syntax::of_decoder(block, &error)])
}

/// Holds the block against the schema.
fn look(block: &Block, schema: &Schema, texts: Texts) -> Result<(), Vec<Diagnostic>> {
    let root = tree::read(block)?;
    let mut walk = Walk::new(block, texts);
    walk.root(schema, root.as_ref());
    let found = walk.finish();
    if found.is_empty() { Ok(()) } else { Err(found) }
}

/// The places of all values of a block. They are read when the first is asked for, and once: a file
/// full of mistakes asks for many.
#[derive(Debug, Clone, Default)]
pub struct Places(Arc<OnceLock<Option<Node>>>);

impl Places {
    /// The place of a value of `block`, which is always the same one, or the nearest place that
    /// exists.
    #[must_use]
    pub fn locate(&self, block: &Block, path: &[Key]) -> Span {
        let root = self.0.get_or_init(|| tree::read(block).unwrap_or_default());
        block.span(find(block, root.as_ref(), path))
    }
}

/// The place of a value, or the nearest place that exists.
#[must_use]
pub fn locate(block: &Block, path: &[Key]) -> Span {
    Places::default().locate(block, path)
}

/// The range of the value at the end of the path, or of its key where nothing is written.
fn find(block: &Block, root: Option<&Node>, path: &[Key]) -> Range<usize> {
    let mut found = block.first_line();
    let Some(mut node) = root else { return found };
    for wanted in path {
        let Some((key, value)) = step(node, *wanted) else { break };
        let is_name = matches!(wanted, Key::Name(_)) || value.is_null();
        found = if is_name { key } else { value.span.clone() };
        node = value;
    }
    found
}

/// One step down. An item has no key and lends its own place.
fn step<'t>(node: &'t Node, key: Key) -> Option<(Range<usize>, &'t Node)> {
    match (key, &node.content.data) {
        (Key::Field(name) | Key::Name(name), Data::Mapping(pairs)) => pairs
            .iter()
            .find(|(key, _)| key.text() == Some(name))
            .map(|(key, value)| (key.span.clone(), value)),
        (Key::Item(index), Data::List(items)) => {
            items.get(index).map(|item| (item.span.clone(), item))
        }
        _ => None,
    }
}
