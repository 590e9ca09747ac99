//! Planned values → files that are made of many of them, or of other bytes: no page is read for it.

#[cfg(feature = "search")]
pub mod search;
