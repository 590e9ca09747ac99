//! `soleus deploy`: publishes what a build wrote.

#![expect(clippy::disallowed_methods, reason = "the summary says how long the deploy took")]
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::{Args, ValueEnum, builder::PossibleValue};
use jiff::Timestamp;

use super::{CONTENT_HAS_ERRORS, could_not_run, load, plural, report, tell};
use crate::check::target_faults;
use crate::deploy::{
    Changes, Claim, Done, Observer, Options, Outcome, Pace, Reason, Request, Stopped, Told, Verify,
    deploy,
};
use crate::diagnostic::Diagnostic;
use crate::parse;
use crate::schema::{Settings, Target};
use crate::source::Sources;

/// What opens a target, at the end of the command's own help.
pub(super) const KEYS: &str = "\
Keys never stand in a file of the site. They come from the environment:
  s3     AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY, and AWS_SESSION_TOKEN if there is one; or
         AWS_WEB_IDENTITY_TOKEN_FILE with AWS_ROLE_ARN; or what a container or a machine of Amazon
         has. AWS_REGION and AWS_ENDPOINT_URL hold where `site.yaml` says nothing. Profiles in
         ~/.aws are not read.
  azure  AZURE_STORAGE_ACCOUNT_KEY, AZURE_STORAGE_SAS_KEY or AZURE_STORAGE_TOKEN; or AZURE_CLIENT_ID
         and AZURE_TENANT_ID with AZURE_CLIENT_SECRET or AZURE_FEDERATED_TOKEN_FILE; or the identity
         of a machine of Azure
  git    what git itself knows, such as the SSH agent or a credential helper";

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What `targets` of `content/site.yaml` calls the place to publish to
    target: String,
    /// The folder of the site, which holds `content`
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// The folder that `soleus build` wrote, from the root
    #[arg(long, value_name = "DIR", default_value = "public")]
    out: PathBuf,
    /// Show what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Read back what was published and compare it
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "all")]
    verify: Option<Verify>,
    /// Publish although this speaks against it
    #[arg(long, value_name = "REASON")]
    allow: Vec<Reason>,
    /// Multiplies all times that are waited for, as a test needs
    #[arg(long, hide = true, default_value_t = 1.0)]
    time_scale: f64,
}

impl ValueEnum for Verify {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::All, Self::Sample]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::All => PossibleValue::new("all").help("every file"),
            Self::Sample => PossibleValue::new("sample").help("the entry points and 50 others"),
        })
    }
}

impl ValueEnum for Reason {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(match self {
            Self::Shrink => "the site is empty, or over 30% of the pages go",
            Self::Drafts => "it was built with drafts",
            Self::Preview => "it was built for another day, or saved from a preview",
            Self::BaseUrl => "it was built for another address",
            Self::Older => "it was made from an older commit than what is published",
        }))
    }
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let start = Instant::now();
    let request = match request(arguments) {
        Ok(request) => request,
        Err(code) => return code,
    };
    let options = Options {
        allow: arguments.allow.clone(),
        dry_run: arguments.dry_run,
        verify: arguments.verify,
        now: Timestamp::now(),
        pace: Pace::default().scaled(arguments.time_scale),
    };
    match deploy(&request, &options, &Teller::default()) {
        Ok(done) => {
            conclude(&arguments.target, &done, start);
            ExitCode::SUCCESS
        }
        Err(Stopped::Refused(reasons)) => {
            for told in reasons {
                tell(&told.message, &told.help);
            }
            ExitCode::from(CONTENT_HAS_ERRORS)
        }
        Err(Stopped::Failed(told)) => could_not_run(&told.message, &told.help),
    }
}

/// Reads what is to be published and where. The settings are those that `check` takes for good.
fn request(arguments: &Arguments) -> Result<Request, ExitCode> {
    let (sources, found) = load(&arguments.root)?;
    let settings = settings(&sources, found)?;
    let target = target(&settings, &arguments.target)?;
    Ok(Request {
        root: arguments.root.clone(),
        out: arguments.root.join(&arguments.out),
        name: arguments.target.clone(),
        base_url: target.base_url.as_deref().unwrap_or(&settings.base_url).to_owned(),
        target,
    })
}

/// The settings of the site, which must be free of errors: a default in place of one would send the
/// site somewhere else.
fn settings(
    sources: &Sources,
    found: Vec<Diagnostic>,
) -> Result<std::sync::Arc<Settings>, ExitCode> {
    let is_of_settings = |diagnostic: &Diagnostic| {
        diagnostic.place.file().is_some_and(|file| sources.path(file) == SETTINGS)
    };
    let (settings, mut faults) = parse::read_settings(sources);
    faults.extend(found.into_iter().filter(is_of_settings));
    if faults.is_empty() {
        return Ok(settings);
    }
    report(&faults, sources, false);
    Err(could_not_run(&format!("`{SETTINGS}` has mistakes"), "mend them, then build and deploy"))
}

const SETTINGS: &str = "content/site.yaml";

fn target(settings: &Settings, name: &str) -> Result<Target, ExitCode> {
    let Some(target) = settings.targets.get(name) else {
        let names: Vec<String> = settings.targets.keys().map(|name| format!("`{name}`")).collect();
        let help = if names.is_empty() {
            format!("add one to `targets` of `{SETTINGS}`")
        } else {
            format!("the targets of `{SETTINGS}` are {}", names.join(", "))
        };
        return Err(could_not_run(&format!("no target is called `{name}`"), &help));
    };
    match target_faults(name, target).into_iter().next() {
        Some(fault) => Err(could_not_run(&fault.message, fault.help)),
        None => Ok(target.clone()),
    }
}

/// Tells the author in the terminal how a deploy goes on.
#[derive(Default)]
struct Teller {
    /// What was said last: many files meet the same trouble at once.
    said: RefCell<String>,
}

impl Teller {
    fn say_once(&self, line: String) {
        if *self.said.borrow() != line {
            errln!("{line}");
            self.said.replace(line);
        }
    }
}

impl Observer for Teller {
    fn planned(&self, changes: &Changes) {
        let marks = [("+", &changes.added), ("~", &changes.changed), ("-", &changes.removed)];
        let lines: BTreeMap<&String, (&str, u64)> = marks
            .into_iter()
            .flat_map(|(mark, files)| files.iter().map(move |(path, size)| (path, (mark, *size))))
            .collect();
        for (path, (mark, bytes)) in lines {
            outln!("{mark} {path}  {}", size(bytes));
        }
        outln!("{}", summary(changes));
    }

    fn waiting(&self, claim: &Claim) {
        self.say_once(format!(
            "a deploy of {} has the target; waiting for it to end",
            claim.what()
        ));
    }

    fn sent(&self, done: usize, of: usize) {
        if std::io::stderr().is_terminal() {
            let end = if done == of { "\r\x1b[K" } else { "" };
            let _ = write!(std::io::stderr(), "\rPublishing {done} of {of}{end}");
        }
    }

    fn retrying(&self, why: &Told) {
        self.say_once(format!("trying again: {}", why.message));
    }
}

fn summary(changes: &Changes) -> String {
    let Changes { added, changed, removed, unchanged, .. } = changes;
    let total = |files: &BTreeMap<String, u64>| size(files.values().sum());
    format!(
        "{} added ({}), {} changed ({}), {} removed, {unchanged} unchanged",
        plural(added.len(), "file"),
        total(added),
        changed.len(),
        total(changed),
        removed.len()
    )
}

/// A number of bytes as people write it.
fn size(bytes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "only the first digits are shown")]
    let (mut number, mut unit) = (bytes as f64, "B");
    for next in ["kB", "MB", "GB"] {
        if number < 999.95 || (unit == "B" && bytes < 1000) {
            break;
        }
        (number, unit) = (number / 1000.0, next);
    }
    let text = format!("{number:.1}");
    format!("{} {unit}", text.trim_end_matches(".0"))
}

fn conclude(target: &str, done: &Done, start: Instant) {
    if let Some(verified) = done.verified {
        outln!("{} read back and found right", plural(verified, "file"));
    }
    match &done.outcome {
        Outcome::DryRun => outln!("Nothing was written."),
        Outcome::Nothing => outln!("Nothing to publish: {} has this site already", done.place),
        Outcome::Published(_) => {
            let seconds = start.elapsed().as_secs_f64();
            outln!("Published to {target}: {} in {seconds:.1} s", done.place);
        }
    }
}
