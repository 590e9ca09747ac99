//! # unknown-token
//!
//! `{{emergency_number}}` and its kind stand for telephone numbers of `site.yaml`. A name in double
//! braces that is none of them would be shown to the reader as it is.
//!
//! Mend the name, or add the purpose to `phone_numbers` of `content/site.yaml`: `emergency` gives
//! `{{emergency_number}}`.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Place, Severity, did_you_mean};
use crate::link::Site;
use crate::parse::markdown::{Piece, pieces};
use crate::parse::yaml::Key;
use crate::plan::Plan;
use crate::plan::part::token;

pub(super) const RULE: Rule = Rule {
    id: "unknown-token",
    group: Group::Structure,
    severity: Severity::Error,
    source: include_str!("unknown_token.rs"),
    check: Check::Site(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
---
Call {{emergency_numbr}}.
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
Call {{emergency_number}}.
",
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    if !site.knows_setting("phone_numbers") {
        return;
    }
    for entry in &site.entries {
        for (name, span) in &entry.document.outline.tokens {
            if token(&site.settings, name).is_none() {
                found.push(unknown(site, name, (*span).into()));
            }
        }
    }
    for (level, words) in &site.settings.cards {
        let texts = [("heading", Some(&*words.heading)), ("after", words.after.as_deref())];
        for (field, text) in texts {
            let path = [Key::Field("cards"), Key::Field(level.name()), Key::Field(field)];
            let text = text.unwrap_or_default();
            let place = site.locate_setting(&path);
            if place == site.locate_setting(&[]) {
                found.extend(in_default(site, level.name(), text));
            } else {
                in_text(site, text, || place, found);
            }
        }
    }
    for flag in &site.red_flags {
        let also = flag.item.value.also.as_deref().unwrap_or_default();
        in_text(site, also, || site.locate_red_flag(flag, &[Key::Field("also")]), found);
    }
}

/// A token of a card whose words are the defaults: its author changed the telephone numbers only.
fn in_default(site: &Site, card: &str, text: &str) -> Option<Diagnostic> {
    let name = pieces(text).into_iter().find_map(|piece| match piece {
        Piece::Token(name, _) if token(&site.settings, name).is_none() => Some(name),
        _ => None,
    })?;
    let purpose = name.trim_end_matches("_number").replace('_', "-");
    let message = format!("the card `{card}` shows `{{{{{name}}}}}`, which stands for nothing");
    let place = site.locate_setting(&[Key::Field("phone_numbers")]);
    let help = format!("add `{purpose}` to `phone_numbers`, or give `{card}` words in `cards`");
    Some(RULE.finding(place, message).help(help))
}

fn in_text(site: &Site, text: &str, place: impl Fn() -> Place, found: &mut Vec<Diagnostic>) {
    for piece in pieces(text) {
        if let Piece::Token(name, range) = piece
            && token(&site.settings, name).is_none()
        {
            found.push(unknown(site, name, site.within(place(), &text[range])));
        }
    }
}

fn unknown(site: &Site, name: &str, place: Place) -> Diagnostic {
    let known: Vec<String> = site
        .settings
        .phone_numbers
        .keys()
        .map(|purpose| format!("{}_number", purpose.replace('-', "_")))
        .collect();
    let message = format!("`{{{{{name}}}}}` stands for nothing");
    let help = did_you_mean(name, known.iter().map(String::as_str))
        .unwrap_or_else(|| format!("the tokens of this site are `{}`", known.join("`, `")));
    RULE.finding(place, message).help(help)
}
