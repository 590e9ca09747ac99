//! `check --fix`: makes the changes that findings bring along, and touches nothing else in a file.

use std::collections::BTreeMap;

use super::change::Change;
use crate::diagnostic::{Diagnostic, Fix};
use crate::parse::yaml::rewrite::Edit;
use crate::source::{FileId, Sources};

/// The changes that the findings bring along, by file. Of two that overlap the first is made; the
/// other comes up again when the site is checked anew.
#[must_use]
pub fn changes(found: &[Diagnostic], sources: &Sources) -> Vec<Change> {
    let mut by_file: BTreeMap<FileId, Vec<&Fix>> = BTreeMap::new();
    for fix in found.iter().filter_map(|diagnostic| diagnostic.fix.as_deref()) {
        by_file.entry(fix.span.file).or_default().push(fix);
    }
    let change = |(file, fixes)| {
        let source = sources.get(file)?;
        Some(Change::new(&source.path, &source.text, apart(fixes)))
    };
    by_file.into_iter().filter_map(change).collect()
}

fn apart(mut fixes: Vec<&Fix>) -> Vec<Edit> {
    fixes.sort_by_key(|fix| (fix.span, &fix.text));
    let mut edits: Vec<Edit> = Vec::new();
    for fix in fixes {
        let range = fix.span.range();
        if edits.last().is_none_or(|(last, _)| last.end <= range.start && *last != range) {
            edits.push((range, fix.text.clone()));
        }
    }
    edits
}
