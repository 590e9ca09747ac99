//! The thread that watches the files and makes a new snapshot whenever one of them changed.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::watch::{Receiver, Sender, channel};

use super::watch::Watch;
use super::{Desk, Observer, Preview, Report, Snapshot, Urgent};
use crate::check::Depth;
use crate::diagnostic::{Diagnostic, Place};
use crate::link::Conditions;
use crate::load::{Folder, LoadError};
use crate::source::Sources;

/// How long nothing happens before the day and the files are looked at all the same.
const IDLE: Duration = Duration::from_mins(1);

/// How long after a change all files are looked at: a new folder may have been filled before it was
/// watched, and a file written twice in what its file system takes for one moment.
const SETTLED: Duration = Duration::from_secs(3);

/// A compile, to be told of.
#[derive(Debug)]
pub struct Update<'a> {
    pub report: &'a Report,
    /// The paths whose content is another than before; none at the start, and when a day began.
    pub changed: &'a [String],
    /// From the end of the wait for changes to the new snapshot.
    pub time: Duration,
}

type AskConditions = Box<dyn Fn(&Sources) -> Conditions + Send>;

/// The site as it is now, and all that is needed to follow its changes.
pub(super) struct Updates {
    folder: Folder,
    watch: Watch,
    preview: Preview,
    conditions: AskConditions,
    last: Conditions,
    snapshots: Sender<Arc<Snapshot>>,
    observer: Arc<dyn Observer>,
    /// When all files are looked at again, whatever events say.
    rescan_at: Instant,
}

impl Updates {
    /// Reads and compiles the site for the first time, only so far that its pages can be shown.
    pub(super) fn start(
        root: &Path,
        poll: bool,
        conditions: impl Fn(&Sources) -> Conditions + Send + 'static,
        observer: Arc<dyn Observer>,
    ) -> Result<Self, LoadError> {
        // What changes while the site is read for the first time is noticed too.
        let mut watch = Watch::new(root, poll);
        if let Some(reason) = watch.why_polling() {
            observer.polling(&reason);
        }
        let mut folder = Folder::new(root);
        folder.rescan()?;
        let mut preview = Preview::new(root);
        let last = conditions(folder.sources());
        let sources = Arc::new(folder.sources().clone());
        let snapshot = preview.update(Depth::Errors, None, &sources, folder.found(), &last, &[]);
        let (snapshots, _) = channel(Arc::new(snapshot));
        let conditions = Box::new(conditions);
        let rescan_at = Instant::now() + SETTLED;
        Ok(Self { folder, watch, preview, conditions, last, snapshots, observer, rescan_at })
    }

    pub(super) fn snapshots(&self) -> Receiver<Arc<Snapshot>> {
        self.snapshots.subscribe()
    }

    pub(super) fn sender(&self) -> Sender<Arc<Snapshot>> {
        self.snapshots.clone()
    }

    /// Follows the changes on a thread of its own until the program ends.
    pub(super) fn run(mut self, desk: Arc<Desk>) {
        let updates = std::thread::Builder::new().name("updates".to_owned());
        let running = updates.spawn(move || {
            let urgent = Urgent::new(&desk);
            self.renew(&[], Instant::now());
            drop(urgent);
            loop {
                let left = self.rescan_at.saturating_duration_since(Instant::now());
                let named = self.watch.wait(left);
                if let Some(reason) = self.watch.why_polling() {
                    self.observer.polling(&reason);
                }
                let _urgent = Urgent::new(&desk);
                self.follow(named.as_ref());
            }
        });
        running.expect("a thread can be had");
    }

    /// Makes a new snapshot if anything changed.
    fn follow(&mut self, named: Option<&BTreeSet<PathBuf>>) {
        let start = Instant::now();
        let changed = self.look(named);
        let conditions = (self.conditions)(self.folder.sources());
        if !changed.is_empty() || conditions != self.last {
            self.last = conditions;
            self.renew(&changed, start);
        }
    }

    /// The paths of what changed. What events named is looked at alone, as long as that is enough and
    /// it is not time to look at everything.
    fn look(&mut self, named: Option<&BTreeSet<PathBuf>>) -> Vec<String> {
        let now = Instant::now();
        let named = named.filter(|_| now < self.rescan_at);
        let changed = named.and_then(|named| self.folder.rescan_only(named));
        if let Some(changed) = changed {
            self.rescan_at = self.rescan_at.min(now + SETTLED);
            return changed;
        }
        // A folder that is gone for a moment, as in a checkout, leaves the site as it was.
        let changed = self.folder.rescan();
        let is_settled = changed.as_ref().is_ok_and(Vec::is_empty);
        self.rescan_at = now + if is_settled { IDLE } else { SETTLED };
        changed.unwrap_or_default()
    }

    /// Puts a snapshot of the files as they are now in the place of the one before.
    fn renew(&mut self, changed: &[String], start: Instant) {
        let snapshot = self.compile(changed);
        let old = self.snapshots.send_replace(Arc::clone(&snapshot));
        let time = start.elapsed();
        self.observer.updated(&Update { report: &snapshot.report, changed, time });
        // A large site takes a while to be taken down.
        drop(old);
    }

    /// A fault of ours is told like a mistake, and the site stays as it was.
    fn compile(&mut self, changed: &[String]) -> Arc<Snapshot> {
        let latest = Arc::clone(&self.snapshots.borrow());
        let (sources, found) = (Arc::new(self.folder.sources().clone()), self.folder.found());
        let (preview, conditions) = (&mut self.preview, &self.last);
        let compiled = catch_unwind(AssertUnwindSafe(|| {
            preview.update(Depth::EachText, Some(&latest), &sources, found, conditions, changed)
        }));
        Arc::new(compiled.unwrap_or_else(|_| {
            self.preview.forget();
            latest.failed(&sources, fault_of_ours())
        }))
    }
}

fn fault_of_ours() -> Diagnostic {
    Diagnostic::error("internal-error", Place::Site, "soleus failed while it compiled the site")
        .help("please report it with the text above; the preview goes on at the next change")
}
