//! One file → its text or its facts.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use super::Outcome;
use super::walk::FoundFile;
use crate::source::{Asset, ImageSize, integrity_of, is_code};

/// A text longer than this is refused: no page is, and a hostile one would hold up the build.
const TEXT_LIMIT: u64 = 8 * 1024 * 1024;
/// How much of a picture is read to find its size.
const HEADER: usize = 64 * 1024;

pub(super) fn read(root: &Path, file: FoundFile) -> Outcome {
    let path = file.path;
    if let Some(message) = file.fault {
        return Outcome::Fault { path, message };
    }
    read_regular(root, &path).unwrap_or_else(|error| Outcome::Fault {
        path,
        message: format!("it cannot be read: {error}"),
    })
}

fn read_regular(root: &Path, path: &str) -> io::Result<Outcome> {
    let file = open(root, path)?;
    let length = file.metadata()?.len();
    take(path, length, file)
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

/// Opens a regular file of the site, and nothing that took its place since the walk: no link, also not
/// in place of a folder on the way, and no FIFO, which would wait for ever.
#[cfg(unix)]
pub(super) fn open(root: &Path, path: &str) -> io::Result<File> {
    use rustix::fs::{CWD, Mode, OFlags, openat};
    let (folders, name) = path.rsplit_once('/').unwrap_or((".", path));
    let mut folder = openat(CWD, root, FOLDER, Mode::empty())?;
    for name in folders.split('/') {
        folder = openat(&folder, name, FOLDER | OFlags::NOFOLLOW, Mode::empty())?;
    }
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = File::from(openat(&folder, name, flags, Mode::empty())?);
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file"))
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

#[cfg(not(unix))]
pub(super) fn open(root: &Path, path: &str) -> io::Result<File> {
    let path = root.join(path);
    if !std::fs::canonicalize(&path)?.starts_with(std::fs::canonicalize(root)?) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it lies outside the site"));
    }
    File::open(path)
}

fn asset(path: &str, mut content: impl io::Read) -> io::Result<Outcome> {
    let mut header = Vec::new();
    content.by_ref().take(HEADER as u64).read_to_end(&mut header)?;
    let image = image_size(&header);
    let (hash, integrity) = if is_code(path) {
        content.read_to_end(&mut header)?;
        (blake3::hash(&header), integrity_of(path, &header))
    } else {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&header);
        (hasher.update_reader(content)?.finalize(), None)
    };
    Ok(Outcome::Asset(Asset { path: path.into(), hash, image, integrity, built_in: None }))
}

/// Width and height from the first bytes of a picture.
fn image_size(header: &[u8]) -> Option<ImageSize> {
    let size = imagesize::blob_size(header).ok()?;
    let pixels = |number: usize| u32::try_from(number).ok();
    Some(ImageSize { width: pixels(size.width)?, height: pixels(size.height)? })
}
