//! Related articles by weighted overlap.

use rayon::prelude::*;

use super::{EntryId, Site};
use crate::parse::Fields;
use crate::schema::Kind;

/// How many of the newest articles of each shared entry are candidates. Whole lists would make the
/// work quadratic: in a large site every article shares an area with a sixth of all others.
const CANDIDATES: usize = 64;
/// How many related articles a page shows.
const SHOWN: usize = 4;
/// The overlap below which articles are not called related: one shared cause, or two other things.
const MINIMUM: u32 = 3;

/// Fills `related` of every article: the author's choice first, then much overlap, then the newest.
pub fn relate(site: &mut Site) {
    let articles: Vec<EntryId> = site.of_kind(Kind::Article).collect();
    let related: Vec<Vec<EntryId>> = articles.par_iter().map(|id| of_article(site, *id)).collect();
    for (id, related) in articles.into_iter().zip(related) {
        site.entry_mut(id).related = related;
    }
}

fn of_article(site: &Site, id: EntryId) -> Vec<EntryId> {
    let article = site.entry(id);
    let mut shares: Vec<(EntryId, u32)> = Vec::new();
    let in_common = [
        (&article.causes, 3),
        (&article.exercises, 2),
        (&article.symptoms, 2),
        (&article.areas, 2),
    ];
    for (entries, weight) in in_common {
        for entry in entries {
            let newest = site.entry(*entry).articles.iter().take(CANDIDATES);
            shares.extend(newest.map(|other| (*other, weight)));
        }
    }
    shares.sort_unstable();
    rank(site, id, &shares)
}

/// `shares` is sorted, so that all of one article stand together.
fn rank(site: &Site, id: EntryId, shares: &[(EntryId, u32)]) -> Vec<EntryId> {
    let mut related = site.entry(id).related.clone();
    let mut ranked: Vec<(u32, EntryId)> = shares
        .chunk_by(|one, next| one.0 == next.0)
        .map(|shares| (shares[0].0, shares.iter().map(|(_, weight)| weight).sum::<u32>()))
        .filter(|(other, _)| *other != id && !related.contains(other))
        .map(|(other, score)| (score + u32::from(same_kind(site, id, other)), other))
        .filter(|(score, _)| *score >= MINIMUM)
        .collect();
    ranked.sort_unstable_by_key(|(score, other)| (std::cmp::Reverse(*score), *other));
    related.truncate(SHOWN);
    let places = SHOWN - related.len();
    related.extend(ranked.iter().map(|(_, other)| *other).take(places));
    related
}

fn same_kind(site: &Site, one: EntryId, other: EntryId) -> bool {
    match (site.entry(one).fields(), site.entry(other).fields()) {
        (Fields::Article(one), Fields::Article(other)) => one.kind == other.kind,
        _ => false,
    }
}
