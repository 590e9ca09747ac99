//! What takes long to make, made once: pictures in sizes and cards, by what they are made of, in a folder
//! of the user's own that no build watches.

#![expect(clippy::disallowed_methods, reason = "this module keeps files")]

mod fault;
mod folder;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::derive::{card, picture};
use crate::load;
use crate::plan::Derived;
use crate::plan::picture::Picture;
use crate::plan::social_card::SocialCard;
use crate::source::{Hash, Original, hash_of};

pub use fault::Fault;
pub use folder::Folder;

/// Makes the derived files of a site, or knows them.
#[derive(Debug)]
pub struct Cache {
    root: PathBuf,
    folder: Folder,
}

impl Cache {
    /// For the site at `root`, with the files of this user.
    #[must_use]
    pub fn of_user(root: &Path) -> Self {
        Self::new(root, Folder::of_user())
    }

    /// For the site at `root`.
    #[must_use]
    pub fn new(root: &Path, folder: Folder) -> Self {
        Self { root: root.to_owned(), folder }
    }

    /// The bytes of a derived file.
    ///
    /// # Errors
    /// When the picture that it is made of cannot be read.
    pub fn bytes(&self, derived: &Derived) -> Result<Vec<u8>, Fault> {
        match derived {
            Derived::Card(card) => Ok(self.card(card)),
            Derived::Picture(picture) => {
                let mut made = self.pictures(&picture.original, &[picture])?;
                Ok(made.pop().expect("one was asked for"))
            }
        }
    }

    /// The bytes of a card.
    #[must_use]
    pub fn card(&self, card: &SocialCard) -> Vec<u8> {
        let key = card.key();
        self.folder.get(key).unwrap_or_else(|| {
            let bytes = card::png(card);
            self.folder.put(key, &bytes);
            bytes
        })
    }

    /// The bytes of files that are made of one picture, which is read once for all that are not known.
    ///
    /// # Errors
    /// When the picture cannot be read.
    pub fn pictures(
        &self,
        original: &Arc<Original>,
        wanted: &[&Picture],
    ) -> Result<Vec<Vec<u8>>, Fault> {
        let known: Vec<_> = wanted.iter().map(|picture| self.folder.get(picture.key())).collect();
        if known.iter().all(Option::is_some) {
            return Ok(known.into_iter().flatten().collect());
        }
        let made: Result<Vec<Vec<u8>>, _> = self.read(original, |upright| {
            let make = |(known, wanted): (Option<Vec<u8>>, &&Picture)| match known {
                Some(bytes) => Ok(bytes),
                None => picture::bytes(upright, wanted)
                    .inspect(|bytes| self.folder.put(wanted.key(), bytes)),
            };
            known.into_iter().zip(wanted).map(make).collect()
        })?;
        made.map_err(|picture::Broken| Fault::broken(original))
    }

    /// Makes sure that a picture can be read to its end. Of one that was read before, that is known.
    ///
    /// # Errors
    /// When it cannot.
    pub fn test(&self, original: &Arc<Original>) -> Result<(), Fault> {
        match self.folder.get(sound(original)) {
            Some(_) => Ok(()),
            None => self.read(original, |_| ()),
        }
    }

    /// Removes what nobody wanted for long.
    pub fn tidy(&self) {
        self.folder.tidy();
    }

    fn read<T>(
        &self,
        original: &Arc<Original>,
        use_it: impl FnOnce(&picture::Upright) -> T,
    ) -> Result<T, Fault> {
        let bytes = self.file(original).map_err(|error| Fault::unreadable(original, &error))?;
        let used = picture::with_upright(&bytes, original.format, original.size, use_it);
        let used = used.map_err(|picture::Broken| Fault::broken(original))?;
        self.folder.put(sound(original), &[]);
        Ok(used)
    }

    /// The file of a picture, if it is still the one that was planned with.
    fn file(&self, original: &Original) -> io::Result<Vec<u8>> {
        let bytes = load::read_file(&self.root, &original.path)?;
        if blake3::hash(&bytes) == original.hash {
            return Ok(bytes);
        }
        Err(io::Error::other("it changed a moment ago"))
    }
}

/// What is kept for a picture that was read to its end.
fn sound(original: &Original) -> Hash {
    hash_of(&("sound", original.hash, original.format))
}
