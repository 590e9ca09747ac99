//! Whole-site tests: a small site in, the report or the pages out.

#![allow(clippy::disallowed_methods, reason = "tests write sites and read what becomes of them")]
#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod corpus;
mod crawl;
mod faults;
mod feeds;
mod golden;
mod hostile;
mod layers;
mod memo;
mod pages;
mod published;
mod random;
mod readme;
mod rules;
mod same_bytes;
mod support;
mod times;
