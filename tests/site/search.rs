//! What a search finds of a site, and that the index is the same from run to run.

use expect_test::expect;
use rayon::prelude::*;
use soleus::derive::search;
use soleus::plan::search::{SearchRecords, records};

use crate::support::{TestSite, soleus, tree};

const SITE: &str = "
=== content/site.yaml
title: Runs
=== content/articles/hills.md
---
title: Running up hills
summary: Short steps, and the calves will be sore for a day or two after the first time.
other_names: [Uphill running]
keywords: [steep roads]
---
## How to begin

Lean into the hill & look ahead.
=== content/articles/secret.md
---
title: Not written yet
draft: true
---
Nobody may find this.
";

fn of(site: &TestSite) -> Option<SearchRecords> {
    let ran = site.run();
    records(&ran.compiled.site, &ran.compiled.plan)
}

#[test]
fn a_record_holds_what_readers_may_find_and_no_draft_is_one() {
    let records = of(&TestSite::new(SITE)).expect("a site has a search unless it wants none");
    expect![[r#"
        SearchRecords {
            language: "en-GB",
            records: [
                SearchRecord {
                    address: "/articles/hills/",
                    title: "Running up hills",
                    names: [
                        "Uphill running",
                    ],
                    keywords: [
                        "steep roads",
                    ],
                    kind: "Article",
                    areas: [],
                    equipment: [],
                    level: None,
                    muscles: [],
                    summary: "Short steps, and the calves will be sore for a day or two after the first time.",
                    headings: [
                        "How to begin",
                    ],
                    text: "Lean into the hill & look ahead.\n",
                },
            ],
        }
    "#]]
    .assert_debug_eq(&records);
}

#[test]
fn the_same_records_give_the_same_files_on_every_thread() {
    let site = TestSite::new(SITE).drafts();
    let indexes: Vec<search::Files> = (0..4)
        .into_par_iter()
        .map(|_| search::index(&of(&site).expect("the site has a search")))
        .collect();
    assert!(indexes[0].keys().any(|file| file.ends_with(".pf_fragment")));
    assert!(indexes.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_site_without_a_search_has_no_index_and_no_program_in_its_policy() {
    let site = TestSite::new(SITE).file("content/site.yaml", "title: Runs\nsearch: false\n");
    assert!(of(&site).is_none());
    let ran = site.run();
    let page = ran.page("search/index.html");
    assert!(page.contains("<h1>Find a page</h1>"), "{page}");
    assert!(!page.contains("wasm-unsafe-eval") && !page.contains("<form"), "{page}");
}

#[test]
fn two_builds_write_one_index_and_the_second_keeps_it() {
    let (one, other) = (TestSite::new(SITE).on_disk(), TestSite::new(SITE).on_disk());
    let build = |folder: &std::path::Path| {
        let output = soleus(folder, &["build", "--today", "2026-11-23"]);
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).expect("a summary is text")
    };
    build(one.path());
    build(other.path());
    assert!(one.path().join("public/pagefind/pagefind-entry.json").is_file());
    assert_eq!(tree(&one.path().join("public")), tree(&other.path().join("public")));
    let again = build(one.path());
    assert!(again.contains("0 files written"), "{again}");
}
