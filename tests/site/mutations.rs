//! The published content, changed in one place: what matters is found by the right rule on the right
//! line and nothing else is found, and what does no harm is not found.

use std::fmt::Write as _;
use std::sync::{LazyLock, Mutex};

use serde_json::Value;
use soleus::diagnostic::json;
use soleus::memo::Memo;
use soleus::pipeline::{compile, in_order};
use soleus::source::Sources;

use crate::support::{TestSite, WRITTEN, repository};

static CONTENT: LazyLock<Sources> = LazyLock::new(|| soleus::load::load(&repository()).unwrap().0);
/// Each mutation leaves most files as they are, so what is known of them is kept; and so are the ids of
/// new files, by which it is known.
static KNOWN: LazyLock<Mutex<(Sources, Memo)>> =
    LazyLock::new(|| Mutex::new((CONTENT.clone(), Memo::default())));

/// An article that does no harm, for mutations that need a text of their own.
const ARTICLE: &str = "---
title: What one calf taught me
summary: A sore calf, a slow week and what came after it.
area: calves
sources: [nhs-dvt]
date: 2026-11-20
---
## A slow week

My calf was sore on the hills. I walked for some days.

### And then

The [[calf-raise-double|two-leg raise]] came next.
";

const NEW: &str = "content/articles/one-calf.md";

/// A change of one file.
enum Edit {
    /// A file that is new, or new from beginning to end.
    Write(&'static str, String),
    /// Some words for others, once.
    Replace(&'static str, &'static str, &'static str),
    /// A line of the front matter, in place of the one that has its key.
    Field(&'static str, &'static str),
    /// Some words after the end.
    Append(&'static str, &'static str),
    Remove(&'static str),
}

use Edit::{Append, Field, Remove, Replace, Write};

impl Edit {
    fn make(&self, sources: &mut Sources) {
        let text = |path: &str| {
            let source = CONTENT.by_path(path);
            source.unwrap_or_else(|| panic!("there is no `{path}`")).text.to_string()
        };
        match self {
            Write(path, text) => drop(sources.insert(path, text)),
            Replace(path, from, to) => {
                let text = text(path);
                assert!(text.contains(from), "`{path}` has no `{from}`");
                sources.insert(path, &text.replacen(from, to, 1));
            }
            Field(path, line) => drop(sources.insert(path, &with_field(&text(path), line))),
            Append(path, words) => drop(sources.insert(path, &(text(path) + words))),
            Remove(path) => sources.remove(path),
        }
    }
}

/// Front matter with a line in place of the one that has its key, or at its end.
fn with_field(text: &str, line: &str) -> String {
    let key = line.split_inclusive(':').next().unwrap();
    let (front, body) = text[4..].split_once("---\n").unwrap();
    let mut front: Vec<&str> = front.lines().collect();
    match front.iter().position(|other| other.starts_with(key)) {
        Some(at) => front[at] = line,
        None => front.push(line),
    }
    format!("---\n{}\n---\n{body}", front.join("\n"))
}

/// What a mutation is to bring up: a rule, and a part of the line that it is found on, or the file
/// where it concerns a file as a whole.
type Expected = (&'static str, &'static str);

/// Its findings, each as the rule and the line it stands on.
fn findings(edits: &[Edit]) -> Vec<(String, String)> {
    let mut known = KNOWN.lock().unwrap();
    for edit in edits {
        if let Write(path, _) = edit {
            known.0.id_of(path);
        }
    }
    let mut sources = known.0.clone();
    for edit in edits {
        edit.make(&mut sources);
    }
    let conditions = TestSite::new("").today(WRITTEN).conditions();
    let compiled = compile(&sources, &conditions, &mut known.1);
    let found = in_order(compiled.diagnostics, &sources);
    found.iter().map(|diagnostic| told(&json::line(diagnostic, &sources), &sources)).collect()
}

fn told(row: &str, sources: &Sources) -> (String, String) {
    let row: Value = serde_json::from_str(row).unwrap();
    let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let line = row["line"].as_u64().and_then(|line| {
        let source = sources.by_path(&text("file"))?;
        source.text.lines().nth(usize::try_from(line).ok()? - 1)
    });
    (text("rule"), line.map_or_else(|| text("file"), str::to_owned))
}

/// What is wrong with what was found, or nothing.
fn difference(expected: &[Expected], mut found: Vec<(String, String)>) -> String {
    let mut said = String::new();
    for (rule, line) in expected {
        let fits = |(other, place): &(String, String)| other == rule && place.contains(line);
        match found.iter().position(fits) {
            Some(at) => drop(found.remove(at)),
            None => writeln!(said, "  not found: {rule} on `{line}`").unwrap(),
        }
    }
    for (rule, place) in found {
        writeln!(said, "  found too: {rule} on `{place}`").unwrap();
    }
    said
}

fn test(mutations: &[(&str, Vec<Edit>, &[Expected])]) {
    let mut faults = String::new();
    for (name, edits, expected) in mutations {
        let difference = difference(expected, findings(edits));
        if !difference.is_empty() {
            writeln!(faults, "{name}:\n{difference}").unwrap();
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

/// The article of this file with some words in place of others.
fn article(from: &str, to: &str) -> Vec<Edit> {
    assert!(ARTICLE.contains(from), "{from}");
    vec![Write(NEW, ARTICLE.replacen(from, to, 1))]
}

const PHYSIO: &str = "---
title: Kim Example
credential: {profession: physiotherapist, register: https://example.org/PH1, verified: 2026-11-01}
---
Checks what others write.
";

const REVIEWER: &str = "content/people/kim.md";

#[test]
fn what_makes_the_site_unsafe_is_found() {
    let strain = "content/causes/calf-gastroc-strain.md";
    test(&[
        (
            "an exercise for a cause that must be referred",
            vec![Field("content/exercises/heel-drop.md", "helps: [calf-achilles, calf-dvt]")],
            &[("exercise-for-referred-cause", "helps: [calf-achilles, calf-dvt]")],
        ),
        (
            "an area without the signs of an emergency",
            vec![
                Write(
                    "content/areas/knees.md",
                    KNEES.replace("sources: [nhs-dvt]", "sources: [nhs-dvt]\norder: 9"),
                ),
                Replace(
                    "content/red-flags.yaml",
                    "- id: rf-heart",
                    "- id: rf-knee\n  about: A sore knee\n  areas: [knees]\n  signs: [{sign: the knee gives way on the stairs, level: see-someone}]\n  sources: []\n\n- id: rf-heart",
                ),
            ],
            &[
                ("missing-red-flag", "content/areas/knees.md"),
                ("bare-area", "title: Knees"),
                ("bare-area", "title: Knees"),
            ],
        ),
        (
            "a sign that is too long to read",
            vec![Replace(
                "content/red-flags.yaml",
                "sign: you cough up blood",
                "sign: you cough up blood and it does not stop for quite a while after you have sat down",
            )],
            &[("long-sign", "quite a while")],
        ),
        (
            "a sign at two levels",
            vec![Replace(
                "content/red-flags.yaml",
                "- id: rf-heart\n",
                "- id: rf-new\n  about: A cough\n  areas: [ribs]\n  signs:\n    - {sign: you cough up blood, level: this-week}\n  sources: []\n\n- id: rf-heart\n",
            )],
            &[("sign-level", "level: emergency")],
        ),
        (
            "an article that leaves out the sign of a cause",
            article("area: calves", "area: upper-back\ncauses: [calf-dvt]"),
            &[("uncovered-red-flag", "causes: [calf-dvt]")],
        ),
        (
            "an emergency without its sign",
            vec![Write(
                NEW,
                ARTICLE
                    .replace("area: calves\n", "")
                    .replace("I walked", "I had a dark pee. I walked"),
            )],
            &[("alarm-without-sign", "a dark pee")],
        ),
        (
            "a telephone number that stands for nothing",
            article("I walked", "Call {{emergency_nmber}}. I walked"),
            &[("unknown-token", "{{emergency_nmber}}")],
        ),
        (
            "a card that does not say if",
            vec![Replace("content/site.yaml", "now if:", "now:")],
            &[("card-heading", "now:")],
        ),
        (
            "a program in a text",
            article("I walked", "<script>alert(1)</script> I walked"),
            &[("raw-html", "<script>")],
        ),
        (
            "a link that runs a program",
            article("I walked", "[I walked](javascript:alert(1))"),
            &[("unsafe-address", "javascript:")],
        ),
        (
            "a rule of safety turned down",
            vec![Replace("content/site.yaml", "authors:", "rules: {raw-html: off}\nauthors:")],
            &[("bad-setting", "raw-html")],
        ),
        (
            "a rule of safety suppressed",
            vec![Field(strain, "# soleus-ignore missing-red-flag: it is harmless")],
            &[("bad-suppression", "it is harmless")],
        ),
    ]);
}

const KNEES: &str = "---
title: Knees
summary: The joint between thigh and shin, and the kneecap in front of it.
sources: [nhs-dvt]
---
Text.
";

#[test]
fn what_makes_the_site_untrue_is_found() {
    let strain = "content/causes/calf-gastroc-strain.md";
    test(&[
        (
            "a review by somebody without a registration",
            vec![Field(strain, "review: {by: soleus-project, on: 2026-11-24}")],
            &[("false-review", "by: soleus-project")],
        ),
        (
            "a review on a day to come",
            vec![
                Write(REVIEWER, PHYSIO.to_owned()),
                Field(strain, "review: {by: kim, on: 2027-11-24}"),
            ],
            &[("false-review", "on: 2027-11-24")],
        ),
        (
            "a review that is older than the entry",
            vec![
                Write(REVIEWER, PHYSIO.to_owned()),
                Field(strain, "review: {by: kim, on: 2025-11-24}"),
            ],
            &[("false-review", "on: 2025-11-24")],
        ),
        (
            "a review by its only author",
            vec![
                Write(REVIEWER, PHYSIO.to_owned()),
                Field(strain, "authors: [kim]\nreview: {by: kim, on: 2026-11-24}"),
            ],
            &[("false-review", "by: kim")],
        ),
        (
            "a review that is due",
            vec![
                Write(REVIEWER, PHYSIO.to_owned()),
                Field(strain, "review: {by: kim, on: 2026-11-24, next: 2026-12-24}"),
            ],
            &[("review-due", "next: 2026-12-24")],
        ),
        (
            "a change before the entry was written",
            vec![Field(strain, "updated: 2026-01-01")],
            &[("date-order", "updated: 2026-01-01")],
        ),
        (
            "a change that is still to come",
            vec![Field(strain, "updated: 2027-01-01")],
            &[("date-order", "updated: 2027-01-01")],
        ),
        (
            "a citation of a source that does not exist",
            article("hills.", "hills [@nhs-dvd]."),
            &[("unknown-source", "nhs-dvd")],
        ),
        (
            "a source that nobody looked up",
            vec![Replace("content/sources.yaml", "status: found", "status: unverified")],
            &[("unverified-source", "- id:")],
        ),
        (
            "a source that was opened years ago",
            vec![Replace(
                "content/sources.yaml",
                "status: found",
                "status: found\n  checked: 2020-01-01",
            )],
            &[("stale-source", "- id:")],
        ),
        (
            "a source that nothing cites",
            vec![Append(
                "content/sources.yaml",
                "\n- {id: left-over, title: A study, org: A journal, kind: rct, url: https://example.org/, status: found}\n",
            )],
            &[("unused-source", "left-over")],
        ),
        (
            "a cause without a source",
            vec![Write("content/causes/calf-new.md", CAUSE.to_owned())],
            &[("no-source", "title: Sore calf skin")],
        ),
        (
            "an article that rests on news",
            article("sources: [nhs-dvt]", "sources: [ace-core]"),
            &[("weak-sources", "title: What one calf")],
        ),
        (
            "a title that counts wrongly",
            vec![Replace(
                "content/articles/seven-causes-of-hip-pain.md",
                "title: Seven",
                "title: Eight",
            )],
            &[("list-count", "title: Eight")],
        ),
    ]);
}

const CAUSE: &str = "---
title: Sore calf skin
summary: Skin that a sock or a shoe has rubbed until it is sore.
area: calves
likelihood: possible
pattern: {where: the calf, when: on long runs, feels: a burn}
date: 2026-11-23
---
Text.
";

#[test]
fn what_breaks_the_site_is_found() {
    let raise = "content/exercises/calf-raise-single.md";
    test(&[
        (
            "a link to no entry",
            article("calf-raise-double|", "calf-rase-double|"),
            &[("unknown-entry", "calf-rase-double")],
        ),
        (
            "a link to no page",
            article("I walked", "[I walked](/areas/knees/)"),
            &[("dead-link", "/areas/knees/")],
        ),
        (
            "a link to no file",
            article("I walked", "[I walked](../areas/knees.md)"),
            &[("dead-link", "knees.md")],
        ),
        (
            "a link to no heading",
            article("calf-raise-double|", "calf-raise-double#nowhere|"),
            &[("dead-anchor", "#nowhere")],
        ),
        (
            "a picture from elsewhere",
            article("I walked", "![Hills](https://example.org/a.jpg)"),
            &[("external-image", "a.jpg")],
        ),
        (
            "a picture that is not there",
            article("I walked", "![Hills](a.jpg)"),
            &[("missing-image", "a.jpg")],
        ),
        (
            "a heading that skips a level",
            article("### And", "#### And"),
            &[("heading-order", "#### And")],
        ),
        (
            "a second title",
            article("## A slow", "# A slow"),
            &[("heading-order", "# A slow"), ("heading-order", "### And")],
        ),
        (
            "a misspelt field",
            vec![Replace(raise, "helps:", "help:")],
            &[("unknown-field", "help:")],
        ),
        (
            "a dose out of bounds",
            vec![Replace(raise, "sets: 2", "sets: 20")],
            &[("out-of-bounds", "sets: 20")],
        ),
        ("a day that is none", article("2026-11-20", "2026-11-31"), &[("bad-date", "2026-11-31")]),
        (
            "a chain that goes round",
            vec![Field("content/exercises/calf-raise-double.md", "easier: [calf-raise-single]")],
            &[("circular-chain", "easier:")],
        ),
        (
            "a question without an answer",
            article("area: calves", "area: calves\nkind: question"),
            &[("missing-short-answer", "kind: question")],
        ),
        (
            "two pages at one address",
            article("area: calves", "area: calves\naliases: [/areas/calves/]"),
            &[("address-collision", "aliases:")],
        ),
        (
            "two entries of one id",
            vec![Write("content/articles/calves.md", ARTICLE.to_owned())],
            &[("duplicate-id", "content/a")],
        ),
        (
            "the author of every page gone",
            vec![Remove("content/people/soleus-project.md")],
            &[
                ("unknown-entry", "authors: [soleus-project]"),
                ("unknown-entry", "[[soleus-project|"),
            ],
        ),
    ]);
}

#[test]
fn what_leaves_a_gap_in_the_graph_is_found() {
    test(&[
        (
            "an exercise in a routine twice",
            vec![Replace(
                "content/routines/calf-builder.md",
                "  - exercise: heel-walk\n",
                "  - exercise: heel-walk\n  - exercise: heel-walk\n",
            )],
            &[("repeated-step", "heel-walk")],
        ),
        (
            "a stretch of three seconds",
            vec![Replace(
                "content/routines/calf-builder.md",
                "exercise: calf-stretch-straight",
                "exercise: calf-stretch-straight\n    hold_seconds: 3",
            )],
            &[("unusual-dose", "hold_seconds: 3")],
        ),
        (
            "an exercise that nothing uses",
            vec![Write("content/exercises/ankle-circle.md", EXERCISE.to_owned())],
            &[("unused-exercise", "title: Ankle circle"), ("lone-exercise", "title: Ankle circle")],
        ),
        (
            "a symptom that nothing names",
            vec![Write("content/symptoms/itch.md", SYMPTOM.to_owned())],
            &[("orphan-entry", "title: Itch")],
        ),
        (
            "a person who wrote nothing",
            vec![Write(REVIEWER, PHYSIO.to_owned())],
            &[("orphan-entry", "title: Kim")],
        ),
        (
            "no page about accessibility",
            vec![Remove("content/pages/accessibility.md")],
            &[("missing-page", "")],
        ),
        (
            "two articles of one title",
            article("What one calf taught me", "Seven causes of hip pain in runners"),
            &[("duplicate-title", "title: Seven")],
        ),
    ]);
}

#[test]
fn what_a_reader_stumbles_over_is_found() {
    test(&[
        (
            "a summary that is cut off",
            article(
                "what came after it.",
                "what came after it. What I did on the hills in the first week. What I would do if it came back in the spring or in the summer, when the days are long.",
            ),
            &[("summary-length", "summary:")],
        ),
        (
            "a list that is none",
            article("I walked for some days.", "So:\n\n• I walked.\n• I slept.\n"),
            &[("fake-list", "• I walked"), ("fake-list", "• I slept")],
        ),
        (
            "a picture that is named after its file",
            with_picture("![favicon](/favicon.svg)"),
            &[("image-text", "![favicon]")],
        ),
        (
            "a picture without words by reference",
            with_picture("![][calf]\n\n[calf]: /favicon.svg"),
            &[("image-text", "![][calf]")],
        ),
        (
            "a column without a heading",
            article("I walked for some days.", "Days:\n\n| day | |\n|---|---|\n| 1 | rest |\n"),
            &[("table-header", "| day | |")],
        ),
        (
            "a list of what is related",
            article("### And then", "## See also"),
            &[("hand-made-list", "## See also")],
        ),
        (
            "a suppression that does nothing",
            article("### And then", "<!-- soleus-ignore dead-link: it is fine -->\n### And then"),
            &[("bad-suppression", "it is fine")],
        ),
    ]);
}

const EXERCISE: &str = "---
title: Ankle circle
summary: Slow circles with the foot to keep the ankle moving.
kind: mobility
level: beginner
areas: [calves]
muscles: {primary: [soleus]}
position: sitting
steps: [Lift one foot., Draw a circle with it.]
dose: {sets: 1, reps: 10, per_side: true, per_week: 7}
avoid_if: [Your ankle is swollen.]
---
";

const SYMPTOM: &str = "---
title: Itch
question: Why do my calves itch when I run?
summary: An itch of both calves that begins some minutes into a run.
red_flags: []
sources: [nhs-dvt]
---
";

#[test]
fn what_does_no_harm_is_not_found() {
    let (strain, raise) =
        ("content/causes/calf-gastroc-strain.md", "content/exercises/calf-raise-single.md");
    let harmless: Vec<(&str, Vec<Edit>)> = vec![
        ("nothing", vec![]),
        ("a new article", article("taught me", "taught me")),
        ("a draft", article("area: calves", "area: calves\ndraft: true")),
        ("an article to come", article("2026-11-20", "2027-11-20")),
        ("an article that has ended", article("2026-11-20", "2026-10-20\nexpires: 2026-11-01")),
        ("another address", article("area: calves", "area: calves\naliases: [/old/calf/]")),
        (
            "a new tag and a series",
            article("area: calves", "area: calves\ntags: [hills]\nseries: Calves"),
        ),
        ("a change", vec![Field(strain, "updated: 2026-11-24")]),
        (
            "a change that readers are told of",
            vec![Field(strain, "changes: [{date: 2026-11-24, note: Mended a word.}]")],
        ),
        ("a comment in a text", article("### And", "<!-- Ask again in spring. -->\n\n### And")),
        ("a comment in the fields", vec![Field(raise, "# Mind the heel.")]),
        ("a link to a part of a page", article("calf-raise-double|", "calf-raise-double#steps|")),
        ("a link to a heading", article("I walked", "[I walked](#and-then)")),
        ("a citation", article("hills.", "hills [@nhs-dvt].")),
        (
            "a table",
            article(
                "I walked for some days.",
                "Days:\n\n| day | what |\n|---|---|\n| 1 | rest |\n",
            ),
        ),
        ("a list", article("I walked for some days.", "So:\n\n- I walked.\n- I slept.\n")),
        ("a footnote", article("hills.", "hills.[^a]\n\n[^a]: On a wet day.")),
        ("other line ends", vec![Write(NEW, ARTICLE.replace('\n', "\r\n"))]),
        ("another name", vec![Field(strain, "keywords: [calf tear]")]),
        ("a token", article("I walked", "Call {{urgent_number}}. I walked")),
        (
            "a rule made worse",
            vec![Replace(
                "content/site.yaml",
                "authors:",
                "rules: {summary-length: error}\nauthors:",
            )],
        ),
        (
            "a finding that is suppressed",
            article("### And", "<!-- soleus-ignore heading-order: it is small -->\n##### And"),
        ),
        (
            "a warning sign more",
            vec![Append(
                "content/red-flags.yaml",
                "\n- id: rf-new\n  about: A bite\n  areas: [calves]\n  signs: [{sign: a dog bit you and the skin is broken, level: today}]\n  sources: []\n",
            )],
        ),
    ];
    let harmless: Vec<(&str, Vec<Edit>, &[Expected])> =
        harmless.into_iter().map(|(name, edits)| (name, edits, &[][..])).collect();
    assert!(harmless.len() >= 20);
    test(&harmless);
}

#[test]
fn what_a_text_may_not_say_is_found() {
    let says = |words: &str| article("I walked for some days.", words);
    test(&[
        ("a promise", says("This walk will cure your calf."), &[("promise", "will cure")]),
        (
            "a typed emergency number",
            says("Call 999 when your chest hurts."),
            &[("emergency-number-in-prose", "Call 999")],
        ),
        (
            "a medicine with a dose",
            says("Take 400 mg of ibuprofen before a run."),
            &[("medicine", "ibuprofen")],
        ),
        (
            "a medicine to take",
            says("I can only advise you to take some paracetamol."),
            &[("medicine", "paracetamol")],
        ),
        (
            "a claim that is known to be wrong",
            says("Lactic acid makes your legs sore the day after."),
            &[("known-wrong-claim", "Lactic acid")],
        ),
        ("a diagnosis", says("You have a stress fracture."), &[("diagnosis-wording", "You have")]),
        (
            "advice for who is not to get any here",
            says("If you are pregnant, hold the stretch a little longer."),
            &[("out-of-scope", "pregnant")],
        ),
        (
            "a number without a source",
            says("A study found that 40% of runners get hurt each year."),
            &[("uncited-number", "40%")],
        ),
        (
            "words of a link that say nothing",
            says("Read more about it [here](/areas/calves/)."),
            &[("vague-link-text", "[here]")],
        ),
        (
            "a link that hides where it leads",
            says("I read [a paper about sore calves](https://bit.ly/calf)."),
            &[("outside-links", "bit.ly")],
        ),
        (
            "a sentence without an end",
            says("I walked for some days and then I went to the"),
            &[("cut-off-sentence", "to the")],
        ),
        (
            "sentences without a space",
            says("I walked for some days.Then I ran."),
            &[("cut-off-sentence", "days.Then")],
        ),
        (
            "a word that this site does not use",
            says("I asked a clinician about the calf."),
            &[("house-word", "clinician")],
        ),
        (
            "skin of one colour",
            says("The skin turns red over the calf."),
            &[("skin-colour", "red")],
        ),
        (
            "a long sentence",
            says(
                "I walked for some days on the flat road by the river, with my dog and my friend and her dog, and on the last of these days I began to run for a minute or two.",
            ),
            &[("long-sentence", "on the flat road")],
        ),
        (
            "a long paragraph",
            says("I walked. I slept. I ate. I read. I walked again."),
            &[("long-paragraph", "I slept")],
        ),
        (
            "a dose that is not the exercise's",
            vec![Append(
                "content/exercises/calf-stretch-straight.md",
                "\nHold it for 45 seconds.\n",
            )],
            &[("dose-in-prose", "45 seconds")],
        ),
        (
            "a step that is no action",
            vec![Replace(
                "content/exercises/calf-stretch-straight.md",
                "  - Lean in until",
                "  - The body leans in until",
            )],
            &[("unclear-step", "The body leans")],
        ),
        ("a passage of another page", says(&first_words()), &[("repeated-passage", "")]),
    ]);
}

/// The article with a picture, which lies in `static/` of the site.
fn with_picture(markdown: &str) -> Vec<Edit> {
    article("I walked for some days.", markdown)
}

/// The beginning of a text of the published site, as a sentence.
fn first_words() -> String {
    let source = CONTENT.by_path("content/routines/calf-builder.md").unwrap();
    let body = source.text.rsplit("\n---\n").next().unwrap().trim_start();
    body.split(" [").next().unwrap().to_owned() + "."
}
