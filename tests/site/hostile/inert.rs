//! Whether a page is inert: parsed as a browser parses it, it runs nothing and loads nothing but what
//! the templates have.

use std::fs;
use std::path::Path;

use scraper::{ElementRef, Html};

use super::CANARY;
use crate::crawl::{addresses, select};

/// Longer outputs are searched but not parsed.
const PARSED: u64 = 2 * 1024 * 1024;

/// Elements that no template has.
const FOREIGN: [&str; 13] = [
    "iframe",
    "object",
    "embed",
    "applet",
    "base",
    "frame",
    "frameset",
    "style",
    "math",
    "template",
    "portal",
    "x-evil",
    "foreignobject",
];

/// What is wrong with the files of an output.
pub(super) fn faults(public: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    for entry in walkdir::WalkDir::new(public).into_iter().filter_map(Result::ok) {
        let name =
            entry.path().strip_prefix(public).expect("it is below").to_string_lossy().into_owned();
        if !entry.file_type().is_file() {
            if !entry.file_type().is_dir() {
                faults.push(format!("the output `{name}` is no regular file"));
            }
            continue;
        }
        let bytes = fs::read(entry.path()).expect("an output can be read");
        let is_short = entry.metadata().is_ok_and(|data| data.len() < PARSED);
        let text = String::from_utf8_lossy(&bytes);
        if text.contains(CANARY) {
            faults.push(format!("`{name}` holds what stands outside the site"));
        }
        if is_short {
            faults.extend(
                of_output(&name, &text).into_iter().map(|fault| format!("`{name}`: {fault}")),
            );
        }
    }
    faults
}

/// Files of `static/` are the author's own; only what soleus writes is read.
fn of_output(name: &str, text: &str) -> Vec<String> {
    match name.rsplit('.').next() {
        _ if name.starts_with("own/") => Vec::new(),
        Some("html") => of_html(&Html::parse_document(text)),
        Some("xml") => of_xml(text),
        Some("json") if !name.starts_with(".soleus") => of_json(text),
        _ => Vec::new(),
    }
}

fn of_xml(text: &str) -> Vec<String> {
    let document = match roxmltree::Document::parse(text) {
        Ok(document) => document,
        Err(error) => return vec![format!("it is no XML: {error}")],
    };
    let contents = document.descendants().filter(|node| node.attribute("type") == Some("html"));
    contents
        .filter_map(|node| node.text())
        .flat_map(|html| of_html(&Html::parse_fragment(html)))
        .collect()
}

fn of_json(text: &str) -> Vec<String> {
    let json: serde_json::Value = match serde_json::from_str(text) {
        Ok(json) => json,
        Err(error) => return vec![format!("it is no JSON: {error}")],
    };
    let items = json["items"].as_array().into_iter().flatten();
    items
        .filter_map(|item| item["content_html"].as_str())
        .flat_map(|html| of_html(&Html::parse_fragment(html)))
        .collect()
}

pub(super) fn of_html(page: &Html) -> Vec<String> {
    let mut faults = Vec::new();
    for element in select(page, "*") {
        let name = element.value().name();
        if FOREIGN.contains(&name) || (name == "script" && !is_data(element)) {
            faults.push(format!("an element `{}`", cut(&element.html())));
        }
        for (attribute, value) in element.value().attrs() {
            if attribute.starts_with("on")
                || matches!(attribute, "srcdoc" | "formaction" | "xevil")
                || is_style(attribute, value)
            {
                faults.push(format!("an attribute `{attribute}` in `{}`", cut(&element.html())));
            }
        }
    }
    let unsafe_ones = addresses(page).into_iter().filter(|address| !is_safe(address));
    faults.extend(unsafe_ones.map(|address| format!("the address `{}`", cut(&address))));
    faults
}

/// Structured data or phases of a timer, which are JSON and nothing else, or a script of the site's own files.
fn is_data(script: ElementRef<'_>) -> bool {
    let text: String = script.text().collect();
    let is_own_file = script.attr("src").is_some_and(|source| source.starts_with('/'));
    let is_json = matches!(script.attr("type"), Some("application/ld+json" | "application/json"));
    (is_own_file && text.is_empty())
        || (is_json && serde_json::from_str::<serde_json::Value>(&text).is_ok())
}

/// Tables align their columns by style; nothing else has one.
fn is_style(attribute: &str, value: &str) -> bool {
    attribute == "style"
        && !matches!(value, "text-align: left" | "text-align: center" | "text-align: right")
}

/// As a browser reads an address: without line ends, tabs and what stands before the first letter.
fn is_safe(address: &str) -> bool {
    let clean: String = address
        .trim_start_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect();
    let slashes = clean.replace('\\', "/");
    if slashes.starts_with("//") {
        return false;
    }
    match clean.split_once(':') {
        Some((scheme, _))
            if scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c)) =>
        {
            ["http", "https", "mailto", "tel"].contains(&scheme.to_ascii_lowercase().as_str())
        }
        _ => true,
    }
}

fn cut(text: &str) -> String {
    text.chars().take(120).collect()
}

#[test]
fn what_runs_is_seen() {
    for html in [
        "<script>x()</script>",
        "<b onclick=x()>",
        "<a href='java\nscript:x()'>",
        "<a href='//evil.example'>",
        "<a href='/\\evil.example'>",
        "<svg/onload=x()>",
        "<iframe src=x>",
        "<p style='color: red'>",
        "<img src='data:image/svg+xml,x'>",
        "<a href=' \u{1}javascript:x()'>",
        "<script type=application/ld+json>{</script>",
        "<script type=application/json>{</script>",
    ] {
        assert_eq!(of_html(&Html::parse_fragment(html)).len(), 1, "{html}");
    }
    let good = "<a href='/a:b'>a</a> <a href='#x:1'>b</a> <a href='mailto:a@example.org'>c</a>";
    assert_eq!(of_html(&Html::parse_fragment(good)), [] as [&str; 0]);
}
