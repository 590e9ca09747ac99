//! What the preview knows to be wrong with the site, and which of it an author is told.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::pipeline::in_order;
use crate::source::{FileId, Sources};

/// More findings than this are counted, not shown: nobody reads them all after each save.
const MOST_SHOWN: usize = 50;

/// The findings of a run, sorted, with the texts that they point into.
#[derive(Debug)]
pub struct Report {
    pub sources: Arc<Sources>,
    pub diagnostics: Vec<Diagnostic>,
    /// The files whose change led to it.
    saved: Vec<FileId>,
}

impl Report {
    /// A report after a change of the files at `saved`.
    #[must_use]
    pub fn new(found: Vec<Diagnostic>, sources: &Arc<Sources>, saved: &[String]) -> Self {
        let saved = saved.iter().filter_map(|path| Some(sources.by_path(path)?.id)).collect();
        Self { diagnostics: in_order(found, sources), sources: Arc::clone(sources), saved }
    }

    /// The same with further findings.
    #[must_use]
    pub fn and(&self, more: Vec<Diagnostic>) -> Self {
        let all = self.diagnostics.iter().cloned().chain(more).collect();
        Self {
            diagnostics: in_order(all, &self.sources),
            sources: Arc::clone(&self.sources),
            saved: self.saved.clone(),
        }
    }

    /// As many findings as an author may read after a save, in their order. Of very many those come first
    /// that keep the site from being built, then those of the files that were saved.
    #[must_use]
    pub fn most_pressing(&self) -> Vec<&Diagnostic> {
        if self.diagnostics.len() <= MOST_SHOWN {
            return self.diagnostics.iter().collect();
        }
        let is_saved = |one: &Diagnostic| self.saved.iter().any(|file| one.is_about(*file));
        let all = self.diagnostics.iter().enumerate();
        let mut ranks: Vec<_> = all.map(|(at, one)| (one.severity, !is_saved(one), at)).collect();
        ranks.select_nth_unstable(MOST_SHOWN);
        let mut shown: Vec<usize> = ranks[..MOST_SHOWN].iter().map(|(_, _, at)| *at).collect();
        shown.sort_unstable();
        shown.into_iter().map(|at| &self.diagnostics[at]).collect()
    }

    /// Where an author finds those that are not shown, if there are any.
    #[must_use]
    pub fn left_out(&self) -> Option<String> {
        let left_out = self.diagnostics.len().checked_sub(MOST_SHOWN).filter(|count| *count > 0)?;
        let others = if left_out == 1 { "other" } else { "others" };
        Some(format!("`soleus check` shows the {left_out} {others} too"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of a file with many warnings, one that was saved and has one, and one with an error.
    fn report(warnings: usize) -> Report {
        let mut sources = Sources::default();
        let [many, saved, bad] = ["a.md", "m.md", "z.md"].map(|path| sources.insert(path, ""));
        let numbered = |number| Diagnostic::warning("rule", many, format!("warning {number:04}"));
        let mut found: Vec<Diagnostic> = (0..warnings).map(numbered).collect();
        found.push(Diagnostic::warning("rule", saved, "of the save"));
        found.push(Diagnostic::error("rule", bad, "an error"));
        let saved = ["m.md".to_owned(), "gone.md".to_owned()];
        Report::new(found, &Arc::new(sources), &saved)
    }

    fn shown(report: &Report) -> Vec<&str> {
        report.most_pressing().into_iter().map(|diagnostic| &*diagnostic.message).collect()
    }

    #[test]
    fn a_report_that_can_be_read_is_shown_whole() {
        let report = report(MOST_SHOWN - 2);
        assert_eq!(shown(&report).len(), MOST_SHOWN);
        assert_eq!(report.left_out(), None);
    }

    #[test]
    fn of_very_many_findings_errors_and_what_was_saved_are_shown() {
        let report = report(300);
        let others: Vec<String> =
            (0..MOST_SHOWN - 2).map(|number| format!("warning {number:04}")).collect();
        let expected = others.iter().map(|other| &**other).chain(["of the save", "an error"]);
        assert_eq!(shown(&report), expected.collect::<Vec<_>>());
        assert_eq!(report.left_out().as_deref(), Some("`soleus check` shows the 252 others too"));
    }
}
