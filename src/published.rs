//! What was published: addresses out of the state of a deploy, a manifest or a sitemap, read from
//! wherever they lie.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Deserialize;

use crate::headers::Role;
use crate::link::targets::decoded;
use crate::plan::url;

/// What is looked for in a folder or below the address of a site, the best first.
const NAMES: [&str; 3] = [".soleus-deploy.json", ".soleus-manifest.json", "sitemap.xml"];

/// More files than a sitemap of 50 million addresses has.
const MOST_SITEMAPS: usize = 1000;

/// The addresses of a site as they were published.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// From the site's root, decoded.
    pub addresses: BTreeSet<Arc<str>>,
    /// How many addresses of other sites a sitemap holds.
    pub elsewhere: usize,
}

/// Reads what was published. `get` gives the text at a path or URL, `None` where nothing is.
///
/// # Errors
/// With a line that says what cannot be read.
pub fn read(
    from: &str,
    base_url: &str,
    get: &dyn Fn(&str) -> Result<Option<String>, String>,
) -> Result<Published, String> {
    let is_folder = from.ends_with('/') || from == base_url.trim_end_matches('/');
    let names: &[&str] = if is_folder { &NAMES } else { &[""] };
    let slash = if is_folder && !from.ends_with('/') { "/" } else { "" };
    for name in names {
        let place = format!("{from}{slash}{name}");
        if let Some(text) = get(&place)? {
            let mut published = Published::default();
            published.add(&place, &text, base_url, get)?;
            return Ok(published);
        }
    }
    match names {
        [""] => Err(format!("there is nothing at `{from}`")),
        _ => Err(format!("there is none of `{}` at `{from}`", NAMES.join("`, `"))),
    }
}

impl Published {
    fn add(
        &mut self,
        place: &str,
        text: &str,
        base_url: &str,
        get: &dyn Fn(&str) -> Result<Option<String>, String>,
    ) -> Result<(), String> {
        if text.trim_start().starts_with('{') {
            return self.add_files(place, text);
        }
        if text.contains("<urlset") {
            self.add_locations(text, base_url);
            return Ok(());
        }
        if !text.contains("<sitemapindex") {
            return Err(format!("`{place}` is neither a list of files nor a sitemap"));
        }
        for part in locations(text).take(MOST_SITEMAPS) {
            let text = get(&part)?.ok_or_else(|| format!("there is nothing at `{part}`"))?;
            self.add_locations(&text, base_url);
        }
        Ok(())
    }

    fn add_files(&mut self, place: &str, text: &str) -> Result<(), String> {
        let list: Files = serde_json::from_str(text)
            .map_err(|error| format!("`{place}` is no list of files: {error}"))?;
        let files = list.files.iter().filter(|(_, file)| file.role != Role::Fingerprinted);
        let is_packed = |path: &str| {
            let plain = path.strip_suffix(".gz").or_else(|| path.strip_suffix(".br"));
            plain.is_some_and(|plain| list.files.contains_key(plain))
        };
        let paths = files.map(|(path, _)| path.as_str());
        let paths = paths.filter(|path| !is_for_machines(path) && !is_packed(path));
        self.addresses.extend(paths.map(|path| url::of_file(path).into()));
        Ok(())
    }

    fn add_locations(&mut self, text: &str, base_url: &str) {
        for location in locations(text) {
            match below(&location, base_url) {
                Some(path) => drop(self.addresses.insert(decoded(path).into())),
                None => self.elsewhere += 1,
            }
        }
    }
}

/// What the lists of a build and of a deploy have in common.
#[derive(Deserialize)]
struct Files {
    files: std::collections::BTreeMap<String, File>,
}

#[derive(Deserialize)]
struct File {
    role: Role,
}

/// What no reader has the address of: files of hosts, the parts of a long sitemap, and the search index.
fn is_for_machines(path: &str) -> bool {
    let folders = ["sitemap-", url::SEARCH_INDEX];
    path.starts_with(['.', '_'])
        || folders.iter().any(|folder| path.starts_with(folder))
        || path == "CNAME"
}

/// What stands between `<loc>` and `</loc>`.
fn locations(text: &str) -> impl Iterator<Item = String> {
    let parts = text.split("<loc>").skip(1).filter_map(|part| part.split("</loc>").next());
    parts.map(|part| {
        let part = part.trim();
        quick_xml::escape::unescape(part).map_or_else(|_| part.to_owned(), Into::into)
    })
}

/// The path of an address from the site's root; `None` when it belongs to another site.
fn below<'a>(location: &'a str, base_url: &str) -> Option<&'a str> {
    let host = |url: &str| {
        let origin = url::origin(url);
        origin.split_once("://").map_or(origin, |(_, host)| host).to_ascii_lowercase()
    };
    let start = url::origin(location).len();
    let path = location[start..].split(['?', '#']).next().unwrap_or_default();
    let inside = path.strip_prefix(&url::base_path(base_url))?;
    let inside = if inside.is_empty() { "/" } else { inside };
    (host(location) == host(base_url) && inside.starts_with('/')).then_some(inside)
}
