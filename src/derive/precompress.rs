//! The bytes of an output → packed ones, for servers that send what is packed already.

use std::io::Write as _;

use crate::schema::Compression;

/// A file that is shorter gains nothing, since a network sends about as much at once anyway.
const SHORTEST: usize = 1024;

/// How hard brotli tries, of 0 to 11. With 10 the 437 pages of the repository shrink from 5.2 to 1.31 MB;
/// 9 takes as long for 1.43 MB, and 11 almost three times as long for 1.27 MB (measured with the
/// reference encoder).
const BROTLI_QUALITY: i32 = 10;
/// The largest window that every decoder has, as a power of two.
const BROTLI_WINDOW: i32 = 22;

/// The bytes as a server sends them to browsers that can unpack them; `None` where that saves nothing.
/// The same bytes come out each time: neither a name nor a time is in them.
#[must_use]
pub fn compressed(bytes: &[u8], by: Compression) -> Option<Vec<u8>> {
    if bytes.len() < SHORTEST {
        return None;
    }
    let packed = match by {
        Compression::Gzip => gzip(bytes),
        Compression::Brotli => brotli(bytes),
    };
    (packed.len() < bytes.len()).then_some(packed)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory can be written to")
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW,
        size_hint: bytes.len(),
        ..brotli::enc::BrotliEncoderParams::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters)
        .expect("memory can be read and written to");
    packed
}
