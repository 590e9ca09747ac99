//! The only place that spells an address. Addresses are site-root and decoded, such as
//! `/areas/calves/`; [`href`] adds the base path and encodes what a URL cannot hold.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

use rayon::prelude::*;

use crate::link::{EntryId, Site};
use crate::schema::Kind;
use crate::source::Hash;

pub const HOME: &str = "/";
pub const AREAS: &str = "/areas/";
pub const ARTICLES: &str = "/articles/";
pub const EXERCISES: &str = "/exercises/";
pub const ROUTINES: &str = "/routines/";
pub const SYMPTOMS: &str = "/symptoms/";
pub const TAGS: &str = "/tags/";
pub const MUSCLES: &str = "/muscles/";
pub const EQUIPMENT: &str = "/equipment/";
pub const LEVELS: &str = "/exercises/levels/";
pub const A_TO_Z: &str = "/a-to-z/";
pub const SOURCES: &str = "/sources/";
pub const SERIES: &str = "/series/";
pub const SEARCH: &str = "/search/";
/// The folder of the search index, as the paths of its files begin.
pub const SEARCH_INDEX: &str = "pagefind/";
/// The folders in it whose files all hold a hash in their names.
pub const SEARCH_INDEX_PARTS: [&str; 3] =
    ["/pagefind/filter/", "/pagefind/fragment/", "/pagefind/index/"];
pub const WARNING_SIGNS: &str = "/warning-signs/";
pub const NOT_FOUND: &str = "/404.html";
pub const FEED: &str = "/feed.xml";
pub const JSON_FEED: &str = "/feed.json";
pub const SITEMAP: &str = "/sitemap.xml";
pub const ROBOTS: &str = "/robots.txt";

/// The address of every entry, by its id.
#[derive(Debug, Default)]
pub struct Addresses(Vec<Arc<str>>);

impl Addresses {
    #[must_use]
    pub fn of_site(site: &Site) -> Self {
        let ids: Vec<EntryId> = site.ids().collect();
        Self(ids.into_par_iter().map(|id| of_entry(site, id).into()).collect())
    }

    #[must_use]
    pub fn of(&self, id: EntryId) -> &Arc<str> {
        &self.0[id.0 as usize]
    }
}

fn of_entry(site: &Site, id: EntryId) -> String {
    let entry = site.entry(id);
    let name = &entry.document.id;
    match entry.kind() {
        Kind::Article => of_article(site, id),
        Kind::Cause => match entry.areas.first() {
            Some(area) => format!("/areas/{}/causes/{name}/", site.entry(*area).document.id),
            None => format!("/causes/{name}/"),
        },
        Kind::Page => format!("/{name}/"),
        kind => format!("/{}/{name}/", kind.place()),
    }
}

/// An article's address after the site's `permalink`. One without a day keeps the short form, since
/// it has no year to put there.
fn of_article(site: &Site, id: EntryId) -> String {
    let entry = site.entry(id);
    let name = &entry.document.id;
    let pattern: &str = match permalink_fault(&site.settings.permalink) {
        None => &site.settings.permalink,
        // A rule reports it; here it must not make many articles meet at one address.
        Some(_) => "/articles/{id}/",
    };
    let Some(date) = entry.content().date else {
        let dated = ["{year}", "{month}", "{day}"].iter().any(|part| pattern.contains(part));
        return if dated { format!("/articles/{name}/") } else { pattern.replace("{id}", name) };
    };
    let two = |number: i8| format!("{number:02}");
    pattern
        .replace("{year}", &format!("{:04}", date.0.year()))
        .replace("{month}", &two(date.0.month()))
        .replace("{day}", &two(date.0.day()))
        .replace("{id}", name)
}

/// A page of a paginated list: the first is the list's own address.
#[must_use]
pub fn page_of(list: &str, number: usize) -> Arc<str> {
    if number == 1 { list.into() } else { format!("{list}page/{number}/").into() }
}

/// The page of a tag, a year or a month.
#[must_use]
pub fn below(list: &str, part: &str) -> Arc<str> {
    format!("{list}{part}/").into()
}

/// The output file of an address: `/a/` is `a/index.html`, `/a.txt` is `a.txt`.
#[must_use]
pub fn file(address: &str) -> String {
    let inside = address.trim_start_matches('/');
    if inside.is_empty() || inside.ends_with('/') {
        format!("{inside}index.html")
    } else {
        inside.to_owned()
    }
}

/// The address of an output file: `a/index.html` is `/a/`.
#[must_use]
pub fn of_file(file: &str) -> String {
    let folder = file.strip_suffix("index.html").filter(|f| f.is_empty() || f.ends_with('/'));
    format!("/{}", folder.unwrap_or(file))
}

/// The suffixes of files that pages load by themselves, which a browser may keep for ever under a name
/// that holds their hash.
const LOADED: [&str; 14] = [
    "avif", "css", "gif", "ico", "jpeg", "jpg", "js", "mjs", "otf", "png", "svg", "webp", "woff",
    "woff2",
];

/// How many digits of the hash stand in a name: 40 bits, so that no two versions of a file meet.
const DIGITS: usize = 10;

/// The address that a file has besides its own, with its hash in the name: `/style.1a2b3c4d5e.css`.
/// `None` for a file that no page loads by itself.
#[must_use]
pub fn fingerprinted(address: &str, hash: Hash) -> Option<String> {
    let (stem, suffix) = address.rsplit_once('.')?;
    LOADED.contains(&suffix).then(|| format!("{stem}.{}.{suffix}", short(hash)))
}

/// A hash as it stands in the name of a file.
#[must_use]
pub fn short(hash: Hash) -> String {
    hash.to_hex()[..DIGITS].to_owned()
}

/// The file whose bytes once had this name with a hash in it, if it is such a name.
#[must_use]
pub fn without_fingerprint(file: &str) -> Option<String> {
    let (rest, suffix) = file.rsplit_once('.')?;
    let (stem, digits) = rest.rsplit_once('.')?;
    let is_hash = digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_hash && LOADED.contains(&suffix)).then(|| format!("{stem}.{suffix}"))
}

/// What a site-root address is called in HTML: with the base path, percent-encoded. Addresses of
/// other sites and anchors pass through.
#[must_use]
pub fn href<'a>(base_path: &str, address: &'a str) -> Cow<'a, str> {
    if !address.starts_with('/') || base_path.is_empty() && all_stay(address, stays) {
        return Cow::Borrowed(address);
    }
    let mut href = String::with_capacity(base_path.len() + address.len());
    href.push_str(base_path);
    encode(address, stays, &mut href);
    Cow::Owned(href)
}

/// What a site-root address is called outside of the site: `https://example.org/blog/areas/`. Others pass
/// through.
#[must_use]
pub fn absolute(base_url: &str, address: &str) -> String {
    href(base_url.trim_end_matches('/'), address).into_owned()
}

/// The folder of the base URL without its last slash: nothing, or `/blog`.
#[must_use]
pub fn base_path(base_url: &str) -> String {
    let after_scheme = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    let path = after_scheme.find('/').map_or("", |at| &after_scheme[at..]);
    path.trim_end_matches('/').to_owned()
}

/// Scheme and host of the base URL: `https://example.org`.
#[must_use]
pub fn origin(base_url: &str) -> &str {
    let host = base_url.find("://").map_or(0, |at| at + 3);
    base_url[host..].find('/').map_or(base_url, |at| &base_url[..host + at])
}

/// The host of the base URL, without its port: `example.org`.
#[must_use]
pub fn host(base_url: &str) -> &str {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or(rest)
}

/// What an output file is called in a URL, behind `prefix`. A file has neither query nor anchor, so their
/// marks are part of its name.
#[must_use]
pub fn href_of_file(prefix: &str, file: &str) -> String {
    let mut href = prefix.to_owned();
    encode(&of_file(file), |byte| stays(byte) && !b"?#".contains(&byte), &mut href);
    href
}

/// Percent-encodes every byte of an address but those that stay.
fn encode(address: &str, stays: impl Fn(u8) -> bool, encoded: &mut String) {
    if all_stay(address, &stays) {
        encoded.push_str(address);
        return;
    }
    for byte in address.bytes() {
        if stays(byte) {
            encoded.push(byte as char);
        } else {
            write!(encoded, "%{byte:02X}").expect("writing to a string cannot fail");
        }
    }
}

/// Whether every byte of an address stays. Nearly all do, so the first that does not is not waited for.
fn all_stay(address: &str, stays: impl Fn(u8) -> bool) -> bool {
    address.bytes().fold(true, |all, byte| all & stays(byte))
}

/// What a path, a query and an anchor can hold.
fn stays(byte: u8) -> bool {
    STAYS[usize::from(byte)]
}

/// By byte.
const STAYS: [bool; 256] = {
    let mut stays = [false; 256];
    let marks = b"-._~/#?=&:@+,;!$()*";
    let mut byte = 0_u8;
    while byte < 128 {
        stays[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    let mut at = 0;
    while at < marks.len() {
        stays[marks[at] as usize] = true;
        at += 1;
    }
    stays
};

/// What to do about an article's `permalink` that lacks something or leads to no file inside the site.
#[must_use]
pub fn permalink_fault(pattern: &str) -> Option<&'static str> {
    let filled = pattern
        .replace("{year}", "2026")
        .replace("{month}", "12")
        .replace("{day}", "01")
        .replace("{id}", "id");
    if !pattern.contains("{id}") {
        return Some("write `{id}` in it, such as `/{year}/{id}/`");
    }
    if filled.contains(['{', '}']) {
        return Some("what stands in braces is `{year}`, `{month}`, `{day}` or `{id}`");
    }
    let inside = filled.starts_with('/') && filled.ends_with('/');
    let safe = crate::schema::SitePath::new(&filled).is_some();
    (!inside || !safe).then_some("begin and end it with `/`, with names between")
}
