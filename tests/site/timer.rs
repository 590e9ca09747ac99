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
    format!("{}\n{}", between(page, "<p class=\"dose__words\">", "</p>"), phases(page))
}

/// Each phase of the timer on a line.
fn phases(page: &str) -> String {
    between(page, "<script type=\"application/json\">", "</script>").replace("},{", "}\n{")
}

fn between<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    let from = page.find(start).map(|at| at + start.len()).expect("a start");
    &page[from..from + page[from..].find(end).expect("an end")]
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
    expect_test::expect![[r#"
        [{"kind":"prepare","say":"Squat, get ready","times":1,"seconds":5,"between":0,"exercise":0}
        {"kind":"work","say":"Do 10 slow repetitions","times":10,"between":0,"exercise":0}
        {"kind":"prepare","say":"Wall \u003c/script\u003e \u0026 squat, get ready","times":1,"seconds":15,"between":0,"exercise":1}
        {"kind":"work","say":"Hold, 20 seconds","times":1,"seconds":20,"between":2,"exercise":1}]"#]].assert_eq(&phases(page));
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
