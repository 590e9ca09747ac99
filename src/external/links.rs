//! The addresses of other sites that a site links to, from its graph, each with all its places.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Place;
use crate::link::{Entry, Site, Target};
use crate::parse::Fields;
use crate::parse::yaml::Key;

/// Places by address.
pub(super) type Links = BTreeMap<Arc<str>, Vec<Place>>;

pub(super) fn of(site: &Site) -> Links {
    let mut links = Links::new();
    let mut add = |address: &str, place: Place| {
        // What stands behind the `#` is never sent.
        let address = address.split('#').next().unwrap_or_default();
        if is_web(address) {
            links.entry(address.into()).or_default().push(place);
        }
    };
    for entry in &site.entries {
        of_entry(entry, &mut add);
    }
    for id in site.cited_sources() {
        add(&site.source(id).url, site.locate_source_field(id, "url"));
    }
    of_settings(site, &mut add);
    links
}

fn of_entry(entry: &Entry, add: &mut impl FnMut(&str, Place)) {
    for (link, target) in entry.document.outline.links.iter().zip(&entry.targets) {
        if let Target::Outside(address) = target {
            add(address, link.span.into());
        }
    }
    if let Fields::Person(person) = entry.fields()
        && let Some(credential) = &person.credential
    {
        let path = [Key::Field("credential"), Key::Field("register")];
        add(&credential.register, entry.document.locate(&path).into());
    }
}

fn of_settings(site: &Site, add: &mut impl FnMut(&str, Place)) {
    if let Some(licence) = &site.settings.licence {
        let path = [Key::Field("licence"), Key::Field("url")];
        add(&licence.url, site.locate_setting(&path));
    }
    if let Some(report_to) = &site.settings.report_to {
        add(report_to, site.locate_setting(&[Key::Field("report_to")]));
    }
}

fn is_web(address: &str) -> bool {
    let scheme = address.split(':').next().unwrap_or_default();
    ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web))
}
