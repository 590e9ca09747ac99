//! A picture of a text → HTML: sizes for the browser to choose from, and who made it.

use std::fmt::Write as _;

use super::Addressing;
use super::fragment::{attribute, text};
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
pub(super) fn picture(image: &Image, alt: &str, placing: Placing, to: &Addressing) -> String {
    let shown = img(image, alt, placing, to);
    if image.sizes.is_empty() {
        return shown;
    }
    let sizes = image.sizes.iter().map(|(address, width)| format!("{} {width}w", to.href(address)));
    let sizes: Vec<String> = sizes.collect();
    let set = attribute(&sizes.join(", "));
    format!(
        "<picture><source type=\"image/webp\" srcset=\"{set}\" sizes=\"{SHOWN}\">{shown}</picture>"
    )
}

fn img(image: &Image, alt: &str, placing: Placing, to: &Addressing) -> String {
    let (source, alt) = (attribute(&to.href(&image.address)), attribute(alt.trim()));
    let mut html = format!("<img src=\"{source}\" alt=\"{alt}\"");
    if let Some(ImageSize { width, height }) = image.size {
        let _ = write!(html, " width=\"{width}\" height=\"{height}\"");
    }
    if placing == Placing::Later {
        html.push_str(" loading=\"lazy\"");
    }
    html.push_str(" decoding=\"async\">");
    html
}

/// A picture that stands by itself, with who made it below.
pub(super) fn figure(picture: &str, credit: Option<&Credit>) -> String {
    let caption =
        credit.map(|credit| format!("<figcaption>{}</figcaption>\n", words(credit, true)));
    format!("<figure class=\"picture\">\n{picture}\n{}</figure>\n", caption.unwrap_or_default())
}

/// A picture among words, with who made it behind.
pub(super) fn inline(picture: &str, credit: Option<&Credit>, linked: bool) -> String {
    let credit = credit.map(|credit| format!(" <small>({})</small>", words(credit, linked)));
    format!("{picture}{}", credit.unwrap_or_default())
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
