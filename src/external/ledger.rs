//! The ledger: which links are dead, and since when. People commit it, so it says nothing else, and
//! changes only when a link dies or comes back.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::sync::Arc;

use super::{Answer, ExternalError};
use crate::load::LINK_LEDGER;
use crate::schema::Day;

const HEADING: &str = "# Links to other sites that lead nowhere, each with the day on which that was first seen.\n\
                       # `soleus check --external` keeps this file.\n";
/// More than this program writes for any site; the rest of a longer file is not read.
const LONGEST: u64 = 1024 * 1024;

#[derive(Debug)]
pub(super) struct Ledger {
    text: String,
    since: BTreeMap<Arc<str>, Day>,
}

impl Ledger {
    pub(super) fn read(root: &Path) -> Result<Self, ExternalError> {
        let fault = |error: String| ExternalError {
            message: format!("cannot read `{LINK_LEDGER}`: {error}"),
            help: "mend it, or take it away to begin anew".to_owned(),
        };
        let text = text(&root.join(LINK_LEDGER)).map_err(|error| fault(error.to_string()))?;
        let since: Option<BTreeMap<Arc<str>, Day>> =
            serde_yaml::from_str(&text).map_err(|error| fault(error.to_string()))?;
        Ok(Self { text, since: since.unwrap_or_default() })
    }

    /// The day on which an address was first seen dead.
    pub(super) fn since(&self, address: &str) -> Option<Day> {
        self.since.get(address).copied()
    }

    /// Notes what a run found. An address that the site no longer links to is forgotten.
    pub(super) fn note(&mut self, answers: &BTreeMap<Arc<str>, Answer>, today: Day) {
        let before = std::mem::take(&mut self.since);
        for (address, answer) in answers {
            let since = before.get(address).copied();
            let since = match answer {
                Answer::Alive => None,
                Answer::Dead(_) => since.or(Some(today)),
                Answer::Unclear => since,
            };
            self.since.extend(since.map(|since| (Arc::clone(address), since)));
        }
    }

    pub(super) fn write(&self, root: &Path) -> Result<(), ExternalError> {
        let is_new = self.text.is_empty() && self.since.is_empty();
        let days = serde_yaml::to_string(&self.since).expect("texts and days can be written");
        let text = format!("{HEADING}{days}");
        if is_new || text == self.text {
            return Ok(());
        }
        replace(root, &text).map_err(|error| ExternalError {
            message: format!("cannot write `{LINK_LEDGER}`: {error}"),
            help: "see that the folder can be written to and the disk has room".to_owned(),
        })
    }
}

fn text(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(text),
        Err(error) => return Err(error),
        Ok(metadata) if !metadata.is_file() => {
            return Err(io::Error::other("it is no regular file"));
        }
        Ok(_) => fs::File::open(path)?.take(LONGEST).read_to_string(&mut text)?,
    };
    Ok(text)
}

/// Writes a new file beside the old one and puts it in its place.
fn replace(root: &Path, text: &str) -> io::Result<()> {
    let ledger = root.join(LINK_LEDGER);
    let beside = ledger.with_file_name(format!(".dead-links.soleus-{}", std::process::id()));
    let write = || {
        let mut file = OpenOptions::new().write(true).create_new(true).open(&beside)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&beside, &ledger)
    };
    write().inspect_err(|_| {
        // It may not be there, and what went wrong before is what counts.
        let _ = fs::remove_file(&beside);
    })
}
