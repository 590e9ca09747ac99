//! A rule as data: what it looks for, how bad that is, and the manual page that explains it.

use std::sync::Arc;

use super::Prose;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::link::{EntryId, Site};
use crate::plan::Plan;
use crate::schema::{RuleLevel, Settings};

/// Something that the content must hold to.
#[derive(Debug)]
pub struct Rule {
    /// An id made of words, which every finding of the rule carries.
    pub id: &'static str,
    pub group: Group,
    /// How bad its findings are, unless `site.yaml` says otherwise.
    pub severity: Severity,
    /// The text of the rule's own file, whose doc comment is the manual page.
    pub source: &'static str,
    pub check: Check,
    /// A site, as `=== path` blocks, that the rule finds fault with.
    pub fails: &'static str,
    /// The same site, mended.
    pub passes: &'static str,
}

/// What a rule looks at.
#[derive(Debug)]
pub enum Check {
    /// The whole site and its pages.
    Site(fn(&Site, &Plan, &mut Vec<Diagnostic>)),
    /// One entry alone. What it finds is kept for as long as the file and the words of the site stay
    /// as they are, so it must look at nothing else.
    Prose(fn(&Prose<'_>, &mut Vec<Diagnostic>)),
    /// The same, but it depends on the site whether a finding stands.
    ProseOfPage {
        find: fn(&Prose<'_>, &mut Vec<Diagnostic>),
        stands: fn(&Site, EntryId, &Diagnostic) -> bool,
    },
    /// The texts of all entries, held against each other.
    Texts(fn(&Site, &mut Vec<Diagnostic>)),
}

/// How far the texts are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Depth {
    /// For errors only: a build of many texts need not wait for advice about their words.
    Errors,
    /// For warnings about each text by itself too: a preview holds them against each other later.
    EachText,
    /// For all warnings.
    Warnings,
}

/// What a rule protects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Structure,
    Safety,
    Honesty,
    Sources,
    Content,
    Links,
    Accessibility,
    Language,
    /// What time brings up by itself.
    Upkeep,
}

impl Group {
    pub const ALL: [Self; 9] = [
        Self::Structure,
        Self::Safety,
        Self::Honesty,
        Self::Sources,
        Self::Content,
        Self::Links,
        Self::Accessibility,
        Self::Language,
        Self::Upkeep,
    ];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::Safety => "safety",
            Self::Honesty => "honesty",
            Self::Sources => "sources",
            Self::Content => "content",
            Self::Links => "links",
            Self::Accessibility => "accessibility",
            Self::Language => "language",
            Self::Upkeep => "upkeep",
        }
    }

    /// Whether its rules hold for every site: no comment suppresses them and no setting lowers them.
    #[must_use]
    pub fn is_binding(self) -> bool {
        matches!(self, Self::Structure | Self::Safety | Self::Honesty)
    }
}

impl Rule {
    /// Whether the rule runs. What looks at the whole site is quick and does at every depth.
    #[must_use]
    pub fn runs(&self, depth: Depth, settings: &Settings) -> bool {
        match settings.rules.get(self.id) {
            Some(RuleLevel::Off) if !self.group.is_binding() => return false,
            Some(RuleLevel::Error) => return true,
            _ => {}
        }
        let is_wanted = match depth {
            Depth::Errors => matches!(self.check, Check::Site(_)),
            Depth::EachText => !matches!(self.check, Check::Texts(_)),
            Depth::Warnings => true,
        };
        is_wanted || self.severity == Severity::Error
    }

    /// A finding of this rule, as bad as the rule says.
    #[must_use]
    pub fn finding(&self, place: impl Into<Place>, message: impl Into<Arc<str>>) -> Diagnostic {
        Diagnostic::new(self.id, self.severity, place, message)
    }

    /// The manual page: the doc comment of the rule's file, as Markdown.
    #[must_use]
    pub fn manual(&self) -> String {
        let lines = self.source.lines().map_while(|line| line.strip_prefix("//!"));
        lines
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .fold(String::new(), |text, line| text + line + "\n")
    }
}
