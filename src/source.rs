//! All input text, in memory. A file keeps its [`FileId`] for as long as its path exists in one
//! [`Sources`], so that memoised work stays valid when other files come and go.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hasher;
use std::ops::Bound;
use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use sha2::{Digest as _, Sha384};

/// A content hash; every identity in soleus is one, never a time.
pub type Hash = blake3::Hash;

/// A file of the site, by its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// Values of files, each found by the id of its file.
#[derive(Debug)]
pub struct ByFile<T>(Vec<Option<T>>);

impl<T> ByFile<T> {
    #[must_use]
    pub fn get(&self, file: FileId) -> Option<&T> {
        self.0.get(file.0 as usize)?.as_ref()
    }
}

impl<T> Default for ByFile<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> FromIterator<(FileId, T)> for ByFile<T> {
    fn from_iter<I: IntoIterator<Item = (FileId, T)>>(values: I) -> Self {
        let mut by_file = Self::default();
        for (FileId(file), value) in values {
            let at = file as usize;
            if by_file.0.len() <= at {
                by_file.0.resize_with(at + 1, || None);
            }
            by_file.0[at] = Some(value);
        }
        by_file
    }
}

/// A range of bytes in one file. Lines and columns are worked out only for a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The span of `range`, given in bytes from the start of the file.
    #[must_use]
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Self {
        let byte = |at: usize| u32::try_from(at).expect("load refuses files of 4 GiB");
        Self { file, start: byte(range.start), end: byte(range.end) }
    }

    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and the place where its author wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

/// One text file of the site: an entry, a data file or a template.
#[derive(Debug, Clone)]
pub struct Source {
    pub id: FileId,
    /// Relative to the site's root, with forward slashes.
    pub path: Arc<str>,
    pub text: Arc<str>,
    pub hash: Hash,
    /// False for a file that is not UTF-8: its text is there to show the place, and nothing is made
    /// of it.
    pub is_usable: bool,
}

impl Source {
    /// Line and column of a byte, both counted from 1, the column in characters.
    #[must_use]
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let before = &self.text[..self.text.floor_char_boundary(byte)];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// Width and height of a picture in pixels, from its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub struct ImageSize {
    pub width: u32,
    pub height: u32,
}

impl ImageSize {
    #[must_use]
    pub fn pixels(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

/// A format of pictures that soleus makes in sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImageFormat {
    Jpeg,
    Png,
}

/// Why a picture cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ImageFault {
    /// There is nothing in the file.
    Empty,
    /// It cannot be read to its end.
    Broken,
    /// Its name says another format than its first bytes, which are of this one.
    Mislabelled(&'static str),
    /// It has more pixels than [`MOST_PIXELS`], in this size.
    Huge(ImageSize),
    /// It moves.
    Animated,
}

/// A picture of more pixels than this is refused before it is read, since a small file can hold one
/// that fills the memory.
pub const MOST_PIXELS: u64 = 100_000_000;

/// A file that is published: everything in `static/`, and what a text names beside an entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Asset {
    /// Relative to the site's root, with forward slashes.
    pub path: Arc<str>,
    pub hash: Hash,
    /// As the picture is to be shown, upright. Known for PNG, JPEG, GIF and WebP.
    pub image: Option<ImageSize>,
    /// Of a picture that can be made in sizes, or why it cannot be shown; nothing for any other file.
    pub format: Option<Result<ImageFormat, ImageFault>>,
    /// By which a browser knows a stylesheet or a script, as the attribute `integrity` has it:
    /// <https://www.w3.org/TR/SRI/>.
    pub integrity: Option<Arc<str>>,
    /// The bytes of an asset that the binary carries; others are read again when they are copied.
    pub built_in: Option<&'static [u8]>,
}

/// A picture that others are made from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Original {
    /// Relative to the site's root, with forward slashes.
    pub path: Arc<str>,
    pub hash: Hash,
    pub size: ImageSize,
    pub format: ImageFormat,
}

impl Asset {
    /// The picture, if others can be made from it.
    #[must_use]
    pub fn original(&self) -> Option<Original> {
        let format = self.format.as_ref()?.as_ref().ok()?;
        let (path, hash) = (Arc::clone(&self.path), self.hash);
        Some(Original { path, hash, size: self.image?, format: *format })
    }
}

/// What the attribute `integrity` says of a stylesheet or a script; `None` of anything else.
#[must_use]
pub fn integrity_of(path: &str, bytes: &[u8]) -> Option<Arc<str>> {
    let hash = || BASE64_STANDARD.encode(Sha384::digest(bytes));
    is_code(path).then(|| format!("sha384-{}", hash()).into())
}

/// Whether a page can load the file as a stylesheet or a script.
#[must_use]
pub fn is_code(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, suffix)| matches!(suffix, "css" | "js" | "mjs"))
}

/// Everything that a compile reads.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    ids: BTreeMap<Arc<str>, FileId>,
    files: Vec<Option<Source>>,
    paths: Vec<Arc<str>>,
    assets: BTreeMap<Arc<str>, Asset>,
    unreadable: BTreeSet<Arc<str>>,
}

impl Sources {
    /// Adds a file or replaces its text; the id of a known path stays.
    pub fn insert(&mut self, path: &str, text: &str) -> FileId {
        self.insert_hashed(path, text.into(), blake3::hash(text.as_bytes()))
    }

    /// Adds a file whose text was hashed where it was read.
    pub fn insert_hashed(&mut self, path: &str, text: Arc<str>, hash: Hash) -> FileId {
        let id = self.id_of(path);
        self.unreadable.remove(path);
        let path = Arc::clone(&self.paths[id.0 as usize]);
        self.files[id.0 as usize] = Some(Source { id, path, text, hash, is_usable: true });
        id
    }

    /// The id of a path, which a file without usable text also has, so that it can be reported.
    pub fn id_of(&mut self, path: &str) -> FileId {
        if let Some(id) = self.ids.get(path) {
            return *id;
        }
        let id = FileId(u32::try_from(self.files.len()).expect("fewer than 2^32 files"));
        let path: Arc<str> = path.into();
        self.ids.insert(Arc::clone(&path), id);
        self.paths.push(path);
        self.files.push(None);
        id
    }

    /// Notes a file that is there and cannot be read; it was reported.
    pub fn insert_unreadable(&mut self, path: &str) {
        self.unreadable.insert(path.into());
    }

    /// Whether there is a file of this path that cannot be read.
    #[must_use]
    pub fn is_unreadable(&self, path: &str) -> bool {
        self.unreadable.contains(path)
    }

    /// Keeps a file's text from being used for anything but reports. It is then not the file that
    /// really holds this text, so its hash is another.
    pub fn mark_unusable(&mut self, id: FileId) {
        if let Some(source) = &mut self.files[id.0 as usize] {
            source.is_usable = false;
            source.hash = blake3::hash(source.hash.as_bytes());
        }
    }

    /// Takes a file's text away; its id is kept for the day when the path comes back.
    pub fn remove(&mut self, path: &str) {
        self.unreadable.remove(path);
        if let Some(id) = self.ids.get(path) {
            self.files[id.0 as usize] = None;
        }
    }

    pub fn insert_asset(&mut self, asset: Asset) {
        self.unreadable.remove(&asset.path);
        self.assets.insert(Arc::clone(&asset.path), asset);
    }

    pub fn remove_asset(&mut self, path: &str) {
        self.unreadable.remove(path);
        self.assets.remove(path);
    }

    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&Source> {
        self.files[id.0 as usize].as_ref()
    }

    #[must_use]
    pub fn path(&self, id: FileId) -> &str {
        &self.paths[id.0 as usize]
    }

    #[must_use]
    pub fn by_path(&self, path: &str) -> Option<&Source> {
        self.get(*self.ids.get(path)?)
    }

    #[must_use]
    pub fn asset(&self, path: &str) -> Option<&Asset> {
        self.assets.get(path)
    }

    /// All texts, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.ids.values().filter_map(|id| self.get(*id))
    }

    /// All texts below a folder, in the order of their paths.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a Source> {
        self.ids
            .range::<str, _>((Bound::Included(folder), Bound::Unbounded))
            .take_while(move |(path, _)| path.starts_with(folder))
            .filter_map(|(_, id)| self.get(*id))
    }

    /// Identifies all files together.
    #[must_use]
    pub fn fingerprint(&self) -> Hash {
        let mut hasher = blake3::Hasher::new();
        for source in self.iter() {
            hasher.update(source.path.as_bytes()).update(&[0]).update(source.hash.as_bytes());
        }
        hasher.update(self.fingerprint_of_others().as_bytes()).finalize()
    }

    /// Identifies the files that are no texts: those that are copied, and those that cannot be read.
    #[must_use]
    pub fn fingerprint_of_others(&self) -> Hash {
        let mut hasher = blake3::Hasher::new();
        for asset in self.assets() {
            hasher.update(asset.path.as_bytes()).update(&[0]).update(asset.hash.as_bytes());
        }
        for path in &self.unreadable {
            hasher.update(path.as_bytes()).update(&[0]);
        }
        hasher.finalize()
    }

    /// Identifies what texts can see of those files: which there are, the sizes of pictures, and the
    /// contents of those that other files are made from.
    #[must_use]
    pub fn fingerprint_of_shapes(&self) -> Hash {
        let shape =
            |asset: &Asset| asset.format.as_ref().map(|format| (format.clone(), asset.hash));
        let assets: Vec<_> =
            self.assets().map(|asset| (&asset.path, asset.image, shape(asset))).collect();
        hash_of(&(assets, &self.unreadable))
    }

    /// All assets, in the order of their paths.
    pub fn assets(&self) -> impl Iterator<Item = &Asset> {
        self.assets.values()
    }
}

/// The hash of a value: the same for equal values, in every run.
#[must_use]
pub fn hash_of(value: &impl std::hash::Hash) -> Hash {
    let mut hasher = ContentHasher(Vec::with_capacity(8 * 1024));
    value.hash(&mut hasher);
    blake3::hash(&hasher.0)
}

/// Gathers what a value hashes to, for blake3 is several times faster over one long text than over
/// many short ones.
struct ContentHasher(Vec<u8>);

impl Hasher for ContentHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        let mut first = [0; 8];
        first.copy_from_slice(&blake3::hash(&self.0).as_bytes()[..8]);
        u64::from_le_bytes(first)
    }
}
