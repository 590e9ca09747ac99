//! In which order files go, so that at every instant a page finds its assets and a link its page.

use super::compare::Changes;
use super::state::Files;
use crate::headers::Role;

/// What a reader gets who only knows the name of the site. It comes last on the first deploy too.
const HOME: &str = "index.html";

/// The files to put, step by step; those of a step in any order. What is new comes before the pages that
/// may link to it, and what readers begin with comes last.
pub(super) fn steps<'c>(changes: &'c Changes, new: &Files) -> Vec<Vec<&'c str>> {
    let mut steps = vec![Vec::new(); 5];
    for path in changes.puts() {
        let is_new = changes.added.contains_key(path) && path != HOME;
        steps[step(new[path].role, is_new)].push(path.as_str());
    }
    steps.retain(|step| !step.is_empty());
    steps
}

fn step(role: Role, is_new: bool) -> usize {
    match role {
        Role::Fingerprinted => 0,
        Role::Asset => 1,
        // A feed that is new is named by pages that change.
        Role::Page | Role::EntryPoint if is_new => 2,
        Role::Page => 3,
        Role::EntryPoint => 4,
    }
}

/// The files to remove, step by step: pages before the assets that they need.
pub(super) fn removals(changes: &Changes) -> [Vec<&str>; 2] {
    let (assets, pages) = changes
        .removed
        .keys()
        .map(String::as_str)
        .partition(|path| changes.removed_assets.contains(*path));
    [pages, assets]
}

/// The files that must go before anything is put: where paths are folders, a file and a folder cannot
/// have one name.
pub(super) fn in_the_way(changes: &Changes) -> Vec<&str> {
    let is_hit = |removed: &str| {
        let below = format!("{removed}/");
        let inner = changes.added.range(below.clone()..).next();
        inner.is_some_and(|(added, _)| added.starts_with(&below))
            || parents(removed).any(|parent| changes.added.contains_key(parent))
    };
    changes.removed.keys().map(String::as_str).filter(|removed| is_hit(removed)).collect()
}

/// The folders that a path lies in.
fn parents(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}
