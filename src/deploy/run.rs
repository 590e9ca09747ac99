//! One deploy: what is known before the target is asked, and what every kind of target decides alike.

use jiff::SignedDuration;

use super::built::Built;
use super::commit::{Age, Commit, Repository};
use super::compare::{Changes, compare};
use super::publish::publish;
use super::purge::{self, News};
use super::refuse::{Reason, refusals};
use super::retry::Patience;
use super::state::State;
use super::store::{Store, StoreError};
use super::told::{Stopped, Told};
use super::verify::{Verify, verify};
use super::{Done, Observer, Options, Outcome, Request};
use crate::schema::{Target, Where};

pub(super) struct Run<'r> {
    pub(super) request: &'r Request,
    pub(super) options: &'r Options,
    pub(super) observer: &'r dyn Observer,
    /// The target as people write it.
    pub(super) place: String,
    pub(super) built: Built,
    pub(super) commit: Option<Commit>,
    repository: Repository,
}

impl<'r> Run<'r> {
    pub(super) fn new(
        request: &'r Request,
        options: &'r Options,
        observer: &'r dyn Observer,
    ) -> Result<Self, Stopped> {
        let repository = Repository::at(&request.root);
        Ok(Self {
            request,
            options,
            observer,
            place: place(&request.target),
            built: Built::read(&request.out)?,
            commit: repository.commit()?,
            repository,
        })
    }

    /// How this deploy's commit stands to another. One that may be older is taken for no older.
    pub(super) fn age(&self, theirs: Option<&Commit>) -> Age {
        match self.repository.age(self.commit.as_ref(), theirs) {
            Age::Older if self.options.allow.contains(&Reason::Older) => Age::Unknown,
            age => age,
        }
    }

    /// What is to be done to a target that is in this state, unless something speaks against it.
    pub(super) fn decide(&self, state: &State) -> Result<Changes, Stopped> {
        let Options { allow, now, .. } = self.options;
        let grace = SignedDuration::from_hours(24 * i64::from(self.request.target.grace_days()));
        let changes = compare(state, &self.built.files, *now, grace);
        let mut refused = refusals(&self.built, &self.request.base_url, state, &changes, allow);
        if self.age(state.commit.as_ref()) == Age::Older {
            refused.push(self.is_older(state));
        }
        if refused.is_empty() { Ok(changes) } else { Err(Stopped::Refused(refused)) }
    }

    fn is_older(&self, state: &State) -> Told {
        let short = |commit: &Option<Commit>| {
            commit.as_ref().map_or_else(String::new, |commit| commit.short().to_owned())
        };
        let (theirs, ours) = (short(&state.commit), short(&self.commit));
        let message =
            format!("`{theirs}` is published already, and this site is the older `{ours}`");
        Told::new(message, "to put the older one in its place, use `--allow older`")
    }

    /// The state of the target once everything is put and nothing removed.
    pub(super) fn published(&self, old: &State, changes: &Changes) -> State {
        let is_left =
            |path: &str| changes.removed.contains_key(path) && !changes.retired.contains_key(path);
        let known = [&old.leftover, &old.pending, &old.doubtful, &old.files].into_iter().flatten();
        let leftover = known.filter(|(path, _)| is_left(path));
        State {
            tool: concat!("soleus ", env!("CARGO_PKG_VERSION")).to_owned(),
            base_url: self.built.base_url.clone(),
            commit: self.commit.clone(),
            files: self.built.files.clone(),
            leftover: leftover.map(|(path, file)| (path.clone(), file.clone())).collect(),
            retired: changes.retired.clone(),
            ..State::default()
        }
    }

    pub(super) fn patience(&self) -> Patience<'_> {
        Patience { pace: &self.options.pace, observer: self.observer }
    }

    /// The state of the target could not be written.
    pub(super) fn unwritten(&self, error: StoreError) -> Told {
        let message = format!("cannot write to `{}`: {}", self.place, error.told.message);
        Told { message, ..error.told }
    }

    /// Publishes to a store, and does what comes after.
    pub(super) fn to_store<S: Store>(&self, store: &S) -> Result<Done, Stopped> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| {
            Told::new(format!("cannot begin: {error}"), "free some memory or open files")
        })?;
        let outcome = runtime.block_on(publish(store, self))?;
        self.finish(outcome, |depth| runtime.block_on(verify(store, self, depth)))
    }

    /// Tells those who want to know that something changed, and reads it back if that is wanted.
    pub(super) fn finish(
        &self,
        outcome: Outcome,
        verify: impl FnOnce(Verify) -> Result<usize, Stopped>,
    ) -> Result<Done, Stopped> {
        // Caches learn of what changed even if it turns out to be wrong, and the fault of a command
        // keeps nobody from hearing that it is.
        let purged = self.purge(&outcome);
        let wanted = self.options.verify.filter(|_| outcome != Outcome::DryRun);
        let verified = wanted.map(verify).transpose()?;
        purged?;
        Ok(Done { outcome, place: self.place.clone(), verified })
    }

    fn purge(&self, outcome: &Outcome) -> Result<(), Told> {
        let Outcome::Published(changes) = outcome else { return Ok(()) };
        let Request { root, name, base_url, target, .. } = self.request;
        let news = News { target: name, base_url, changes };
        target.purge.iter().try_for_each(|words| purge::run(words, root, &news))
    }
}

/// A target as people write it.
fn place(target: &Target) -> String {
    let below = |prefix: Option<&str>| prefix.map_or_else(String::new, |p| format!("/{p}"));
    match target.places().next() {
        Some(Where::Folder(folder)) => folder.path.to_string(),
        Some(Where::Git(git)) => format!("{} {}", &*git.remote, git.branch()),
        Some(Where::S3(s3)) => format!("s3://{}{}", &*s3.bucket, below(s3.prefix.as_deref())),
        Some(Where::Azure(azure)) => {
            let prefix = below(azure.prefix.as_deref());
            format!("azure://{}/{}{prefix}", &*azure.account, &*azure.container)
        }
        None => String::new(),
    }
}
