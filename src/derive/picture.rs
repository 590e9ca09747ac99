//! A picture → smaller ones: upright, in the colours of the web, without what its camera wrote into it.

use std::io::Cursor;
use std::sync::{Mutex, PoisonError};

use fast_image_resize::images::{Image as Pixels, ImageRef};
use fast_image_resize::{PixelType, Resizer};
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{CompressionType, FilterType, PngDecoder, PngEncoder};
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder as _, ImageResult, Limits,
};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use crate::plan::picture::{Encoding, Picture};
use crate::source::{ImageFormat, ImageSize};

/// How much of a photograph is kept, of 0 to 100: at these, few see a difference.
const WEBP_QUALITY: f32 = 78.0;
const JPEG_QUALITY: u8 = 82;

/// What reading a picture may take beside the file: 100 million pixels of three or four bytes.
const MOST_MEMORY: u64 = 512 * 1024 * 1024;

/// A picture of more pixels is read alone, so that several together do not fill the memory.
const LARGE: u64 = 25_000_000;
static ALONE: Mutex<()> = Mutex::new(());

/// The picture cannot be read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken;

/// A picture as it is to be seen.
#[derive(Debug)]
pub struct Upright {
    pixels: DynamicImage,
    /// What its colours mean, if the file says so.
    profile: Option<Vec<u8>>,
}

/// Reads a picture of this format and size, and gives it to `use_it` while it is in memory.
///
/// # Errors
/// When it cannot be read to its end.
pub fn with_upright<T>(
    bytes: &[u8],
    format: ImageFormat,
    size: ImageSize,
    use_it: impl FnOnce(&Upright) -> T,
) -> Result<T, Broken> {
    let is_large = size.pixels() > LARGE;
    let _alone = is_large.then(|| ALONE.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(use_it(&upright(bytes, format)?))
}

fn upright(bytes: &[u8], format: ImageFormat) -> Result<Upright, Broken> {
    let read = match format {
        ImageFormat::Jpeg if !has_end(bytes) => return Err(Broken),
        ImageFormat::Jpeg => JpegDecoder::new(Cursor::new(bytes)).and_then(decoded),
        ImageFormat::Png => PngDecoder::new(Cursor::new(bytes)).and_then(decoded),
    };
    read.map_err(|_| Broken)
}

fn decoded(mut decoder: impl ImageDecoder) -> ImageResult<Upright> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    decoder.set_limits(limits)?;
    let (orientation, profile) = (decoder.orientation()?, decoder.icc_profile()?);
    let mut pixels = in_bytes(DynamicImage::from_decoder(decoder)?);
    pixels.apply_orientation(orientation);
    Ok(Upright { pixels, profile })
}

/// Three bytes a pixel, or four where something shines through.
fn in_bytes(pixels: DynamicImage) -> DynamicImage {
    match pixels {
        DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgba8(_) => pixels,
        other if other.color().has_alpha() => other.into_rgba8().into(),
        other => other.into_rgb8().into(),
    }
}

/// Telephones store wider colours than the web's, with a profile that says so. It goes with all else
/// that is not the picture, so the colours are changed to what they would look like; a profile that cannot
/// be used leaves them nearly right.
fn in_colours_of_the_web(pixels: Pixels<'static>, profile: &[u8]) -> Pixels<'static> {
    let layout = match pixels.pixel_type() {
        PixelType::U8x4 => Layout::Rgba,
        _ => Layout::Rgb,
    };
    let profile = ColorProfile::new_from_slice(profile).ok();
    let rgb = profile.filter(|profile| profile.color_space == DataColorSpace::Rgb);
    let web = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    let transform =
        rgb.and_then(|from| from.create_transform_8bit(layout, &web, layout, options).ok());
    let mut changed = vec![0; pixels.buffer().len()];
    match transform.map(|transform| transform.transform(pixels.buffer(), &mut changed)) {
        Some(Ok(())) => {
            Pixels::from_vec_u8(pixels.width(), pixels.height(), changed, pixels.pixel_type())
                .expect("they are as many as before")
        }
        _ => pixels,
    }
}

/// Whether a JPEG was written to its end: what is missing would be shown as grey. The mark of the end also
/// stands in the small picture that a camera puts before the large one.
fn has_end(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some([0xff, marker, high, low]) = bytes.get(at..at + 4) {
        if *marker == 0xff {
            at += 1;
            continue;
        }
        if *marker == 0xda {
            return bytes[at..].windows(2).any(|two| two == [0xff, 0xd9]);
        }
        at += 2 + usize::from(u16::from_be_bytes([*high, *low]));
    }
    false
}

/// The bytes of a file that is made of the picture.
///
/// # Errors
/// When the picture is not of the size that was planned.
pub fn bytes(upright: &Upright, picture: &Picture) -> Result<Vec<u8>, Broken> {
    let whole = ImageSize { width: upright.pixels.width(), height: upright.pixels.height() };
    if whole != picture.original.size {
        return Err(Broken);
    }
    let mut small = resized(&upright.pixels, picture.size);
    if let Some(profile) = &upright.profile {
        small = in_colours_of_the_web(small, profile);
    }
    Ok(match (picture.encoding, picture.original.format) {
        (Encoding::WebP, ImageFormat::Jpeg) => webp(&small).encode(WEBP_QUALITY).to_vec(),
        (Encoding::WebP, ImageFormat::Png) => {
            // A drawing or a screenshot is often smaller when nothing is lost, a photograph never.
            let (lossy, lossless) =
                (webp(&small).encode(WEBP_QUALITY), webp(&small).encode_lossless());
            if lossless.len() <= lossy.len() { lossless.to_vec() } else { lossy.to_vec() }
        }
        (Encoding::Same, ImageFormat::Jpeg) => jpeg(&small),
        (Encoding::Same, ImageFormat::Png) => png(&small),
    })
}

fn resized(pixels: &DynamicImage, size: ImageSize) -> Pixels<'static> {
    let kind = if pixels.color().has_alpha() { PixelType::U8x4 } else { PixelType::U8x3 };
    let (width, height) = (pixels.width(), pixels.height());
    let whole =
        ImageRef::new(width, height, pixels.as_bytes(), kind).expect("the pixels are bytes");
    let mut small = Pixels::new(size.width, size.height, kind);
    Resizer::new().resize(&whole, &mut small, None).expect("both are of one kind");
    small
}

fn webp<'a>(pixels: &'a Pixels<'_>) -> webp::Encoder<'a> {
    let (width, height) = (pixels.width(), pixels.height());
    match pixels.pixel_type() {
        PixelType::U8x4 => webp::Encoder::from_rgba(pixels.buffer(), width, height),
        _ => webp::Encoder::from_rgb(pixels.buffer(), width, height),
    }
}

fn jpeg(pixels: &Pixels<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY)
        .write_image(pixels.buffer(), pixels.width(), pixels.height(), ExtendedColorType::Rgb8)
        .expect("memory can be written to");
    bytes
}

fn png(pixels: &Pixels<'_>) -> Vec<u8> {
    let colours = match pixels.pixel_type() {
        PixelType::U8x4 => ExtendedColorType::Rgba8,
        _ => ExtendedColorType::Rgb8,
    };
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::Adaptive)
        .write_image(pixels.buffer(), pixels.width(), pixels.height(), colours)
        .expect("memory can be written to");
    bytes
}
