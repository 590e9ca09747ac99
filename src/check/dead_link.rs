//! # dead-link
//!
//! A link from the root of the site (`/areas/calves/`) leads to a page or file that the site does
//! not have. A reader in pain who follows it stands before an error page.
//!
//! Mend the address, or link by id: `[[calves]]` follows the entry wherever it moves.

use std::collections::HashMap;

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity, slips};
use crate::link::definitions::Meaning;
use crate::link::{Site, Target};
use crate::plan::{Plan, url};
use crate::schema::Kind;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    id: "dead-link",
    group: Group::Links,
    severity: Severity::Error,
    source: include_str!("dead_link.rs"),
    check: Check::Site(check),
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
    // The addresses of articles are not known while `permalink` has a mistake.
    if !site.knows_setting("permalink") || url::permalink_fault(&site.settings.permalink).is_some()
    {
        return;
    }
    // Many texts link to the same few addresses.
    let mut is_there: HashMap<&str, bool> = HashMap::new();
    for entry in &site.entries {
        let links = entry.document.outline.links.iter().zip(&entry.targets);
        for (link, target) in links {
            if let Target::Address { path, .. } = target
                && !*is_there.entry(path).or_insert_with(|| plan.at(path).is_some())
            {
                found.extend(judge(site, plan, path, link.span));
            }
        }
    }
}

/// An address that leads nowhere, unless it is that of something not published, or of something whose
/// mistakes are told already. Both are known by their names in the address.
fn judge(site: &Site, plan: &Plan, path: &str, span: Span) -> Option<Diagnostic> {
    let means = |meaning| {
        let is_named =
            |name: &str| site.definitions.get(name).is_some_and(|d| d.meaning == meaning);
        let is_listed = || list_of(path).is_some_and(|kind| site.definitions.any(kind, meaning));
        path.split('/').any(is_named) || is_listed()
    };
    if means(Meaning::Lost) {
        return None;
    }
    if means(Meaning::Unpublished) {
        let message = format!("nothing is published at `{path}` now");
        let help = "link by id, `[[id]]`, and the words stand without a link until it is";
        return Some(Diagnostic::warning("unpublished-link", span, message).help(help));
    }
    let message = format!("this site has nothing at `{}`", path.escape_debug());
    Some(RULE.finding(span, message).help(advice(site, plan, path)))
}

/// The kind that a list at this address would show: with the last of its entries goes the list.
fn list_of(path: &str) -> Option<Kind> {
    let inside = path.trim_matches('/');
    let (folder, rest) = inside.split_once('/').unwrap_or((inside, ""));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    match folder {
        "tags" | "series" => Some(Kind::Article),
        "warning-signs" => Some(Kind::RedFlag),
        "articles" if rest.split('/').all(is_number) => Some(Kind::Article),
        _ if rest.is_empty() => Kind::of_folder(folder),
        _ => None,
    }
}

fn advice(site: &Site, plan: &Plan, path: &str) -> String {
    let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    if let Some(Meaning::Entry(_)) = site.definitions.get(name).map(|other| other.meaning) {
        return format!("write `[[{name}]]`, which finds it wherever it lies");
    }
    let near = plan
        .outputs
        .values()
        .filter_map(|planned| Some((slips_of_address(path, &planned.address)?, &planned.address)));
    match near.min() {
        Some((_, near)) => format!("did you mean `{near}`?"),
        None => "link by id, `[[id]]`, and the address is always right".to_owned(),
    }
}

/// Slips are counted name by name: a folder that is right does not make up for a wrong name in it.
fn slips_of_address(written: &str, address: &str) -> Option<usize> {
    let parts = |path: &str| path.trim_matches('/').matches('/').count();
    if parts(written) != parts(address) {
        return None;
    }
    let names = written.trim_matches('/').split('/').zip(address.trim_matches('/').split('/'));
    names.map(|(written, name)| slips(written, name)).sum()
}
