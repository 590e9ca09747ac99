//! Markdown → passages, by the events that the outline and rendering read too.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::{Citation, LinkWords, OBJECT, PlainText, Role, Segment, offset};
use crate::parse::markdown::{self, Piece, Wanted};

/// Reads the Markdown that begins in the file at `start`.
pub(super) fn read(plain: &mut PlainText<'_>, body: &str, start: usize) {
    let begun = plain.text.len();
    let mut reader = Reader {
        plain,
        body,
        start,
        begun,
        roles: Vec::new(),
        links: Vec::new(),
        link_count: 0,
        silent: 0,
    };
    markdown::read(body, |event, range| reader.read(event, range));
}

/// A link that is open.
struct OpenLink {
    index: usize,
    begun: usize,
    is_citation: bool,
    is_silent: bool,
}

struct Reader<'r, 'a> {
    plain: &'r mut PlainText<'a>,
    body: &'r str,
    start: usize,
    /// Where the passage that is open begins in the text.
    begun: usize,
    /// The blocks that are open, each with what its own text is.
    roles: Vec<Role>,
    links: Vec<OpenLink>,
    link_count: usize,
    /// How many things are open whose text is not read.
    silent: usize,
}

impl Reader<'_, '_> {
    fn read(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.open(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.silent == 0 => self.text(&text, range),
            Event::Code(_) if self.silent == 0 => self.object(range),
            Event::SoftBreak | Event::HardBreak if self.silent == 0 => self.push(" ", range),
            Event::FootnoteReference(_) => self.cite(None),
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.begin(match self.roles.last() {
                Some(Role::Item) => Role::Item,
                _ => Role::Paragraph,
            }),
            Tag::Heading { .. } | Tag::TableHead => self.begin(Role::Heading),
            Tag::Item => self.begin(Role::Item),
            Tag::TableRow => self.begin(Role::Cell),
            Tag::TableCell => self.begin(self.roles.last().copied().unwrap_or(Role::Cell)),
            Tag::Link { link_type, dest_url, .. } => self.open_link(*link_type, dest_url, range),
            Tag::Image { .. } => {
                self.object(range);
                self.link_count += 1;
                self.silent += 1;
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => self.silent += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell => self.finish(),
            TagEnd::Link => self.close_link(),
            TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {
                self.silent -= 1;
            }
            _ => {}
        }
    }

    /// Begins a block; what stood before it in the block around it is a passage of its own.
    fn begin(&mut self, role: Role) {
        self.close_passage();
        self.roles.push(role);
    }

    fn finish(&mut self) {
        self.close_passage();
        self.roles.pop();
    }

    fn close_passage(&mut self) {
        if self.plain.text.len() > self.begun {
            let role = self.roles.last().copied().unwrap_or(Role::Paragraph);
            self.plain.close(role, None, self.begun);
        }
        self.begun = self.plain.text.len();
    }

    fn open_link(&mut self, link_type: LinkType, destination: &str, range: Range<usize>) {
        let wanted = markdown::wanted(link_type, destination);
        let is_citation = matches!(wanted, Wanted::Citation(_));
        let index = self.link_count;
        self.link_count += 1;
        let begun = self.plain.text.len();
        let is_silent = is_citation || has_no_words(link_type);
        if is_citation {
            self.cite(Some(index));
        } else if is_silent {
            self.object(range);
        }
        self.silent += usize::from(is_silent);
        self.links.push(OpenLink { index, begun, is_citation, is_silent });
    }

    fn close_link(&mut self) {
        let Some(link) = self.links.pop() else { return };
        self.silent -= usize::from(link.is_silent);
        if !link.is_citation {
            let text = link.begun..self.plain.text.len();
            self.plain.links.push(LinkWords { index: link.index, text });
        }
    }

    /// A mark takes the space before it along, so that the full stop after it stands at its word.
    fn cite(&mut self, index: Option<usize>) {
        let kept = self.plain.text[self.begun..].trim_end().len();
        self.plain.truncate(self.begun + kept);
        self.plain.citations.push(Citation { at: self.plain.text.len(), index });
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if !text.contains("{{") {
            return self.push(text, range);
        }
        let body = self.body;
        let mut at = range.start;
        for piece in markdown::pieces(text) {
            let read = match &piece {
                Piece::Text(text) => text,
                Piece::Token(_, token) => &text[token.clone()],
            };
            let end = at + length_as_written(read, &body[at..range.end]);
            match piece {
                Piece::Text(text) => self.push(text, at..end),
                Piece::Token(..) => self.object(at..end),
            }
            at = end;
        }
    }

    fn object(&mut self, range: Range<usize>) {
        self.push(OBJECT.encode_utf8(&mut [0; 4]), range);
    }

    fn push(&mut self, text: &str, range: Range<usize>) {
        let body = self.body;
        let written = &body[range.start..range.end.min(body.len())];
        if text == written || text.chars().nth(1).is_none() {
            return self.segment(text, range.start..range.start + written.len());
        }
        // An escape or an entity moves what follows it.
        let mut at = range.start;
        for run in runs(text, written) {
            self.segment(&text[run.text], at..at + run.written);
            at += run.written;
        }
    }

    fn segment(&mut self, text: &str, range: Range<usize>) {
        let start = self.plain.text.len();
        self.plain.text.push_str(text);
        let text = offset(start)..offset(self.plain.text.len());
        let file = offset(self.start + range.start)..offset(self.start + range.end);
        self.plain.segments.push(Segment { text, file });
    }
}

/// What smart punctuation makes of several signs. Those of one keep every place.
const SMART: [(char, &str); 3] = [('\u{2013}', "--"), ('\u{2014}', "---"), ('\u{2026}', "...")];

/// A part of a text and how many bytes of the file stand for it.
struct Run {
    text: Range<usize>,
    written: usize,
}

/// Divides a text where it is written otherwise than it reads.
fn runs(text: &str, written: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut at = 0;
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        let width = written_width(c, &written[at..]);
        match runs.last_mut() {
            Some(run) if width == c.len_utf8() && run.text.len() == run.written => {
                run.text.end = end;
                run.written += width;
            }
            _ => runs.push(Run { text: start..end, written: width }),
        }
        at += width;
    }
    if let Some(last) = runs.last_mut() {
        last.written += written.len() - at;
    }
    runs
}

/// How many bytes at the start of what is written stand for a text.
fn length_as_written(text: &str, written: &str) -> usize {
    text.chars().fold(0, |at, c| at + written_width(c, &written[at..]))
}

/// How many bytes at the start of what is written stand for a character.
fn written_width(c: char, written: &str) -> usize {
    if let Some(rest) = written.strip_prefix('\\')
        && rest.starts_with(c)
    {
        return 1 + c.len_utf8();
    }
    let of_entity = || written.find(';').map_or(1, |end| end + 1);
    if written.starts_with(c) {
        return if is_entity_of_and(written) { of_entity() } else { c.len_utf8() };
    }
    if written.starts_with('&') {
        return of_entity();
    }
    let smart = SMART.iter().find(|(made, signs)| *made == c && written.starts_with(signs));
    let own = || written.chars().next().map_or(0, char::len_utf8);
    smart.map_or_else(own, |(_, signs)| signs.len())
}

/// Whether `&` is written as a character reference, and does not stand for itself.
fn is_entity_of_and(written: &str) -> bool {
    let Some((name, _)) = written.strip_prefix('&').and_then(|rest| rest.split_once(';')) else {
        return false;
    };
    let number = |digits: &str| match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => digits.parse().ok(),
    };
    match name.strip_prefix('#') {
        Some(digits) => number(digits) == Some(u32::from('&')),
        None => matches!(name, "amp" | "AMP"),
    }
}

/// Whether a link shows the title of its target, or its own address.
fn has_no_words(link_type: LinkType) -> bool {
    matches!(
        link_type,
        LinkType::WikiLink { has_pothole: false } | LinkType::Autolink | LinkType::Email
    )
}
