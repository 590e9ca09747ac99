//! Whole-site tests: a small site in, the report or the pages out.

mod crawl;
mod layers;
mod pages;
mod published;
mod rules;
mod support;
