//! A picture of a text → HTML: sizes for the browser to choose from, and who made it.

use std::fmt::Write as _;

use super::Html;
use super::fragment::{attribute, text};
use crate::plan::Shared;
use crate::plan::picture::{Credit, Image};
use crate::source::ImageSize;

/// How wide a picture is shown: the column of a page, or a narrow screen without its margins. It goes with
/// `.page` and `.wrap` of the stylesheet.
const SHOWN: &str = "(min-width: 47rem) 43rem, calc(100vw - 2rem)";

/// Where a picture stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Placing {
    /// It may be seen before anybody scrolls, so it is loaded at once.
    First,
    Later,
}

/// The picture itself.
pub(super) fn picture(image: &Image, alt: &str, placing: Placing, shared: &Shared) -> Html {
    let mut html = Html::default();
    if image.sizes.is_empty() {
        img(image, alt, placing, shared, &mut html);
        return html;
    }
    html.push_str("<picture><source type=\"image/webp\" srcset=\"");
    for (at, (address, width)) in image.sizes.iter().enumerate() {
        html.push_str(if at == 0 { "" } else { ", " });
        html.push_address(address, shared);
        let _ = write!(html.text, " {width}w");
    }
    let _ = write!(html.text, "\" sizes=\"{SHOWN}\">");
    img(image, alt, placing, shared, &mut html);
    html.push_str("</picture>");
    html
}

fn img(image: &Image, alt: &str, placing: Placing, shared: &Shared, html: &mut Html) {
    html.push_str("<img src=\"");
    html.push_address(&image.address, shared);
    let _ = write!(html.text, "\" alt=\"{}\"", attribute(alt.trim()));
    if let Some(ImageSize { width, height }) = image.size {
        let _ = write!(html.text, " width=\"{width}\" height=\"{height}\"");
    }
    if placing == Placing::Later {
        html.push_str(" loading=\"lazy\"");
    }
    html.push_str(" decoding=\"async\">");
}

/// Appends a picture that stands by itself, with who made it below.
pub(super) fn figure(picture: &Html, credit: Option<&Credit>, html: &mut Html) {
    html.push_str("<figure class=\"picture\">\n");
    html.append(picture);
    html.push_str("\n");
    if let Some(credit) = credit {
        let _ = writeln!(html.text, "<figcaption>{}</figcaption>", words(credit, true));
    }
    html.push_str("</figure>\n");
}

/// Appends a picture among words, with who made it behind.
pub(super) fn inline(picture: &Html, credit: Option<&Credit>, linked: bool, html: &mut Html) {
    html.append(picture);
    if let Some(credit) = credit {
        let _ = write!(html.text, " <small>({})</small>", words(credit, linked));
    }
}

/// "Picture: Jane Doe, CC BY 4.0", with links unless it stands in one.
fn words(credit: &Credit, linked: bool) -> String {
    let link = |words: &str, address: Option<&str>| match address.filter(|_| linked) {
        Some(address) => format!("<a href=\"{}\">{}</a>", attribute(address), text(words)),
        None => text(words),
    };
    let mut words = match &credit.maker {
        Some(maker) => format!("Picture: {}", link(maker, credit.source.as_deref())),
        None => link("Our own picture", credit.source.as_deref()),
    };
    if let Some(licence) = &credit.licence {
        let _ = write!(words, ", {}", link(licence, credit.licence_address.as_deref()));
    }
    words
}
