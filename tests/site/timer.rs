//! What the timer of a page plays, beside the words of the same dose.

use crate::support::TestSite;

const EXERCISE: &str = "---
title: TITLE
summary: A squat on both legs, as deep as is comfortable for the knees.
kind: strength
level: beginner
areas: []
muscles: {primary: []}
position: standing
steps: [Bend your knees.]
dose: {DOSE, per_week: 3}
avoid_if: [It hurts.]
---
";

const ROUTINE: &str = "---
title: Two squats
summary: A routine that is made of two exercises alone, for a test of pages.
goal: To squat.
when: any-day
areas: []
steps: [{exercise: squat}, {exercise: wall-squat, hold_seconds: 20}]
---
";

fn exercise(title: &str, dose: &str) -> String {
    EXERCISE.replace("TITLE", title).replace("DOSE", dose)
}

/// The words of the dose, then each phase of the timer on a line.
fn played(page: &str) -> String {
    let between = |start: &str, end: &str| {
        let from = page.find(start).map_or(0, |at| at + start.len());
        &page[from..from + page[from..].find(end).expect("an end")]
    };
    let words = between("<p class=\"dose__words\">", "</p>");
    let phases = between("<script type=\"application/json\">", "</script>");
    format!("{words}\n{}", phases.replace("},{", "}\n{"))
}

fn of_dose(dose: &str) -> String {
    let site = TestSite::new("").file("content/exercises/squat.md", &exercise("Squat", dose));
    let ran = site.run();
    assert_eq!(ran.report(), "");
    played(ran.page("exercises/squat/index.html"))
}

#[test]
fn a_hold_on_each_side_is_timed_with_its_changes_and_rests() {
    expect_test::expect![[r#"
        2 holds of 20 seconds on each side, 45 seconds of rest between them
        [{"kind":"prepare","say":"Get ready, 5 seconds","times":1,"seconds":5,"between":0,"exercise":0}
        {"kind":"work","say":"Hold, 20 seconds","place":"First side, set 1 of 2","times":1,"seconds":20,"between":2,"exercise":0}
        {"kind":"prepare","say":"Other side","times":1,"seconds":5,"between":0,"exercise":0}
        {"kind":"work","say":"Hold, 20 seconds","place":"Other side, set 1 of 2","times":1,"seconds":20,"between":2,"exercise":0}
        {"kind":"rest","say":"Rest, 45 seconds","times":1,"seconds":45,"between":0,"exercise":0}
        {"kind":"work","say":"Hold, 20 seconds","place":"First side, set 2 of 2","times":1,"seconds":20,"between":2,"exercise":0}
        {"kind":"prepare","say":"Other side","times":1,"seconds":5,"between":0,"exercise":0}
        {"kind":"work","say":"Hold, 20 seconds","place":"Other side, set 2 of 2","times":1,"seconds":20,"between":2,"exercise":0}]"#]]
    .assert_eq(&of_dose("sets: 2, reps: 1, hold_seconds: 20, per_side: true, rest_seconds: 45"));
}

#[test]
fn repetitions_take_as_long_as_the_reader_likes_and_rests_are_timed() {
    expect_test::expect![[r#"
        2 sets of 10, 60 seconds of rest between sets
        [{"kind":"prepare","say":"Get ready, 5 seconds","times":1,"seconds":5,"between":0,"exercise":0}
        {"kind":"work","say":"Do 10 slow repetitions","place":"Set 1 of 2","times":10,"between":0,"exercise":0}
        {"kind":"rest","say":"Rest, 60 seconds","times":1,"seconds":60,"between":0,"exercise":0}
        {"kind":"work","say":"Do 10 slow repetitions","place":"Set 2 of 2","times":10,"between":0,"exercise":0}]"#]]
    .assert_eq(&of_dose("sets: 2, reps: 10, rest_seconds: 60"));
}

#[test]
fn several_holds_are_one_phase_with_letting_go_between_them() {
    expect_test::expect![[r#"
        8 times, held for 5 seconds
        [{"kind":"prepare","say":"Get ready, 5 seconds","times":1,"seconds":5,"between":0,"exercise":0}
        {"kind":"work","say":"Hold, 5 seconds","times":8,"seconds":5,"between":2,"exercise":0}]"#]]
    .assert_eq(&of_dose("sets: 1, reps: 8, hold_seconds: 5"));
}

#[test]
fn sets_without_a_rest_change_sides_between_them() {
    expect_test::expect![[r#"
        2 sets of 1 on each side
        [{"kind":"prepare","say":"Get ready, 5 seconds","times":1,"seconds":5,"between":0,"exercise":0}
        {"kind":"work","say":"Do 1 slow repetition","place":"First side, set 1 of 2","times":1,"between":0,"exercise":0}
        {"kind":"prepare","say":"Other side","times":1,"seconds":5,"between":0,"exercise":0}
        {"kind":"work","say":"Do 1 slow repetition","place":"Other side, set 1 of 2","times":1,"between":0,"exercise":0}
        {"kind":"prepare","say":"Other side","times":1,"seconds":5,"between":0,"exercise":0}
        {"kind":"work","say":"Do 1 slow repetition","place":"First side, set 2 of 2","times":1,"between":0,"exercise":0}
        {"kind":"prepare","say":"Other side","times":1,"seconds":5,"between":0,"exercise":0}
        {"kind":"work","say":"Do 1 slow repetition","place":"Other side, set 2 of 2","times":1,"between":0,"exercise":0}]"#]]
    .assert_eq(&of_dose("sets: 2, reps: 1, per_side: true"));
}

#[test]
fn breaths_are_counted_by_the_reader() {
    expect_test::expect![[r#"
        10 breaths
        [{"kind":"prepare","say":"Get ready, 5 seconds","times":1,"seconds":5,"between":0,"exercise":0}
        {"kind":"work","say":"Take 10 slow breaths","times":10,"between":0,"exercise":0}]"#]]
    .assert_eq(&of_dose("sets: 1, reps: 10, breaths: true"));
}

#[test]
fn a_routine_plays_its_own_numbers_and_says_what_to_change_to() {
    let ran = TestSite::new("")
        .file("content/exercises/squat.md", &exercise("Squat", "sets: 1, reps: 10"))
        .file(
            "content/exercises/wall-squat.md",
            &exercise("\"Wall </script> & squat\"", "sets: 1, reps: 1, hold_seconds: 30"),
        )
        .file("content/routines/two.md", ROUTINE)
        .run();
    assert_eq!(ran.report(), "");
    let page = ran.page("routines/two/index.html");
    assert!(page.contains("<td>1 hold of 20 seconds</td>"), "{page}");
    let phases = played(page);
    let phases = phases.split_once("[{").expect("a list").1;
    expect_test::expect![[r##"
        "@id":"https://example.org/#website","@type":"WebSite","inLanguage":"en-GB","name":"Untitled site","url":"https://example.org/"},{"@id":"https://example.org/routines/two/#page","@type":"MedicalWebPage","breadcrumb":{"@id":"https://example.org/routines/two/#breadcrumb"},"description":"A routine that is made of two exercises alone, for a test of pages.","inLanguage":"en-GB","isPartOf":{"@id":"https://example.org/#website"},"mainEntity":{"@id":"https://example.org/routines/two/#subject"},"name":"Two squats","url":"https://example.org/routines/two/"},{"@id":"https://example.org/routines/two/#breadcrumb","@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","item":"https://example.org/","name":"Home","position":1},{"@type":"ListItem","item":"https://example.org/routines/","name":"Routines","position":2},{"@type":"ListItem","item":"https://example.org/routines/two/","name":"Two squats","position":3}]},{"@id":"https://example.org/routines/two/#subject","@type":"ExercisePlan","activityDuration":"PT2M","description":"A routine that is made of two exercises alone, for a test of pages.","hasPart":[{"@type":"ExercisePlan","name":"Squat","url":"https://example.org/exercises/squat/"},{"@type":"ExercisePlan","name":"Wall \u003c/script\u003e \u0026 squat","url":"https://example.org/exercises/wall-squat/"}],"name":"Two squats"}]}</script>
        </head>
        <body>
        <a class="skip-link" href="#main">Skip to the content</a>
        <header class="site-header">
        <div class="wrap">
        <a class="site-name" href="/"><img src="/favicon.19840ceb45.svg" alt="" width="32" height="32">Untitled site</a>
        <nav class="site-nav" aria-label="Main">
        <ul>
        <li><a href="/exercises/">Exercises</a></li>
        <li><a href="/routines/" aria-current="true">Routines</a></li>
        </ul>
        </nav>
        </div>
        </header>
        <div class="wrap">
        <nav class="crumbs" aria-label="Breadcrumb">
        <ol>
        <li><a href="/">Home</a></li>
        <li><a href="/routines/">Routines</a></li>
        </ol>
        </nav>
        <main id="main" tabindex="-1" class="page page--routine">
        <div class="page-head">
        <h1>Two squats</h1>
        <p class="status status--unchecked">Not checked by a doctor or physiotherapist.
        [{"kind":"prepare","say":"Squat, get ready","times":1,"seconds":5,"between":0,"exercise":0}
        {"kind":"work","say":"Do 10 slow repetitions","times":10,"between":0,"exercise":0}
        {"kind":"prepare","say":"Wall \u003c/script\u003e \u0026 squat, get ready","times":1,"seconds":15,"between":0,"exercise":1}
        {"kind":"work","say":"Hold, 20 seconds","times":1,"seconds":20,"between":2,"exercise":1}]"##]]
    .assert_eq(phases);
}

#[test]
fn a_page_without_exercises_has_no_timer() {
    let draft =
        exercise("Squat", "sets: 1, reps: 10").replace("---\ntitle", "---\ndraft: true\ntitle");
    let routine = ROUTINE.replace(", {exercise: wall-squat, hold_seconds: 20}", "");
    let ran = TestSite::new("")
        .file("content/exercises/squat.md", &draft)
        .file("content/routines/two.md", &routine)
        .run();
    assert!(!ran.page("routines/two/index.html").contains("id=\"timer\""));
}
