//! The body of a page → HTML. Addresses, numbers of sources and heading ids are already decided.

mod footnotes;
mod fragment;
mod paragraph;
mod picture;
mod table;

use std::borrow::Cow;
use std::collections::{BTreeSet, VecDeque};
use std::fmt::Write as _;
use std::sync::Arc;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd, html::push_html};

use crate::parse::markdown::{self as source, Piece, Spotted};
use crate::plan::part::{Body, Href};
use crate::plan::{Shared, url};
use footnotes::Footnotes;
use fragment::{alert, attribute, checkbox, escape_attribute, phone_numbers, quote};
use paragraph::{InParagraph, OpenImage};
use picture::Placing;
use table::{TABLE_OPENS, Table};

/// How addresses are written: relative to the host on a page, in full in a feed.
#[derive(Debug, Clone)]
pub struct Addressing {
    /// Comes before every site-root address.
    prefix: String,
    /// Comes before every anchor of the same page.
    page: String,
}

impl Addressing {
    /// Addresses as a page of the site has them.
    #[must_use]
    pub fn page(shared: &Shared) -> Self {
        Self { prefix: shared.base_path.clone(), page: String::new() }
    }

    /// Addresses that work anywhere, for the text of the page at `address`.
    #[must_use]
    pub fn absolute(shared: &Shared, address: &str) -> Self {
        let prefix = format!("{}{}", url::origin(&shared.base_url), shared.base_path);
        let page = url::href(&prefix, address).into_owned();
        Self { prefix, page }
    }

    fn href<'a>(&self, address: &'a str) -> Cow<'a, str> {
        match address.strip_prefix('#') {
            Some(_) if self.page.is_empty() => Cow::Borrowed(address),
            Some(anchor) => Cow::Owned(format!("{}#{anchor}", self.page)),
            None => url::href(&self.prefix, address),
        }
    }
}

/// The HTML of a body.
#[must_use]
pub fn html(body: &Body, shared: &Shared, addressing: &Addressing) -> String {
    let mut writer = Writer {
        body,
        shared,
        addressing,
        hrefs: body.hrefs.iter(),
        heading_ids: body.heading_ids.iter(),
        main: VecDeque::new(),
        footnotes: Footnotes::default(),
        open_links: Vec::new(),
        image: None,
        placing: Placing::First,
        paragraph: None,
        may_hold_tokens: body.text().contains(['{', '&']),
        in_code: false,
        in_heading: false,
        table: Table::default(),
        known: BTreeSet::new(),
    };
    let mut html = String::with_capacity(body.text().len() * 3 / 2);
    push_html(&mut html, Written { writer: &mut writer, events: body.events() });
    writer.footnotes.write(&mut html, addressing);
    html
}

/// The events that a writer makes of others, each as soon as nothing can change it any more.
struct Written<'w, 'a, I> {
    writer: &'w mut Writer<'a>,
    events: I,
}

impl<'a, I: Iterator<Item = Spotted<'a>>> Iterator for Written<'_, 'a, I> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        // A citation takes away the space before it.
        while self.writer.main.len() < 2 {
            let Some((event, range)) = self.events.next() else { break };
            self.writer.take(event, &range);
        }
        self.writer.main.pop_front()
    }
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

struct Writer<'a> {
    body: &'a Body,
    shared: &'a Shared,
    addressing: &'a Addressing,
    hrefs: std::slice::Iter<'a, Href>,
    heading_ids: std::slice::Iter<'a, Arc<str>>,
    /// What was made and is not handed out yet.
    main: VecDeque<Event<'a>>,
    footnotes: Footnotes<'a>,
    open_links: Vec<OpenLink>,
    image: Option<OpenImage<'a>>,
    /// Of the next picture.
    placing: Placing,
    /// The beginning of a paragraph that may turn out to hold pictures and nothing else.
    paragraph: Option<Vec<InParagraph<'a>>>,
    /// Whether a brace may stand anywhere in the body, as itself or as a character reference.
    may_hold_tokens: bool,
    in_code: bool,
    in_heading: bool,
    table: Table,
    /// The words of the glossary that have been linked.
    known: BTreeSet<&'a str>,
}

impl<'a> Writer<'a> {
    fn take(&mut self, event: Event<'a>, range: &std::ops::Range<usize>) {
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
            Event::Text(text) => self.text(text, range),
            Event::Html(html) | Event::InlineHtml(html) => self.raw(html),
            Event::FootnoteReference(name) => self.footnote_reference(&name),
            Event::TaskListMarker(done) => self.push_html(checkbox(done)),
            other => self.push(other),
        }
    }

    fn push(&mut self, event: Event<'a>) {
        match &mut self.footnotes.open {
            Some((_, events)) => events.push_back(event),
            None => self.main.push_back(event),
        }
    }

    fn push_html(&mut self, html: impl Into<CowStr<'a>>) {
        self.push(Event::InlineHtml(html.into()));
    }

    fn start(&mut self, tag: Tag<'a>) {
        match tag {
            Tag::Paragraph => self.paragraph = Some(Vec::new()),
            Tag::Heading { level, .. } => {
                self.in_heading = true;
                self.placing = Placing::Later;
                let id = self.heading_ids.next().map(|id| CowStr::Borrowed(id));
                self.push(Event::Start(Tag::Heading {
                    level,
                    id,
                    classes: Vec::new(),
                    attrs: Vec::new(),
                }));
            }
            Tag::Link { link_type, .. } => self.link(link_type),
            Tag::Image { .. } => {
                let href = self.hrefs.next();
                self.image = Some(OpenImage { href, alt: String::new() });
            }
            Tag::BlockQuote(Some(kind)) => self.push_html(alert(kind)),
            Tag::Table(columns) => {
                self.table = Table { columns, ..Table::default() };
                self.push_html(TABLE_OPENS);
            }
            Tag::TableHead => {
                self.table.in_head = true;
                self.push_html("<thead>\n<tr>");
            }
            Tag::TableRow => self.push_html("<tr>"),
            Tag::TableCell => {
                let cell = self.table.open_cell();
                self.push_html(cell);
            }
            Tag::FootnoteDefinition(name) => {
                self.footnotes.open = Some((name.to_string(), VecDeque::new()));
            }
            Tag::CodeBlock(kind) => {
                self.in_code = true;
                self.push(Event::Start(Tag::CodeBlock(kind)));
            }
            other => self.push(Event::Start(other)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => self.end_link(),
            TagEnd::BlockQuote(Some(_)) => self.push_html("</aside>\n"),
            TagEnd::TableHead => {
                self.push_html("</tr>\n</thead>\n<tbody>\n");
                self.table.end_row();
            }
            TagEnd::TableRow => {
                self.push_html("</tr>\n");
                self.table.end_row();
            }
            TagEnd::TableCell => {
                let cell = if self.table.in_head { "</th>" } else { "</td>" };
                self.push_html(cell);
            }
            TagEnd::Table => self.push_html("</tbody>\n</table>\n</div>\n"),
            TagEnd::Heading(level) => {
                self.in_heading = false;
                self.push(Event::End(TagEnd::Heading(level)));
            }
            TagEnd::FootnoteDefinition => self.footnotes.close(),
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.push(Event::End(TagEnd::CodeBlock));
            }
            other => self.push(Event::End(other)),
        }
    }

    fn link(&mut self, link_type: LinkType) {
        let bare = matches!(link_type, LinkType::WikiLink { has_pothole: false });
        match self.hrefs.next() {
            Some(Href::Link { to, title }) => {
                let href = self.addressing.href(to);
                let mut html = String::with_capacity(href.len() + 16);
                html.push_str("<a href=\"");
                escape_attribute(&href, &mut html);
                html.push_str("\">");
                self.push_html(html);
                let title = title.as_ref().filter(|_| bare);
                if let Some(title) = title {
                    self.push(Event::Text(CowStr::Borrowed(title)));
                }
                self.open_links.push(OpenLink::Anchor { skip_text: title.is_some() });
            }
            Some(Href::Citation(uses)) => {
                let html = self.citation(uses);
                self.drop_space();
                self.push_html(html);
                self.open_links.push(OpenLink::Citation);
            }
            _ => self.open_links.push(OpenLink::Words),
        }
    }

    fn end_link(&mut self) {
        if let Some(OpenLink::Anchor { .. }) = self.open_links.pop() {
            self.push_html("</a>");
        }
    }

    /// Takes the space before a citation away, so that its number never begins a line.
    fn drop_space(&mut self) {
        let events = match &mut self.footnotes.open {
            Some((_, events)) => events,
            None => &mut self.main,
        };
        match events.back_mut() {
            Some(Event::Text(text)) => *text = text.trim_end().to_owned().into(),
            Some(Event::SoftBreak) => {
                events.pop_back();
            }
            _ => {}
        }
    }

    /// `[1]` as a link to the list of sources, with an id that the list links back to.
    fn citation(&self, uses: &[(u32, u32)]) -> String {
        let mut html = String::from("<sup class=\"citation\">");
        for (number, use_) in uses {
            let href = attribute(&self.addressing.href(&format!("#source:{number}")));
            write!(html, "<a id=\"cite:{number}-{use_}\" href=\"{href}\">[{number}]</a>")
                .expect("writing to a string cannot fail");
        }
        html.push_str("</sup>");
        html
    }

    fn text(&mut self, text: CowStr<'a>, range: &std::ops::Range<usize>) {
        let hidden = |link: &OpenLink| {
            matches!(link, OpenLink::Citation | OpenLink::Anchor { skip_text: true })
        };
        if self.open_links.iter().any(hidden) {
            return;
        }
        if source::is_made_quote(self.body.text(), &text, range) {
            let quote = quote(&self.shared.language, &text).to_owned();
            self.push(Event::Text(quote.into()));
        } else if self.in_code {
            self.push(Event::Text(text));
        } else if self.may_hold_tokens && text.contains('{') {
            self.tokens(&text);
        } else {
            self.words(text);
        }
    }

    /// Plain words; the first mention of each word of the glossary becomes a link, but not in a
    /// heading or inside another link.
    fn words(&mut self, text: CowStr<'a>) {
        let plain = self.in_heading || !self.open_links.is_empty();
        let shared = self.shared;
        let mentions =
            if plain { Vec::new() } else { shared.glossary.first_mentions(&text, &mut self.known) };
        if mentions.is_empty() {
            self.push(Event::Text(text));
            return;
        }
        let mut done = 0;
        for (range, address) in mentions {
            self.push(Event::Text(text[done..range.start].to_owned().into()));
            let href = attribute(&self.addressing.href(address));
            self.push_html(format!("<a class=\"term\" href=\"{href}\">"));
            self.push(Event::Text(text[range.clone()].to_owned().into()));
            self.push_html("</a>");
            done = range.end;
        }
        self.push(Event::Text(text[done..].to_owned().into()));
    }

    fn tokens(&mut self, text: &str) {
        let in_link = !self.open_links.is_empty();
        for piece in source::pieces(text) {
            match piece {
                Piece::Text(text) => self.words(text.to_owned().into()),
                Piece::Token(name, range) => match self.shared.phone_numbers.get(name) {
                    Some(numbers) => self.push_html(phone_numbers(numbers, !in_link)),
                    None => self.push(Event::Text(text[range].to_owned().into())),
                },
            }
        }
    }

    /// Comments are for authors. Other HTML is passed on where the settings allow it; where they do
    /// not, a rule reports it, and the preview shows it as text.
    fn raw(&mut self, html: CowStr<'a>) {
        if html.trim_start().starts_with("<!--") {
            return;
        }
        if self.shared.raw_html {
            self.push(Event::InlineHtml(html));
        } else {
            self.push(Event::Text(html));
        }
    }

    fn footnote_reference(&mut self, name: &str) {
        let (number, use_) = self.footnotes.refer(name);
        let href = attribute(&self.addressing.href(&format!("#fn:{number}")));
        self.push_html(format!(
            "<sup class=\"footnote\"><a id=\"fnref:{number}-{use_}\" href=\"{href}\">{number}</a></sup>"
        ));
    }
}
