//! The plain text of a file: its sentences, where they stand, and how hard they are to read.

use proptest::prelude::*;

use soleus::parse::{Document, Parsed, parse};
use soleus::prose::readability::{Counts, KnownWords};
use soleus::prose::{PlainText, Role, syllables};
use soleus::source::Sources;

fn document(body: &str) -> std::sync::Arc<Document> {
    let mut sources = Sources::default();
    let text = format!("---\ntitle: Hello\n---\n{body}");
    let id = sources.insert("content/articles/hello.md", &text);
    match parse(sources.get(id).expect("it was put there")) {
        Parsed::Document(document) => document,
        other => panic!("an article, and not {other:?}"),
    }
}

/// The sentences of a body, one a line.
fn sentences(body: &str) -> Vec<String> {
    let document = document(body);
    let plain = PlainText::of_document(&document);
    let in_body = plain.passages.iter().filter(|passage| passage.field.is_none());
    let texts = in_body.flat_map(|passage| plain.sentences_of(passage));
    texts.map(|sentence| plain.get(sentence.text.clone()).to_owned()).collect()
}

#[test]
fn a_sentence_ends_at_a_full_stop_before_a_space_and_a_capital() {
    let cases: [(&str, &[&str]); 21] = [
        ("Run slowly. Then rest.", &["Run slowly.", "Then rest."]),
        ("Does it hurt? Stop! Walk home.", &["Does it hurt?", "Stop!", "Walk home."]),
        ("Use a band, e.g. A red one. Pull.", &["Use a band, e.g. A red one.", "Pull."]),
        ("Hold on, i.e. do not stop.", &["Hold on, i.e. do not stop."]),
        ("Ask Dr. Smith. He knows.", &["Ask Dr. Smith.", "He knows."]),
        ("Ask J. R. Smith. He knows.", &["Ask J. R. Smith.", "He knows."]),
        ("Take vitamin C. It is sour.", &["Take vitamin C.", "It is sour."]),
        ("It grew by 2.5 cm. 3 of 4 saw it.", &["It grew by 2.5 cm.", "3 of 4 saw it."]),
        ("See table no. 5 below. Go on.", &["See table no. 5 below.", "Go on."]),
        ("The answer is no. It is not so.", &["The answer is no.", "It is not so."]),
        (
            "Up at 6 a.m. and out. Home at 7 p.m. Then eat.",
            &["Up at 6 a.m. and out.", "Home at 7 p.m.", "Then eat."],
        ),
        ("It hurt … and went. Then …", &["It hurt … and went.", "Then …"]),
        ("\"Stop.\" He stopped.", &["“Stop.”", "He stopped."]),
        ("(It may be bone.) See a doctor.", &["(It may be bone.)", "See a doctor."]),
        ("Is it \"safe?\" he asked.", &["Is it “safe?” he asked."]),
        ("It aches [@a]. It stops [@b; @c].", &["It aches.", "It stops."]),
        ("Call {{emergency_number}}. Wait.", &["Call \u{FFFC}.", "Wait."]),
        (
            "It ends. [[hello]] is next. [[hello|More of it]] too.",
            &["It ends.", "\u{FFFC} is next.", "More of it too."],
        ),
        ("Run\nslowly. *Then*\nrest `now`.", &["Run slowly.", "Then rest \u{FFFC}."]),
        ("- One. Two.\n- Three\n  - Four", &["One.", "Two.", "Three", "Four"]),
        ("## Head\n\n| A | B |\n|---|---|\n| c d | E. F. |", &["Head", "A", "B", "c d", "E. F."]),
    ];
    for (body, expected) in cases {
        assert_eq!(sentences(body), expected, "{body}");
    }
}

#[test]
fn code_pictures_html_and_citations_are_no_prose() {
    let body = "Look: ![A leg](leg.png).\n\n```\ncode\n```\n\n<b>\nx\n</b>\n\n    more code\n\nEnd [^1].\n\n[^1]: A note.";
    assert_eq!(sentences(body), ["Look: \u{FFFC}.", "End.", "A note."]);
}

/// The words of a body, each with what stands in the file for it.
fn words(body: &str) -> Vec<(String, String)> {
    let document = document(body);
    let plain = PlainText::of_document(&document);
    let place = |at: usize| &document.text[plain.place(plain.words[at].text()).range()];
    let title = 1;
    let words = title..plain.words.len();
    words.map(|at| (plain.word(at).to_owned(), place(at).to_owned())).collect()
}

fn owned(words: &[(&str, &str)]) -> Vec<(String, String)> {
    words.iter().map(|(word, place)| ((*word).to_owned(), (*place).to_owned())).collect()
}

#[test]
fn every_word_knows_where_it_stands_in_the_file() {
    let body = "Don't run *far* [@a] &amp; \"fast\"; see [the page](/x/)\nor [[hello|Hello é]].\n\n- {{a_b}} té\\*st";
    let expected = [
        ("Don’t", "Don't"),
        ("run", "run"),
        ("far", "far"),
        ("fast", "fast"),
        ("see", "see"),
        ("the", "the"),
        ("page", "page"),
        ("or", "or"),
        ("Hello", "Hello"),
        ("é", "é"),
        ("\u{FFFC}", "{{a_b}}"),
        ("té", "té"),
        ("st", "st"),
    ];
    assert_eq!(words(body), owned(&expected));
}

#[test]
fn what_is_written_otherwise_than_it_reads_moves_no_word_behind_it() {
    let body = "A day -- or... two --- é &amp; öö {{a_b}} &hellip; and {{c}}é – R &#38; D & X\\\\ öff&#x26;&AMP; end;";
    let expected = [
        ("A", "A"),
        ("day", "day"),
        ("or", "or"),
        ("two", "two"),
        ("é", "é"),
        ("öö", "öö"),
        ("\u{FFFC}", "{{a_b}}"),
        ("and", "and"),
        ("\u{FFFC}", "{{c}}"),
        ("é", "é"),
        ("R", "R"),
        ("D", "D"),
        ("X", "X"),
        ("öff", "öff"),
        ("end", "end"),
    ];
    assert_eq!(words(body), owned(&expected));
}

#[test]
fn syllables_are_counted_as_they_are_spoken() {
    let words: [(&str, &[&str]); 6] = [
        (
            "1",
            &[
                "run", "pain", "walked", "ache", "through", "strength", "whole", "called", "don’t",
                "you’ve", "knee", "stretch", "leagues",
            ],
        ),
        (
            "2",
            &[
                "muscle",
                "ankles",
                "settled",
                "rested",
                "sometimes",
                "therefore",
                "lovely",
                "movement",
                "careful",
                "doing",
                "trying",
                "spasm",
                "isn’t",
                "fatigue",
                "hamstring",
                "beyond",
                "diet",
                "stretches",
                "patient",
                "special",
                "basement",
                "people",
            ],
        ),
        (
            "3",
            &[
                "exercise",
                "ligament",
                "gluteus",
                "tibia",
                "quadriceps",
                "usual",
                "previous",
                "radio",
                "completely",
                "tendonitis?",
                "area",
                "medium",
                "enjoying",
            ],
        ),
        ("4", &["exercises", "anterior", "inflammation", "experience", "society", "sciatica"]),
        ("5", &["tendinopathy", "continually", "university", "cardiology"]),
        ("6", &["physiotherapist", "responsibility"]),
    ];
    let mut wrong = Vec::new();
    for (count, words) in words {
        for word in words.iter().filter(|word| !word.ends_with('?')) {
            let counted = syllables::count(word);
            if counted.to_string() != count {
                wrong.push(format!("{word}: {counted}, and not {count}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Passages that were counted by hand: sentences, words, syllables, words of three and more.
const PASSAGES: [(&str, [usize; 4]); 5] = [
    ("Run slowly. Stop when it hurts.", [2, 6, 7, 0]),
    (
        "The calf has two large muscles. Both end in the Achilles tendon, which joins the heel bone.",
        [2, 17, 21, 1],
    ),
    (
        "A physiotherapist can examine you, and an assessment usually takes about thirty minutes.",
        [1, 13, 28, 4],
    ),
    (
        "Four score and seven years ago our fathers brought forth on this continent, a new nation, \
         conceived in Liberty, and dedicated to the proposition that all men are created equal.",
        [1, 30, 48, 5],
    ),
    (
        "Sharp pain at the front of the hip can come from the joint. It may catch, click or give \
         way. See a doctor if walking is difficult for more than a week.",
        [3, 32, 36, 1],
    ),
];

fn counts(body: &str, known: &KnownWords) -> Counts {
    Counts::of(&PlainText::of_document(&document(body)), known, &[Role::Paragraph, Role::Item])
}

#[test]
fn passages_have_the_counts_that_a_reader_finds() {
    for (text, expected) in PASSAGES {
        let counts = counts(text, &KnownWords::default());
        let found = [counts.sentences, counts.words, counts.syllables, counts.polysyllables];
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn the_formulas_are_those_of_their_authors() {
    let counts = counts(PASSAGES[3].0, &KnownWords::default());
    let found = [
        counts.flesch_kincaid_grade(),
        counts.flesch_reading_ease(),
        counts.smog_grade(),
        counts.gunning_fog(),
    ];
    let found = found.map(|number| format!("{number:.2}"));
    assert_eq!(found, ["14.99", "41.03", "15.90", "16.00"]);
}

#[test]
fn a_word_of_anatomy_counts_two_syllables_and_one_with_hyphens_is_one_word() {
    let known = KnownWords::new(["Gluteus maximus", "hip"]);
    let counts = counts("The gluteus maximus is a well-known hip muscle.", &known);
    assert_eq!((counts.words, counts.syllables, counts.polysyllables), (8, 12, 0));
}

proptest! {
    #[test]
    fn any_text_has_places_in_its_file(body in "[a-zA-Z0-9 .,!?*_\\[\\](){}@#|`<>&;\"'’é\n-]{0,120}") {
        let document = document(&body);
        let plain = PlainText::of_document(&document);
        for sentence in &plain.sentences {
            let place = plain.place(sentence.text.clone()).range();
            prop_assert!(document.text.get(place).is_some());
        }
        let words: usize = plain.sentences.iter().map(|sentence| sentence.words.len()).sum();
        prop_assert_eq!(words, plain.words.len());
    }
}
