//! One file → its plain text: passages, sentences and words, each with its place. Headings, paragraphs,
//! list items, cells and the texts of front matter stand in one string, so that every rule reads the
//! same words and the file is gone through once.
//!
//! It is made when a rule or a report asks for it and dropped afterwards: a site keeps none.

pub mod beginnings;
mod body;
mod fields;
pub mod pattern;
pub mod readability;
pub mod screen;
mod sentences;
pub mod syllables;
mod words;

use std::ops::Range;

use crate::parse::yaml::Key;
use crate::parse::{Data, Document};
use crate::source::{FileId, Span};

/// Stands in the text for what has no words of its own: a token, code, a picture, a link that shows the
/// title of its target.
pub const OBJECT: char = '\u{FFFC}';

/// The plain text of a file.
#[derive(Debug)]
pub struct PlainText<'a> {
    file: Written<'a>,
    text: String,
    /// From the text of the body to the file, in the order of both.
    segments: Vec<Segment>,
    pub passages: Vec<Passage>,
    pub sentences: Vec<Sentence>,
    pub words: Vec<Word>,
    /// The words of links, in the order of the outline's links; pictures and citations have none.
    pub links: Vec<LinkWords>,
    pub citations: Vec<Citation>,
}

/// What the text was read from.
#[derive(Debug, Clone, Copy)]
enum Written<'a> {
    Document(&'a Document),
    Data(&'a Data),
}

/// A run of text that stands in the file as it is, as far as both are equally long.
#[derive(Debug, Clone)]
struct Segment {
    text: Range<u32>,
    file: Range<u32>,
}

/// A piece of text that is read for itself.
#[derive(Debug, Clone)]
pub struct Passage {
    pub role: Role,
    /// The value of the YAML; `None` for Markdown.
    pub field: Option<Path>,
    pub text: Range<usize>,
    pub sentences: Range<usize>,
}

/// What a passage is to its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Heading,
    Paragraph,
    /// A list item of the body.
    Item,
    Cell,
    /// Whole sentences of front matter.
    Sentences,
    /// A few words of front matter.
    Phrase,
    Step,
    /// What not to do or what goes wrong.
    Discouraged,
    /// What people say and is not right.
    Myth,
}

impl Role {
    /// Whether the text of the body is flowing prose.
    #[must_use]
    pub fn is_body(self) -> bool {
        matches!(self, Self::Paragraph | Self::Item | Self::Cell)
    }
}

/// The way to a value of the YAML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Path([Option<Key<'static>>; 4]);

impl Path {
    /// The first field of the way.
    #[must_use]
    pub fn starts_with(&self, name: &str) -> bool {
        self.0[0] == Some(Key::Field(name))
    }

    fn keys(&self) -> Vec<Key<'static>> {
        self.0.iter().flatten().copied().collect()
    }
}

/// A sentence, or what stands for one in a list and a cell.
#[derive(Debug, Clone)]
pub struct Sentence {
    pub text: Range<usize>,
    /// Indices of its words.
    pub words: Range<usize>,
}

/// A word. The parts of one with hyphens are words of their own here.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    start: u32,
    end: u32,
    pub follows_hyphen: bool,
}

impl Word {
    #[must_use]
    pub fn text(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The words of a link.
#[derive(Debug, Clone)]
pub struct LinkWords {
    /// The place of the link in the outline.
    pub index: usize,
    pub text: Range<usize>,
}

/// A mark that sends the reader to a source or a footnote.
#[derive(Debug, Clone, Copy)]
pub struct Citation {
    /// Where it stood in the text.
    pub at: usize,
    /// Its place among the links of the outline; `None` for a footnote.
    pub index: Option<usize>,
}

impl<'a> PlainText<'a> {
    /// The text of an entry: its front matter, then its body.
    #[must_use]
    pub fn of_document(document: &'a Document) -> Self {
        let mut plain = Self::new(Written::Document(document), document.text.len());
        if let Some(content) = &document.content {
            fields::read(&mut plain, content);
            body::read(&mut plain, &document.text[content.body.clone()], content.body.start);
        }
        plain
    }

    /// The text of a data file, as far as readers see it as prose.
    #[must_use]
    pub fn of_data(data: &'a Data) -> Self {
        let mut plain = Self::new(Written::Data(data), data.text.len());
        fields::read_data(&mut plain, &data.items);
        plain
    }

    fn new(file: Written<'a>, length: usize) -> Self {
        Self {
            file,
            text: String::with_capacity(length),
            segments: Vec::new(),
            passages: Vec::new(),
            sentences: Vec::new(),
            words: Vec::with_capacity(length / 5),
            links: Vec::new(),
            citations: Vec::new(),
        }
    }

    /// A part of the text.
    #[must_use]
    pub fn get(&self, range: Range<usize>) -> &str {
        &self.text[range]
    }

    #[must_use]
    pub fn word(&self, index: usize) -> &str {
        &self.text[self.words[index].text()]
    }

    /// The sentences of a passage.
    #[must_use]
    pub fn sentences_of(&self, passage: &Passage) -> &[Sentence] {
        &self.sentences[passage.sentences.clone()]
    }

    /// The number of words as a reader counts them: one with hyphens is one.
    #[must_use]
    pub fn count(&self, words: Range<usize>) -> usize {
        self.words[words].iter().filter(|word| !word.follows_hyphen).count()
    }

    /// The citations of a part of the text, and those that stand right at its end.
    pub fn citations_in(&self, text: Range<usize>) -> impl Iterator<Item = &Citation> {
        let start = self.citations.partition_point(|citation| citation.at <= text.start);
        self.citations[start..].iter().take_while(move |citation| citation.at <= text.end)
    }

    /// Where a part of the text stands in its file.
    #[must_use]
    pub fn place(&self, text: Range<usize>) -> Span {
        let at = self.passages.partition_point(|passage| passage.text.end < text.start);
        match self.passages.get(at).and_then(|passage| passage.field) {
            Some(path) => self.place_in_field(&path, text),
            None => self.place_in_body(text),
        }
    }

    /// The words within the value, where they are written as they read.
    fn place_in_field(&self, path: &Path, text: Range<usize>) -> Span {
        let (value, file) = match self.file {
            Written::Document(document) => (document.locate(&path.keys()), &document.text),
            Written::Data(data) => (data.locate(&path.keys()), &data.text),
        };
        let Some(at) = file[value.range()].find(&self.text[text.clone()]) else { return value };
        let start = value.range().start + at;
        Span::new(value.file, start..start + text.len())
    }

    fn place_in_body(&self, text: Range<usize>) -> Span {
        let Written::Document(document) = self.file else { return Span::new(self.file_id(), 0..0) };
        let start = document.text.floor_char_boundary(self.in_file(text.start, text.start));
        let end = document
            .text
            .ceil_char_boundary(self.in_file(text.end, text.end.saturating_sub(1).max(text.start)));
        // A caret under one line says more than one under ten.
        let line = document.text[start..end.max(start)].lines().next().unwrap_or_default();
        Span::new(document.file, start..start + line.len())
    }

    fn file_id(&self) -> FileId {
        match self.file {
            Written::Document(document) => document.file,
            Written::Data(data) => data.file,
        }
    }

    /// Where `at` lies in the file, by the run of text that holds `held`.
    fn in_file(&self, at: usize, held: usize) -> usize {
        let after = self.segments.partition_point(|segment| segment.text.start as usize <= held);
        let Some(segment) = after.checked_sub(1).map(|before| &self.segments[before]) else {
            return 0;
        };
        if at >= segment.text.end as usize {
            return segment.file.end as usize;
        }
        let written = segment.file.start as usize + (at - segment.text.start as usize);
        written.min(segment.file.end as usize)
    }

    /// Takes back the end of the text, and where it came from.
    fn truncate(&mut self, length: usize) {
        self.text.truncate(length);
        while self.segments.last().is_some_and(|last| last.text.start as usize >= length) {
            self.segments.pop();
        }
    }

    /// Ends a passage that began at `start`, and reads its words and sentences.
    fn close(&mut self, role: Role, field: Option<Path>, start: usize) {
        let trimmed = self.text[start..].trim_end().len() + start;
        self.truncate(trimmed);
        let first_word = self.words.len();
        words::read(&self.text, start, &mut self.words);
        if self.words.len() > first_word {
            let first = self.sentences.len();
            sentences::read(&self.text, start, &self.words, first_word, &mut self.sentences);
            let sentences = first..self.sentences.len();
            self.passages.push(Passage { role, field, text: start..trimmed, sentences });
        }
        // Nothing that is looked for crosses from one passage to the next.
        self.text.push('\n');
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("load refuses files of 4 GiB")
}
