//! Every place of a file that names the entry: by its id, by its path, or by its address.

use std::collections::BTreeMap;

use super::moving::Moving;
use crate::link::targets::{beside, decoded, scheme};
use crate::parse::markdown::Wanted;
use crate::parse::written::{self, Written};
use crate::parse::yaml::Key;
use crate::parse::yaml::rewrite::{Edit, in_style_of};
use crate::parse::{self, Data, DataItems, Document, Parsed};
use crate::plan::url;

/// Addresses that change, by the output file of the old one.
pub(super) type Moved = BTreeMap<String, String>;

/// The edits of one file, in the order of its text.
pub(super) fn edits(parsed: &Parsed, moving: &Moving, moved: &Moved) -> Vec<Edit> {
    let mut edits = of_fields(parsed, moving);
    match parsed {
        Parsed::Document(document) => edits.extend(of_text(document, moving, moved)),
        Parsed::Data(data) => edits.extend(of_settings(data, moved)),
        Parsed::Stray(_) => {}
    }
    edits.sort_by_key(|(range, _)| range.start);
    edits
}

fn of_fields(parsed: &Parsed, moving: &Moving) -> Vec<Edit> {
    let text = match parsed {
        Parsed::Document(document) => &document.text,
        Parsed::Data(data) => &data.text,
        Parsed::Stray(_) => return Vec::new(),
    };
    let mentions = parse::mentions(parsed).into_iter();
    mentions
        .filter(|mention| mention.kind == moving.kind && *mention.id == *moving.old)
        .map(|mention| {
            let range = mention.span.range();
            let new = in_style_of(&text[range.clone()], &moving.new);
            (range, new)
        })
        .collect()
}

/// A page of the site that the settings name by its address.
fn of_settings(data: &Data, moved: &Moved) -> Option<Edit> {
    let DataItems::Settings(settings) = &data.items else { return None };
    let new = moved.get(&url::file(settings.report_to.as_deref()?))?;
    let range = data.locate(&[Key::Field("report_to")]).range();
    let text = in_style_of(&data.text[range.clone()], new);
    Some((range, text))
}

fn of_text(document: &Document, moving: &Moving, moved: &Moved) -> Vec<Edit> {
    let Some(content) = &document.content else { return Vec::new() };
    let (body, start) = (&document.text[content.body.clone()], content.body.start);
    let edit = |written: Written| {
        let new = target(document, &written, &body[written.range.clone()], moving, moved)?;
        Some((written.range.start + start..written.range.end + start, new))
    };
    written::targets(body).into_iter().filter_map(edit).collect()
}

/// What is to stand in the place of a target, if it is to be another.
fn target(
    document: &Document,
    written: &Written,
    raw: &str,
    moving: &Moving,
    moved: &Moved,
) -> Option<String> {
    let to = match &written.wanted {
        Wanted::Entry { id, .. } => return (*id == *moving.old).then(|| moving.new.to_string()),
        Wanted::Destination(to) => to,
        _ => return None,
    };
    if to.starts_with(['#', '?', '\\']) || to.starts_with("//") || scheme(to).is_some() {
        return None;
    }
    let (path, _) = to.split_once('#').unwrap_or((to, ""));
    let (raw_path, anchor) = raw.split_at(raw.find('#').unwrap_or(raw.len()));
    let new = if path.starts_with('/') {
        let address = moved.get(&url::file(&decoded(path)))?;
        url::href("", address).into_owned()
    } else {
        relative(&document.path, path, raw_path, moving)?
    };
    Some(new + anchor)
}

/// The relative path from a text to a file, once either has moved; `None` while the old one leads there.
fn relative(document: &str, path: &str, raw: &str, moving: &Moving) -> Option<String> {
    let to = moving.path(&beside(document, path)?);
    let from = moving.path(document);
    let leads = |path: &str| beside(&from, path).is_some_and(|other| other == to);
    if leads(path) {
        return None;
    }
    let (old, new) = moving.names();
    let parts = raw.split('/').map(|part| if part == old { new } else { part });
    let renamed = parts.collect::<Vec<_>>().join("/");
    Some(if leads(&renamed) { renamed } else { between(&from, &to) })
}

/// The shortest relative path from a file to another.
fn between(from: &str, to: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), to.split('/').collect());
    let shared = from.iter().zip(&to).take_while(|(from, to)| from == to).count();
    let up = std::iter::repeat_n("..", from.len() - shared - 1);
    let path = up.chain(to[shared..].iter().copied()).collect::<Vec<_>>().join("/");
    url::href("", &format!("/{path}"))[1..].to_owned()
}
