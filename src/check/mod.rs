//! The rules that need the whole site: one file a rule. What one file alone can get wrong is found
//! by `parse`, what a name can by `link`.
//!
//! To add a rule, write a file with a doc comment that is its manual page and a `RULE`, and name it
//! in [`RULES`]. A test runs both examples of every rule.

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

use crate::diagnostic::Diagnostic;
use crate::link::Site;
use crate::plan::Plan;

/// A rule over the whole site.
#[derive(Debug)]
pub struct Rule {
    /// An id made of words, which every finding of the rule carries.
    pub id: &'static str,
    pub check: fn(&Site, &Plan, &mut Vec<Diagnostic>),
    /// A site, as `=== path` blocks, that the rule finds fault with.
    pub fails: &'static str,
    /// The same site, mended.
    pub passes: &'static str,
}

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

/// Runs every rule.
pub fn check(site: &Site, plan: &Plan, found: &mut Vec<Diagnostic>) {
    for rule in RULES {
        (rule.check)(site, plan, found);
    }
}
