//! What names an address that changes and is left to its author: templates, and files that are copied.

use std::path::Path;

use super::moving::Moving;
use super::references::Moved;
use crate::headers::content_type_of_name;
use crate::link::Site;
use crate::load;
use crate::schema::Kind;
use crate::source::{Asset, Sources};

/// The places, in the order of the files, each as a line for the author.
pub(super) fn of(root: &Path, sources: &Sources, moved: &Moved) -> Vec<String> {
    let addresses: Vec<String> = moved.keys().map(|file| named(file)).collect();
    let templates = sources.under("templates/");
    let mut notes: Vec<String> =
        templates.flat_map(|source| within(&source.path, &source.text, &addresses)).collect();
    for asset in sources.assets().filter(|asset| is_text(asset)) {
        if let Ok(bytes) = load::read_asset(root, asset) {
            notes.extend(within(&asset.path, &String::from_utf8_lossy(&bytes), &addresses));
        }
    }
    notes
}

/// An address as it is written, without the last slash that some leave out.
fn named(file: &str) -> String {
    format!("/{}", file.strip_suffix("/index.html").unwrap_or(file))
}

fn is_text(asset: &Asset) -> bool {
    let kind = content_type_of_name(&asset.path);
    asset.built_in.is_none() && (kind.contains("charset") || kind.starts_with("image/svg"))
}

/// An area that the built-in map of the body leads to by its old id.
pub(super) fn of_map(site: &Site, moving: &Moving) -> Option<String> {
    let map = &site.body_map;
    let is_on_it = map.regions.iter().any(|region| *region.area.id() == moving.old);
    (map.is_built_in && moving.kind == Kind::Area && is_on_it).then(|| {
        let old = &moving.old;
        format!("the built-in body map leads to `{old}`; write `content/body-map.yaml` to keep the area on it")
    })
}

fn within(path: &str, text: &str, addresses: &[String]) -> Vec<String> {
    let mut notes = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        let names = addresses.iter().filter(|address| names(text, address));
        let note = |address| {
            format!("`{path}:{line}` names `{address}`, which redirects; mend it by hand")
        };
        notes.extend(names.map(note));
    }
    notes
}

/// Whether a text names an address itself, and not one that only begins alike.
fn names(text: &str, address: &str) -> bool {
    let mut places = text.match_indices(address);
    places.any(|(at, _)| {
        let rest = text[at + address.len()..].strip_prefix('/');
        let rest = rest.unwrap_or(&text[at + address.len()..]);
        !rest.starts_with(|c: char| c.is_alphanumeric() || "-_/".contains(c))
    })
}
