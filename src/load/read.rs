//! One file → its text or its facts.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use super::Outcome;
use super::picture;
use super::walk::FoundFile;
use crate::source::{Asset, integrity_of, is_code};

/// A text longer than this is refused: no page is, and a hostile one would hold up the build.
const TEXT_LIMIT: u64 = 8 * 1024 * 1024;
/// How much of a picture is looked at for its size and its format; what cameras write about themselves
/// stands before both.
const HEADER: usize = 1024 * 1024;

pub(super) fn read(opener: &mut Opener<'_>, file: FoundFile) -> Outcome {
    let path = file.path;
    if let Some(message) = file.fault {
        return Outcome::Fault { path, message };
    }
    let read = opener.open(&path).and_then(|(file, length)| take(&path, length, file));
    read.unwrap_or_else(|error| Outcome::Fault {
        path,
        message: format!("it cannot be read: {error}"),
    })
}

/// Makes of a file what its path says that it is: a text, or something to copy.
pub(super) fn take(path: &str, length: u64, content: impl io::Read) -> io::Result<Outcome> {
    if is_text(path) { text(path, length, content) } else { asset(path, content) }
}

pub(super) fn is_text(path: &str) -> bool {
    let suffix = Path::new(path).extension().and_then(|suffix| suffix.to_str());
    match path.split('/').next() {
        Some("content") => suffix.is_some_and(|suffix| {
            TEXT_SUFFIXES.iter().any(|other| suffix.eq_ignore_ascii_case(other))
        }),
        Some("templates") => true,
        _ => false,
    }
}

/// Markdown that is not called `.md` is read too, so that it is told of and not passed over.
const TEXT_SUFFIXES: [&str; 7] = ["md", "yaml", "yml", "markdown", "mdown", "mkd", "mdx"];

fn text(path: &str, length: u64, content: impl io::Read) -> io::Result<Outcome> {
    if length > TEXT_LIMIT {
        let (length, limit) = (length / 1024 / 1024, TEXT_LIMIT / 1024 / 1024);
        let message = format!("it is {length} MiB long; a text may have at most {limit} MiB");
        return Ok(Outcome::Fault { path: path.to_owned(), message });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 1);
    content.take(TEXT_LIMIT + 1).read_to_end(&mut bytes)?;
    let path = path.to_owned();
    Ok(match String::from_utf8(bytes) {
        Ok(text) => Outcome::Text { path, hash: blake3::hash(text.as_bytes()), text: text.into() },
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let bad = error.as_bytes()[valid];
            Outcome::NotUtf8 {
                path,
                hash: blake3::hash(error.as_bytes()),
                text: String::from_utf8_lossy(error.as_bytes()).into(),
                valid,
                bad,
            }
        }
    })
}

/// Opens regular files of the site, and nothing that took the place of one since the walk: no link, also
/// not in place of a folder on the way, and no FIFO, which would wait for ever.
pub(super) struct Opener<'a> {
    root: &'a Path,
    /// The folder of the last file, where the next mostly lies too.
    #[cfg(unix)]
    folder: Option<(String, std::os::fd::OwnedFd)>,
}

impl<'a> Opener<'a> {
    pub(super) fn new(root: &'a Path) -> Self {
        Self {
            root,
            #[cfg(unix)]
            folder: None,
        }
    }

    /// Opens a file by its path from the root, and tells its length in bytes.
    #[cfg(unix)]
    pub(super) fn open(&mut self, path: &str) -> io::Result<(File, u64)> {
        use rustix::fs::{Mode, OFlags, openat};
        let (folders, name) = path.rsplit_once('/').unwrap_or((".", path));
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = File::from(openat(self.folder(folders)?, name, flags, Mode::empty())?);
        let found = file.metadata()?;
        if found.is_file() {
            Ok((file, found.len()))
        } else {
            Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file"))
        }
    }

    #[cfg(unix)]
    fn folder(&mut self, folders: &str) -> io::Result<&std::os::fd::OwnedFd> {
        use rustix::fs::{CWD, Mode, OFlags, openat};
        let last = match self.folder.take() {
            Some(last) if last.0 == folders => last,
            _ => {
                let mut folder = openat(CWD, self.root, FOLDER, Mode::empty())?;
                for name in folders.split('/') {
                    folder = openat(&folder, name, FOLDER | OFlags::NOFOLLOW, Mode::empty())?;
                }
                (folders.to_owned(), folder)
            }
        };
        Ok(&self.folder.insert(last).1)
    }

    /// Opens a file by its path from the root, and tells its length in bytes.
    #[cfg(not(unix))]
    pub(super) fn open(&mut self, path: &str) -> io::Result<(File, u64)> {
        let path = self.root.join(path);
        if !std::fs::canonicalize(&path)?.starts_with(std::fs::canonicalize(self.root)?) {
            return Err(io::Error::new(
                io::ErrorKind::PermissionDenied,
                "it lies outside the site",
            ));
        }
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        Ok((file, length))
    }
}

/// How a folder on the way to a file is opened. On Linux that is no event for whoever watches it.
#[cfg(unix)]
const FOLDER: rustix::fs::OFlags = {
    use rustix::fs::OFlags;
    let folder = OFlags::DIRECTORY.union(OFlags::CLOEXEC);
    #[cfg(target_os = "linux")]
    let folder = folder.union(OFlags::PATH);
    folder
};

fn asset(path: &str, mut content: impl io::Read) -> io::Result<Outcome> {
    let mut header = Vec::new();
    content.by_ref().take(HEADER as u64).read_to_end(&mut header)?;
    let picture::Seen { image, format } = picture::look(path, &header);
    let (hash, integrity) = if is_code(path) {
        content.read_to_end(&mut header)?;
        (blake3::hash(&header), integrity_of(path, &header))
    } else {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&header);
        (hasher.update_reader(content)?.finalize(), None)
    };
    let path = path.into();
    Ok(Outcome::Asset(Asset { path, hash, image, format, integrity, built_in: None }))
}
