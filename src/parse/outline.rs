//! One pass over a body: its headings, links, citations and tokens with their places, and the texts
//! that lists and checks need.

use std::ops::Range;
use std::sync::Arc;

use memchr::memchr2;
use pulldown_cmark::{Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::anchors::Anchors;
use super::bits::{BLOCK, are_visible, bits, padded};
use super::footnotes::Footnotes;
use super::left_over;
use super::markdown::{self, Piece, Wanted};
use super::tape::{Recorder, Tape};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// A heading of the text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Heading {
    pub level: u8,
    pub text: Arc<str>,
    pub id: Arc<str>,
    #[serde(skip)]
    pub span: Span,
}

/// A link or a picture of the text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link {
    pub wanted: Wanted,
    /// The token that names the target.
    pub span: Span,
    pub is_image: bool,
}

/// What one body contributes to the site.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    pub headings: Vec<Heading>,
    /// In the order of the text, which rendering relies on.
    pub links: Vec<Link>,
    /// Site tokens, such as `emergency_number`.
    pub tokens: Vec<(String, Span)>,
    /// Pieces of raw HTML: whole blocks, and single tags in a line.
    pub html: Vec<(String, Span)>,
    /// The first paragraph as plain text.
    pub first_paragraph: Option<String>,
    pub words: usize,
    pub has_footnotes: bool,
    /// For rendering.
    pub tape: Arc<Tape>,
}

impl Outline {
    /// What the links and pictures name, in their order.
    pub fn wants(&self) -> impl Iterator<Item = (&Wanted, bool)> {
        self.links.iter().map(|link| (&link.wanted, link.is_image))
    }
}

/// Reads the body of a file; `offset` is where it begins there.
#[must_use]
pub fn outline(file: FileId, body: &str, offset: usize) -> (Outline, Vec<Diagnostic>) {
    let mut reader = Reader {
        file,
        body,
        offset,
        outline: Outline::default(),
        diagnostics: Vec::new(),
        anchors: Anchors::default(),
        heading: None,
        paragraph: None,
        open_links: Vec::new(),
        code: 0,
        footnotes: Footnotes::default(),
    };
    let mut recorder = Recorder::new(body);
    markdown::read(body, |event, range| {
        recorder.record(&event, &range);
        reader.read(event, range);
    });
    reader.outline.tape = recorder.finish().into();
    // They are kept for as long as the site, so what they do not fill goes back.
    reader.outline.links.shrink_to_fit();
    reader.outline.headings.shrink_to_fit();
    let mut found = reader.diagnostics;
    found.extend(reader.footnotes.finish());
    (reader.outline, found)
}

/// A heading whose text is still being read.
struct OpenHeading {
    level: u8,
    id: Option<String>,
    text: String,
    range: Range<usize>,
}

struct Reader<'a> {
    file: FileId,
    body: &'a str,
    offset: usize,
    outline: Outline,
    diagnostics: Vec<Diagnostic>,
    anchors: Anchors,
    heading: Option<OpenHeading>,
    paragraph: Option<String>,
    /// Indices of the links that are open; a picture may stand in a link.
    open_links: Vec<usize>,
    code: usize,
    footnotes: Footnotes,
}

impl Reader<'_> {
    fn read(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, &range),
            Event::Code(text) => self.words(&text),
            Event::SoftBreak | Event::HardBreak => self.words(" "),
            Event::FootnoteReference(name) => self.footnotes.mention(&name),
            Event::InlineHtml(html) => self.html(&html, range),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, id, classes, attrs } => {
                if !classes.is_empty() || !attrs.is_empty() {
                    self.refuse_attributes(&range);
                }
                let id = id.map(|id| id.to_string());
                self.heading =
                    Some(OpenHeading { level: number(level), id, text: String::new(), range });
            }
            Tag::Paragraph if self.outline.first_paragraph.is_none() => {
                self.paragraph = Some(String::new());
            }
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, &dest_url, range, false),
            Tag::Image { link_type, dest_url, .. } => self.link(link_type, &dest_url, range, true),
            Tag::CodeBlock(_) => self.code += 1,
            Tag::HtmlBlock => {
                let body = self.body;
                self.html(&body[range.clone()], range);
            }
            Tag::FootnoteDefinition(name) => self.define_footnote(&name, &range),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.close_heading(),
            TagEnd::Paragraph => self.close_paragraph(),
            TagEnd::Link | TagEnd::Image => {
                self.open_links.pop();
            }
            TagEnd::CodeBlock => self.code -= 1,
            _ => {}
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        if self.in_citation() {
            return;
        }
        self.words(text);
        if self.code > 0 {
            return;
        }
        // Most texts have no bracket, and looking for one once is much faster than four times.
        if memchr2(b'{', b'[', self.body[range.clone()].as_bytes()).is_none() {
            return;
        }
        self.tokens(range);
        for plain in left_over::unescaped(self.body, range) {
            self.undefined_footnotes(&plain);
            self.brackets(&plain);
        }
    }

    fn define_footnote(&mut self, name: &str, range: &Range<usize>) {
        self.outline.has_footnotes = true;
        let label =
            self.body[range.clone()].find("]:").map_or(range.end, |at| range.start + at + 1);
        self.footnotes.define(name, self.span(range.start..label));
    }

    fn undefined_footnotes(&mut self, range: &Range<usize>) {
        let (file, start) = (self.file, range.start + self.offset);
        let span = |at: Range<usize>| Span::new(file, start + at.start..start + at.end);
        self.footnotes.read(&self.body[range.clone()], span);
    }

    /// Tokens are looked for in the source, where their places are; entities and escapes in the text
    /// before them would shift them.
    fn tokens(&mut self, range: &Range<usize>) {
        for piece in markdown::pieces(&self.body[range.clone()]) {
            if let Piece::Token(name, at) = piece {
                let span = self.span(range.start + at.start..range.start + at.end);
                self.outline.tokens.push((name.to_owned(), span));
            }
        }
    }

    fn brackets(&mut self, range: &Range<usize>) {
        if !self.open_links.is_empty() {
            return;
        }
        for left_over in left_over::brackets(self.body, range) {
            self.diagnostics.push(left_over::diagnostic(self.span(left_over)));
        }
    }

    fn words(&mut self, text: &str) {
        if self.in_citation() {
            return;
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
        }
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.push_str(text);
        }
        self.outline.words += count(text);
    }

    fn in_citation(&self) -> bool {
        self.open_links
            .last()
            .is_some_and(|link| matches!(self.outline.links[*link].wanted, Wanted::Citation(_)))
    }

    fn link(&mut self, kind: LinkType, destination: &str, range: Range<usize>, is_image: bool) {
        let wanted = markdown::wanted(kind, destination);
        let span = self.target_span(&wanted, destination, range);
        self.open_links.push(self.outline.links.len());
        self.outline.links.push(Link { wanted, span, is_image });
    }

    /// The token inside a link that names its target; the whole link where that is not verbatim.
    fn target_span(&self, wanted: &Wanted, destination: &str, range: Range<usize>) -> Span {
        let source = &self.body[range.clone()];
        let (token, found) = match wanted {
            Wanted::Entry { id, .. } => (id.as_str(), find_behind("[[", source, id)),
            Wanted::Destination(_) => {
                let address = source.rfind("](").unwrap_or(0);
                let found = find_behind("](", &source[address..], destination);
                (destination, found.map(|at| address + at))
            }
            // Each of its ids has a place of its own, on whichever line.
            Wanted::Citation(_) => return self.span(range),
            _ => ("", None),
        };
        match found {
            Some(at) if !token.is_empty() => {
                self.span(range.start + at..range.start + at + token.len())
            }
            _ => self.first_line(range),
        }
    }

    fn html(&mut self, html: &str, range: Range<usize>) {
        if html.trim().is_empty() {
            return;
        }
        let trimmed = range.start..range.start + self.body[range].trim_end().len();
        let span = self.span(trimmed);
        self.outline.html.push((html.to_owned(), span));
    }

    fn close_paragraph(&mut self) {
        let text = self.paragraph.take().map(|text| text.trim().to_owned());
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.outline.first_paragraph = Some(text);
        }
    }

    fn close_heading(&mut self) {
        let Some(heading) = self.heading.take() else { return };
        let span = self.first_line(heading.range);
        let text = heading.text.trim().to_owned();
        let id = match heading.id {
            Some(id) => {
                self.diagnostics.extend(self.anchors.take(&id, span));
                id
            }
            None => self.anchors.free(&text, span),
        };
        let (text, id) = (text.into(), id.into());
        self.outline.headings.push(Heading { level: heading.level, text, id, span });
    }

    fn refuse_attributes(&mut self, range: &Range<usize>) {
        let source = &self.body[range.clone()];
        let open = source.rfind('{').unwrap_or(0);
        let close = source[open..].find('}').map_or(source.trim_end().len(), |at| open + at + 1);
        let span = self.span(range.start + open..range.start + close);
        self.diagnostics.push(
            Diagnostic::error(
                "heading-attribute",
                span,
                "a heading may have an id and nothing else",
            )
            .help("write `{#an-id}`, or take the braces away"),
        );
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start + self.offset..range.end + self.offset)
    }

    /// As far as the first line goes: a caret under one line says more than one under ten.
    fn first_line(&self, range: Range<usize>) -> Span {
        let line = self.body[range.clone()].lines().next().unwrap_or_default().trim_end();
        self.span(range.start..range.start + line.len())
    }
}

/// Where a token first stands in a text: mostly right behind `mark`, with which the text begins.
fn find_behind(mark: &str, text: &str, token: &str) -> Option<usize> {
    let is_behind = text.strip_prefix(mark).is_some_and(|rest| rest.starts_with(token));
    if is_behind { Some(mark.len()) } else { text.find(token) }
}

/// How many words a text has.
fn count(text: &str) -> usize {
    if !text.is_ascii() {
        return text.split_whitespace().count();
    }
    let mut follows_word = 0;
    let mut words = 0;
    for block in text.as_bytes().chunks(BLOCK) {
        let visible = bits(&padded(block), are_visible);
        words += (visible & !(visible << 1 | follows_word)).count_ones() as usize;
        follows_word = visible >> (BLOCK - 1);
    }
    words
}

fn number(level: HeadingLevel) -> u8 {
    level as u8
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn words_are_counted_whole_wherever_a_block_ends() {
        for before in 0..200 {
            let text = format!("{}calf strain, {}\n", "a ".repeat(before), "x".repeat(before));
            assert_eq!(count(&text), text.split_whitespace().count(), "{text:?}");
        }
    }
}
