//! The place of a value for a finding about it.

use super::{block, file};
use crate::parse::yaml::Key::{Field, Item};
use crate::parse::yaml::{Block, Key, locate};

const TEXT: &str = "\
# ø
title: \"Ø — é\" # x
helps: [å, 'b-c' , d]
extra:
  - &a   x: y
    long: |
      one
      two
  - *a
empty:
";

fn at(path: &[Key]) -> &'static str {
    &TEXT[locate(&block(TEXT), path).range()]
}

#[test]
fn values_are_located() {
    assert_eq!(at(&[Field("title")]), "\"Ø — é\"");
    assert_eq!(at(&[Field("helps"), Item(0)]), "å");
    assert_eq!(at(&[Field("helps"), Item(1)]), "'b-c'");
    assert_eq!(at(&[Field("helps")]), "[å, 'b-c' , d]");
    assert_eq!(at(&[Field("extra"), Item(0), Field("x")]), "y");
    assert_eq!(at(&[Field("extra"), Item(0), Field("long")]), "one");
    assert_eq!(at(&[Field("extra"), Item(1)]), "*a");
}

#[test]
fn the_nearest_place_stands_for_one_that_is_not_there() {
    assert_eq!(at(&[Field("helps"), Item(7)]), "[å, 'b-c' , d]");
    assert_eq!(at(&[Field("empty")]), "empty");
    assert_eq!(at(&[Field("nothing"), Item(1)]), "# ø");
    assert_eq!(at(&[]), "# ø");
    assert_eq!(locate(&block("\n  \n"), &[Item(0)]).range(), 0..0);
    assert_eq!(locate(&block("a: [\n"), &[Field("a")]).range(), 0..4);
}

#[test]
fn places_count_from_the_start_of_the_file() {
    let block = Block { file: file(), text: "a: b\r\n", offset: 40 };
    assert_eq!(locate(&block, &[Field("a")]).range(), 43..44);
}
