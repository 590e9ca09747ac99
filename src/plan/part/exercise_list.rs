//! Exercises in a list, by their sort.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::{TermView, summary};
use crate::link::EntryId;
use crate::parse::Fields;
use crate::plan::Context;
use crate::plan::dose::Numbers;

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
    pub exercises: Vec<ExerciseRow>,
}

impl Context<'_> {
    /// Exercises by their sort, in the order of the sorts.
    #[must_use]
    pub fn exercise_groups(&self, ids: &[EntryId]) -> Vec<ExerciseGroup> {
        let mut groups: BTreeMap<_, Vec<ExerciseRow>> = BTreeMap::new();
        for id in ids {
            if let Fields::Exercise(exercise) = self.site.entry(*id).fields() {
                groups.entry(exercise.kind).or_default().push(self.exercise_row(*id, exercise));
            }
        }
        let group = |(kind, exercises)| ExerciseGroup {
            kind: crate::plan::words::exercise_kind(kind),
            exercises,
        };
        groups.into_iter().map(group).collect()
    }

    fn exercise_row(&self, id: EntryId, exercise: &crate::schema::Exercise) -> ExerciseRow {
        let entry = self.site.entry(id);
        let link = self.link(id);
        ExerciseRow {
            title: link.title,
            address: link.address,
            summary: summary(entry),
            level: crate::plan::words::level(exercise.level),
            dose: Numbers::of(&exercise.dose).words(),
            equipment: self.terms(&entry.equipment),
        }
    }
}
