//! A part that many pages repeat.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde::{Serialize, Serializer};
use tera::Value;

use crate::source::{self, hash_of};

/// A part that pages repeat, and share. It is hashed once for all of them, and what templates see of it is
/// made once when many repeat it.
pub struct Repeated<T>(Arc<Inner<T>>);

/// What fewer pages repeat is not worth the memory.
const MANY: usize = 8;

struct Inner<T> {
    part: T,
    hash: source::Hash,
    in_templates: OnceLock<Box<Value>>,
}

impl<T> Repeated<T> {
    /// The same for all parts that are equal.
    #[must_use]
    pub fn hash(&self) -> source::Hash {
        self.0.hash
    }

    /// The other where it is equal, so that old pages and new ones share it.
    #[must_use]
    pub(in crate::plan) fn or_equal(self, other: Option<&Self>) -> Self {
        other.filter(|other| **other == self).cloned().unwrap_or(self)
    }
}

impl<T: Hash> From<T> for Repeated<T> {
    fn from(part: T) -> Self {
        let hash = hash_of(&part);
        Self(Arc::new(Inner { part, hash, in_templates: OnceLock::new() }))
    }
}

impl<T> Deref for Repeated<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.part
    }
}

impl<T> Clone for Repeated<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T: fmt::Debug> fmt::Debug for Repeated<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.part.fmt(f)
    }
}

impl<T> PartialEq for Repeated<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0.hash == other.0.hash
    }
}

impl<T> Eq for Repeated<T> {}

impl<T> Hash for Repeated<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash.as_bytes().hash(state);
    }
}

impl<T: Serialize> Serialize for Repeated<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if Arc::strong_count(&self.0) < MANY {
            return self.0.part.serialize(serializer);
        }
        // Where a value for templates is being made, Tera takes this one as it is.
        let make = || Value::from_serializable(&self.0.part).into();
        self.0.in_templates.get_or_init(make).serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Link;
    use super::*;

    #[test]
    fn a_part_looks_the_same_however_many_pages_repeat_it() {
        let link = Link::new("Calves", "/areas/calves/");
        let seen = |link: &Link| {
            let in_template = Value::from_serializable(&vec![link.clone()]);
            (serde_json::to_value(in_template).unwrap(), serde_json::to_value(link).unwrap())
        };
        let by_few = seen(&link);
        let pages = vec![link.clone(); MANY];
        assert_eq!(seen(&link), by_few);
        assert!(pages[0].0.in_templates.get().is_some());
    }

    #[test]
    fn an_equal_part_is_shared() {
        let old = Link::new("Calves", "/areas/calves/");
        let same = Link::new("Calves", "/areas/calves/").or_equal(Some(&old));
        let other = Link::new("Shins", "/areas/calves/").or_equal(Some(&old));
        assert!(Arc::ptr_eq(&same.0, &old.0) && !Arc::ptr_eq(&other.0, &old.0));
        assert_eq!(&*other.title, "Shins");
    }
}
