//! Links to other sites, as rules over prose see them.

use super::Prose;
use crate::parse::Link;
use crate::parse::markdown::Wanted;

/// The links of an entry that lead to other sites, each with its host.
pub(super) fn links<'a>(prose: &Prose<'a>) -> impl Iterator<Item = (&'a Link, &'a str)> {
    let links = prose.document.map_or(&[][..], |document| &document.outline.links);
    links.iter().filter(|link| !link.is_image).filter_map(|link| Some((link, host(link)?)))
}

/// The host of a link that leads to another site.
pub(super) fn host(link: &Link) -> Option<&str> {
    let Wanted::Destination(address) = &link.wanted else { return None };
    let (scheme, rest) = address.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    is_web.then(|| host.split(':').next().unwrap_or(host))
}

/// Whether a host is another or lies below it: `www.example.org` below `example.org`.
pub(super) fn is_below(host: &str, other: &str) -> bool {
    let at = host.len().checked_sub(other.len());
    at.is_some_and(|at| {
        host.is_char_boundary(at)
            && host[at..].eq_ignore_ascii_case(other)
            && (at == 0 || host[..at].ends_with('.'))
    })
}
