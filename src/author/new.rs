//! `new`: a file for a new entry, or a new item of a data file, made from the schema of its kind.

use std::path::Path;

use super::{AuthorError, append, create, skeleton};
use crate::diagnostic::did_you_mean;
use crate::link::definitions::Definition;
use crate::parse::{anchors, front_matter};
use crate::schema::{Day, Id, Kind};
use crate::source::Sources;

/// The kind of this name.
///
/// # Errors
/// When there is none.
pub fn kind(name: &str) -> Result<Kind, AuthorError> {
    let kinds = || Kind::ENTRIES.into_iter().chain(Kind::ITEMS);
    let names: Vec<String> = kinds().map(|kind| kind.name().replace(' ', "-")).collect();
    let found = kinds().zip(&names).find(|(_, other)| *other == name);
    found.map(|(kind, _)| kind).ok_or_else(|| {
        let hint = did_you_mean(name, names.iter().map(String::as_str));
        let help = hint.unwrap_or_else(|| format!("the kinds are `{}`", names.join("`, `")));
        AuthorError::new(format!("no kind is called `{}`", name.escape_debug()), help)
    })
}

/// What is to be made.
#[derive(Debug)]
pub struct Wanted<'a> {
    pub kind: Kind,
    /// An id. That of an article may have a day before it, as the name of its file.
    pub name: &'a str,
    pub today: Day,
}

/// Writes it, and gives the path of its file from the root.
///
/// # Errors
/// When the name is no id or is taken, or when the file cannot be written. Nothing is overwritten.
pub fn write(
    root: &Path,
    sources: &Sources,
    taken: impl Fn(&str) -> Option<Definition>,
    wanted: &Wanted<'_>,
) -> Result<String, AuthorError> {
    let is_entry = Kind::ENTRIES.contains(&wanted.kind);
    let (id, day) = if is_entry { entry_id(wanted)? } else { (item_id(wanted.name)?, None) };
    if let Some(other) = taken(&id) {
        let message = format!("the id `{id}` is taken by another {}", other.kind.name());
        let help = format!("choose another id; that one is in `{}`", sources.path(other.file));
        return Err(AuthorError::new(message, help));
    }
    if is_entry {
        write_entry(root, wanted, &id, day.unwrap_or(wanted.today))
    } else {
        write_item(root, sources, wanted.kind, &id)
    }
}

fn path_of(wanted: &Wanted<'_>) -> String {
    format!("content/{}/{}.md", wanted.kind.place(), wanted.name)
}

/// The id and the day that a file of this name has.
fn entry_id(wanted: &Wanted<'_>) -> Result<(Id, Option<Day>), AuthorError> {
    let path = path_of(wanted);
    let mut sources = Sources::default();
    let file = sources.insert(&path, "");
    let source = sources.get(file).expect("it was put there");
    let inside = path.strip_prefix("content/").unwrap_or(&path);
    if wanted.name.contains('/') {
        return Err(no_id(wanted.name));
    }
    match front_matter::identify(source, inside) {
        Ok((_, id, day)) => Ok((id, day)),
        Err(_) if Id::new(wanted.name).is_none() => Err(no_id(wanted.name)),
        Err(diagnostic) => Err(AuthorError::new(
            &*diagnostic.message,
            diagnostic.help.as_deref().unwrap_or_default(),
        )),
    }
}

fn item_id(name: &str) -> Result<Id, AuthorError> {
    Id::new(name).ok_or_else(|| no_id(name))
}

pub(super) fn no_id(name: &str) -> AuthorError {
    let slug = anchors::slug(name);
    let example = if slug.is_empty() { String::new() } else { format!(": `{slug}`") };
    AuthorError::new(
        format!("`{}` cannot be an id", name.escape_debug()),
        format!("use small letters `a` to `z`, digits and hyphens{example}"),
    )
}

fn write_entry(root: &Path, wanted: &Wanted<'_>, id: &Id, day: Day) -> Result<String, AuthorError> {
    let title = as_yaml(&title(wanted.kind, id));
    let day = day.to_string();
    let given = [("title", title.as_str()), ("date", &day)];
    let has_day = wanted.kind == Kind::Article;
    let yaml = skeleton::entry(wanted.kind, if has_day { &given } else { &given[..1] });
    let path = path_of(wanted);
    create(root, &path, &format!("---\n{yaml}---\n"))?;
    Ok(path)
}

/// "My post" for `my-post`, and "Jane Doe" for a person.
fn title(kind: Kind, id: &Id) -> String {
    let words = id.split('-').enumerate();
    let is_name = kind == Kind::Person;
    let shown = |(at, part)| if at == 0 || is_name { capital(part) } else { part.to_owned() };
    words.map(shown).collect::<Vec<_>>().join(" ")
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// A text as YAML, in quotes where it would be read as something else.
fn as_yaml(text: &str) -> String {
    let yaml = serde_yaml::to_string(text).expect("a text can be written");
    yaml.trim_end().to_owned()
}

/// Adds an item to the end of its file, if the file is a list with a line `- …` for each item.
fn write_item(root: &Path, sources: &Sources, kind: Kind, id: &Id) -> Result<String, AuthorError> {
    let path = format!("content/{}", kind.place());
    let item = skeleton::item(kind, &[("id", &as_yaml(id))]);
    let Some(source) = sources.by_path(&path) else {
        create(root, &path, &item)?;
        return Ok(path);
    };
    let gap = if source.text.is_empty() || source.text.ends_with('\n') { "" } else { "\n" };
    let addition = format!("{gap}\n{item}");
    let after = format!("{}{addition}", source.text);
    if !source.is_usable || !is_one_more(&source.text, &after, id) {
        let message = format!("cannot add to `{path}`, which is no list with a `- ` for each item");
        return Err(AuthorError::new(message, format!("add an item with `id: {id}` by hand")));
    }
    append(root, &path, &addition)?;
    Ok(path)
}

/// Whether a list has this item more and is the same otherwise.
fn is_one_more(before: &str, after: &str, id: &str) -> bool {
    let list = |text: &str| serde_yaml::from_str::<Option<Vec<serde_yaml::Value>>>(text).ok();
    let (Some(before), Some(after)) = (list(before), list(after)) else { return false };
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    let Some((newest, others)) = after.split_last() else { return false };
    others == before && newest["id"].as_str() == Some(id)
}
