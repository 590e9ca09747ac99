//! A picture that nothing can be made of, as its author is told of it.

use std::io;
use std::sync::Arc;

use rayon::prelude::*;

use super::Cache;
use crate::diagnostic::{Diagnostic, Place};
use crate::link::Site;
use crate::link::targets::{MEND_IMAGE, Target, broken_image, originals};
use crate::source::Original;

/// Nothing can be made of a picture.
#[derive(Debug)]
pub struct Fault {
    original: Arc<Original>,
    why: Option<String>,
}

impl Fault {
    pub(super) fn broken(original: &Arc<Original>) -> Self {
        Self { original: Arc::clone(original), why: None }
    }

    pub(super) fn unreadable(original: &Arc<Original>, error: &io::Error) -> Self {
        Self { original: Arc::clone(original), why: Some(error.to_string()) }
    }

    /// As an author is told, at the first text that shows the picture.
    #[must_use]
    pub fn diagnostic(&self, site: &Site) -> Diagnostic {
        let message = broken_image(&self.original.path);
        let place = place(site, &self.original);
        match &self.why {
            None => Diagnostic::error("bad-image", place, message).help(MEND_IMAGE),
            Some(why) => Diagnostic::error("bad-image", place, format!("{message}: {why}"))
                .help("leave the file as it is until the build is done, then build again"),
        }
    }
}

impl Cache {
    /// What is wrong with pictures of a site that only reading them to their ends shows.
    #[must_use]
    pub fn faults(&self, site: &Site) -> Vec<Diagnostic> {
        let pictures: Vec<&Arc<Original>> = originals(site).into_values().collect();
        let tested = pictures.into_par_iter().map(|original| self.test(original));
        tested.filter_map(|tested| Some(tested.err()?.diagnostic(site))).collect()
    }

    /// The same, one picture after the other; `None` when `go_on` ends it.
    pub fn faults_in_turn(
        &self,
        site: &Site,
        mut go_on: impl FnMut() -> bool,
    ) -> Option<Vec<Diagnostic>> {
        let mut found = Vec::new();
        for original in originals(site).into_values() {
            if !go_on() {
                return None;
            }
            found.extend(self.test(original).err().map(|fault| fault.diagnostic(site)));
        }
        Some(found)
    }
}

fn place(site: &Site, original: &Original) -> Place {
    let links = site
        .entries
        .iter()
        .flat_map(|entry| entry.targets.iter().zip(&entry.document.outline.links));
    let is_of = |target: &Target| matches!(target, Target::Asset { original: Some(other), .. } if other.path == original.path);
    let mut places = links.filter(|(target, _)| is_of(target)).map(|(_, link)| link.span);
    places.next().map_or(Place::Site, Place::from)
}
