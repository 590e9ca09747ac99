//! The stages in a row: read this first. `build`, `check` and every other command compile this way,
//! so that a preview and a build cannot disagree.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use crate::check::{self, Depth, Suppressed, Verdict};
use crate::diagnostic::{self, Diagnostic, Place, Severity};
use crate::link::{Conditions, Site};
use crate::memo::Memo;
use crate::parse::Parsed;
use crate::plan::{Plan, Planned};
use crate::render::{self, templates::Templates, texts::Texts};
use crate::source::{Hash, Sources, hash_of};

/// How many outputs a thread takes at a time: few enough that all threads come to their end together.
const AT_ONCE: usize = 4;

/// A site that is ready to be rendered, and what was found on the way.
#[derive(Debug)]
pub struct Compiled {
    pub site: Arc<Site>,
    pub plan: Arc<Plan>,
    /// `None` when a template has a mistake, which is among the diagnostics.
    pub templates: Option<Arc<Templates>>,
    /// The texts that feeds hold, as far as they were rendered.
    pub texts: Texts,
    /// Everything but what only rendering finds.
    pub diagnostics: Vec<Diagnostic>,
    /// What comments of the authors suppress.
    pub suppressed: Vec<Suppressed>,
}

/// Makes a site of its sources. The same sources and conditions give the same value, whatever is in the
/// memo.
pub fn compile(sources: &Sources, conditions: &Conditions, memo: &mut Memo) -> Compiled {
    compile_to(Depth::Warnings, sources, conditions, memo)
}

/// Makes a site of its sources, and reads the texts only as far as is asked for.
pub fn compile_to(
    depth: Depth,
    sources: &Sources,
    conditions: &Conditions,
    memo: &mut Memo,
) -> Compiled {
    compile_watched(depth, sources, conditions, memo, &mut |_| {})
}

/// The same, and tells of each stage when it is done, for whoever measures.
pub fn compile_watched(
    depth: Depth,
    sources: &Sources,
    conditions: &Conditions,
    memo: &mut Memo,
    done: &mut dyn FnMut(&'static str),
) -> Compiled {
    let mut found = Vec::new();
    let parsed = memo.parse(sources);
    found.extend(parsed.iter().flat_map(diagnostics_of).cloned());
    done("parse");
    let (site, plan) = memo.link_and_plan(parsed, sources, conditions, &mut found, done);
    check::check_site(&site, &plan, depth, &mut found);
    let templates = memo
        .check_prose_and_compile_templates(&site, &plan.shared, sources, depth, &mut found)
        .map_err(|mistakes| found.extend(mistakes));
    found.extend(render::templates::of_other_versions(sources));
    done("check");
    let Verdict { kept, suppressed } = check::judge(found, &site, depth);
    Compiled {
        site,
        texts: Texts::of(&plan),
        plan,
        templates: templates.ok(),
        diagnostics: kept,
        suppressed,
    }
}

fn diagnostics_of(parsed: &Parsed) -> &[Diagnostic] {
    match parsed {
        Parsed::Document(document) => &document.diagnostics,
        Parsed::Data(data) => &data.diagnostics,
        Parsed::Stray(stray) => std::slice::from_ref(&stray.diagnostic),
    }
}

impl Compiled {
    /// Renders one output; `None` for a file that is copied, and when there are no templates.
    #[must_use]
    pub fn render(&self, planned: &Planned) -> Option<Result<Vec<u8>, Diagnostic>> {
        self.render_with(planned, &self.texts)
    }

    fn render_with(&self, planned: &Planned, texts: &Texts) -> Option<Result<Vec<u8>, Diagnostic>> {
        let templates = self.templates.as_ref()?;
        render::render(&planned.output, &planned.origin, &self.plan.shared, templates, texts)
    }

    /// Renders on all threads for what is found, and keeps nothing else.
    #[must_use]
    pub fn check_rendering(&self) -> Vec<Diagnostic> {
        self.visit_all(|_, planned| Ok::<_, Infallible>(self.fault(planned))).unwrap_or_default()
    }

    /// The same in turn on this thread; `None` when `go_on` ends it.
    pub fn check_rendering_in_turn(
        &self,
        mut go_on: impl FnMut() -> bool,
    ) -> Option<Vec<Diagnostic>> {
        let mut found = Vec::new();
        for (file, planned) in &self.plan.outputs {
            if !go_on() {
                return None;
            }
            found.extend(self.fault(planned).map(|diagnostic| (file.clone(), diagnostic)));
        }
        Some(once_each(found))
    }

    /// What rendering an output finds. Nothing but a template can be mistaken there.
    fn fault(&self, planned: &Planned) -> Option<Diagnostic> {
        if !planned.output.has_template() {
            return None;
        }
        self.render_with(planned, &Texts::default())?.err()
    }

    /// Renders every output on all threads and hands each to `take` as soon as it is there: bytes
    /// never pile up. A file that is copied is handed over without bytes. What rendering finds is
    /// given back; a mistake that many pages meet is told once, with its first page and a count.
    ///
    /// # Errors
    /// With the first error of `take`; rendering stops then.
    pub fn render_all<E: Send>(
        &self,
        take: impl Fn(&str, &Planned, Option<&[u8]>) -> Result<(), E> + Sync,
    ) -> Result<Vec<Diagnostic>, E> {
        self.visit_all(|file, planned| match self.render(planned).transpose() {
            Ok(bytes) => take(file, planned, bytes.as_deref()).map(|()| None),
            Err(diagnostic) => Ok(Some(diagnostic)),
        })
    }

    /// Visits every output on all threads, for whoever need not render each. What the visits find is
    /// given back as [`render_all`](Self::render_all) does.
    ///
    /// # Errors
    /// With the first error of `visit`; no more are visited then.
    pub fn visit_all<E: Send>(
        &self,
        visit: impl Fn(&str, &Planned) -> Result<Option<Diagnostic>, E> + Sync,
    ) -> Result<Vec<Diagnostic>, E> {
        let found = Mutex::new(Vec::new());
        let outputs: Vec<(&String, &Arc<Planned>)> = self.plan.outputs.iter().collect();
        outputs.into_par_iter().with_max_len(AT_ONCE).try_for_each(|(file, planned)| {
            if let Some(diagnostic) = visit(file, planned)? {
                let mut found = found.lock().expect("no thread panics while it holds the lock");
                found.push((file.clone(), diagnostic));
            }
            Ok(())
        })?;
        Ok(once_each(found.into_inner().expect("no thread panics while it holds the lock")))
    }
}

/// Identifies the bytes of an output: two outputs with one identity render alike.
#[must_use]
pub fn identity(planned: &Planned, templates: &Templates) -> Hash {
    let value = hash_of(&planned.output);
    blake3::Hasher::new().update(value.as_bytes()).update(templates.hash.as_bytes()).finalize()
}

/// Joins the findings of many pages that are one mistake of a template.
fn once_each(mut found: Vec<(String, Diagnostic)>) -> Vec<Diagnostic> {
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut mistakes: BTreeMap<String, (Diagnostic, usize)> = BTreeMap::new();
    for (_, diagnostic) in found {
        let key = format!("{:?} {}", diagnostic.place, diagnostic.message);
        mistakes.entry(key).or_insert((diagnostic, 0)).1 += 1;
    }
    let told = |(diagnostic, count): (Diagnostic, usize)| {
        let help = diagnostic.help.clone().filter(|_| count > 1);
        match help {
            Some(help) => diagnostic.help(format!(
                "{help}, and {} more {}",
                count - 1,
                if count == 2 { "page" } else { "pages" }
            )),
            None => diagnostic,
        }
    };
    mistakes.into_values().map(told).collect()
}

/// Whether any finding keeps the site from being written.
#[must_use]
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// More findings of one file than anybody will read at once; it bounds the report of a hostile one.
const MOST_OF_A_FILE: usize = 500;

/// All findings of a run in the order of a reader, each once. Of a file with very many, the last
/// finding counts those that are left out.
#[must_use]
pub fn in_order(mut diagnostics: Vec<Diagnostic>, sources: &Sources) -> Vec<Diagnostic> {
    diagnostic::sort(&mut diagnostics, sources);
    if diagnostics.len() <= MOST_OF_A_FILE {
        return diagnostics;
    }
    diagnostics.chunk_by(|a, b| a.place.file() == b.place.file()).flat_map(shortened).collect()
}

fn shortened(of_file: &[Diagnostic]) -> Vec<Diagnostic> {
    let (shown, rest) = of_file.split_at(of_file.len().min(MOST_OF_A_FILE));
    let mut shown = shown.to_vec();
    if let Some(place) = rest.first().and_then(|first| first.place.file()) {
        let message = format!("this file has {} more findings", rest.len());
        let severity = if has_errors(rest) { Severity::Error } else { Severity::Warning };
        let more = Diagnostic::new("more-findings", severity, Place::File(place), message);
        shown.push(more.help("mend the others first"));
    } else {
        shown.extend_from_slice(rest);
    }
    shown
}
