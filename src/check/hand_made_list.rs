//! # hand-made-list
//!
//! A text ends in its own list of related pages. soleus makes that list from the graph, so that it is
//! there already, never has a dead link and names new pages by itself.
//!
//! Take the heading and its list out. `related` in the front matter of an article puts some first.

use super::{Check, Group, Prose, Rule};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    id: "hand-made-list",
    group: Group::Links,
    severity: Severity::Warning,
    source: include_str!("hand_made_list.rs"),
    check: Check::Prose(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
---
Text.

## Related articles

- [[again]]
=== content/articles/again.md
---
title: Again
---
Text.
",
    passes: "
=== content/articles/hello.md
---
title: Hello
related: [again]
---
Text.
=== content/articles/again.md
---
title: Again
---
Text.
",
};

const HEADINGS: [&str; 9] = [
    "more on this site",
    "read more",
    "related",
    "related articles",
    "related links",
    "related pages",
    "related posts",
    "related reading",
    "see also",
];

fn check(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    let Some(document) = prose.document else { return };
    for heading in &document.outline.headings {
        let words = heading.text.trim_end_matches(':').to_lowercase();
        if HEADINGS.contains(&words.as_str()) {
            let message = "the page lists what is related by itself";
            let help = "take this list out; `related` in the front matter puts articles first";
            found.push(RULE.finding(heading.span, message).help(help));
        }
    }
}
