//! What becomes of the findings: some are suppressed by a comment, some are as bad as the site says.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::manual::{self, Page};
use super::{Check, Depth, Group, RULES, Rule};
use crate::diagnostic::{Diagnostic, Fix, Place, Severity};
use crate::link::Site;
use crate::parse::Suppression;
use crate::schema::RuleLevel;
use crate::source::FileId;

/// The findings that count, and those that a comment suppresses.
#[derive(Debug, Default)]
pub struct Verdict {
    pub kept: Vec<Diagnostic>,
    pub suppressed: Vec<Suppressed>,
}

/// A finding that its author has judged to be none.
#[derive(Debug)]
pub struct Suppressed {
    pub diagnostic: Diagnostic,
    pub reason: String,
}

/// Judges all findings of a compile, and the comments that suppress some.
#[must_use]
pub fn judge(found: Vec<Diagnostic>, site: &Site, depth: Depth) -> Verdict {
    judge_all(found, site, |rule| rule.runs(depth, &site.settings))
}

/// Runs the rules that a compile of [`Depth::EachText`] leaves out, and judges what they find.
#[must_use]
pub fn check_rest(site: &Site) -> Verdict {
    let runs = |rule: &Rule, depth| rule.runs(depth, &site.settings);
    let is_left = |rule: &Rule| runs(rule, Depth::Warnings) && !runs(rule, Depth::EachText);
    let mut found = Vec::new();
    for rule in RULES.iter().filter(|rule| is_left(rule)) {
        if let Check::Texts(check) = rule.check {
            check(site, &mut found);
        }
    }
    judge_all(found, site, is_left)
}

/// Judges what some rules found. The comments for others are neither used nor idle.
fn judge_all(found: Vec<Diagnostic>, site: &Site, ran: impl Fn(&Rule) -> bool) -> Verdict {
    let comments = Comments::of_site(site);
    let mut verdict = comments.judge(found, site);
    let left_out: Vec<&str> = RULES.iter().filter(|rule| !ran(rule)).map(|rule| rule.id).collect();
    let all = comments.all.values().flatten();
    let idle = all.filter_map(|comment| comment.fault(&left_out));
    verdict.kept.extend(idle.filter_map(|diagnostic| weighed(diagnostic, site)));
    verdict
}

/// Judges what is found after the compile; of the comments it says nothing more.
#[must_use]
pub fn judge_late(found: Vec<Diagnostic>, site: &Site) -> Verdict {
    Comments::of_site(site).judge(found, site)
}

/// The finding as bad as the site says; `None` where the site has turned its rule off.
fn weighed(mut diagnostic: Diagnostic, site: &Site) -> Option<Diagnostic> {
    if let Some(level) = site.settings.rules.get(diagnostic.rule)
        && may_be_set(diagnostic.rule, *level)
    {
        diagnostic.severity = match level {
            RuleLevel::Off => return None,
            RuleLevel::Warning => Severity::Warning,
            RuleLevel::Error => Severity::Error,
        };
    }
    Some(diagnostic)
}

/// Whether a site may have a rule as bad as this: one that binds every site only becomes worse.
#[must_use]
pub(super) fn may_be_set(rule: &str, level: RuleLevel) -> bool {
    let binds = |page: &Page| page.group.is_binding();
    level == RuleLevel::Error || !manual::page(rule).is_some_and(binds)
}

/// The comments that suppress findings, by their file.
struct Comments<'a> {
    all: BTreeMap<FileId, Vec<Comment<'a>>>,
}

struct Comment<'a> {
    suppression: &'a Suppression,
    page: Option<&'static Page>,
    is_used: Cell<bool>,
}

impl<'a> Comments<'a> {
    fn of_site(site: &'a Site) -> Self {
        let entries = site.entries.iter().flat_map(|entry| &entry.content().suppressions);
        let data = site.data.iter().flat_map(|data| &data.suppressions);
        let mut all: BTreeMap<FileId, Vec<Comment<'a>>> = BTreeMap::new();
        for suppression in entries.chain(data) {
            let page = manual::page(&suppression.rule);
            let comment = Comment { suppression, page, is_used: Cell::new(false) };
            all.entry(suppression.span.file).or_default().push(comment);
        }
        Self { all }
    }

    fn judge(&self, found: Vec<Diagnostic>, site: &Site) -> Verdict {
        let mut verdict = Verdict::default();
        for diagnostic in found {
            match self.covering(&diagnostic) {
                Some(comment) => {
                    let reason = comment.reason.clone();
                    verdict.suppressed.push(Suppressed { diagnostic, reason });
                }
                None => verdict.kept.extend(weighed(diagnostic, site)),
            }
        }
        verdict
    }

    /// The comment that suppresses a finding. Both are marked where two do.
    fn covering(&self, diagnostic: &Diagnostic) -> Option<&'a Suppression> {
        let Place::At(span) = diagnostic.place else { return None };
        let covers = |comment: &&Comment<'_>| {
            let suppression = comment.suppression;
            suppression.rule == diagnostic.rule
                && suppression.covers.range().contains(&span.range().start)
                && comment.page.is_some_and(|page| !page.group.is_binding())
        };
        let covering = self.all.get(&span.file)?.iter().filter(covers);
        covering
            .inspect(|comment| comment.is_used.set(true))
            .last()
            .map(|comment| comment.suppression)
    }
}

impl Comment<'_> {
    /// What is wrong with the comment itself.
    fn fault(&self, left_out: &[&str]) -> Option<Diagnostic> {
        match self.page {
            None => Some(unknown(self.suppression)),
            Some(page) if page.group.is_binding() => Some(binding(self.suppression)),
            Some(_) if self.suppression.reason.is_empty() => Some(without_reason(self.suppression)),
            // What time brings up is there on some days only, and some rules did not run.
            Some(page)
                if !self.is_used.get()
                    && page.group != Group::Upkeep
                    && !left_out.contains(&page.id) =>
            {
                Some(unused(self.suppression))
            }
            Some(_) => None,
        }
    }
}

fn fault(suppression: &Suppression, message: String, help: &str) -> Diagnostic {
    Diagnostic::warning("bad-suppression", suppression.span, message).help(help)
}

fn unknown(suppression: &Suppression) -> Diagnostic {
    let rule = &suppression.rule;
    if rule.is_empty() {
        let message = "this comment names no rule to suppress".to_owned();
        return fault(suppression, message, "write `soleus-ignore rule: reason`");
    }
    let help = match manual::nearest_id(rule) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write the id of a rule as it stands in a report".to_owned(),
    };
    fault(suppression, format!("no rule is called `{rule}`"), &help)
}

fn binding(suppression: &Suppression) -> Diagnostic {
    let message = format!("`{}` holds for every site and cannot be suppressed", suppression.rule);
    fault(suppression, message, "mend what it finds, and take the comment out")
}

fn without_reason(suppression: &Suppression) -> Diagnostic {
    let message = format!("this suppression of `{}` gives no reason", suppression.rule);
    let help =
        format!("write `soleus-ignore {}: ` and why it is no mistake here", suppression.rule);
    fault(suppression, message, &help)
}

fn unused(suppression: &Suppression) -> Diagnostic {
    let message = format!("there is no `{}` below this suppression", suppression.rule);
    fault(suppression, message, "take the comment out").fix(Fix::delete(suppression.lines))
}
