//! Workflow commands, which GitHub shows beside the lines of a pull request.

use super::{Diagnostic, Located, locate};
use crate::source::Sources;

/// The finding as one line: `::error file=…,line=…,col=…::message`. `root` is the site's folder as
/// seen from that of the repository, and empty or ending in a slash.
#[must_use]
pub fn line(diagnostic: &Diagnostic, sources: &Sources, root: &str) -> String {
    let mut properties = Vec::new();
    let Located { file, start, end } = locate(diagnostic.place, sources);
    if let Some(file) = file {
        properties.push(format!("file={}", property(&format!("{root}{file}"))));
    }
    if let (Some((line, column)), Some((end_line, end_column))) = (start, end) {
        properties.push(format!("line={line},endLine={end_line}"));
        // GitHub takes columns only within one line.
        if line == end_line {
            properties.push(format!("col={column},endColumn={end_column}"));
        }
    }
    properties.push(format!("title={}", property(diagnostic.rule)));
    let help = diagnostic.help.as_deref().map(|help| format!("\n{help}")).unwrap_or_default();
    let message = format!("{}{help}", diagnostic.message);
    format!("::{} {}::{}", diagnostic.severity.name(), properties.join(","), data(&message))
}

/// What stands after the second `::` ends with its line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands before it ends with a comma or a colon too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
