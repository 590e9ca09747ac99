//! # dead-link
//!
//! A link from the root of the site (`/areas/calves/`) leads to a page or file that the site does
//! not have. A reader in pain who follows it stands before an error page.
//!
//! Mend the address, or link by id: `[[calves]]` follows the entry wherever it moves.

use super::Rule;
use crate::diagnostic::{Diagnostic, nearest};
use crate::link::{Site, Target};
use crate::plan::Plan;

pub(super) const RULE: Rule = Rule {
    id: "dead-link",
    check,
    fails: "
=== content/articles/hello.md
---
title: Hello
---
See [the calves](/areas/calfs/).
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
See [all articles](/articles/).
",
};

fn check(site: &Site, plan: &Plan, found: &mut Vec<Diagnostic>) {
    for entry in &site.entries {
        let links = entry.content().outline.links.iter().zip(&entry.targets);
        for (link, target) in links {
            if let Target::Address { path, .. } = target
                && plan.at(path).is_none()
            {
                let message = format!("this site has nothing at `{path}`");
                let addresses = plan.outputs.values().map(|planned| &*planned.address);
                let help = match nearest(path, addresses) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "link by id, `[[id]]`, and the address is always right".to_owned(),
                };
                found.push(Diagnostic::error(RULE.id, link.span, message).help(help));
            }
        }
    }
}
