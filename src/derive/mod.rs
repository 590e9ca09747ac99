//! Bytes → bytes: what is made of outputs once they are there, and of many planned values at once.

pub mod precompress;
#[cfg(feature = "search")]
pub mod search;
