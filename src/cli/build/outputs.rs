//! One planned output → its file, and the packed forms that stand beside it. What stands already, made of
//! the same, is not made again.

use std::path::Path;

use crate::derive::precompress;
use crate::diagnostic::Diagnostic;
use crate::headers;
use crate::pipeline::Compiled;
use crate::plan::{Output, Planned};
use crate::render::templates::Templates;
use crate::schema::Compression;
use crate::write::{Content, Made, WriteError, Writer};

use super::timings::{Part, Timings};

pub(super) struct Outputs<'a> {
    pub(super) writer: &'a Writer,
    pub(super) root: &'a Path,
    pub(super) compiled: &'a Compiled,
    pub(super) templates: &'a Templates,
    /// Where the time of each output goes, when somebody wants to know.
    pub(super) timed: Option<&'a Timings>,
}

impl Outputs<'_> {
    /// Writes an output unless it stands already, and gives back what rendering it finds.
    pub(super) fn write(
        &self,
        file: &str,
        planned: &Planned,
    ) -> Result<Option<Diagnostic>, WriteError> {
        let made =
            self.time(file, planned, Part::Compare, || Made::of(file, planned, self.templates));
        if let Some(kept) = self.writer.keep(file, &made)? {
            self.pack(file, &made, kept, || self.writer.read_kept(file))?;
            return Ok(None);
        }
        let rendered = self.time(file, planned, Part::Render, || self.compiled.render(planned));
        match (rendered, &planned.output) {
            (Some(Ok(bytes)), _) => {
                let put = || self.writer.put(file, made.clone(), &bytes);
                let content = self.time(file, planned, Part::Write(bytes.len()), put)?;
                self.pack(file, &made, content, || Ok(bytes))?;
            }
            (Some(Err(diagnostic)), _) => return Ok(Some(diagnostic)),
            (None, Output::Copy(asset)) => {
                let from = self.root.join(&*asset.path);
                let content = self.writer.copy(file, made.clone(), &from)?;
                self.pack(file, &made, content, || read(&from))?;
            }
            (None, _) => {}
        }
        Ok(None)
    }

    fn time<T>(&self, file: &str, planned: &Planned, part: Part, act: impl FnOnce() -> T) -> T {
        match self.timed {
            Some(timings) => timings.time(file, planned, part, act),
            None => act(),
        }
    }

    /// Puts packed forms of a text beside it. What was packed of the same bytes before is kept.
    fn pack(
        &self,
        file: &str,
        of: &Made,
        content: Content,
        bytes: impl FnOnce() -> Result<Vec<u8>, WriteError>,
    ) -> Result<(), WriteError> {
        if !headers::is_text(&of.content_type) {
            return Ok(());
        }
        let mut missing = Vec::new();
        for compression in &self.compiled.site.settings.precompress {
            let (file, made) = packed(file, of, content, *compression);
            if self.writer.keep(&file, &made)?.is_none() {
                missing.push((file, made, *compression));
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        let bytes = bytes()?;
        for (file, made, compression) in missing {
            if let Some(packed) = precompress::compressed(&bytes, compression) {
                self.writer.put(&file, made, &packed)?;
            }
        }
        Ok(())
    }
}

/// The packed form of an output.
fn packed(file: &str, of: &Made, content: Content, by: Compression) -> (String, Made) {
    let file = format!("{file}{}", by.suffix());
    let identity = [content.hash.as_bytes().as_slice(), by.suffix().as_bytes()].concat();
    let content_type = headers::content_type_of_name(&file);
    let made = Made { role: of.role, content_type, planned: blake3::hash(&identity) };
    (file, made)
}

fn read(path: &Path) -> Result<Vec<u8>, WriteError> {
    std::fs::read(path).map_err(|error| WriteError::io("read", path, error))
}
