//! Where the links of the texts lead: entries, files, other sites, addresses, sources.

use std::sync::Arc;

use super::definitions::Meaning;
use super::{Entry, EntryId, Site, SourceId, TermId};
use crate::diagnostic::Diagnostic;
use crate::parse::Link;
use crate::parse::markdown::Wanted;
use crate::schema::Kind;
use crate::source::{ImageSize, Sources, Span};

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

/// Fills `targets` and `linked_from` of every entry.
pub fn resolve(site: &mut Site, sources: &Sources, found: &mut Vec<Diagnostic>) {
    let ids: Vec<EntryId> = site.ids().collect();
    for id in ids {
        let targets = of_entry(site, site.entry(id), sources, found);
        for target in &targets {
            if let Target::Entry { id: other, .. } = target
                && *other != id
            {
                site.entries[other.0 as usize].linked_from.push(id);
            }
        }
        site.entries[id.0 as usize].targets = targets;
    }
    for entry in &mut site.entries {
        entry.linked_from.sort_unstable();
        entry.linked_from.dedup();
    }
}

fn of_entry(
    site: &Site,
    entry: &Entry,
    sources: &Sources,
    found: &mut Vec<Diagnostic>,
) -> Vec<Target> {
    let mut finder = Finder { site, entry, sources, found };
    entry.content().outline.links.iter().map(|link| finder.find(link)).collect()
}

struct Finder<'a> {
    site: &'a Site,
    entry: &'a Entry,
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
                let message = format!("no link definition is called `{label}`");
                self.broken("dead-link", link.span, message, "write `[words](address)`")
            }
            Wanted::UnknownAlert(word) => {
                let message = format!("`[{word}]` is no alert");
                let help = "the alerts are `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` and `[!CAUTION]`";
                self.broken("unknown-alert", link.span, message, help)
            }
            Wanted::Destination(to) if link.is_image => self.image(to, link.span),
            Wanted::Destination(to) => self.destination(to, link.span),
        }
    }

    fn entry(&mut self, id: &str, anchor: Option<&str>, span: Span) -> Target {
        let anchor = anchor.map(Arc::from);
        match self.site.definitions.get(id).map(|definition| definition.meaning) {
            Some(Meaning::Entry(id)) => Target::Entry { id, anchor },
            Some(Meaning::Unpublished) => self.unpublished(id, span),
            Some(Meaning::Source(_)) => {
                let help = format!("cite it: `[@{id}]`");
                self.broken("unknown-entry", span, format!("`{id}` is a source"), &help)
            }
            Some(Meaning::Term(term)) if self.site.term(term).kind.has_pages() => {
                Target::Term(term)
            }
            Some(Meaning::RedFlag(_) | Meaning::Term(_)) => {
                let message = format!("`{id}` has no page of its own");
                self.broken("unknown-entry", span, message, "link to an entry")
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
        self.found.push(Diagnostic::warning("unpublished-link", span, message));
        Target::Unpublished
    }

    fn citation(&mut self, ids: &[String], span: Span) -> Target {
        let mut sources = Vec::new();
        for id in ids {
            match self.site.definitions.get(id).map(|definition| definition.meaning) {
                Some(Meaning::Source(source)) => sources.push(source),
                Some(Meaning::Unpublished) => {}
                None if self.site.definitions.may_exist(Kind::Source) => {}
                _ => self.unknown_source(id, span),
            }
        }
        if sources.is_empty() { Target::Broken } else { Target::Citation(sources) }
    }

    fn unknown_source(&mut self, id: &str, span: Span) {
        let near = self.site.definitions.nearest(id, Some(Kind::Source));
        let help = near.map_or_else(
            || "add it to `content/sources.yaml`".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let span = self.inside(span, id);
        let message = format!("no source is called `{id}`");
        self.found.push(Diagnostic::error("unknown-source", span, message).help(help));
    }

    /// The place of `word` within a longer span.
    fn inside(&self, span: Span, word: &str) -> Span {
        let range = span.range();
        match self.entry.document.text[range.clone()].find(word) {
            Some(at) if !word.is_empty() => {
                let start = range.start + at;
                Span::new(span.file, start..start + word.len())
            }
            _ => span,
        }
    }

    fn image(&mut self, to: &str, span: Span) -> Target {
        if scheme(to).is_some() || to.starts_with("//") {
            let message = format!("the picture `{to}` is not on this site");
            let help = "put the file beside the text; a page loads nothing from elsewhere";
            return self.broken("external-image", span, message, help);
        }
        let path = if let Some(path) = to.strip_prefix('/') {
            Some(format!("static/{path}"))
        } else {
            self.beside(to)
        };
        match path.and_then(|path| self.asset(&path)) {
            Some(target) => target,
            None => self.missing_image(to, span),
        }
    }

    fn missing_image(&mut self, to: &str, span: Span) -> Target {
        let message = format!("there is no picture `{to}`");
        let help = "name a file beside this one, or `/name` for one in `static/`";
        self.broken("missing-image", span, message, help)
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
            Some(_) => self.unpublished(path, span),
            None => match self.asset(&file) {
                Some(target) => target,
                None => self.dead(path, span),
            },
        }
    }

    fn dead(&mut self, path: &str, span: Span) -> Target {
        let help =
            "name a file beside this one, such as `../exercises/calf-raise.md`, or write `[[id]]`";
        self.broken("dead-link", span, format!("there is no file `{path}`"), help)
    }

    fn asset(&self, path: &str) -> Option<Target> {
        let asset = self.sources.asset(path)?;
        Some(Target::Asset { path: Arc::clone(&asset.path), image: asset.image })
    }

    /// The path from the root of a file that is named from here; `None` when it leaves the site.
    fn beside(&self, relative: &str) -> Option<String> {
        let mut parts: Vec<&str> = self.entry.document.path.split('/').collect();
        parts.pop();
        let relative = decoded(relative);
        for part in relative.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                name => parts.push(name),
            }
        }
        Some(parts.join("/"))
    }

    fn broken(
        &mut self,
        rule: &'static str,
        span: Span,
        message: impl Into<String>,
        help: &str,
    ) -> Target {
        self.found.push(Diagnostic::error(rule, span, message).help(help));
        Target::Broken
    }
}

/// The scheme of an address in lower case, as a browser would read it: it drops tabs, line ends and
/// leading control characters first.
fn scheme(address: &str) -> Option<String> {
    let clean: String = address
        .trim_start_matches(|c: char| c.is_whitespace() || c.is_control())
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect();
    let (scheme, _) = clean.split_once(':')?;
    let first = scheme.chars().next()?;
    let fits = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    (first.is_ascii_alphabetic() && scheme.chars().all(fits)).then(|| scheme.to_ascii_lowercase())
}

/// Resolves `%20` and its kind; what is not valid stays as it is.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).filter(|_| *first == b'%');
        let byte = hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}
