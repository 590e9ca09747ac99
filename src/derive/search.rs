//! Search records → the files of a Pagefind index, and the names that a misspelt search is held
//! against. The same records give the same bytes.

use std::collections::BTreeMap;

use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;
use pulldown_cmark_escape::{escape_html, escape_html_body_text};
use serde::Serialize;

use crate::headers::Role;
use crate::plan::search::{SearchRecord, SearchRecords};
use crate::plan::url::{self, SEARCH_INDEX};

/// The files of an index by their output files.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The titles and other names of the pages, for a search that finds nothing.
const NAMES: &str = "names.json";

/// Our interface asks for these; the rest of what Pagefind brings are interfaces of its own.
const SCRIPTS: [&str; 2] = ["pagefind.js", "pagefind-entry.json"];

/// Makes the index.
#[must_use]
pub fn index(records: &SearchRecords) -> Files {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.expect("a runtime without a clock and without sockets can be had");
    let mut files = runtime.block_on(pagefind_files(records));
    let names = serde_json::to_vec(&names(records)).expect("strings are JSON");
    files.insert(format!("{SEARCH_INDEX}{NAMES}"), names);
    files
}

/// What the file is to those who publish it: Pagefind names what it splits the index into by its hash.
#[must_use]
pub fn role(file: &str) -> Role {
    let is_part = [".pf_meta", ".pf_fragment", ".pf_index", ".pf_filter"];
    if is_part.iter().any(|end| file.ends_with(end)) {
        Role::Fingerprinted
    } else if [NAMES, SCRIPTS[1]].iter().any(|name| file.ends_with(name)) {
        Role::EntryPoint
    } else {
        Role::Asset
    }
}

/// The language by which Pagefind cuts words, which it also writes into names of files: what is no language
/// tag (<https://www.rfc-editor.org/rfc/rfc5646>) must not come there.
fn language(records: &SearchRecords) -> String {
    let is_tag = records.language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if is_tag { records.language.to_lowercase() } else { "unknown".to_owned() }
}

async fn pagefind_files(records: &SearchRecords) -> Files {
    let settings = PagefindServiceConfig::builder()
        .keep_index_url(true)
        .force_language(language(records))
        .build();
    let mut index = PagefindIndex::new(Some(settings)).expect("the settings are right");
    // The order decides the numbers of the pages, and these the bytes.
    for record in &records.records {
        let address = url::href("", &record.address).into_owned();
        let added = index.add_html_file(None, Some(address), fragment(record)).await;
        added.expect("what is made here is HTML");
    }
    let files = index.get_files().await.expect("an index in memory can be had");
    let named = files.into_iter().map(|file| {
        let name = file.filename.to_string_lossy().replace('\\', "/");
        (name, file.contents)
    });
    let wanted = named.filter(|(name, _)| is_wanted(name));
    let mut files: Files =
        wanted.map(|(name, bytes)| (format!("{SEARCH_INDEX}{name}"), bytes)).collect();
    // It serves languages that have no reader of their own.
    let readers = files.keys().filter(|file| file.ends_with(".pagefind")).count();
    if readers > 1 {
        files.remove(&format!("{SEARCH_INDEX}wasm.unknown.pagefind"));
    }
    files
}

fn is_wanted(name: &str) -> bool {
    let is_part = role(name) == Role::Fingerprinted;
    is_part || SCRIPTS.contains(&name) || name.ends_with(".pagefind")
}

/// A record as Pagefind reads one. What stands in a `<meta>` is found but never quoted; its weights
/// are the script's to say, those of the text are said here.
fn fragment(record: &SearchRecord) -> String {
    let mut html = String::from("<!DOCTYPE html><html><body data-pagefind-body>");
    let names: Vec<&str> =
        record.names.iter().chain(&record.keywords).map(|name| &**name).collect();
    for (name, value) in [
        ("title", &*record.title),
        ("names", &*names.join(". ")),
        ("summary", &*record.summary),
        ("kind", record.kind),
        ("facets", &*facets(record)),
    ] {
        attribute(&mut html, "meta", name, value);
    }
    let texts = |texts: &[std::sync::Arc<str>]| -> Vec<String> {
        texts.iter().map(ToString::to_string).collect()
    };
    for (name, values) in [
        ("kind", vec![record.kind.to_owned()]),
        ("area", texts(&record.areas)),
        ("equipment", texts(&record.equipment)),
        ("level", record.level.iter().map(ToString::to_string).collect()),
    ] {
        for value in &values {
            attribute(&mut html, "filter", name, value);
        }
    }
    block(&mut html, "4", &record.summary);
    record.headings.iter().for_each(|heading| block(&mut html, "5", heading));
    record.text.lines().for_each(|passage| block(&mut html, "1", passage));
    html.push_str("</body></html>");
    html
}

/// What a reader may say of the page besides its names: "exercise without equipment for hips".
fn facets(record: &SearchRecord) -> String {
    let mut words = vec![record.kind.to_owned()];
    words.extend(record.areas.iter().map(|area| format!("for {area}")));
    words.extend(record.muscles.iter().map(|muscle| format!("for {muscle}")));
    words.extend(record.equipment.iter().map(|name| format!("with {name}")));
    words.extend(record.needs_nothing.then(|| "without equipment, no equipment".to_owned()));
    words.extend(record.level.map(str::to_lowercase));
    words.join(", ")
}

fn attribute(html: &mut String, what: &str, name: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    html.extend(["<meta data-pagefind-", what, "=\"", name, "[content]\" content=\""]);
    escape_html(&mut *html, value).expect("writing to a string cannot fail");
    html.push_str("\">");
}

fn block(html: &mut String, weight: &str, text: &str) {
    html.extend(["<p data-pagefind-weight=\"", weight, "\">"]);
    escape_html_body_text(&mut *html, text).expect("writing to a string cannot fail");
    html.push_str("</p>");
}

/// A page and what it is called.
#[derive(Debug, Serialize)]
struct Named<'a> {
    address: String,
    title: &'a str,
    names: Vec<&'a str>,
}

/// Titles of articles are sentences, which nobody types, so only their other names are among them.
fn names(records: &SearchRecords) -> Vec<Named<'_>> {
    let named = records.records.iter().map(|record| {
        let title = (record.kind != "Article").then_some(&record.title);
        let names = title.into_iter().chain(&record.names).chain(&record.keywords);
        Named {
            address: url::href("", &record.address).into_owned(),
            title: &record.title,
            names: names.map(|name| &**name).collect(),
        }
    });
    named.filter(|named| !named.names.is_empty()).collect()
}
