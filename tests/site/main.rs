//! Whole-site tests: a small site in, the report or the pages out.

#![allow(clippy::disallowed_methods, reason = "tests write sites and read what becomes of them")]
mod bytes;
mod layers;
mod mistakes;
mod pages;
mod reports;
mod rules;
mod support;
