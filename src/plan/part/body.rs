//! A Markdown text with everything that rendering needs to know of the site.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::Citations;
use crate::link::{Entry, EntryId, Target, TermId};
use crate::parse::markdown::{Spotted, Wanted};
use crate::parse::tape::Tape;
use crate::plan::Context;
use crate::plan::picture::{self, Image};

/// A Markdown text with everything that rendering needs to know of the site.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    file: Arc<str>,
    /// Of the file, which stands for its text.
    hash: crate::source::Hash,
    range: std::ops::Range<usize>,
    tape: Arc<Tape>,
    /// In the order of the text's links.
    pub hrefs: Vec<Href>,
    /// In the order of the text's headings.
    pub heading_ids: Vec<Arc<str>>,
}

impl Body {
    #[must_use]
    pub fn text(&self) -> &str {
        &self.file[self.range.clone()]
    }

    /// The events of the text, of which only texts have places.
    pub fn events(&self) -> impl Iterator<Item = Spotted<'_>> {
        self.tape.events(self.text())
    }
}

impl Hash for Body {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { file: _, hash, range, tape: _, hrefs, heading_ids } = self;
        (hash.as_bytes(), range, hrefs, heading_ids).hash(state);
    }
}

/// What a link of a text becomes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Href {
    /// A link; a bare `[[id]]` shows the title of its entry.
    Link {
        to: Arc<str>,
        title: Option<Arc<str>>,
    },
    Image(Box<Image>),
    /// Numbers of sources, and which use of each this is.
    Citation(Vec<(u32, u32)>),
    /// Words without a link; a bare `[[id]]` shows the id.
    Words,
}

/// The body of an entry; its citations are numbered first of the page's.
pub fn body(context: &Context<'_>, id: EntryId, citations: &mut Citations) -> Body {
    let entry = context.site.entry(id);
    let outline = &entry.document.outline;
    let links = outline.links.iter().zip(&entry.targets);
    Body {
        file: Arc::clone(&entry.document.text),
        hash: entry.document.hash,
        range: entry.content().body.clone(),
        tape: Arc::clone(&outline.tape),
        hrefs: links.map(|(link, target)| context.href(entry, link, target, citations)).collect(),
        heading_ids: outline.headings.iter().map(|heading| Arc::clone(&heading.id)).collect(),
    }
}

impl Context<'_> {
    fn href(
        &self,
        entry: &Entry,
        link: &crate::parse::Link,
        target: &Target,
        citations: &mut Citations,
    ) -> Href {
        match target {
            Target::Entry { id, anchor } => Href::Link {
                to: with_anchor(self.seen.addresses.of(*id), anchor.as_ref()),
                title: matches!(link.wanted, Wanted::Entry { .. })
                    .then(|| Arc::clone(self.site.entry(*id).title())),
            },
            Target::Asset { path, image, original } if link.is_image => {
                let settings = &self.site.settings;
                Href::Image(picture::image(entry, settings, path, *image, original.as_ref()).into())
            }
            Target::Asset { original: Some(original), .. } => {
                Href::Link { to: picture::fallback(original).address(), title: None }
            }
            Target::Asset { path, .. } => {
                Href::Link { to: asset_address(path).into(), title: None }
            }
            Target::Address { path, anchor } => {
                Href::Link { to: with_anchor(path, anchor.as_ref()), title: None }
            }
            Target::Anchor(anchor) => Href::Link { to: format!("#{anchor}").into(), title: None },
            Target::Outside(to) => Href::Link { to: Arc::clone(to), title: None },
            Target::Citation(ids) => {
                Href::Citation(ids.iter().map(|id| citations.cite(*id)).collect())
            }
            Target::Term(id) => self.term_href(*id),
            Target::Unpublished | Target::Broken => Href::Words,
        }
    }

    fn term_href(&self, id: TermId) -> Href {
        let term = self.site.term(id);
        match crate::plan::term::address(term) {
            Some(to) => Href::Link { to, title: Some(term.name.share()) },
            None => Href::Words,
        }
    }
}

fn with_anchor(address: &Arc<str>, anchor: Option<&Arc<str>>) -> Arc<str> {
    anchor.map_or_else(|| Arc::clone(address), |anchor| format!("{address}#{anchor}").into())
}

/// Where a file is published: `static/` is the root of the site, and a file beside an entry keeps its
/// path below `content/`.
#[must_use]
pub fn asset_address(path: &str) -> String {
    let inside = path.strip_prefix("static").or_else(|| path.strip_prefix("content"));
    inside.unwrap_or(path).to_owned()
}
