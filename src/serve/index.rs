//! The search index of the preview: made when a browser first asks for a part of it, on the thread of
//! that request, and again only when a search would find something else.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::pipeline::Compiled;
use crate::plan::search::{SearchRecords, records};
use crate::plan::url;
use crate::source::{Hash, hash_of};

/// The parts of an index by their output files.
type Parts = BTreeMap<String, Arc<[u8]>>;

/// The index that was made last, with what identifies it.
type Last = Arc<Mutex<Option<(Hash, Arc<Parts>)>>>;

/// Makes the indexes of compiles that follow each other.
#[derive(Debug, Default)]
pub(super) struct Indexes(Last);

/// The index of one compile.
#[derive(Debug)]
pub(super) struct Index {
    parts: OnceLock<Arc<Parts>>,
    last: Last,
}

impl Indexes {
    /// The index of another compile, which is not made yet.
    pub(super) fn next(&self) -> Index {
        Index { parts: OnceLock::new(), last: Arc::clone(&self.0) }
    }
}

impl Index {
    /// A part of the index; who asks first waits until it is made.
    pub(super) fn file(&self, file: &str, of: &Compiled) -> Option<Arc<[u8]>> {
        if !file.starts_with(url::SEARCH_INDEX) {
            return None;
        }
        self.parts.get_or_init(|| self.make(of)).get(file).cloned()
    }

    fn make(&self, of: &Compiled) -> Arc<Parts> {
        let Some(records) = records(&of.site, &of.plan) else { return Arc::default() };
        let identity = hash_of(&records);
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some((known, parts)) if *known == identity => Arc::clone(parts),
            _ => {
                let parts = Arc::new(parts(&records));
                *last = Some((identity, Arc::clone(&parts)));
                parts
            }
        }
    }
}

#[cfg(feature = "search")]
fn parts(records: &SearchRecords) -> Parts {
    let files = crate::derive::search::index(records).into_iter();
    files.map(|(file, bytes)| (file, bytes.into())).collect()
}

/// A program without a search plans no records, so nobody asks.
#[cfg(not(feature = "search"))]
fn parts(_: &SearchRecords) -> Parts {
    Parts::new()
}
