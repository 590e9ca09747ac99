//! Files that hosts read to learn what headers a site wants, where its old addresses lead, and what its
//! name is. They are made for the hosts that the settings name.

use std::fmt::Write as _;

use super::outputs::Outputs;
use super::{Context, Origin, Output, Planned, url};
use crate::headers::{self, Role};
use crate::schema::Host;

/// Header rules of Netlify and Cloudflare Pages.
pub const HEADERS: &str = "/_headers";
/// Redirects of Netlify and Cloudflare Pages.
pub const REDIRECTS: &str = "/_redirects";
/// Keeps GitHub Pages from leaving out files whose names begin with `_`.
pub const NO_JEKYLL: &str = "/.nojekyll";
/// The host name by which GitHub Pages knows the site.
pub const CNAME: &str = "/CNAME";

/// Adds the files of the hosts, unless the site brings one of its own.
pub(super) fn files(context: &Context<'_>, outputs: &mut Outputs) {
    let hosts = &context.site.settings.hosts;
    let has = |host| hosts.contains(&host);
    if has(Host::Netlify) || has(Host::CloudflarePages) {
        let text = header_rules(context, outputs.all());
        add(outputs, HEADERS, text);
        // Netlify shows the page at an old address unless it is told to look away. Cloudflare never
        // shows it, and does not know the sign.
        let status = if has(Host::CloudflarePages) { "301" } else { "301!" };
        let text =
            redirects(&url::base_path(&context.site.settings.base_url), status, outputs.all());
        add(outputs, REDIRECTS, text);
    }
    if has(Host::GithubPages) {
        add(outputs, NO_JEKYLL, String::new());
        let name = url::host(&context.site.settings.base_url);
        if !name.ends_with(".github.io") {
            add(outputs, CNAME, format!("{name}\n"));
        }
    }
}

fn add(outputs: &mut Outputs, address: &'static str, text: String) {
    if !outputs.has(address) {
        let origin = Origin::site(format!("the file `{}`", address.trim_start_matches('/')));
        outputs.add(address, origin, Output::Text(text));
    }
}

/// Security headers for all, and a long life for names that hold a hash. Pages have none of ours: both
/// hosts ask browsers to look at them again each time, and of two rules for one header one host joins
/// the values.
fn header_rules<'a>(context: &Context<'_>, outputs: impl Iterator<Item = &'a Planned>) -> String {
    let settings = &context.site.settings;
    let searches = super::search::is_on(settings);
    let base_path = url::base_path(&settings.base_url);
    let mut text = format!("{base_path}/*\n");
    for (name, value) in headers::security(&settings.allow, searches) {
        writeln!(text, "  {name}: {value}").expect("a string can be written to");
    }
    let index = url::SEARCH_INDEX_PARTS.iter().filter(|_| searches);
    let of_index = index.map(|folder| format!("{base_path}{folder}*"));
    // Hosts take few rules, so pictures and cards, which are many, are left to what a host does by itself.
    let is_listed = |planned: &&Planned| {
        planned.role() == Role::Fingerprinted && !matches!(planned.output, Output::Derived(_))
    };
    let listed = outputs
        .filter(is_listed)
        .map(|planned| url::href(&base_path, &planned.address).into_owned());
    for address in listed.chain(of_index) {
        let kept = Role::Fingerprinted.cache_control();
        writeln!(text, "{address}\n  Cache-Control: {kept}").expect("a string can be written to");
    }
    text
}

fn redirects<'a>(
    base_path: &str,
    status: &str,
    outputs: impl Iterator<Item = &'a Planned>,
) -> String {
    let mut text = String::new();
    for planned in outputs {
        if let Output::Redirect { to } = &planned.output {
            let (from, to) = (url::href(base_path, &planned.address), url::href(base_path, to));
            writeln!(text, "{from} {to} {status}").expect("a string can be written to");
        }
    }
    text
}
