//! The typeface of social cards: which letters it has, and how wide words are in it. It comes with a crate,
//! so that a card looks the same wherever it is drawn.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

/// The font file: Ubuntu Light, under the Ubuntu font licence. It has Latin, Greek and Cyrillic letters.
pub const FONT: &[u8] = epaint_default_fonts::UBUNTU_LIGHT;

/// The name of the family in the file.
pub const FAMILY: &str = "Ubuntu";

/// How far each letter advances, in parts of the size of the letters.
static ADVANCES: LazyLock<BTreeMap<char, f32>> = LazyLock::new(|| {
    let font = FontRef::new(FONT).expect("the crate has a font");
    let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
    let letters = font.charmap();
    let letters = letters.mappings();
    let advance = |(code, glyph)| Some((char::from_u32(code)?, metrics.advance_width(glyph)?));
    letters.filter_map(advance).collect()
});

/// The first letter of a text that it does not have, or that is none.
#[must_use]
pub fn lacks(text: &str) -> Option<char> {
    let is_there = |letter: &char| letter.is_whitespace() || ADVANCES.contains_key(letter);
    text.chars().find(|letter| letter.is_control() || !is_there(letter))
}

/// How wide a text is, in parts of the size of its letters.
#[must_use]
pub fn width(text: &str) -> f32 {
    text.chars().filter_map(|letter| ADVANCES.get(&letter)).sum()
}
