//! The first bytes of a picture → its size and format, or what is wrong with it.

use crate::source::{ImageFault, ImageFormat, ImageSize};

/// What the first bytes of a file say of it as a picture.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) image: Option<ImageSize>,
    pub(super) format: Option<Result<ImageFormat, ImageFault>>,
}

/// Looks at the beginning of the file of this path.
pub(super) fn look(path: &str, header: &[u8]) -> Seen {
    #[cfg(feature = "images")]
    if let Some(format) = format_of_name(path) {
        return header::look(format, header);
    }
    let _ = path;
    Seen { image: image_size(header), format: None }
}

/// Width and height as they are stored.
fn image_size(header: &[u8]) -> Option<ImageSize> {
    let size = imagesize::blob_size(header).ok()?;
    let pixels = |number: usize| u32::try_from(number).ok();
    Some(ImageSize { width: pixels(size.width)?, height: pixels(size.height)? })
}

/// The format that the name of a file says, of those that are made in sizes.
#[cfg(feature = "images")]
fn format_of_name(path: &str) -> Option<ImageFormat> {
    let suffix = path.rsplit_once('.')?.1;
    match suffix.to_ascii_lowercase().as_str() {
        "jpg" | "jpeg" => Some(ImageFormat::Jpeg),
        "png" => Some(ImageFormat::Png),
        _ => None,
    }
}

#[cfg(feature = "images")]
mod header {
    use std::io::Cursor;

    use image::codecs::{jpeg::JpegDecoder, png::PngDecoder};
    use image::metadata::Orientation;
    use image::{ImageDecoder, ImageResult};

    use super::Seen;
    use crate::source::{ImageFault, ImageFormat, ImageSize, MOST_PIXELS};

    pub(super) fn look(named: ImageFormat, header: &[u8]) -> Seen {
        match size(named, header) {
            Ok(size) => Seen { image: Some(size), format: Some(Ok(named)) },
            Err(fault) => Seen { image: None, format: Some(Err(fault)) },
        }
    }

    fn size(named: ImageFormat, header: &[u8]) -> Result<ImageSize, ImageFault> {
        if header.is_empty() {
            return Err(ImageFault::Empty);
        }
        let real = image::guess_format(header).map_err(|_| ImageFault::Broken)?;
        if real != format(named) {
            return Err(ImageFault::Mislabelled(name(real)));
        }
        let (size, moves) = read(named, header).map_err(|_| ImageFault::Broken)?;
        match size {
            ImageSize { width: 0, .. } | ImageSize { height: 0, .. } => Err(ImageFault::Broken),
            size if size.pixels() > MOST_PIXELS => Err(ImageFault::Huge(size)),
            _ if moves => Err(ImageFault::Animated),
            size => Ok(size),
        }
    }

    /// The size of the picture as it is to be shown, and whether it moves.
    fn read(named: ImageFormat, header: &[u8]) -> ImageResult<(ImageSize, bool)> {
        let bytes = Cursor::new(header);
        match named {
            ImageFormat::Jpeg => Ok((upright(JpegDecoder::new(bytes)?)?, false)),
            ImageFormat::Png => {
                let decoder = PngDecoder::new(bytes)?;
                let moves = decoder.is_apng()?;
                Ok((upright(decoder)?, moves))
            }
        }
    }

    /// A camera that was held upright stores the picture lying, and notes that.
    fn upright(mut decoder: impl ImageDecoder) -> ImageResult<ImageSize> {
        let (width, height) = decoder.dimensions();
        Ok(match decoder.orientation()? {
            Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH => ImageSize { width: height, height: width },
            _ => ImageSize { width, height },
        })
    }

    fn format(named: ImageFormat) -> image::ImageFormat {
        match named {
            ImageFormat::Jpeg => image::ImageFormat::Jpeg,
            ImageFormat::Png => image::ImageFormat::Png,
        }
    }

    fn name(format: image::ImageFormat) -> &'static str {
        match format {
            image::ImageFormat::Jpeg => "JPEG",
            image::ImageFormat::Png => "PNG",
            image::ImageFormat::Gif => "GIF",
            image::ImageFormat::WebP => "WebP",
            image::ImageFormat::Avif => "AVIF",
            _ => "another format",
        }
    }
}
