//! `check --external`: asks other sites whether the links to them lead somewhere.

use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use crate::check::{Suppressed, judge_late};
use crate::cli::{could_not_run, plural};
use crate::diagnostic::Diagnostic;
use crate::external::{self, Asked, Limits};
use crate::link::Site;
use crate::pipeline::has_errors;

#[derive(Debug, Args)]
pub(super) struct Flags {
    /// Also ask other sites whether the links to them lead somewhere, and keep `content/dead-links.yaml`
    #[arg(long, conflicts_with = "fix")]
    external: bool,
    /// Let links lead to these addresses of this machine or its network, as a test needs
    #[arg(long, hide = true, requires = "external", value_delimiter = ',')]
    allow_private_addresses: Vec<SocketAddr>,
}

impl Flags {
    /// Asks, if that is wanted, and adds what is found.
    pub(super) fn ask(
        &self,
        root: &Path,
        site: &Site,
        found: &mut Vec<Diagnostic>,
        suppressed: &mut Vec<Suppressed>,
    ) -> Result<(), ExitCode> {
        if !self.external {
            return Ok(());
        }
        // The links of an entry with mistakes are not known, and the ledger would forget them.
        if has_errors(found) {
            errln!("no other site was asked; mend the errors first");
            return Ok(());
        }
        let allowed = self.allow_private_addresses.clone();
        let limits = Limits { allowed, ..Limits::default() };
        let asked = external::check(root, site, &limits)
            .map_err(|error| could_not_run(&error.message, &error.help))?;
        errln!("{}", summary(&asked));
        let verdict = judge_late(asked.found, site);
        found.extend(verdict.kept);
        suppressed.extend(verdict.suppressed);
        Ok(())
    }
}

fn summary(asked: &Asked) -> String {
    let links = plural(asked.addresses, "link");
    format!("asked for {links} to other sites: {} dead, {} unclear", asked.dead, asked.unclear)
}
