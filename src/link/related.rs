//! Related articles by weighted overlap.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::{Entry, EntryId, Site};
use crate::parse::Fields;
use crate::schema::{ArticleKind, Kind};

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
    let kinds: Vec<Option<ArticleKind>> = site.entries.iter().map(|entry| kind_of(entry)).collect();
    let overlap = || Overlap::none(kinds.len());
    let related: Vec<Vec<EntryId>> = articles
        .par_iter()
        .map_init(overlap, |overlap, id| of_article(site, &kinds, overlap, *id))
        .collect();
    for (id, related) in articles.into_iter().zip(related) {
        site.entry_mut(id).related = related;
    }
}

fn kind_of(entry: &Entry) -> Option<ArticleKind> {
    match entry.fields() {
        Fields::Article(article) => Some(article.kind),
        _ => None,
    }
}

fn of_article(
    site: &Site,
    kinds: &[Option<ArticleKind>],
    overlap: &mut Overlap,
    id: EntryId,
) -> Vec<EntryId> {
    let article = site.entry(id);
    let in_common = [
        (&article.causes, 3),
        (&article.exercises, 2),
        (&article.symptoms, 2),
        (&article.areas, 2),
    ];
    for (entries, weight) in in_common {
        for entry in entries {
            let newest = site.entry(*entry).articles.iter().take(CANDIDATES);
            newest.for_each(|other| overlap.add(*other, weight));
        }
    }
    let kind = |id: EntryId| kinds[id.0 as usize];
    let mut related = article.related.clone();
    let own_kind = kind(id);
    let mut best = Best::default();
    for (other, score) in overlap.take() {
        let score = score + u32::from(kind(other) == own_kind);
        let ranked = (Reverse(score), other);
        if score >= MINIMUM
            && best.has_place_for(ranked)
            && other != id
            && !related.contains(&other)
        {
            best.insert(ranked);
        }
    }
    related.truncate(SHOWN);
    let places = SHOWN - related.len();
    related.extend(best.0.iter().map(|(_, other)| *other).take(places));
    related
}

/// An entry by how much it has in common with an article; the best are the least.
type Ranked = (Reverse<u32>, EntryId);

/// The best that were seen, in their order, as many as a page shows.
#[derive(Default)]
struct Best(Vec<Ranked>);

impl Best {
    fn has_place_for(&self, ranked: Ranked) -> bool {
        self.0.get(SHOWN - 1).is_none_or(|last| ranked < *last)
    }

    fn insert(&mut self, ranked: Ranked) {
        self.0.truncate(SHOWN - 1);
        let place = self.0.partition_point(|better| *better < ranked);
        self.0.insert(place, ranked);
    }
}

/// How much each entry has in common with one article. It serves one article after the other, since a
/// sorted list of all shares for each took longer than all else that linking does.
struct Overlap {
    scores: Vec<u32>,
    /// The entries whose score is not zero.
    scored: Vec<EntryId>,
}

impl Overlap {
    fn none(entries: usize) -> Self {
        Self { scores: vec![0; entries], scored: Vec::new() }
    }

    fn add(&mut self, entry: EntryId, weight: u32) {
        let score = &mut self.scores[entry.0 as usize];
        if *score == 0 {
            self.scored.push(entry);
        }
        *score += weight;
    }

    /// The entries with their scores, in no order; there is no overlap afterwards.
    fn take(&mut self) -> impl Iterator<Item = (EntryId, u32)> {
        let Self { scores, scored } = self;
        scored.drain(..).map(|entry| (entry, std::mem::take(&mut scores[entry.0 as usize])))
    }
}
