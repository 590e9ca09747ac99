//! Tells that something in the site's folders may have changed; what changed is for a rescan to find.
//!
//! An event is a hint and nothing more, so lost, doubled and late ones do no harm: the files that it
//! names are looked at first, and all others soon after. A wait ends when the folders have been quiet
//! for a moment and no program is still writing a file that it has opened, so that files saved together
//! make one change.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::load::{FOLDERS, is_hidden};

/// How long the folders must be quiet after a single save.
const QUIET: Duration = Duration::from_millis(10);
/// How long a file that was written to and not closed holds up the end of a wait.
const WRITING: Duration = Duration::from_millis(300);
/// A wait ends after this time however busy the folders are.
const LONGEST: Duration = Duration::from_secs(2);
/// How often the folders are looked at where they cannot be watched.
const POLL: Duration = Duration::from_millis(500);

type Events = Receiver<notify::Result<Event>>;

/// A watch on the folders of a site.
pub(super) struct Watch {
    root: PathBuf,
    native: Option<(RecommendedWatcher, Events)>,
    /// Why the folders can only be looked at now and then, until somebody was told.
    why_polling: Option<String>,
    /// Files that were made or written to, and not closed.
    writing: HashSet<PathBuf>,
    /// The paths that the events of a wait named; `None` when anything may have changed.
    named: Option<BTreeSet<PathBuf>>,
}

impl Watch {
    /// Watches the folders of the site at `root`, or looks at them now and then where it must or shall.
    pub(super) fn new(root: &Path, poll: bool) -> Self {
        let root = root.to_owned();
        let mut watch =
            Self { root, native: None, why_polling: None, writing: HashSet::new(), named: None };
        if poll {
            return watch;
        }
        if is_remote(&watch.root) {
            watch.poll_because(&"the site lies on a network file system");
        } else {
            watch.attach();
        }
        watch
    }

    /// Why the folders can only be looked at now and then, said once.
    pub(super) fn why_polling(&mut self) -> Option<String> {
        self.why_polling.take()
    }

    fn poll_because(&mut self, reason: &impl ToString) {
        self.native = None;
        self.named = None;
        self.why_polling = Some(reason.to_string());
    }

    /// Watches anew; where that is impossible, the folders are looked at from here on.
    fn attach(&mut self) {
        self.named = None;
        if let Err(error) = self.attach_anew() {
            self.poll_because(&error);
        }
    }

    /// Waits until something may have changed, and then until that is over; at most about `limit` when
    /// nothing changes. Gives the paths of what may have changed; `None` when anything may have.
    pub(super) fn wait(&mut self, limit: Duration) -> Option<BTreeSet<PathBuf>> {
        self.named = Some(BTreeSet::new());
        if self.native.is_none() {
            std::thread::sleep(limit.min(POLL));
            return None;
        }
        if !self.next_that_matters(Instant::now() + limit) {
            return None;
        }
        self.until_quiet();
        self.named.take()
    }

    fn until_quiet(&mut self) {
        let start = Instant::now();
        loop {
            // What has gone on for long pauses for longer than a single save.
            let quiet = QUIET.max(start.elapsed() / 8);
            let quiet = if self.writing.is_empty() { quiet } else { WRITING };
            if !self.next_that_matters((Instant::now() + quiet).min(start + LONGEST)) {
                self.writing.clear();
                return;
            }
        }
    }

    /// Takes events until one matters, or until the time is over or there are no more, and says which.
    fn next_that_matters(&mut self, until: Instant) -> bool {
        loop {
            let Some((_, events)) = &self.native else { return false };
            let left = until.saturating_duration_since(Instant::now());
            match events.recv_timeout(left) {
                Ok(Ok(event)) if self.matters(&event) => return true,
                Ok(Ok(_)) => {}
                // A watch that could not be set would miss changes; from here on they are looked for.
                Ok(Err(error)) => {
                    self.poll_because(&error);
                    return true;
                }
                Err(RecvTimeoutError::Disconnected) => {
                    self.poll_because(&"the watch has ended");
                    return true;
                }
                Err(RecvTimeoutError::Timeout) => return false,
            }
        }
    }

    fn matters(&mut self, event: &Event) -> bool {
        if !event.need_rescan() && !event.paths.iter().any(|path| is_of_site(&self.root, path)) {
            return false;
        }
        self.note_writing(event);
        let matters = !matches!(event.kind, EventKind::Access(_)) || is_end_of_writing(event.kind);
        // The site or a folder of it came, went or was exchanged, and a watch stays with the old one;
        // or events were lost, and with them those of new folders.
        let is_top = |path: &PathBuf| *path == self.root || path.parent() == Some(&*self.root);
        let is_stale = event.need_rescan() || event.paths.iter().any(is_top);
        if matters && is_stale {
            self.attach();
        } else if matters && let Some(named) = &mut self.named {
            named.extend(event.paths.iter().filter(|path| is_of_site(&self.root, path)).cloned());
        }
        matters
    }

    fn note_writing(&mut self, event: &Event) {
        let is_writing = matches!(
            event.kind,
            EventKind::Create(CreateKind::File) | EventKind::Modify(ModifyKind::Data(_))
        );
        // Only Linux tells when a file is closed.
        if cfg!(target_os = "linux") && is_writing {
            self.writing.extend(event.paths.iter().cloned());
        } else if !matches!(event.kind, EventKind::Access(AccessKind::Open(_))) {
            for path in &event.paths {
                self.writing.remove(path);
            }
        }
    }

    /// Watches the root for its folders, and everything below those that are there.
    fn attach_anew(&mut self) -> notify::Result<()> {
        let (sender, events) = mpsc::channel();
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(sender, config)?;
        watcher.watch(&self.root, RecursiveMode::NonRecursive)?;
        for folder in FOLDERS {
            match watcher.watch(&self.root.join(folder), RecursiveMode::Recursive) {
                Err(error) if !is_absent(&error) => return Err(error),
                _ => {}
            }
        }
        self.native = Some((watcher, events));
        Ok(())
    }
}

/// Whether a path is the site at `root` or one of it. What is hidden is none, such as the file that an
/// editor writes to and keeps open as long as it runs.
fn is_of_site(root: &Path, path: &Path) -> bool {
    path.strip_prefix(root).is_ok_and(|below| {
        let is_in = |folder: &&str| below.starts_with(folder);
        below == Path::new("") || FOLDERS.iter().any(is_in) && !below.iter().any(is_hidden)
    })
}

fn is_end_of_writing(kind: EventKind) -> bool {
    kind == EventKind::Access(AccessKind::Close(AccessMode::Write))
}

fn is_absent(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound => true,
        notify::ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

/// Whether other machines may change files there, of which this one is not told.
#[cfg(target_os = "linux")]
fn is_remote(root: &Path) -> bool {
    // The numbers of NFS, SMB, CIFS, SMB 2, FUSE, 9P, AFS and Ceph in the kernel's `magic.h`.
    const REMOTE: [i64; 8] = [
        0x6969,
        0x517B,
        0xFF53_4D42,
        0xFE53_4D42,
        0x6573_5546,
        0x0102_1997,
        0x5346_414F,
        0x00C3_6400,
    ];
    rustix::fs::statfs(root).is_ok_and(|file_system| REMOTE.contains(&file_system.f_type))
}

#[cfg(not(target_os = "linux"))]
fn is_remote(_: &Path) -> bool {
    false
}
