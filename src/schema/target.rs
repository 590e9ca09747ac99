//! Where a site is published. Nothing here is secret: what opens a target comes from the environment.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Int, Text, WebAddress};

/// A place to publish to: exactly one of `folder`, `git`, `s3` and `azure`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// A folder of this machine, or of a share that is mounted there.
    #[serde(default)]
    pub folder: Option<Folder>,
    /// A branch of a git repository, as hosts of pages read it.
    #[serde(default)]
    pub git: Option<Git>,
    /// A bucket of Amazon S3, or of a store that speaks its language.
    #[serde(default)]
    pub s3: Option<S3>,
    /// A container of Azure Blob Storage.
    #[serde(default)]
    pub azure: Option<Azure>,
    /// The address at which readers find the target; that of the site when it is left out.
    #[serde(default)]
    pub base_url: Option<WebAddress>,
    /// For how many days an asset whose name holds its hash stays after its last use; 7 when it is left
    /// out.
    #[serde(default)]
    pub grace_days: Option<Int<0, 365>>,
    /// Commands to run after a deploy that changed something, each a list of its words. No shell reads
    /// them; the changed addresses come on standard input, one a line.
    #[serde(default)]
    pub purge: Vec<Vec<Text<1, 2000>>>,
}

/// A folder to publish into.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Folder {
    /// The folder; one that does not begin with `/` lies below the site's own.
    pub path: Text<1, 1000>,
}

/// A branch to publish to.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Git {
    /// A remote of the site's repository by its name, or the address or path of a repository.
    pub remote: Text<1, 1000>,
    /// The branch; `gh-pages` when it is left out.
    #[serde(default)]
    pub branch: Option<Text<1, 200>>,
}

/// A bucket to publish into.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct S3 {
    /// The bucket.
    pub bucket: Text<1, 255>,
    /// The folder within the bucket, without slashes at its ends.
    #[serde(default)]
    pub prefix: Option<Text<1, 500>>,
    /// The region of the bucket, such as `eu-west-2`.
    #[serde(default)]
    pub region: Option<Text<1, 60>>,
    /// The address of a store that is not Amazon's.
    #[serde(default)]
    pub endpoint: Option<WebAddress>,
}

/// A container to publish into.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Azure {
    /// The storage account.
    pub account: Text<1, 63>,
    /// The container; `$web` is what Azure serves as a site.
    pub container: Text<1, 63>,
    /// The folder within the container, without slashes at its ends.
    #[serde(default)]
    pub prefix: Option<Text<1, 500>>,
    /// The address of the store, when it is not the account's own at Azure.
    #[serde(default)]
    pub endpoint: Option<WebAddress>,
}

/// The place that a target is.
#[derive(Debug, Clone, Copy)]
pub enum Where<'t> {
    Folder(&'t Folder),
    Git(&'t Git),
    S3(&'t S3),
    Azure(&'t Azure),
}

impl Target {
    /// The places that are named; a good target has one.
    pub fn places(&self) -> impl Iterator<Item = Where<'_>> {
        let folder = self.folder.as_ref().map(Where::Folder);
        let git = self.git.as_ref().map(Where::Git);
        let s3 = self.s3.as_ref().map(Where::S3);
        let azure = self.azure.as_ref().map(Where::Azure);
        [folder, git, s3, azure].into_iter().flatten()
    }

    /// How many days an unused asset stays.
    #[must_use]
    pub fn grace_days(&self) -> u32 {
        self.grace_days.map_or(7, Int::get)
    }
}

impl Where<'_> {
    /// The field that names it.
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            Self::Folder(_) => "folder",
            Self::Git(_) => "git",
            Self::S3(_) => "s3",
            Self::Azure(_) => "azure",
        }
    }
}

impl Git {
    #[must_use]
    pub fn branch(&self) -> &str {
        self.branch.as_deref().unwrap_or("gh-pages")
    }
}
