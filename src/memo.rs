//! Parsed files, what rules find in their prose, and templates, kept by the hash of what they were made
//! from; and the site with its plan as they were last. The stages do not know that it exists.

mod linked;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use crate::check::{self, Depth, Prose, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::link::{Conditions, Entry, EntryId, Site};
use crate::parse::{self, Data, Parsed};
use crate::plan::{Plan, Shared};
use crate::render::templates::Templates;
use crate::source::{ByFile, FileId, Hash, Source, Sources, hash_of};

use linked::Linked;

/// How many files a thread takes at a time: few enough that all threads come to their end together.
const AT_ONCE: usize = 16;

/// What is known of files by their text.
#[derive(Debug, Default)]
pub struct Memo {
    parsed: ByFile<(Hash, Parsed)>,
    checked: ByFile<Checked>,
    linked: Option<Linked>,
    templates: Option<Arc<Templates>>,
}

/// What the prose of a file was found to say wrong.
#[derive(Debug)]
struct Checked {
    /// Of its text, and of the rules and words that it was held against.
    hashes: (Hash, Hash),
    found: Arc<[Diagnostic]>,
}

impl Memo {
    /// Parses every file of `content/` that is not known with this text; files that are gone are
    /// forgotten. The result is in the order of the paths.
    pub fn parse(&mut self, sources: &Sources) -> Vec<Parsed> {
        let files: Vec<&Source> = sources.under("content/").collect();
        let parsed: Vec<Parsed> =
            files.par_iter().with_max_len(AT_ONCE).map(|source| self.parse_one(source)).collect();
        let known = files.iter().zip(&parsed);
        self.parsed =
            known.map(|(source, parsed)| (source.id, (source.hash, parsed.clone()))).collect();
        parsed
    }

    fn parse_one(&self, source: &Source) -> Parsed {
        match self.parsed.get(source.id) {
            Some((hash, parsed)) if *hash == source.hash => parsed.clone(),
            _ => parse::parse(source),
        }
    }

    /// Links and plans the site, or follows the last one where others do not see what changed. Tells of
    /// each of the two when it is done.
    pub fn link_and_plan(
        &mut self,
        parsed: Vec<Parsed>,
        sources: &Sources,
        conditions: &Conditions,
        found: &mut Vec<Diagnostic>,
        done: &mut dyn FnMut(&'static str),
    ) -> (Arc<Site>, Arc<Plan>) {
        let linked = match self.linked.take() {
            Some(last) => last.follow(parsed, sources, conditions, done),
            None => Linked::new(parsed, sources, conditions, None, done),
        };
        found.extend(linked.found.iter().cloned());
        let (site, plan) = (Arc::clone(&linked.site), Arc::clone(&linked.plan));
        self.linked = Some(linked);
        (site, plan)
    }

    /// [Checks the prose](Self::check_prose) and meanwhile, since neither sees the other, compiles the
    /// templates, unless they and what they share are those of the last time.
    ///
    /// # Errors
    /// As [`Templates::compile`].
    pub fn check_prose_and_compile_templates(
        &mut self,
        site: &Site,
        shared: &Shared,
        sources: &Sources,
        depth: Depth,
        found: &mut Vec<Diagnostic>,
    ) -> Result<Arc<Templates>, Vec<Diagnostic>> {
        let known = self.templates.take();
        let (templates, ()) = rayon::join(
            || templates(known, sources, shared),
            || self.check_prose(site, sources, depth, found),
        );
        self.templates = templates.as_ref().ok().cloned();
        templates
    }

    /// Checks the prose of every entry and data file that is not known with this text, these rules and
    /// these words.
    pub fn check_prose(
        &mut self,
        site: &Site,
        sources: &Sources,
        depth: Depth,
        found: &mut Vec<Diagnostic>,
    ) {
        let rules = check::prose_rules(site, depth);
        let vocabulary = Vocabulary::of_site(site, &rules);
        let ids: Vec<&str> = rules.iter().map(|rule| rule.id).collect();
        let held_against = hash_of(&(vocabulary.hash.as_bytes(), ids));
        let files: Vec<Readable<'_>> = site
            .ids()
            .map(|id| Readable::Entry(id, site.entry(id)))
            .chain(site.data.iter().map(|data| Readable::Data(data)))
            .collect();
        let checked = files.par_iter().with_max_len(AT_ONCE).map(|readable| {
            let file = readable.file();
            let text = sources.get(file).expect("what was parsed was read from a file").hash;
            let hashes = (text, held_against);
            let known = self.checked.get(file).filter(|known| known.hashes == hashes);
            let found = known.map_or_else(
                || check::check_prose(&rules, &readable.prose(&vocabulary)).into(),
                |known| Arc::clone(&known.found),
            );
            (file, Checked { hashes, found })
        });
        self.checked = checked.collect::<Vec<_>>().into_iter().collect();
        for readable in &files {
            let known = self.checked.get(readable.file());
            let known = known.into_iter().flat_map(|known| known.found.iter());
            found.extend(known.filter(|finding| readable.has(site, finding)).cloned());
        }
    }
}

/// The templates that are known, if they are those of these sources.
fn templates(
    known: Option<Arc<Templates>>,
    sources: &Sources,
    shared: &Shared,
) -> Result<Arc<Templates>, Vec<Diagnostic>> {
    match known.filter(|known| known.are_of(sources, shared)) {
        Some(known) => Ok(known),
        None => Templates::compile(sources, shared).map(Arc::new),
    }
}

/// A file that has prose.
enum Readable<'a> {
    Entry(EntryId, &'a Entry),
    Data(&'a Data),
}

impl<'a> Readable<'a> {
    fn file(&self) -> FileId {
        match self {
            Self::Entry(_, entry) => entry.document.file,
            Self::Data(data) => data.file,
        }
    }

    /// Whether what its prose was found to say wrong is wrong on this site.
    fn has(&self, site: &Site, finding: &Diagnostic) -> bool {
        match self {
            Self::Entry(id, _) => check::stands(site, *id, finding),
            Self::Data(_) => true,
        }
    }

    fn prose(&self, vocabulary: &'a Vocabulary) -> Prose<'a> {
        match self {
            Self::Entry(_, entry) => Prose::new(entry, vocabulary),
            Self::Data(data) => Prose::of_data(data, vocabulary),
        }
    }
}

/// Rendered pages by what they were made from: the hashes of the page's value, of what all pages share
/// and of the templates, in one.
#[derive(Debug, Default)]
pub struct Rendered {
    pages: Mutex<Pages>,
}

#[derive(Debug, Default)]
struct Pages {
    by_file: HashMap<String, (Hash, Arc<[u8]>)>,
    bytes: usize,
}

/// More than a person looks at in a sitting; beyond it, pages are simply rendered again.
const MOST_BYTES: usize = 32 * 1024 * 1024;

impl Rendered {
    /// The page at `file`, if it was made from the same values.
    #[must_use]
    pub fn get(&self, file: &str, key: Hash) -> Option<Arc<[u8]>> {
        let pages = self.pages();
        let (known, bytes) = pages.by_file.get(file)?;
        (*known == key).then(|| Arc::clone(bytes))
    }

    /// The page that was rendered last for `file`, whatever it was made from.
    #[must_use]
    pub fn last(&self, file: &str) -> Option<Arc<[u8]>> {
        self.pages().by_file.get(file).map(|(_, bytes)| Arc::clone(bytes))
    }

    /// Keeps a page and gives it back.
    pub fn put(&self, file: &str, key: Hash, bytes: Vec<u8>) -> Arc<[u8]> {
        let bytes: Arc<[u8]> = bytes.into();
        let mut pages = self.pages();
        if pages.bytes + bytes.len() > MOST_BYTES {
            *pages = Pages::default();
        }
        pages.bytes += bytes.len();
        if let Some((_, old)) = pages.by_file.insert(file.to_owned(), (key, Arc::clone(&bytes))) {
            pages.bytes -= old.len();
        }
        bytes
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
