//! # skin-colour
//!
//! A text tells a change of skin by a colour and says nowhere how it looks on brown or black skin.
//! Redness is hard to see there, so a reader with brown or black skin would take a warning sign for
//! none.
//!
//! Add how it looks on brown or black skin, or what can be felt.

use super::{Check, Group, List, Prose, Rule};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const RULE: Rule = Rule {
    id: "skin-colour",
    group: Group::Language,
    severity: Severity::Warning,
    source: include_str!("skin_colour.rs"),
    check: Check::Prose(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
---
The skin may turn red.
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
The skin may turn red, which is harder to see on brown or black skin.
",
};

fn check(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    let Some(hit) = prose.hits(List::Colours).next() else { return };
    let tells = |at: usize| {
        let word = prose.text.word(at);
        ["brown", "black", "grey", "darker"].iter().any(|colour| word.eq_ignore_ascii_case(colour))
    };
    if !(0..prose.text.words.len()).any(tells) {
        let message = format!("`{}` tells a sign by colour alone", prose.words(hit));
        let help = "add how it looks on brown or black skin, or what can be felt";
        found.push(prose.finding(&RULE, prose.range(hit), message).help(help));
    }
}
