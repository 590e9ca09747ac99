//! What decoding takes and what the walk finds nothing in are the same, for good blocks of every
//! kind in which each line in turn is changed in many ways.

use super::good::{KINDS, SETTINGS, of};
use super::{What, block, schema, serde_takes};
use crate::parse::yaml::walk::{Texts, Walk};
use crate::parse::yaml::{Form, lax, look, tree};
use crate::schema::Kind;

const VALUES: &[&str] = &[
    "",
    "~",
    "null",
    "\"\"",
    "' '",
    "true",
    "True",
    "yes",
    "no",
    "\"true\"",
    "0",
    "1",
    "7",
    "-1",
    "+3",
    "007",
    "3.0",
    "1e3",
    "0x3",
    "0o7",
    ".nan",
    ".inf",
    "1_000",
    "99999",
    "5000000000",
    "99999999999999999999",
    "999999999999999999999999999999999999999999999",
    "\"3\"",
    "three",
    "a",
    "Calf Raise",
    "calf-raise",
    "calf--raise",
    "2026-12-01",
    "2026-13-01",
    "1 December 2026",
    "20261201",
    "https://example.org/",
    "example.org",
    "/a/b/",
    "/a//b",
    "javascript:x",
    "[]",
    "[a]",
    "[a, ~]",
    "[[a]]",
    "[1, 2]",
    "{}",
    "{a: b}",
    "{a: b, a: c}",
    "{<<: {a: b}}",
    "{[a]: b}",
    "[{a: b}]",
    "!x y",
    "!!str y",
    "!!int 3",
    "&x a",
    "&x 3",
    "*y",
    "|",
    ">-",
    "question",
    "front",
    "emergency",
    "{ title: x }",
    "{sets: 3, reps: 3, per_week: 3}",
    "{sets: 9, reps: 3, per_week: 3, sets: 2}",
    "[/a/, /b]",
    "- a",
    "x: y",
    "\"a",
    "'it's'",
    "@x",
    "{{ x }}",
    "[a",
    "a]",
    "# only",
    "a # b",
    "é—ø",
    "\"\\u0041bc\"",
    "\"\\q\"",
    "{today: {heading: abcdef}}",
    "{emergency: [], Bad: []}",
    "{emergency: [{number: 999, where: in the UK}]}",
    "{emergency: [{number: \"999\", where: in the UK}]}",
    "{emergency: }",
];

fn finds_nothing(what: What, text: &str) -> bool {
    let (block, schema) = (block(text), schema(what));
    match what {
        What::Settings => look(&block, &schema, Texts::NotNumbers).is_ok(),
        What::Entry(kind) if !Kind::ENTRIES.contains(&kind) => {
            let Ok(root) = tree::read(&block) else { return false };
            let Some(root) = root.filter(|root| !root.is_unwritten()) else { return true };
            let mut walk = Walk::new(&block, Texts::Any);
            let list = serde_json::json!({ "type": "array", "items": schema });
            walk.root(&list, Some(&root));
            walk.finish().is_empty()
        }
        What::Entry(_) => look(&block, &schema, Texts::Any).is_ok(),
    }
}

fn compare(what: What, text: &str) {
    let (taken, good) = (serde_takes(what, text), finds_nothing(what, text));
    assert!(taken || !good, "{what:?}: refused, but nothing was found:\n{text}");
    let is_checked =
        what == What::Settings || lax::deserves_a_look(text, &Form::new(schema(what)).open_fields);
    assert!(good || !taken || is_checked, "{what:?}: let through:\n{text}");
}

/// Each variant of a block with one line changed.
fn variants(good: &str) -> impl Iterator<Item = String> {
    let lines: Vec<String> = good.lines().map(str::to_owned).collect();
    let all = lines.clone();
    let replaced = move |(index, line): (usize, String)| {
        let mut all = all.clone();
        let start = line.find(": ").map(|at| at + 1).or(line.ends_with(':').then_some(line.len()));
        let start = start.or(line.find("- ").map(|at| at + 1)).unwrap_or(line.len());
        let mut new = vec![
            String::new(),
            format!("{line}\n{line}"),
            format!("  {line}"),
            format!("\t{line}"),
        ];
        new.push(line.replacen(':', "x:", 1));
        new.push(line.replacen(':', "", 1));
        new.extend(VALUES.iter().map(|value| format!("{} {value}", &line[..start])));
        new.into_iter()
            .map(|new| {
                all[index] = new;
                all.join("\n") + "\n"
            })
            .collect::<Vec<_>>()
    };
    lines.into_iter().enumerate().flat_map(replaced)
}

#[test]
fn decoding_and_the_walk_agree() {
    let kinds = KINDS.into_iter().map(|kind| (What::Entry(kind), of(kind)));
    for (what, good) in kinds.chain([(What::Settings, SETTINGS)]) {
        for text in variants(good) {
            compare(what, &text);
        }
    }
}
