//! `soleus host-config`: what a web server needs to serve the output, on stdout.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::{CONTENT_HAS_ERRORS, Common, Loaded, could_not_run, count, report};
use crate::check::Depth;
use crate::memo::Memo;
use crate::pipeline::{compile_to, has_errors, in_order};
use crate::render::host_config::{self, host_config};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Whose settings to write
    server: Server,
    #[command(flatten)]
    common: Common,
    /// Where the site lies on the machine that serves it [default: the folder that `build` writes]
    #[arg(long, value_name = "DIR")]
    folder: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Server {
    Nginx,
    Caddy,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let Loaded { sources, mut found, conditions } = match arguments.common.load() {
        Ok(loaded) => loaded,
        Err(code) => return code,
    };
    let mut compiled = compile_to(Depth::Errors, &sources, &conditions, &mut Memo::default());
    found.append(&mut compiled.diagnostics);
    if has_errors(&found) {
        let found = in_order(found, &sources);
        report(&found, &sources, false);
        errln!("{}; nothing was written", count(&found));
        return ExitCode::from(CONTENT_HAS_ERRORS);
    }
    let folder = arguments.folder.clone().unwrap_or_else(|| default_folder(&arguments.common));
    let server = match arguments.server {
        Server::Nginx => host_config::Server::Nginx,
        Server::Caddy => host_config::Server::Caddy,
    };
    match host_config(server, &compiled.plan, &compiled.site.settings, &folder) {
        Ok(text) => {
            outln!("{}", text.trim_end());
            ExitCode::SUCCESS
        }
        Err(message) => {
            let help = "build into a folder of that name with `--out`, and name it with `--folder`";
            could_not_run(&message, help)
        }
    }
}

/// The folder that `build` writes, as the server on this machine would see it.
fn default_folder(common: &Common) -> String {
    let out = common.out();
    let absolute: PathBuf = std::path::absolute(&out).unwrap_or(out);
    absolute.to_string_lossy().into_owned()
}
