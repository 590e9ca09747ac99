//! Splits a Markdown file into its YAML and its text, and decodes the YAML by the kind of the file.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use super::yaml::{self, Block, Form};
use super::{Content, Document, Fields, Meant, Suppression, outline, suppression, typed};
use crate::diagnostic::{Diagnostic, did_you_mean, nearest};
use crate::schema::{Common, Day, Id, Kind};
use crate::source::{Source, Span};

/// Kind, id and day from where a file lies and what it is called.
///
/// # Errors
/// When it lies in no folder of a kind, or when its name is no id.
pub fn identify(source: &Source, inside: &str) -> Result<(Kind, Id, Option<Day>), Diagnostic> {
    let kind = kind_of(source, inside)?;
    let Some(stem) = inside.strip_suffix(".md") else { return Err(no_entry(source, inside)) };
    let name = name_of(stem);
    if !inside.contains(&format!("/{name}")) || name == "_index" {
        return Err(index(source, kind));
    }
    let (date, name) = split_date(kind, name);
    match Id::new(name) {
        Some(_) if date.is_none() && kind == Kind::Article && looks_dated(name) => {
            Err(no_day(source, &name[..10]))
        }
        Some(id) => Ok((kind, id, date)),
        None => Err(bad_name(source, name)),
    }
}

/// What a file that is neither an entry nor a data file was probably meant to be.
pub(super) fn meant(inside: &str) -> Option<Meant> {
    let Some((folder, _)) = inside.split_once('/') else {
        return match nearest(inside, DATA_FILES)? {
            "site.yaml" => Some(Meant::Settings),
            "sources.yaml" => Some(Meant::Items(Kind::Source)),
            "red-flags.yaml" => Some(Meant::Items(Kind::RedFlag)),
            "words.yaml" | "body-map.yaml" => None,
            _ => Some(Meant::Items(Kind::Term)),
        };
    };
    let folder = nearest(folder, Kind::ENTRIES.map(Kind::place))?;
    let kind = Kind::of_folder(folder)?;
    let stem = inside.rsplit_once('.').map_or(inside, |(stem, _)| stem);
    let (_, name) = split_date(kind, name_of(stem));
    Some(Meant::Entry(kind, Id::new(&super::anchors::slug(name))?))
}

/// The name of a file, or of the folder of an `index.md`.
fn name_of(stem: &str) -> &str {
    let stem = stem.strip_suffix("/index").unwrap_or(stem);
    stem.rsplit('/').next().unwrap_or(stem)
}

const DATA_FILES: [&str; 6] =
    ["site.yaml", "sources.yaml", "red-flags.yaml", "terms.yaml", "words.yaml", "body-map.yaml"];

fn kind_of(source: &Source, inside: &str) -> Result<Kind, Diagnostic> {
    let folder = inside.split_once('/').map(|(folder, _)| folder);
    folder.and_then(Kind::of_folder).ok_or_else(|| {
        let names = Kind::ENTRIES.map(Kind::place);
        let hint = match folder {
            Some(folder) => did_you_mean(folder, names),
            None => did_you_mean(inside, DATA_FILES),
        };
        let (names, data) = (names.join("`, `"), DATA_FILES.join("`, `"));
        let known = format!("the folders of `content/` are `{names}`, its files `{data}`");
        let message = "this is neither an entry in the folder of a kind nor a data file";
        Diagnostic::error("stray-file", source.id, message).help(hint.unwrap_or(known))
    })
}

/// A text in the folder of a kind that is no Markdown, or is not named so.
fn no_entry(source: &Source, inside: &str) -> Diagnostic {
    let (stem, suffix) = inside.rsplit_once('.').unwrap_or((inside, ""));
    if matches!(suffix, "yaml" | "yml") {
        return Diagnostic::error("stray-file", source.id, "an entry is a Markdown file")
            .help("name it `.md`, or move the data into a data file of `content/`");
    }
    let name = stem.rsplit('/').next().unwrap_or(stem);
    Diagnostic::error("stray-file", source.id, "the name of an entry ends in `.md`")
        .help(format!("name it `{}.md`", name.escape_debug()))
}

/// An article's file name may begin with its day: `2026-12-01-slug.md`.
fn split_date(kind: Kind, name: &str) -> (Option<Day>, &str) {
    let dated = || {
        let (day, rest) = (name.get(..10)?, name.get(10..)?.strip_prefix('-')?);
        Some((Day::parse(day)?, rest))
    };
    match dated().filter(|_| kind == Kind::Article) {
        Some((day, rest)) => (Some(day), rest),
        None => (None, name),
    }
}

/// Whether a name begins as if with a day: four digits, two and two.
fn looks_dated(name: &str) -> bool {
    let fits =
        |(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { u8::is_ascii_digit(&byte) };
    name.len() >= 10 && name.bytes().take(10).enumerate().all(fits)
}

fn no_day(source: &Source, written: &str) -> Diagnostic {
    let message = format!("the file name begins with `{written}`, which is no day");
    Diagnostic::error("bad-file-name", source.id, message)
        .help("begin it with year, month and day: `2026-12-01-`")
}

/// A file that other generators make the page of a list of; here the list is made from its entries.
fn index(source: &Source, kind: Kind) -> Diagnostic {
    let message = format!("a file of `content/{}` is named after its entry", kind.place());
    Diagnostic::error("bad-file-name", source.id, message)
        .help("give it the name of its entry; the list of all entries is made by itself")
}

fn bad_name(source: &Source, name: &str) -> Diagnostic {
    let slug = super::anchors::slug(name);
    let message = format!("the file name `{}` cannot be an id", name.escape_debug());
    let help = if slug.is_empty() {
        "use small letters `a` to `z`, digits and hyphens".to_owned()
    } else {
        format!("use small letters `a` to `z`, digits and hyphens: `{slug}.md`")
    };
    Diagnostic::error("bad-file-name", source.id, message).help(help)
}

/// Reads a file whose kind and id are known.
#[must_use]
pub fn parse(source: &Source, kind: Kind, id: Id, named_day: Option<Day>) -> Document {
    let mut document = Document {
        file: source.id,
        path: Arc::clone(&source.path),
        kind,
        id,
        content: None,
        outline: Arc::default(),
        text: Arc::clone(&source.text),
        hash: source.hash,
        yaml: 0..0,
        mentions: Vec::new(),
        places: yaml::Places::default(),
        diagnostics: Vec::new(),
    };
    if !source.is_usable {
        return document;
    }
    match split(source) {
        Ok((yaml, body)) => {
            document.yaml = yaml;
            fill(&mut document, body, named_day);
        }
        Err(diagnostic) => document.diagnostics.push(diagnostic),
    }
    document
}

fn fill(document: &mut Document, body: Range<usize>, named_day: Option<Day>) {
    let decoded = decode(document.kind, &document.block());
    let (outline, mut found) =
        outline::outline(document.file, &document.text[body.clone()], body.start);
    document.outline = Arc::new(outline);
    match decoded {
        Ok((fields, common)) => {
            let date = common.date.or(named_day);
            let suppressions = suppressions(document);
            document.content = Some(Content { fields, common, date, body, suppressions });
        }
        Err(mistakes) => {
            document.diagnostics.extend(mistakes);
            document.mentions = yaml::mentions(&document.block(), schema_of(document.kind));
        }
    }
    document.diagnostics.append(&mut found);
}

fn suppressions(document: &Document) -> Vec<Suppression> {
    let (file, text) = (document.file, &document.text);
    let mut found = suppression::in_yaml(file, &text[document.yaml.clone()], document.yaml.start);
    found.extend(suppression::in_markdown(file, text, &document.outline.html));
    found
}

/// The lines of `review` are left out: writing down a review does not change what was reviewed.
pub(super) fn fingerprint(text: &str, yaml: &Range<usize>, body: &Range<usize>) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    let mut in_review = false;
    for line in text[yaml.clone()].lines() {
        if !line.starts_with([' ', '\t']) {
            in_review = line.starts_with("review:");
        }
        if !in_review {
            hasher.update(line.trim_end().as_bytes()).update(b"\n");
        }
    }
    hasher.update(text[body.clone()].as_bytes()).finalize()
}

/// Finds the YAML between two `---` lines and the text after them.
fn split(source: &Source) -> Result<(Range<usize>, Range<usize>), Diagnostic> {
    let text = &source.text;
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let first_end = text[start..].find('\n').map_or(text.len(), |at| start + at + 1);
    if text[start..first_end].trim_end() != "---" {
        return Err(missing(source, start..text[..first_end].trim_end().len().max(start)));
    }
    let mut at = first_end;
    for line in text[first_end..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Ok((first_end..at, at + line.len()..text.len()));
        }
        at += line.len();
    }
    Err(unclosed(source, start..start + 3))
}

fn missing(source: &Source, range: Range<usize>) -> Diagnostic {
    let message = "the file does not begin with front matter";
    Diagnostic::error("missing-front-matter", Span::new(source.id, range), message)
        .help("begin with a line `---`, then `title: …`, then another line `---`")
}

fn unclosed(source: &Source, range: Range<usize>) -> Diagnostic {
    let message = "the front matter that begins here is never closed";
    Diagnostic::error("unclosed-front-matter", Span::new(source.id, range), message)
        .help("end it with a line `---`")
}

/// What decoding asks of a schema, made once.
static FORMS: LazyLock<[Form; 8]> =
    LazyLock::new(|| Kind::ENTRIES.map(|kind| Form::new(kind.schema().into())));

pub(super) fn schema_of(kind: Kind) -> &'static serde_json::Value {
    &form_of(kind).schema
}

fn form_of(kind: Kind) -> &'static Form {
    let at = Kind::ENTRIES.iter().position(|other| *other == kind).unwrap_or_default();
    &FORMS[at]
}

fn decode(kind: Kind, block: &Block<'_>) -> Result<(Fields, Common), Vec<Diagnostic>> {
    let form = form_of(kind);
    Ok(match kind {
        Kind::Area => typed(yaml::decode(block, form)?, Fields::Area),
        Kind::Cause => typed(yaml::decode(block, form)?, Fields::Cause),
        Kind::Symptom => typed(yaml::decode(block, form)?, Fields::Symptom),
        Kind::Exercise => typed(yaml::decode(block, form)?, Fields::Exercise),
        Kind::Routine => typed(yaml::decode(block, form)?, Fields::Routine),
        Kind::Person => typed(yaml::decode(block, form)?, Fields::Person),
        Kind::Page => typed(yaml::decode(block, form)?, Fields::Page),
        Kind::Article => typed(yaml::decode(block, form)?, Fields::Article),
        Kind::RedFlag | Kind::Source | Kind::Term => {
            unreachable!("`identify` gives only kinds that have a folder")
        }
    })
}
