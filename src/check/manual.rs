//! The manual: a page for every finding that soleus reports, of a rule or of another stage.

use std::fmt::Write as _;
use std::sync::LazyLock;

use super::{Group, RULES, Rule};
use crate::diagnostic::{Severity, nearest};

/// What is to be known of one sort of finding.
#[derive(Debug)]
pub struct Page {
    pub id: &'static str,
    pub group: Group,
    /// How bad the finding is, unless `site.yaml` says otherwise.
    pub severity: Severity,
    /// What it is, why it matters and what to do, as Markdown.
    pub text: String,
    /// A site, as `=== path` blocks, that has the finding; empty where none can be written down.
    pub fails: &'static str,
    /// The same site, mended.
    pub passes: &'static str,
}

/// What stages before and after the rules find. A test holds it against the source.
const STAGES: &str = include_str!("manual.md");

static PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| {
    let stages = STAGES.trim_start_matches("# ").split("\n\n# ").map(of_stage);
    let mut pages: Vec<Page> = RULES.iter().map(|rule| of_rule(rule)).chain(stages).collect();
    pages.sort_by_key(|page| page.id);
    pages
});

/// Every page, by id.
#[must_use]
pub fn pages() -> &'static [Page] {
    &PAGES
}

/// The page of an id.
#[must_use]
pub fn page(id: &str) -> Option<&'static Page> {
    PAGES.binary_search_by_key(&id, |page| page.id).ok().map(|at| &PAGES[at])
}

/// The id that `written` is most likely a slip of.
#[must_use]
pub fn nearest_id(written: &str) -> Option<&'static str> {
    nearest(written, PAGES.iter().map(|page| page.id))
}

fn of_rule(rule: &Rule) -> Page {
    let manual = rule.manual();
    let text = manual.split_once("\n\n").map_or("", |(_, text)| text);
    Page {
        id: rule.id,
        group: rule.group,
        severity: rule.severity,
        text: text.to_owned(),
        fails: rule.fails.trim_start(),
        passes: rule.passes.trim_start(),
    }
}

/// A page of `manual.md`: id, group and severity, text, and two examples between fences.
fn of_stage(page: &'static str) -> Page {
    let (id, rest) = page.split_once('\n').unwrap_or_default();
    let (kind, rest) = rest.split_once("\n\n").unwrap_or_default();
    let (group, severity) = kind.split_once(", ").unwrap_or_default();
    let mut parts = rest.split("```").map(|part| part.strip_prefix('\n').unwrap_or(part));
    let (text, fails) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    Page {
        id,
        group: Group::ALL.into_iter().find(|other| other.name() == group).expect("a known group"),
        severity: Severity::of_name(severity).expect("a known severity"),
        text: format!("{}\n", text.trim_end()),
        fails,
        passes: parts.nth(1).unwrap_or_default(),
    }
}

impl Page {
    /// The page as an author reads it.
    #[must_use]
    pub fn print(&self) -> String {
        let mut text = format!("# {}\n\n{}\n\n{}", self.id, self.kind(), self.text);
        if !self.fails.is_empty() {
            let mended = mended(self.fails, self.passes);
            write!(
                text,
                "\nThis fails:\n\n{}\nThis passes:\n\n{}",
                indented(self.fails),
                indented(&mended)
            )
            .expect("a string can be written to");
        }
        text
    }

    /// "warning, about language" and whether it can be turned down.
    fn kind(&self) -> String {
        let severity = match self.severity {
            Severity::Error => "An error",
            Severity::Warning => "A warning",
        };
        let note = if self.group.is_binding() {
            "It holds for every site: no comment suppresses it and no setting lowers it."
        } else {
            "A site can change that in `rules` of `content/site.yaml`."
        };
        format!("{severity} of the group `{}`. {note}", self.group.name())
    }
}

/// The files of the mended site that are not as they were.
fn mended(fails: &str, passes: &str) -> String {
    let before = files(fails);
    let changed: Vec<&str> =
        files(passes).into_iter().filter(|file| !before.contains(file)).collect();
    format!("=== {}", changed.join("\n=== "))
}

fn files(site: &str) -> Vec<&str> {
    let site = site.strip_prefix("=== ").unwrap_or(site);
    site.split("\n=== ").map(str::trim_end).collect()
}

fn indented(text: &str) -> String {
    let mut indented = String::new();
    for line in text.trim_end().lines() {
        let line = format!("    {line}");
        indented.push_str(line.trim_end());
        indented.push('\n');
    }
    indented
}
