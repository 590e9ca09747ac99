//! A finding as the browser shows it: the text of the terminal, and a way to the place.

use serde::Serialize;

use super::snapshot::Snapshot;
use crate::diagnostic::{Diagnostic, Place, terminal};

/// A finding as the browser shows it.
#[derive(Debug, Serialize)]
pub(super) struct Finding {
    severity: &'static str,
    /// As the terminal has it, without colours.
    text: String,
    /// `file:line:column`, or the file.
    place: Option<String>,
    /// The URL that opens the place in the author's editor.
    editor: Option<String>,
}

impl Finding {
    pub(super) fn of(diagnostic: &Diagnostic, snapshot: &Snapshot) -> Self {
        let sources = &snapshot.report.sources;
        let at = diagnostic.place.file().map(|file| {
            let (line, column) = match diagnostic.place {
                Place::At(span) => sources
                    .get(file)
                    .map_or((1, 1), |source| source.line_column(span.start as usize)),
                Place::File(_) | Place::Site => (1, 1),
            };
            (sources.path(file), line, column)
        });
        Self {
            severity: diagnostic.severity.name(),
            text: terminal::report(diagnostic, sources, false),
            place: at.map(|(path, line, column)| format!("{path}:{line}:{column}")),
            editor: at.map(|(path, line, column)| snapshot.editor(path, line, column)),
        }
    }
}
