//! What soleus has to say about the content: findings as data, collected, never printed where they
//! are found. One file an output form.

pub mod json;
pub mod terminal;

use crate::source::{FileId, Sources, Span};

/// How bad a finding is. Only errors keep a site from being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Error,
    Warning,
}

impl Severity {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Where a finding is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// It concerns the site as a whole.
    Site,
    /// It concerns a file as a whole.
    File(FileId),
    At(Span),
}

impl Place {
    /// The file that the place is in or is.
    #[must_use]
    pub fn file(self) -> Option<FileId> {
        match self {
            Self::Site => None,
            Self::File(file) => Some(file),
            Self::At(span) => Some(span.file),
        }
    }
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Self::At(span)
    }
}

impl From<FileId> for Place {
    fn from(file: FileId) -> Self {
        Self::File(file)
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// An id made of words that people can quote, such as `unknown-field`.
    pub rule: &'static str,
    pub severity: Severity,
    pub place: Place,
    /// What is wrong: lower case, one line, facts in backticks, no full stop.
    pub message: String,
    /// A second place that explains the first, such as the other of two entries with one id.
    pub related: Option<(Span, String)>,
    /// What to do about it, in the same manner as the message.
    pub help: Option<String>,
}

impl Diagnostic {
    pub fn error(rule: &'static str, place: impl Into<Place>, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: Severity::Error,
            place: place.into(),
            message: message.into(),
            related: None,
            help: None,
        }
    }

    pub fn warning(
        rule: &'static str,
        place: impl Into<Place>,
        message: impl Into<String>,
    ) -> Self {
        Self { severity: Severity::Warning, ..Self::error(rule, place, message) }
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    #[must_use]
    pub fn help_opt(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related = Some((span, label.into()));
        self
    }
}

/// Puts findings in the order of a reader: by file, then by place, each finding once.
pub fn sort(diagnostics: &mut Vec<Diagnostic>, sources: &Sources) {
    diagnostics.sort_by(|a, b| key(a, sources).cmp(&key(b, sources)));
    diagnostics.dedup();
}

fn key<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a Sources,
) -> (&'a str, u32, u32, &'static str, &'a str) {
    let (path, start, end) = match diagnostic.place {
        Place::Site => ("", 0, 0),
        Place::File(file) => (sources.path(file), 0, 0),
        Place::At(span) => (sources.path(span.file), span.start, span.end),
    };
    (path, start, end, diagnostic.rule, &diagnostic.message)
}

/// "did you mean `calf-raise`?", when one of the candidates is near enough to what was written.
pub fn did_you_mean<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(written, candidates).map(|name| format!("did you mean `{name}`?"))
}

/// The candidate that a slip of the fingers would turn into `written`.
pub fn nearest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let length = written.chars().count();
    let limit = (length / 3).max(1);
    // A name that is much longer or shorter cannot be near, and measuring it would take long.
    let is_close = |name: &&str| name.chars().count().abs_diff(length) <= limit;
    candidates
        .into_iter()
        .filter(is_close)
        .map(|name| (strsim::osa_distance(written, name), name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}
