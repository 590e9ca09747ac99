//! A picture of a text: the sizes in which it is published, and who made it.

use std::sync::Arc;

use crate::link::Entry;
use crate::link::targets::shown_file;
use crate::schema::{OWN, Settings, Text, WebAddress};
use crate::source::{Hash, ImageFormat, ImageSize, Original, hash_of};

use super::part::asset_address;

/// The widths that are made of a picture, in pixels: a phone, the column of a page, and both on screens
/// with two pixels for each of CSS.
const WIDTHS: [u32; 4] = [480, 800, 1200, 1600];

/// A picture in WebP has no more pixels than this in a row or a column.
const MOST_OF_WEBP: u32 = 16_383;

/// The widest that browsers get which know no WebP.
const FALLBACK: u32 = 1200;

/// Changes when the same picture is made into other bytes than before: another encoder, other settings of
/// it. A test holds it against the bytes.
const RECIPE: u32 = 1;

/// A file that is made of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Picture {
    pub original: Arc<Original>,
    pub size: ImageSize,
    pub encoding: Encoding,
    recipe: u32,
}

/// How a file that is made of a picture is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    WebP,
    /// As the original.
    Same,
}

impl Picture {
    fn new(original: &Arc<Original>, width: u32, encoding: Encoding) -> Self {
        let original = Arc::clone(original);
        let ImageSize { width: whole, height } = original.size;
        let scaled = u64::from(height) * u64::from(width) / u64::from(whole);
        let height = u32::try_from(scaled).expect("it is no higher than the original").max(1);
        Self { original, size: ImageSize { width, height }, encoding, recipe: RECIPE }
    }

    /// Identifies the bytes.
    #[must_use]
    pub fn key(&self) -> Hash {
        let Original { hash, format, .. } = &*self.original;
        hash_of(&(hash, format, self.size, self.encoding, self.recipe))
    }

    /// Beside the page of the text, with the width and what it is made of in the name.
    #[must_use]
    pub fn address(&self) -> Arc<str> {
        let whole = asset_address(&self.original.path);
        let stem = whole.rsplit_once('.').map_or(&*whole, |(stem, _)| stem);
        let key = super::url::short(self.key());
        format!("{stem}.{}.{key}.{}", self.size.width, self.suffix()).into()
    }

    fn suffix(&self) -> &'static str {
        match (self.encoding, self.original.format) {
            (Encoding::WebP, _) => "webp",
            (Encoding::Same, ImageFormat::Jpeg) => "jpg",
            (Encoding::Same, ImageFormat::Png) => "png",
        }
    }
}

/// For browsers that know no WebP, and for whoever is sent the address of the picture.
#[must_use]
pub fn fallback(original: &Arc<Original>) -> Picture {
    Picture::new(original, original.size.width.min(FALLBACK), Encoding::Same)
}

/// From small to large, none larger than the original, and none that is hardly smaller than the next. What
/// is too long for the format is left to the fallback.
#[must_use]
pub fn in_sizes(original: &Arc<Original>) -> Vec<Picture> {
    let most = original.size.width.min(WIDTHS[WIDTHS.len() - 1]);
    let smaller = WIDTHS.into_iter().filter(|width| width * 8 < most * 7);
    let widths = smaller.chain(std::iter::once(most));
    let pictures = widths.map(|width| Picture::new(original, width, Encoding::WebP));
    pictures.filter(|picture| picture.size.height <= MOST_OF_WEBP).collect()
}

/// A picture as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Image {
    pub address: Arc<str>,
    pub size: Option<ImageSize>,
    /// Addresses and widths of the picture in WebP.
    pub sizes: Vec<(Arc<str>, u32)>,
    pub credit: Option<Credit>,
}

/// Who made a picture, and what allows us to show it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Credit {
    /// Nothing for a picture of the site's own.
    pub maker: Option<Arc<str>>,
    /// Where it was found.
    pub source: Option<Arc<str>>,
    pub licence: Option<Arc<str>>,
    /// Where the licence can be read.
    pub licence_address: Option<String>,
}

/// The picture at `path`, which the text of an entry shows.
pub(super) fn image(
    entry: &Entry,
    settings: &Settings,
    path: &str,
    size: Option<ImageSize>,
    original: Option<&Arc<Original>>,
) -> Image {
    let credit = credit(entry, settings, path);
    match original {
        None => Image { address: asset_address(path).into(), size, sizes: Vec::new(), credit },
        Some(original) => {
            let fallback = fallback(original);
            let sizes = in_sizes(original).into_iter();
            Image {
                address: fallback.address(),
                size: Some(fallback.size),
                sizes: sizes.map(|picture| (picture.address(), picture.size.width)).collect(),
                credit,
            }
        }
    }
}

fn credit(entry: &Entry, settings: &Settings, path: &str) -> Option<Credit> {
    let document = &entry.document.path;
    let mut images = entry.content().common.images.iter();
    let own = images.find(|image| shown_file(document, &image.file).as_deref() == Some(path));
    if let Some(image) = own {
        let source = image.source.as_ref().map(WebAddress::share);
        return Some(Credit { source, ..Credit::new(&image.credit, image.licence.as_ref()) });
    }
    let of_site = settings.image_credit.as_ref().filter(|_| is_photograph(path))?;
    Some(Credit::new(&of_site.credit, of_site.licence.as_ref()))
}

/// Whether a file is, by its name, of a format that cameras and screenshots have.
#[must_use]
pub fn is_photograph(path: &str) -> bool {
    let suffix = path.rsplit_once('.').map_or("", |(_, suffix)| suffix);
    ["jpg", "jpeg", "png", "webp", "avif"].iter().any(|one| suffix.eq_ignore_ascii_case(one))
}

impl Credit {
    fn new(maker: &Text<2, 120>, licence: Option<&Text<2, 80>>) -> Self {
        Self {
            maker: (**maker != *OWN).then(|| maker.share()),
            source: None,
            licence: licence.map(Text::share),
            licence_address: licence.and_then(|licence| deed(licence)),
        }
    }
}

/// Where a licence of Creative Commons can be read, by its short name: `CC BY-SA 4.0`, `CC0 1.0`.
fn deed(licence: &str) -> Option<String> {
    const COMMONS: &str = "https://creativecommons.org";
    let (name, version) = licence.rsplit_once(' ')?;
    if !version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    if name == "CC0" {
        return Some(format!("{COMMONS}/publicdomain/zero/{version}/"));
    }
    let terms = name.strip_prefix("CC ")?.to_ascii_lowercase();
    let is_known = terms.split('-').all(|term| ["by", "sa", "nc", "nd"].contains(&term));
    is_known.then(|| format!("{COMMONS}/licenses/{terms}/{version}/"))
}
