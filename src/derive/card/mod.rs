//! The words of a card → a PNG. The same words give the same bytes, whatever fonts a system has.

mod lines;
mod palette;

use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use pulldown_cmark_escape::escape_html;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb::Database};

use crate::plan::social_card::{HEIGHT, SocialCard, WIDTH};
use crate::typeface::{FAMILY, FONT};
use lines::{Lines, cut_to, fitting};

/// The colours of the theme.
const GROUND: &str = "#1d6153";
const PAPER: &str = "#fbf8f2";
const SOFT: &str = "#b9ddd3";
const LANE: &str = "#2b7162";
const MARK: &str = "#e08a63";

/// Where words begin, and how long a line may be.
const LEFT: f32 = 80.0;
const LINE: f32 = 1040.0;
const LABEL: f32 = 36.0;
const SITE: f32 = 36.0;
/// What the sign of the site takes of the last line.
const SIGN: f32 = 76.0;

static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_font_data(FONT.to_vec());
    Options { fontdb: Arc::new(fonts), font_family: FAMILY.to_owned(), ..Options::default() }
});

/// The bytes of a card.
#[must_use]
pub fn png(card: &SocialCard) -> Vec<u8> {
    let tree = Tree::from_str(&svg(card), &OPTIONS).expect("the drawing is SVG");
    let mut pixels = Pixmap::new(WIDTH, HEIGHT).expect("a card has pixels");
    resvg::render(&tree, Transform::default(), &mut pixels.as_mut());
    palette::png(pixels.data(), WIDTH, HEIGHT)
}

/// The drawing of a card.
#[must_use]
pub fn svg(card: &SocialCard) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" font-family=\"{FAMILY}\">\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"{GROUND}\"/>\n{}",
        lanes()
    );
    if let Some(label) = &card.label {
        let label = cut_to(label, LINE / LABEL);
        words(&mut svg, LEFT, 116.0, LABEL, SOFT, &label);
    }
    title(&mut svg, &fitting(&card.title, LINE));
    sign(&mut svg, &card.site);
    svg.push_str("</svg>\n");
    svg
}

/// The lanes of a running track, as they come out of the bend.
fn lanes() -> String {
    let lane = |number: i32| {
        let radius = 250 + 62 * number;
        format!("<circle cx=\"1190\" cy=\"690\" r=\"{radius}\"/>\n")
    };
    let lanes: String = (0..6).map(lane).collect();
    format!("<g fill=\"none\" stroke=\"{LANE}\" stroke-width=\"3\">\n{lanes}</g>\n")
}

/// Words on a line. The letters are light, so they are drawn with an edge of their own colour.
fn words(svg: &mut String, left: f32, line: f32, size: f32, colour: &str, text: &str) {
    let edge = size / 48.0;
    let _ = write!(
        svg,
        "<text x=\"{left}\" y=\"{line}\" font-size=\"{size}\" fill=\"{colour}\" stroke=\"{colour}\" \
         stroke-width=\"{edge:.2}\" stroke-linejoin=\"round\" xml:space=\"preserve\">"
    );
    escape_html(&mut *svg, text).expect("writing to a string cannot fail");
    svg.push_str("</text>\n");
}

/// The title in the middle of what the label and the sign leave.
fn title(svg: &mut String, title: &Lines) {
    const MIDDLE: f32 = 325.0;
    let apart = title.size * 1.18;
    // The height of a capital letter is about 0.7 of the size.
    let mut line = MIDDLE + title.size * 0.35;
    title.lines.iter().skip(1).for_each(|_| line -= apart / 2.0);
    for text in &title.lines {
        words(svg, LEFT, line, title.size, PAPER, text);
        line += apart;
    }
}

/// The name of the site behind a mark.
fn sign(svg: &mut String, site: &str) {
    let _ = writeln!(
        svg,
        "<path d=\"M{LEFT} 558h44\" stroke=\"{MARK}\" stroke-width=\"8\" stroke-linecap=\"round\"/>"
    );
    words(svg, LEFT + SIGN, 570.0, SITE, PAPER, &cut_to(site, (LINE - SIGN) / SITE));
}
