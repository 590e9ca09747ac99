//! Parsed files and rendered pages, kept by the hash of what they were made from. The stages do not
//! know that it exists.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::parse::{self, Parsed};
use crate::source::{FileId, Hash, Source, Sources};

/// Parsed files by their text.
#[derive(Debug, Default)]
pub struct Memo {
    parsed: HashMap<FileId, (Hash, Parsed)>,
}

impl Memo {
    /// Parses every file of `content/` that is not known with this text; files that are gone are
    /// forgotten. The result is in the order of the paths.
    pub fn parse(&mut self, sources: &Sources) -> Vec<Parsed> {
        let files: Vec<&Source> = sources.under("content/").collect();
        let parsed: Vec<Parsed> = files.par_iter().map(|source| self.parse_one(source)).collect();
        let known = files.iter().zip(&parsed);
        self.parsed =
            known.map(|(source, parsed)| (source.id, (source.hash, parsed.clone()))).collect();
        parsed
    }

    fn parse_one(&self, source: &Source) -> Parsed {
        match self.parsed.get(&source.id) {
            Some((hash, parsed)) if *hash == source.hash => parsed.clone(),
            _ => parse::parse(source),
        }
    }
}
