//! Which findings a check tells, and which of them count as errors.

use clap::Args;

use crate::check::Group;
use crate::check::manual::{self, Page};
use crate::diagnostic::{Diagnostic, Severity};

/// The flags that choose among the findings.
#[derive(Debug, Args)]
pub(super) struct Choice {
    /// Tell only what these rules find
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = page)]
    select: Vec<&'static Page>,
    /// Leave out what these rules find
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = not_binding)]
    ignore: Vec<&'static Page>,
    /// Take warnings for errors: those of a rule, or all `warnings` but those that time brings up
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = denied)]
    deny: Vec<Denied>,
}

#[derive(Debug, Clone, Copy)]
enum Denied {
    Warnings,
    Rule(&'static Page),
}

pub(super) fn page(id: &str) -> Result<&'static Page, String> {
    manual::page(id).ok_or_else(|| match manual::nearest_id(id) {
        Some(near) => format!("no rule is called `{id}`; did you mean `{near}`?"),
        None => format!("no rule is called `{id}`"),
    })
}

fn not_binding(id: &str) -> Result<&'static Page, String> {
    page(id).and_then(|page| {
        let refused = || format!("`{id}` holds for every site and cannot be ignored");
        if page.group.is_binding() { Err(refused()) } else { Ok(page) }
    })
}

fn denied(id: &str) -> Result<Denied, String> {
    if id == "warnings" { Ok(Denied::Warnings) } else { page(id).map(Denied::Rule) }
}

impl Choice {
    /// The findings to tell, each as bad as it is to count.
    pub(super) fn apply(&self, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        found.retain(|diagnostic| self.tells(diagnostic.rule));
        for diagnostic in &mut found {
            if self.deny.iter().any(|denied| denied.means(diagnostic.rule)) {
                diagnostic.severity = Severity::Error;
            }
        }
        found
    }

    fn tells(&self, rule: &str) -> bool {
        let names = |pages: &[&Page]| pages.iter().any(|page| page.id == rule);
        (self.select.is_empty() || names(&self.select)) && !names(&self.ignore)
    }
}

impl Denied {
    fn means(self, rule: &str) -> bool {
        match self {
            Self::Rule(page) => page.id == rule,
            Self::Warnings => manual::page(rule).is_none_or(|page| page.group != Group::Upkeep),
        }
    }
}
