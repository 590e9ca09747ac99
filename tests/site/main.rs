//! Whole-site tests: a small site in, the report or the pages out.

#![allow(clippy::disallowed_methods, reason = "tests write sites and read what becomes of them")]
#![allow(clippy::print_stdout, reason = "a test of chance says its seed and count")]

mod corpus;
mod faults;
mod layers;
mod memo;
mod pages;
mod random;
mod rules;
mod same_bytes;
mod support;
