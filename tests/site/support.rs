//! The one place that knows how a site in a string is compiled, and how the program is run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use soleus::diagnostic::{Diagnostic, terminal};
use soleus::link::Conditions;
use soleus::memo::Memo;
use soleus::pipeline::{Compiled, compile, has_errors, in_order};
use soleus::schema::{Day, WebAddress};
use soleus::source::{Asset, Sources, integrity_of};
use soleus::theme;

/// The day of every test that does not say another.
pub(crate) const TODAY: &str = "2026-11-23";

/// A day on which everything that the repository holds is published.
pub(crate) const WRITTEN: &str = "2026-11-28";

/// A site written in a string: blocks that begin with a line `=== path`.
#[derive(Debug, Clone)]
pub(crate) struct TestSite {
    pub(crate) files: BTreeMap<String, String>,
    pub(crate) today: String,
    pub(crate) drafts: bool,
    pub(crate) base_url: Option<String>,
}

/// What a compile of everything gives.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) sources: Sources,
    pub(crate) compiled: Compiled,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Whether there were errors before anything was rendered.
    pub(crate) is_sound: bool,
    /// By output file; a file that is copied is not in it.
    pub(crate) pages: BTreeMap<String, String>,
}

impl TestSite {
    pub(crate) fn new(text: &str) -> Self {
        Self { files: blocks(text), today: TODAY.to_owned(), drafts: false, base_url: None }
    }

    pub(crate) fn today(mut self, day: &str) -> Self {
        day.clone_into(&mut self.today);
        self
    }

    pub(crate) fn drafts(mut self) -> Self {
        self.drafts = true;
        self
    }

    pub(crate) fn base_url(mut self, url: &str) -> Self {
        self.base_url = Some(url.to_owned());
        self
    }

    /// Adds or replaces a file.
    pub(crate) fn file(mut self, path: &str, text: &str) -> Self {
        self.files.insert(path.to_owned(), text.to_owned());
        self
    }

    pub(crate) fn sources(&self) -> Sources {
        let mut sources = Sources::default();
        for (path, text) in &self.files {
            if is_text(path) {
                sources.insert(path, text);
            } else {
                sources.insert_asset(asset(path, text));
            }
        }
        theme::add_to(&mut sources);
        sources
    }

    pub(crate) fn conditions(&self) -> Conditions {
        Conditions {
            today: Day::parse(&self.today).expect("a test names a day"),
            drafts: self.drafts,
            base_url: self
                .base_url
                .as_deref()
                .map(|url| WebAddress::new(url).expect("a test names a URL")),
        }
    }

    pub(crate) fn run(&self) -> Ran {
        self.run_with(&self.sources(), &mut Memo::default())
    }

    pub(crate) fn run_with(&self, sources: &Sources, memo: &mut Memo) -> Ran {
        let mut compiled = compile(sources, &self.conditions(), memo);
        let mut diagnostics = std::mem::take(&mut compiled.diagnostics);
        let is_sound = !has_errors(&diagnostics);
        let pages = std::sync::Mutex::new(BTreeMap::new());
        let rendered = compiled.render_all(|file, _, bytes| {
            if let Some(bytes) = bytes {
                let text = String::from_utf8(bytes.to_vec()).expect("every output is UTF-8");
                pages.lock().expect("no test panics here").insert(file.to_owned(), text);
            }
            Ok::<(), std::convert::Infallible>(())
        });
        diagnostics.extend(rendered.unwrap_or_default());
        Ran {
            diagnostics: in_order(diagnostics, sources),
            is_sound,
            pages: pages.into_inner().expect("no test panics here"),
            sources: sources.clone(),
            compiled,
        }
    }

    /// Writes the site into a new folder, for tests that run the program.
    pub(crate) fn on_disk(&self) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        self.write_to(folder.path());
        folder
    }

    /// Writes the files of the site into a folder, over what is there.
    pub(crate) fn write_to(&self, folder: &Path) {
        for (path, text) in &self.files {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }
    }
}

impl Ran {
    /// The report as an author reads it.
    pub(crate) fn report(&self) -> String {
        let text = |diagnostic| format!("{}\n", terminal::report(diagnostic, &self.sources, false));
        self.diagnostics.iter().map(text).collect()
    }

    /// An output, which must be there.
    pub(crate) fn page(&self, file: &str) -> &str {
        let all = || self.pages.keys().cloned().collect::<Vec<_>>().join("\n");
        self.pages.get(file).unwrap_or_else(|| panic!("no output `{file}` among\n{}", all()))
    }

    /// The ids of the rules that found something, in the order of the report.
    pub(crate) fn rules(&self) -> Vec<&'static str> {
        self.diagnostics.iter().map(|diagnostic| diagnostic.rule).collect()
    }
}

/// What `load` reads as text; it only copies the rest.
fn is_text(path: &str) -> bool {
    let suffixes = [".md", ".yaml", ".yml", ".markdown"];
    let lower = path.to_ascii_lowercase();
    let is_entry = suffixes.iter().any(|suffix| lower.ends_with(suffix));
    path.starts_with("templates/") || path.starts_with("content/") && is_entry
}

fn asset(path: &str, text: &str) -> Asset {
    let (hash, integrity) = (blake3::hash(text.as_bytes()), integrity_of(path, text.as_bytes()));
    Asset { path: path.into(), hash, image: None, integrity, built_in: None }
}

fn blocks(text: &str) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut path = None;
    for line in text.split_inclusive('\n') {
        if let Some(name) = line.strip_prefix("=== ") {
            path = Some(name.trim().to_owned());
            files.insert(name.trim().to_owned(), String::new());
        } else if let Some(path) = &path {
            files.get_mut(path).expect("the block was begun").push_str(line);
        } else {
            assert!(line.trim().is_empty(), "text before the first `=== path`: {line}");
        }
    }
    files
}

/// The folder of the repository, which is a site.
pub(crate) fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the program in a folder, on the day of the tests.
pub(crate) fn soleus(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("the program starts")
}

/// The program, ready to run in a folder.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_soleus"));
    command.current_dir(folder).args(arguments);
    if !arguments.iter().any(|argument| argument.starts_with("--today")) {
        command.args(["--today", TODAY]);
    }
    command
}

/// Compiles and renders a site that lies on disk; what loading found is in the report too.
pub(crate) fn run_folder(root: &Path, conditions: &TestSite) -> Ran {
    let (sources, found) = soleus::load::load(root).expect("the folder is a site");
    let mut ran = conditions.run_with(&sources, &mut Memo::default());
    ran.diagnostics.extend(found);
    ran
}

/// The bytes of every file below a folder, by its path from there.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// Every file below a folder.
pub(crate) fn tree(folder: &Path) -> Tree {
    let mut files = Tree::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inside) = folders.pop() {
        for entry in std::fs::read_dir(&inside).expect("a folder that can be read") {
            let entry = entry.expect("an entry that can be read");
            let path = entry.path();
            if entry.file_type().expect("a file type").is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("it is below").to_string_lossy();
                files.insert(name.into_owned(), std::fs::read(&path).expect("a file"));
            }
        }
    }
    files
}
