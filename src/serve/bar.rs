//! What an author wants to know of the page in front of them: where it is written, whether readers can
//! see it yet, how far it was checked, who links to it, and what is to be mended.

use serde::Serialize;

use super::finding::Finding;
use super::snapshot::{Built, Snapshot};
use crate::diagnostic::Place;
use crate::link::{EntryId, Site};
use crate::parse::Content;
use crate::plan::Planned;
use crate::source::FileId;

/// The bar of a page.
#[derive(Debug, Serialize)]
pub(super) struct Bar {
    /// The file that the page is made from; `None` for a page that is made of the whole site.
    file: Option<String>,
    editor: Option<String>,
    /// Such as "article" or "the tag `hills`".
    what: String,
    /// Why readers do not see it yet, or no longer.
    hidden: Option<String>,
    review: Option<String>,
    linked_from: Vec<Link>,
    findings: Vec<Finding>,
}

#[derive(Debug, Serialize)]
struct Link {
    title: String,
    address: String,
}

/// The bar of a planned page.
pub(super) fn bar(snapshot: &Snapshot, built: &Built, planned: &Planned) -> Bar {
    let file = planned.origin.place.file();
    let site = &built.compiled.site;
    let entry = file.and_then(|file| entry_of(site, file));
    let content = entry.map(|id| site.entry(id).content());
    Bar {
        file: file.map(|file| built.sources.path(file).to_owned()),
        editor: file.map(|file| snapshot.editor(built.sources.path(file), 1, 1)),
        what: planned.origin.kind.map_or(&*planned.origin.name, |kind| kind.name()).to_owned(),
        hidden: content.and_then(|content| hidden(content, site)),
        review: entry.map(|id| review(site, id)),
        linked_from: entry.map(|id| linked_from(built, id)).unwrap_or_default(),
        findings: findings(snapshot, file),
    }
}

fn entry_of(site: &Site, file: FileId) -> Option<EntryId> {
    site.ids().find(|id| site.entry(*id).document.file == file)
}

fn hidden(content: &Content, site: &Site) -> Option<String> {
    let today = site.conditions.today;
    let common = &content.common;
    if common.draft {
        return Some("draft".to_owned());
    }
    if let Some(date) = content.date.filter(|date| *date > today) {
        return Some(format!("scheduled for {}", date.0));
    }
    common.expires.filter(|end| *end <= today).map(|end| format!("ended on {}", end.0))
}

fn review(site: &Site, id: EntryId) -> String {
    let entry = site.entry(id);
    match (&entry.content().common.review, entry.reviewer) {
        (Some(review), Some(by)) => {
            format!("checked by {} on {}", site.entry(by).title(), review.on.0)
        }
        _ => "not checked".to_owned(),
    }
}

fn linked_from(built: &Built, id: EntryId) -> Vec<Link> {
    let site = &built.compiled.site;
    let plan = &built.compiled.plan;
    let link = |other: &EntryId| Link {
        title: site.entry(*other).title().to_string(),
        address: crate::plan::url::href(&plan.shared.base_path, plan.addresses().of(*other))
            .into_owned(),
    };
    site.entry(id).linked_from.iter().map(link).collect()
}

/// The findings that have their place in the file of the page.
fn findings(snapshot: &Snapshot, file: Option<FileId>) -> Vec<Finding> {
    let Some(file) = file else { return Vec::new() };
    let all = snapshot.report.diagnostics.iter();
    all.filter(|diagnostic| {
        diagnostic.place != Place::Site && diagnostic.place.file() == Some(file)
    })
    .map(|diagnostic| Finding::of(diagnostic, snapshot))
    .collect()
}
