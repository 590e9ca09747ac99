//! Settings of web servers that serve the output: types, how long files may be kept, redirects, the page
//! for a wrong address. They come from the same plan and the same [`headers`] as
//! everything else that says so.

mod caddy;
mod nginx;

use std::collections::{BTreeMap, BTreeSet};

use crate::headers::{self, Role};
use crate::plan::{Output, Plan, url};
use crate::schema::{Compression, Settings};

/// A web server whose settings we can write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Server {
    Nginx,
    Caddy,
}

/// What a server has to know of a site.
struct Facts {
    /// The folder that addresses count from.
    root: String,
    base_path: String,
    /// From an old address, decoded, to the new one, as it stands in HTML.
    redirects: BTreeMap<String, String>,
    /// The type of files whose suffix says another, by their name.
    types: BTreeMap<String, String>,
    security: Vec<(&'static str, String)>,
    compressions: Vec<Compression>,
}

/// The settings of `server` for a site that lies in `folder`.
///
/// # Errors
/// When the site has a folder on its host, and `folder` does not end with it: addresses and files would
/// not match.
pub fn host_config(
    server: Server,
    plan: &Plan,
    settings: &Settings,
    folder: &str,
) -> Result<String, String> {
    let facts = Facts::new(plan, settings, folder)?;
    Ok(match server {
        Server::Nginx => nginx::config(&facts),
        Server::Caddy => caddy::config(&facts),
    })
}

impl Facts {
    fn new(plan: &Plan, settings: &Settings, folder: &str) -> Result<Self, String> {
        let base_path = &plan.shared.base_path;
        let folder = folder.trim_end_matches('/');
        let root = folder.strip_suffix(&**base_path).ok_or_else(|| {
            format!("the site lies in `{base_path}` of its host, and `{folder}` does not end so")
        })?;
        Ok(Self {
            root: if root.is_empty() { "/".to_owned() } else { root.to_owned() },
            base_path: base_path.clone(),
            redirects: redirects(plan),
            types: types(plan),
            security: headers::security(&settings.allow, plan.shared.search).into(),
            compressions: smallest_first(&settings.precompress),
        })
    }
}

/// A server offers the packed forms in this order.
fn smallest_first(compressions: &[Compression]) -> Vec<Compression> {
    let all = [Compression::Brotli, Compression::Gzip];
    all.into_iter().filter(|compression| compressions.contains(compression)).collect()
}

/// An old address that is a folder is asked for with its slash and without.
fn redirects(plan: &Plan) -> BTreeMap<String, String> {
    let base_path = &plan.shared.base_path;
    let mut redirects = BTreeMap::new();
    for planned in plan.outputs.values() {
        if let Output::Redirect { to } = &planned.output {
            let from = format!("{base_path}{}", planned.address);
            let to = url::href(base_path, to).into_owned();
            redirects.insert(from.trim_end_matches('/').to_owned(), to.clone());
            redirects.insert(from, to);
        }
    }
    redirects
}

/// The names of files that have another type than their suffix says, such as `feed.xml`.
fn types(plan: &Plan) -> BTreeMap<String, String> {
    let mut by_name: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, planned) in &plan.outputs {
        let name = file.rsplit('/').next().unwrap_or(file);
        if !matches!(planned.output, Output::Redirect { .. }) {
            by_name.entry(name.to_owned()).or_default().insert(planned.content_type(file));
        }
    }
    let odd = |(name, kinds): (String, BTreeSet<String>)| {
        let kind = kinds.first().filter(|_| kinds.len() == 1)?.clone();
        (kind != headers::content_type_of_name(&name)).then_some((name, kind))
    };
    by_name.into_iter().filter_map(odd).collect()
}

/// A regular expression for names that hold a hash: ours, and those of the parts of a search index.
const FINGERPRINTED: &str = r"(\.[0-9a-f]{10}\.[a-z0-9]+|\.pf_[a-z]+)$";

/// What the header `Cache-Control` says of each, from the least special on: everything, files that are
/// no pages, and names that hold a hash.
fn kept() -> [&'static str; 3] {
    [Role::Page, Role::Asset, Role::Fingerprinted].map(Role::cache_control)
}
