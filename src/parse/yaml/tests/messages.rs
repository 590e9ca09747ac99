//! The words of the findings, in full.

#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]
#![expect(clippy::too_many_lines, reason = "a table of messages may be long")]

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::{What, block, mistakes};
use crate::schema::Kind;

fn check(what: What, text: &str, expected: &Expect) {
    let mut said = String::new();
    for found in mistakes(what, &block(text)) {
        writeln!(said, "{}: {}", found.rule, found.message).unwrap();
        if let Some(help) = found.help {
            writeln!(said, "    {help}").unwrap();
        }
    }
    expected.assert_eq(&said);
}

fn article(text: &str, expected: &Expect) {
    check(What::Entry(Kind::Article), text, expected);
}

#[test]
fn of_fields() {
    article(
        "sumary: x\ncolour: red\ntitle:\ntitle: Shin\nreview: { at: x }\nchanges: [{}]\n",
        &expect![[r#"
            unknown-field: `sumary` is not a field here
                did you mean `summary`?
            unknown-field: `colour` is not a field here
                put anything of your own under `extra`
            empty-field: `title` is empty
                write what the page is called, without a full stop
            duplicate-key: `title` is written twice
                keep one of them
            unknown-field: `at` is not a field of `review`
                the fields of `review` are `by`, `content`, `next`, `on`
            missing-field: `by` is missing: the person who checked the entry; must have a credential and not be its only author
                add a line `by: …`
            missing-field: `on` is missing: the day of the check
                add a line `on: …`
            missing-field: `date` is missing: the day of the change
                add a line `date: …`
            missing-field: `note` is missing: what changed, in a sentence
                add a line `note: …`
        "#]],
    );
    check(
        What::Entry(Kind::Page),
        "order: 100\n",
        &expect![[r#"
            missing-field: `title` is missing: what the page is called, without a full stop
                add a line `title: …`
            out-of-bounds: `order` is 100, but must be from 1 to 99
                write a number from 1 to 99
        "#]],
    );
    check(
        What::Entry(Kind::Term),
        "- id: Big Toe\n  kid: x\n-\n",
        &expect![[r#"
            missing-field: `name` is missing: the plain name, in lower case as in the middle of a sentence
                add a line `name: …`
            bad-value: `id` must be an id, but is `Big Toe`
                an id has small letters `a` to `z`, digits and single hyphens, such as `calf-raise`
            unknown-field: `kid` is not a field of an item
                did you mean `kind`?
            empty-field: item 2 is empty
                fill it in, or take it out
        "#]],
    );
    check(
        What::Entry(Kind::Term),
        "id: calf\n",
        &expect![[r#"
        wrong-type: this block must be a list, but this is a mapping
            begin each item of the list with `- `
    "#]],
    );
}

#[test]
fn of_types() {
    article(
        "title: [Shin]\nsummary: { a: b }\nkind: [myth]\ntags: shin, foot\nareas: shin\ncauses: { a: b }\ndraft: yes\nreview: sam\nextra: 3\n",
        &expect![[r#"
            wrong-type: `title` must be text, but this is a list
                write one value, without `[` or `- `
            wrong-type: `summary` must be text, but this is a mapping
                put a text that holds `: ` or begins with `{` in quotes
            wrong-type: `kind` must be text, but this is a list
                write one value, without `[` or `- `
            wrong-type: `tags` must be a list, but this is text
                write one item a line, each after `- `
            wrong-type: `areas` must be a list, but this is text
                write `[shin]`
            wrong-type: `causes` must be a list, but this is a mapping
                begin each item of the list with `- `
            wrong-type: `draft` must be yes or no (`true` or `false`), but this is text
                write `true`
            wrong-type: `review` must be a mapping, but this is text
                its fields are `by`, `content`, `next`, `on`
            wrong-type: `extra` must be a mapping, but this is a number
                write `name: value` lines below it, indented
        "#]],
    );
    check(
        What::Entry(Kind::Exercise),
        "dose: { sets: 3.5, reps: \"3\", per_week: three, hold_seconds: 007, per_side: \"true\", breaths: 3, rest_seconds: [] }\n",
        &expect![[r#"
            missing-field: `title` is missing: what the page is called, without a full stop
                add a line `title: …`
            missing-field: `summary` is missing: one or two sentences: what it is and what it is for
                add a line `summary: …`
            missing-field: `kind` is missing: what sort of exercise it is
                add a line `kind: …`
            missing-field: `level` is missing: who can begin with it
                add a line `level: …`
            missing-field: `areas` is missing: the areas that list it
                add a line `areas: …`
            missing-field: `muscles` is missing: the muscles it works
                add a line `muscles: …`
            missing-field: `position` is missing: where you begin
                add a line `position: …`
            missing-field: `steps` is missing: what to do, one action each, beginning with a verb
                add a line `steps: …`
            missing-field: `avoid_if` is missing: when it is not for you
                add a line `avoid_if: …`
            wrong-type: `sets` must be a whole number, but this is a number with a fraction
                write it without a fraction
            wrong-type: `reps` must be a whole number, but this is text
                take the quotes away
            wrong-type: `per_week` must be a whole number, but this is text
                write it in digits, without a word or a `0` in front
            wrong-type: `hold_seconds` must be a whole number, but this is text
                write it in digits, without a word or a `0` in front
            wrong-type: `per_side` must be yes or no (`true` or `false`), but this is text
                take the quotes away
            wrong-type: `breaths` must be yes or no (`true` or `false`), but this is a number
                write `true` or `false`
            wrong-type: `rest_seconds` must be a whole number, but this is a list
        "#]],
    );
    article(
        "- title: Shin\n",
        &expect![[r#"
        wrong-type: this block must be a mapping, but this is a list
            write its fields, each as `name: value`
    "#]],
    );
    check(
        What::Settings,
        "title: 2026\n",
        &expect![[r#"
        wrong-type: `title` must be text, but this is a number
            put it in quotes: `"2026"`
    "#]],
    );
}

#[test]
fn of_values() {
    article(
        "title: S\nsummary: too short\nseries: \"\"\nkind: questoin\narea: The Shin\naliases: [old/]\ndate: 1 December 2026\nreview: { by: sam, on: 2026-12-01, content: abc }\n",
        &expect![[r#"
            out-of-bounds: `title` has 1 character, but must have 2 to 100
                write 1 character more
            out-of-bounds: `summary` has 9 characters, but must have 20 to 300
                write 11 characters more
            empty-field: `series` is empty
                give it a value, or take the field out
            bad-value: `kind` cannot be `questoin`
                did you mean `question`? it is one of `question`, `listicle`, `explainer`, `myth`, `story`
            bad-value: `area` must be an id, but is `The Shin`
                an id has small letters `a` to `z`, digits and single hyphens, such as `calf-raise`
            bad-value: item 1 of `aliases` must be an address on this site, but is `old/`
                an address on this site begins with one `/`, such as `/old/page/`
            bad-date: `date` must be a date, but is `1 December 2026`
                write year, month and day: `2026-12-01`
            out-of-bounds: `content` has 3 characters, but must have exactly 16
                write 13 characters more
        "#]],
    );
    check(
        What::Entry(Kind::Source),
        "- { id: a, title: Abc, org: Ab, kind: rct, year: 20, url: example.org, status: fuond }\n",
        &expect![[r#"
            out-of-bounds: `year` is 20, but must be from 1900 to 2100
                write a number from 1900 to 2100
            bad-value: `url` must be a web address, but is `example.org`
                a web address begins with `https://` or `http://` and has no spaces
            bad-value: `status` cannot be `fuond`
                did you mean `found`? it is one of `found`, `mirror`, `record`, `unverified`
        "#]],
    );
    article(
        "title: Shin\nextra: { n: 99999999999999999999, t: !x y, <<: a, [b]: c }\n",
        &expect![[r#"
            out-of-bounds: this number is too large to keep
                put it in quotes
            bad-yaml: the value has a tag, `!x`, which has no meaning here
                take the tag out, or put a text that begins with `!` in quotes
            unknown-field: `<<` is not a field
                write the fields out; they cannot be merged in
            bad-yaml: the name of a field must be text
                put a text that begins with `{`, `[` or `!` in quotes
        "#]],
    );
}

#[test]
fn of_text_that_is_not_yaml() {
    let texts = [
        "a:\n\tb: c\n",
        "a: x\n  b: c\n",
        "a: x: y\n",
        "a:\n  - b\n c: d\n",
        "a: \"x\nb: c\n",
        "a: 'it's'\n",
        "a: \"\\q\"\n",
        "a: [b, c\nd: e\n",
        "k: [a: b: c]\n",
        "a: ]\n",
        "a: @x\n",
        "a: **b**\n",
        "a: - b\n",
        "a: > x\n  y\n",
        "a: b #c\n  d\n",
        "a:b\nc: d\n",
        "a:\n- b\n-c\n",
        "a: b\ntext\nc: d\n",
        "a: b\n- c\n",
        "- a\nb: c\n",
        "a: [b]c\n",
        "a: b\n---\n",
        "a: \u{7}\n",
        "%x\n",
    ];
    let mut said = String::new();
    for text in texts {
        for found in mistakes(What::Entry(Kind::Article), &block(text)) {
            let help = found.help.unwrap_or_default();
            writeln!(said, "{text:?}\n    {}\n    {help}", found.message).unwrap();
        }
    }
    expect![[r#"
        "a:\n\tb: c\n"
            a tab cannot indent
            use spaces
        "a: x\n  b: c\n"
            this line is indented, but the field above it has a value already
            line it up with the other fields, or put a text that holds `: ` in quotes
        "a: x: y\n"
            a text cannot hold `: ` unless it is in quotes
            put the text in quotes
        "a:\n  - b\n c: d\n"
            the indentation of this line fits none of the lines above
            give it the same indentation as the fields or items it belongs to
        "a: \"x\nb: c\n"
            the quote that opens here is not closed
            write the same quote where the text ends
        "a: 'it's'\n"
            text goes on after the closing quote
            put the whole text in quotes of the other kind
        "a: \"\\q\"\n"
            a backslash in this text begins no code that exists
            use single quotes, in which a backslash is only a backslash
        "a: [b, c\nd: e\n"
            this `[` is not closed
            write a `]` where it ends
        "k: [a: b: c]\n"
            `,` or `]` is wanted here
            put a text that holds `: `, `,` or brackets in quotes
        "a: ]\n"
            this `]` closes nothing
            put a text that holds brackets in quotes
        "a: @x\n"
            a text cannot begin with `@` unless it is in quotes
            put the text in quotes
        "a: **b**\n"
            a text cannot begin with `*` unless it is in quotes
            put the text in quotes
        "a: - b\n"
            a list cannot begin on the line of its field
            begin the list on the next line, or put the text in quotes
        "a: > x\n  y\n"
            nothing may follow `>` on its line
            begin the text on the next line, or put it in quotes
        "a: b #c\n  d\n"
            the text goes on after this comment
            take the comment out, or put a text that holds ` #` in quotes
        "a:b\nc: d\n"
            this line is neither `name: value` nor an item of a list
            write a space after the colon
        "a:\n- b\n-c\n"
            this line is neither `name: value` nor an item of a list
            write a space after the hyphen
        "a: b\ntext\nc: d\n"
            this line is neither `name: value` nor an item of a list
            write `name: value`, or indent it if it goes on from the line above
        "a: b\n- c\n"
            the indentation of this line fits none of the lines above
            give it the same indentation as the fields or items it belongs to
        "- a\nb: c\n"
            this line is not an item of the list above it
            begin it with `- `, or give it the indentation of what it belongs to
        "a: [b]c\n"
            text goes on after the value
            put the text in quotes
        "a: b\n---\n"
            a second block of YAML begins here
            take the `---` or `...` line before it out
        "a: \u{7}\n"
            the character U+0007 cannot stand in YAML
            delete it; it is not visible
        "%x\n"
            this line is neither `name: value` nor an item of a list
            write `name: value`, or put a text that begins with `%` in quotes
    "#]]
    .assert_eq(&said);
}

#[test]
fn of_limits() {
    article(
        &format!("title: x\n#{}", "x".repeat(70_000)),
        &expect![[r#"
        bad-yaml: this YAML is 69 KiB long, but may have at most 64 KiB
    "#]],
    );
    article(
        &format!("title: {}", "[".repeat(100)),
        &expect![[r#"
        bad-yaml: values lie more than 64 deep in one another
    "#]],
    );
    article(
        "title: &a [*a]",
        &expect![[r#"
        bad-yaml: this stands for a value that it is part of
    "#]],
    );
    let extra =
        format!("title: Shin\nextra: [&a {}, {}]\n", "x".repeat(30_000), "*a,".repeat(9_000));
    article(
        &extra,
        &expect![[r#"
        bad-yaml: the values that `*` repeats add up to more than 1 MiB
    "#]],
    );
}
