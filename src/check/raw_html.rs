//! # raw-html
//!
//! A text holds HTML. It is refused unless `site.yaml` says `raw_html: true`, since it is checked by
//! nobody: not for its links, not for readers who cannot see it. Elements that run or load something,
//! handlers such as `onclick`, and pictures of other sites are refused even then: whoever serves a
//! picture learns who reads about what. Comments are fine; they are not published.
//!
//! Write it in Markdown, or allow HTML in `content/site.yaml`. A host that may be asked for pictures
//! stands in `allow` there.

use std::ops::Range;

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::Site;
use crate::plan::Plan;
use crate::schema::{Allowed, Purpose};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    id: "raw-html",
    group: Group::Safety,
    severity: Severity::Error,
    source: include_str!("raw_html.rs"),
    check: Check::Site(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
---
A <b onclick=\"alert(1)\">bold</b> word.
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
A **bold** word. <!-- a comment for authors -->
",
};

/// Elements that run, load or redirect, or change how the rest of the page is read.
const ACTIVE: [&str; 19] = [
    "script", "iframe", "object", "embed", "applet", "base", "meta", "link", "style", "form",
    "input", "button", "svg", "math", "template", "frame", "frameset", "noscript", "portal",
];

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    let is_refused = !site.settings.raw_html && site.knows_setting("raw_html");
    for entry in &site.entries {
        let mut open = Vec::new();
        for (html, span) in &entry.document.outline.html {
            if closes(html, &mut open) {
                continue;
            }
            let active = active_parts(html, &site.settings.allow);
            if active.is_empty() && is_refused && !is_comment(html) {
                let help = "write it in Markdown, or set `raw_html: true` in `content/site.yaml`";
                let place = line_of(html, 0);
                found.push(
                    RULE.finding(within(*span, place), "this site allows no HTML in its texts")
                        .help(help),
                );
            }
            for (name, place) in active {
                let message = format!("`{name}` may not stand in a text");
                let help = "take it out; a page runs and loads nothing that its text brings along";
                found.push(RULE.finding(within(*span, place), message).help(help));
            }
            open.extend(opened(html));
        }
    }
}

fn within(span: Span, place: Range<usize>) -> Span {
    let start = span.range().start;
    Span::new(span.file, start + place.start..start + place.end)
}

/// The line around a byte, without the white space at its ends.
fn line_of(html: &str, at: usize) -> Range<usize> {
    let start = html[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = html[start..].lines().next().unwrap_or_default();
    let start = start + line.len() - line.trim_start().len();
    start..start + line.trim().len()
}

/// Whether a piece only ends an element that was told of where it begins.
fn closes(html: &str, open: &mut Vec<String>) -> bool {
    let name = html.trim().strip_prefix("</").and_then(|rest| rest.strip_suffix('>'));
    let at = name.and_then(|name| {
        let name = name.trim_end().to_ascii_lowercase();
        open.iter().rposition(|other| *other == name)
    });
    at.map(|at| open.truncate(at)).is_some()
}

/// The names of the elements that a piece begins.
fn opened(html: &str) -> Vec<String> {
    let tags = html.split('<').skip(1);
    let name = |tag: &str| -> String {
        tag.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
    };
    tags.map(name).filter(|name| !name.is_empty()).collect()
}

fn is_comment(html: &str) -> bool {
    html.trim_start().starts_with("<!--")
}

/// What of a piece is not mere markup, line by line, each with its line. What is hidden by a line break
/// is found in the whole.
fn active_parts(html: &str, allowed: &[Allowed]) -> Vec<(String, Range<usize>)> {
    let Some(whole) = active_part(html, allowed) else { return Vec::new() };
    let mut parts = Vec::new();
    let mut open = Vec::new();
    let mut start = 0;
    for line in html.split_inclusive('\n') {
        if !closes(line, &mut open) {
            parts.extend(active_part(line, allowed).map(|name| (name, line_of(html, start))));
            open.extend(opened(line));
        }
        start += line.len();
    }
    if parts.is_empty() {
        parts.push((whole, line_of(html, 0)));
    }
    parts
}

/// The first thing in a piece of HTML that is not mere markup. It errs on the side of refusing.
fn active_part(html: &str, allowed: &[Allowed]) -> Option<String> {
    if is_comment(html) && html.trim_end().ends_with("-->") && html.matches("-->").count() == 1 {
        return None;
    }
    let lower = html.to_ascii_lowercase();
    for tag in lower.split('<').skip(1) {
        let tag = tag.trim_start_matches('/');
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
        if ACTIVE.contains(&name.as_str()) {
            return Some(format!("<{name}>"));
        }
    }
    handler(&lower).or_else(|| unsafe_scheme(&lower)).or_else(|| picture_of_others(&lower, allowed))
}

/// An attribute whose name begins with `on`, or one that holds other markup or styles.
fn handler(lower: &str) -> Option<String> {
    let names = lower.split(|c: char| c.is_whitespace() || "/\"'<>".contains(c));
    let name = |part: &str| part.split('=').next().unwrap_or_default().to_owned();
    names.filter(|part| part.contains('=') || part.starts_with("on")).map(name).find(|name| {
        let is_handler = name.len() > 2
            && name.starts_with("on")
            && name.chars().all(|c| c.is_ascii_alphabetic());
        is_handler || matches!(name.as_str(), "srcdoc" | "style" | "formaction")
    })
}

/// The address of a picture that lies on a host which the settings do not allow.
fn picture_of_others(lower: &str, allowed: &[Allowed]) -> Option<String> {
    let values = lower.split(|c: char| c.is_whitespace() || "\"'<>=,".contains(c));
    let is_allowed = |host: &str| {
        let is_it = |other: &Allowed| other.purpose == Purpose::Image && *other.host == *host;
        allowed.iter().any(is_it)
    };
    let host = |value: &str| {
        let rest = value
            .split_once("//")
            .filter(|(scheme, _)| matches!(*scheme, "" | "http:" | "https:"))?;
        rest.1.split(['/', '?', '#']).next().map(str::to_owned)
    };
    let is_picture = ["<img", "<picture", "<source", "<video", "<audio", "<track"];
    if !is_picture.iter().any(|tag| lower.contains(tag)) {
        return None;
    }
    values.filter_map(host).find(|host| !is_allowed(host))
}

fn unsafe_scheme(lower: &str) -> Option<String> {
    let bare: String =
        lower.chars().filter(|c| !c.is_whitespace() && !c.is_control() && *c != '\\').collect();
    let decoded = bare.contains("&#") || bare.contains("&colon") || bare.contains("&tab");
    let schemes = ["javascript:", "data:", "vbscript:"];
    schemes
        .into_iter()
        .find(|scheme| bare.contains(scheme))
        .or_else(|| decoded.then_some("&#…;"))
        .map(str::to_owned)
}
