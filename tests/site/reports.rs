//! How findings are told: as an author reads them, as programs read them, and by which stream and
//! exit status.

#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use expect_test::{Expect, expect};
use serde_json::Value;

use crate::support::{TestSite, soleus};

fn check(site: &str, expected: &Expect) {
    expected.assert_eq(&TestSite::new(site).run().report());
}

#[test]
fn every_mistake_of_a_front_matter_is_told_with_its_line() {
    check(
        "
=== content/articles/hello.md
---
title: Hello
sumary: What happens on the first day, in short.
date: 2026-13-01
draft: yes
---
Text.
",
        &expect![[r#"
            error[unknown-field]: `sumary` is not a field here
             --> content/articles/hello.md:3:1
              |
            3 | sumary: What happens on the first day, in short.
              | ^^^^^^
              |
              = help: did you mean `summary`?
            error[bad-date]: `date` must be a date, but is `2026-13-01`
             --> content/articles/hello.md:4:7
              |
            4 | date: 2026-13-01
              |       ^^^^^^^^^^
              |
              = help: write year, month and day: `2026-12-01`
            error[wrong-type]: `draft` must be yes or no (`true` or `false`), but this is text
             --> content/articles/hello.md:5:8
              |
            5 | draft: yes
              |        ^^^
              |
              = help: write `true`
        "#]],
    );
}

#[test]
fn a_name_that_does_not_exist_is_told_with_the_nearest() {
    check(
        "
=== content/exercises/calf-raise.md
---
title: Calf raise
summary: Rising on the toes to make the calf muscle stronger.
kind: strength
level: beginner
areas: []
muscles: {primary: []}
position: standing
steps: [Rise.]
dose: {sets: 3, reps: 10, per_week: 3}
avoid_if: [It hurts.]
---
=== content/articles/hello.md
---
title: Hello
exercises: [calf-rase]
---
Größer – and stronger – with [[calf-rise]] or [the stretch](../exercises/calf-stretch.md).
",
        &expect![[r#"
            error[unknown-entry]: no exercise is called `calf-rase`
             --> content/articles/hello.md:3:13
              |
            3 | exercises: [calf-rase]
              |             ^^^^^^^^^
              |
              = help: did you mean `calf-raise`?
            error[unknown-entry]: no entry is called `calf-rise`
             --> content/articles/hello.md:5:32
              |
            5 | Größer – and stronger – with [[calf-rise]] or [the stretch](../exercises/calf-stretch.md).
              |                                ^^^^^^^^^
              |
              = help: did you mean `calf-raise`?
            error[dead-link]: there is no file `../exercises/calf-stretch.md`
             --> content/articles/hello.md:5:61
              |
            5 | Größer – and stronger – with [[calf-rise]] or [the stretch](../exercises/calf-stretch.md).
              |                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: name a file beside this one, such as `../exercises/calf-raise.md`, or write `[[id]]`
        "#]],
    );
}

#[test]
fn a_key_that_is_written_twice_is_shown_with_the_first() {
    check(
        "
=== content/articles/hello.md
---
title: Hello
tags: [hills]
title: Hello again
---
Text.
",
        &expect![[r#"
            error[duplicate-key]: `title` is written twice
             --> content/articles/hello.md:4:1
              |
            2 | title: Hello
              | ----- the first is here
            3 | tags: [hills]
            4 | title: Hello again
              | ^^^^^
              |
              = help: keep one of them
        "#]],
    );
}

#[test]
fn yaml_that_cannot_be_read_is_told_in_plain_words() {
    check(
        "
=== content/articles/colon.md
---
title: Calves: what hurts
---
Text.
=== content/articles/open.md
---
title: Open

Text.
",
        &expect![[r#"
            error[bad-yaml]: a text cannot hold `: ` unless it is in quotes
             --> content/articles/colon.md:2:14
              |
            2 | title: Calves: what hurts
              |              ^
              |
              = help: put the text in quotes
            error[unclosed-front-matter]: the front matter that begins here is never closed
             --> content/articles/open.md:1:1
              |
            1 | ---
              | ^^^
              |
              = help: end it with a line `---`
        "#]],
    );
}

#[test]
fn a_file_in_the_wrong_place_or_of_a_wrong_name_is_told_as_a_whole() {
    check(
        "
=== content/exercise/heel-drop.md
=== content/articles/Hello World.md
",
        &expect![[r#"
            error[bad-file-name]: the file name `Hello World` cannot be an id
            --> content/articles/Hello World.md
             = help: use small letters `a` to `z`, digits and hyphens: `hello-world.md`
            error[stray-file]: this is neither an entry in the folder of a kind nor a data file
            --> content/exercise/heel-drop.md
             = help: did you mean `exercises`?
        "#]],
    );
}

#[test]
fn two_pages_at_one_address_are_both_shown() {
    check(
        "
=== content/articles/again.md
---
title: Again
aliases: [/old/]
---
Text.
=== content/articles/hello.md
---
title: Hello
aliases: [/articles/Again/, /OLD/]
---
Text.
",
        &expect![[r#"
            error[address-collision]: two outputs at `/articles/again/`: article `again` and the alias `/articles/Again/` of `hello`
             --> content/articles/hello.md:3:11
              |
            3 | aliases: [/articles/Again/, /OLD/]
              |           ^^^^^^^^^^^^^^^^
              |
              = help: give one of the two another name or address
            error[address-collision]: two outputs at `/old/`: the alias `/old/` of `again` and the alias `/OLD/` of `hello`
             --> content/articles/hello.md:3:29
              |
            3 | aliases: [/articles/Again/, /OLD/]
              |                             ^^^^^
              |
             ::: content/articles/again.md:3:11
              |
            3 | aliases: [/old/]
              |           ----- the alias `/old/` of `again` is here
              |
              = help: give one of the two another name or address
        "#]],
    );
}

#[test]
fn a_citation_is_shown_by_the_id_that_is_wrong() {
    check(
        "
=== content/sources.yaml
- id: nhs-calf
  title: Calf pain
  org: NHS
  kind: patient-info
  url: https://example.org/calf
  status: found
=== content/articles/hello.md
---
title: Hello
---
It settles in weeks [@nhs-calf; @nhs-clf].
",
        &expect![[r#"
            error[unknown-source]: no source is called `nhs-clf`
             --> content/articles/hello.md:4:34
              |
            4 | It settles in weeks [@nhs-calf; @nhs-clf].
              |                                  ^^^^^^^
              |
              = help: did you mean `nhs-calf`?
        "#]],
    );
}

#[test]
fn footnotes_alerts_and_brackets_are_told_in_the_order_of_the_text() {
    check(
        "
=== content/articles/hello.md
---
title: Hello
---
> [!WARNNG]
> Mind the step[^stpe].

A [[link] and a <b>bold</b> word.

[^step]: It is high.
",
        &expect![[r#"
            error[unknown-alert]: `[!WARNNG]` is no alert
             --> content/articles/hello.md:4:3
              |
            4 | > [!WARNNG]
              |   ^^^^^^^^^
              |
              = help: did you mean `[!WARNING]`?
            error[undefined-footnote]: no footnote is called `stpe`
             --> content/articles/hello.md:5:16
              |
            5 | > Mind the step[^stpe].
              |                ^^^^^^^
              |
              = help: did you mean `[^step]`?
            error[left-over-brackets]: these brackets did not become a link
             --> content/articles/hello.md:7:3
              |
            7 | A [[link] and a <b>bold</b> word.
              |   ^^^^^^^
              |
              = help: write `[[id]]` or `[[id|words]]` on one line, or `\[` for a bracket
            error[raw-html]: this site allows no HTML in its texts
             --> content/articles/hello.md:7:17
              |
            7 | A [[link] and a <b>bold</b> word.
              |                 ^^^
              |
              = help: write it in Markdown, or set `raw_html: true` in `content/site.yaml`
        "#]],
    );
}

#[test]
fn a_sign_at_two_levels_is_shown_in_both_places() {
    check(
        "
=== content/red-flags.yaml
- id: fracture
  about: A broken bone
  areas: []
  signs: [{sign: you cannot put weight on the leg, level: emergency}]
  sources: []
- id: tear
  about: A muscle tear
  areas: []
  signs: [{sign: you cannot put weight on the leg, level: today}]
  sources: []
",
        &expect![[r#"
            error[sign-level]: the same sign is `today` here and `emergency` before
             --> content/red-flags.yaml:9:59
              |
            4 |   signs: [{sign: you cannot put weight on the leg, level: emergency}]
              |                                                           --------- its first level
            ...
            9 |   signs: [{sign: you cannot put weight on the leg, level: today}]
              |                                                           ^^^^^
              |
              = help: give it the more urgent level in both places, or a condition that tells them apart
        "#]],
    );
}

#[test]
fn an_area_without_signs_is_told_what_to_add() {
    check(
        "
=== content/areas/calves.md
---
title: Calves
summary: The back of the lower leg, from the knee to the heel cord.
---
",
        &expect![[r#"
            error[missing-red-flag]: the area `calves` has no warning sign that needs help now or today
            --> content/areas/calves.md
             = help: name `calves` in the `areas` of one in `content/red-flags.yaml`
            error[missing-red-flag]: the area `calves` has no warning sign that sends a reader to a doctor or physiotherapist
            --> content/areas/calves.md
             = help: name `calves` in the `areas` of one in `content/red-flags.yaml`
        "#]],
    );
}

#[test]
fn settings_that_cannot_work_are_shown_in_their_file() {
    check(
        "
=== content/articles/hello.md
---
title: Hello
---
Text.
=== content/site.yaml
permalink: /{year}/
time_zone: Europe/Londn
report_to: javascript:alert(1)
",
        &expect![[r#"
            error[bad-setting]: `/{year}/` cannot be the address of an article
             --> content/site.yaml:1:12
              |
            1 | permalink: /{year}/
              |            ^^^^^^^^
              |
              = help: write `{id}` in it, such as `/{year}/{id}/`
            error[bad-setting]: no time zone is called `Europe/Londn`
             --> content/site.yaml:2:12
              |
            2 | time_zone: Europe/Londn
              |            ^^^^^^^^^^^^
              |
              = help: write one as `Europe/London`
            error[bad-setting]: `javascript:alert(1)` is neither a web page nor a mail address
             --> content/site.yaml:3:12
              |
            3 | report_to: javascript:alert(1)
              |            ^^^^^^^^^^^^^^^^^^^
              |
              = help: write `https://…`, `/an-address-of-this-site/` or `name@…`
        "#]],
    );
}

#[test]
fn a_template_error_names_the_page_and_is_told_once_with_a_count() {
    check(
        "
=== content/articles/hello.md
---
title: Hello
---
Text.
=== content/articles/again.md
---
title: Again
---
Text.
=== content/articles/third.md
---
title: Third
---
Text.
=== templates/article.html
{% extends \"base.html\" %}
{% block main %}
<h1>{{ page.titel }}</h1>
{% endblock main %}
",
        &expect![[r#"
            error[template-error]: field `titel` is not defined
             --> templates/article.html:3:13
              |
            3 | <h1>{{ page.titel }}</h1>
              |             ^^^^^
              |
              = help: did you mean `title`? it was rendering `/articles/again/`, article `again`, and 2 more pages
        "#]],
    );
}

#[test]
fn a_link_to_what_is_not_published_yet_is_a_warning() {
    check(
        "
=== content/articles/later.md
---
title: Later
date: 2027-01-01
---
Text.
=== content/articles/hello.md
---
title: Hello
---
See [[later]].
",
        &expect![[r#"
            warning[unpublished-link]: `later` is not published, so its words stand without a link
             --> content/articles/hello.md:4:7
              |
            4 | See [[later]].
              |       ^^^^^
              |
              = help: it becomes a link when the entry is published
        "#]],
    );
}

/// A site with an error in a line, one in a file and a warning.
const MIXED: &str = "
=== content/articles/Hello World.md
=== content/articles/later.md
---
title: Later
draft: true
---
Text.
=== content/articles/hello.md
---
title: Größe
area: calfs
---
See [[later]].
=== static/404.html
Nothing here.
";

const WARNED: &str = "
=== content/articles/later.md
---
title: Later
draft: true
---
Text.
=== content/articles/hello.md
---
title: Hello
---
See [[later]].
";

const GOOD: &str = "
=== content/articles/hello.md
---
title: Hello
---
Text.
";

#[test]
fn a_finding_for_programs_is_one_line_of_json_with_nulls_where_it_has_no_place() {
    let folder = TestSite::new(MIXED).on_disk();
    let output = soleus(folder.path(), &["check", "--format", "json"]);
    let rows = String::from_utf8(output.stdout).unwrap();
    expect![[r#"
        {"rule":"address-collision","severity":"error","message":"two outputs at `/404.html`: the page for a wrong address and the file `static/404.html`","file":null,"line":null,"column":null,"end_line":null,"end_column":null,"help":"give one of the two another name or address"}
        {"rule":"bad-file-name","severity":"error","message":"the file name `Hello World` cannot be an id","file":"content/articles/Hello World.md","line":null,"column":null,"end_line":null,"end_column":null,"help":"use small letters `a` to `z`, digits and hyphens: `hello-world.md`"}
        {"rule":"unknown-entry","severity":"error","message":"no area is called `calfs`","file":"content/articles/hello.md","line":3,"column":7,"end_line":3,"end_column":12,"help":"mend the name, or add it to `content/areas`"}
        {"rule":"unpublished-link","severity":"warning","message":"`later` is not published, so its words stand without a link","file":"content/articles/hello.md","line":5,"column":7,"end_line":5,"end_column":12,"help":"it becomes a link when the entry is published"}
    "#]].assert_eq(&rows);
    for row in rows.lines() {
        let row: serde_json::Map<String, Value> = serde_json::from_str(row).unwrap();
        let mut keys: Vec<&str> = row.keys().map(String::as_str).collect();
        keys.sort_unstable();
        let expected = "column end_column end_line file help line message rule severity".split(' ');
        assert_eq!(keys, expected.collect::<Vec<_>>());
    }
}

#[test]
fn check_tells_findings_on_stdout_and_ends_with_1_only_for_errors() {
    for (site, status) in [(MIXED, 1), (WARNED, 0), (GOOD, 0)] {
        let folder = TestSite::new(site).on_disk();
        for format in ["human", "json"] {
            let output = soleus(folder.path(), &["check", "--format", format]);
            assert_eq!(output.status.code(), Some(status), "{site}");
            assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{site}");
            assert_eq!(output.stdout.is_empty(), site == GOOD && format == "json", "{site}");
        }
        assert!(!folder.path().join("public").exists());
    }
}

#[test]
fn check_for_authors_ends_with_a_count() {
    let folder = TestSite::new(MIXED).on_disk();
    let output = soleus(folder.path(), &["check"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().last(), Some("3 errors and 1 warning in 2 files"), "{text}");
    let folder = TestSite::new(GOOD).on_disk();
    let output = soleus(folder.path(), &["check"]);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "No errors and no warnings.\n");
}

#[test]
fn build_tells_findings_on_stderr_and_writes_nothing_when_one_is_an_error() {
    let folder = TestSite::new(MIXED).on_disk();
    let output = soleus(folder.path(), &["build"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "");
    let report = String::from_utf8(output.stderr).unwrap();
    assert!(report.contains("error[unknown-entry]: no area is called `calfs`"), "{report}");
    assert!(
        report.ends_with("3 errors and 1 warning in 2 files; nothing was written\n"),
        "{report}"
    );
    assert!(!folder.path().join("public").exists());
}

#[test]
fn build_writes_a_site_with_warnings_and_tells_them_on_stderr() {
    let folder = TestSite::new(WARNED).on_disk();
    let output = soleus(folder.path(), &["build"]);
    assert_eq!(output.status.code(), Some(0));
    let report = String::from_utf8(output.stderr).unwrap();
    assert!(report.contains("warning[unpublished-link]"), "{report}");
    assert!(String::from_utf8(output.stdout).unwrap().contains("1 article"));
    assert!(folder.path().join("public/articles/hello/index.html").exists());
}

#[test]
fn a_command_that_cannot_run_says_why_on_stderr_and_ends_with_2() {
    let empty = tempfile::tempdir().unwrap();
    let cases: [&[&str]; 6] = [
        &["check"],
        &["build"],
        &["check", "--root", "nowhere"],
        &["check", "--format", "xml"],
        &["build", "--base-url", "javascript:alert(1)"],
        &["check", "--today", "tomorrow"],
    ];
    for arguments in cases {
        let output = soleus(empty.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(String::from_utf8(output.stdout).unwrap(), "", "{arguments:?}");
        assert!(output.stderr.starts_with(b"error: "), "{arguments:?}");
    }
}

#[test]
fn a_reader_who_goes_away_is_no_fault() {
    let site = TestSite::new("=== content/articles/hello.md\n---\ntitel: Hello\n---\nText.\n");
    let folder = site.on_disk();
    for arguments in [&["check"][..], &["check", "--format", "json"], &["build"], &["--help"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let writer = || writer.try_clone().unwrap();
        let mut command = crate::support::command(folder.path(), arguments);
        let status = command.stdout(writer()).stderr(writer()).status().unwrap();
        assert!(matches!(status.code(), Some(0..=2)), "{arguments:?}: {status}");
    }
}
