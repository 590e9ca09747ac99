//! Where the targets of links are written in a body, so that they can be written anew and nothing else.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::markdown::{self, Wanted};

/// A place that names where one link or picture leads, or several by their label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The id of `[[id]]`, or the address as it stands there, with its escapes.
    pub range: Range<usize>,
    pub wanted: Wanted,
    pub is_image: bool,
}

/// Every target of a body that is an id or an address, in the order of the text.
#[must_use]
pub fn targets(body: &str) -> Vec<Written> {
    let mut found = of_links(body);
    found.extend(of_labels(body));
    found.sort_by_key(|written| written.range.start);
    found
}

/// A link whose end has not come yet.
struct Open {
    link_type: LinkType,
    destination: String,
    range: Range<usize>,
    /// Where its words end, as far as they are read.
    words_end: usize,
    is_image: bool,
}

fn of_links(body: &str) -> Vec<Written> {
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    markdown::read(body, |event, range| match event {
        Event::Start(Tag::Link { link_type, dest_url, .. }) => {
            open.push(begin(link_type, &dest_url, range, false));
        }
        Event::Start(Tag::Image { link_type, dest_url, .. }) => {
            open.push(begin(link_type, &dest_url, range, true));
        }
        Event::End(pulldown_cmark::TagEnd::Link | pulldown_cmark::TagEnd::Image) => {
            if let Some(link) = open.pop() {
                close(body, &link, &mut open, &mut found);
            }
        }
        _ => {
            if let Some(link) = open.last_mut() {
                link.words_end = link.words_end.max(range.end);
            }
        }
    });
    found
}

fn begin(link_type: LinkType, destination: &str, range: Range<usize>, is_image: bool) -> Open {
    let words_end = range.start + 1 + usize::from(is_image);
    Open { link_type, destination: destination.to_owned(), range, words_end, is_image }
}

fn close(body: &str, link: &Open, open: &mut [Open], found: &mut Vec<Written>) {
    if let Some(outer) = open.last_mut() {
        outer.words_end = outer.words_end.max(link.range.end);
    }
    let wanted = markdown::wanted(link.link_type, &link.destination);
    let range = match (&wanted, link.link_type) {
        (Wanted::Entry { id, .. }, _) => find(body, link.range.clone(), id),
        (Wanted::Destination(_), LinkType::Inline) => {
            let after = body[link.words_end..link.range.end].find("](");
            after.map(|at| raw_destination(body, link.words_end + at + 2))
        }
        _ => None,
    };
    found.extend(range.map(|range| Written { range, wanted, is_image: link.is_image }));
}

fn find(body: &str, within: Range<usize>, id: &str) -> Option<Range<usize>> {
    let at = within.start + body[within].find(id)?;
    Some(at..at + id.len())
}

/// The definitions of labels: `[label]: address`.
fn of_labels(body: &str) -> Vec<Written> {
    let parser = Parser::new_ext(body, markdown::options());
    let definitions = parser.reference_definitions().iter();
    let mut found: Vec<Written> = definitions
        .filter_map(|(_, definition)| {
            let label = body[definition.span.clone()].find("]:")?;
            let range = raw_destination(body, definition.span.start + label + 2);
            let wanted = Wanted::Destination(definition.dest.to_string());
            Some(Written { range, wanted, is_image: false })
        })
        .collect();
    found.sort_by_key(|written| written.range.start);
    found
}

/// The address that begins behind `(` or `:` and white space, without angle brackets.
fn raw_destination(body: &str, from: usize) -> Range<usize> {
    let start = from + body[from..].len() - body[from..].trim_start().len();
    if body[start..].starts_with('<') {
        return start + 1..end_of(body, start + 1, |byte, _| byte == b'>');
    }
    start..end_of(body, start, |byte, depth| {
        byte.is_ascii_whitespace() || byte == b')' && depth == 0
    })
}

/// Where an address ends, given its last byte's successor and how many brackets are open there.
fn end_of(body: &str, start: usize, ends: impl Fn(u8, usize) -> bool) -> usize {
    let (mut depth, mut is_escaped) = (0_usize, false);
    for (at, byte) in body.bytes().enumerate().skip(start) {
        if !is_escaped && ends(byte, depth) {
            return at;
        }
        match byte {
            b'(' if !is_escaped => depth += 1,
            b')' if !is_escaped => depth = depth.saturating_sub(1),
            _ => {}
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    body.len()
}

#[cfg(test)]
mod tests {
    use super::targets;

    fn written(body: &str) -> Vec<&str> {
        targets(body).into_iter().map(|written| &body[written.range]).collect()
    }

    #[test]
    fn the_target_of_every_sort_of_link_is_found_where_it_stands() {
        let body = "[[a]] [[b|see [c\\] it]] [[ c#d ]] ![[e]]\n\n[x](../f.md#g \"](no)\") \
                    [**y**](<../h i.md>) ![z](j\\(k.png) [![w](l.png)](m.md) [](n(o).md)\n\n\
                    [p][q] [q] [@r] <https://s.org>\n\n[q]: t.md\n[u]: <v.md> 'w'\n";
        let expected = [
            "a",
            "b",
            "c",
            "e",
            "../f.md#g",
            "../h i.md",
            "j\\(k.png",
            "l.png",
            "m.md",
            "n(o).md",
            "t.md",
            "v.md",
        ];
        assert_eq!(written(body), expected);
    }
}
