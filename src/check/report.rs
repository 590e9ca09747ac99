//! What can be counted of each text, for an editor who wants to see where the site is hard to read.

use serde::Serialize;

use super::Vocabulary;
use crate::link::{Entry, Site};
use crate::prose::readability::Counts;
use crate::prose::{PlainText, Role};
use crate::schema::{Day, Kind};

/// Fewer words than this have no grade that says anything.
const WORDS: usize = 35;

/// The counts of one entry.
#[derive(Debug, Clone, Serialize)]
pub struct Text {
    /// Relative to the site's root, with forward slashes.
    pub file: String,
    pub kind: Kind,
    pub words: usize,
    pub sentences: usize,
    pub grades: Option<Grades>,
    /// The longest sentence of the text in words.
    pub longest_sentence: usize,
    /// Marks that cite sources.
    pub citations: usize,
    /// The day by which it is to be checked again.
    pub review_due: Option<Day>,
    pub is_overdue: bool,
}

/// How hard a text is to read, by each of the formulas.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Grades {
    pub flesch_kincaid: f64,
    pub reading_ease: f64,
    pub smog: f64,
    pub fog: f64,
}

/// The counts of all entries of a kind.
#[derive(Debug, Clone, Serialize)]
pub struct Total {
    pub kind: Kind,
    pub texts: usize,
    pub words: usize,
    pub grades: Option<Grades>,
    pub longest_sentence: usize,
    pub citations: usize,
    pub reviewed: usize,
    pub overdue: usize,
}

/// The counts of a site: each entry in reading order, and each kind.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    pub texts: Vec<Text>,
    pub totals: Vec<Total>,
}

impl Report {
    #[must_use]
    pub fn of_site(site: &Site) -> Self {
        let vocabulary = Vocabulary::of_site(site, &[]);
        let read = |entry| Counted::of(entry, &vocabulary, site.conditions.today);
        let counted: Vec<Counted> = site.entries.iter().map(|entry| read(entry)).collect();
        let kinds = counted.chunk_by(|a, b| a.text.kind == b.text.kind);
        let totals = kinds.map(total).collect();
        Self { texts: counted.into_iter().map(|counted| counted.text).collect(), totals }
    }
}

/// A text and what its grades are made of.
struct Counted {
    text: Text,
    counts: Counts,
}

impl Counted {
    fn of(entry: &Entry, vocabulary: &Vocabulary, today: Day) -> Self {
        let plain = PlainText::of_document(&entry.document);
        let counts = Counts::of(&plain, &vocabulary.known, &[Role::Paragraph, Role::Item]);
        let due = entry.content().common.review.as_ref().and_then(|review| review.next);
        let text = Text {
            file: entry.document.path.to_string(),
            kind: entry.kind(),
            words: counts.words,
            sentences: counts.sentences,
            grades: grades(&counts),
            longest_sentence: longest_sentence(&plain),
            citations: plain.citations.len(),
            review_due: due,
            is_overdue: due.is_some_and(|due| due < today),
        };
        Self { text, counts }
    }
}

fn longest_sentence(plain: &PlainText<'_>) -> usize {
    let bodies = plain.passages.iter().filter(|passage| passage.role.is_body());
    let sentences = bodies.flat_map(|passage| plain.sentences_of(passage));
    sentences.map(|sentence| plain.count(sentence.words.clone())).max().unwrap_or(0)
}

fn grades(counts: &Counts) -> Option<Grades> {
    let rounded = |number: f64| (number * 10.0).round() / 10.0;
    (counts.words >= WORDS).then(|| Grades {
        flesch_kincaid: rounded(counts.flesch_kincaid_grade()),
        reading_ease: rounded(counts.flesch_reading_ease()),
        smog: rounded(counts.smog_grade()),
        fog: rounded(counts.gunning_fog()),
    })
}

fn total(of_kind: &[Counted]) -> Total {
    let counts = of_kind.iter().fold(Counts::default(), |sum, counted| sum + counted.counts);
    let sum =
        |number: fn(&Text) -> usize| of_kind.iter().map(|counted| number(&counted.text)).sum();
    Total {
        kind: of_kind[0].text.kind,
        texts: of_kind.len(),
        words: counts.words,
        grades: grades(&counts),
        longest_sentence: of_kind.iter().map(|one| one.text.longest_sentence).max().unwrap_or(0),
        citations: sum(|text| text.citations),
        reviewed: sum(|text| usize::from(text.review_due.is_some())),
        overdue: sum(|text| usize::from(text.is_overdue)),
    }
}
