//! What rules over prose look at: one entry, and the words of the site.

use std::sync::Arc;

use crate::link::{Entry, Site};
use crate::parse::{Content, Document};
use crate::schema::Words;
use crate::source::{Hash, hash_of};

/// One published entry and the words that it is held against.
#[derive(Debug)]
pub struct Prose<'a> {
    pub document: &'a Document,
    pub content: &'a Content,
    pub vocabulary: &'a Vocabulary,
}

impl<'a> Prose<'a> {
    #[must_use]
    pub fn new(entry: &'a Entry, vocabulary: &'a Vocabulary) -> Self {
        Self { document: &entry.document, content: entry.content(), vocabulary }
    }
}

/// The words of a site that rules over prose know.
#[derive(Debug)]
pub struct Vocabulary {
    /// The word lists: the built-in ones and those of `content/words.yaml`.
    pub words: Arc<Words>,
    /// The plain and the medical names of the terms.
    pub terms: Vec<Arc<str>>,
    /// Identifies all of these words.
    pub hash: Hash,
}

impl Vocabulary {
    #[must_use]
    pub fn of_site(site: &Site) -> Self {
        let words = Arc::clone(&site.words);
        let names = |term: &crate::schema::Term| {
            [Some(term.name.share()), term.medical_name.as_ref().map(crate::schema::Text::share)]
        };
        let terms: Vec<Arc<str>> =
            site.terms.iter().flat_map(|item| names(&item.value)).flatten().collect();
        let hash = hash_of(&(&*words, &terms));
        Self { words, terms, hash }
    }
}
