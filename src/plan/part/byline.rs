//! Who wrote a page, when, and how far it was checked.

use std::sync::Arc;

use serde::Serialize;

use super::Date;
use crate::link::EntryId;
use crate::parse::Fields;
use crate::plan::Context;

/// Who wrote a page, when, and how far it is checked.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Byline {
    pub authors: Vec<Author>,
    pub published: Option<Date>,
    pub updated: Option<Date>,
    pub status: Status,
    pub changes: Vec<ChangeView>,
}

/// Who wrote a page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Author {
    pub title: Arc<str>,
    pub address: Arc<str>,
    /// A team or project rather than one person.
    pub is_team: bool,
}

/// A change of meaning.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct ChangeView {
    pub date: Date,
    pub note: Arc<str>,
}

/// How far a page has been checked: one of three honest lines.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Status {
    Unchecked,
    WrittenByProfessional { by: Professional },
    Checked { by: Professional, on: Date, changed_since: bool },
}

/// A health professional whose registration can be looked up.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Professional {
    pub name: Arc<str>,
    pub address: Arc<str>,
    pub profession: Arc<str>,
    pub register: Arc<str>,
}

impl Context<'_> {
    #[must_use]
    pub fn status(&self, id: EntryId) -> Status {
        let entry = self.site.entry(id);
        let review = entry.content().common.review.as_ref();
        let reviewer = entry.reviewer.and_then(|by| self.professional(by));
        if let (Some(review), Some(by)) = (review, reviewer) {
            let is_as_now = |then: &str| {
                let now = entry.document.fingerprint();
                now.is_some_and(|now| now.to_hex().starts_with(then))
            };
            let changed_since = review.content.as_ref().is_some_and(|then| !is_as_now(then));
            return Status::Checked { by, on: self.date(review.on), changed_since };
        }
        match entry.authors.iter().find_map(|author| self.professional(*author)) {
            Some(by) => Status::WrittenByProfessional { by },
            None => Status::Unchecked,
        }
    }

    fn professional(&self, id: EntryId) -> Option<Professional> {
        let Fields::Person(person) = self.site.entry(id).fields() else { return None };
        let credential = person.credential.as_ref()?;
        let link = self.link(id);
        Some(Professional {
            name: Arc::clone(&link.title),
            address: Arc::clone(&link.address),
            profession: credential.profession.share(),
            register: credential.register.share(),
        })
    }

    fn author(&self, id: EntryId) -> Author {
        let link = self.link(id);
        let is_team = matches!(self.site.entry(id).fields(), Fields::Person(person) if person.team);
        Author { title: Arc::clone(&link.title), address: Arc::clone(&link.address), is_team }
    }

    #[must_use]
    pub fn byline(&self, id: EntryId) -> Byline {
        let entry = self.site.entry(id);
        let common = &entry.content().common;
        let change = |change: &crate::schema::Change| ChangeView {
            date: self.date(change.date),
            note: change.note.share(),
        };
        Byline {
            authors: entry.authors.iter().map(|author| self.author(*author)).collect(),
            published: entry.content().date.map(|day| self.date(day)),
            updated: common.updated.map(|day| self.date(day)),
            status: self.status(id),
            changes: common.changes.iter().map(change).collect(),
        }
    }
}
