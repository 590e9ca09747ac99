//! The commands that run when something was published.

use super::Place;

/// A site with a command that writes what it gets into `heard`.
fn with_purge(command: &str) -> Place {
    let place = Place::new();
    let settings = format!(
        "base_url: https://example.org/blog/\nsearch: false\n\
         targets: {{disk: {{folder: {{path: ../www}}, purge: [{command}]}}}}\n"
    );
    place.write("content/site.yaml", &settings);
    place.build();
    place
}

#[test]
fn a_command_gets_its_words_as_they_are_and_the_changed_addresses() {
    let script =
        "printf '%s|' \"$@\" \"$SOLEUS_TARGET\" \"$SOLEUS_BASE_URL\" > heard; cat >> heard";
    let words = r#""$(rm -rf x)", "a  b", "'", "*""#;
    let place = with_purge(&format!("[sh, -c, {script:?}, sh, {words}]"));
    place.deployed(&["disk"]);
    std::fs::remove_file(place.root().join("heard")).unwrap();
    place.deployed(&["disk"]);
    assert!(!place.root().join("heard").exists(), "nothing changed");
    place.write("static/ü ?.txt", "Text.\n");
    place.article("one", "Other text.");
    place.deployed(&["disk"]);
    let heard = std::fs::read_to_string(place.root().join("heard")).unwrap();
    let expected = "$(rm -rf x)|a  b|'|*|disk|https://example.org/blog/|\
                    https://example.org/blog/articles/\nhttps://example.org/blog/articles/one/\n\
                    https://example.org/blog/articles/two/\nhttps://example.org/blog/\nhttps://example.org/blog/search/\n\
                    https://example.org/blog/%C3%BC%20%3F.txt\n";
    assert_eq!(heard, expected);
}

#[test]
fn a_command_that_fails_is_told_and_the_site_is_published() {
    let place = with_purge("[sh, -c, 'echo hello; exit 22']");
    let said = place.deploy(&["disk"]);
    assert_eq!(said.code, Some(2));
    assert!(said.out.contains("hello\n"), "{}", said.out);
    assert!(
        said.err.starts_with(
            "error: the site is published, but the command `sh` failed: exit status: 22\n"
        ),
        "{}",
        said.err
    );
    let place = with_purge("[no-such-program]");
    let said = place.deploy(&["disk"]);
    assert!(said.err.contains("the command `no-such-program` cannot be run"), "{}", said.err);
}
