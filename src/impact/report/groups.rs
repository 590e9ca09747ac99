//! The outputs that a change alters, change by change. What reaches many pages in one way is counted.

use std::collections::BTreeMap;

use super::super::graph::{COPY, OWN_PAGE};
use super::super::{Change, Impact, OutputKind, Reason, State, Touched};
use super::share;

/// A change and what it alters.
#[derive(Debug)]
pub(super) struct Group<'a> {
    /// `None` for the outputs of which no change is known to be the reason.
    pub(super) change: Option<&'a Change>,
    pub(super) rows: Vec<Row<'a>>,
}

/// An output, or a number of them, and why.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// `None` for a number of outputs.
    pub(super) address: Option<&'a str>,
    pub(super) words: String,
}

/// Every change in order with the outputs that it alters, and last those without a change.
pub(super) fn groups(impact: &Impact) -> Vec<Group<'_>> {
    let places = impact.changes.iter().enumerate().map(|(at, change)| (Some(at), Some(change)));
    let group = |(place, change)| Group { change, rows: rows(impact, place) };
    let groups = places.chain([(None, None)]).map(group);
    groups.filter(|group| group.change.is_some() || !group.rows.is_empty()).collect()
}

/// Whether an output comes or goes because of a change.
pub(super) fn moves_outputs(impact: &Impact, change: &Change) -> bool {
    let is_reason = |reason: &Reason| {
        reason.change.is_some_and(|at| std::ptr::eq(&raw const impact.changes[at], change))
    };
    let moved = impact.outputs.iter().filter(|output| output.state != State::Changed);
    moved.flat_map(|output| &output.reasons).any(is_reason)
}

fn rows(impact: &Impact, change: Option<usize>) -> Vec<Row<'_>> {
    let changed = impact.outputs.iter().filter(|output| output.state == State::Changed);
    let reasons = changed.filter_map(|output| {
        Some((output, output.reasons.iter().find(|reason| reason.change == change)?))
    });
    let mut wide: BTreeMap<(OutputKind, &str), usize> = BTreeMap::new();
    let mut rows = Vec::new();
    for (output, reason) in reasons {
        if reason.is_wide {
            *wide.entry((output.kind, &reason.relation)).or_default() += 1;
        } else {
            rows.push(Row { address: Some(&output.address), words: words(output, reason) });
        }
    }
    let counted = wide.into_iter().map(|((kind, relation), count)| {
        let words = format!("{}, {relation}", share(kind, count, now(impact, kind)));
        Row { address: None, words }
    });
    rows.extend(counted);
    rows
}

fn words(output: &Touched, reason: &Reason) -> String {
    match &*reason.relation {
        OWN_PAGE | COPY => reason.relation.clone(),
        relation => format!("{}, {relation}", output.name),
    }
}

fn now(impact: &Impact, kind: OutputKind) -> usize {
    impact.totals.iter().find(|total| total.kind == kind).map_or(0, |total| total.now)
}
