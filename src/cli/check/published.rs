//! `check --published`: whether every address that was published still leads somewhere.

use std::io::ErrorKind;
use std::process::ExitCode;

use clap::Args;

use crate::check::{Suppressed, judge_late, vanished_addresses};
use crate::cli::{could_not_run, plural};
use crate::diagnostic::Diagnostic;
use crate::pipeline::{Compiled, has_errors};
use crate::published;

#[derive(Debug, Args)]
pub(super) struct Comparison {
    /// Compare with the addresses that were published: the list of a deploy or a build, a sitemap, or
    /// a folder or site that has one of them
    #[arg(long, value_name = "URL|FILE", conflicts_with = "fix")]
    published: Option<String>,
}

impl Comparison {
    /// Reads what was published, if that is wanted, and adds what vanished.
    pub(super) fn compare(
        &self,
        compiled: &Compiled,
        found: &mut Vec<Diagnostic>,
        suppressed: &mut Vec<Suppressed>,
    ) -> Result<(), ExitCode> {
        let Some(from) = &self.published else { return Ok(()) };
        // The page of an entry with mistakes has not vanished.
        if has_errors(found) {
            errln!("what was published was not compared; mend the errors first");
            return Ok(());
        }
        let site = &compiled.site;
        let published = published::read(from, &site.settings.base_url, &get).map_err(|error| {
            could_not_run(&error, "name a list of files, a sitemap, or the folder or site of one")
        })?;
        if published.elsewhere > 0 {
            let elsewhere = plural(published.elsewhere, "address");
            let elsewhere = elsewhere.replace("addresss", "addresses");
            errln!("passed over {elsewhere} of other sites");
        }
        let gone = vanished_addresses(site, &compiled.plan, &published.addresses);
        let verdict = judge_late(gone, site);
        found.extend(verdict.kept);
        suppressed.extend(verdict.suppressed);
        Ok(())
    }
}

fn get(place: &str) -> Result<Option<String>, String> {
    if place.contains("://") {
        return from_web(place);
    }
    match std::fs::read_to_string(place) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("cannot read `{place}`: {error}")),
    }
}

#[cfg(feature = "external")]
fn from_web(address: &str) -> Result<Option<String>, String> {
    crate::external::fetch::text(address)
}

#[cfg(not(feature = "external"))]
fn from_web(address: &str) -> Result<Option<String>, String> {
    Err(format!("cannot read `{address}`: this soleus was built without `external`"))
}
