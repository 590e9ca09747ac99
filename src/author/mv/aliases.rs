//! The addresses that change with an id, and the aliases that keep the old ones alive.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::moving::Moving;
use super::references::Moved;
use crate::author::AuthorError;
use crate::link::{Conditions, Entry, EntryId, Site};
use crate::parse::yaml::rewrite::{self, Edit, Wanted};
use crate::plan::url::{self, Addresses};
use crate::plan::{area, feed, outputs, part};
use crate::schema::Kind;
use crate::source::Sources;

/// An entry whose address changes.
pub(super) struct Readdressed<'a> {
    pub(super) entry: &'a Entry,
    /// Old addresses with the new ones, that of the page first.
    pairs: Vec<(String, String)>,
    /// Whether readers may know the old ones.
    is_known: bool,
}

/// The entries of the old site whose pages, or files beside them, have other addresses in the new one.
pub(super) fn readdressed<'a>(
    old: &'a Site,
    new: &Site,
    sources: &Sources,
    moving: &Moving,
    today: &Conditions,
) -> Vec<Readdressed<'a>> {
    let (before, after) = (Addresses::of_site(old), Addresses::of_site(new));
    let ids = new.ids().map(|id| (&*new.entry(id).document.id, id));
    let ids: BTreeMap<&str, EntryId> = ids.collect();
    let changed = |id: EntryId| {
        let entry = old.entry(id);
        let to = after.of(*ids.get(moving.id(&entry.document.id))?);
        let mut pairs = vec![(before.of(id).to_string(), to.to_string())];
        if *entry.document.id == *moving.old {
            pairs.extend(of_files(sources, old, moving));
        }
        let content = entry.content();
        let is_known = !content.common.draft && content.date.is_none_or(|date| date <= today.today);
        let is_another = pairs.iter().any(|(from, to)| from != to);
        is_another.then_some(Readdressed { entry, pairs, is_known })
    };
    old.ids().filter_map(changed).collect()
}

/// The files beside the entry that its own text or another shows.
fn of_files(sources: &Sources, site: &Site, moving: &Moving) -> Vec<(String, String)> {
    let named = outputs::named_assets(site);
    let moves = sources.assets().filter(|asset| named.contains(&asset.path));
    let pair =
        |path: &Arc<str>| (part::asset_address(path), part::asset_address(&moving.path(path)));
    moves.map(|asset| pair(&asset.path)).filter(|(from, to)| from != to).collect()
}

/// The new addresses by the files of the old ones. What lies below the page of an area goes with it.
pub(super) fn moved(entries: &[Readdressed<'_>]) -> Moved {
    let mut moved = Moved::new();
    for entry in entries {
        let page = entry.pairs.first().filter(|_| entry.entry.kind() == Kind::Area);
        if let Some((from, to)) = page {
            let list = |page: &str| format!("{page}{}", area::ARTICLES);
            moved.insert(url::file(&feed::address(from)), feed::address(to).to_string());
            moved.insert(url::file(&list(from)), list(to));
        }
        moved.extend(entry.pairs.iter().map(|(from, to)| (url::file(from), to.clone())));
    }
    moved
}

impl Readdressed<'_> {
    /// The edits of its file that add its old addresses to `aliases`, and take the new ones out.
    ///
    /// # Errors
    /// When the list is written so that only its author can.
    pub(super) fn edits(&self) -> Result<Vec<Edit>, AuthorError> {
        let document = &self.entry.document;
        let wanted = self.wanted();
        if wanted == Wanted::default() {
            return Ok(Vec::new());
        }
        rewrite::list(&document.block(), "aliases", &wanted).ok_or_else(|| {
            AuthorError::new(
                format!("`aliases` of `{}` cannot be added to", document.path),
                "write it as `aliases: [/an/address/]`, then try again",
            )
        })
    }

    fn wanted(&self) -> Wanted {
        let aliases = &self.entry.content().common.aliases;
        let mut wanted = Wanted::default();
        for (old, new) in self.pairs.iter().filter(|(old, new)| old != new) {
            let taken = aliases.iter().find(|alias| *outputs::folder_address(alias) == **new);
            match taken {
                Some(alias) => wanted.replace.push((alias.to_string(), old.clone())),
                None if self.is_known => wanted.add.push(old.clone()),
                None => {}
            }
        }
        wanted
    }
}
