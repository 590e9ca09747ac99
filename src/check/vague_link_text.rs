//! # vague-link-text
//!
//! The words of a link do not say where it leads: "here", "read more", "this page". Somebody who uses a
//! screen reader hears the links of a page one after the other, without the words around them. Such
//! words are `vague_links` of the word lists, to which `content/words.yaml` adds.
//!
//! Name the page, or what it tells.

use super::{Check, Group, Prose, Rule};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    id: "vague-link-text",
    group: Group::Accessibility,
    severity: Severity::Warning,
    source: include_str!("vague_link_text.rs"),
    check: Check::Prose(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
---
More about it is [here](/articles/).
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
More about it is in [all articles](/articles/).
",
};

fn check(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    let vague = &prose.vocabulary.words.vague_links;
    for (words, _) in prose.links() {
        let text = prose.text.get(words.text.clone());
        let plain = text.trim_matches(|c: char| !c.is_alphanumeric());
        if vague.iter().any(|vague| plain.eq_ignore_ascii_case(vague)) {
            let message = format!("the words `{plain}` do not say where the link leads");
            let help = "name the page or what it tells";
            found.push(prose.finding(&RULE, words.text.clone(), message).help(help));
        }
    }
}
