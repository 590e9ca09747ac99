//! Which outputs two sites do not have alike, to the byte.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Fault, OutputKind, Reason, State, Touched};
use crate::diagnostic::Diagnostic;
use crate::pipeline::{self, Compiled};
use crate::plan::{Output, Planned};
use crate::source::Hash;

/// An output that is not the same on both sides.
#[derive(Debug)]
pub(super) struct Difference<'a> {
    pub(super) file: &'a str,
    pub(super) old: Option<&'a Planned>,
    pub(super) new: Option<&'a Planned>,
}

/// Every output that differs, in the order of the folder.
pub(super) fn differing<'a>(
    old: &'a Compiled,
    new: &'a Compiled,
) -> Result<Vec<Difference<'a>>, Fault> {
    let files: BTreeSet<&String> = old.plan.outputs.keys().chain(new.plan.outputs.keys()).collect();
    let differences = files.into_par_iter().filter_map(|file| {
        let planned = |compiled: &'a Compiled| compiled.plan.outputs.get(file).map(Arc::as_ref);
        let (before, now) = (planned(old), planned(new));
        let difference = Difference { file, old: before, new: now };
        match (before, now) {
            (Some(before), Some(now)) => match are_alike((old, before), (new, now)) {
                Ok(true) => None,
                Ok(false) => Some(Ok(difference)),
                Err(fault) => Some(Err(fault)),
            },
            _ => Some(Ok(difference)),
        }
    });
    differences.collect()
}

fn are_alike(old: (&Compiled, &Planned), new: (&Compiled, &Planned)) -> Result<bool, Fault> {
    if identity(old).is_some_and(|identity| Some(identity) == self::identity(new)) {
        return Ok(true);
    }
    Ok(bytes(old).map_err(Fault::Base)? == bytes(new).map_err(Fault::Now)?)
}

fn identity((compiled, planned): (&Compiled, &Planned)) -> Option<Hash> {
    let templates = compiled.templates.as_ref()?;
    Some(pipeline::identity(planned, templates))
}

/// The hash of an output's bytes, which of a file that is copied is known.
fn bytes((compiled, planned): (&Compiled, &Planned)) -> Result<Option<Hash>, Diagnostic> {
    if let Output::Copy(asset) = &planned.output {
        return Ok(Some(asset.hash));
    }
    if let Output::Derived(derived) = &planned.output {
        return Ok(Some(derived.key()));
    }
    let rendered = compiled.render(planned).transpose()?;
    Ok(rendered.map(|bytes| blake3::hash(&bytes)))
}

impl Difference<'_> {
    /// The output as it is now, or as it was last.
    pub(super) fn planned(&self) -> &Planned {
        self.new.or(self.old).expect("an output that differs is on one side at least")
    }

    fn state(&self) -> State {
        match (self.old.map(|old| &old.output), self.new.map(|new| &new.output)) {
            (None, _) => State::Added,
            (_, None) => State::Removed,
            (Some(Output::Page(_)), Some(Output::Redirect { to })) => {
                State::Moved { to: to.to_string() }
            }
            _ => State::Changed,
        }
    }

    pub(super) fn touched(&self, reasons: Vec<Reason>) -> Touched {
        let planned = self.planned();
        Touched {
            address: planned.address.to_string(),
            file: self.file.to_owned(),
            kind: OutputKind::of(&planned.output),
            state: self.state(),
            name: super::fields::clean(&planned.origin.name),
            reasons,
        }
    }
}
