//! `soleus check`: compile, report, write nothing.

#![expect(clippy::print_stdout, reason = "the report is what the command is for")]

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::{CONTENT_HAS_ERRORS, Common, count, join_the_workers, report};
use crate::diagnostic::{Diagnostic, json};
use crate::memo::Memo;
use crate::pipeline::{compile, has_errors, in_order};
use crate::source::Sources;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    common: Common,
    /// How to print what is found
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For authors
    Human,
    /// One JSON object a line
    Json,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    join_the_workers();
    let loaded = match arguments.common.load() {
        Ok(loaded) => loaded,
        Err(code) => return code,
    };
    let sources = loaded.sources;
    let compiled = compile(&sources, &loaded.conditions, &mut Memo::default());
    let rendered = compiled.render_all(|_, _, _| Ok::<(), std::convert::Infallible>(()));
    let mut found = loaded.found;
    found.extend(compiled.diagnostics);
    found.extend(rendered.unwrap_or_default());
    let found = in_order(found, &sources);
    print(&found, &sources, arguments.format);
    if has_errors(&found) { ExitCode::from(CONTENT_HAS_ERRORS) } else { ExitCode::SUCCESS }
}

fn print(found: &[Diagnostic], sources: &Sources, format: Format) {
    match format {
        Format::Json => {
            for diagnostic in found {
                println!("{}", json::line(diagnostic, sources));
            }
        }
        Format::Human if found.is_empty() => println!("No errors and no warnings."),
        Format::Human => {
            report(found, sources, true);
            println!("{}", count(found, sources));
        }
    }
}
