//! Pictures among the events of a text: their descriptions, and paragraphs that hold nothing else.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::fragment::escape_text;
use super::picture::{Placing, figure, inline, picture};
use super::{Html, Writer, tag};
use crate::plan::part::Href;
use crate::plan::picture::{Credit, Image};

/// A picture whose description is still being read.
pub(super) struct OpenImage<'a> {
    pub(super) href: Option<&'a Href>,
    pub(super) alt: String,
}

/// What may stand in a paragraph of pictures.
pub(super) enum InParagraph<'a> {
    Picture(Html, Option<&'a Credit>),
    Break,
}

impl<'a> Writer<'a> {
    pub(super) fn take_in_image(&mut self, event: Event<'a>) {
        let Some(image) = &mut self.image else { return };
        match event {
            Event::Text(text) | Event::Code(text) => image.alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak => image.alt.push(' '),
            // A picture or a link in a description has taken its place in the row of links.
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                self.hrefs.next();
            }
            Event::End(TagEnd::Image) => {
                if let Some(image) = self.image.take() {
                    self.close_image(&image);
                }
            }
            _ => {}
        }
    }

    fn close_image(&mut self, open: &OpenImage<'a>) {
        let Some(Href::Image(image)) = open.href else {
            self.leave_pictures();
            escape_text(&open.alt, &mut self.html.text);
            return;
        };
        let html = self.picture(image, &open.alt);
        let credit = image.credit.as_ref();
        match &mut self.paragraph {
            Some(pictures) => pictures.push(InParagraph::Picture(html, credit)),
            None => inline(&html, credit, self.open_links.is_empty(), &mut self.html),
        }
    }

    fn picture(&mut self, image: &Image, alt: &str) -> Html {
        let placing = std::mem::replace(&mut self.placing, Placing::Later);
        picture(image, alt, placing, self.shared)
    }

    /// Whether the event belongs to a paragraph of pictures. Any other makes it a paragraph of words.
    pub(super) fn take_in_paragraph(&mut self, event: &Event<'a>) -> bool {
        match event {
            Event::Start(Tag::Image { .. }) => false,
            Event::SoftBreak | Event::HardBreak => {
                self.paragraph.iter_mut().for_each(|paragraph| paragraph.push(InParagraph::Break));
                true
            }
            Event::End(TagEnd::Paragraph) => {
                self.end_pictures();
                true
            }
            _ => {
                self.leave_pictures();
                false
            }
        }
    }

    /// Each picture of a paragraph of pictures stands by itself.
    fn end_pictures(&mut self) {
        for picture in self.paragraph.take().into_iter().flatten() {
            if let InParagraph::Picture(html, credit) = picture {
                figure(&html, credit, &mut self.html);
            }
        }
    }

    /// Begins a paragraph of words with the pictures that came first.
    fn leave_pictures(&mut self) {
        let Some(pictures) = self.paragraph.take() else { return };
        tag::open(&Tag::Paragraph, &mut self.html.text);
        for picture in pictures {
            match picture {
                InParagraph::Picture(html, credit) => {
                    inline(&html, credit, true, &mut self.html);
                }
                InParagraph::Break => self.html.push_str("\n"),
            }
        }
    }
}
