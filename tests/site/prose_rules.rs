//! What the rules over prose find in single sentences, and what they leave alone.

use std::collections::BTreeMap;

use crate::support::{TestSite, soleus};

/// The sources that the sentences cite.
const SOURCES: &str = "
=== content/sources.yaml
- {id: cohort, title: Runs, org: A journal, kind: cohort, url: 'https://example.org/', status: found}
- {id: trial, title: Runs, org: A journal, kind: trial, url: 'https://example.org/', status: found}
";

/// The findings of one rule in each body, each body in an article of its own: `error` or `warning` and
/// the words at the place.
fn findings(rule: &str, bodies: &[&str]) -> Vec<Vec<String>> {
    let mut site = TestSite::new(SOURCES);
    for (at, body) in bodies.iter().enumerate() {
        let text = format!("---\ntitle: Article {at}\n---\n{body}\n");
        site = site.file(&format!("content/articles/a{at}.md"), &text);
    }
    let ran = site.run();
    let mut by_file: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for diagnostic in ran.diagnostics.iter().filter(|diagnostic| diagnostic.rule == rule) {
        let soleus::diagnostic::Place::At(span) = diagnostic.place else {
            panic!("{diagnostic:?}")
        };
        let text = &ran.sources.get(span.file).expect("the file of the span").text[span.range()];
        let line = format!("{} {text}", diagnostic.severity.name());
        by_file.entry(ran.sources.path(span.file).to_owned()).or_default().push(line);
    }
    let of = |at| by_file.remove(&format!("content/articles/a{at}.md")).unwrap_or_default();
    (0..bodies.len()).map(of).collect()
}

/// Every body is found fault with at these words, and as badly.
fn finds(rule: &str, cases: &[(&str, &str)]) {
    let bodies: Vec<&str> = cases.iter().map(|(body, _)| *body).collect();
    let mut wrong = Vec::new();
    for ((body, expected), found) in cases.iter().zip(findings(rule, &bodies)) {
        if found != [*expected] {
            wrong.push(format!("{body}\n  finds {found:?}, and not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "`{rule}`:\n{}", wrong.join("\n"));
}

/// No body is found fault with.
fn leaves(rule: &str, bodies: &[&str]) {
    let found = findings(rule, bodies);
    let wrong: Vec<_> = bodies.iter().zip(found).filter(|(_, found)| !found.is_empty()).collect();
    assert!(wrong.is_empty(), "`{rule}` finds {wrong:#?}");
}

#[test]
fn a_medicine_to_take_is_an_error_however_it_is_said() {
    finds(
        "medicine",
        &[
            ("Take ibuprofen.", "error ibuprofen"),
            ("You can take paracetamol for the pain.", "error paracetamol"),
            ("If it hurts, take ibuprofen.", "error ibuprofen"),
            ("If it hurts, stop, or take ibuprofen.", "error ibuprofen"),
            ("Rest the leg and try some naproxen.", "error naproxen"),
            ("Rub diclofenac gel into the sore spot.", "error diclofenac"),
            ("Do not wait, take ibuprofen.", "error ibuprofen"),
            ("If that does not help, use codeine.", "error codeine"),
            ("Many runners should take an aspirin.", "error aspirin"),
            ("Ice, rest and ibuprofen help most.", "error ibuprofen"),
            ("Ibuprofen can ease the pain.", "error Ibuprofen"),
            ("Paracetamol usually works.", "error Paracetamol"),
            ("A painkiller such as paracetamol may help.", "error paracetamol"),
            ("Paracetamol is a good choice.", "error Paracetamol"),
            ("Take a painkiller and go to bed.", "error painkiller"),
            ("Use anti-inflammatories for three days.", "error anti-inflammatories"),
            ("Ibuprofen 400 mg is usual.", "error Ibuprofen"),
            ("The highest dose of paracetamol is 8 tablets a day.", "error paracetamol"),
            ("Take two tablets with food.", "error tablets"),
            ("Nurofen is sold without a prescription.", "error Nurofen"),
            ("Try Voltarol.", "error Voltarol"),
            ("- Take *ibuprofen*", "error ibuprofen"),
        ],
    );
}

#[test]
fn a_medicine_that_is_only_named_is_a_warning() {
    finds(
        "medicine",
        &[
            ("Ibuprofen is sold in every shop.", "warning Ibuprofen"),
            ("Some runners carry ibuprofen.", "warning ibuprofen"),
        ],
    );
}

#[test]
fn a_medicine_may_be_named_to_warn_of_it_and_in_a_cited_finding() {
    leaves(
        "medicine",
        &[
            "Do not take ibuprofen before a long run.",
            "Don't use ibuprofen, naproxen or aspirin on hot days.",
            "Never take an aspirin for new chest pain by yourself.",
            "Avoid ibuprofen on the day of the race.",
            "Run without ibuprofen.",
            "In desert races, 52% of ibuprofen users reached the mark for kidney injury [@trial].",
            "Runners who took ibuprofen reported as much pain as the others [@trial].",
            "Tell the doctor if you take warfarin.",
            "Ask first if you are over 50, have had cancer, or take prednisolone.",
            "People who take warfarin bruise more easily [@trial].",
            "Ibuprofen can harm the kidneys on a hot day.",
            "Should you take ibuprofen?",
            "Ask a pharmacist before you take a painkiller.",
            "Ask a pharmacist which painkiller to use.",
            "Painkillers hide what the pain has to tell.",
            "If you need painkillers to run, see a doctor.",
            "See [Ibuprofen use in runners](https://example.org/ibuprofen).",
            "Use a tablet or a phone to read this.",
            "It takes 5 minutes. Take 2 days off.",
            "The call handler says what to do, and what to take.",
        ],
    );
}

#[test]
fn a_medicine_is_found_in_front_matter_and_in_the_data_files() {
    let report = TestSite::new(
        "
=== content/articles/hello.md
---
title: Hello
summary: The leg hurts. Take ibuprofen at night.
---
Text.
=== content/red-flags.yaml
- id: heart
  about: The heart
  areas: []
  signs: [{sign: chest pain, level: emergency}]
  also: Chew an aspirin while you wait.
  sources: []
=== content/site.yaml
cards:
  emergency: {heading: 'Call {{emergency_number}} now if:', after: Take an aspirin.}
  today: {heading: 'Get advice today if:'}
  this-week: {heading: 'See a doctor this week if:'}
  see-someone: {heading: 'See a doctor if:'}
",
    );
    let ran = report.run();
    let places: Vec<String> = ran
        .diagnostics
        .iter()
        .map(|found| found.place.file().map(|file| ran.sources.path(file).to_owned()))
        .map(Option::unwrap_or_default)
        .collect();
    assert_eq!(ran.rules(), ["medicine"; 3], "{}", ran.report());
    assert_eq!(
        places,
        ["content/articles/hello.md", "content/red-flags.yaml", "content/site.yaml"]
    );
}

#[test]
fn a_telephone_number_is_found_where_it_is_dialled() {
    finds(
        "emergency-number-in-prose",
        &[
            ("Call 999 now.", "error 999"),
            ("Ring NHS 111 today.", "error 111"),
            ("Dial **112** abroad.", "error 112"),
            ("[Call 911](/x/) at once.", "error 911"),
        ],
    );
    leaves(
        "emergency-number-in-prose",
        &[
            "Call {{emergency_number}} now.",
            "In the race, 112 runners were asked.",
            "It took 111 days.",
            "Call the clinic. After that, 999 steps are enough.",
        ],
    );
}

#[test]
fn a_wrong_claim_is_found_where_it_is_stated() {
    finds(
        "known-wrong-claim",
        &[
            ("Lactic acid makes your legs sore.", "error Lactic acid makes your legs sore"),
            ("Your calves ache from lactic acid.", "error ache from lactic acid"),
            ("A cool-down flushes out lactic acid.", "error flushes out lactic acid"),
            ("Your head adds ten pounds for every inch.", "error pounds for every inch"),
            ("Each inch forward adds 10 lb to the neck.", "error Each inch forward adds 10 lb"),
            ("Runners' glutes are always weak.", "error glutes are always weak"),
            ("If you do not jog, lactic acid makes you sore.", "error lactic acid makes you sore"),
            ("Lactic acid makes you sore, so do not stop.", "error Lactic acid makes you sore"),
            ("A strain can cut the blood supply.", "error strain can cut the blood supply"),
            (
                "Stretching before a run prevents soreness.",
                "error Stretching before a run prevents soreness",
            ),
        ],
    );
    leaves(
        "known-wrong-claim",
        &[
            "Lactic acid does not make your legs sore.",
            "Does lactic acid make your legs sore?",
            "Many people say that lactic acid makes legs sore.",
            "It is a myth that lactic acid makes legs sore.",
            "Lactic acid makes legs sore. That is a myth.",
            "Lactic acid makes legs sore, which is not true.",
            "The lactic acid story is about sore legs.",
            "It weighs ten pounds, and a step is an inch lower.",
            "Always warm up. Some glutes are weak.",
            "Stretching does not prevent soreness.",
        ],
    );
}

#[test]
fn a_wrong_claim_may_stand_in_a_myth() {
    let ran = TestSite::new(
        "
=== content/articles/hello.md
---
title: Does lactic acid make legs sore?
kind: myth
short_answer: No. It has gone long before the legs are sore, and other things explain it.
---
Lactic acid makes legs sore, the story goes.

Your legs filled with lactic acid, and they are sore.
=== content/areas/calves.md
---
title: Calves
summary: The back of the lower leg, from the knee to the heel.
myths:
  - {claim: Lactic acid makes calves sore., verdict: wrong, text: Nothing shows that it does.}
---
=== content/red-flags.yaml
- id: clot
  about: A clot
  areas: [calves]
  signs: [{sign: one calf is swollen, level: today}, {sign: it is no better, level: see-someone}]
  sources: []
",
    )
    .run();
    assert_eq!(ran.report(), "");
}

#[test]
fn promises_causes_and_diagnoses_are_warnings_unless_they_are_denied() {
    finds(
        "promise",
        &[
            ("It will fix your knee.", "warning will fix"),
            ("This is the best exercise.", "warning the best exercise"),
            ("It gets rid of the pain.", "warning gets rid of the pain"),
        ],
    );
    leaves(
        "promise",
        &[
            "There is no cure.",
            "Can it cure anything?",
            "Nothing here is guaranteed.",
            "The best-supported risk is an earlier injury.",
        ],
    );
    finds(
        "causal-wording",
        &[
            ("Shin pain is caused by long runs [@cohort].", "warning is caused by"),
            ("Strength work prevents most injuries [@cohort].", "warning prevents most injuries"),
        ],
    );
    leaves(
        "causal-wording",
        &[
            "Shin pain is caused by long runs [@trial].",
            "Shin pain is caused by long runs [@cohort; @trial].",
            "Shin pain is caused by long runs.",
            "It may be that long runs lead to pain [@cohort].",
            "Long runs do not lead to pain [@cohort].",
        ],
    );
    finds(
        "diagnosis-wording",
        &[
            ("Then you have a small calf tear.", "warning you have a small calf tear"),
            ("This is a blood clot.", "warning This is a blood clot"),
            ("It is sciatica.", "warning It is sciatica"),
        ],
    );
    leaves(
        "diagnosis-wording",
        &[
            "If you have a stress fracture, rest.",
            "It is not a clot.",
            "It can be a clot.",
            "Is it a clot?",
            "It is often called bursitis.",
            "You have had a fracture before.",
            "Rest while it is swollen after a strain.",
        ],
    );
}

#[test]
fn advice_for_those_whom_the_site_is_not_for_is_a_warning() {
    finds(
        "out-of-scope",
        &[
            ("During pregnancy, hold it for 10 seconds.", "warning pregnancy"),
            (
                "Children can do this twice a day. For children, use a lower step.",
                "warning children",
            ),
            ("After surgery, start with 5 repetitions.", "warning After surgery"),
        ],
    );
    leaves(
        "out-of-scope",
        &[
            "If you are pregnant, ask your midwife.",
            "This page does not cover children.",
            "Add recent travel, surgery, pregnancy and medicine to the list.",
            "Pregnancy and long travel raise the chance of a clot.",
            "Teenagers who trained for 4 weeks held their heads as before [@trial].",
        ],
    );
}

#[test]
fn a_finding_without_a_source_is_a_warning() {
    finds(
        "uncited-number",
        &[
            ("Some 70% of runners have one.", "warning Some 70% of runners have one."),
            ("It was seen in 5,205 runners.", "warning It was seen in 5,205 runners."),
            ("One study found that it helps.", "warning One study found that it helps."),
            ("Half of runners get hurt.", "warning Half of runners get hurt."),
        ],
    );
    leaves(
        "uncited-number",
        &[
            "Some 70% of runners have one [@trial].",
            "One review looked at it. Fewer than 20% were hurt [@trial].",
            "Hold it for 20 seconds, 3 times.",
            "Run for 30 minutes on 3 days a week.",
            "That is more than the research shows.",
            "Studies are few.",
        ],
    );
}

#[test]
fn sentences_that_are_cut_off_or_glued_are_warnings() {
    finds(
        "cut-off-sentence",
        &[
            ("Stop when the pain", "warning when the pain"),
            ("Stop because the.", "warning Stop because the."),
            ("You ran too fast.This is it.", "warning fast.This"),
            ("Is it safe?Yes, it is.", "warning safe?Yes"),
        ],
    );
    leaves(
        "cut-off-sentence",
        &[
            "Look for:\n\n- one thing\n- another thing",
            "It is “done.”",
            "See [[a0]]",
            "What is it for?",
            "Open example.org. It weighs 2.5 kg (or 3).",
            "What do the others say? Ask your.site.",
            "It ends here [@trial].",
        ],
    );
}

#[test]
fn links_say_where_they_lead_and_are_few() {
    finds(
        "vague-link-text",
        &[
            ("Look [here](/articles/).", "warning here"),
            ("[Read more…](/articles/)", "warning Read more…"),
            ("[[a1|Click here]] for it.", "warning Click here"),
        ],
    );
    leaves(
        "vague-link-text",
        &["[All articles](/articles/) and [[a0]] and <https://example.org/>."],
    );
    finds(
        "outside-links",
        &[
            ("[A leaflet](https://www.bit.ly/x).", "warning https://www.bit.ly/x"),
            (
                "[A](https://a.org/) [B](https://b.org/) [C](https://c.org/) [D](https://d.org/).",
                "warning https://c.org/",
            ),
        ],
    );
    leaves("outside-links", &["[A](https://orbit.ly/) and [B](https://b.org/)."]);
    finds(
        "off-topic",
        &[
            ("Win at the casino.", "warning casino"),
            ("[Shoes](https://www.amazon.co.uk/x).", "warning https://www.amazon.co.uk/x"),
        ],
    );
    leaves("off-topic", &["The better of the two. See [it](https://notamazon.com/)."]);
}

#[test]
fn house_words_are_told_with_a_better_one() {
    let ran = TestSite::new(
        "
=== content/articles/hello.md
---
title: Hello
---
Simply wait, e.g. for a day. Pee (urine) is yellow. The jogger is fast.
=== content/words.yaml
house_words: [{word: jogger*, better: runner}]
",
    )
    .run();
    let helps: Vec<&str> =
        ran.diagnostics.iter().filter_map(|found| found.help.as_deref()).collect();
    assert_eq!(helps, ["better: `leave it out`", "better: `for example`", "better: `runner`"]);
}

#[test]
fn a_site_can_do_without_the_built_in_words_but_not_without_what_keeps_readers_safe() {
    let ran = TestSite::new(
        "
=== content/articles/hello.md
---
title: Hello
---
Simply take ibuprofen. Lactic acid makes legs sore.
=== content/words.yaml
built_in: false
",
    )
    .run();
    assert_eq!(ran.rules(), ["medicine", "known-wrong-claim"]);
}

#[test]
fn the_dose_of_an_exercise_is_held_against_its_text() {
    let exercise = |body: &str| {
        let text = format!(
            "---\ntitle: Straight stretch\nsummary: A stretch of the upper calf with a straight knee.\n\
             kind: stretch\nlevel: beginner\nareas: []\nmuscles: {{primary: []}}\nposition: wall\n\
             steps: [Lean in.]\ndose: {{sets: 2, reps: 3, hold_seconds: 15, per_week: 7}}\n\
             avoid_if: [It hurts.]\n---\n{body}\n"
        );
        TestSite::new("").file("content/exercises/straight.md", &text).run().report()
    };
    for wrong in ["Hold for 30 seconds.", "Do 3 sets.", "Lift 10 times.", "Do 12 reps."] {
        assert!(exercise(wrong).contains("dose-in-prose"), "{wrong}");
    }
    for right in
        ["Hold for 15 seconds, 3 times.", "Build up to 30 seconds.", "Rest for 60 seconds."]
    {
        assert_eq!(exercise(right), "", "{right}");
    }
}

#[test]
fn a_passage_is_repeated_only_where_twelve_words_in_a_row_are_the_same() {
    let twelve = "one two three four five six seven eight nine ten eleven twelve";
    let eleven = "one two three four five six seven eight nine ten eleven";
    let report = |a: &str, b: &str| {
        let article = |title: &str, body: &str| format!("---\ntitle: {title}\n---\n{body}.\n");
        let site = TestSite::new("").file("content/articles/a.md", &article("First", a));
        site.file("content/articles/b.md", &article("Second", b)).run().report()
    };
    assert_eq!(report(&format!("A {eleven}"), &format!("But {eleven} times")), "");
    assert_eq!(
        report(&format!("A {twelve}"), &format!("But *One* two{} times", &twelve[7..])),
        "warning[repeated-passage]: these 12 words stand in `content/articles/a.md` too
 --> content/articles/b.md:4:6
  |
4 | But *One* two three four five six seven eight nine ten eleven twelve times.
  |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
 ::: content/articles/a.md:4:3
  |
4 | A one two three four five six seven eight nine ten eleven twelve.
  |   -------------------------------------------------------------- here they stand first
  |
  = help: say it in one place and link to it, or say it in other words
"
    );
    let longer = format!("{twelve} thirteen fourteen");
    assert!(report(&longer, &longer).contains("these 14 words"));
    assert!(
        report(&format!("{twelve}.\n\nAgain {twelve}"), "Else").contains("`content/articles/a.md`")
    );
}

#[test]
fn a_build_finds_the_errors_of_the_words_and_leaves_the_advice_to_check() {
    let article = |words: &str| {
        format!("\n=== content/articles/hello.md\n---\ntitle: Hello\n---\nSimply wait. {words}\n")
    };
    let build = |site: &str| {
        let folder = TestSite::new(site).on_disk();
        let ran = soleus(folder.path(), &["build"]);
        (ran.status.code(), String::from_utf8(ran.stderr).expect("the report is UTF-8"))
    };
    assert_eq!(build(&article("It is fine.")), (Some(0), String::new()));
    let suppressed = "\n<!-- soleus-ignore house-word: it is meant -->\nSimply run.\n";
    assert_eq!(build(&article(suppressed)), (Some(0), String::new()));
    let (code, report) = build(&article("Take ibu*pro*fen."));
    assert_eq!((code, report.contains("error[medicine]")), (Some(1), true), "{report}");
    let raised = "\n=== content/site.yaml\nrules: {house-word: error}\n";
    let (code, report) = build(&(article("It is fine.") + raised));
    assert_eq!((code, report.contains("error[house-word]")), (Some(1), true), "{report}");
}
