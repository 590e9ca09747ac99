//! One JSON object a line, for programs.

use serde::Serialize;

use super::{Diagnostic, Located, locate};
use crate::source::Sources;

/// A finding as other programs read it. Lines and columns count from 1, columns in characters.
#[derive(Debug, Serialize)]
struct Row<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    help: Option<&'a str>,
}

/// The finding as one line of JSON, without a line end.
#[must_use]
pub fn line(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let Located { file, start, end } = locate(diagnostic.place, sources);
    let row = Row {
        rule: diagnostic.rule,
        severity: diagnostic.severity.name(),
        message: &diagnostic.message,
        file,
        line: start.map(|(line, _)| line),
        column: start.map(|(_, column)| column),
        end_line: end.map(|(line, _)| line),
        end_column: end.map(|(_, column)| column),
        help: diagnostic.help.as_deref(),
    };
    serde_json::to_string(&row).expect("a row of text and numbers is JSON")
}
