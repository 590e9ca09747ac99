//! # outside-links
//!
//! A text links to other sites more than once in 100 words, or through a link shortener. A reader who is
//! sent away all the time does not finish the page, and nobody can see where a shortened link leads, or
//! will lead next year. Sources are cited and not linked, so they do not count.
//!
//! Cite sources with `[@id]`, keep the links that a reader needs now, and write the address that a
//! shortened link leads to.

use super::{Check, Group, Prose, Rule, outside};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    id: "outside-links",
    group: Group::Links,
    severity: Severity::Warning,
    source: include_str!("outside_links.rs"),
    check: Check::Prose(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
---
See [the leaflet](https://bit.ly/x1).
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
See [the leaflet](https://example.org/leaflet).
",
};

/// How many words a link needs around it, and how many links are few on any page.
const WORDS_A_LINK: usize = 100;
const FEW: usize = 2;

fn check(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    let shorteners = &prose.vocabulary.words.link_shorteners;
    for (link, host) in outside::links(prose) {
        if shorteners.iter().any(|other| outside::is_below(host, other)) {
            let message = format!("a link through `{host}` hides where it leads");
            let help = "open it and write the address that it leads to";
            found.push(RULE.finding(link.span, message).help(help));
        }
    }
    let Some(document) = prose.document else { return };
    let (count, words) = (outside::links(prose).count(), document.outline.words);
    if let Some((link, _)) = outside::links(prose).nth(FEW.max(words / WORDS_A_LINK)) {
        let message = format!("{count} links to other sites in {words} words are too many");
        let help = "cite sources with `[@id]`, and keep the links that a reader needs now";
        found.push(RULE.finding(link.span, message).help(help));
    }
}
