//! Exercises in a list, by their sort.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::{Repeated, TermView, summary};
use crate::link::EntryId;
use crate::parse::Fields;
use crate::plan::Context;
use crate::plan::dose::Numbers;
use crate::schema::ExerciseKind;

/// An exercise in a list: enough to choose it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct ExerciseRow {
    pub title: Arc<str>,
    pub address: Arc<str>,
    pub summary: Arc<str>,
    pub level: &'static str,
    pub dose: String,
    pub equipment: Vec<TermView>,
}

/// Exercises of one sort, beginner first.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct ExerciseGroup {
    pub kind: &'static str,
    pub exercises: Vec<Repeated<ExerciseRow>>,
}

impl Context<'_> {
    /// Exercises by their sort, in the order of the sorts.
    #[must_use]
    pub fn exercise_groups(&self, ids: &[EntryId]) -> Vec<ExerciseGroup> {
        let mut groups: BTreeMap<_, Vec<Repeated<ExerciseRow>>> = BTreeMap::new();
        for id in ids {
            if let Some((kind, row)) = self.seen.exercise_rows.get(id) {
                groups.entry(*kind).or_default().push(row.clone());
            }
        }
        let group = |(kind, exercises)| ExerciseGroup {
            kind: crate::plan::words::exercise_kind(kind),
            exercises,
        };
        groups.into_iter().map(group).collect()
    }

    /// The one row of an exercise, which every page that lists it shares.
    pub(in crate::plan) fn make_exercise_row(
        &self,
        id: EntryId,
    ) -> Option<(ExerciseKind, Repeated<ExerciseRow>)> {
        let entry = self.site.entry(id);
        let Fields::Exercise(exercise) = entry.fields() else { return None };
        let link = self.link(id);
        let row = ExerciseRow {
            title: Arc::clone(&link.title),
            address: Arc::clone(&link.address),
            summary: summary(entry),
            level: crate::plan::words::level(exercise.level),
            dose: Numbers::of(&exercise.dose).words(),
            equipment: self.terms(&entry.equipment),
        };
        Some((exercise.kind, row.into()))
    }
}
