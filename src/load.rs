//! Disk → [`Sources`]: every text of the site in memory, the headers of its pictures and the hashes of
//! what is copied. Regular files only, nothing through a link, nothing outside the site.

#![expect(clippy::disallowed_methods, reason = "this module reads the disk")]

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::diagnostic::{Diagnostic, Place};
use crate::source::{Asset, Hash, ImageSize, Sources, Span};
use crate::theme;

/// A text longer than this is refused: no page is, and a hostile one would hold up the build.
const TEXT_LIMIT: u64 = 8 * 1024 * 1024;
/// How much of a picture is read to find its size.
const HEADER: usize = 64 * 1024;
/// The folders of a site, in the order in which they are read.
const FOLDERS: [&str; 3] = ["content", "static", "templates"];

/// The site could not be read at all.
#[derive(Debug)]
pub struct LoadError {
    pub path: PathBuf,
    pub error: io::Error,
}

impl std::fmt::Display for LoadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot read `{}`: {}", self.path.display(), self.error)
    }
}

impl std::error::Error for LoadError {}

/// Reads a site. What is wrong with single files is reported, and those files are left out.
///
/// # Errors
/// When the root is no folder that can be read, or has no `content` folder.
pub fn load(root: &Path) -> Result<(Sources, Vec<Diagnostic>), LoadError> {
    let content = root.join("content");
    if let Err(error) = fs::read_dir(&content) {
        return Err(LoadError { path: content, error });
    }
    let mut sources = Sources::default();
    let mut found = Vec::new();
    let files: Vec<FoundFile> = FOLDERS.iter().flat_map(|folder| walk(root, folder)).collect();
    let read: Vec<Outcome> = files.into_par_iter().map(|file| read(root, file)).collect();
    for read in read {
        read.add_to(&mut sources, &mut found);
    }
    theme::add_to(&mut sources);
    Ok((sources, found))
}

/// A path below the root and why it is not read, if it is not.
struct FoundFile {
    /// Relative to the root, with forward slashes.
    path: String,
    fault: Option<String>,
}

/// What became of a file.
enum Outcome {
    Text { path: String, text: Arc<str>, hash: Hash },
    NotUtf8 { path: String, text: String, valid: usize, bad: u8 },
    Asset(Asset),
    Fault { path: String, message: String },
}

impl Outcome {
    fn add_to(self, sources: &mut Sources, found: &mut Vec<Diagnostic>) {
        match self {
            Self::Text { path, text, hash } => {
                sources.insert_hashed(&path, text, hash);
            }
            Self::NotUtf8 { path, text, valid, bad } => {
                // The place needs the text; the text is taken away so that nothing is made of it.
                let file = sources.insert(&path, &text);
                let end = text[valid..].chars().next().map_or(0, char::len_utf8);
                let span = Span::new(file, valid..valid + end);
                let message = format!("the file is not UTF-8: byte `{bad:02x}` at {valid}");
                found.push(
                    Diagnostic::error("not-utf8", span, message)
                        .help("save it as UTF-8 in your editor"),
                );
                sources.mark_unusable(file);
            }
            Self::Asset(asset) => sources.insert_asset(asset),
            Self::Fault { path, message } => {
                let file = sources.id_of(&path);
                sources.insert_unreadable(&path);
                if path.starts_with("content/") && is_text(&path) {
                    // An entry that cannot be read is still there, so that who names it is right.
                    sources.insert(&path, "");
                    sources.mark_unusable(file);
                }
                let diagnostic = Diagnostic::error("unreadable-file", Place::File(file), message);
                found.push(diagnostic.help("put a regular file there, or take it away"));
            }
        }
    }
}

/// Everything below a folder except hidden files, in the order of the paths.
fn walk(root: &Path, folder: &str) -> Vec<FoundFile> {
    let start = root.join(folder);
    if fs::symlink_metadata(&start).is_err() {
        return Vec::new();
    }
    // A folder of the site may itself be a link; what lies behind it is no part of the site.
    WalkDir::new(&start)
        .follow_root_links(false)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name()))
        .filter_map(|entry| found_file(root, entry))
        .collect()
}

/// Names that begin with a dot and editors' backup files are no part of a site.
fn is_hidden(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.') || name.ends_with('~') || matches!(&*name, "Thumbs.db" | "desktop.ini")
}

fn found_file(root: &Path, entry: walkdir::Result<walkdir::DirEntry>) -> Option<FoundFile> {
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => {
            let path = error.path().map(|path| below(root, path)).unwrap_or_default();
            return Some(FoundFile { path, fault: Some(format!("it cannot be read: {error}")) });
        }
    };
    let kind = entry.file_type();
    if kind.is_dir() {
        return None;
    }
    let path = below(root, entry.path());
    let fault = if kind.is_symlink() {
        Some("it is a symbolic link, and soleus reads regular files only".to_owned())
    } else if !kind.is_file() {
        Some("it is no regular file".to_owned())
    } else if entry.path().to_str().is_none() || path.contains(char::is_control) {
        Some("its name holds characters that no address can hold".to_owned())
    } else {
        None
    };
    Some(FoundFile { path, fault })
}

fn below(root: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts = relative.components().map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

fn read(root: &Path, file: FoundFile) -> Outcome {
    let path = file.path;
    if let Some(message) = file.fault {
        return Outcome::Fault { path, message };
    }
    let result = if is_text(&path) { read_text(root, &path) } else { read_asset(root, &path) };
    result.unwrap_or_else(|error| Outcome::Fault {
        path,
        message: format!("it cannot be read: {error}"),
    })
}

fn is_text(path: &str) -> bool {
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

fn read_text(root: &Path, path: &str) -> io::Result<Outcome> {
    let file = open(&root.join(path))?;
    let length = file.metadata()?.len();
    if length > TEXT_LIMIT {
        let (length, limit) = (length / 1024 / 1024, TEXT_LIMIT / 1024 / 1024);
        let message = format!("it is {length} MiB long; a text may have at most {limit} MiB");
        return Ok(Outcome::Fault { path: path.to_owned(), message });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 1);
    file.take(TEXT_LIMIT + 1).read_to_end(&mut bytes)?;
    let path = path.to_owned();
    Ok(match String::from_utf8(bytes) {
        Ok(text) => Outcome::Text { path, hash: blake3::hash(text.as_bytes()), text: text.into() },
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let bad = error.as_bytes()[valid];
            Outcome::NotUtf8 {
                path,
                text: String::from_utf8_lossy(error.as_bytes()).into(),
                valid,
                bad,
            }
        }
    })
}

/// Opens a regular file and nothing that took its place since the walk: a FIFO would wait for ever.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
    let flags = i32::try_from(flags.bits()).expect("open flags are small");
    let file = File::options().read(true).custom_flags(flags).open(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file"))
    }
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

fn read_asset(root: &Path, path: &str) -> io::Result<Outcome> {
    let mut file = open(&root.join(path))?;
    let mut header = Vec::new();
    file.by_ref().take(HEADER as u64).read_to_end(&mut header)?;
    let mut hasher = blake3::Hasher::new();
    hasher.update(&header);
    hasher.update_reader(file)?;
    let hash: Hash = hasher.finalize();
    let image = image_size(&header);
    Ok(Outcome::Asset(Asset { path: path.into(), hash, image, built_in: None }))
}

/// Width and height from the first bytes of a picture.
fn image_size(header: &[u8]) -> Option<ImageSize> {
    let size = imagesize::blob_size(header).ok()?;
    let pixels = |number: usize| u32::try_from(number).ok();
    Some(ImageSize { width: pixels(size.width)?, height: pixels(size.height)? })
}
