//! Every mistake of a block is found in one pass, each at its place and none twice.

use super::{What, block, completed, mark, mistakes, unmarked};
use crate::schema::Kind;

/// Checks a block to which the good fields of its kind are added.
fn check(kind: Kind, marked: &str) {
    let text = completed(kind, &unmarked(marked));
    let rest = text.len() - unmarked(marked).len();
    let found = mark(&text, &mistakes(What::Entry(kind), &block(&text)));
    assert_eq!(found[..found.len() - rest], *marked, "\n{found}");
}

fn check_whole(what: What, marked: &str) {
    let text = unmarked(marked);
    let found = mark(&text, &mistakes(what, &block(&text)));
    assert_eq!(found, marked, "\n{found}");
}

#[test]
fn in_articles() {
    for marked in ARTICLES {
        check_whole(What::Entry(Kind::Article), marked);
        let crlf = marked.replace('\n', "\r\n");
        let text = unmarked(&crlf);
        let found = mark(&text, &mistakes(What::Entry(Kind::Article), &block(&text)));
        let found = found.replace("\r\n", "\n");
        assert_eq!(found, *marked, "with CRLF:\n{found}");
    }
}

const ARTICLES: &[&str] = &[
    "\
title: Shin
sumary: A summary of more than twenty characters.
^^^^^^ error: unknown-field
titles: x
^^^^^^ error: unknown-field
author: sam
^^^^^^ error: unknown-field
",
    "\
titel: Shin
^^^^^ error: unknown-field
",
    "\
tags: [a]
^^^^ error: missing-field
",
    "\
title:
^^^^^ error: empty-field
summary: \"\"
         ^^ error: empty-field
series: '  '
        ^^^^ error: empty-field
tags: [a, ~, \"\"]
          ^ error: empty-field
             ^^ error: empty-field
kind:
^^^^ error: empty-field
",
    "\
title: null
       ^^^^ error: empty-field
draft:
^^^^^ error: empty-field
areas: ~
       ^ error: empty-field
extra: null
       ^^^^ error: empty-field
",
    "\
title: Shin
tags:
  - a
  -
  ^ error: empty-field
  - b
",
    "\
title: [Shin]
       ^^^^^^ error: wrong-type
tags: shin
      ^^^^ error: wrong-type
draft: yes
       ^^^ error: wrong-type
review: sam
        ^^^ error: wrong-type
causes: { a: b }
        ^^^^^^^^ error: wrong-type
",
    "\
title: {{ x }}
       ^^^^^^^ error: wrong-type
draft: \"true\"
       ^^^^^^ error: wrong-type
extra: [a]
       ^^^ error: wrong-type
",
    "\
title: Shin
tags:
  - a: b
    ^^^^ error: wrong-type
  - [c]
    ^^^ error: wrong-type
list:
- a
^^^ error: wrong-type
",
    "\
title: é
       ^ error: out-of-bounds
summary: Ünder twenty — chars
series: ø0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: out-of-bounds
",
    "\
title: Shin
summary: |
  Too short.
  ^^^^^^^^^^ error: out-of-bounds
short_answer: >-
  Also too
  ^^^^^^^^ error: out-of-bounds
  short.
",
    "\
title: Shin
kind: questoin
      ^^^^^^^^ error: bad-value
area: The Shin
      ^^^^^^^^ error: bad-value
aliases: [old/, /ok/, /../x]
          ^^^^ error: bad-value
                      ^^^^^ error: bad-value
",
    "\
title: Shin
date: 2026-13-01
      ^^^^^^^^^^ error: bad-date
updated: 1 December 2026
         ^^^^^^^^^^^^^^^ error: bad-date
expires: 2026-12-1
         ^^^^^^^^^ error: bad-date
",
    "\
title: Shin
tags: [a]
title: Other
^^^^^ error: duplicate-key
\"tags\": b
^^^^^^ error: duplicate-key
        ^ error: wrong-type
",
    "\
title: Shin
extra: { a: 1, å: 2, a: 3 }
                     ^ error: duplicate-key
",
    "\
title: Shin
extra:
  deep:
    - { ø: \"—\", ø: 2 }
                ^ error: duplicate-key
  deep: 1
  ^^^^ error: duplicate-key
  <<: { a: b }
  ^^ error: unknown-field
  n: 99999999999999999999
     ^^^^^^^^^^^^^^^^^^^^ error: out-of-bounds
",
    "\
title: Shin
review:
  by: Sam
  ^^ error: missing-field
      ^^^ error: bad-value
  reviewed: 2026-12-01
  ^^^^^^^^ error: unknown-field
",
    "\
title: Shin
changes:
  - date: 2026-02-30
    ^^^^ error: missing-field
          ^^^^^^^^^^ error: bad-date
  - note: x
    ^^^^ error: missing-field
          ^ error: out-of-bounds
  - {}
    ^^ error: missing-field
    ^^ error: missing-field
  -
  ^ error: empty-field
",
    "\
title: Shin
<<: { tags: [a] }
^^ error: unknown-field
[a]: b
^^^ error: bad-yaml
? { c: d }
  ^^^^^^^^ error: bad-yaml
: e
",
    "\
title: !important Shin
                  ^^^^ error: bad-yaml
tags: [!a b]
          ^ error: bad-yaml
",
    "\
title: &t S
          ^ error: out-of-bounds
series: *t
areas: [&u A, *u, b]
           ^ error: bad-value
causes: &c [x, Y]
               ^ error: bad-value
symptoms: *c
tags: *c
",
    "\
title: &t Shin pain
area: *t
      ^^ error: bad-value
draft: *t
       ^^ error: wrong-type
",
    "{title: x, 'tags': y, nope: \"—\", area: Ä b}
        ^ error: out-of-bounds
                   ^ error: wrong-type
                      ^^^^ error: unknown-field
                                       ^^^ error: bad-value
",
    "title: \"Ø — é\"   # ø\n\"k ø\": 'it''s'   # ø\n^^^^^ error: unknown-field\ndate: 'x''y'   # ø\n      ^^^^^^ error: bad-date\n",
    "just some words
^^^^^^^^^^^^^^^ error: wrong-type
",
    "- title: Shin
^^^^^^^^^^^^^ error: wrong-type
",
];

#[test]
fn in_text_that_is_not_yaml() {
    for marked in BROKEN {
        check_whole(What::Entry(Kind::Article), marked);
        check_whole(What::Entry(Kind::Term), marked);
        check_whole(What::Settings, marked);
    }
}

const BROKEN: &[&str] = &[
    "a:
	b: c
^ error: bad-yaml
",
    "\ta: b
^ error: bad-yaml
",
    "a: é
  b: c
  ^^^^ error: bad-yaml
",
    "ø: x: y
    ^ error: bad-yaml
",
    "a:
  - b
 c: d
 ^^^^ error: bad-yaml
e: [
",
    "a: b
- c
^^^ error: bad-yaml
",
    "- a
b: c
^^^^ error: bad-yaml
",
    "a: \"Ø
   ^^ error: bad-yaml
b: c
",
    "a: 'it's'
       ^^ error: bad-yaml
",
    "a: \"x\" y
       ^ error: bad-yaml
",
    "a: \"C:\\q\"
   ^^^^^^ error: bad-yaml
",
    "a: [b, c
   ^ error: bad-yaml
d: e
",
    "a: {b: c
   ^ error: bad-yaml
d: e
",
    "k: [a: b: c]
        ^ error: bad-yaml
",
    "a: b]
c: ]
   ^ error: bad-yaml
",
    "a: @x y
   ^^^^ error: bad-yaml
",
    "a: **bold** x
   ^^^^^^^^^^ error: bad-yaml
",
    "a: *em* x
   ^^^^^^ error: bad-yaml
",
    "a: - b
   ^^^ error: bad-yaml
",
    "a: > x
   ^^^ error: bad-yaml
  y
",
    "a: b #c
     ^^ error: bad-yaml
  d
",
    "a:b
^^^ error: bad-yaml
c: d
",
    "a:
- b
-c
^^ error: bad-yaml
",
    "a: b
just text
^^^^^^^^^ error: bad-yaml
c: d
",
    "a: b
---
^^^ error: bad-yaml
c: [
",
    "a: b\u{7}c
    ^ error: bad-yaml
",
    "%x
^^ error: bad-yaml
",
];

#[test]
fn in_other_kinds() {
    for (kind, marked) in OTHERS {
        check(*kind, marked);
    }
}

const OTHERS: &[(Kind, &str)] = &[
    (
        Kind::Exercise,
        "\
dose:
  sets: 9
  ^^^^ error: missing-field
        ^ error: out-of-bounds
  reps: three
        ^^^^^ error: wrong-type
  hold_seconds: -1
                ^^ error: out-of-bounds
  rest_seconds: \"30\"
                ^^^^ error: wrong-type
  per_side: no
            ^^ error: wrong-type
  tempo: 3
         ^ error: out-of-bounds
  weight: 5
  ^^^^^^ error: unknown-field
",
    ),
    (
        Kind::Exercise,
        "\
dose: { sets: 3.5, reps: 99999999999999999999, per_week: 007, basis: }
              ^^^ error: wrong-type
                         ^^^^^^^^^^^^^^^^^^^^ error: out-of-bounds
                                                         ^^^ error: wrong-type
steps:
^^^^^ error: empty-field
muscles:
^^^^^^^ error: empty-field
position: siting
          ^^^^^^ error: bad-value
",
    ),
    (
        Kind::Exercise,
        "\
evidence: { text: Too short, grade: triall, sources: example }
                  ^^^^^^^^^ error: out-of-bounds
                                    ^^^^^^ error: bad-value
                                                     ^^^^^^^ error: wrong-type
",
    ),
    (
        Kind::Area,
        "\
order: 0
       ^ error: out-of-bounds
views: [front, bakc, side]
               ^^^^ error: bad-value
                     ^^^^ error: bad-value
myths:
  - claim: Rest cures all
    verdict: no
             ^^ error: bad-value
    text: No.
          ^^^ error: out-of-bounds
    sources: { a: b }
             ^^^^^^^^ error: wrong-type
anatomy:
  muscle: [calf]
  ^^^^^^ error: unknown-field
",
    ),
    (
        Kind::Cause,
        "\
likelihood: often
            ^^^^^ error: bad-value
pattern:
  where: x
  ^^^^^ error: missing-field
         ^ error: out-of-bounds
  when:
  ^^^^ error: empty-field
refer: 1
       ^ error: wrong-type
",
    ),
    (
        Kind::Symptom,
        "\
question: Why?
          ^^^^ error: out-of-bounds
red_flags: ~
           ^ error: empty-field
",
    ),
    (
        Kind::Routine,
        "\
when: before-runs
      ^^^^^^^^^^^ error: bad-value
steps:
  - calf-raise
    ^^^^^^^^^^ error: wrong-type
  - exercise: Calf raise
              ^^^^^^^^^^ error: bad-value
    sets: 0
          ^ error: out-of-bounds
  - note: slow
    ^^^^ error: missing-field
",
    ),
    (
        Kind::Person,
        "\
credential:
  profession: physio
  register: www.example.org
            ^^^^^^^^^^^^^^^ error: bad-value
  verified: yesterday
            ^^^^^^^^^ error: bad-date
",
    ),
    (
        Kind::Page,
        "\
order: first
       ^^^^^ error: wrong-type
area: shin
^^^^ error: unknown-field
",
    ),
];

#[test]
fn in_an_empty_block() {
    for (kind, marked) in [
        (Kind::Article, "| error: missing-field\n"),
        (Kind::Symptom, "# nothing\n| error: missing-field\n"),
    ] {
        let text = unmarked(marked);
        let found = mistakes(What::Entry(kind), &block(&text));
        let required = if kind == Kind::Article { 1 } else { 4 };
        assert_eq!(found.len(), required);
        assert!(found.iter().all(|found| found.rule == "missing-field"), "{found:?}");
    }
}

#[test]
fn in_data_files() {
    check_whole(
        What::Entry(Kind::RedFlag),
        "\
- id: blood clot
  ^^ error: missing-field
      ^^^^^^^^^^ error: bad-value
  about: a blood clot
  areas:
  ^^^^^ error: empty-field
  signs:
    - sign: hot
      ^^^^ error: missing-field
    - { sign: swollen, level: todya }
                              ^^^^^ error: bad-value
- just text
  ^^^^^^^^^ error: wrong-type
- id: fracture
  about: a broken bone
  areas: [shin]
  signs: []
  sources: []
  signs: []
  ^^^^^ error: duplicate-key
",
    );
    check_whole(
        What::Entry(Kind::Source),
        "\
- id: a
  title: A trial
  org: Board
  kind: rtc
        ^^^ error: bad-value
  year: 20
        ^^ error: out-of-bounds
  url: http:/example.org
       ^^^^^^^^^^^^^^^^^ error: bad-value
  status: fuond
          ^^^^^ error: bad-value
",
    );
    check_whole(
        What::Entry(Kind::Term),
        "\
calf: muscle
^^^^^^^^^^^^ error: wrong-type
",
    );
}

#[test]
fn in_settings() {
    check_whole(
        What::Settings,
        "\
title: 2026
       ^^^^ error: wrong-type
page_size: 0
           ^ error: out-of-bounds
base_ulr: https://example.org
^^^^^^^^ error: unknown-field
tagline:
^^^^^^^ error: empty-field
phone_numbers:
  emergency:
    - { number: 999, where: in the UK }
                ^^^ error: wrong-type
    - { number: \"112\" }
        ^^^^^^ error: missing-field
  Out Of Hours: []
  ^^^^^^^^^^^^ error: bad-value
  emergency: []
  ^^^^^^^^^ error: duplicate-key
cards:
  todya:
  ^^^^^ error: unknown-field
    heading: \"Go today if:\"
  today:
    haeding: x
    ^^^^^^^ error: unknown-field
  this-week:
    heading: Go
             ^^ error: out-of-bounds
licence: MIT
         ^^^ error: wrong-type
",
    );
}
