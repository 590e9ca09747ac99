//! What the texts are made of: sentences of a few parts, and Markdown of every common form.

use std::fmt::Write as _;

use crate::random::Random;
use crate::sentences::{CIRCUMSTANCES, HEADINGS, SUBJECTS, VERBS};

const SMALL_HEADINGS: [&str; 4] =
    ["In the first days", "During the second week", "For long runs", "For speed work"];

/// Where a text may lead: the address, and what the link says.
pub(crate) type Links = Vec<(String, String)>;

pub(crate) fn sentence(random: &mut Random) -> String {
    let subject = *random.pick(&SUBJECTS);
    let (verb, circumstance) = (*random.pick(&VERBS), *random.pick(&CIRCUMSTANCES));
    let (first, rest) = subject.split_at(1);
    let first = first.to_uppercase();
    match random.below(4) {
        0 => format!("{first}{rest} *{verb}* {circumstance}."),
        1 => {
            format!("{first}{rest} **{verb}** {circumstance}, and {} too.", random.pick(&SUBJECTS))
        }
        2 => format!("{first}{rest} {verb} {circumstance}; {} less so.", random.pick(&SUBJECTS)),
        _ => format!("{first}{rest} {verb} {circumstance}."),
    }
}

fn paragraph(random: &mut Random, sentences: usize) -> String {
    (0..sentences).map(|_| sentence(random)).collect::<Vec<_>>().join(" ")
}

/// A few paragraphs and a list.
pub(crate) fn short_text(random: &mut Random) -> String {
    let mut text = format!("{}\n\n## How to think of it\n\n", paragraph(random, 6));
    let _ = writeln!(text, "{}\n", paragraph(random, 6));
    list(&mut text, random, "-");
    text
}

/// Markdown of about 800 words with the links in it, each once.
pub(crate) fn long_text(random: &mut Random, links: Links) -> String {
    let mut text = format!("{}\n\n", paragraph(random, 6));
    let first = random.below(HEADINGS.len());
    let mut links = links.into_iter();
    for at in 0..6 {
        let _ = writeln!(text, "## {}\n", HEADINGS[(first + at) % HEADINGS.len()]);
        let link = links.next().map(|(address, words)| format!(" See [{words}]({address})."));
        let _ = writeln!(text, "{}{}\n", paragraph(random, 4), link.unwrap_or_default());
        block(&mut text, random, at);
        let _ = writeln!(text, "{}\n", paragraph(random, 3));
    }
    text
}

/// Each section has another form in its middle.
fn block(text: &mut String, random: &mut Random, at: usize) {
    match at {
        0 => list(text, random, "-"),
        1 => table(text, random),
        2 => {
            let _ = writeln!(text, "> {}\n", paragraph(random, 2));
        }
        3 => list(text, random, "1."),
        _ => {
            let _ = writeln!(text, "### {}\n", random.pick(&SMALL_HEADINGS));
        }
    }
}

fn list(text: &mut String, random: &mut Random, mark: &str) {
    for _ in 0..3 {
        let _ = writeln!(text, "{mark} {}", sentence(random));
    }
    text.push('\n');
}

fn table(text: &mut String, random: &mut Random) {
    text.push_str("| Week | Minutes | Note |\n|---|---:|---|\n");
    for week in 1..=4 {
        let (minutes, note) = (10 + random.below(50), random.pick(&CIRCUMSTANCES));
        let _ = writeln!(text, "| {week} | {minutes} | {note} |");
    }
    text.push('\n');
}
