//! `check`: which findings it tells, how bad they are, in which form, and what it mends.

#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use std::path::Path;

use expect_test::{Expect, expect, expect_file};
use serde_json::Value;

use crate::support::{TestSite, soleus, tree};

/// An error, a warning, and one of each that a comment suppresses.
const MIXED: &str = "
=== content/articles/hello.md
---
title: Hello
# soleus-ignore missing-short-answer: the text is the answer
kind: question
---
One.

#### Größer, 100% schöner: so

<!-- soleus-ignore unused-footnote: it is wanted
     in the next version -->
[^a]: One.

[^b]: Two.
=== content/articles/later.md
---
title: Later
draft: true
---
";

fn run(site: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let folder = TestSite::new(site).on_disk();
    run_in(folder.path(), arguments)
}

fn run_in(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let arguments: Vec<&str> = ["check"].iter().chain(arguments).copied().collect();
    let output = soleus(folder, &arguments);
    let text =
        String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    (output.status.code(), text)
}

/// The rules of the findings that are told, and the exit status.
fn told(site: &str, arguments: &[&str]) -> (Option<i32>, Vec<String>) {
    let arguments: Vec<&str> = arguments.iter().copied().chain(["--format", "json"]).collect();
    let (status, rows) = run(site, &arguments);
    let name = |row: &str| {
        let row: Value = serde_json::from_str(row).unwrap();
        format!("{} {}", row["severity"].as_str().unwrap(), row["rule"].as_str().unwrap())
    };
    (status, rows.lines().map(name).collect())
}

fn expect_told(arguments: &[&str], status: i32, expected: &[&str]) {
    let (code, told) = told(MIXED, arguments);
    assert_eq!(told, expected, "{arguments:?}");
    assert_eq!(code, Some(status), "{arguments:?}");
}

#[test]
fn rules_can_be_selected_ignored_and_denied() {
    let (order, footnote) = ("error heading-order", "warning unused-footnote");
    expect_told(&[], 1, &[order, footnote]);
    expect_told(&["--select", "unused-footnote"], 0, &[footnote]);
    expect_told(&["--select=unused-footnote,heading-order"], 1, &[order, footnote]);
    expect_told(&["--select", "dead-link"], 0, &[]);
    expect_told(&["--ignore", "heading-order"], 0, &[footnote]);
    expect_told(&["--ignore", "heading-order", "--ignore", "unused-footnote"], 0, &[]);
    let denied = "error unused-footnote";
    expect_told(&["--ignore", "heading-order", "--deny", "warnings"], 1, &[denied]);
    expect_told(&["--ignore", "heading-order", "--deny", "unused-footnote"], 1, &[denied]);
    expect_told(&["--ignore", "heading-order", "--deny", "unpublished-link"], 0, &[footnote]);
}

#[test]
fn a_rule_that_does_not_exist_or_holds_for_every_site_is_refused() {
    let cases: [(&[&str], &str); 5] = [
        (
            &["--select", "heading-ordr"],
            "no rule is called `heading-ordr`; did you mean `heading-order`?",
        ),
        (&["--ignore", "raw-html"], "`raw-html` holds for every site and cannot be ignored"),
        (&["--ignore", "xyz"], "no rule is called `xyz`"),
        (&["--deny", "warning"], "no rule is called `warning`"),
        (&["--explain", "unknown-entri"], "did you mean `unknown-entry`?"),
    ];
    for (arguments, message) in cases {
        let (status, text) = run(MIXED, arguments);
        assert_eq!(status, Some(2), "{arguments:?}: {text}");
        assert!(text.contains(message), "{arguments:?}: {text}");
    }
}

#[test]
fn a_site_says_how_bad_its_rules_are() {
    let site = |rules: &str| format!("{MIXED}=== content/site.yaml\nrules: {rules}\n");
    let told = |rules: &str| told(&site(rules), &[]);
    let (order, footnote) = ("heading-order", "unused-footnote");
    let findings = |all: &[(&str, &str)]| -> Vec<String> {
        all.iter().map(|(severity, rule)| format!("{severity} {rule}")).collect()
    };
    assert_eq!(told("{heading-order: off}"), (Some(0), findings(&[("warning", footnote)])));
    assert_eq!(
        told("{heading-order: warning, unused-footnote: error}"),
        (Some(1), findings(&[("warning", order), ("error", footnote)]))
    );
    assert_eq!(told("{heading-order: off, unused-footnote: off}"), (Some(0), Vec::new()));
}

#[test]
fn what_a_comment_suppresses_is_counted() {
    let (_, text) = run(MIXED, &[]);
    assert_eq!(
        text.lines().last(),
        Some("1 error and 1 warning in 1 file, 2 suppressed"),
        "{text}"
    );
    let (_, text) = run(MIXED, &["--ignore", "heading-order,unused-footnote"]);
    assert_eq!(text, "No errors and no warnings, 2 suppressed\n");
}

#[test]
fn github_gets_a_line_for_each_finding() {
    check(
        &["--format", "github"],
        &expect![[r#"
            ::error file=content/articles/hello.md,line=8,endLine=8,col=1,endColumn=30,title=heading-order::a heading of level 4 follows one of level 1%0Abegin it with `##`
            ::warning file=content/articles/hello.md,line=14,endLine=14,col=1,endColumn=5,title=unused-footnote::nothing mentions the footnote `b`, so it is not shown%0Awrite `[^b]` in the text, or take the footnote out
        "#]],
    );
}

#[test]
fn code_hosts_get_a_log_in_sarif() {
    expect_file!["checks.sarif"].assert_eq(&run(MIXED, &["--format", "sarif"]).1);
}

fn check(arguments: &[&str], expected: &Expect) {
    expected.assert_eq(&run(MIXED, arguments).1);
}

/// Programs that read the log rely on these; SARIF 2.1.0 requires them.
#[test]
fn a_log_is_whole() {
    let folder = TestSite::new("").on_disk();
    let site = folder.path().join("my site");
    TestSite::new(MIXED).write_to(&site);
    let (_, text) = run_in(folder.path(), &["--format", "sarif", "--root", "./my site"]);
    let log: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 4);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "my%20site/content/articles/hello.md");
        assert!(place["region"]["startLine"].as_u64() > Some(0));
    }
    let (_, text) = run_in(folder.path(), &["--format", "github", "--root", "./my site"]);
    assert!(text.contains("file=my site/content/articles/hello.md"), "{text}");
}

const TO_FIX: &str = "
=== content/articles/hello.md
---
title: Hello   # as it is
draft: no
date: 2026/2/1
---
#### Größer

Text  with   odd spaces.

## One\t

<!-- soleus-ignore dead-link: it was dead -->
#### Two and `## code`
=== content/articles/other.md
---
title: Other
---
Text.
";

#[test]
fn fixes_are_shown_and_touch_nothing_else() {
    let folder = TestSite::new(TO_FIX).on_disk();
    let before = tree(folder.path());
    let (status, text) = run_in(folder.path(), &["--fix"]);
    expect![[r#"
        --- content/articles/hello.md
        +++ content/articles/hello.md
        @@ -3,2 +3,2 @@
        -draft: no
        -date: 2026/2/1
        +draft: false
        +date: 2026-02-01

        --- content/articles/hello.md
        +++ content/articles/hello.md
        @@ -6,1 +6,1 @@
        -#### Größer
        +## Größer
        @@ -12,2 +12,1 @@
        -<!-- soleus-ignore dead-link: it was dead -->
        -#### Two and `## code`
        +### Two and `## code`

        No errors and no warnings.
    "#]]
    .assert_eq(&text);
    assert_eq!(status, Some(0));
    let after = tree(folder.path());
    let text = std::fs::read_to_string(folder.path().join("content/articles/hello.md")).unwrap();
    expect![[r#"
        ---
        title: Hello   # as it is
        draft: false
        date: 2026-02-01
        ---
        ## Größer

        Text  with   odd spaces.

        ## One	

        ### Two and `## code`
    "#]]
    .assert_eq(&text);
    assert_eq!(before.len(), after.len());
    assert_eq!(before["content/articles/other.md"], after["content/articles/other.md"]);
}

#[test]
fn fixes_keep_line_ends_and_leave_what_was_not_selected() {
    let folder = TestSite::new(TO_FIX).on_disk();
    let path = folder.path().join("content/articles/hello.md");
    let crlf = std::fs::read_to_string(&path).unwrap().replace('\n', "\r\n");
    std::fs::write(&path, &crlf).unwrap();
    let (_, text) = run_in(folder.path(), &["--fix", "--select", "wrong-type"]);
    assert_eq!(text.lines().last(), Some("No errors and no warnings."), "{text}");
    let fixed = std::fs::read_to_string(&path).unwrap();
    assert_eq!(fixed, crlf.replace("draft: no", "draft: false"));
}

#[cfg(unix)]
#[test]
fn fixes_keep_the_permissions_of_a_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TestSite::new(TO_FIX).on_disk();
    let path = folder.path().join("content/articles/hello.md");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    run_in(folder.path(), &["--fix"]);
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[test]
fn without_fix_nothing_is_written() {
    let folder = TestSite::new(TO_FIX).on_disk();
    let before = tree(folder.path());
    run_in(folder.path(), &[]);
    assert_eq!(before, tree(folder.path()));
}

#[test]
fn a_file_that_changed_while_it_was_checked_is_left_alone() {
    let site = TestSite::new(TO_FIX);
    let folder = site.on_disk();
    let ran = site.run();
    let changes = soleus::author::fix::changes(&ran.diagnostics, &ran.sources);
    let path = folder.path().join("content/articles/hello.md");
    std::fs::write(&path, "Mine.").unwrap();
    let error = changes[0].write(folder.path()).unwrap_err();
    assert_eq!(error.message, "`content/articles/hello.md` changed while it was checked");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "Mine.");
    assert_eq!(tree(folder.path()).len(), site.files.len());
}

/// A review, an opened source and a day to end: all that time can touch.
const IN_TIME: &str = "
=== content/articles/hello.md
---
title: Hello
authors: [sam]
review: {by: alex, on: 2026-11-01, next: 2027-11-01}
sources: [study]
---
See [[later]] and [[ends]].
=== content/articles/later.md
---
title: Later
date: 2026-11-20
authors: [sam]
---
Text.
=== content/articles/ends.md
---
title: Ends
expires: 2028-01-01
authors: [sam]
---
Text.
=== content/people/alex.md
---
title: Alex Example
credential: {profession: physiotherapist, register: https://example.org/1, verified: 2026-10-01}
---
=== content/people/sam.md
---
title: Sam Example
---
=== content/sources.yaml
- id: study
  title: A study
  org: A journal
  kind: rct
  url: https://example.org/
  status: found
  checked: 2026-11-01
";

#[test]
fn time_alone_never_turns_a_good_site_bad() {
    let day = ["--today", "2031-11-23"];
    let told = |arguments: &[&str]| told(IN_TIME, arguments);
    assert_eq!(told(&["--deny", "warnings"]), (Some(0), Vec::new()));
    let timed = ["review-due", "unpublished-link", "stale-source"];
    let warnings = |bad: &[&str]| -> Vec<String> {
        let severity = |rule| if bad.contains(rule) { "error" } else { "warning" };
        timed.iter().map(|rule| format!("{} {rule}", severity(rule))).collect()
    };
    assert_eq!(told(&day), (Some(0), warnings(&[])));
    assert_eq!(told(&[&day[..], &["--deny", "warnings"]].concat()), (Some(0), warnings(&[])));
    let named = told(&[&day[..], &["--deny", "warnings,review-due"]].concat());
    assert_eq!(named, (Some(1), warnings(&["review-due"])));
}

#[test]
fn the_published_site_passes_years_from_now() {
    let arguments = ["--deny", "warnings", "--today", "2031-11-23"];
    let (status, text) = run_in(&crate::support::repository(), &arguments);
    assert_eq!(status, Some(0), "{text}");
}
