//! The rules that the content is held to: one file a rule. What cannot be read at all is found by
//! `parse`, what a name can get wrong by `link`.
//!
//! To add a rule, write a file with a doc comment that is its manual page and a `RULE`, and name it
//! in [`RULES`]. A test runs both examples of every rule.

mod hedge;
pub mod manual;
mod outside;
mod prose;
pub mod report;
mod rule;
mod vanished_address;
mod verdict;
mod vocabulary;

mod alarm_without_sign;
mod bad_setting;
mod bad_target;
mod bare_area;
mod card_heading;
mod causal_wording;
mod circular_chain;
mod cut_off_sentence;
mod date_order;
mod dead_anchor;
mod dead_link;
mod diagnosis_wording;
mod dose_in_prose;
mod duplicate_title;
mod emergency_number_in_prose;
mod exercise_for_referred_cause;
mod fake_list;
mod false_review;
mod hand_made_list;
mod heading_order;
mod host_limit;
mod house_word;
mod image_credit;
mod image_text;
mod impossible_pose;
mod known_wrong_claim;
mod list_count;
mod lone_exercise;
mod long_paragraph;
mod long_routine;
mod long_sentence;
mod long_sign;
mod medicine;
mod missing_page;
mod missing_red_flag;
mod missing_short_answer;
mod no_source;
mod off_topic;
mod orphan_entry;
mod out_of_scope;
mod outside_links;
mod promise;
mod raw_html;
mod reading_grade;
mod repeated_passage;
mod repeated_step;
mod review_due;
mod sign_level;
mod skin_colour;
mod social_card_letters;
mod stale_source;
mod summary_length;
mod table_header;
mod uncited_number;
mod unclear_step;
mod uncovered_red_flag;
mod unknown_token;
mod unused_exercise;
mod unused_source;
mod unusual_dose;
mod unverified_source;
mod vague_link_text;
mod weak_sources;

pub use bad_target::{TargetFault, is_safe_endpoint, target_faults};
pub use prose::{Hit, Prose};
pub use rule::{Check, Depth, Group, Rule};
pub use vanished_address::vanished_addresses;
pub use verdict::{Suppressed, Verdict, check_rest, judge, judge_late};
pub use vocabulary::{List, Vocabulary};

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::link::{EntryId, Site};
use crate::plan::Plan;

/// Every rule, by id.
pub const RULES: [&Rule; 63] = [
    &alarm_without_sign::RULE,
    &bad_setting::RULE,
    &bad_target::RULE,
    &bare_area::RULE,
    &card_heading::RULE,
    &causal_wording::RULE,
    &circular_chain::RULE,
    &cut_off_sentence::RULE,
    &date_order::RULE,
    &dead_anchor::RULE,
    &dead_link::RULE,
    &diagnosis_wording::RULE,
    &dose_in_prose::RULE,
    &duplicate_title::RULE,
    &emergency_number_in_prose::RULE,
    &exercise_for_referred_cause::RULE,
    &fake_list::RULE,
    &false_review::RULE,
    &hand_made_list::RULE,
    &heading_order::RULE,
    &host_limit::RULE,
    &house_word::RULE,
    &image_credit::RULE,
    &image_text::RULE,
    &impossible_pose::RULE,
    &known_wrong_claim::RULE,
    &list_count::RULE,
    &lone_exercise::RULE,
    &long_paragraph::RULE,
    &long_routine::RULE,
    &long_sentence::RULE,
    &long_sign::RULE,
    &medicine::RULE,
    &missing_page::RULE,
    &missing_red_flag::RULE,
    &missing_short_answer::RULE,
    &no_source::RULE,
    &off_topic::RULE,
    &orphan_entry::RULE,
    &out_of_scope::RULE,
    &outside_links::RULE,
    &promise::RULE,
    &raw_html::RULE,
    &reading_grade::RULE,
    &repeated_passage::RULE,
    &repeated_step::RULE,
    &review_due::RULE,
    &sign_level::RULE,
    &skin_colour::RULE,
    &social_card_letters::RULE,
    &stale_source::RULE,
    &summary_length::RULE,
    &table_header::RULE,
    &uncited_number::RULE,
    &unclear_step::RULE,
    &uncovered_red_flag::RULE,
    &unknown_token::RULE,
    &unused_exercise::RULE,
    &unused_source::RULE,
    &unusual_dose::RULE,
    &unverified_source::RULE,
    &vague_link_text::RULE,
    &weak_sources::RULE,
];

/// Runs the rules over the whole site, and those over all of its texts as far as they are wanted.
pub fn check_site(site: &Site, plan: &Plan, depth: Depth, found: &mut Vec<Diagnostic>) {
    // One at a time, for some take as long as all others together.
    let rules = RULES.par_iter().with_max_len(1).filter(|rule| rule.runs(depth, &site.settings));
    let of_rule = |rule: &&Rule| {
        let mut found = Vec::new();
        match rule.check {
            Check::Site(check) => check(site, plan, &mut found),
            Check::Texts(check) => check(site, &mut found),
            Check::Prose(_) | Check::ProseOfPage { .. } => {}
        }
        found
    };
    found.extend(rules.map(of_rule).collect::<Vec<_>>().into_iter().flatten());
}

/// The rules over the prose of one file, as far as they are wanted.
#[must_use]
pub fn prose_rules(site: &Site, depth: Depth) -> Vec<&'static Rule> {
    let wanted = RULES.into_iter().filter(|rule| rule.runs(depth, &site.settings));
    wanted
        .filter(|rule| matches!(rule.check, Check::Prose(_) | Check::ProseOfPage { .. }))
        .collect()
}

/// Runs rules over the prose of one file.
#[must_use]
pub fn check_prose(rules: &[&Rule], prose: &Prose<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in rules {
        if let Check::Prose(find) | Check::ProseOfPage { find, .. } = rule.check {
            find(prose, &mut found);
        }
    }
    found
}

/// Whether a finding in the prose of an entry stands on this site.
#[must_use]
pub fn stands(site: &Site, id: EntryId, finding: &Diagnostic) -> bool {
    let judges = RULES.iter().filter(|rule| rule.id == finding.rule);
    judges.into_iter().all(|rule| match rule.check {
        Check::ProseOfPage { stands, .. } => stands(site, id, finding),
        Check::Site(_) | Check::Texts(_) | Check::Prose(_) => true,
    })
}
