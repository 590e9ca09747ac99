//! The plain tags of a text: those that need nothing but what the author wrote.

use std::fmt::Write as _;

use pulldown_cmark::{CodeBlockKind, Tag, TagEnd};

use super::fragment::escape_attribute;

/// Begins a new line, unless one has just begun.
pub(super) fn fresh_line(html: &mut String) {
    if !html.is_empty() && !html.ends_with('\n') {
        html.push('\n');
    }
}

/// Appends what opens an element. A paragraph, a list or the like begins on a line of its own.
pub(super) fn open(tag: &Tag<'_>, html: &mut String) {
    let (on_its_own_line, opening) = match tag {
        Tag::Paragraph => (true, "<p>"),
        Tag::BlockQuote(_) => (true, "<blockquote>\n"),
        Tag::List(None) => (true, "<ul>\n"),
        Tag::List(Some(1)) => (true, "<ol>\n"),
        Tag::Item => (true, "<li>"),
        Tag::Emphasis => (false, "<em>"),
        Tag::Strong => (false, "<strong>"),
        Tag::Strikethrough => (false, "<del>"),
        Tag::List(Some(start)) => return list_from(*start, html),
        Tag::CodeBlock(kind) => return code_block(kind, html),
        _ => return,
    };
    if on_its_own_line {
        fresh_line(html);
    }
    html.push_str(opening);
}

fn list_from(start: u64, html: &mut String) {
    fresh_line(html);
    writeln!(html, "<ol start=\"{start}\">").expect("writing to a string cannot fail");
}

fn code_block(kind: &CodeBlockKind<'_>, html: &mut String) {
    fresh_line(html);
    html.push_str("<pre><code");
    let language = match kind {
        CodeBlockKind::Fenced(info) => info.split(' ').next().unwrap_or_default(),
        CodeBlockKind::Indented => "",
    };
    if !language.is_empty() {
        html.push_str(" class=\"language-");
        escape_attribute(language, html);
        html.push('"');
    }
    html.push('>');
}

/// Appends what closes an element.
pub(super) fn close(tag: TagEnd, html: &mut String) {
    html.push_str(match tag {
        TagEnd::Paragraph => "</p>\n",
        TagEnd::Heading(level) => {
            return writeln!(html, "</{level}>").expect("writing to a string cannot fail");
        }
        TagEnd::BlockQuote(_) => "</blockquote>\n",
        TagEnd::CodeBlock => "</code></pre>\n",
        TagEnd::List(true) => "</ol>\n",
        TagEnd::List(false) => "</ul>\n",
        TagEnd::Item => "</li>\n",
        TagEnd::Emphasis => "</em>",
        TagEnd::Strong => "</strong>",
        TagEnd::Strikethrough => "</del>",
        _ => "",
    });
}
