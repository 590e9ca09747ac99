//! Markdown to HTML, with ids for headings and a table of contents.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(crate) struct Heading {
    pub(crate) id: String,
    pub(crate) title: String,
}

pub(crate) fn html(text: &str) -> (String, Vec<Heading>) {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut events: Vec<Event<'_>> = Parser::new_ext(text, options).collect();
    let contents = name_headings(&mut events);
    let mut html = String::with_capacity(text.len() * 5 / 4);
    html::push_html(&mut html, events.into_iter());
    (html, contents)
}

fn name_headings(events: &mut [Event<'_>]) -> Vec<Heading> {
    let mut contents = Vec::new();
    let (mut start, mut title) = (None, String::new());
    for at in 0..events.len() {
        match &events[at] {
            Event::Start(Tag::Heading { .. }) => (start, title) = (Some(at), String::new()),
            Event::Text(text) | Event::Code(text) if start.is_some() => title.push_str(text),
            Event::End(TagEnd::Heading(level)) => {
                let (level, heading) = (*level, Heading { id: slug(&title), title: title.clone() });
                set_id(&mut events[start.take().expect("it began")], &heading.id);
                if level == HeadingLevel::H2 {
                    contents.push(heading);
                }
            }
            _ => {}
        }
    }
    contents
}

fn set_id(start: &mut Event<'_>, to: &str) {
    if let Event::Start(Tag::Heading { id, .. }) = start {
        *id = Some(to.to_owned().into());
    }
}

fn slug(title: &str) -> String {
    let letter = |c: char| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    title.chars().map(letter).collect()
}
