//! What a target holds, as one file beside the site says it. A deploy compares with this list, so that
//! neither times nor other marks of a store decide what is sent.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::commit::Commit;
use super::told::Told;
use crate::headers::Role;

/// The name of the file at the target.
pub const STATE: &str = ".soleus-deploy.json";

/// One file of a published site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    pub role: Role,
    /// What the header `Content-Type` says.
    #[serde(rename = "type")]
    pub content_type: String,
    /// In bytes.
    pub size: u64,
    /// The BLAKE3 hash of the bytes, in hexadecimal digits.
    pub hash: String,
}

/// The files of a site by path, with forward slashes.
pub type Files = BTreeMap<String, Published>;

/// Everything that is known of a target.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct State {
    /// Name and version of the program that wrote it.
    pub tool: String,
    pub base_url: String,
    /// What the site was made from, if it lay in a git repository.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<Commit>,
    /// The deploy that is going on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<Claim>,
    /// The site that was published last.
    pub files: Files,
    /// What a deploy that is not finished may have put; those places hold either version.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pending: Files,
    /// What a deploy may have touched after it had lost its claim; those places hold anything.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub doubtful: Files,
    /// What is no longer part of the site and may not be removed yet.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub leftover: Files,
    /// Assets whose names hold their hashes, which no page uses any more. They stay for a while, since
    /// readers and caches still have pages that do.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub retired: BTreeMap<String, Retired>,
}

/// An asset that is not used any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retired {
    /// When it was found to be unused.
    pub since: Timestamp,
    /// In bytes.
    pub size: u64,
}

/// The hold of a deploy on a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Identifies the deploy.
    pub id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<Commit>,
    /// Grows with each renewal, so that others see that the deploy is alive.
    pub beat: u64,
    /// A newer deploy that asks for its turn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Next>,
}

impl Claim {
    /// What it publishes, as it stands in a message.
    #[must_use]
    pub fn what(&self) -> String {
        let commit = self.commit.as_ref();
        commit.map_or_else(
            || "an unknown commit".to_owned(),
            |commit| format!("`{}`", commit.short()),
        )
    }
}

/// A deploy that waits for another to stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    pub id: String,
    pub commit: Commit,
}

impl State {
    /// Reads what a target says. A damaged state is never guessed at: it decides what is removed.
    pub(super) fn parse(bytes: &[u8], place: &str) -> Result<Self, Told> {
        serde_json::from_slice(bytes).map_err(|error| {
            let message = format!("`{STATE}` of `{place}` is damaged: {error}");
            Told::new(message, "remove it there, and the whole site is published anew")
        })
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec(self).expect("maps of strings are JSON");
        bytes.push(b'\n');
        bytes
    }
}
