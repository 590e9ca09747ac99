//! The sections of a page, for its list of contents.

use std::sync::Arc;

use serde::Serialize;

use crate::link::Entry;

/// A part of a page that its list of contents names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Section {
    pub id: Arc<str>,
    pub title: Arc<str>,
}

/// The sections of a page: those of the template that have something to show, and the text's own.
#[derive(Debug, Default)]
pub struct Sections(pub Vec<Section>);

impl Sections {
    /// Adds a section when it is there.
    #[must_use]
    pub fn when(mut self, there: bool, id: &'static str, title: impl Into<Arc<str>>) -> Self {
        if there {
            self.0.push(Section { id: id.into(), title: title.into() });
        }
        self
    }

    /// Adds the second-level headings of the text.
    #[must_use]
    pub fn headings(mut self, entry: &Entry) -> Self {
        let headings = entry.document.outline.headings.iter().filter(|heading| heading.level == 2);
        self.0.extend(headings.map(|heading| Section {
            id: Arc::clone(&heading.id),
            title: Arc::clone(&heading.text),
        }));
        self
    }
}
