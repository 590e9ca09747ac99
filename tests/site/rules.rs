//! Every rule finds fault with its failing example and none with its passing one.

use std::path::Path;

use soleus::check::RULES;

use crate::support::{TestSite, repository};

#[test]
fn every_rule_finds_fault_with_its_failing_example_alone() {
    for rule in RULES {
        let found = TestSite::new(rule.fails).run().rules();
        assert!(!found.is_empty(), "`{}` does not find its failing example", rule.id);
        assert!(found.iter().all(|other| *other == rule.id), "`{}` finds {found:?}", rule.id);
    }
}

#[test]
fn every_rule_passes_its_passing_example() {
    for rule in RULES {
        let ran = TestSite::new(rule.passes).run();
        assert_eq!(ran.report(), "", "`{}` passes its example", rule.id);
    }
}

#[test]
fn rules_are_listed_by_id_and_every_file_of_a_rule_is_listed() {
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert!(ids.is_sorted(), "{ids:?}");
    let files = std::fs::read_dir(repository().join("src/check")).expect("the folder of the rules");
    let texts = files.map(|file| std::fs::read_to_string(file.expect("a file").path()));
    let is_rule = |text: &String| text.starts_with("//! # ");
    assert_eq!(texts.map(Result::unwrap).filter(is_rule).count(), RULES.len());
}

#[test]
fn the_manual_page_of_a_rule_begins_with_its_id() {
    for rule in RULES {
        let file = format!("src/check/{}.rs", rule.id.replace('-', "_"));
        let text = std::fs::read_to_string(repository().join(Path::new(&file)))
            .unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(text.starts_with(&format!("//! # {}\n", rule.id)), "{file}");
    }
}
