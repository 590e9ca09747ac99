//! Tests of the module as a whole. A line of carets below a line of YAML marks a mistake there; `|`
//! in place of the carets marks a place without width.

mod agreement;
mod good;
mod hostile;
mod messages;
mod mistakes;
mod places;

use std::fmt::Write as _;

use serde_json::Value as Schema;

use super::{Block, Form, decode, decode_list, decode_with};
use crate::diagnostic::{Diagnostic, Place};
use crate::schema::{
    Area, Article, Cause, Exercise, Kind, Page, Person, RedFlag, Routine, Settings, SourceEntry,
    Symptom, Term, schema_of,
};
use crate::source::{FileId, Sources};

/// What a test decodes: an entry, an item of a data file, or the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Entry(Kind),
    Settings,
}

fn file() -> FileId {
    Sources::default().id_of("content/test.md")
}

fn block(text: &str) -> Block<'_> {
    Block { file: file(), text, offset: 0 }
}

fn schema(what: What) -> Schema {
    match what {
        What::Entry(kind) => kind.schema().to_value(),
        What::Settings => schema_of::<Settings>().to_value(),
    }
}

fn settings(text: &str) -> Result<Settings, serde_yaml::Error> {
    Settings::over_defaults(serde_yaml::from_str(text)?)
}

/// The mistakes of front matter, of a data file's items, or of the settings.
fn mistakes(what: What, block: &Block) -> Vec<Diagnostic> {
    let form = &Form::new(schema(what));
    let schema = &form.schema;
    let found = match what {
        What::Entry(Kind::Article) => decode::<Article>(block, form).err(),
        What::Entry(Kind::Area) => decode::<Area>(block, form).err(),
        What::Entry(Kind::Cause) => decode::<Cause>(block, form).err(),
        What::Entry(Kind::Symptom) => decode::<Symptom>(block, form).err(),
        What::Entry(Kind::Exercise) => decode::<Exercise>(block, form).err(),
        What::Entry(Kind::Routine) => decode::<Routine>(block, form).err(),
        What::Entry(Kind::Person) => decode::<Person>(block, form).err(),
        What::Entry(Kind::Page) => decode::<Page>(block, form).err(),
        What::Entry(Kind::RedFlag) => Some(decode_list::<RedFlag>(block, schema).diagnostics),
        What::Entry(Kind::Source) => Some(decode_list::<SourceEntry>(block, schema).diagnostics),
        What::Entry(Kind::Term) => Some(decode_list::<Term>(block, schema).diagnostics),
        What::Settings => decode_with(block, schema, settings).err(),
    };
    found.unwrap_or_default()
}

/// Whether `serde_yaml` by itself takes the block.
fn serde_takes(what: What, text: &str) -> bool {
    match what {
        What::Entry(Kind::Article) => serde_yaml::from_str::<Article>(text).is_ok(),
        What::Entry(Kind::Area) => serde_yaml::from_str::<Area>(text).is_ok(),
        What::Entry(Kind::Cause) => serde_yaml::from_str::<Cause>(text).is_ok(),
        What::Entry(Kind::Symptom) => serde_yaml::from_str::<Symptom>(text).is_ok(),
        What::Entry(Kind::Exercise) => serde_yaml::from_str::<Exercise>(text).is_ok(),
        What::Entry(Kind::Routine) => serde_yaml::from_str::<Routine>(text).is_ok(),
        What::Entry(Kind::Person) => serde_yaml::from_str::<Person>(text).is_ok(),
        What::Entry(Kind::Page) => serde_yaml::from_str::<Page>(text).is_ok(),
        What::Entry(Kind::RedFlag) => serde_yaml::from_str::<Vec<RedFlag>>(text).is_ok(),
        What::Entry(Kind::Source) => serde_yaml::from_str::<Vec<SourceEntry>>(text).is_ok(),
        What::Entry(Kind::Term) => serde_yaml::from_str::<Vec<Term>>(text).is_ok(),
        What::Settings => settings(text).is_ok(),
    }
}

/// The YAML of a marked text.
fn unmarked(marked: &str) -> String {
    let lines = marked.split_inclusive('\n').filter(|line| !line.contains(" error: "));
    lines.collect()
}

/// The text with a line of carets below each mistake.
fn mark(text: &str, mistakes: &[Diagnostic]) -> String {
    let mut marked = String::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        marked.push_str(line);
        let range = start..start + line.len();
        start = range.end;
        let is_last = range.end == text.len();
        for mistake in mistakes {
            let Place::At(span) = mistake.place else { panic!("no place: {mistake:?}") };
            let at = span.range();
            if range.contains(&at.start) || is_last && at.start == range.end {
                let before = text[range.start..at.start].chars().count();
                let width = text[at].chars().count();
                let carets = if width == 0 { "|".into() } else { "^".repeat(width) };
                let (pad, rule) = (" ".repeat(before), mistake.rule);
                writeln!(marked, "{pad}{carets} error: {rule}").unwrap();
            }
        }
    }
    marked
}

/// The good block of a kind, without the fields that `start` has, is added below `start`.
fn completed(kind: Kind, start: &str) -> String {
    let is_top = |line: &&str| !line.starts_with([' ', '-', '#', '\n', '}', ']']);
    let has = |name: &str| {
        let begins = |line: &str| line.trim_matches('"').starts_with(&format!("{name}:"));
        start.lines().any(begins)
    };
    let mut rest = String::new();
    let mut is_taken = false;
    for line in good::of(kind).split_inclusive('\n') {
        if is_top(&line) {
            is_taken = !has(line.split(':').next().unwrap_or_default());
        }
        if is_taken {
            rest.push_str(line);
        }
    }
    format!("{start}{rest}")
}
