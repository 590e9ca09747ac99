//! Blocks without a mistake.

use super::{What, block, mistakes, schema};
use crate::parse::yaml::{Form, decode, decode_list, decode_with};
use crate::schema::{Article, Kind, SourceEntry, Term};

/// A good block with every field that is easily got wrong.
pub(super) fn of(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => ARTICLE,
        Kind::Area => AREA,
        Kind::Cause => CAUSE,
        Kind::Symptom => SYMPTOM,
        Kind::Exercise => EXERCISE,
        Kind::Routine => ROUTINE,
        Kind::Person => PERSON,
        Kind::Page => PAGE,
        Kind::RedFlag => RED_FLAGS,
        Kind::Source => SOURCES,
        Kind::Term => TERMS,
    }
}

const ARTICLE: &str = "\
title: Why does my shin hurt after running?
summary: Shin pain after running is common, and usually a matter of load.
kind: question
area: shin
tags: [load, shin]
list:
  causes: [shin-splints]
date: 2026-12-01
draft: false
authors:
  - sam-example
review:
  by: sam-example
  on: 2026-12-02
aliases: [/old/shin/]
changes:
  - date: 2026-12-03
    note: Added a source.
extra:
  hero: { image: shin.jpg, width: 800 }
";

const AREA: &str = "\
title: Shin
summary: The front of the lower leg, from below the knee to above the ankle.
order: 3
views: [front, back]
anatomy:
  muscles: [tibialis-anterior]
do:
  - Rest for a day or two.
myths:
  - claim: Shin pain means weak bones
    verdict: wrong
    text: Most shin pain has nothing to do with weak bones.
neighbours: [ankle]
";

const CAUSE: &str = "\
title: Shin splints
summary: Pain along the inner edge of the shin bone from doing too much too soon.
area: shin
likelihood: less-common
pattern:
  where: along the inner edge
  when: at the start of a run
  feels: dull and wide
refer: false
symptoms:
- shin-ache
";

const SYMPTOM: &str = "\
title: Ache in the shin
summary: A dull ache along the shin that comes while you run and fades after.
question: Why does my shin ache?
red_flags: []
";

const EXERCISE: &str = "\
title: Calf raise
summary: Rise onto your toes and come down slowly, to make the calf stronger.
kind: strength
level: beginner
areas: [shin]
muscles:
  primary: [calf]
position: standing
steps:
  - Stand beside a wall.
  - Rise onto your toes.
dose: { sets: 3, reps: 12, hold_seconds: 0, per_week: 3, per_side: true }
avoid_if: [your calf is torn]
mistakes:
  - wrong: dropping the heel
    fix: count to three
evidence:
  text: One small trial found less pain after twelve weeks.
  grade: trial
  sources: [example-2020]
";

const ROUTINE: &str = "\
title: Ten minutes for the shin
summary: Three exercises for runners whose shins complain after longer runs.
goal: stronger shins
when: any-day
areas: [shin]
steps:
  - exercise: calf-raise
    sets: 2
    note: slowly
  - { exercise: toe-walk }
per_week: 3
";

const PERSON: &str = "\
title: Sam Example
role: writes the articles
credential:
  profession: physiotherapist
  register: https://example.org/register/1
  verified: 2026-11-30
";

const PAGE: &str = "\
title: About
order: 1
";

const RED_FLAGS: &str = "\
- id: blood-clot
  about: a blood clot in the leg
  areas: [calf]
  signs:
    - sign: one calf is swollen and hot
      only_with: pain that came on by itself
      level: today
  sources: [example-2020]
- id: fracture
  about: a broken bone
  areas: [shin]
  signs: [{ sign: you cannot put weight on the leg, level: emergency }]
  sources: []
";

const SOURCES: &str = "\
- id: example-2020
  title: A trial of calf raises
  org: Journal of Examples
  kind: rct
  year: 2020
  url: https://example.org/a
  status: found
- id: example-2021
  title: A guideline
  org: Example Board
  kind: guideline
  url: https://example.org/b
  status: unverified
  checked: 2026-11-30
";

const TERMS: &str = "\
- id: calf
  name: calf
  kind: muscle
- id: band
  name: elastic band
  kind: equipment
";

pub(super) const SETTINGS: &str = "\
title: A site
base_url: https://example.org/blog/
page_size: 10
authors: [sam-example]
licence:
  name: CC BY 4.0
  url: https://example.org/licence
phone_numbers:
  emergency:
    - { number: \"999\", where: in the UK }
cards:
  today:
    heading: \"Get help today if:\"
extra: { colour: green }
";

pub(super) const KINDS: [Kind; 11] = [
    Kind::Article,
    Kind::Area,
    Kind::Cause,
    Kind::Symptom,
    Kind::Exercise,
    Kind::Routine,
    Kind::Person,
    Kind::Page,
    Kind::RedFlag,
    Kind::Source,
    Kind::Term,
];

#[test]
fn good_blocks_of_every_kind_decode() {
    for kind in KINDS {
        let found = mistakes(What::Entry(kind), &block(of(kind)));
        assert!(found.is_empty(), "{kind:?}: {found:#?}");
        let crlf = of(kind).replace('\n', "\r\n");
        let found = mistakes(What::Entry(kind), &block(&crlf));
        assert!(found.is_empty(), "{kind:?} with CRLF: {found:#?}");
    }
    for settings in [SETTINGS, "", "# nothing yet\n", "tagline: \"\"\nauthors:\n"] {
        let found = mistakes(What::Settings, &block(settings));
        assert!(found.is_empty(), "{settings}: {found:#?}");
    }
}

#[test]
fn all_ways_to_write_a_value_decode() {
    let articles = [
        "\"title\": \"Shin — “pain”\"\n",
        "{title: Shin, tags: [a, 'b'], extra: {}}\n",
        "--- # begins here\ntitle: Shin\n",
        "title: >-\n  Shin\n  pain\nsummary: |\n  Two lines of text,\n  kept apart.\n",
        "title: &t Shin\nseries: *t\ntags: [*t, *t]\n",
        "title: 2026\ntags: [2026, true, no]\n",
        "title: Shin\nsummary: null\nareas:\ndate: ~\nreview:\nextra:\nlist:\n",
        "title: Shin\nareas: [\n  shin,\n]\n",
        "? title\n: Shin\n",
        "title: Shin!\nextra: { 1: one, a: [null, ~, 1.5, -2, yes] }\n",
        "title: Stop ! Now & here ~ or: not\n...\n",
    ];
    for text in articles {
        let found = mistakes(What::Entry(Kind::Article), &block(text));
        let colon = text.contains("or: not");
        assert_eq!(found.is_empty(), !colon, "{text}: {found:#?}");
    }
}

#[test]
fn a_number_is_good_text_in_front_matter() {
    let form = Form::new(schema(What::Entry(Kind::Article)));
    let article: Article = decode(&block("title: 2026\n"), &form).unwrap();
    assert_eq!(&*article.title, "2026");
}

#[test]
fn a_bad_item_does_not_lose_the_others() {
    let text = format!("- id: Calf!\n  name: x\n- 3\n{TERMS}");
    let list = decode_list::<Term>(&block(&text), &schema(What::Entry(Kind::Term)));
    let ids: Vec<&str> = list.good.iter().map(|(term, ..)| &*term.id).collect();
    assert_eq!(ids, ["calf", "band"]);
    assert_eq!(list.diagnostics.len(), 4, "{:#?}", list.diagnostics);
    assert_eq!(list.good[0].1, 2);
    assert_eq!(&text[list.good[0].2.range()], "calf");
    assert_eq!(list.lost, ["Calf!"]);
}

#[test]
fn an_alias_of_a_bad_item_is_bad_and_not_reported_again() {
    let text =
        "- &a { id: calf, name: c, kind: muscle }\n- *a\n- { id: b, name: bone, kind: bone }\n";
    let list = decode_list::<Term>(&block(text), &schema(What::Entry(Kind::Term)));
    assert_eq!((list.good.len(), list.diagnostics.len()), (1, 1), "{:#?}", list.diagnostics);
}

#[test]
fn an_empty_data_file_has_no_items() {
    for text in ["", "# none yet\n", "---\n", "[]\n"] {
        let list = decode_list::<SourceEntry>(&block(text), &schema(What::Entry(Kind::Source)));
        assert!(list.good.is_empty() && list.diagnostics.is_empty(), "{text}: {list:?}");
    }
}

#[test]
fn settings_lie_over_the_defaults() {
    let decoded = decode_with(&block("page_size: 7\n"), &schema(What::Settings), super::settings);
    assert_eq!(decoded.map(|settings| settings.page_size.get()), Ok(7));
}
