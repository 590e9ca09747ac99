//! Publishing to a folder.

use expect_test::expect;
use serde_json::json;

use super::{Place, hash, pages, published, state};

#[test]
fn the_first_deploy_shows_and_copies_everything() {
    let place = Place::new();
    let dry = place.deployed(&["disk", "--dry-run"]);
    assert!(!place.path("www").exists());
    let run = place.deployed(&["disk"]);
    expect![[r"
        + 404.html
        + articles/index.html
        + articles/one/index.html
        + articles/two/index.html
        + index.html
        + robots.txt
        + search/index.html
        + sitemap.xml
        Published to disk: ../www
    "]]
    .assert_eq(&pages(&run));
    assert_eq!(dry, run.replace("Published to disk: ../www", "Nothing was written."));
    assert_eq!(published(&place.path("www")), place.built());
}

#[test]
fn an_update_moves_only_what_differs_and_its_plan_is_what_it_does() {
    let place = Place::new();
    place.deployed(&["disk"]);
    place.remove("content/articles/two.md");
    place.article("one", "Text.");
    place.article("new", "Text.");
    let dry = place.deployed(&["disk", "--dry-run"]);
    let run = place.deployed(&["disk"]);
    expect![[r"
        ~ articles/index.html
        + articles/new/index.html
        ~ articles/one/index.html
        - articles/two/index.html
        ~ index.html
        ~ search/index.html
        ~ sitemap.xml
        Published to disk: ../www
    "]]
    .assert_eq(&pages(&run));
    assert_eq!(dry, run.replace("Published to disk: ../www", "Nothing was written."));
    assert_eq!(published(&place.path("www")), place.built());
    assert!(!place.path("www/articles/two").exists(), "the empty folder went too");
}

#[test]
fn sizes_are_told_as_people_write_them() {
    let place = Place::new();
    place.write("static/changed.txt", "Text.");
    place.write("static/removed.txt", "Text.");
    place.build();
    let first = place.deployed(&["disk"]);
    let files = published(&place.path("www")).len();
    assert!(first.contains(&format!("\n{files} files added (")), "{first}");
    for (name, size) in [("a", 999), ("b", 1000), ("c", 12_345), ("d", 999_960), ("changed", 0)] {
        place.write(&format!("static/{name}.txt"), &"x".repeat(size));
    }
    place.remove("static/removed.txt");
    place.build();
    let unchanged = files - 2;
    assert_eq!(
        place.deployed(&["disk"]),
        format!(
            "+ a.txt  999 B\n+ b.txt  1 kB\n+ c.txt  12.3 kB\n~ changed.txt  0 B\n+ d.txt  1 MB\n\
             - removed.txt  5 B\n4 files added (1 MB), 1 changed (0 B), 1 removed, {unchanged} unchanged\n\
             Published to disk: ../www\n"
        )
    );
}

#[test]
fn a_site_that_is_there_already_is_not_published_again() {
    let place = Place::new();
    place.deployed(&["disk"]);
    let time = || std::fs::metadata(place.path("www/.soleus-deploy.json")).unwrap().modified();
    let before = time().unwrap();
    let files = published(&place.path("www")).len();
    assert_eq!(
        place.deployed(&["disk", "--verify"]),
        format!(
            "0 files added (0 B), 0 changed (0 B), 0 removed, {files} unchanged\n\
             {files} files read back and found right\n\
             Nothing to publish: ../www has this site already\n"
        )
    );
    assert_eq!(before, time().unwrap());
}

#[test]
fn files_that_soleus_did_not_publish_stay() {
    let place = Place::new();
    std::fs::create_dir(place.path("www")).unwrap();
    std::fs::write(place.path("www/CNAME"), "example.org\n").unwrap();
    std::fs::create_dir(place.path("www/articles")).unwrap();
    std::fs::write(place.path("www/articles/mine.txt"), "mine\n").unwrap();
    place.deployed(&["disk"]);
    place.remove("content/articles/two.md");
    place.article("one", "Text.");
    place.deployed(&["disk", "--allow=shrink"]);
    let mut expected = place.built();
    expected.insert("CNAME".to_owned(), hash(b"example.org\n"));
    expected.insert("articles/mine.txt".to_owned(), hash(b"mine\n"));
    assert_eq!(published(&place.path("www")), expected);
}

#[test]
fn a_file_takes_the_place_of_a_folder_and_a_folder_that_of_a_file() {
    let place = Place::new();
    place.write("static/notes", "A file.\n");
    place.write("static/papers/one.txt", "One.\n");
    place.build();
    place.deployed(&["disk"]);
    place.remove("static/notes");
    place.remove("static/papers/one.txt");
    std::fs::remove_dir(place.root().join("static/papers")).unwrap();
    place.write("static/notes/one.txt", "One.\n");
    place.write("static/papers", "A file.\n");
    place.build();
    place.deployed(&["disk"]);
    assert_eq!(published(&place.path("www")), place.built());
}

/// The state of a target, and an asset there whose name holds its hash, used until `day`.
fn with_old_asset(place: &Place, day: &str) {
    std::fs::write(place.path("www/style.0123.css"), "p {}\n").unwrap();
    let mut state = state(&place.path("www"));
    state["retired"] = json!({"style.0123.css": {"since": format!("{day}T00:00:00Z"), "size": 5}});
    std::fs::write(place.path("www/.soleus-deploy.json"), state.to_string()).unwrap();
}

#[test]
fn an_asset_with_its_hash_in_its_name_goes_only_after_its_days_of_grace() {
    let place = Place::new();
    place.deployed(&["disk"]);
    with_old_asset(&place, "9999-01-01");
    place.article("one", "Text.");
    place.deployed(&["disk"]);
    assert!(place.path("www/style.0123.css").exists());
    with_old_asset(&place, "2020-01-01");
    let said = place.deployed(&["disk"]);
    assert!(said.starts_with("- style.0123.css  5 B\n0 files added"), "{said}");
    assert!(!place.path("www/style.0123.css").exists());
    assert_eq!(state(&place.path("www")).get("retired"), None);
}

/// The stylesheets of a target whose names hold their hashes.
fn stylesheets(place: &Place) -> Vec<String> {
    let files = crate::support::tree(&place.path("www"));
    let is_hashed = |path: &String| path.starts_with("style.") && path != "style.css";
    files.into_keys().filter(is_hashed).collect()
}

#[test]
fn an_asset_that_is_no_longer_used_stays_and_is_known_and_goes_at_once_without_grace() {
    let place = Place::new();
    place.deployed(&["disk"]);
    let first = stylesheets(&place);
    place.write("static/style.css", "p { margin: 0 }\n");
    place.build();
    let said = place.deployed(&["disk"]);
    assert!(!said.contains(&first[0]), "{said}");
    assert_eq!((first.len(), stylesheets(&place).len()), (1, 2));
    let retired = state(&place.path("www"))["retired"].clone();
    assert_eq!(retired.as_object().unwrap().keys().collect::<Vec<_>>(), [&first[0]]);
    place.write(
        "content/site.yaml",
        "base_url: https://example.org/\nsearch: false\n\
         targets: {disk: {folder: {path: ../www}, grace_days: 0}}\n",
    );
    place.build();
    let said = place.deployed(&["disk"]);
    assert!(said.starts_with(&format!("- {}  ", first[0])), "{said}");
    assert_eq!(stylesheets(&place).len(), 1);
    assert_eq!(state(&place.path("www")).get("retired"), None);
}

#[test]
fn an_asset_that_is_used_again_is_sent_again_and_no_longer_counts_as_unused() {
    let place = Place::new();
    place.deployed(&["disk"]);
    place.write("static/style.css", "p { margin: 0 }\n");
    place.build();
    place.deployed(&["disk"]);
    place.remove("static/style.css");
    place.build();
    place.deployed(&["disk"]);
    assert_eq!(published(&place.path("www")), place.built());
    assert_eq!(state(&place.path("www"))["retired"].as_object().unwrap().len(), 1);
}

#[test]
fn what_differs_at_the_target_is_found_and_mended_by_the_next_deploy() {
    let place = Place::new();
    place.deployed(&["disk"]);
    std::fs::write(place.path("www/index.html"), "other\n").unwrap();
    std::fs::remove_file(place.path("www/style.css")).unwrap();
    let said = place.deploy(&["disk", "--verify"]);
    assert_eq!(said.code, Some(2));
    expect![[r"
        error: the target does not hold what was published: `index.html`, `style.css`
          = help: see what else writes to the target, then deploy again
    "]]
    .assert_eq(&said.err);
    place.deployed(&["disk", "--verify=sample"]);
    assert_eq!(published(&place.path("www")), place.built());
}

#[test]
fn a_folder_whose_parent_is_missing_is_not_made() {
    let place = Place::new();
    place.write(
        "content/site.yaml",
        "targets: {disk: {folder: {path: ../share/www}}, \
         own: {folder: {path: .}}, source: {folder: {path: content/www}}, \
         built: {folder: {path: public/www}}}\nbase_url: https://example.org/\n",
    );
    place.build();
    let share = place.path("share").display().to_string();
    for (target, expected) in [
        ("disk", format!("`{share}` is not there")),
        ("own", "is the site's own folder or above it".to_owned()),
        ("source", "overlaps the site's".to_owned()),
        ("built", "overlaps what was built".to_owned()),
    ] {
        let said = place.deploy(&[target]);
        assert_eq!(said.code, Some(2), "{target}");
        assert!(said.err.contains(&expected), "{target}: {}", said.err);
    }
    assert!(!place.path("share").exists());
}

#[test]
fn a_damaged_state_is_never_guessed_at() {
    let place = Place::new();
    place.deployed(&["disk"]);
    std::fs::write(place.path("www/.soleus-deploy.json"), "{").unwrap();
    let said = place.deploy(&["disk"]);
    assert_eq!(said.code, Some(2));
    expect![[r"
        error: `.soleus-deploy.json` of `../www` is damaged: EOF while parsing an object at line 1 column 1
          = help: remove it there, and the whole site is published anew
    "]]
    .assert_eq(&said.err);
}
