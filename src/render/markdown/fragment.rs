//! Small pieces of HTML, escaped for the place that they go to.

use std::fmt::Write as _;

use pulldown_cmark::BlockQuoteKind;
use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use crate::schema::PhoneNumber;

pub(super) fn attribute(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    escape_attribute(value, &mut escaped);
    escaped
}

/// Appends a value of an attribute.
pub(super) fn escape_attribute(value: &str, html: &mut String) {
    escape_html(html, value).expect("writing to a string cannot fail");
}

pub(super) fn text(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    escape_text(value, &mut escaped);
    escaped
}

/// Appends words that readers see.
pub(super) fn escape_text(value: &str, html: &mut String) {
    escape_html_body_text(html, value).expect("writing to a string cannot fail");
}

pub(super) fn checkbox(done: bool) -> &'static str {
    if done {
        "<input type=\"checkbox\" disabled checked aria-label=\"Done\"> "
    } else {
        "<input type=\"checkbox\" disabled aria-label=\"Not done\"> "
    }
}

pub(super) fn alert(kind: BlockQuoteKind) -> String {
    let (class, title) = match kind {
        BlockQuoteKind::Note => ("note", "Note"),
        BlockQuoteKind::Tip => ("tip", "Tip"),
        BlockQuoteKind::Important => ("important", "Important"),
        BlockQuoteKind::Warning => ("warning", "Warning"),
        BlockQuoteKind::Caution => ("caution", "Caution"),
    };
    format!("<aside class=\"alert alert--{class}\">\n<p class=\"alert__title\">{title}</p>\n")
}

/// "999 in the UK, 112 in Europe or 911 in the US and Canada", each number a link unless it stands
/// in one.
pub(super) fn phone_numbers(numbers: &[PhoneNumber], linked: bool) -> String {
    let mut html = String::new();
    for (at, number) in numbers.iter().enumerate() {
        let separator = match at {
            0 => "",
            at if at + 1 == numbers.len() => " or ",
            _ => ", ",
        };
        html.push_str(separator);
        let digits = text(&number.number);
        if linked {
            let dialled: String = number.number.chars().filter(|c| !c.is_whitespace()).collect();
            let _ = write!(html, "<a href=\"tel:{}\">{digits}</a>", attribute(&dialled));
        } else {
            html.push_str(&digits);
        }
        let _ = write!(html, " {}", text(&number.place));
    }
    html
}

/// A quotation mark as the language writes it. The closing single one is also the apostrophe, which
/// is the same everywhere.
pub(super) fn quote<'q>(language: &str, made: &'q str) -> &'q str {
    let (open, close, open_single) = match language.split('-').next().unwrap_or_default() {
        "de" | "cs" | "sk" | "sl" | "bg" | "is" | "lt" => ("„", "“", "‚"),
        "fr" => ("«\u{a0}", "\u{a0}»", "‹\u{a0}"),
        "es" | "it" | "pt" | "el" | "ru" | "uk" | "no" | "nb" | "nn" => ("«", "»", "‘"),
        "pl" | "ro" | "hu" | "hr" => ("„", "”", "‚"),
        "sv" | "fi" => ("”", "”", "’"),
        "da" => ("»", "«", "›"),
        _ => ("“", "”", "‘"),
    };
    match made {
        "\u{201C}" => open,
        "\u{201D}" => close,
        "\u{2018}" => open_single,
        other => other,
    }
}
