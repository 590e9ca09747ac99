//! The rules that the content is held to: one file a rule. What cannot be read at all is found by
//! `parse`, what a name can get wrong by `link`.
//!
//! To add a rule, write a file with a doc comment that is its manual page and a `RULE`, and name it
//! in [`RULES`]. A test runs both examples of every rule.

pub mod manual;
mod prose;
mod rule;
mod verdict;

mod bad_setting;
mod circular_chain;
mod dead_anchor;
mod dead_link;
mod exercise_for_referred_cause;
mod false_review;
mod heading_order;
mod list_count;
mod long_sign;
mod missing_red_flag;
mod missing_short_answer;
mod raw_html;
mod sign_level;
mod unknown_token;

pub use prose::{Prose, Vocabulary};
pub use rule::{Check, Group, Rule};
pub use verdict::{Suppressed, Verdict, judge};

use crate::diagnostic::Diagnostic;
use crate::link::Site;
use crate::plan::Plan;

/// Every rule, by id.
pub const RULES: [&Rule; 14] = [
    &bad_setting::RULE,
    &circular_chain::RULE,
    &dead_anchor::RULE,
    &dead_link::RULE,
    &exercise_for_referred_cause::RULE,
    &false_review::RULE,
    &heading_order::RULE,
    &list_count::RULE,
    &long_sign::RULE,
    &missing_red_flag::RULE,
    &missing_short_answer::RULE,
    &raw_html::RULE,
    &sign_level::RULE,
    &unknown_token::RULE,
];

/// Runs the rules over the whole site.
pub fn check_site(site: &Site, plan: &Plan, found: &mut Vec<Diagnostic>) {
    for rule in RULES {
        if let Check::Site(check) = rule.check {
            check(site, plan, found);
        }
    }
}

/// Runs the rules over the prose of one entry.
#[must_use]
pub fn check_prose(prose: &Prose<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in RULES {
        if let Check::Prose(check) = rule.check {
            check(prose, &mut found);
        }
    }
    found
}
