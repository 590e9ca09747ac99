//! Input that is meant to hurt ends with an error, after work that is bounded by its size.

use std::fmt::Write as _;

use super::{What, block, mistakes};
use crate::schema::Kind;

fn rules(what: What, text: &str) -> Vec<&'static str> {
    let mut rules: Vec<_> = mistakes(what, &block(text)).iter().map(|found| found.rule).collect();
    rules.dedup();
    rules
}

const ARTICLE: What = What::Entry(Kind::Article);
const TERMS: What = What::Entry(Kind::Term);

#[test]
fn a_billion_laughs_are_not_laughed() {
    let mut text =
        "title: Shin\nextra:\n  a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..12 {
        let again = format!("*a{}, ", level - 1).repeat(9);
        writeln!(text, "  a{level}: &a{level} [{again}]").unwrap();
    }
    assert_eq!(rules(ARTICLE, &text), ["bad-yaml"]);
}

#[test]
fn a_long_text_is_not_repeated_without_end() {
    let text =
        format!("title: Shin\nextra: [&a {}, {}]\n", "x".repeat(30_000), "*a,".repeat(9_000));
    assert_eq!(rules(ARTICLE, &text), ["bad-yaml"]);
}

#[test]
fn a_value_within_itself_is_refused() {
    assert_eq!(rules(ARTICLE, "title: Shin\nextra: &a { a: *a }\n"), ["bad-yaml"]);
    assert_eq!(rules(ARTICLE, "&a title: *a\n"), Vec::<&str>::new());
}

#[test]
fn deep_nesting_is_refused() {
    let deep = [
        "[".repeat(65_000),
        format!("extra: {}", "{a: ".repeat(15_000)),
        format!("extra:\n  {}", "- ".repeat(30_000)),
        "? ".repeat(30_000),
        (0..350).map(|depth| " ".repeat(depth) + "a:\n").collect(),
        format!("title: Shin\nextra: {}{}", "[".repeat(100), "]".repeat(100)),
    ];
    for text in deep {
        assert_eq!(rules(ARTICLE, &text), ["bad-yaml"], "{}", &text[..40]);
    }
}

#[test]
fn large_data_files_are_refused_or_read_in_time() {
    for text in [
        "[", "- ", "? ", "{a: ", "&a ", "!a ", "\"", "a: ", "- a: ", ", ", "*a ", "%a\n", "'\n",
        "|\n", "- |\n", "#", "\r",
    ] {
        let found = mistakes(TERMS, &block(&text.repeat(4_000_000 / text.len())));
        assert!(found.len() <= 1001, "{text}");
    }
}

#[test]
fn size_is_limited() {
    let long = format!("title: Shin\n# {}\n", "x".repeat(64 * 1024));
    assert_eq!(rules(ARTICLE, &long), ["bad-yaml"]);
    let long = format!("# {}\n", "x".repeat(4096 * 1024));
    assert_eq!(rules(TERMS, &long), ["bad-yaml"]);
    assert_eq!(rules(What::Settings, &long), ["bad-yaml"]);
    assert!(rules(TERMS, &long[..64 * 1024 * 3]).is_empty());
}

#[test]
fn mistakes_without_end_are_counted_to_a_thousand() {
    let many = "- { idd: calf, nam: c, kid: muscle }\n".repeat(100_000);
    assert!(mistakes(TERMS, &block(&many)).len() < 1010);
    let keys: String = (0..9_000).map(|n: u32| n.to_string() + ":\n").collect();
    assert!(mistakes(ARTICLE, &block(&keys)).len() < 1010);
}
