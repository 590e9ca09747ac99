//! Whole-site tests: a small site in, the report or the pages out.

#![allow(clippy::disallowed_methods, reason = "tests write sites and read what becomes of them")]

mod crawl;
mod feeds;
mod golden;
mod hostile;
mod layers;
mod pages;
mod published;
mod rules;
mod support;
mod times;
