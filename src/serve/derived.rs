//! Pictures in sizes and cards of the preview: each is made when it is asked for.

use super::{Built, Desk};
use crate::diagnostic::Diagnostic;
use crate::plan::Derived;

#[cfg(feature = "images")]
impl Desk {
    /// The bytes of a derived file; `None` where a picture went a moment ago, or cannot be read.
    pub(super) fn derived(&self, derived: &Derived) -> Option<Vec<u8>> {
        self.cache.bytes(derived).ok()
    }

    /// What is wrong with pictures that only reading them to their ends shows; `None` when `go_on` ends
    /// it.
    pub(super) fn faults(
        &self,
        built: &Built,
        go_on: impl FnMut() -> bool,
    ) -> Option<Vec<Diagnostic>> {
        self.cache.faults_in_turn(&built.compiled.site, go_on)
    }
}

/// Nothing is derived.
#[cfg(not(feature = "images"))]
impl Desk {
    pub(super) fn derived(&self, _: &Derived) -> Option<Vec<u8>> {
        None
    }

    pub(super) fn faults(&self, _: &Built, _: impl FnMut() -> bool) -> Option<Vec<Diagnostic>> {
        Some(Vec::new())
    }
}
