//! What the preview shows at one moment. A snapshot never changes; a new one takes its place whole, so
//! a reader gets an old page or a new one and nothing between.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::index::{Index, Indexes};
use super::report::Report;
use crate::check::{self, Depth};
use crate::diagnostic::Diagnostic;
use crate::headers;
use crate::link::Conditions;
use crate::memo::{Memo, Rendered};
use crate::pipeline::{self, Compiled, compile_to, has_errors};
use crate::plan::{Derived, Output, Page, Planned};
use crate::source::{Asset, Hash, Sources};

/// What an editor's URL cannot hold as it is.
const ENCODED: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'?');

/// One compile with what it was made from.
#[derive(Debug)]
pub struct Built {
    pub sources: Arc<Sources>,
    pub compiled: Compiled,
    index: Index,
}

/// What the preview shows at one moment.
#[derive(Debug)]
pub struct Snapshot {
    /// Counts the changes of the files.
    pub number: u64,
    /// Identifies those of them that are copied.
    pub assets: Hash,
    /// The latest findings; those of rendering are added when they are known.
    pub report: Report,
    /// The address of the page of the file that changed last.
    pub changed: Option<Arc<str>>,
    /// The last compile without errors: all pages are shown from it, so that one mistake does not mix
    /// an old site and a new one.
    shown: Option<Arc<Built>>,
    /// The last compile before it that rendered without errors, as long as nobody knows whether
    /// `shown` does.
    before: Option<Arc<Built>>,
    /// Whether every page of `shown` is known to render.
    renders: bool,
    /// The latest compile, good or not, until all of it was rendered for its findings.
    unrendered: Option<Arc<Built>>,
    rendered: Arc<Rendered>,
    editor: Arc<Editor>,
}

/// How a place is opened in the author's editor.
#[derive(Debug)]
struct Editor {
    root: PathBuf,
    /// The pattern of the URL, from the settings.
    url: String,
}

/// What stands at an address.
#[derive(Debug)]
pub enum Shown {
    /// An output with its bytes.
    Bytes(Arc<[u8]>),
    /// A file that is copied.
    Copy(Asset),
    /// A file that is made of others, or drawn.
    Derived(Derived),
    /// The page cannot be shown and never could; when only its rendering failed, with why.
    Report(Option<Diagnostic>),
    Missing,
}

/// Makes snapshots, one after the other.
#[derive(Debug)]
pub struct Preview {
    /// Where the site lies, for links to the author's editor.
    root: PathBuf,
    memo: Memo,
    rendered: Arc<Rendered>,
    indexes: Indexes,
}

impl Preview {
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            memo: Memo::default(),
            rendered: Arc::default(),
            indexes: Indexes::default(),
        }
    }

    /// Forgets what may be half made, after a fault of ours.
    pub fn forget(&mut self) {
        self.memo = Memo::default();
    }

    /// Compiles the files as they are now, to follow on `latest`, and reads their texts as far as `depth`
    /// says. `found` is what loading found, `changed` the paths that are not what they were before.
    pub fn update(
        &mut self,
        depth: Depth,
        latest: Option<&Snapshot>,
        sources: &Arc<Sources>,
        mut found: Vec<Diagnostic>,
        conditions: &Conditions,
        changed: &[String],
    ) -> Snapshot {
        let memo = &mut self.memo;
        let mut compiled = compile_to(depth, sources, conditions, memo);
        found.append(&mut compiled.diagnostics);
        let is_good = !has_errors(&found);
        let built =
            Arc::new(Built { sources: Arc::clone(sources), compiled, index: self.indexes.next() });
        let compiled = &built.compiled;
        let mut snapshot = Snapshot {
            number: latest.map_or(0, |latest| latest.number + 1),
            assets: sources.fingerprint_of_others(),
            report: Report::new(found, sources, changed),
            changed: address_of_change(compiled, sources, changed),
            shown: latest.and_then(|latest| latest.shown.clone()),
            before: latest.and_then(|latest| latest.before.clone()),
            renders: latest.is_some_and(|latest| latest.renders),
            unrendered: Some(Arc::clone(&built)),
            rendered: Arc::clone(&self.rendered),
            editor: Arc::new(Editor {
                root: self.root.clone(),
                url: compiled.site.settings.editor.to_string(),
            }),
        };
        if is_good {
            snapshot.before = latest.and_then(Snapshot::last_rendered);
            snapshot.shown = Some(built);
            snapshot.renders = false;
        }
        snapshot
    }
}

/// The page of the entry that an author has just saved.
fn address_of_change(
    compiled: &Compiled,
    sources: &Sources,
    changed: &[String],
) -> Option<Arc<str>> {
    let changed = changed.iter().find(|path| path.starts_with("content/"))?;
    let file = sources.by_path(changed)?.id;
    let outputs = compiled.plan.outputs.values();
    let mut pages = outputs.filter(|planned| matches!(planned.output, Output::Page(_)));
    pages
        .find(|planned| planned.origin.place.file() == Some(file))
        .map(|page| Arc::clone(&page.address))
}

impl Snapshot {
    /// The compile that all pages are shown from.
    #[must_use]
    pub fn shown(&self) -> Option<&Arc<Built>> {
        self.shown.as_ref()
    }

    /// The pages that are shown, in the order of their addresses.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        let outputs = self.shown.iter().flat_map(|built| built.compiled.plan.outputs.values());
        outputs.filter_map(|planned| match &planned.output {
            Output::Page(page) => Some(&**page),
            _ => None,
        })
    }

    /// The address of the stylesheet of the site that is shown.
    #[must_use]
    pub fn stylesheet(&self) -> Option<&str> {
        let shared = &self.shown.as_ref()?.compiled.plan.shared;
        shared.files.get("style.css").map(|address| &**address)
    }

    /// Identifies the files that it was made from.
    #[must_use]
    pub fn inputs(&self) -> Hash {
        self.report.sources.fingerprint()
    }

    /// The compile that no page is known to fail in.
    fn last_rendered(&self) -> Option<Arc<Built>> {
        let last = if self.renders { &self.shown } else { &self.before };
        last.clone()
    }

    /// The folder that the site is served in: nothing, or `/blog`.
    #[must_use]
    pub fn base_path(&self) -> &str {
        self.shown.as_ref().map_or("", |built| &built.compiled.plan.shared.base_path)
    }

    /// The headers that a host is to send with everything of the site that is shown.
    #[must_use]
    pub fn security(&self) -> [(&'static str, String); 4] {
        let compiled = self.shown.as_ref().map(|built| &built.compiled);
        let allowed = compiled.map_or(&[][..], |compiled| &compiled.site.settings.allow);
        headers::security(allowed, compiled.is_some_and(|compiled| compiled.plan.shared.search))
    }

    /// The URL that opens a place in the author's editor; `path` is below the site's root.
    #[must_use]
    pub fn editor(&self, path: &str, line: usize, column: usize) -> String {
        let file = self.editor.root.join(path);
        let file = file.to_string_lossy();
        let file = utf8_percent_encode(file.trim_start_matches('/'), ENCODED).to_string();
        let url = self.editor.url.replace("{line}", &line.to_string());
        url.replace("{column}", &column.to_string()).replace("{file}", &file)
    }

    /// The same, after a fault of ours in place of a compile of `sources`.
    #[must_use]
    pub fn failed(&self, sources: &Arc<Sources>, fault: Diagnostic) -> Self {
        let report = Report::new(vec![fault], sources, &[]);
        Self { number: self.number + 1, ..self.with(report, self.renders) }
    }

    fn with(&self, report: Report, renders: bool) -> Self {
        Self {
            number: self.number,
            assets: self.assets,
            report,
            changed: self.changed.clone(),
            shown: self.shown.clone(),
            before: self.before.clone().filter(|_| !renders),
            renders,
            unrendered: None,
            rendered: Arc::clone(&self.rendered),
            editor: Arc::clone(&self.editor),
        }
    }

    /// The output of an address of the site.
    #[must_use]
    pub fn planned(&self, file: &str) -> Option<&Planned> {
        self.shown.as_ref()?.compiled.plan.outputs.get(file).map(|planned| &**planned)
    }

    /// What stands at an output file, such as `areas/calves/index.html`.
    #[must_use]
    pub fn show(&self, file: &str) -> Shown {
        let Some(built) = &self.shown else { return Shown::Report(None) };
        match built.show(file, &self.rendered) {
            Shown::Report(Some(diagnostic)) => match self.last_good(file) {
                Some(bytes) => Shown::Bytes(bytes),
                None => Shown::Report(Some(diagnostic)),
            },
            shown => shown,
        }
    }

    /// What stood there when it was shown last, or what would have.
    fn last_good(&self, file: &str) -> Option<Arc<[u8]>> {
        if let Some(bytes) = self.rendered.last(file) {
            return Some(bytes);
        }
        match self.before.as_ref()?.show(file, &self.rendered) {
            Shown::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Renders everything and holds all texts against each other for what is found, as long as `go_on`
    /// says so, and gives the snapshot with it; `None` when it was stopped, or was done before.
    pub fn render_the_rest(&self, mut go_on: impl FnMut() -> bool) -> Option<Self> {
        let built = self.unrendered.as_ref()?;
        let found = built.compiled.check_rendering_in_turn(&mut go_on)?;
        let of_texts = go_on().then(|| check::check_rest(&built.compiled.site).kept)?;
        let is_shown = self.shown.as_ref().is_some_and(|shown| Arc::ptr_eq(shown, built));
        let renders = if is_shown { !has_errors(&found) } else { self.renders };
        let more = found.into_iter().chain(of_texts).collect();
        Some(self.with(self.report.and(more), renders))
    }

    /// The compile of which not all was looked at yet.
    #[must_use]
    pub fn unrendered(&self) -> Option<&Built> {
        self.unrendered.as_deref()
    }

    /// The same with further findings.
    #[must_use]
    pub fn and(self, found: Vec<Diagnostic>) -> Self {
        if found.is_empty() { self } else { self.with(self.report.and(found), self.renders) }
    }
}

impl Built {
    fn show(&self, file: &str, memo: &Rendered) -> Shown {
        let Some(planned) = self.compiled.plan.outputs.get(file) else {
            return self.index.file(file, &self.compiled).map_or(Shown::Missing, Shown::Bytes);
        };
        if let Output::Copy(asset) = &planned.output {
            return Shown::Copy(asset.clone());
        }
        if let Output::Derived(derived) = &planned.output {
            return Shown::Derived((**derived).clone());
        }
        let Some(templates) = &self.compiled.templates else { return Shown::Report(None) };
        let key = pipeline::identity(planned, templates);
        if let Some(bytes) = memo.get(file, key) {
            return Shown::Bytes(bytes);
        }
        match self.compiled.render(planned) {
            Some(Ok(bytes)) => Shown::Bytes(memo.put(file, key, bytes)),
            Some(Err(diagnostic)) => Shown::Report(Some(diagnostic)),
            None => Shown::Missing,
        }
    }
}
