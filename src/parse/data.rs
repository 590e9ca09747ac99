//! The data files of a site: the settings, lists of sources, red flags and terms, words, the body map.

use std::sync::{Arc, LazyLock};

use serde::de::DeserializeOwned;

use super::suppression::{self, Suppression};
use super::yaml;
use crate::diagnostic::{Diagnostic, nearest};
use crate::schema::{
    BodyMap, Id, Kind, Named, RedFlag, Settings, SourceEntry, Term, Words, schema_of,
};
use crate::source::{FileId, Source, Sources, Span};

/// An item of a data file and its place there.
#[derive(Debug, Clone)]
pub struct Item<T> {
    pub value: Arc<T>,
    /// Its place among all items of the file, good and bad.
    pub index: usize,
    /// The place of its `id`.
    pub span: Span,
}

/// A data file: `site.yaml`, `sources.yaml`, `red-flags.yaml`, `terms.yaml`, `words.yaml` or
/// `body-map.yaml`.
#[derive(Debug, Clone)]
pub enum DataItems {
    /// The defaults stand in place of a setting with mistakes.
    Settings(Arc<Settings>),
    Sources(Vec<Item<SourceEntry>>),
    RedFlags(Vec<Item<RedFlag>>),
    Terms(Vec<Item<Term>>),
    /// The built-in lists alone stand in place of a file with mistakes.
    Words(Arc<Words>),
    /// The built-in map stands in place of a file with mistakes.
    BodyMap(Arc<BodyMap>),
}

/// A parsed data file with its mistakes.
#[derive(Debug, Clone)]
pub struct Data {
    pub file: FileId,
    pub text: Arc<str>,
    pub items: DataItems,
    /// Ids of items with mistakes, which nobody is to be told do not exist.
    pub lost: Vec<(Kind, Id)>,
    /// The kind whose items cannot be known, since the file cannot be read.
    pub unreadable: Option<Kind>,
    /// What those items name.
    pub mentions: Vec<yaml::Mention>,
    /// The settings with mistakes.
    pub lost_settings: Vec<String>,
    pub suppressions: Vec<Suppression>,
    pub places: yaml::Places,
    pub diagnostics: Vec<Diagnostic>,
}

impl Data {
    /// The place of a value of the file.
    #[must_use]
    pub fn locate(&self, path: &[yaml::Key<'_>]) -> Span {
        self.places.locate(&self.block(), path)
    }

    pub(super) fn block(&self) -> yaml::Block<'_> {
        yaml::Block { file: self.file, text: &self.text, offset: 0 }
    }

    /// The schema of the file.
    pub(super) fn schema(&self) -> &'static serde_json::Value {
        match self.items {
            DataItems::Settings(_) => &SETTINGS,
            DataItems::Sources(_) => &SOURCES,
            DataItems::RedFlags(_) => &RED_FLAGS,
            DataItems::Terms(_) => &TERMS,
            DataItems::Words(_) => &WORDS,
            DataItems::BodyMap(_) => &BODY_MAP,
        }
    }
}

/// The settings that a site will have.
#[must_use]
pub fn settings_of(sources: &Sources) -> Arc<Settings> {
    read_settings(sources).0
}

/// The settings that a site will have, and what is wrong with the file.
#[must_use]
pub fn read_settings(sources: &Sources) -> (Arc<Settings>, Vec<Diagnostic>) {
    match sources.by_path("content/site.yaml").map(settings) {
        Some(Data { items: DataItems::Settings(settings), diagnostics, .. }) => {
            (settings, diagnostics)
        }
        _ => Default::default(),
    }
}

/// The names of all settings.
pub fn setting_names() -> impl Iterator<Item = String> {
    let fields = SETTINGS["properties"].as_object();
    fields.into_iter().flat_map(|fields| fields.keys().cloned())
}

type DataReader = fn(&Source) -> Data;

/// Reads the data file of this name, if it is one.
pub(super) fn reader(inside: &str) -> Option<DataReader> {
    match inside {
        "site.yaml" => Some(settings),
        "sources.yaml" => Some(|source| items(source, &SOURCES, DataItems::Sources)),
        "red-flags.yaml" => Some(|source| items(source, &RED_FLAGS, DataItems::RedFlags)),
        "terms.yaml" => Some(|source| items(source, &TERMS, DataItems::Terms)),
        "words.yaml" => Some(words),
        "body-map.yaml" => Some(body_map),
        _ => None,
    }
}

type JsonSchema = LazyLock<serde_json::Value>;
static SOURCES: JsonSchema = LazyLock::new(|| Kind::Source.schema().into());
static RED_FLAGS: JsonSchema = LazyLock::new(|| Kind::RedFlag.schema().into());
static TERMS: JsonSchema = LazyLock::new(|| Kind::Term.schema().into());
static SETTINGS: JsonSchema = LazyLock::new(|| schema_of::<Settings>().into());
static WORDS: JsonSchema = LazyLock::new(|| schema_of::<Words>().into());
static BODY_MAP: JsonSchema = LazyLock::new(|| schema_of::<BodyMap>().into());

/// A data file as one block; one that is not UTF-8 is reported by `load` and read as empty.
fn whole_file(source: &Source) -> yaml::Block<'_> {
    let text = if source.is_usable { &*source.text } else { "" };
    yaml::Block { file: source.id, text, offset: 0 }
}

fn settings(source: &Source) -> Data {
    let block = whole_file(source);
    let decode = |text: &str| Settings::over_defaults(serde_yaml::from_str(text)?);
    let (settings, lost_settings, diagnostics) = if !source.is_usable {
        (Settings::default(), setting_names().collect(), Vec::new())
    } else if is_blank(block.text) {
        (Settings::default(), Vec::new(), Vec::new())
    } else {
        match yaml::decode_with(&block, &SETTINGS, decode) {
            Ok(settings) => (settings, Vec::new(), Vec::new()),
            Err(diagnostics) => {
                let (settings, lost) = salvage(block.text);
                (settings, lost, diagnostics)
            }
        }
    };
    Data {
        file: source.id,
        text: Arc::clone(&source.text),
        items: DataItems::Settings(Arc::new(settings)),
        lost: Vec::new(),
        unreadable: None,
        mentions: Vec::new(),
        lost_settings,
        suppressions: suppression::in_yaml(source.id, block.text, 0),
        places: yaml::Places::default(),
        diagnostics,
    }
}

fn words(source: &Source) -> Data {
    let decode = |text: &str| serde_yaml::from_str(text).map(Words::over_built_in);
    whole(source, &WORDS, decode, |words| DataItems::Words(Arc::new(words)))
}

fn body_map(source: &Source) -> Data {
    let decode = |text: &str| serde_yaml::from_str(text);
    whole(source, &BODY_MAP, decode, |map| DataItems::BodyMap(Arc::new(map)))
}

/// A data file that is one value; what is built in stands in place of one that is empty or has mistakes.
fn whole<T: Default>(
    source: &Source,
    schema: &serde_json::Value,
    decode: impl FnOnce(&str) -> Result<T, serde_yaml::Error>,
    wrap: fn(T) -> DataItems,
) -> Data {
    let block = whole_file(source);
    let (value, diagnostics) = if is_blank(block.text) {
        (T::default(), Vec::new())
    } else {
        match yaml::decode_with(&block, schema, decode) {
            Ok(value) => (value, Vec::new()),
            Err(diagnostics) => (T::default(), diagnostics),
        }
    };
    Data {
        file: source.id,
        text: Arc::clone(&source.text),
        items: wrap(value),
        lost: Vec::new(),
        unreadable: None,
        mentions: Vec::new(),
        lost_settings: Vec::new(),
        suppressions: suppression::in_yaml(source.id, block.text, 0),
        places: yaml::Places::default(),
        diagnostics,
    }
}

/// Whether YAML has nothing but comments.
fn is_blank(yaml: &str) -> bool {
    yaml.lines().all(|line| line.trim_start().starts_with('#') || line.trim().is_empty())
}

/// The settings that are good by themselves, and the names of the others. A name that is no setting
/// stands for the one that it was meant to be.
fn salvage(yaml: &str) -> (Settings, Vec<String>) {
    let own = Some(yaml).filter(|yaml| !yaml::is_deep(yaml));
    let own = own.and_then(|yaml| serde_yaml::from_str::<serde_yaml::Mapping>(yaml).ok());
    let Some(own) = own else { return (Settings::default(), setting_names().collect()) };
    let is_good = |(key, value): &(serde_yaml::Value, serde_yaml::Value)| {
        Settings::over_defaults([(key.clone(), value.clone())].into_iter().collect()).is_ok()
    };
    let (good, bad): (Vec<_>, Vec<_>) = own.into_iter().partition(is_good);
    let names: Vec<String> = setting_names().collect();
    let meant = |(key, _): &(serde_yaml::Value, _)| {
        nearest(key.as_str()?, names.iter().map(String::as_str)).map(str::to_owned)
    };
    let lost = bad.iter().filter_map(meant).collect();
    (Settings::over_defaults(good.into_iter().collect()).unwrap_or_default(), lost)
}

fn items<T: DeserializeOwned + Named>(
    source: &Source,
    schema: &serde_json::Value,
    wrap: fn(Vec<Item<T>>) -> DataItems,
) -> Data {
    let block = whole_file(source);
    let list = yaml::decode_list::<T>(&block, schema);
    let item = |(value, index, span)| Item { value: Arc::new(value), index, span };
    Data {
        file: source.id,
        text: Arc::clone(&source.text),
        items: wrap(list.good.into_iter().map(item).collect()),
        lost: list.lost.iter().filter_map(|id| Some((T::KIND, Id::new(id)?))).collect(),
        unreadable: (list.is_unreadable || !source.is_usable).then_some(T::KIND),
        mentions: list.mentions,
        lost_settings: Vec::new(),
        suppressions: suppression::in_yaml(source.id, block.text, 0),
        places: yaml::Places::default(),
        diagnostics: list.diagnostics,
    }
}
