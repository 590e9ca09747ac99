//! SARIF 2.1.0, which code hosts and editors read.

use serde::Serialize;

use super::{Diagnostic, Located, Place, locate};
use crate::source::Sources;

/// What a reader of the log is to know of a rule.
#[derive(Debug)]
pub struct Rule<'a> {
    pub id: &'a str,
    pub level: &'a str,
    /// The manual page as Markdown, without the heading.
    pub manual: &'a str,
}

/// A run of the program: what it found, what a comment suppressed and why, and the rules of both.
#[derive(Debug)]
pub struct Run<'a> {
    pub found: &'a [Diagnostic],
    pub suppressed: Vec<(&'a Diagnostic, &'a str)>,
    pub rules: Vec<Rule<'a>>,
    /// The site's folder as seen from that of the repository; empty or ending in a slash.
    pub root: &'a str,
}

/// The log of a run, as one JSON text.
#[must_use]
pub fn log(run: &Run<'_>, sources: &Sources) -> String {
    let found = run.found.iter().map(|diagnostic| (diagnostic, None));
    let suppressed = run.suppressed.iter().map(|(diagnostic, reason)| (*diagnostic, Some(*reason)));
    let results =
        found.chain(suppressed).map(|(found, reason)| result(found, reason, sources, run));
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [LogRun {
            tool: Tool {
                driver: Driver {
                    name: "soleus",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: run.rules.iter().map(descriptor).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results: results.collect(),
        }],
    };
    serde_json::to_string_pretty(&log).expect("a log of text and numbers is JSON")
}

fn descriptor<'a>(rule: &Rule<'a>) -> Descriptor<'a> {
    let text = rule.manual.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = text.split_inclusive(". ").next().unwrap_or_default().trim_end().to_owned();
    Descriptor {
        id: rule.id,
        short_description: Text { text: sentence },
        help: Help { text: rule.manual, markdown: rule.manual },
        default_configuration: Configuration { level: rule.level },
    }
}

fn result<'a>(
    found: &'a Diagnostic,
    reason: Option<&'a str>,
    sources: &Sources,
    run: &Run<'_>,
) -> LogResult<'a> {
    let related = found.related.as_deref().map(|(span, label)| Location {
        message: Some(Text { text: label.clone() }),
        ..location(Place::At(*span), sources, run.root)
    });
    let message = match &found.help {
        Some(help) => format!("{}\n{help}", found.message),
        None => found.message.to_string(),
    };
    LogResult {
        rule_id: found.rule,
        rule_index: run.rules.iter().position(|rule| rule.id == found.rule),
        level: found.severity.name(),
        message: Text { text: message },
        locations: [location(found.place, sources, run.root)],
        related_locations: related.into_iter().collect(),
        suppressions: reason
            .map(|justification| Suppression { kind: "inSource", justification })
            .into_iter()
            .collect(),
    }
}

/// Hosts show only results that have a file and a line, so what concerns the whole site stands at the
/// beginning of its settings.
fn location(place: Place, sources: &Sources, root: &str) -> Location {
    let Located { file, start, end } = locate(place, sources);
    let (start_line, start_column) = start.unwrap_or((1, 1));
    Location {
        physical_location: Physical {
            artifact_location: Artifact {
                uri: uri(&format!("{root}{}", file.unwrap_or("content/site.yaml"))),
            },
            region: Region {
                start_line,
                start_column,
                end_line: end.map(|(line, _)| line),
                end_column: end.map(|(_, column)| column),
            },
        },
        message: None,
    }
}

/// A path as a relative URI.
fn uri(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let encode = |byte: u8| {
        if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    path.bytes().map(encode).collect()
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    version: &'a str,
    runs: [LogRun<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogRun<'a> {
    tool: Tool<'a>,
    column_kind: &'a str,
    results: Vec<LogResult<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'a str,
    semantic_version: &'a str,
    rules: Vec<Descriptor<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'a> {
    id: &'a str,
    short_description: Text,
    help: Help<'a>,
    default_configuration: Configuration<'a>,
}

#[derive(Serialize)]
struct Help<'a> {
    text: &'a str,
    markdown: &'a str,
}

#[derive(Serialize)]
struct Configuration<'a> {
    level: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogResult<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'a str,
    message: Text,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Suppression<'a>>,
}

#[derive(Serialize)]
struct Suppression<'a> {
    kind: &'a str,
    justification: &'a str,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<usize>,
}
