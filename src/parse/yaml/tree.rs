//! Reads YAML into a tree in which every value knows its place, within limits that no input can
//! stretch.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Span as Marks};

use super::range::{self, Offsets};
use super::{Block, syntax};
use crate::diagnostic::Diagnostic;

/// How deep values may lie in one another.
const DEPTH: usize = 64;

/// How many values, and ends of lists and mappings, a block may hold. No site comes near it.
const EVENTS: usize = 300_000;

/// How much aliases may repeat, in bytes of text and one for each value. It keeps a few lines from
/// standing for more than fits into memory.
const REPEATED: usize = 1 << 20;

/// A value where it is written; an alias shares the content of its anchor.
#[derive(Debug)]
pub(super) struct Node {
    /// In bytes of the block.
    pub span: Range<usize>,
    pub is_alias: bool,
    pub content: Arc<Content>,
}

#[derive(Debug)]
pub(super) struct Content {
    pub tag: Option<String>,
    pub data: Data,
    /// Bytes of text and one for each value, with all that aliases repeat.
    size: usize,
}

#[derive(Debug)]
pub(super) enum Data {
    Scalar { text: Box<str>, is_plain: bool },
    List(Vec<Node>),
    Mapping(Vec<(Node, Node)>),
}

impl Node {
    pub(super) fn text(&self) -> Option<&str> {
        match &self.content.data {
            Data::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether there is a place for a value, but nothing in it.
    pub(super) fn is_unwritten(&self) -> bool {
        self.is_null() && self.text() == Some("")
    }

    /// Whether nothing is written, or `null`, which means nothing.
    pub(super) fn is_null(&self) -> bool {
        match &self.content.data {
            Data::Scalar { text, is_plain } => {
                *is_plain && matches!(&**text, "" | "~" | "null" | "Null" | "NULL")
            }
            _ => false,
        }
    }
}

/// The value of the block, `None` when it holds none.
pub(super) fn read(block: &Block) -> Result<Option<Node>, Vec<Diagnostic>> {
    syntax::refuse_odd_characters(block)?;
    let mut reader = Reader::new(block);
    for event in Parser::new_from_str(block.text) {
        match event {
            Ok((event, marks)) => reader.event(event, marks)?,
            Err(error) => {
                let at = reader.offsets.mark(*error.marker());
                return Err(vec![syntax::explain(block, at, error.info(), reader.open_bracket())]);
            }
        }
    }
    Ok(reader.root)
}

/// A list or mapping whose end has not come yet. A mapping keeps keys and values in turn.
struct Open {
    start: usize,
    tag: Option<String>,
    anchor: usize,
    is_mapping: bool,
    children: Vec<Node>,
}

struct Reader<'a> {
    block: &'a Block<'a>,
    offsets: Offsets,
    stack: Vec<Open>,
    anchors: HashMap<usize, Arc<Content>>,
    repeated: usize,
    documents: usize,
    events: usize,
    root: Option<Node>,
}

impl<'a> Reader<'a> {
    fn new(block: &'a Block<'a>) -> Self {
        Self {
            block,
            offsets: Offsets::new(block.text),
            stack: Vec::new(),
            anchors: HashMap::new(),
            repeated: 0,
            documents: 0,
            events: 0,
            root: None,
        }
    }

    fn event(&mut self, event: Event, marks: Marks) -> Result<(), Vec<Diagnostic>> {
        let range = self.offsets.mark(marks.start)..self.offsets.mark(marks.end);
        self.events += 1;
        if self.events > EVENTS {
            return Err(self.fault(range, "a block of YAML cannot hold this many values".into()));
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let span = range::of_scalar(self.block.text, range, &text, style);
                let is_plain = style == ScalarStyle::Plain;
                let size = text.len() + 1;
                let data = Data::Scalar { text: text.into(), is_plain };
                let tag = tag.map(|tag| tag.to_string());
                self.finish(span, anchor, Content { tag, data, size });
            }
            Event::SequenceStart(anchor, tag) => {
                self.open(range, false, anchor, tag.map(|tag| tag.to_string()))?;
            }
            Event::MappingStart(anchor, tag) => {
                self.open(range, true, anchor, tag.map(|tag| tag.to_string()))?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(&range),
            Event::Alias(anchor) => self.alias(range, anchor)?,
            Event::DocumentStart(_) => self.document(range)?,
            Event::DocumentEnd | Event::StreamStart | Event::StreamEnd | Event::Nothing => {}
        }
        Ok(())
    }

    fn open(
        &mut self,
        range: Range<usize>,
        is_mapping: bool,
        anchor: usize,
        tag: Option<String>,
    ) -> Result<(), Vec<Diagnostic>> {
        let start = range::of_start(self.block.text, range.start, is_mapping);
        if self.stack.len() == DEPTH {
            let message = format!("values lie more than {DEPTH} deep in one another");
            return Err(self.fault(start..start, message));
        }
        self.stack.push(Open { start, tag, anchor, is_mapping, children: Vec::new() });
        Ok(())
    }

    /// A closing bracket has a width; a list or mapping without brackets ends with its last value.
    fn close(&mut self, end: &Range<usize>) {
        let Some(Open { start, tag, anchor, is_mapping, children }) = self.stack.pop() else {
            return;
        };
        let last = children.last().map_or(start, |child| child.span.end);
        let end = if end.is_empty() { last } else { end.end };
        let size = children.iter().fold(1, |sum, child| child.content.size.saturating_add(sum));
        let data = if is_mapping { Data::Mapping(pairs(children)) } else { Data::List(children) };
        self.finish(start..end.max(start), anchor, Content { tag, data, size });
    }

    fn alias(&mut self, span: Range<usize>, anchor: usize) -> Result<(), Vec<Diagnostic>> {
        let Some(content) = self.anchors.get(&anchor).map(Arc::clone) else {
            return Err(self.fault(span, "this stands for a value that it is part of".into()));
        };
        self.repeated = self.repeated.saturating_add(content.size);
        if self.repeated > REPEATED {
            let message = "the values that `*` repeats add up to more than 1 MiB";
            return Err(self.fault(span, message.into()));
        }
        self.place(Node { span, is_alias: true, content });
        Ok(())
    }

    fn document(&mut self, range: Range<usize>) -> Result<(), Vec<Diagnostic>> {
        self.documents += 1;
        if self.documents < 2 {
            return Ok(());
        }
        let message = "a second block of YAML begins here".to_owned();
        let help = "take the `---` or `...` line before it out";
        Err(vec![self.block.error("bad-yaml", range, message).help(help)])
    }

    fn finish(&mut self, span: Range<usize>, anchor: usize, content: Content) {
        let content = Arc::new(content);
        if anchor > 0 {
            self.anchors.insert(anchor, Arc::clone(&content));
        }
        self.place(Node { span, is_alias: false, content });
    }

    fn place(&mut self, node: Node) {
        match self.stack.last_mut() {
            Some(open) => open.children.push(node),
            None => self.root = Some(node),
        }
    }

    fn fault(&self, range: Range<usize>, message: String) -> Vec<Diagnostic> {
        vec![self.block.error("bad-yaml", range, message)]
    }

    /// Where the innermost open bracket stands, if the reader is inside one.
    fn open_bracket(&self) -> Option<usize> {
        let is_bracket = |start: &usize| self.block.text[*start..].starts_with(['[', '{']);
        self.stack.iter().rev().map(|open| open.start).find(is_bracket)
    }
}

fn pairs(children: Vec<Node>) -> Vec<(Node, Node)> {
    let mut children = children.into_iter();
    std::iter::from_fn(|| Some((children.next()?, children.next()?))).collect()
}
