//! The thread that renders what nobody has asked for, so that mistakes of other pages show too. It
//! keeps no bytes, steps aside while a request is answered or a change followed, and drops its work when
//! the site is another.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::sync::watch::{Receiver, Sender};

use super::updates::Updates;
use super::{Desk, Observer, Snapshot};

/// How long it steps aside before it looks again.
const ASIDE: Duration = Duration::from_millis(1);

pub(super) fn start(updates: &Updates, desk: &Arc<Desk>, observer: &Arc<dyn Observer>) {
    let (sender, receiver) = (updates.sender(), updates.snapshots());
    let (desk, observer) = (Arc::clone(desk), Arc::clone(observer));
    let background = std::thread::Builder::new().name("background".to_owned());
    let running = background.spawn(move || run(&sender, receiver, &desk, &*observer));
    running.expect("a thread can be had");
}

fn run(
    sender: &Sender<Arc<Snapshot>>,
    mut receiver: Receiver<Arc<Snapshot>>,
    desk: &Desk,
    observer: &dyn Observer,
) {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().build() else { return };
    loop {
        let snapshot = Arc::clone(&receiver.borrow_and_update());
        // What it stands aside for may make the snapshot an old one, which then is only in the way.
        let mut go_on = || {
            while !receiver.has_changed().unwrap_or(true) {
                if desk.urgent.load(Ordering::Relaxed) == 0 {
                    return true;
                }
                std::thread::sleep(ASIDE);
            }
            false
        };
        // A fault of ours in one page must not end the preview of all.
        let more = catch_unwind(AssertUnwindSafe(|| look_at_the_rest(&snapshot, desk, &mut go_on)));
        if let Ok(Some(more)) = more {
            publish(sender, &snapshot, &Arc::new(more), observer);
        }
        if runtime.block_on(receiver.changed()).is_err() {
            return;
        }
    }
}

/// The snapshot with what is found in its pages and then in its pictures; `None` when `go_on` ended it.
fn look_at_the_rest(
    snapshot: &Snapshot,
    desk: &Desk,
    go_on: &mut impl FnMut() -> bool,
) -> Option<Snapshot> {
    let rendered = snapshot.render_the_rest(&mut *go_on)?;
    let faults = desk.faults(snapshot.unrendered()?, go_on)?;
    Some(rendered.and(faults))
}

/// Puts the snapshot with more findings in the place of the one it was made of, if that still stands.
fn publish(
    sender: &Sender<Arc<Snapshot>>,
    of: &Arc<Snapshot>,
    more: &Arc<Snapshot>,
    observer: &dyn Observer,
) {
    let has_more = more.report.diagnostics.len() > of.report.diagnostics.len();
    let is_current = sender.send_if_modified(|current| {
        let is_current = current.number == of.number;
        if is_current {
            *current = Arc::clone(more);
        }
        is_current
    });
    if is_current && has_more {
        observer.found_more(&more.report);
    }
}
