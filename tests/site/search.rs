//! What a search finds of a site, that the index is the same from run to run, and that who wants no
//! search pays for none.

use std::collections::BTreeSet;
use std::path::Path;

use expect_test::expect;
use rayon::prelude::*;
use soleus::derive::search;
use soleus::headers::Role;
use soleus::plan::search::{SearchRecords, records};
use soleus::write::Manifest;

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

/// An exercise that needs no more than a wall, in an area.
const EXERCISE: &str = "
=== content/areas/calves.md
---
title: Calves
summary: The muscles behind the shin, from the hollow of the knee down to the heel cord.
---
=== content/red-flags.yaml
- id: clot
  about: A blood clot in the leg
  areas: [calves]
  signs: [{sign: one calf is swollen and warm, level: today}]
  searches: [swollen calf]
  sources: [leaflet]
- id: weeks
  about: Pain that stays
  areas: [calves]
  signs: [{sign: it is no better after six weeks, level: see-someone}]
  sources: [leaflet]
=== content/sources.yaml
- {id: leaflet, title: A leaflet, org: A clinic, kind: patient-info, status: record, year: 2020, url: https://example.org/}
=== content/terms.yaml
- {id: soleus, name: soleus, kind: muscle, medical_name: musculus soleus}
- {id: wall, name: wall, kind: equipment, everyday: true}
- {id: step, name: step, kind: equipment}
=== content/exercises/raise.md
---
title: Calf raise
summary: Rise onto the balls of both feet and lower slowly, with a hand on the wall.
kind: strength
level: beginner
areas: [calves]
muscles: {primary: [soleus]}
position: standing
equipment: [wall]
steps: [Stand at a wall., Rise slowly., Lower slowly.]
dose: {sets: 2, reps: 10, per_week: 3}
avoid_if: [Your calf is swollen.]
---
Begin with both legs.
";

/// Measured, so that it is made also where nothing changed.
fn build(folder: &Path) -> String {
    let output = soleus(folder, &["build", "--timings", "--today", "2026-11-23"]);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("a summary is text")
}

/// The paths below `/pagefind/` that a build listed, with their roles.
fn listed(folder: &Path) -> Vec<(String, Role)> {
    let manifest = Manifest::read(&folder.join("public")).expect("it can be read");
    let files = manifest.expect("a build lists its files").files.into_iter();
    let of_index = files.filter(|(file, _)| file.starts_with("pagefind/"));
    of_index.map(|(file, entry)| (file, entry.role)).collect()
}

/// The path of a file of an index, whose name may hold a hash after the language.
fn without_hash(file: &str) -> String {
    match (file.find("en-gb_"), file.rfind('.')) {
        (Some(start), Some(end)) => format!("{}HASH{}", &file[..start], &file[end..]),
        _ => file.to_owned(),
    }
}

fn of(site: &TestSite) -> Option<SearchRecords> {
    let ran = site.run();
    assert_eq!(ran.report(), "");
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
                    needs_nothing: false,
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
fn a_record_of_an_exercise_says_what_it_is_for_and_what_it_needs() {
    let records = of(&TestSite::new(EXERCISE)).expect("the site has a search");
    let at = |address: &str| records.records.iter().find(|record| *record.address == *address);
    let exercise = at("/exercises/raise/").expect("an exercise is found");
    expect![[r#"
        "Exercise"
        ["Calves"]
        ["Wall"]
        true
        Some("Beginner")
        ["soleus", "musculus soleus"]
    "#]]
    .assert_eq(&format!(
        "{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n",
        exercise.kind,
        exercise.areas,
        exercise.equipment,
        exercise.needs_nothing,
        exercise.level,
        exercise.muscles
    ));
    let addresses: Vec<&str> = records.records.iter().map(|record| &*record.address).collect();
    expect![[r#"
        [
            "/areas/calves/",
            "/equipment/step/",
            "/equipment/wall/",
            "/exercises/raise/",
            "/muscles/soleus/",
            "/warning-signs/",
        ]
    "#]]
    .assert_debug_eq(&addresses);
}

#[test]
fn an_exercise_that_needs_what_not_every_home_has_needs_something() {
    let site = TestSite::new(&EXERCISE.replace("equipment: [wall]", "equipment: [wall, step]"));
    let records = of(&site).expect("the site has a search");
    let needing: Vec<_> = records.records.iter().filter(|record| record.needs_nothing).collect();
    assert!(needing.is_empty(), "{needing:?}");
    let none = TestSite::new(&EXERCISE.replace("equipment: [wall]\n", ""));
    let records = of(&none).expect("the site has a search");
    let exercise = records.records.iter().find(|record| record.needs_nothing);
    assert_eq!(exercise.map(|exercise| &*exercise.equipment[0]), Some("No equipment"));
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
fn a_name_that_holds_a_hash_never_stands_for_other_bytes() {
    let files = |from: &str, to: &str| {
        let site = TestSite::new(&SITE.replace(from, to));
        search::index(&of(&site).expect("the site has a search"))
    };
    let before = files("", "");
    for (from, to) in [
        ("Running up hills", "Running up a hill"),
        ("the calves will be sore", "your calves will be sore"),
        ("Lean into the hill", "Lean into a hill"),
        ("Uphill running", "Uphill runs"),
        ("steep roads", "steep lanes"),
        ("How to begin", "How to start"),
        ("articles/hills.md", "articles/slopes.md"),
    ] {
        let after = files(from, to);
        assert!(after != before, "{to}");
        for (file, bytes) in &after {
            let is_new = before.get(file).is_none_or(|old| old == bytes);
            assert!(is_new || search::role(file) != Role::Fingerprinted, "{file} for {to}");
        }
    }
}

#[test]
fn a_site_without_a_search_has_no_trace_of_one() {
    let site = TestSite::new(SITE)
        .file("content/site.yaml", "title: Runs\nsearch: false\nhosts: [netlify]\n");
    assert!(of(&site).is_none());
    let folder = site.on_disk();
    build(folder.path());
    assert_eq!(listed(folder.path()), []);
    let mut files = BTreeSet::new();
    for (file, bytes) in tree(&folder.path().join("public")) {
        let is_page = file.contains(".html") || file.starts_with('_');
        let text = if is_page { String::from_utf8_lossy(&bytes) } else { "".into() };
        for trace in ["wasm-unsafe-eval", "search.js", "pagefind", "site-search", "<form"] {
            assert!(!text.contains(trace), "{file} has {trace}");
        }
        files.insert(file);
    }
    assert!(files.contains("search/index.html"), "a page lists what there is");
    assert!(!files.iter().any(|file| file.starts_with("search.")), "{files:?}");
}

#[test]
fn a_program_of_the_site_is_published_though_it_has_no_search() {
    let site = TestSite::new(SITE)
        .file("content/site.yaml", "title: Runs\nsearch: false\n")
        .file("static/search.js", "const mine = 1;\n");
    let ran = site.run();
    assert!(ran.compiled.plan.at("/search.js").is_some());
    assert!(!ran.page("search/index.html").contains("<script"));
}

#[test]
fn only_the_search_page_may_run_the_program_that_reads_the_index() {
    let ran = TestSite::new(SITE).base_url("https://example.org/blog/").run();
    let may: Vec<&str> = ran
        .pages
        .iter()
        .filter(|(_, page)| page.contains("wasm-unsafe-eval"))
        .map(|(file, _)| &**file)
        .collect();
    assert_eq!(may, ["search/index.html"]);
    let page = ran.page("search/index.html");
    assert!(page.contains("data-index=\"/blog/pagefind/\""), "{page}");
    let script = &ran.compiled.plan.shared.files["search.js"];
    assert!(page.contains(&format!("src=\"/blog{script}\"")), "{page}");
    let other = ran.page("articles/hills/index.html");
    assert!(other.contains("href=\"/blog/search/#q\""), "{other}");
    assert!(!other.contains("<script type=\"module\""), "{other}");
}

#[test]
fn words_of_danger_stand_on_the_search_page_with_their_card() {
    let ran = TestSite::new(EXERCISE).run();
    let page = ran.page("search/index.html");
    let (_, alarm) = page.split_once("<template data-searches=\"swollen calf\">").expect(page);
    let (alarm, rest) = alarm.split_once("</template>").expect("it ends");
    assert!(alarm.contains("one calf is swollen and warm"), "{alarm}");
    assert!(!rest.contains("<template"), "{rest}");
}

#[test]
fn two_builds_write_one_index_and_the_second_keeps_it() {
    let (one, other) = (TestSite::new(SITE).on_disk(), TestSite::new(SITE).on_disk());
    build(one.path());
    build(other.path());
    assert!(one.path().join("public/pagefind/pagefind-entry.json").is_file());
    assert_eq!(tree(&one.path().join("public")), tree(&other.path().join("public")));
    let again = build(one.path());
    assert!(again.contains("0 files written"), "{again}");
}

#[test]
fn a_build_writes_the_index_of_all_records_in_packed_forms_too() {
    let settings = "title: Runs\nprecompress: [gzip, brotli]\n";
    let site = TestSite::new(SITE).file("content/site.yaml", settings);
    let records = of(&site).expect("the site has a search");
    let folder = site.on_disk();
    build(folder.path());
    let public = tree(&folder.path().join("public"));
    for (file, bytes) in search::index(&records) {
        assert!(public[&file] == bytes, "{file}");
    }
    let roles: BTreeSet<String> = listed(folder.path())
        .into_iter()
        .map(|(file, role)| format!("{} {role:?}\n", without_hash(&file)))
        .collect();
    expect![[r"
        pagefind/filter/HASH.pf_filter Fingerprinted
        pagefind/fragment/HASH.pf_fragment Fingerprinted
        pagefind/index/HASH.pf_index Fingerprinted
        pagefind/names.json EntryPoint
        pagefind/pagefind-entry.json EntryPoint
        pagefind/pagefind.HASH.pf_meta Fingerprinted
        pagefind/pagefind.js Asset
        pagefind/pagefind.js.br Asset
        pagefind/pagefind.js.gz Asset
        pagefind/wasm.en-gb.pagefind Asset
    "]]
    .assert_eq(&roles.into_iter().collect::<String>());
    assert!(build(folder.path()).contains("0 files written"));
    std::fs::write(folder.path().join("content/site.yaml"), "title: Runs\n").expect("a file");
    build(folder.path());
    let packed = |(file, _): &(String, Role)| file.contains(".js.");
    assert!(!listed(folder.path()).iter().any(packed), "they go with the setting");
}

#[test]
fn what_somebody_changed_in_the_index_is_made_again() {
    let folder = TestSite::new(SITE).on_disk();
    build(folder.path());
    let public = folder.path().join("public");
    let before = tree(&public);
    for (file, _) in listed(folder.path()) {
        let path = public.join(&file);
        std::fs::write(&path, "not an index").expect("a file");
        build(folder.path());
        assert!(tree(&public) == before, "{file} was written");
        std::fs::remove_file(&path).expect("a file");
        build(folder.path());
        assert!(tree(&public) == before, "{file} was gone");
    }
}
