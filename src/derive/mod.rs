//! Bytes → bytes: packed outputs, pictures in sizes and cards; and the index that readers search.

#[cfg(feature = "images")]
pub mod card;
#[cfg(feature = "images")]
pub mod picture;
pub mod precompress;
#[cfg(feature = "search")]
pub mod search;
