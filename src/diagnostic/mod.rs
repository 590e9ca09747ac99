//! What soleus has to say about the content: findings as data, collected, never printed where they
//! are found. One file an output form.

pub mod github;
pub mod json;
pub mod sarif;
pub mod terminal;

use std::collections::HashMap;
use std::sync::Arc;

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

    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        [Self::Error, Self::Warning].into_iter().find(|severity| severity.name() == name)
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

/// Line and column, counted from 1, columns in characters.
type Position = (usize, usize);

/// A place as other programs know it; what does not apply is `None`.
struct Located<'a> {
    file: Option<&'a str>,
    start: Option<Position>,
    end: Option<Position>,
}

fn locate(place: Place, sources: &Sources) -> Located<'_> {
    let file = place.file().map(|file| sources.path(file));
    let position = |byte: u32, span: Span| {
        sources.get(span.file).map(|source| source.line_column(byte as usize))
    };
    match place {
        Place::At(span) => {
            Located { file, start: position(span.start, span), end: position(span.end, span) }
        }
        Place::Site | Place::File(_) => Located { file, start: None, end: None },
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

/// A change of text that mends a finding and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fix {
    pub span: Span,
    pub text: String,
}

impl Fix {
    #[must_use]
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    #[must_use]
    pub fn delete(span: Span) -> Self {
        Self::replace(span, "")
    }
}

/// One finding. A site may have many, and the preview keeps them, so they share what they say and are small.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// An id made of words that people can quote, such as `unknown-field`.
    pub rule: &'static str,
    pub severity: Severity,
    pub place: Place,
    /// What is wrong: lower case, one line, facts in backticks, no full stop.
    pub message: Arc<str>,
    /// A second place that explains the first, such as the other of two entries with one id.
    pub related: Option<Box<(Span, String)>>,
    /// What to do about it, in the same manner as the message.
    pub help: Option<Arc<str>>,
    /// The change that `check --fix` makes, where it is safe to make it unseen.
    pub fix: Option<Box<Fix>>,
}

impl Diagnostic {
    pub fn new(
        rule: &'static str,
        severity: Severity,
        place: impl Into<Place>,
        message: impl Into<Arc<str>>,
    ) -> Self {
        Self {
            rule,
            severity,
            place: place.into(),
            message: message.into(),
            related: None,
            help: None,
            fix: None,
        }
    }

    pub fn error(
        rule: &'static str,
        place: impl Into<Place>,
        message: impl Into<Arc<str>>,
    ) -> Self {
        Self::new(rule, Severity::Error, place, message)
    }

    pub fn warning(
        rule: &'static str,
        place: impl Into<Place>,
        message: impl Into<Arc<str>>,
    ) -> Self {
        Self::new(rule, Severity::Warning, place, message)
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<Arc<str>>) -> Self {
        self.help = Some(help.into());
        self
    }

    #[must_use]
    pub fn help_opt(mut self, help: Option<String>) -> Self {
        self.help = help.map(Arc::from);
        self
    }

    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix.into());
        self
    }

    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related = Some((span, label.into()).into());
        self
    }

    /// Whether one of its places is in this file.
    #[must_use]
    pub fn is_about(&self, file: FileId) -> bool {
        let related = self.related.as_deref().map(|(span, _)| span.file);
        self.place.file() == Some(file) || related == Some(file)
    }
}

/// Puts findings in the order of a reader: by file, then by place, each finding once.
pub fn sort(diagnostics: &mut Vec<Diagnostic>, sources: &Sources) {
    let mut files: Vec<FileId> = diagnostics.iter().filter_map(|one| one.place.file()).collect();
    files.sort_unstable();
    files.dedup();
    files.sort_by_key(|file| sources.path(*file));
    // Numbers are compared much faster than paths, which begin alike.
    let ranks: HashMap<FileId, usize> =
        files.into_iter().enumerate().map(|(rank, file)| (file, rank)).collect();
    let key = |diagnostic: &Diagnostic| {
        let (start, end) = match diagnostic.place {
            Place::Site | Place::File(_) => (0, 0),
            Place::At(span) => (span.start, span.end),
        };
        let rank = diagnostic.place.file().map(|file| ranks[&file]);
        (rank, start, end, diagnostic.rule, Arc::clone(&diagnostic.message))
    };
    diagnostics.sort_by_cached_key(key);
    diagnostics.dedup_by_key(|diagnostic| key(diagnostic));
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
    let near = candidates.into_iter().filter_map(|name| Some((slips(written, name)?, name)));
    near.min().map(|(_, name)| name)
}

/// How many slips of the fingers lie between two names; `None` when they are too many: more than a
/// third of the longer one.
#[must_use]
pub fn slips(written: &str, name: &str) -> Option<usize> {
    let length = written.chars().count().max(name.chars().count());
    let limit = (length / 3).max(1);
    let slips = may_be_within(limit, written, name).then(|| strsim::osa_distance(written, name));
    slips.filter(|slips| *slips <= limit)
}

/// False only for words that are more than `limit` slips apart. It saves measuring most names of a
/// large site: a slip changes the length by one at most, and puts one letter in place of another at
/// most.
fn may_be_within(limit: usize, one: &str, other: &str) -> bool {
    let letters = |word: &str| word.bytes().fold(0_u64, |set, byte| set | 1 << (byte % 64));
    let difference = (letters(one) ^ letters(other)).count_ones() as usize;
    let is_ascii = one.is_ascii() && other.is_ascii();
    !is_ascii || (one.len().abs_diff(other.len()) <= limit && difference <= 2 * limit)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::may_be_within;

    proptest! {
        #[test]
        fn no_name_that_is_near_is_left_unmeasured(one in "[a-d-]{0,9}", other in "[a-dé-]{0,9}") {
            let distance = strsim::osa_distance(&one, &other);
            prop_assert!(may_be_within(distance, &one, &other));
        }
    }

    #[test]
    fn a_name_of_other_letters_is_not_measured() {
        assert!(!may_be_within(1, "calf", "shin"));
        assert!(may_be_within(1, "calf", "claf"));
    }
}
