//! What a page of a small site shows.

use soleus::memo::Memo;

use crate::support::{TestSite, repository};

#[test]
fn a_bare_folder_with_one_article_of_title_and_text_builds() {
    let ran =
        TestSite::new("=== content/articles/hello.md\n---\ntitle: Hello\n---\nFirst words.\n")
            .run();
    assert_eq!(ran.report(), "");
    assert!(ran.page("articles/hello/index.html").contains("<p>First words.</p>"));
    assert!(ran.page("index.html").contains("href=\"/articles/hello/\""));
}

/// The first Markdown example of the README.
fn smallest_article() -> String {
    let readme = std::fs::read_to_string(repository().join("README.md")).unwrap();
    let after = readme.split("```markdown\n").nth(1).expect("the README has a Markdown example");
    after.split("```").next().unwrap().to_owned()
}

#[test]
fn the_first_article_of_the_readme_builds_beside_the_areas_and_shows_their_warning_signs() {
    let (mut sources, found) = soleus::load::load(&repository()).unwrap();
    assert!(found.is_empty());
    sources.insert("content/articles/hello.md", &smallest_article());
    let ran = TestSite::new("").run_with(&sources, &mut Memo::default());
    assert_eq!(ran.report(), "");
    let page = ran.page("articles/hello/index.html");
    assert!(page.contains("card--emergency") && page.contains("card--today"), "{page}");
    assert!(ran.page("areas/calves/index.html").contains("href=\"/articles/hello/\""));
    assert!(
        ran.page("exercises/calf-raise-double/index.html").contains("href=\"/articles/hello/\"")
    );
}

#[test]
fn the_list_of_exercises_sends_nobody_to_an_area_without_one() {
    let area = |title: &str| {
        format!(
            "---\ntitle: {title}\nsummary: A part of the leg that a runner uses a great deal.\n---\n"
        )
    };
    let exercise = "---\ntitle: Heel raise\nsummary: Rising on the toes to make the calf muscle stronger.\n\
                    kind: strength\nlevel: beginner\nareas: [calves]\nmuscles: {primary: []}\n\
                    position: standing\nsteps: [Rise.]\ndose: {sets: 3, reps: 10, per_week: 3}\n\
                    avoid_if: [It hurts.]\n---\n";
    let ran = TestSite::new("")
        .file("content/areas/calves.md", &area("Calves"))
        .file("content/areas/hips.md", &area("Hips"))
        .file("content/exercises/heel-raise.md", exercise)
        .run();
    let page = ran.page("exercises/index.html");
    assert!(page.contains("/areas/calves/#exercises"), "{page}");
    assert!(!page.contains("/areas/hips/"), "{page}");
}
