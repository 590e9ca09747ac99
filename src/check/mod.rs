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
mod bare_area;
mod card_heading;
mod circular_chain;
mod date_order;
mod dead_anchor;
mod dead_link;
mod duplicate_title;
mod exercise_for_referred_cause;
mod fake_list;
mod false_review;
mod hand_made_list;
mod heading_order;
mod image_text;
mod list_count;
mod lone_exercise;
mod long_routine;
mod long_sign;
mod missing_page;
mod missing_red_flag;
mod missing_short_answer;
mod no_source;
mod orphan_entry;
mod raw_html;
mod repeated_step;
mod review_due;
mod sign_level;
mod stale_source;
mod summary_length;
mod table_header;
mod uncovered_red_flag;
mod unknown_token;
mod unused_exercise;
mod unused_source;
mod unusual_dose;
mod unverified_source;
mod weak_sources;

pub use prose::{Prose, Vocabulary};
pub use rule::{Check, Group, Rule};
pub use verdict::{Suppressed, Verdict, judge, judge_late};

use crate::diagnostic::Diagnostic;
use crate::link::Site;
use crate::plan::Plan;

/// Every rule, by id.
pub const RULES: [&Rule; 37] = [
    &bad_setting::RULE,
    &bare_area::RULE,
    &card_heading::RULE,
    &circular_chain::RULE,
    &date_order::RULE,
    &dead_anchor::RULE,
    &dead_link::RULE,
    &duplicate_title::RULE,
    &exercise_for_referred_cause::RULE,
    &fake_list::RULE,
    &false_review::RULE,
    &hand_made_list::RULE,
    &heading_order::RULE,
    &image_text::RULE,
    &list_count::RULE,
    &lone_exercise::RULE,
    &long_routine::RULE,
    &long_sign::RULE,
    &missing_page::RULE,
    &missing_red_flag::RULE,
    &missing_short_answer::RULE,
    &no_source::RULE,
    &orphan_entry::RULE,
    &raw_html::RULE,
    &repeated_step::RULE,
    &review_due::RULE,
    &sign_level::RULE,
    &stale_source::RULE,
    &summary_length::RULE,
    &table_header::RULE,
    &uncovered_red_flag::RULE,
    &unknown_token::RULE,
    &unused_exercise::RULE,
    &unused_source::RULE,
    &unusual_dose::RULE,
    &unverified_source::RULE,
    &weak_sources::RULE,
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
