//! Markdown text → events. The outline reads them and rendering plays them from a [tape](super::tape), so
//! that the n-th link of the one is the n-th link of the other.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser};

/// An event and the bytes of the body that it came from.
pub type Spotted<'a> = (Event<'a>, Range<usize>);

/// What a link of the text asks for, before anything is looked up.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Wanted {
    /// `[[id]]`, with `#anchor` if there is one.
    Entry { id: String, anchor: Option<String> },
    /// `[text](destination)`, as it is written.
    Destination(String),
    /// `[@a; @b]`: ids of sources.
    Citation(Box<[String]>),
    /// A mail address in angle brackets.
    Mail(String),
    /// `[text][label]` without a definition of the label.
    UndefinedLabel(String),
    /// `[!WORD]`, which is none of the alerts.
    UnknownAlert(String),
}

/// Marks a citation on its way from the callback, which sees the brackets, to the event.
const CITATION: &str = "soleus-citation:";
const UNDEFINED: &str = "soleus-undefined:";
const ALERT: &str = "soleus-alert:";

/// Hands on the events of a body. Neighbouring texts are joined, except that a quotation mark which smart
/// punctuation made from a straight one stays alone, so that it can follow the site's language; and
/// so are the lines of a block of HTML, for what one begins, another may end.
pub fn read<'a>(body: &'a str, mut take: impl FnMut(Event<'a>, Range<usize>)) {
    let parser = Parser::new_with_broken_link_callback(body, options(), Some(name_broken_link));
    let mut open: Option<Joined<'a>> = None;
    for (event, range) in parser.into_offset_iter() {
        let (text, is_html) = match event {
            Event::Text(text) if !is_made_quote(body, &text, &range) => (text, false),
            Event::Html(html) => (html, true),
            other => {
                if let Some(joined) = open.take() {
                    joined.hand_on(body, &mut take);
                }
                take(other, range);
                continue;
            }
        };
        match &mut open {
            Some(joined) if joined.is_html == is_html => joined.append(body, &text, &range),
            _ => {
                let next = Joined::new(body, text, range, is_html);
                if let Some(joined) = open.replace(next) {
                    joined.hand_on(body, &mut take);
                }
            }
        }
    }
    if let Some(joined) = open {
        joined.hand_on(body, &mut take);
    }
}

pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_WIKILINKS
}

#[expect(clippy::needless_pass_by_value, reason = "the callback's signature is the parser's")]
fn name_broken_link(link: BrokenLink<'_>) -> Option<(CowStr<'_>, CowStr<'_>)> {
    let reference = link.reference.trim();
    let name = match link.link_type {
        LinkType::Shortcut if reference.starts_with('@') => format!("{CITATION}{reference}"),
        LinkType::Shortcut if is_alert(reference) => format!("{ALERT}{reference}"),
        LinkType::Reference | LinkType::Collapsed => format!("{UNDEFINED}{reference}"),
        _ => return None,
    };
    Some((name.into(), "".into()))
}

fn is_alert(reference: &str) -> bool {
    reference
        .strip_prefix('!')
        .is_some_and(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphabetic()))
}

/// What a link or image event asks for.
#[must_use]
pub fn wanted(link_type: LinkType, destination: &str) -> Wanted {
    if let Some(list) = destination.strip_prefix(CITATION) {
        let id = |part: &str| part.trim().trim_start_matches('@').to_owned();
        return Wanted::Citation(list.split(';').map(id).filter(|id| !id.is_empty()).collect());
    }
    if let Some(label) = destination.strip_prefix(UNDEFINED) {
        return Wanted::UndefinedLabel(label.to_owned());
    }
    if let Some(word) = destination.strip_prefix(ALERT) {
        return Wanted::UnknownAlert(word.to_owned());
    }
    match link_type {
        // A table needs `\|` for the bar, and leaves its backslash in the target.
        LinkType::WikiLink { .. } => entry(destination.trim().trim_end_matches('\\').trim()),
        LinkType::Email => Wanted::Mail(destination.to_owned()),
        _ => Wanted::Destination(destination.to_owned()),
    }
}

fn entry(target: &str) -> Wanted {
    // A target that is broken over two lines is no id, and is shown on one.
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (id, anchor) = target.split_once('#').map_or((target, None), |(id, a)| (id, Some(a)));
    Wanted::Entry { id: one_line(id), anchor: anchor.map(one_line) }
}

/// One part of a text that may hold site tokens.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Piece<'a> {
    Text(&'a str),
    /// `{{name}}`: the name, and where it stands in the text.
    Token(&'a str, Range<usize>),
}

/// Splits text at its site tokens. Braces around anything but one lower-case name are text.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    // Most texts have no brace, and looking for one letter is much faster than for two.
    if !text.contains('{') {
        return if text.is_empty() { Vec::new() } else { vec![Piece::Text(text)] };
    }
    let mut pieces = Vec::new();
    let mut done = 0;
    let mut from = 0;
    while let Some(open) = text[from..].find("{{").map(|at| from + at) {
        from = open + 2;
        let Some(close) = text[from..].find("}}").map(|at| from + at) else { break };
        let name = text[from..close].trim();
        if is_token_name(name) {
            if done < open {
                pieces.push(Piece::Text(&text[done..open]));
            }
            pieces.push(Piece::Token(name, open..close + 2));
            done = close + 2;
            from = done;
        }
    }
    if done < text.len() {
        pieces.push(Piece::Text(&text[done..]));
    }
    pieces
}

fn is_token_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// Texts that follow each other directly, or lines of one block of HTML.
struct Joined<'a> {
    is_html: bool,
    text: Cow<'a, str>,
    /// Whether it stands so in the body. What the texts came from must adjoin for that: one after the
    /// line break of a table or a quote is another place.
    is_source: bool,
    range: Range<usize>,
}

impl<'a> Joined<'a> {
    fn new(body: &str, text: CowStr<'a>, range: Range<usize>, is_html: bool) -> Self {
        let is_source = is_part(body, &text, &range);
        Self { is_html, text: text.into(), is_source, range }
    }

    fn append(&mut self, body: &'a str, more: &str, next: &Range<usize>) {
        let was_source = self.is_source;
        self.is_source &= self.range.end == next.start && is_part(body, more, next);
        if was_source && !self.is_source {
            self.text = Cow::Borrowed(&body[self.range.clone()]);
        }
        if !self.is_source {
            self.text.to_mut().push_str(more);
        }
        self.range.end = next.end;
    }

    fn hand_on(self, body: &'a str, take: &mut impl FnMut(Event<'a>, Range<usize>)) {
        let Self { is_html, text, is_source, range } = self;
        let text = if is_source { CowStr::Borrowed(&body[range.clone()]) } else { text.into() };
        take(if is_html { Event::Html(text) } else { Event::Text(text) }, range);
    }
}

/// Whether the text is this part of the body itself, and no copy or anything made of it.
#[must_use]
pub fn is_part(body: &str, text: &str, range: &Range<usize>) -> bool {
    std::ptr::eq(text, &raw const body[range.clone()])
}

/// Whether smart punctuation made this text from a straight quotation mark.
#[must_use]
pub fn is_made_quote(body: &str, text: &str, range: &Range<usize>) -> bool {
    matches!(text, "\u{2018}" | "\u{2019}" | "\u{201C}" | "\u{201D}")
        && matches!(&body[range.clone()], "'" | "\"")
}
