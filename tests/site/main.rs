//! Whole-site tests: a small site in, the report or the pages out.

#![allow(clippy::disallowed_methods, reason = "tests write sites and read what becomes of them")]
#![allow(clippy::print_stdout, reason = "a test of chance says its seed and count")]
#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod author;
mod body_map;
mod browser;
mod bytes;
mod checks;
mod corpus;
mod crawl;
#[cfg(feature = "deploy")]
mod deploy;
mod edits;
mod external;
mod faults;
mod feeds;
mod figures;
mod fingerprints;
mod golden;
mod host_config;
mod hostile;
mod hosts;
#[cfg(feature = "images")]
mod images;
mod impact;
mod layers;
mod manual;
mod memo;
mod mistakes;
mod mutations;
mod mv;
mod pages;
mod policy;
mod preview;
mod prose;
mod prose_rules;
mod published;
mod random;
mod readme;
mod reports;
#[cfg(unix)]
mod rescans;
mod rules;
mod same_bytes;
#[cfg(feature = "search")]
mod search;
#[cfg(feature = "serve")]
mod serve;
mod structured_data;
mod support;
mod text_report;
mod template_version;
mod timer;
mod times;
mod timings;
mod unchanged;
mod vanished;
mod wordpress;
