//! The pictures that texts show: which file each is, and what is wrong with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::path::{folder, name};
use super::{Finder, Target, scheme, shown_file};
use crate::diagnostic::nearest;
use crate::link::Site;
use crate::source::{Asset, ImageFault, ImageSize, MOST_PIXELS, Original, Span};

impl Finder<'_> {
    pub(super) fn image(&mut self, to: &str, span: Span) -> Target {
        if scheme(to).is_some() || to.starts_with("//") {
            let message = format!("the picture `{to}` is not on this site");
            let help = "put the file beside the text; a page loads nothing from elsewhere";
            return self.broken("external-image", span, message, help);
        }
        let path = shown_file(&self.document.path, to);
        if let Some(Err(fault)) =
            path.as_deref().and_then(|path| self.sources.asset(path)?.format.as_ref())
        {
            return self.bad_image(to, fault, span);
        }
        match path.as_deref().and_then(|path| self.asset(path)) {
            Some(target) => target,
            None if path.as_deref().is_some_and(|path| self.sources.is_unreadable(path)) => {
                Target::Broken
            }
            None => self.missing_image(to, path.as_deref(), span),
        }
    }

    fn bad_image(&mut self, to: &str, fault: &ImageFault, span: Span) -> Target {
        let name = to.escape_debug();
        let (message, help) = match fault {
            ImageFault::Empty => {
                (format!("the picture `{name}` is empty"), "put the picture there again".to_owned())
            }
            ImageFault::Broken => (broken_image(to), MEND_IMAGE.to_owned()),
            ImageFault::Mislabelled(format) => (
                format!("the picture `{name}` is not what its name says, but {format}"),
                "give the file the ending of its format, or save it as JPEG or PNG".to_owned(),
            ),
            ImageFault::Huge(ImageSize { width, height }) => (
                format!("the picture `{name}` is too large: {width} × {height} pixels"),
                format!(
                    "make it smaller; it may have {} million pixels, and pages show 1600 in a row",
                    MOST_PIXELS / 1_000_000
                ),
            ),
            ImageFault::Animated => (
                format!("the picture `{name}` moves, and its sizes would not"),
                "save one picture of it, or show it as a GIF".to_owned(),
            ),
        };
        self.broken("bad-image", span, message, &help)
    }

    fn missing_image(&mut self, to: &str, path: Option<&str>, span: Span) -> Target {
        let message = format!("there is no picture `{}`", to.escape_debug());
        let near = path.and_then(|path| {
            let beside = |asset: &&Asset| folder(&asset.path) == folder(path);
            let names = self.sources.assets().filter(beside).map(|asset| name(&asset.path));
            nearest(name(path), names)
        });
        let help = match near {
            Some(near) => format!("did you mean `{}{near}`?", &to[..to.len() - name(to).len()]),
            None => "name a file beside this one, or `/name` for one in `static/`".to_owned(),
        };
        self.broken("missing-image", span, message, &help)
    }
}

/// What is said of a picture that cannot be read to its end.
#[must_use]
pub fn broken_image(name: &str) -> String {
    format!("the picture `{}` cannot be read", name.escape_debug())
}

/// What to do about such a picture.
pub const MEND_IMAGE: &str = "open it in a program for pictures and save it as JPEG or PNG";

/// The pictures that published texts name and that are made in sizes, each once, by their paths.
#[must_use]
pub fn originals(site: &Site) -> BTreeMap<&str, &Arc<Original>> {
    let targets = site.entries.iter().flat_map(|entry| &entry.targets);
    let originals = targets.filter_map(|target| match target {
        Target::Asset { original: Some(original), .. } => Some((&*original.path, original)),
        _ => None,
    });
    originals.collect()
}
