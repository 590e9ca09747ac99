//! The preview: an author's site in the browser, fresh at every save.
//!
//! ```text
//! watch --something changed--> updates: rescan, compile --snapshot--> router: a page when it is asked for
//!                                  |                          |
//!                                  +--> background: the rest  +--> live: what changed, to each open page
//! ```
//!
//! One thread watches, compiles and puts a new [`Snapshot`] in the place of the old; a second renders
//! what nobody has asked for, for its mistakes; the server's threads read whichever snapshot is there.
//! Nothing is ever written to the disk.

#![expect(clippy::disallowed_methods, reason = "a watch and a server live by the clock")]

mod access;
mod address;
mod answer;
mod background;
mod bar;
mod derived;
mod finding;
mod gallery;
mod http;
mod index;
mod live;
mod page;
mod patient;
mod range;
mod report;
mod router;
mod snapshot;
mod updates;
mod watch;

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::watch::Receiver;

use crate::link::Conditions;
use crate::load::LoadError;
use crate::source::Sources;

pub use access::Doors;
pub use report::Report;
pub use snapshot::{Built, Preview, Shown, Snapshot};
pub use updates::Update;

/// Where the server's own script and streams are. What a site has there itself is not shown.
pub const RESERVED: &str = "/_soleus/";

/// How the preview is to be served.
#[derive(Debug, Clone)]
pub struct Options {
    pub host: IpAddr,
    /// 0 for any that is free.
    pub port: u16,
    /// Fail when the port is busy, instead of trying the next.
    pub strict_port: bool,
    /// Further names by which browsers may call the server.
    pub allowed_hosts: Vec<String>,
    /// Lead the browser to the page of the file that was saved.
    pub navigate: bool,
    /// Look for changes now and then instead of watching.
    pub poll: bool,
}

/// Why the preview cannot be served.
#[derive(Debug)]
pub enum ServeError {
    Load(LoadError),
    Listen(SocketAddr, io::Error),
    Runtime(io::Error),
}

impl std::fmt::Display for ServeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Load(error) => error.fmt(f),
            Self::Listen(at, error) => write!(f, "cannot listen at `{at}`: {error}"),
            Self::Runtime(error) => write!(f, "cannot serve: {error}"),
        }
    }
}

impl std::error::Error for ServeError {}

/// What the server's parts share.
#[derive(Debug)]
struct Desk {
    root: PathBuf,
    #[cfg(feature = "images")]
    cache: crate::cache::Cache,
    doors: Doors,
    navigate: bool,
    snapshots: Receiver<Arc<Snapshot>>,
    /// How many requests are being answered and changes followed; the background steps aside meanwhile.
    urgent: AtomicUsize,
}

/// Counts what is urgent as long as it lasts.
struct Urgent<'a>(&'a AtomicUsize);

impl<'a> Urgent<'a> {
    fn new(desk: &'a Desk) -> Self {
        desk.urgent.fetch_add(1, Ordering::Relaxed);
        Self(&desk.urgent)
    }
}

impl Drop for Urgent<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Who is told what the preview does.
pub trait Observer: Send + Sync + 'static {
    /// The server answers at these addresses.
    fn serving(&self, addresses: &[SocketAddr], base_path: &str);
    /// Changes cannot be watched, and why.
    fn polling(&self, reason: &str);
    /// The site was compiled.
    fn updated(&self, update: &Update<'_>);
    /// The pages that nobody had asked for were rendered, and more was found.
    fn found_more(&self, report: &Report);
}

/// Serves the site at `root` until the program is told to stop.
///
/// `conditions` is asked at each compile, so that a day that has begun is noticed.
///
/// # Errors
/// When the site cannot be read at all, or no port be had. Nothing in the content is an error here.
pub fn serve(
    root: &Path,
    options: &Options,
    conditions: impl Fn(&Sources) -> Conditions + Send + 'static,
    observer: &Arc<dyn Observer>,
) -> Result<(), ServeError> {
    let root = std::path::absolute(root).map_err(ServeError::Runtime)?;
    let listeners = http::listen(options.host, options.port, options.strict_port)
        .map_err(|error| ServeError::Listen((options.host, options.port).into(), error))?;
    let updates = updates::Updates::start(&root, options.poll, conditions, Arc::clone(observer))
        .map_err(ServeError::Load)?;
    let desk = Arc::new(Desk {
        #[cfg(feature = "images")]
        cache: crate::cache::Cache::of_user(&root),
        root,
        doors: Doors::new(&options.allowed_hosts),
        navigate: options.navigate,
        snapshots: updates.snapshots(),
        urgent: AtomicUsize::new(0),
    });
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(ServeError::Runtime)?;
    let stop = runtime.block_on(async { told_to_stop() }).map_err(ServeError::Runtime)?;
    let addresses: Vec<SocketAddr> =
        listeners.iter().filter_map(|listener| listener.local_addr().ok()).collect();
    let router = router::router(&desk);
    let places = http::places();
    for listener in listeners {
        runtime.spawn(http::accept(listener, router.clone(), Arc::clone(&places)));
    }
    observer.serving(&addresses, desk.snapshots.borrow().base_path());
    background::start(&updates, &desk, observer);
    updates.run(desk);
    runtime.block_on(stop);
    // Streams that are open would hold it up for ever.
    runtime.shutdown_background();
    Ok(())
}

/// Comes to its end with Ctrl-C or the signal that asks a program to end. From here on, neither ends
/// the program in another way.
#[cfg(unix)]
fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
