//! Why outputs differ: the changes that reach them, each with its relation.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use super::changes::{Change, Subject};
use super::facts::Told;
use super::graph::{Graph, MADE_WITH, template};
use super::outputs::Difference;
use super::shared;
use crate::pipeline::Compiled;
use crate::plan::{Output, Planned};

/// A change that reaches an output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Its place in the list of changes; `None` when none of them can be named.
    pub change: Option<usize>,
    /// A clause that follows the name of the output.
    pub relation: String,
    /// Whether it reaches pages because of what they all have, such as a template.
    pub is_wide: bool,
}

impl Reason {
    fn of(change: usize, relation: impl Into<String>) -> Self {
        Self { change: Some(change), relation: relation.into(), is_wide: false }
    }
}

/// The reasons of every difference, in the same order.
pub(super) fn of_all(
    differing: &[Difference<'_>],
    changes: &[Change],
    old: &Compiled,
    new: &Compiled,
) -> Vec<Vec<Reason>> {
    let finder = Finder::new(differing, changes, old, new);
    differing.par_iter().map(|difference| finder.reasons(difference)).collect()
}

/// What is known of both sides.
struct Finder<'a> {
    changes: &'a [Change],
    old: Graph<'a>,
    new: Graph<'a>,
    /// What reaches every page.
    wide: Vec<Reason>,
    is_all_touched: bool,
    /// What the pages of one list tell of together.
    lists: BTreeMap<&'a str, Told>,
    old_compiled: &'a Compiled,
    new_compiled: &'a Compiled,
}

/// How an output on one side has to do with a change.
type Find<'a> = fn(&Graph<'a>, &Planned, &Told, &Change) -> Option<String>;

impl<'a> Finder<'a> {
    fn new(
        differing: &[Difference<'a>],
        changes: &'a [Change],
        old: &'a Compiled,
        new: &'a Compiled,
    ) -> Self {
        let is_page = |planned: &Planned| matches!(planned.output, Output::Page(_));
        let touched = differing.iter().filter(|one| one.new.is_some_and(is_page)).count();
        let pages = new.plan.outputs.values().filter(|planned| is_page(planned)).count();
        Self {
            changes,
            old: Graph::of(old),
            new: Graph::of(new),
            wide: wide(changes, old, new),
            is_all_touched: touched == pages,
            lists: lists(differing),
            old_compiled: old,
            new_compiled: new,
        }
    }

    fn reasons(&self, difference: &Difference<'a>) -> Vec<Reason> {
        let told = Told::of(difference.old, difference.new);
        let mut reasons = self.find(difference, &told, Graph::certain);
        if reasons.is_empty() {
            reasons = self.find(difference, &told, Graph::likely);
        }
        if reasons.is_empty() {
            reasons = self.of_list(difference);
        }
        if reasons.is_empty() {
            reasons = self.find(difference, &told, Graph::through);
        }
        let has_template = template(difference.planned()).is_some();
        if has_template && (reasons.is_empty() || self.is_all_touched) {
            reasons.extend(self.wide.iter().cloned());
        }
        if reasons.is_empty() { self.last(difference) } else { reasons }
    }

    /// The changes that either side finds to have to do with the output.
    fn find(&self, difference: &Difference<'a>, told: &Told, find: Find<'a>) -> Vec<Reason> {
        let sides = [(&self.new, difference.new), (&self.old, difference.old)];
        let reason = |(at, change): (usize, &Change)| {
            let relation =
                sides.iter().find_map(|(graph, output)| find(graph, (*output)?, told, change));
            let is_wide = matches!(change.subject, Subject::Template(_));
            Some(Reason { is_wide, ..Reason::of(at, relation?) })
        };
        self.changes.iter().enumerate().filter_map(reason).collect()
    }

    /// What another page of the same list tells of: one that is added moves the others.
    fn of_list(&self, difference: &Difference<'a>) -> Vec<Reason> {
        let told = self.lists.get(&*difference.planned().origin.name);
        told.map(|told| self.find(difference, told, Graph::certain)).unwrap_or_default()
    }

    /// What is left when nothing in the graph explains a difference: settings, the order of a list, and
    /// for an output of the whole site whatever came or went.
    fn last(&self, difference: &Difference<'a>) -> Vec<Reason> {
        let of = |words: &'static str, fits: &dyn Fn(&Change) -> bool| -> Vec<Reason> {
            let changes = self.changes.iter().enumerate().filter(|(_, change)| fits(change));
            changes.map(|(at, _)| Reason::of(at, words)).collect()
        };
        let reasons =
            of("which it decides on", &|change| matches!(change.subject, Subject::Data(_)));
        if !reasons.is_empty() {
            return reasons;
        }
        let planned = difference.planned();
        let is_site = planned.origin.kind.is_none();
        let reasons = of("which tells of the whole site", &|change| {
            is_site && matches!(change.subject, Subject::Named(..))
        });
        if !reasons.is_empty() {
            return reasons;
        }
        vec![Reason { change: None, relation: self.unknown(), is_wide: false }]
    }

    fn unknown(&self) -> String {
        let shared =
            shared::differing(&self.old_compiled.plan.shared, &self.new_compiled.plan.shared);
        let clause = shared::of_nobody(&shared);
        clause.unwrap_or_else(|| "through a relation that has no name".to_owned())
    }
}

/// What reaches every page: shared values, and templates that are no page's own.
fn wide(changes: &[Change], old: &Compiled, new: &Compiled) -> Vec<Reason> {
    let differing = shared::differing(&old.plan.shared, &new.plan.shared);
    let outputs = old.plan.outputs.values().chain(new.plan.outputs.values());
    let own: BTreeSet<&str> = outputs.filter_map(|planned| template(planned)).collect();
    let of_change = |(at, change): (usize, &Change)| {
        let relation = match &change.subject {
            Subject::Template(name) if !own.contains(&**name) => MADE_WITH.to_owned(),
            _ => shared::relation(change, &differing)?,
        };
        Some(Reason { is_wide: true, ..Reason::of(at, relation) })
    };
    changes.iter().enumerate().filter_map(of_change).collect()
}

/// What all pages of each list tell of, where a list has several.
fn lists<'a>(differing: &[Difference<'a>]) -> BTreeMap<&'a str, Told> {
    let mut lists: BTreeMap<&str, Told> = BTreeMap::new();
    for difference in differing {
        let of_either = [difference.old, difference.new].into_iter().flatten();
        let Some(planned) = of_either.last() else { continue };
        if planned.origin.kind.is_none() {
            let told = Told::of(difference.old, difference.new);
            lists.entry(&planned.origin.name).or_default().add(&told);
        }
    }
    lists
}
