//! Bytes → bytes: packed outputs, pictures in sizes and cards.

#[cfg(feature = "images")]
pub mod card;
#[cfg(feature = "images")]
pub mod picture;
pub mod precompress;
