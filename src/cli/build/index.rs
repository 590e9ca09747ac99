//! The search index of a build: made from records that are taken before the entries are let go, and
//! only where what stands was made from others.

use crate::pipeline::Compiled;
use crate::write::{WriteError, Writer};

#[cfg(feature = "search")]
pub(super) struct Index(Option<crate::plan::search::SearchRecords>);

#[cfg(feature = "search")]
impl Index {
    pub(super) fn of(compiled: &Compiled) -> Self {
        Self(crate::plan::search::records(&compiled.site, &compiled.plan))
    }

    pub(super) fn put(self, writer: &Writer) -> Result<(), WriteError> {
        use crate::derive::search;
        let Some(records) = self.0 else { return Ok(()) };
        let planned = search::identity(&records);
        if writer.keep(search::folder(), planned)? {
            return Ok(());
        }
        let files = search::index(&records);
        files.iter().try_for_each(|(file, bytes)| writer.put(file, made(file, planned), bytes))
    }
}

#[cfg(feature = "search")]
fn made(file: &str, planned: crate::source::Hash) -> crate::write::Made {
    let content_type = crate::headers::content_type_of_name(file);
    crate::write::Made { role: crate::derive::search::role(file), content_type, planned }
}

#[cfg(not(feature = "search"))]
pub(super) struct Index;

#[cfg(not(feature = "search"))]
impl Index {
    pub(super) fn of(_: &Compiled) -> Self {
        Self
    }

    #[expect(
        clippy::unnecessary_wraps,
        clippy::unused_self,
        reason = "a build with a search can fail"
    )]
    pub(super) fn put(self, _: &Writer) -> Result<(), WriteError> {
        Ok(())
    }
}
