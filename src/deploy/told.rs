//! How a deploy ends that does not publish, in words that say how to go on.

use std::fmt;

/// A line and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub message: String,
    pub help: String,
}

impl Told {
    pub(super) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Told {}

/// Why nothing, or not everything, was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stopped {
    /// It should not be, or a newer deploy is at work: exit status 1.
    Refused(Vec<Told>),
    /// It could not be: exit status 2.
    Failed(Told),
}

impl Stopped {
    pub(super) fn refused(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Refused(vec![Told::new(message, help)])
    }

    pub(super) fn failed(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Failed(Told::new(message, help))
    }
}

impl From<Told> for Stopped {
    fn from(told: Told) -> Self {
        Self::Failed(told)
    }
}
