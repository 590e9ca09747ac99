//! What can go wrong with the output folder, in words that say how to go on.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why the output could not be written. The command could not run: exit status 2.
///
/// It displays as one line, the reason of the system included.
#[derive(Debug)]
pub struct WriteError {
    /// The file or folder that it is about.
    pub path: PathBuf,
    /// How to go on.
    pub help: String,
    what: String,
    source: Option<io::Error>,
}

impl WriteError {
    pub(super) fn refused(path: &Path, what: String, help: &str) -> Self {
        Self { path: path.to_owned(), help: help.to_owned(), what, source: None }
    }

    /// The system did not let us `verb` the path.
    pub(crate) fn io(verb: &str, path: &Path, source: io::Error) -> Self {
        let help = match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "make room and build again; the old site is as it was"
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                "see who may write there, or choose another folder with `--out`; the old site is as it was"
            }
            io::ErrorKind::CrossesDevices => "build with `--in-place`; the old site is as it was",
            _ => "the old site is as it was",
        };
        let what = format!("cannot {verb} `{}`", path.display());
        Self { source: Some(source), ..Self::refused(path, what, help) }
    }

    /// Two outputs want one place.
    pub(super) fn overlap(path: &str, other: &str) -> Self {
        let what = format!("two outputs want one place: `{path}` and `{other}`");
        Self::refused(Path::new(path), what, "give one of them another address")
    }

    /// The same error once files of the old site have been replaced.
    pub(super) fn halfway(self) -> Self {
        let help = "some files are already new, each is whole; build again to complete the site";
        Self { help: help.to_owned(), ..self }
    }

    /// Whether the path lies where this user may not write.
    pub(super) fn is_denied(&self) -> bool {
        use io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
        let kind = self.source.as_ref().map(io::Error::kind);
        matches!(kind, Some(PermissionDenied | ReadOnlyFilesystem))
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        self.source.as_ref().map_or(Ok(()), |source| write!(f, ": {source}"))
    }
}

// The line already tells the source, so `source()` stays empty and nobody prints it twice.
impl std::error::Error for WriteError {}
