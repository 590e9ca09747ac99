//! What was published and is there no more, with the entry that most likely took its place.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, slips};
use crate::link::definitions::Meaning;
use crate::link::{EntryId, Site};
use crate::parse::anchors::slug;
use crate::plan::Plan;

/// A finding for each address of `published` at which there is nothing now.
#[must_use]
pub fn vanished_addresses(
    site: &Site,
    plan: &Plan,
    published: &BTreeSet<Arc<str>>,
) -> Vec<Diagnostic> {
    let is_gone = |address: &str| plan.at(address).is_none() && !is_later_page(address);
    let gone: BTreeSet<&Arc<str>> = published.iter().filter(|address| is_gone(address)).collect();
    // A feed comes back with its page.
    let is_told = |address: &str| {
        address
            .strip_suffix("feed.xml")
            .is_some_and(|page| gone.iter().any(|other| ***other == *page))
    };
    let alone = gone.iter().filter(|address| !is_told(address));
    alone.map(|address| vanished(site, plan, address)).collect()
}

/// A page after the first of a list, which goes when the list becomes shorter.
fn is_later_page(address: &str) -> bool {
    let mut parts = address.trim_end_matches('/').rsplit('/');
    let is_number = parts.next().is_some_and(|part| part.bytes().all(|b| b.is_ascii_digit()));
    is_number && parts.next() == Some("page")
}

fn vanished(site: &Site, plan: &Plan, address: &str) -> Diagnostic {
    let message = format!("nothing is left at `{}`, which was published", address.escape_debug());
    if outside_of_time(site, address) {
        let help = "what was there is a draft, or not published at this time";
        return Diagnostic::warning("vanished-address", Place::Site, message).help(help);
    }
    match successor(site, plan, address) {
        Some(id) => {
            let document = &site.entry(id).document;
            let help = format!("add `aliases: [{address}]` to `{}`", document.path);
            Diagnostic::error("vanished-address", document.file, message).help(help)
        }
        None => Diagnostic::error("vanished-address", Place::Site, message).help(advice(address)),
    }
}

/// Whether an address names something that is not published now.
fn outside_of_time(site: &Site, address: &str) -> bool {
    let definition = |name| site.definitions.get(name);
    let mut named = address.split('/').filter_map(definition);
    named.any(|definition| definition.meaning == Meaning::Unpublished)
}

fn advice(address: &str) -> String {
    if is_file(address) {
        return format!(
            "put the file back at `static{address}`, or add its address to `aliases` of a page"
        );
    }
    format!("bring it back, or add `{address}` to `aliases` of the page that took its place")
}

fn is_file(address: &str) -> bool {
    let name = address.rsplit('/').next().unwrap_or_default();
    let suffix = name.rsplit_once('.').map(|(_, suffix)| suffix);
    suffix.is_some_and(|suffix| suffix != "html") && name != "feed.xml"
}

/// The entry that has the last name of an address as its id or its title, or else one of nearly that
/// id whose page lies in the same folder.
fn successor(site: &Site, plan: &Plan, address: &str) -> Option<EntryId> {
    let page = address.strip_suffix("feed.xml").unwrap_or(address);
    let (folder, name) = page.trim_end_matches('/').rsplit_once('/')?;
    if name.is_empty() || is_file(page) {
        return None;
    }
    let entry = |id: EntryId| &site.entry(id).document.id;
    let is_named = |id: &EntryId| **entry(*id) == *name || slug(site.entry(*id).title()) == name;
    let lies_beside = |id: &EntryId| {
        let other = plan.addresses().of(*id).trim_end_matches('/');
        other.rsplit_once('/').is_some_and(|(other, _)| other == folder)
    };
    let near = || {
        let near = site.ids().filter(lies_beside);
        near.filter_map(|id| Some((slips(name, entry(id))?, id))).min().map(|(_, id)| id)
    };
    site.ids().find(is_named).or_else(near)
}
