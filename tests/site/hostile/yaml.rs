//! YAML that wants to grow, to nest, to loop or to make something else of itself.

use super::{Case, End, attack};
use crate::support::TestSite;

fn laughs(levels: usize) -> String {
    let mut yaml = String::from("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for level in 1..levels {
        let before = level - 1;
        let items = vec![format!("*a{before}"); 9].join(", ");
        yaml.push_str(&format!("a{level}: &a{level} [{items}]\n"));
    }
    yaml
}

fn block_nest(depth: usize, part: &str) -> String {
    (0..depth).map(|level| format!("{}{part}\n", " ".repeat(level))).collect()
}

/// A name and YAML, as fields of a mapping.
fn mappings() -> Vec<(&'static str, String)> {
    let k64 = 64 * 1024;
    vec![
        ("a billion laughs", laughs(9)),
        (
            "laughs in extra",
            format!(
                "extra:\n{}",
                laughs(9).lines().map(|line| format!("  {line}\n")).collect::<String>()
            ),
        ),
        (
            "a quadratic bomb",
            format!("a: &a {}\nb: [{}]\n", "x".repeat(20_000), "*a, ".repeat(8_000)),
        ),
        ("a loop", "extra: &a { b: *a }\n".to_owned()),
        ("a loop in a list", "tags: &a [*a]\n".to_owned()),
        ("an anchor on every value", (0..3000).map(|n| format!("k{n}: &a{n} v\n")).collect()),
        ("an alias to nothing", "tags: *nowhere\n".to_owned()),
        (
            "an anchor and an alias of a title",
            "summary: &a Words that are long enough.\nextra: { a: *a }\n".to_owned(),
        ),
        ("merge keys", "extra: &a { x: 1 }\n<<: *a\n".to_owned()),
        ("merge of merges", format!("extra: {{ <<: [{}] }}\n", "{ <<: {} }, ".repeat(4000))),
        ("64 k brackets", format!("tags: {}\n", "[".repeat(k64))),
        (
            "30 k closed brackets",
            format!("extra: {{ a: {}{} }}\n", "[".repeat(30_000), "]".repeat(30_000)),
        ),
        (
            "1,000 closed brackets",
            format!("extra: {{ a: {}{} }}\n", "[".repeat(1000), "]".repeat(1000)),
        ),
        (
            "100 closed brackets",
            format!("extra: {{ a: {}{} }}\n", "[".repeat(100), "]".repeat(100)),
        ),
        ("64 k braces", format!("extra: {}\n", "{a: ".repeat(k64 / 4))),
        ("64 k hyphens", format!("tags:\n {}\n", "- ".repeat(k64 / 2))),
        ("64 k question marks", format!("{}\n", "? ".repeat(k64 / 2))),
        ("64 k colons", format!("{}\n", "a: ".repeat(k64 / 3))),
        ("deep blocks", block_nest(340, "a:")),
        ("deep lists", block_nest(340, "-")),
        (
            "tags of other programs",
            "tags: !!python/object/apply:os.system [\"touch evil\"]\n".to_owned(),
        ),
        ("a binary tag", "summary: !!binary aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ=\n".to_owned()),
        ("own tags", "tags: !include ../../canary.yaml\n".to_owned()),
        ("60 k tags", format!("tags: {}a\n", "!a ".repeat(20_000))),
        ("a directive", "%TAG ! tag:evil.example,2026:\n".to_owned()),
        ("two documents", "...\ntitle: Two\n".to_owned()),
        ("a quote of 64 k", format!("summary: \"{}\n", "\\\"".repeat(k64 / 2))),
        ("escapes", "summary: \"\\x00\\u0000\\U0010FFFF\\uD800 words that are long\"\n".to_owned()),
        ("a key of 60 k", format!("{}: 1\n", "k".repeat(60_000))),
        ("10 k unknown keys", (0..10_000).map(|n| format!("k{n}:\n")).collect()),
        ("10 k times one key", "extra: {}\n".repeat(6_000)),
        (
            "10 k tags of an article",
            format!("tags: [{}]\n", (0..9000).map(|n| format!("t{n},")).collect::<String>()),
        ),
        (
            "10 k names of nothing",
            format!("causes: [{}]\n", (0..9000).map(|n| format!("c{n},")).collect::<String>()),
        ),
        ("a number of 60 k digits", format!("extra: {{ n: {} }}\n", "9".repeat(60_000))),
        (
            "numbers that are none",
            "extra: { a: .nan, b: .inf, c: 1e999, d: 0o777, e: 0x1_0, f: -.inf }\n".to_owned(),
        ),
        (
            "keys that are lists",
            "extra: { [a, b]: c, { d: e }: f, null: g, 1: h, true: i }\n".to_owned(),
        ),
        ("NUL", "summary: words \0 that are long enough\n".to_owned()),
        ("a byte order mark inside", "\u{feff}summary: words that are long enough\n".to_owned()),
        (
            "line ends of all sorts",
            "tags: [a]\rextra: {}\u{85}series: x\u{2028}keywords: [a]\r\n".to_owned(),
        ),
    ]
}

#[test]
fn front_matter_ends() {
    let cases = mappings().into_iter().map(|(name, yaml)| {
        let text = format!("---\ntitle: One\n{yaml}---\nWords.\n");
        Case::new(
            format!("front matter: {name}"),
            TestSite::new("").file("content/articles/one.md", &text),
        )
    });
    attack("front matter", cases.collect());
}

#[test]
fn settings_end() {
    let cases = mappings().into_iter().map(|(name, yaml)| {
        let site = TestSite::new("").file("content/site.yaml", &format!("title: Site\n{yaml}"));
        Case::new(format!("settings: {name}"), site)
    });
    attack("settings", cases.collect());
}

/// Good YAML in which every line breaks a rule.
#[test]
fn thousands_of_mistakes_end() {
    let long = "- { sign: a b c d e f g h i j k l m n, level: today }\n";
    let flag = |signs: &str| {
        format!("- id: a\n  about: Danger\n  areas: []\n  sources: []\n  signs:\n{signs}")
    };
    let long_signs = flag(&format!("    {long}").repeat(20_000));
    let unknown: String =
        (0..9_000).map(|n| format!("- {{ id: f{n}, about: Danger, areas: [a{n}], sources: [s{n}], signs: [{{ sign: it hurts, level: today }}] }}\n")).collect();
    let same: String = (0..9_000).map(|_| "- { id: f, about: Danger, areas: [], sources: [], signs: [{ sign: it hurts, level: today }] }\n").collect();
    let names = ["signs that are too long", "names of nothing", "one name"];
    let cases = names.into_iter().zip([long_signs, unknown, same]).map(|(name, text)| {
        Case::new(name, TestSite::new("").file("content/red-flags.yaml", &text))
            .wants(End::Findings)
    });
    let aliases: String = (0..4_000).map(|_| "/articles/, ").collect();
    let article = format!("---\ntitle: One\naliases: [{aliases}]\n---\nWords.\n");
    let aliases =
        Case::new("aliases that meet", TestSite::new("").file("content/articles/one.md", &article));
    attack("mistakes", cases.chain([aliases.wants(End::Findings)]).collect());
}

/// Data files may be longer, and so may what stands in them.
#[test]
fn data_files_end() {
    let large = 3 * 1024 * 1024;
    let texts = [
        ("brackets", "[".repeat(large)),
        ("closed brackets", format!("{}{}", "[".repeat(large / 2), "]".repeat(large / 2))),
        ("braces", "{a: ".repeat(large / 4)),
        ("hyphens", "- ".repeat(large / 2)),
        ("items of nothing", "- \n".repeat(large / 3)),
        ("items of a number", "- 1\n".repeat(200_000)),
        ("unknown fields", "- { id: a, b: c }\n".repeat(20_000)),
        (
            "laughs",
            format!("- {{ id: a, name: aa, kind: bone }}\n- {}", laughs(9).replace('\n', "\n  ")),
        ),
        ("a quote", format!("- \"{}", "a ".repeat(large / 2))),
        ("comments", "# a\n".repeat(large / 4)),
        ("anchors", (0..100_000).map(|n| format!("- &a{n} b\n")).collect()),
    ];
    let cases = texts.into_iter().flat_map(|(name, text)| {
        ["terms", "sources", "red-flags"].map(|file| {
            let site = TestSite::new("").file(&format!("content/{file}.yaml"), &text);
            Case::new(format!("{file}: {name}"), site)
        })
    });
    attack("data files", cases.collect());
}
