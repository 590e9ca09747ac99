//! # off-topic
//!
//! A phrase or a link does not belong to the subject of this site: a casino, a voucher, a shop. Such
//! words come in with pasted text and bought links, and readers of health pages are right to mistrust
//! them. They are `off_topic` and `off_topic_hosts` of the word lists, to which `content/words.yaml`
//! adds.
//!
//! Take it out.

use super::{Check, Group, List, Prose, Rule, outside};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    id: "off-topic",
    group: Group::Content,
    severity: Severity::Warning,
    source: include_str!("off_topic.rs"),
    check: Check::Prose(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
---
Use this promo code for new shoes from [a shop](https://www.amazon.com/shoes).
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
New shoes are one thing that changes the load.
",
};

fn check(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    for hit in prose.hits(List::OffTopic) {
        let message = format!("`{}` does not belong to the subject of this site", prose.words(hit));
        let help = "take it out; pasted text and bought links bring such words in";
        found.push(prose.finding(&RULE, prose.range(hit), message).help(help));
    }
    for (link, host) in outside::links(prose) {
        let hosts = &prose.vocabulary.words.off_topic_hosts;
        if hosts.iter().any(|other| outside::is_below(host, other)) {
            let message = format!("a link to `{host}` does not belong on this site");
            found.push(RULE.finding(link.span, message).help("take the link out"));
        }
    }
}
