//! `soleus build --timings` says where the time went.

use crate::support::{TestSite, command};

/// The report without its figures, which no two runs share.
fn told(folder: &std::path::Path) -> String {
    let built = command(folder, &["build", "--timings"]).output().expect("the program starts");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let text = String::from_utf8(built.stdout).expect("UTF-8");
    let (report, _) = text.split_once("\n\n").expect("the report comes before the summary");
    let is_figure = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    let line = |line: &str| {
        let words = line.split(' ').filter(|word| !word.is_empty() && !is_figure(word));
        words.collect::<Vec<_>>().join(" ")
    };
    report.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_build_tells_the_time_of_each_stage_and_of_the_slowest_pages_and_templates() {
    let site = TestSite::new("=== content/articles/hello.md\n---\ntitle: Hello\n---\nText.\n");
    let folder = site.on_disk();
    let report = told(folder.path());
    let (stages, slowest) =
        report.split_once("Milliseconds of the slowest outputs:\n").expect("the slowest outputs");
    expect_test::expect![[r"
        Seconds by stage:
        load texts, MB
        parse
        link
        plan
        check and templates
        search
        pictures and cards
        outputs of all threads: to compare outputs, to render to write of MB
        exchange
    "]]
    .assert_eq(stages);
    let (outputs, templates) = slowest
        .split_once("Milliseconds by template, all its outputs together:\n")
        .expect("the slowest templates");
    assert_eq!(outputs.lines().count(), 10, "{outputs}");
    assert!(templates.lines().any(|line| line == "article.html, output"), "{templates}");
    let again = told(folder.path());
    assert!(!again.contains("slowest outputs"), "nothing is rendered again: {again}");
}
