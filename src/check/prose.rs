//! What rules over prose look at: one file, and the words of the site.

use std::cell::OnceCell;
use std::ops::Deref;
use std::sync::Arc;

use super::Rule;
use super::vocabulary::{List, Vocabulary};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::Entry;
use crate::parse::{Content, Data, Document, Link};
use crate::prose::pattern::Found;
use crate::prose::{LinkWords, Passage, PlainText, Sentence};
use crate::schema::Kind;

/// One published entry or one data file, and the words that it is held against.
#[derive(Debug)]
pub struct Prose<'a> {
    /// `None` for a data file.
    pub document: Option<&'a Document>,
    pub vocabulary: &'a Vocabulary,
    /// Made when a rule first looks at it.
    pub text: Text<'a>,
    /// The phrases of the lists, in the order of the text.
    hits: OnceCell<Vec<Hit>>,
    /// Whether the phrases of lists that can stop a build may be among them.
    may_stop: OnceCell<bool>,
}

/// The plain text of a file, made when it is asked for.
#[derive(Debug)]
pub struct Text<'a> {
    source: Source<'a>,
    plain: OnceCell<PlainText<'a>>,
}

#[derive(Debug, Clone, Copy)]
enum Source<'a> {
    Document(&'a Document),
    Data(&'a Data),
}

impl Text<'_> {
    /// The whole file as it is written.
    fn file(&self) -> &str {
        match self.source {
            Source::Document(document) => &document.text,
            Source::Data(data) => &data.text,
        }
    }
}

impl<'a> Deref for Text<'a> {
    type Target = PlainText<'a>;

    fn deref(&self) -> &PlainText<'a> {
        self.plain.get_or_init(|| match self.source {
            Source::Document(document) => PlainText::of_document(document),
            Source::Data(data) => PlainText::of_data(data),
        })
    }
}

/// A phrase of a list that stands in the text.
#[derive(Debug, Clone)]
pub struct Hit {
    pub list: List,
    /// Its place in the list.
    pub index: usize,
    /// Indices of its passage and its sentence.
    pub passage: usize,
    pub sentence: usize,
    /// Indices of its words.
    pub words: std::ops::Range<usize>,
}

impl<'a> Prose<'a> {
    #[must_use]
    pub fn new(entry: &'a Entry, vocabulary: &'a Vocabulary) -> Self {
        Self::of(Some(&entry.document), Source::Document(&entry.document), vocabulary)
    }

    #[must_use]
    pub fn of_data(data: &'a Data, vocabulary: &'a Vocabulary) -> Self {
        Self::of(None, Source::Data(data), vocabulary)
    }

    fn of(document: Option<&'a Document>, source: Source<'a>, vocabulary: &'a Vocabulary) -> Self {
        let text = Text { source, plain: OnceCell::new() };
        Self { document, vocabulary, text, hits: OnceCell::new(), may_stop: OnceCell::new() }
    }

    #[must_use]
    pub fn content(&self) -> Option<&'a Content> {
        self.document?.content.as_ref()
    }

    /// The document and what it says; `None` for a data file.
    #[must_use]
    pub fn entry(&self) -> Option<(&'a Document, &'a Content)> {
        Some((self.document?, self.content()?))
    }

    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        self.document.map(|document| document.kind)
    }

    /// The phrases of one list that stand in the text.
    pub fn hits(&self, list: List) -> impl Iterator<Item = &Hit> {
        let is_idle = self.vocabulary.screens(list) && !self.may_stop();
        let hits = if is_idle { &[][..] } else { self.all_hits() };
        hits.iter().filter(move |hit| hit.list == list)
    }

    fn may_stop(&self) -> bool {
        let look = || self.vocabulary.screen.may_hold(self.text.file());
        *self.may_stop.get_or_init(look)
    }

    fn all_hits(&self) -> &[Hit] {
        self.hits.get_or_init(|| hits(&self.text, self.vocabulary))
    }

    #[must_use]
    pub fn passage(&self, hit: &Hit) -> &Passage {
        &self.text.passages[hit.passage]
    }

    #[must_use]
    pub fn sentence(&self, hit: &Hit) -> &Sentence {
        &self.text.sentences[hit.sentence]
    }

    /// The words of a hit, as they are written.
    #[must_use]
    pub fn words(&self, hit: &Hit) -> &str {
        self.text.get(self.range(hit))
    }

    /// Where the words of a hit stand in the text.
    #[must_use]
    pub fn range(&self, hit: &Hit) -> std::ops::Range<usize> {
        let words = &self.text.words;
        words[hit.words.start].text().start..words[hit.words.end - 1].text().end
    }

    /// A finding at a part of the text, as bad as the rule says.
    #[must_use]
    pub fn finding(
        &self,
        rule: &Rule,
        text: std::ops::Range<usize>,
        message: impl Into<Arc<str>>,
    ) -> Diagnostic {
        rule.finding(self.text.place(text), message)
    }

    /// A finding that is no error whatever the rule is.
    #[must_use]
    pub fn warning(
        &self,
        rule: &Rule,
        text: std::ops::Range<usize>,
        message: impl Into<Arc<str>>,
    ) -> Diagnostic {
        Diagnostic::new(rule.id, Severity::Warning, self.text.place(text), message)
    }

    /// The links of the text that have words, each with what it asks for.
    pub fn links(&self) -> impl Iterator<Item = (&LinkWords, &'a Link)> {
        let links = self.document.map_or(&[][..], |document| &document.outline.links);
        self.text.links.iter().filter_map(move |words| Some((words, links.get(words.index)?)))
    }
}

/// One pass over the words for the phrases of all lists.
fn hits(text: &PlainText<'_>, vocabulary: &Vocabulary) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut found: Vec<Found> = Vec::new();
    for (passage_index, passage) in text.passages.iter().enumerate() {
        for sentence in passage.sentences.clone() {
            vocabulary.phrases.find(text, text.sentences[sentence].words.clone(), &mut found);
            for found in found.drain(..) {
                let (list, index) = vocabulary.owner(found.phrase);
                let hit = Hit { list, index, passage: passage_index, sentence, words: found.words };
                if !overlaps(&hits, &hit) {
                    hits.push(hit);
                }
            }
        }
    }
    hits
}

/// Whether another phrase of the list takes in where this one begins: one finding says enough.
fn overlaps(hits: &[Hit], hit: &Hit) -> bool {
    let mut before = hits.iter().rev().take_while(|before| before.sentence == hit.sentence);
    before.any(|before| before.list == hit.list && before.words.end > hit.words.start)
}
