//! # raw-html
//!
//! A text holds HTML. It is refused unless `site.yaml` says `raw_html: true`, since it is checked by
//! nobody: not for its links, not for readers who cannot see it, not for what it loads. Elements that
//! run or load something, and handlers such as `onclick`, are refused even then. Comments are fine;
//! they are not published.

use super::Rule;
use crate::diagnostic::Diagnostic;
use crate::link::Site;
use crate::plan::Plan;

pub(super) const RULE: Rule = Rule {
    id: "raw-html",
    check,
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
    for entry in &site.entries {
        for (html, span) in &entry.content().outline.html {
            if let Some(active) = active_part(html) {
                let message = format!("`{active}` may not stand in a text");
                let help = "take it out; a page runs and loads nothing that its text brings along";
                found.push(Diagnostic::error(RULE.id, *span, message).help(help));
            } else if !site.settings.raw_html && site.knows_setting("raw_html") && !is_comment(html)
            {
                let help = "write it in Markdown, or set `raw_html: true` in `content/site.yaml`";
                found.push(
                    Diagnostic::error(RULE.id, *span, "this site allows no HTML in its texts")
                        .help(help),
                );
            }
        }
    }
}

fn is_comment(html: &str) -> bool {
    html.trim_start().starts_with("<!--")
}

/// The first thing in a piece of HTML that is not mere markup. It errs on the side of refusing.
fn active_part(html: &str) -> Option<String> {
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
    handler(&lower).or_else(|| unsafe_scheme(&lower))
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
