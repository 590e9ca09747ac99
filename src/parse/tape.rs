//! The events of a body as rendering needs them, recorded while the outline is read, so that no text is
//! parsed twice.
//!
//! Nearly every event is one byte, and a text two: how many bytes of the body lie before it, and how many
//! it has. A site of many texts keeps all their tapes until its pages are rendered.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::markdown::{self, Spotted};

/// The events of a body, without what rendering takes from elsewhere: where links lead, and the ids of
/// headings. Only texts have places.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tape {
    marks: Box<[u8]>,
    /// What no mark can say, in its order.
    kept: Box<[Event<'static>]>,
}

// What a mark says, by the least byte that says it.
/// The start of one of [`TAGS`].
const START: u8 = 0;
/// The end of one of [`TAGS`].
const END: u8 = 64;
/// A text behind so many bytes of the body; its length follows.
const TEXT: u8 = 128;
/// A text whose distance follows, in two bytes, and then its length.
const FAR_TEXT: u8 = 191;
/// One of [`QUOTES`], which smart punctuation made of a straight one, behind up to three bytes.
const QUOTE: u8 = 192;
/// A link of one of [`LINKS`].
const LINK: u8 = 208;
/// A picture of one of [`LINKS`].
const IMAGE: u8 = 224;
const SOFT_BREAK: u8 = 240;
/// The next of what is kept.
const KEPT: u8 = 241;

/// A length of this much or more follows in two bytes.
const LONG: u8 = 255;

/// The tags that bytes say, the most frequent first.
const TAGS: [TagEnd; 27] = [
    TagEnd::Paragraph,
    TagEnd::Emphasis,
    TagEnd::Strong,
    TagEnd::Item,
    TagEnd::TableCell,
    TagEnd::Link,
    TagEnd::List(false),
    TagEnd::List(true),
    TagEnd::Heading(HeadingLevel::H2),
    TagEnd::Heading(HeadingLevel::H3),
    TagEnd::TableRow,
    TagEnd::TableHead,
    TagEnd::Table,
    TagEnd::BlockQuote(None),
    TagEnd::Image,
    TagEnd::Heading(HeadingLevel::H1),
    TagEnd::Heading(HeadingLevel::H4),
    TagEnd::Heading(HeadingLevel::H5),
    TagEnd::Heading(HeadingLevel::H6),
    TagEnd::BlockQuote(Some(BlockQuoteKind::Note)),
    TagEnd::BlockQuote(Some(BlockQuoteKind::Tip)),
    TagEnd::BlockQuote(Some(BlockQuoteKind::Important)),
    TagEnd::BlockQuote(Some(BlockQuoteKind::Warning)),
    TagEnd::BlockQuote(Some(BlockQuoteKind::Caution)),
    TagEnd::FootnoteDefinition,
    TagEnd::HtmlBlock,
    TagEnd::Strikethrough,
];

const LINKS: [LinkType; 11] = [
    LinkType::Inline,
    LinkType::Reference,
    LinkType::ReferenceUnknown,
    LinkType::Collapsed,
    LinkType::CollapsedUnknown,
    LinkType::Shortcut,
    LinkType::ShortcutUnknown,
    LinkType::Autolink,
    LinkType::Email,
    LinkType::WikiLink { has_pothole: false },
    LinkType::WikiLink { has_pothole: true },
];

const QUOTES: [&str; 4] = ["\u{2019}", "\u{2018}", "\u{201C}", "\u{201D}"];

/// Writes a tape.
pub(super) struct Recorder<'a> {
    body: &'a str,
    /// Where the last text ended.
    at: usize,
    marks: Vec<u8>,
    kept: Vec<Event<'static>>,
}

impl<'a> Recorder<'a> {
    pub(super) fn new(body: &'a str) -> Self {
        Self { body, at: 0, marks: Vec::with_capacity(body.len() / 4), kept: Vec::new() }
    }

    pub(super) fn record(&mut self, event: &Event<'_>, range: &Range<usize>) {
        if self.mark(event, range).is_none() {
            self.marks.push(KEPT);
            self.kept.push(event.clone().into_static());
        }
    }

    /// Says an event in bytes, if it can be said so.
    fn mark(&mut self, event: &Event<'_>, range: &Range<usize>) -> Option<()> {
        let mark = match event {
            Event::Text(text) => return self.text(text, range),
            Event::Start(Tag::Link { link_type, .. }) => LINK + place(&LINKS, link_type)?,
            Event::Start(Tag::Image { link_type, .. }) => IMAGE + place(&LINKS, link_type)?,
            Event::Start(tag) if says_more(tag) => return None,
            Event::Start(tag) => START + place(&TAGS, &tag.to_end())?,
            Event::End(end) => END + place(&TAGS, end)?,
            Event::SoftBreak => SOFT_BREAK,
            _ => return None,
        };
        self.marks.push(mark);
        Some(())
    }

    /// A text that stands in the body as it is, or a quotation mark.
    fn text(&mut self, text: &str, range: &Range<usize>) -> Option<()> {
        let skip = u16::try_from(range.start.checked_sub(self.at)?).ok()?;
        if markdown::is_part(self.body, text, range) {
            let length = u16::try_from(range.len()).ok()?;
            match u8::try_from(skip) {
                Ok(skip) if skip < FAR_TEXT - TEXT => self.marks.push(TEXT + skip),
                _ => {
                    self.marks.push(FAR_TEXT);
                    self.marks.extend(skip.to_le_bytes());
                }
            }
            match u8::try_from(length) {
                Ok(length) if length < LONG => self.marks.push(length),
                _ => {
                    self.marks.push(LONG);
                    self.marks.extend(length.to_le_bytes());
                }
            }
        } else if markdown::is_made_quote(self.body, text, range) && skip < 4 {
            let skip = u8::try_from(skip).ok()?;
            self.marks.push(QUOTE + 4 * place(&QUOTES, &text)? + skip);
        } else {
            return None;
        }
        self.at = range.end;
        Some(())
    }

    pub(super) fn finish(self) -> Tape {
        Tape { marks: self.marks.into(), kept: self.kept.into() }
    }
}

fn place<T: PartialEq>(all: &[T], one: &T) -> Option<u8> {
    u8::try_from(all.iter().position(|other| other == one)?).ok()
}

impl Tape {
    /// The events, over the text that they were recorded from.
    pub fn events<'a>(&'a self, body: &'a str) -> impl Iterator<Item = Spotted<'a>> {
        Player { body, at: 0, marks: self.marks.iter(), kept: self.kept.iter() }
    }
}

/// Reads a tape.
struct Player<'a> {
    body: &'a str,
    /// Where the last text ended.
    at: usize,
    marks: std::slice::Iter<'a, u8>,
    kept: std::slice::Iter<'a, Event<'static>>,
}

impl<'a> Iterator for Player<'a> {
    type Item = Spotted<'a>;

    fn next(&mut self) -> Option<Spotted<'a>> {
        let mark = *self.marks.next()?;
        let event = match mark {
            START..END => Event::Start(start(TAGS[usize::from(mark - START)])?),
            END..TEXT => Event::End(TAGS[usize::from(mark - END)]),
            TEXT..QUOTE => {
                let skip =
                    if mark == FAR_TEXT { self.two_bytes()? } else { usize::from(mark - TEXT) };
                let length = match *self.marks.next()? {
                    LONG => self.two_bytes()?,
                    length => length.into(),
                };
                let range = self.skip_to(skip, length);
                return Some((Event::Text(CowStr::Borrowed(&self.body[range.clone()])), range));
            }
            QUOTE..LINK => {
                let (quote, skip) = ((mark - QUOTE) / 4, (mark - QUOTE) % 4);
                let range = self.skip_to(skip.into(), 1);
                return Some((Event::Text(CowStr::Borrowed(QUOTES[usize::from(quote)])), range));
            }
            LINK..IMAGE => Event::Start(link(LINKS[usize::from(mark - LINK)])),
            IMAGE..SOFT_BREAK => Event::Start(image(LINKS[usize::from(mark - IMAGE)])),
            SOFT_BREAK => Event::SoftBreak,
            KEPT.. => self.kept.next()?.clone(),
        };
        Some((event, 0..0))
    }
}

impl Player<'_> {
    fn two_bytes(&mut self) -> Option<usize> {
        Some(u16::from_le_bytes([*self.marks.next()?, *self.marks.next()?]).into())
    }

    fn skip_to(&mut self, skip: usize, length: usize) -> Range<usize> {
        let start = self.at + skip;
        self.at = start + length;
        start..self.at
    }
}

/// Whether a tag says more than its end does.
fn says_more(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::CodeBlock(_) | Tag::List(Some(_)) | Tag::Table(_) | Tag::FootnoteDefinition(_)
    )
}

/// The tag of an end; `None` for one that [says more](says_more).
fn start<'a>(end: TagEnd) -> Option<Tag<'a>> {
    Some(match end {
        TagEnd::Paragraph => Tag::Paragraph,
        TagEnd::Heading(level) => {
            Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() }
        }
        TagEnd::BlockQuote(kind) => Tag::BlockQuote(kind),
        TagEnd::HtmlBlock => Tag::HtmlBlock,
        TagEnd::List(false) => Tag::List(None),
        TagEnd::Item => Tag::Item,
        TagEnd::TableHead => Tag::TableHead,
        TagEnd::TableRow => Tag::TableRow,
        TagEnd::TableCell => Tag::TableCell,
        TagEnd::Emphasis => Tag::Emphasis,
        TagEnd::Strong => Tag::Strong,
        TagEnd::Strikethrough => Tag::Strikethrough,
        _ => return None,
    })
}

fn link<'a>(link_type: LinkType) -> Tag<'a> {
    let nothing = CowStr::Borrowed("");
    Tag::Link { link_type, dest_url: nothing.clone(), title: nothing.clone(), id: nothing }
}

fn image<'a>(link_type: LinkType) -> Tag<'a> {
    let nothing = CowStr::Borrowed("");
    Tag::Image { link_type, dest_url: nothing.clone(), title: nothing.clone(), id: nothing }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "\
# A *heading* {#own}

Don't say \"pain\", say [where](/x \"t\") &amp; [[when]], [@a; @b] and\\
`how`: ![it](y.png) {{emergency_number}} 5\\*5 <b>x</b>[^n].

> [!NOTE]
> - [x] one
> - two ~~three~~

3. three
4. four

| a | b |
|:--|--:|
| \u{201C}c\u{201D} | d\\|e |

```sh
let's
```

<div>
raw
</div>

[^n]: A **note**.
";

    /// An event without what a tape leaves out.
    fn plain(event: Event<'_>) -> Event<'_> {
        match event {
            Event::Start(Tag::Link { link_type, .. }) => Event::Start(link(link_type)),
            Event::Start(Tag::Image { link_type, .. }) => Event::Start(image(link_type)),
            Event::Start(Tag::Heading { level, .. }) => {
                Event::Start(start(TagEnd::Heading(level)).unwrap())
            }
            other => other,
        }
    }

    fn tape(body: &str) -> Tape {
        let mut recorder = Recorder::new(body);
        markdown::read(body, |event, range| recorder.record(&event, &range));
        recorder.finish()
    }

    fn plays_what_was_recorded(body: &str) {
        let tape = tape(body);
        let mut wanted: Vec<Event<'_>> = Vec::new();
        markdown::read(body, |event, _| wanted.push(plain(event)));
        let played: Vec<Event<'_>> = tape.events(body).map(|(event, _)| event).collect();
        assert_eq!(played, wanted);
    }

    #[test]
    fn a_tape_plays_the_events_that_were_recorded() {
        plays_what_was_recorded(BODY);
    }

    #[test]
    fn texts_of_any_length_at_any_distance_are_played() {
        let long = |count| "word ".repeat(count);
        let far = "y".repeat(70);
        plays_what_was_recorded(&format!("{}\n\n[x](/{far})\n\n{}\n", long(60), long(20_000)));
    }

    #[test]
    fn quotation_marks_that_were_made_keep_their_places() {
        let made = |(event, range): Spotted<'_>| match event {
            Event::Text(text) if markdown::is_made_quote(BODY, &text, &range) => Some(range.start),
            _ => None,
        };
        let mut wanted: Vec<usize> = Vec::new();
        markdown::read(BODY, |event, range| wanted.extend(made((event, range))));
        let played: Vec<usize> = tape(BODY).events(BODY).filter_map(made).collect();
        assert_eq!(played, wanted);
        assert_eq!(wanted.len(), 3);
    }
}
