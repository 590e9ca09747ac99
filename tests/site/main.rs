//! Whole-site tests: a small site in, the report or the pages out.

mod layers;
mod pages;
mod rules;
mod support;
