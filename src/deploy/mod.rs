//! `soleus deploy`: the folder that a build wrote → a target. What is there is compared by hashes and
//! shown first; files go in an order in which the site at the target works at every instant; and one
//! deploy at a time changes a target, so that an older one never overwrites a newer.
//!
//! A store of objects and a folder are written to file by file under a claim (`publish`). A branch of
//! git gets one commit, whose push is the claim (`git`).

#![expect(
    clippy::disallowed_methods,
    reason = "this module reads what was built and writes to targets"
)]

mod built;
mod claim;
mod commit;
mod compare;
mod folder;
mod git;
mod object;
mod object_error;
mod publish;
mod purge;
mod refuse;
mod retry;
mod run;
mod send;
mod state;
mod steps;
mod store;
mod told;
mod turn;
mod verify;

use std::path::PathBuf;

use jiff::Timestamp;

use crate::schema::{Target, Where};

pub use commit::Commit;
pub use compare::Changes;
pub use refuse::Reason;
pub use retry::Pace;
pub use state::{Claim, Files, Published, Retired, STATE, State};
pub use told::{Stopped, Told};
pub use verify::Verify;

use folder::Disk;
use git::to_git;
use object::Objects;
use run::Run;

/// What is to be published, and where.
#[derive(Debug, Clone)]
pub struct Request {
    /// The folder of the site.
    pub root: PathBuf,
    /// The folder that the build wrote.
    pub out: PathBuf,
    /// What `site.yaml` calls the target.
    pub name: String,
    pub target: Target,
    /// Where readers find the target.
    pub base_url: String,
}

/// How it is to be published.
#[derive(Debug, Clone)]
pub struct Options {
    pub allow: Vec<Reason>,
    /// Ends with the plan.
    pub dry_run: bool,
    /// Reads back what was published.
    pub verify: Option<Verify>,
    /// From when on what is unused now is unused.
    pub now: Timestamp,
    pub pace: Pace,
}

/// How a deploy ended that did what it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The plan was shown, and nothing was written.
    DryRun,
    /// The target has the site already.
    Nothing,
    Published(Changes),
}

/// A deploy that went well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub outcome: Outcome,
    /// The target as people write it: `s3://my-site/blog`.
    pub place: String,
    /// How many files were read back.
    pub verified: Option<usize>,
}

/// Hears how a deploy goes on.
pub trait Observer {
    /// What will be done, or would be.
    fn planned(&self, changes: &Changes);
    /// Another deploy has the target.
    fn waiting(&self, claim: &Claim);
    /// So many files of so many are sent.
    fn sent(&self, done: usize, of: usize);
    /// Something is tried again.
    fn retrying(&self, why: &Told);
}

/// Publishes a site, or says why not.
///
/// # Errors
/// When the site should not be published or a newer one is, and when it cannot be.
pub fn deploy(
    request: &Request,
    options: &Options,
    observer: &dyn Observer,
) -> Result<Done, Stopped> {
    let run = Run::new(request, options, observer)?;
    match request.target.places().next() {
        Some(Where::Folder(folder)) => {
            run.to_store(&Disk::at(&request.root, &request.out, folder)?)
        }
        Some(Where::S3(target)) => run.to_store(&Objects::s3(target)?),
        Some(Where::Azure(target)) => run.to_store(&Objects::azure(target)?),
        Some(Where::Git(target)) => to_git(&run, target),
        None => Err(Stopped::failed("the target names no place", "see `soleus check`")),
    }
}
