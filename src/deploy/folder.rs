//! A folder, of this machine or of a share: each file is written beside its place and then moved there.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::retry::random;
use super::state::{Published, STATE};
use super::store::{Fault, Store, StoreError, Version};
use super::told::Told;
use crate::schema::Folder;
use crate::write::{refuse_sources, resolve};

/// Where files are written before they are moved to their places.
const PARTS: &str = ".soleus-parts";

/// Who replaces the state holds this file.
const LOCK: &str = ".soleus-deploy.lock";

/// A folder to publish into.
#[derive(Debug, Clone)]
pub(super) struct Disk {
    folder: PathBuf,
}

impl Disk {
    /// Finds the folder, which is made if only itself is missing: a share that is not mounted must not
    /// be taken for an empty one.
    pub(super) fn at(root: &Path, out: &Path, folder: &Folder) -> Result<Self, Told> {
        let folder = root.join(&*folder.path);
        let elsewhere = "choose another folder in `content/site.yaml`";
        let real = resolve(&folder).map_err(|error| Told::new(error.to_string(), elsewhere))?;
        if let Err(error) = refuse_sources(root, &real) {
            let message = error.to_string().replacen("the output", "the target", 1);
            return Err(Told::new(message, elsewhere));
        }
        let out = resolve(out).map_err(|error| Told::new(error.to_string(), elsewhere))?;
        if out.starts_with(&real) || real.starts_with(&out) {
            let message = format!("the target `{}` overlaps what was built", real.display());
            return Err(Told::new(message, elsewhere));
        }
        let parent = real.parent().unwrap_or(&real);
        if !parent.is_dir() {
            let message = format!("`{}` is not there", parent.display());
            return Err(Told::new(message, "make the folder, or mount what it lies on"));
        }
        Ok(Self { folder: real })
    }

    /// Does something that waits for the disk, while others go on.
    async fn on_disk<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Self) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let disk = self.clone();
        let done = tokio::task::spawn_blocking(move || act(&disk)).await;
        done.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()))
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let full = self.folder.join(path);
        match fs::read(&full) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(failed("read", &full, &error)),
        }
    }

    fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let part = self.folder.join(PARTS).join(format!("{:016x}", random()));
        let full = self.folder.join(path);
        let written = with_parent(&part, || fs::write(&part, bytes));
        written.map_err(|error| failed("write", &part, &error))?;
        with_parent(&full, || fs::rename(&part, &full)).map_err(|error| {
            let _ = fs::remove_file(&part);
            failed("write", &full, &error)
        })
    }

    fn replace_state(&self, bytes: &[u8], seen: Option<&Version>) -> Result<Version, StoreError> {
        let _lock = self.lock()?;
        let there = self.read(STATE)?.map(|there| version(&there));
        if there.as_ref() != seen {
            return Err(StoreError::conflict());
        }
        self.replace(STATE, bytes)?;
        Ok(version(bytes))
    }

    /// Held for as long as two reads and a write take; the system frees it when its holder dies.
    fn lock(&self) -> Result<File, StoreError> {
        let path = self.folder.join(LOCK);
        let open = || File::options().write(true).create(true).truncate(false).open(&path);
        let file = with_parent(&path, open).map_err(|error| failed("open", &path, &error))?;
        match file.lock() {
            Ok(()) => Ok(file),
            // Some shares know no locks; the claim still keeps apart all who do not come at once.
            Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(file),
            Err(error) => Err(failed("lock", &path, &error)),
        }
    }

    /// Removes what dead deploys left half written.
    fn sweep(&self) -> Result<(), StoreError> {
        let parts = self.folder.join(PARTS);
        let swept = fs::read_dir(&parts).and_then(|entries| {
            for entry in entries {
                absent_is_fine(fs::remove_file(entry?.path()))?;
            }
            Ok(())
        });
        absent_is_fine(swept).map_err(|error| failed("clean", &parts, &error))
    }

    fn delete(&self, path: &str) -> Result<(), StoreError> {
        let full = self.folder.join(path);
        // A folder that came into its place is no file.
        if fs::symlink_metadata(&full).is_ok_and(|found| found.is_dir()) {
            return Ok(());
        }
        absent_is_fine(fs::remove_file(&full)).map_err(|error| failed("remove", &full, &error))?;
        // The folders that held nothing else go too; the first that holds something ends it.
        let folders = Path::new(path).ancestors().skip(1).filter(|p| *p != Path::new(""));
        let _ = folders.map(|inner| fs::remove_dir(self.folder.join(inner))).find(Result::is_err);
        Ok(())
    }
}

impl Store for Disk {
    const HAS_FOLDERS: bool = true;

    async fn read_state(&self) -> Result<Option<(Vec<u8>, Version)>, StoreError> {
        let bytes = self.on_disk(|disk| disk.read(STATE)).await?;
        Ok(bytes.map(|bytes| (bytes.clone(), version(&bytes))))
    }

    async fn put_state(&self, bytes: &[u8], seen: Option<&Version>) -> Result<Version, StoreError> {
        let (bytes, seen) = (bytes.to_vec(), seen.cloned());
        self.on_disk(move |disk| disk.replace_state(&bytes, seen.as_ref())).await
    }

    async fn prepare(&self) -> Result<(), StoreError> {
        self.on_disk(Self::sweep).await
    }

    async fn put(&self, path: &str, _: &Published, bytes: Vec<u8>) -> Result<(), StoreError> {
        let path = path.to_owned();
        self.on_disk(move |disk| disk.replace(&path, &bytes)).await
    }

    async fn get(&self, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let path = path.to_owned();
        self.on_disk(move |disk| disk.read(&path)).await
    }

    async fn remove(&self, path: &str) -> Result<(), StoreError> {
        let path = path.to_owned();
        self.on_disk(move |disk| disk.delete(&path)).await
    }
}

fn version(bytes: &[u8]) -> Version {
    Version(blake3::hash(bytes).to_hex().to_string())
}

/// Whether nothing is at a path, or a part of it is a file.
fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn absent_is_fine(done: io::Result<()>) -> io::Result<()> {
    done.or_else(|error| if is_absent(&error) { Ok(()) } else { Err(error) })
}

/// Does something that needs the folder of `to`, and makes it first if it is missing.
fn with_parent<T>(to: &Path, act: impl Fn() -> io::Result<T>) -> io::Result<T> {
    match (act(), to.parent()) {
        (Err(error), Some(parent)) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(parent)?;
            act()
        }
        (done, _) => done,
    }
}

fn failed(verb: &str, path: &Path, error: &io::Error) -> StoreError {
    let help = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room, then deploy again",
        _ => "see who may write there, then deploy again",
    };
    let message = format!("cannot {verb} `{}`: {error}", path.display());
    StoreError::new(Fault::Lasting, message, help)
}
