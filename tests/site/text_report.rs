//! `soleus check --report`: what can be counted of each text.

use crate::support::{TestSite, soleus};

const SITE: &str = "
=== content/articles/hello.md
---
title: Hello
review: {by: kim, on: 2026-01-01, next: 2026-06-01}
---
The calf has two large muscles. Both end in the Achilles tendon, which joins the heel bone [@calf].
A sore calf needs a day or two of rest, and then a short walk on the flat [@calf].

- Then try a run.
=== content/articles/later.md
---
title: Later
review: {by: kim, on: 2026-01-01, next: 2027-06-01}
---
It is short.
=== content/people/kim.md
---
title: Kim Example
credential: {profession: physiotherapist, register: https://example.org/ph1, verified: 2026-01-01}
---
Kim checks what the others write.
=== content/sources.yaml
- {id: calf, title: Calves, org: A journal, kind: review, url: https://example.org/, status: found}
";

fn report(arguments: &[&str]) -> (String, String, Option<i32>) {
    let folder = TestSite::new(SITE).on_disk();
    let ran = soleus(folder.path(), &[&["check", "--report"], arguments].concat());
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the report is UTF-8");
    (text(ran.stdout), text(ran.stderr), ran.status.code())
}

#[test]
fn the_report_is_a_table_of_texts_and_one_of_kinds() {
    let (stdout, stderr, code) = report(&[]);
    let expected = "\
text               words  grade  longest  citations           review due
articles/hello.md     39    1.2       18          2  2026-06-01, overdue
articles/later.md      3      –        3          0           2027-06-01
people/kim.md          6      –        6          0                    –

text          words  grade  longest  citations    review due
articles (2)     42    0.6       18          2  2, 1 overdue
people (1)        6      –        6          0             –
";
    assert_eq!((stdout.as_str(), stderr.as_str(), code), (expected, "", Some(0)));
}

#[test]
fn the_report_is_one_json_value_for_programs() {
    let (stdout, stderr, code) = report(&["--format", "json"]);
    assert_eq!((stderr.as_str(), code), ("", Some(0)));
    let report: serde_json::Value = serde_json::from_str(&stdout).expect("this is JSON");
    assert_eq!(
        report["texts"][0],
        serde_json::json!({
            "file": "content/articles/hello.md",
            "kind": "article",
            "words": 39,
            "sentences": 4,
            "grades": {"flesch_kincaid": 1.2, "reading_ease": 103.7, "smog": 6.0, "fog": 3.9},
            "longest_sentence": 18,
            "citations": 2,
            "review_due": "2026-06-01",
            "is_overdue": true
        })
    );
    assert_eq!(report["texts"][1]["grades"], serde_json::Value::Null);
    assert_eq!(report["totals"][1]["kind"], "person");
}

#[test]
fn the_report_has_no_form_for_findings() {
    let (stdout, stderr, code) = report(&["--format", "sarif"]);
    assert_eq!((stdout.as_str(), code), ("", Some(2)));
    assert!(stderr.contains("use `--format human` or `--format json`"), "{stderr}");
}
