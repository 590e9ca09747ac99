//! Edits of a block that keep its author's style: every byte that is not asked for stays.

use std::ops::Range;

use super::Block;
use super::tree::{self, Data, Node};

/// What is replaced in a file, and by what.
pub type Edit = (Range<usize>, String);

/// What is to become of a list of texts at the top of a block.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Items that others take the place of.
    pub replace: Vec<(String, String)>,
    pub add: Vec<String>,
}

/// The edits of the file that make a list be as it is wanted; `None` where the list is written so that
/// only its author can, such as by an alias.
#[must_use]
pub fn list(block: &Block, field: &str, wanted: &Wanted) -> Option<Vec<Edit>> {
    let root = tree::read(block).ok()??;
    let Data::Mapping(pairs) = &root.content.data else { return None };
    let written = pairs.iter().find(|(key, _)| key.text() == Some(field));
    let mut edits = match written {
        None => vec![new_field(block, &root, pairs, field, &wanted.add)?],
        Some((_, value)) if value.is_alias => return None,
        Some((key, value)) if value.is_null() => vec![first_items(block, key, value, &wanted.add)?],
        Some((_, value)) => items(block, value, wanted)?,
    };
    edits.retain(|(range, text)| !range.is_empty() || !text.is_empty());
    let offset = block.offset;
    let in_file = |(range, text): Edit| (range.start + offset..range.end + offset, text);
    Some(edits.into_iter().map(in_file).collect())
}

fn items(block: &Block, value: &Node, wanted: &Wanted) -> Option<Vec<Edit>> {
    let Data::List(items) = &value.content.data else { return None };
    let mut edits = Vec::new();
    for (old, new) in &wanted.replace {
        let item = items.iter().find(|item| item.text() == Some(old) && !item.is_alias)?;
        let written = &block.text[item.span.clone()];
        edits.push((item.span.clone(), in_style_of(written, new)));
    }
    if !wanted.add.is_empty() {
        edits.push(more_items(block, value, items, &wanted.add)?);
    }
    Some(edits)
}

/// An addition behind the last item, written as that one is.
fn more_items(block: &Block, value: &Node, items: &[Node], add: &[String]) -> Option<Edit> {
    let is_flow = block.text[value.span.start..].starts_with('[');
    let Some(last) = items.last() else {
        return is_flow.then(|| (value.span.clone(), flow(add)));
    };
    let written = &block.text[last.span.clone()];
    let texts = add.iter().map(|text| in_style_of(written, text));
    if is_flow {
        let more = texts.fold(String::new(), |more, text| more + ", " + &text);
        return Some((last.span.end..last.span.end, more));
    }
    let start = block.text[..last.span.start].rfind('\n').map_or(0, |at| at + 1);
    let (indent, rest) = block.text[start..last.span.start].split_once('-')?;
    if !indent.trim().is_empty() || !rest.trim().is_empty() {
        return None;
    }
    let end = line_end(block.text, last.span.end);
    let line = |text| format!("{indent}-{rest}{text}{}", end_of_line(block.text));
    Some((end..end, texts.map(line).collect()))
}

/// A list where only the name of its field stands.
fn first_items(block: &Block, key: &Node, value: &Node, add: &[String]) -> Option<Edit> {
    if !value.is_unwritten() {
        return Some((value.span.clone(), flow(add)));
    }
    let colon = key.span.end + block.text[key.span.end..].find(':')? + 1;
    Some((colon..colon, format!(" {}", flow(add))))
}

/// A field below all others.
fn new_field(
    block: &Block,
    root: &Node,
    pairs: &[(Node, Node)],
    field: &str,
    add: &[String],
) -> Option<Edit> {
    let list = flow(add);
    if block.text[root.span.start..].starts_with('{') {
        let behind = pairs.last()?.1.span.end;
        return Some((behind..behind, format!(", {field}: {list}")));
    }
    let first = pairs.first()?.0.span.start;
    let start = block.text[..first].rfind('\n').map_or(0, |at| at + 1);
    let indent = &block.text[start..first];
    let (end, line) = (block.text.len(), end_of_line(block.text));
    indent.trim().is_empty().then(|| (end..end, format!("{indent}{field}: {list}{line}")))
}

fn flow(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| in_style_of("", text)).collect();
    format!("[{}]", texts.join(", "))
}

/// A text as YAML with the quotes that another one has; those that it needs where that has none.
#[must_use]
pub fn in_style_of(written: &str, text: &str) -> String {
    let double = || serde_json::to_string(text).expect("a text can be written");
    match written.chars().next() {
        Some('\'') => format!("'{}'", text.replace('\'', "''")),
        Some('"') => double(),
        _ if text.contains([',', '[', ']', '{', '}', '#', ':']) => double(),
        _ => serde_yaml::to_string(text).expect("a text can be written").trim_end().to_owned(),
    }
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |at| from + at + 1)
}

fn end_of_line(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}
