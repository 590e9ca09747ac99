//! `soleus serve`: the preview.

use std::fmt::Write as _;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::{Common, could_not_run, count, report};
use crate::serve::{Observer, Options, Report, ServeError, Update, serve};

/// More changed files than this are counted, not named.
const NAMED: usize = 3;

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(super) struct Arguments {
    #[command(flatten)]
    common: Common,
    /// The address to listen at; beyond loopback, others in the network can read the site
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1", value_parser = host)]
    host: IpAddr,
    /// The port to listen at; when it is busy, the next that is free [0: any]
    #[arg(long, value_name = "PORT", default_value_t = 1111)]
    port: u16,
    /// Fail when the port is busy
    #[arg(long)]
    strict_port: bool,
    /// A further name by which browsers may call the server
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// Lead the browser to the page of the file that is saved
    #[arg(long)]
    navigate: bool,
    /// Look for changes twice a second instead of watching the files
    #[arg(long)]
    poll: bool,
}

fn host(text: &str) -> Result<IpAddr, String> {
    if text == "localhost" {
        return Ok(Ipv4Addr::LOCALHOST.into());
    }
    text.parse().map_err(|_| "write an address as `127.0.0.1` or `0.0.0.0`".to_owned())
}

pub(super) fn run(arguments: Arguments) -> ExitCode {
    let Arguments { common, host, port, strict_port, allow_host, navigate, poll, .. } = &arguments;
    let options = Options {
        host: *host,
        port: *port,
        strict_port: *strict_port,
        allowed_hosts: allow_host.clone(),
        navigate: *navigate,
        poll: *poll,
    };
    if !host.is_loopback() {
        errln!(
            "Everybody in the network who can reach `{host}` can read this preview, drafts too."
        );
    }
    let teller: Arc<dyn Observer> = Arc::new(Teller { port: *port, open: arguments.open });
    let root = common.root.clone();
    let conditions = move |sources: &_| arguments.common.conditions(sources);
    match serve(&root, &options, conditions, &teller) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => could_not_run(&error.to_string(), help(&error)),
    }
}

fn help(error: &ServeError) -> &'static str {
    match error {
        ServeError::Load(_) => "run soleus in the folder of a site, or name it with `--root`",
        ServeError::Listen(..) => {
            "choose another with `--port`, or `--port 0` for any that is free"
        }
        ServeError::Runtime(_) => "free some memory or open files and try again",
    }
}

/// Tells the author in the terminal what the preview does.
struct Teller {
    /// The port that was asked for.
    port: u16,
    open: bool,
}

impl Observer for Teller {
    fn serving(&self, addresses: &[SocketAddr], base_path: &str) {
        let Some(at) = addresses.first() else { return };
        if self.port != 0 && at.port() != self.port {
            errln!("Port {} is busy.", self.port);
        }
        let url = format!("http://{at}{base_path}/");
        outln!("Serving {url}");
        if self.open && open::that_detached(&url).is_err() {
            errln!("No browser could be opened; go to {url}");
        }
    }

    fn polling(&self, reason: &str) {
        errln!("Changes are looked for twice a second, since they cannot be watched: {reason}.");
    }

    fn updated(&self, update: &Update<'_>) {
        let milliseconds = update.time.as_millis();
        if !update.changed.is_empty() {
            errln!("{} in {milliseconds} ms", names(update.changed));
        }
        tell(update.report);
    }

    fn found_more(&self, report: &Report) {
        tell(report);
    }
}

fn tell(found: &Report) {
    if found.diagnostics.is_empty() {
        return;
    }
    report(&found.most_pressing(), &found.sources, false);
    let count = count(&found.diagnostics);
    let parts: Vec<String> = std::iter::once(count).chain(found.left_out()).collect();
    errln!("{}", parts.join("; "));
}

/// "a.md, b.md and 3 more".
fn names(changed: &[String]) -> String {
    let mut names = changed[..changed.len().min(NAMED)].join(", ");
    if changed.len() > NAMED {
        write!(names, " and {} more", changed.len() - NAMED).expect("a string");
    }
    names
}
