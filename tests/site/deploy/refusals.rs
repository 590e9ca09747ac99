//! What is not published unless a flag says so.

use expect_test::expect;

use super::{Place, published};

#[test]
fn each_refusal_names_the_flag_that_overrides_it() {
    let place = Place::new();
    place.run(&["build", "--drafts", "--today=2020-02-03", "--base-url=https://other.example/"]);
    let said = place.deploy(&["disk", "--dry-run"]);
    assert_eq!((said.code, &*said.out), (Some(1), ""));
    expect![[r"
        error: the site was built with drafts
          = help: build without `--drafts`; if it is meant, use `--allow drafts`
        error: the site was built for another day, `2020-02-03`
          = help: build without `--today`; if it is meant, use `--allow preview`
        error: the site was built for `https://other.example/`, not for `https://example.org/`
          = help: build with `--base-url https://example.org/`, or name the other as `base_url` of the target; if it is meant, use `--allow base-url`
    "]]
    .assert_eq(&said.err);
    assert_eq!(place.deploy(&["disk", "--allow=drafts", "--allow=preview"]).code, Some(1));
    assert!(!place.path("www").exists());
    place.deployed(&["disk", "--allow=drafts", "--allow=preview", "--allow=base-url"]);
}

#[test]
fn a_target_can_have_an_address_of_its_own() {
    let place = Place::new();
    place.write(
        "content/site.yaml",
        "base_url: https://example.org/\n\
         targets: {disk: {folder: {path: ../www}, base_url: 'https://other.example'}}\n",
    );
    place.build();
    assert_eq!(place.deploy(&["disk"]).code, Some(1));
    assert_eq!(place.run(&["build", "--base-url=https://other.example/"]).code, Some(0));
    place.deployed(&["disk"]);
}

#[test]
fn a_site_that_has_lost_many_pages_is_refused() {
    let place = Place::new();
    for number in 0..8 {
        place
            .write(&format!("content/articles/more-{number}.md"), "---\ntitle: More\n---\nText.\n");
    }
    place.build();
    place.deployed(&["disk"]);
    for number in 0..8 {
        place.remove(&format!("content/articles/more-{number}.md"));
    }
    place.build();
    let said = place.deploy(&["disk"]);
    assert_eq!((said.code, &*said.out), (Some(1), ""));
    expect![[r"
        error: 8 of the 14 pages of the target would go
          = help: look at the build; if it is meant, use `--allow shrink`
    "]]
    .assert_eq(&said.err);
    place.deployed(&["disk", "--allow=shrink"]);
    assert_eq!(published(&place.path("www")), place.built());
}

#[cfg(feature = "serve")]
#[test]
fn a_page_that_was_saved_from_a_preview_is_refused() {
    let place = Place::new();
    let script = format!("<script src=\"{}preview.js\" defer></script>\n", soleus::serve::RESERVED);
    place.write("static/saved.html", &script);
    place.build();
    let said = place.deploy(&["disk"]);
    assert_eq!(said.code, Some(1));
    expect![[r"
        error: `saved.html` holds the script of the preview
          = help: build again; if it is meant, use `--allow preview`
    "]]
    .assert_eq(&said.err);
    place.deployed(&["disk", "--allow=preview"]);
}

#[test]
fn a_build_that_somebody_changed_is_refused_by_name() {
    let place = Place::new();
    let page = place.root().join("public/articles/one/index.html");
    std::fs::write(&page, "<p>Changed.").unwrap();
    let said = place.deploy(&["disk"]);
    assert_eq!(said.code, Some(1));
    expect![[r"
        error: `articles/one/index.html` changed since it was built
          = help: build again, then publish that
    "]]
    .assert_eq(&said.err);
    std::fs::remove_file(page).unwrap();
    let said = place.deploy(&["disk"]);
    assert!(said.err.contains("`articles/one/index.html` went away since it was built"));
}

#[test]
fn nothing_is_published_from_a_folder_that_was_not_built() {
    let place = Place::new();
    let said = place.deploy(&["disk", "--out=empty"]);
    assert_eq!(said.code, Some(2));
    expect![[r"
        error: `./empty` holds nothing that soleus built
          = help: run `soleus build`, or name its folder with `--out`
    "]]
    .assert_eq(&said.err);
}

#[test]
fn a_list_that_names_files_elsewhere_is_refused() {
    let place = Place::new();
    let list = place.root().join("public/.soleus-manifest.json");
    let text = std::fs::read_to_string(&list).unwrap();
    std::fs::write(&list, text.replace("favicon.svg", "../content/site.yaml")).unwrap();
    let said = place.deploy(&["disk"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("`../content/site.yaml` cannot be the path of an output"));
}

#[test]
fn settings_with_mistakes_are_told_and_nothing_is_published() {
    let place = Place::new();
    place.write("content/site.yaml", "targets: {disk: {foldr: {path: ../www}}}\n");
    let said = place.deploy(&["disk"]);
    assert_eq!(said.code, Some(2));
    expect![[r"
        error[unknown-field]: `foldr` is not a field of `disk`
         --> content/site.yaml:1:18
          |
        1 | targets: {disk: {foldr: {path: ../www}}}
          |                  ^^^^^
          |
          = help: did you mean `folder`?

        error: `content/site.yaml` has mistakes
          = help: mend them, then build and deploy
    "]]
    .assert_eq(&said.err);
    place.write("content/site.yaml", "targets: {disk: {}}\n");
    let said = place.deploy(&["disk"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("the target `disk` names no place"), "{}", said.err);
    let said = place.deploy(&["dusk"]);
    assert!(said.err.contains("the targets of `content/site.yaml` are `disk`"), "{}", said.err);
}
