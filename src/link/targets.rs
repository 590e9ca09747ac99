//! Where the links of the texts lead: entries, files, other sites, addresses, sources.

mod path;
mod picture;

use std::sync::Arc;

use rayon::prelude::*;

use super::definitions::Meaning;
use super::{EntryId, Site, SourceId, TermId, as_document};
use crate::diagnostic::{Diagnostic, nearest};
use crate::parse::markdown::Wanted;
use crate::parse::{Document, Link, Parsed};
use crate::schema::Kind;
use crate::source::{ImageSize, Original, Sources, Span};

pub use path::{beside, decoded, scheme, shown_file};
pub use picture::{MEND_IMAGE, broken_image, originals};

use path::name;

/// Where a link of a text leads.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    Entry {
        id: EntryId,
        anchor: Option<Arc<str>>,
    },
    /// A file of `static/` or beside an entry, by its path from the root.
    Asset {
        path: Arc<str>,
        image: Option<ImageSize>,
        /// The picture, if it is made in sizes.
        original: Option<Arc<Original>>,
    },
    /// An address of this site; only `plan` knows which exist.
    Address {
        path: Arc<str>,
        anchor: Option<Arc<str>>,
    },
    /// An anchor of the same page.
    Anchor(Arc<str>),
    /// Another site, a mail address or a telephone number.
    Outside(Arc<str>),
    Citation(Vec<SourceId>),
    /// A muscle or a piece of equipment.
    Term(TermId),
    /// An entry that is not published now: its words stand without a link.
    Unpublished,
    /// Reported; its words stand without a link.
    Broken,
}

/// Schemes that a link may have besides none.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// What may stand in `> [!…]`.
const ALERTS: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

/// Fills `targets` and `linked_from` of every entry. The links of a file whose front matter has mistakes
/// are only looked at for theirs, so that an author is told of all at once.
pub fn resolve(site: &mut Site, parsed: &[Parsed], sources: &Sources, found: &mut Vec<Diagnostic>) {
    let shared: &Site = site;
    let without_content = parsed.iter().filter_map(as_document);
    for document in without_content.filter(|document| document.content.is_none()) {
        found.extend(of_document(shared, document, sources).1);
    }
    let targets =
        shared.entries.par_iter().map(|entry| of_document(shared, &entry.document, sources));
    let targets: Vec<(Vec<Target>, Vec<Diagnostic>)> = targets.collect();
    for (id, (targets, faults)) in site.ids().zip(targets) {
        for target in &targets {
            if let Target::Entry { id: other, .. } = target
                && *other != id
            {
                site.entry_mut(*other).linked_from.push(id);
            }
        }
        site.entry_mut(id).targets = targets;
        found.extend(faults);
    }
    // They came in the order of the entries that link.
    site.entries.par_iter_mut().for_each(|entry| Arc::make_mut(entry).linked_from.dedup());
}

fn of_document(
    site: &Site,
    document: &Document,
    sources: &Sources,
) -> (Vec<Target>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let mut finder = Finder { site, document, sources, found: &mut found };
    let targets = document.outline.links.iter().map(|link| finder.find(link)).collect();
    (targets, found)
}

struct Finder<'a> {
    site: &'a Site,
    document: &'a Document,
    sources: &'a Sources,
    found: &'a mut Vec<Diagnostic>,
}

impl Finder<'_> {
    fn find(&mut self, link: &Link) -> Target {
        match &link.wanted {
            Wanted::Entry { id, anchor } => self.entry(id, anchor.as_deref(), link.span),
            Wanted::Citation(ids) => self.citation(ids, link.span),
            Wanted::Mail(address) => Target::Outside(format!("mailto:{address}").into()),
            Wanted::UndefinedLabel(label) => {
                let message = format!("no address is given for `[{}]`", one_line(label));
                let help =
                    format!("write `[words](address)`, or a line `[{}]: address`", one_line(label));
                self.broken("dead-link", link.span, message, &help)
            }
            Wanted::UnknownAlert(word) => self.unknown_alert(word, link.span),
            Wanted::Destination(to) if link.is_image => self.image(to, link.span),
            Wanted::Destination(to) => self.destination(to, link.span),
        }
    }

    fn unknown_alert(&mut self, word: &str, span: Span) -> Target {
        let written = word.trim_start_matches('!').to_uppercase();
        if ALERTS.contains(&written.as_str()) {
            let message = format!("`[{word}]` begins no alert here");
            let help = format!("begin a quote with it, on a line of its own: `> [!{written}]`");
            return self.broken("unknown-alert", span, message, &help);
        }
        let help = match nearest(&written, ALERTS) {
            Some(near) => format!("did you mean `[!{near}]`?"),
            None => format!("the alerts are `[!{}]`", ALERTS.join("]`, `[!")),
        };
        self.broken("unknown-alert", span, format!("`[{word}]` is no alert"), &help)
    }

    fn entry(&mut self, id: &str, anchor: Option<&str>, span: Span) -> Target {
        let anchor = anchor.map(Arc::from);
        match self.site.definitions.get(id).map(|definition| definition.meaning) {
            Some(Meaning::Entry(id)) => Target::Entry { id, anchor },
            Some(Meaning::Unpublished) => self.unpublished(id, span),
            Some(Meaning::Lost) => Target::Unpublished,
            Some(Meaning::Source(_)) => {
                let help = format!("cite it: `[@{id}]`");
                self.broken("unknown-entry", span, format!("`{id}` is a source"), &help)
            }
            Some(Meaning::Term(term)) if self.site.term(term).kind.has_pages() => {
                Target::Term(term)
            }
            Some(Meaning::RedFlag(_) | Meaning::Term(_)) => {
                let message = format!("`{id}` has no page of its own");
                self.broken(
                    "unknown-entry",
                    span,
                    message,
                    "take the brackets out, or link to an entry",
                )
            }
            None => self.unknown(id, span),
        }
    }

    fn unknown(&mut self, id: &str, span: Span) -> Target {
        let near = self.site.definitions.nearest(id, None);
        let help = near.map_or_else(
            || "write the id of an entry, which is its file name".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        self.broken("unknown-entry", span, format!("no entry is called `{id}`"), &help)
    }

    /// Time alone never breaks a site, so this is no error.
    fn unpublished(&mut self, name: &str, span: Span) -> Target {
        let message = format!("`{name}` is not published, so its words stand without a link");
        let help = "it becomes a link when the entry is published";
        self.found.push(Diagnostic::warning("unpublished-link", span, message).help(help));
        Target::Unpublished
    }

    fn citation(&mut self, ids: &[String], span: Span) -> Target {
        if ids.is_empty() {
            let help = "write the id of a source after the `@`, or take the brackets out";
            return self.broken("unknown-source", span, "this citation names no source", help);
        }
        let mut sources = Vec::new();
        for id in ids {
            match self.site.definitions.get(id).map(|definition| definition.meaning) {
                Some(Meaning::Source(source)) => sources.push(source),
                Some(Meaning::Lost) => {}
                _ if self.site.definitions.may_exist(Kind::Source, id) => {}
                _ => self.unknown_source(id, span),
            }
        }
        if sources.is_empty() { Target::Broken } else { Target::Citation(sources) }
    }

    fn unknown_source(&mut self, id: &str, span: Span) {
        let near = self.site.definitions.nearest(id, Some(Kind::Source));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if id.contains([',', ' ']) => "cite several as `[@one; @another]`".to_owned(),
            None => "mend the name, or add it to `content/sources.yaml`".to_owned(),
        };
        let span = self.cited(span, id);
        let message = format!("no source is called `{}`", one_line(id));
        self.found.push(Diagnostic::error("unknown-source", span, message).help(help));
    }

    /// The place of an id within a citation, or the first line of the citation.
    fn cited(&self, span: Span, id: &str) -> Span {
        let text = &self.document.text[span.range()];
        let ends = |rest: &str| rest.trim_start().starts_with([';', ']']);
        let mut places = text.match_indices(id).map(|(at, _)| at).filter(|at| {
            text[..*at].trim_end().ends_with(['@', ';', '[']) && ends(&text[at + id.len()..])
        });
        let first_line = text.lines().next().unwrap_or_default().trim_end().len();
        let line = id.lines().next().unwrap_or_default().trim_end().len();
        let range = places.next().map_or(0..first_line, |at| at..at + line);
        Span::new(span.file, span.range().start + range.start..span.range().start + range.end)
    }

    fn destination(&mut self, to: &str, span: Span) -> Target {
        if let Some(anchor) = to.strip_prefix('#') {
            return Target::Anchor(anchor.into());
        }
        if let Some(scheme) = scheme(to) {
            return self.outside(to, &scheme, span);
        }
        if to.starts_with("//") || to.starts_with('\\') || to.contains(char::is_control) {
            return self.unsafe_address(to, span);
        }
        let (path, anchor) = to.split_once('#').map_or((to, None), |(path, a)| (path, Some(a)));
        if !path.starts_with('/') {
            return self.relative(path, anchor, span);
        }
        let path = decoded(path);
        // `/%2Fhost` is written as `//host` once it is decoded, and that is another site.
        if path.starts_with("//") || path.contains(char::is_control) {
            return self.unsafe_address(to, span);
        }
        Target::Address { path: path.into(), anchor: anchor.map(Arc::from) }
    }

    fn outside(&mut self, to: &str, scheme: &str, span: Span) -> Target {
        if SCHEMES.contains(&scheme) && !to.contains(char::is_control) {
            return Target::Outside(to.into());
        }
        self.unsafe_address(to, span)
    }

    fn unsafe_address(&mut self, to: &str, span: Span) -> Target {
        let message = format!("`{}` is no address that a page may link to", to.escape_debug());
        let help = "write `https:`, `mailto:`, `tel:`, a path from the root `/…`, or a file beside this one";
        self.broken("unsafe-address", span, message, help)
    }

    /// A file beside the text: another entry, or an asset.
    fn relative(&mut self, path: &str, anchor: Option<&str>, span: Span) -> Target {
        let Some(file) = self.beside(path) else { return self.dead(path, span) };
        match self.site.definitions.of_path(&file) {
            Some(Meaning::Entry(id)) => Target::Entry { id, anchor: anchor.map(Arc::from) },
            Some(Meaning::Unpublished) => self.unpublished(path, span),
            Some(_) => Target::Unpublished,
            None => match self.asset(&file) {
                Some(target) => target,
                None if self.sources.is_unreadable(&file) => Target::Broken,
                None => self.dead(path, span),
            },
        }
    }

    fn dead(&mut self, path: &str, span: Span) -> Target {
        if path.is_empty() {
            let help = "write the address between the round brackets";
            return self.broken("dead-link", span, "this link leads nowhere", help);
        }
        let id = name(path).trim_end_matches(".md");
        let help = match self.site.definitions.get(id) {
            Some(_) => format!("write `[[{id}]]`, which finds it wherever it lies"),
            None => match self.site.definitions.nearest(id, None) {
                Some(near) => format!("did you mean `[[{near}]]`?"),
                None => "name a file beside this one, such as `../exercises/calf-raise.md`, or write `[[id]]`".to_owned(),
            },
        };
        let message = format!("there is no file `{}`", path.escape_debug());
        self.broken("dead-link", span, message, &help)
    }

    fn asset(&self, path: &str) -> Option<Target> {
        let asset = self.sources.asset(path)?;
        let original = asset.original().map(Arc::new);
        Some(Target::Asset { path: Arc::clone(&asset.path), image: asset.image, original })
    }

    fn beside(&self, relative: &str) -> Option<String> {
        beside(&self.document.path, relative)
    }

    fn broken(
        &mut self,
        rule: &'static str,
        span: Span,
        message: impl Into<Arc<str>>,
        help: &str,
    ) -> Target {
        self.found.push(Diagnostic::error(rule, span, message).help(help));
        Target::Broken
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
