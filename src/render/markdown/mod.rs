//! The body of a page → HTML. Addresses, numbers of sources and heading ids are already decided.

mod footnotes;
mod fragment;
mod html;
mod paragraph;
mod picture;
mod table;
mod tag;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::iter::Peekable;
use std::ops::Range;
use std::sync::Arc;

use memchr::memchr2;
use pulldown_cmark::{Event, HeadingLevel, LinkType, Tag, TagEnd};

use crate::parse::markdown::{self as source, Piece};
use crate::plan::Shared;
use crate::plan::part::{Body, Href};
use footnotes::Footnotes;
use fragment::{alert, checkbox, escape_attribute, escape_text, phone_numbers, quote};
use paragraph::{InParagraph, OpenImage};
use picture::Placing;
use table::{TABLE_OPENS, Table};

pub use html::Html;

/// The HTML of a body.
#[must_use]
pub fn html(body: &Body, shared: &Shared) -> Html {
    let text = body.text();
    let mut writer = Writer {
        body,
        shared,
        html: Html::with_capacity(text.len() * 3 / 2),
        hrefs: body.hrefs.iter(),
        heading_ids: body.heading_ids.iter(),
        footnotes: Footnotes::default(),
        open_links: Vec::new(),
        image: None,
        placing: Placing::First,
        paragraph: None,
        may_hold_tokens: memchr2(b'{', b'&', text.as_bytes()).is_some(),
        within: Within::Block,
        table: Table::default(),
        places: shared.glossary.places(text).into_iter().peekable(),
        known: BTreeSet::new(),
    };
    for (event, range) in body.events() {
        writer.take(event, &range);
    }
    let Writer { mut html, footnotes, .. } = writer;
    footnotes.write(&mut html, shared);
    html
}

/// How an open link was begun, so that its end fits.
enum OpenLink {
    /// `skip_text` hides the words of a bare `[[id]]`, which its title replaces.
    Anchor {
        skip_text: bool,
    },
    Citation,
    Words,
}

/// What a text stands in.
#[derive(PartialEq, Eq)]
enum Within {
    Block,
    /// Its words do not become links.
    Heading,
    /// It is left as it is.
    Code,
}

struct Writer<'a> {
    body: &'a Body,
    shared: &'a Shared,
    /// Of the text, or of the footnote that is open.
    html: Html,
    hrefs: std::slice::Iter<'a, Href>,
    heading_ids: std::slice::Iter<'a, Arc<str>>,
    footnotes: Footnotes,
    open_links: Vec<OpenLink>,
    image: Option<OpenImage<'a>>,
    /// Of the next picture.
    placing: Placing,
    /// The beginning of a paragraph that may turn out to hold pictures and nothing else.
    paragraph: Option<Vec<InParagraph<'a>>>,
    /// Whether a brace may stand anywhere in the body, as itself or as a character reference.
    may_hold_tokens: bool,
    within: Within,
    table: Table,
    /// Where in the body a word of the glossary may begin, from the last text on.
    places: Peekable<std::vec::IntoIter<usize>>,
    /// The words of the glossary that have been linked.
    known: BTreeSet<&'a str>,
}

impl<'a> Writer<'a> {
    fn take(&mut self, event: Event<'a>, range: &Range<usize>) {
        if self.image.is_some() {
            self.take_in_image(event);
            return;
        }
        if self.paragraph.is_some() && self.take_in_paragraph(&event) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) => {
                self.html.push_str("<code>");
                escape_text(&text, &mut self.html.text);
                self.html.push_str("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw(&html),
            Event::FootnoteReference(name) => self.footnote_reference(&name),
            Event::TaskListMarker(done) => self.html.push_str(checkbox(done)),
            Event::SoftBreak => self.html.push_str("\n"),
            Event::HardBreak => self.html.push_str("<br />\n"),
            Event::Rule => {
                tag::fresh_line(&mut self.html.text);
                self.html.push_str("<hr />\n");
            }
            // The options of the parser leave mathematics out.
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        match tag {
            Tag::Paragraph => self.paragraph = Some(Vec::new()),
            Tag::Heading { level, .. } => {
                self.within = Within::Heading;
                self.placing = Placing::Later;
                self.heading(level);
            }
            Tag::Link { link_type, .. } => self.link(link_type),
            Tag::Image { .. } => {
                let href = self.hrefs.next();
                self.image = Some(OpenImage { href, alt: String::new() });
            }
            Tag::BlockQuote(Some(kind)) => self.html.push_str(&alert(kind)),
            Tag::Table(columns) => {
                self.table = Table { columns, ..Table::default() };
                self.html.push_str(TABLE_OPENS);
            }
            Tag::TableHead => {
                self.table.in_head = true;
                self.html.push_str("<thead>\n<tr>");
            }
            Tag::TableRow => self.html.push_str("<tr>"),
            Tag::TableCell => self.html.push_str(self.table.open_cell()),
            Tag::FootnoteDefinition(name) => self.footnotes.open(&name, &mut self.html),
            other => {
                if matches!(other, Tag::CodeBlock(_)) {
                    self.within = Within::Code;
                }
                tag::open(&other, &mut self.html.text);
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => self.end_link(),
            TagEnd::BlockQuote(Some(_)) => self.html.push_str("</aside>\n"),
            TagEnd::TableHead => {
                self.html.push_str("</tr>\n</thead>\n<tbody>\n");
                self.table.end_row();
            }
            TagEnd::TableRow => {
                self.html.push_str("</tr>\n");
                self.table.end_row();
            }
            TagEnd::TableCell => {
                self.html.push_str(if self.table.in_head { "</th>" } else { "</td>" });
            }
            TagEnd::Table => self.html.push_str("</tbody>\n</table>\n</div>\n"),
            TagEnd::FootnoteDefinition => self.footnotes.close(&mut self.html),
            other => {
                if matches!(other, TagEnd::Heading(_) | TagEnd::CodeBlock) {
                    self.within = Within::Block;
                }
                tag::close(other, &mut self.html.text);
            }
        }
    }

    fn heading(&mut self, level: HeadingLevel) {
        tag::fresh_line(&mut self.html.text);
        write!(self.html.text, "<{level}").expect("writing to a string cannot fail");
        if let Some(id) = self.heading_ids.next() {
            self.html.push_str(" id=\"");
            escape_attribute(id, &mut self.html.text);
            self.html.push_str("\"");
        }
        self.html.push_str(">");
    }

    fn link(&mut self, link_type: LinkType) {
        let bare = matches!(link_type, LinkType::WikiLink { has_pothole: false });
        match self.hrefs.next() {
            Some(Href::Link { to, title }) => {
                self.html.push_str("<a href=\"");
                self.html.push_address(to, self.shared);
                self.html.push_str("\">");
                let title = title.as_ref().filter(|_| bare);
                if let Some(title) = title {
                    escape_text(title, &mut self.html.text);
                }
                self.open_links.push(OpenLink::Anchor { skip_text: title.is_some() });
            }
            Some(Href::Citation(uses)) => {
                self.citation(uses);
                self.open_links.push(OpenLink::Citation);
            }
            _ => self.open_links.push(OpenLink::Words),
        }
    }

    fn end_link(&mut self) {
        if let Some(OpenLink::Anchor { .. }) = self.open_links.pop() {
            self.html.push_str("</a>");
        }
    }

    /// `[1]` as a link to the list of sources, with an id that the list links back to. The space before it
    /// goes, so that the number never begins a line.
    fn citation(&mut self, uses: &[(u32, u32)]) {
        self.html.text.truncate(self.html.text.trim_end().len());
        self.html.push_str("<sup class=\"citation\">");
        for (number, use_) in uses {
            write!(self.html.text, "<a id=\"cite:{number}-{use_}\" href=\"")
                .expect("writing to a string cannot fail");
            self.html.push_address(&format!("#source:{number}"), self.shared);
            write!(self.html.text, "\">[{number}]</a>").expect("writing to a string cannot fail");
        }
        self.html.push_str("</sup>");
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        let hidden = |link: &OpenLink| {
            matches!(link, OpenLink::Citation | OpenLink::Anchor { skip_text: true })
        };
        if self.open_links.iter().any(hidden) {
            return;
        }
        if source::is_made_quote(self.body.text(), text, range) {
            escape_text(quote(&self.shared.language, text), &mut self.html.text);
        } else if self.within == Within::Code {
            escape_text(text, &mut self.html.text);
        } else if self.may_hold_tokens && text.contains('{') {
            self.tokens(text);
        } else {
            let places = self.places_in(text, range);
            self.words(text, places);
        }
    }

    /// Where in a text of the body a word of the glossary may begin.
    fn places_in(&mut self, text: &str, range: &Range<usize>) -> Vec<usize> {
        let body = self.body.text();
        let follows = range.start.checked_sub(1).map(|before| body.as_bytes()[before]);
        let begins_no_word = follows.is_some_and(|before| before.is_ascii_alphanumeric());
        if begins_no_word || !source::is_part(body, text, range) {
            return self.shared.glossary.places(text);
        }
        while self.places.next_if(|place| *place < range.start).is_some() {}
        let here = std::iter::from_fn(|| self.places.next_if(|place| *place < range.end));
        here.map(|place| place - range.start).collect()
    }

    /// Plain words; the first mention of each word of the glossary becomes a link, but not in a
    /// heading or inside another link.
    fn words(&mut self, text: &str, places: Vec<usize>) {
        let is_plain = self.within == Within::Heading || !self.open_links.is_empty();
        let places = if is_plain { Vec::new() } else { places };
        let mut done = 0;
        for (range, address) in self.shared.glossary.first_mentions(text, places, &mut self.known) {
            escape_text(&text[done..range.start], &mut self.html.text);
            self.html.push_str("<a class=\"term\" href=\"");
            self.html.push_address(address, self.shared);
            self.html.push_str("\">");
            escape_text(&text[range.clone()], &mut self.html.text);
            self.html.push_str("</a>");
            done = range.end;
        }
        escape_text(&text[done..], &mut self.html.text);
    }

    fn tokens(&mut self, text: &str) {
        let in_link = !self.open_links.is_empty();
        for piece in source::pieces(text) {
            match piece {
                Piece::Text(text) => self.words(text, self.shared.glossary.places(text)),
                Piece::Token(name, range) => match self.shared.phone_numbers.get(name) {
                    Some(numbers) => self.html.push_str(&phone_numbers(numbers, !in_link)),
                    None => escape_text(&text[range], &mut self.html.text),
                },
            }
        }
    }

    /// Comments are for authors. Other HTML is passed on where the settings allow it; where they do
    /// not, a rule reports it, and the preview shows it as text.
    fn raw(&mut self, html: &str) {
        if html.trim_start().starts_with("<!--") {
            return;
        }
        if self.shared.raw_html {
            self.html.push_str(html);
        } else {
            escape_text(html, &mut self.html.text);
        }
    }

    fn footnote_reference(&mut self, name: &str) {
        let (number, use_) = self.footnotes.refer(name);
        write!(self.html.text, "<sup class=\"footnote\"><a id=\"fnref:{number}-{use_}\" href=\"")
            .expect("writing to a string cannot fail");
        self.html.push_address(&format!("#fn:{number}"), self.shared);
        write!(self.html.text, "\">{number}</a></sup>").expect("writing to a string cannot fail");
    }
}
