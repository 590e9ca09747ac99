//! Many bytes of a text at a time: which of them are so, a bit for each.

use wide::u8x16;

/// How many bytes are looked at in one step.
pub const BLOCK: usize = 64;

/// Which bytes of a block are so; the first byte has the lowest bit.
pub fn bits(block: &[u8; BLOCK], are: impl Fn(u8x16) -> u8x16) -> u64 {
    let (sixteens, _) = block.as_chunks();
    let masks = sixteens.iter().map(|bytes| u64::from(are(u8x16::new(*bytes)).to_bitmask()));
    masks.rev().fold(0, |bits, mask| bits << 16 | mask)
}

/// The first bytes of a text, and blanks behind a text that is shorter.
#[must_use]
pub fn padded<const LEN: usize>(text: &[u8]) -> [u8; LEN] {
    text.first_chunk().copied().unwrap_or_else(|| {
        let mut bytes = [b' '; LEN];
        bytes[..text.len()].copy_from_slice(text);
        bytes
    })
}

/// Which bytes are no blank and no control character of ASCII.
#[must_use]
pub fn are_visible(bytes: u8x16) -> u8x16 {
    bytes.simd_gt(u8x16::splat(b' '))
}

/// As [`u8::is_ascii_alphanumeric`].
#[must_use]
pub fn are_alphanumeric(bytes: u8x16) -> u8x16 {
    let letters = (bytes | u8x16::splat(0x20)) - u8x16::splat(b'a');
    let digits = bytes - u8x16::splat(b'0');
    letters.simd_lt(u8x16::splat(26)) | digits.simd_lt(u8x16::splat(10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_is_what_it_is_by_itself() {
        for byte in 0..=u8::MAX {
            let all = [byte; BLOCK];
            let whole = |is: bool| if is { u64::MAX } else { 0 };
            let alphanumeric = bits(&all, are_alphanumeric);
            assert_eq!(alphanumeric, whole(byte.is_ascii_alphanumeric()), "{byte}");
            assert_eq!(bits(&all, are_visible), whole(byte > b' '), "{byte}");
        }
    }

    #[test]
    fn the_first_byte_has_the_lowest_bit() {
        for at in 0..BLOCK {
            let mut block = [b' '; BLOCK];
            block[at] = b'a';
            assert_eq!(bits(&block, are_visible), 1 << at);
        }
    }

    #[test]
    fn behind_a_short_text_there_are_blanks() {
        assert_eq!(&padded::<4>(b"ab"), b"ab  ");
        assert_eq!(&padded::<4>(b"abcdef"), b"abcd");
    }
}
