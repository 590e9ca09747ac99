//! What a page of a small site shows.

use crate::support::TestSite;

#[test]
fn a_bare_folder_with_one_article_of_title_and_text_builds() {
    let ran =
        TestSite::new("=== content/articles/hello.md\n---\ntitle: Hello\n---\nFirst words.\n")
            .run();
    assert_eq!(ran.report(), "");
    assert!(ran.page("articles/hello/index.html").contains("<p>First words.</p>"));
    assert!(ran.page("index.html").contains("href=\"/articles/hello/\""));
}
