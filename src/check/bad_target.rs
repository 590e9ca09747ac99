//! # bad-target
//!
//! A target of `content/site.yaml` names no place to publish to, or more than one; or its place cannot
//! work or is not safe: a repository that would start a program, an address without `https` that is not
//! on this machine, an address with a password in it.
//!
//! A deploy that goes to the wrong place, or shows a password to whoever reads the settings, cannot be
//! taken back. Name exactly one of `folder`, `git`, `s3` and `azure`. Passwords and keys come from the
//! environment of the command, never from a file of the site.

use std::net::IpAddr;

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::link::Site;
use crate::parse::yaml::Key;
use crate::plan::Plan;
use crate::schema::{Git, Target, Where};

pub(super) const RULE: Rule = Rule {
    id: "bad-target",
    group: Group::Structure,
    severity: Severity::Error,
    source: include_str!("bad_target.rs"),
    check: Check::Site(check),
    fails: "
=== content/site.yaml
targets: {live: {folder: {path: ../www}, s3: {bucket: my-site}}}
=== content/articles/hello.md
---
title: Hello
---
Text.
",
    passes: "
=== content/site.yaml
targets: {live: {s3: {bucket: my-site}}}
=== content/articles/hello.md
---
title: Hello
---
Text.
",
};

/// Something that keeps a target from being published to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetFault {
    /// The fields that lead to it from the target.
    pub fields: Vec<&'static str>,
    pub message: String,
    pub help: &'static str,
    /// Whether the line where it stands must not be shown.
    pub is_secret: bool,
}

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    for (name, target) in &site.settings.targets {
        for TargetFault { fields, message, help, is_secret } in target_faults(name, target) {
            let mut path = vec![Key::Field("targets")];
            path.push(if fields.is_empty() { Key::Name(name) } else { Key::Field(name) });
            path.extend(fields.iter().map(|field| Key::Field(field)));
            let place = site.locate_setting(&path);
            let file = place.file().filter(|_| is_secret).map(Place::File);
            found.push(RULE.finding(file.unwrap_or(place), message).help(help));
        }
    }
}

/// What is wrong with the target that is called `name`. A deploy asks too, since nothing else makes sure
/// that the site was checked.
#[must_use]
pub fn target_faults(name: &str, target: &Target) -> Vec<TargetFault> {
    let mut faults: Vec<TargetFault> = of_count(name, target).into_iter().collect();
    if target.base_url.as_deref().is_some_and(|url| url.contains(['?', '#'])) {
        let message = "a base URL ends with its folder, without `?` or `#`";
        faults.push(fault(&["base_url"], message, "write it as `https://example.org/blog/`"));
    }
    if target.purge.iter().any(Vec::is_empty) {
        faults.push(fault(&["purge"], "a command has no words", "write it as `[curl, --fail]`"));
    }
    faults.extend(target.places().flat_map(|place| of_place(name, place)));
    faults
}

fn of_count(name: &str, target: &Target) -> Option<TargetFault> {
    let places: Vec<String> = target.places().map(|place| format!("`{}`", place.field())).collect();
    let message = match places.len() {
        1 => return None,
        0 => format!("the target `{name}` names no place"),
        _ => format!("the target `{name}` names more than one place: {}", places.join(", ")),
    };
    Some(fault(&[], message, "name exactly one of `folder`, `git`, `s3` and `azure`"))
}

fn of_place(target: &str, place: Where<'_>) -> Vec<TargetFault> {
    match place {
        Where::Folder(_) => Vec::new(),
        Where::Git(git) => of_git(target, git),
        Where::S3(s3) => {
            let (prefix, endpoint) = (s3.prefix.as_deref(), s3.endpoint.as_deref());
            let mut faults = of_store(target, "s3", prefix, endpoint);
            faults.extend(of_name("s3", ("bucket", &s3.bucket)));
            faults
        }
        Where::Azure(azure) => {
            let (prefix, endpoint) = (azure.prefix.as_deref(), azure.endpoint.as_deref());
            let mut faults = of_store(target, "azure", prefix, endpoint);
            faults.extend(of_name("azure", ("account", &azure.account)));
            faults.extend(of_name("azure", ("container", &azure.container)));
            faults
        }
    }
}

fn of_git(target: &str, git: &Git) -> Vec<TargetFault> {
    let mut faults = Vec::new();
    let remote = &*git.remote;
    // What stands before `::` names a program that git would start.
    let starts_program = remote.split_once("::").is_some_and(|(name, _)| {
        name.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    if remote.starts_with('-') || starts_program || remote.contains(char::is_control) {
        let message = format!("`{}` cannot be a remote", remote.escape_debug());
        let help = "write the name of a remote, an address such as `https://…`, or a path";
        faults.push(fault(&["git", "remote"], message, help));
    }
    if has_password(remote) {
        faults.push(password(target, &["git", "remote"]));
    }
    if !is_branch(git.branch()) {
        let message = format!("`{}` cannot be a branch", git.branch().escape_debug());
        faults.push(fault(&["git", "branch"], message, "write it as `gh-pages`"));
    }
    faults
}

fn of_store(
    target: &str,
    kind: &'static str,
    prefix: Option<&str>,
    endpoint: Option<&str>,
) -> Vec<TargetFault> {
    let mut faults = Vec::new();
    if let Some(prefix) = prefix.filter(|prefix| !is_prefix(prefix)) {
        let message = format!("`{}` cannot be a folder of the store", prefix.escape_debug());
        faults.push(fault(&[kind, "prefix"], message, "write it as `blog` or `sites/blog`"));
    }
    if let Some(endpoint) = endpoint {
        if has_password(endpoint) || endpoint.contains(['?', '#']) {
            faults.push(password(target, &[kind, "endpoint"]));
        } else if !is_safe_endpoint(endpoint) {
            let message = format!("`{endpoint}` would carry the key of the store in the open");
            faults.push(fault(&[kind, "endpoint"], message, "write it with `https://`"));
        }
    }
    faults
}

fn of_name(kind: &'static str, (field, name): (&'static str, &str)) -> Option<TargetFault> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-._$".contains(c);
    if name.chars().all(fits) && !matches!(name, "." | "..") {
        return None;
    }
    let message = format!("`{}` cannot be the name of a store", name.escape_debug());
    Some(fault(&[kind, field], message, "write the name alone, as `my-site`"))
}

fn fault(fields: &[&'static str], message: impl Into<String>, help: &'static str) -> TargetFault {
    TargetFault { fields: fields.to_vec(), message: message.into(), help, is_secret: false }
}

fn password(target: &str, fields: &[&'static str]) -> TargetFault {
    let fields_in_words = fields.join(".");
    let message = format!(
        "`targets.{target}.{fields_in_words}` holds more than an address, such as a password"
    );
    let help = "write the address alone; what opens it comes from the environment";
    TargetFault { is_secret: true, ..fault(fields, message, help) }
}

/// Whether an address has a password before its host. A name alone, as in `ssh://git@host`, is none.
fn has_password(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let Some((user, _)) = host.rsplit_once('@') else { return false };
    user.contains(':') || matches!(scheme, "http" | "https")
}

/// Whether nobody else can listen on the way to an address.
#[must_use]
pub fn is_safe_endpoint(endpoint: &str) -> bool {
    let Some(rest) = endpoint.strip_prefix("http://") else {
        return endpoint.starts_with("https://");
    };
    let host = rest.split('/').next().unwrap_or_default();
    // The host of `localhost:x@example.org` is another than it looks like.
    if host.contains(['@', '\\', '?', '#']) {
        return false;
    }
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name == "localhost" || name.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

fn is_prefix(prefix: &str) -> bool {
    let fits = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(char::is_control);
    prefix.split('/').all(fits) && !prefix.contains('\\')
}

/// What git takes for the name of a branch, and a little less.
fn is_branch(name: &str) -> bool {
    let odd = |c: char| c.is_control() || " ~^:?*[\\".contains(c);
    let fits = |part: &str| {
        let has_end = |end: &str| part.len() > end.len() && part.ends_with(end);
        !part.is_empty() && !part.starts_with('.') && !has_end(".lock")
    };
    let whole = !name.starts_with('-') && !name.ends_with('.') && name != "@";
    whole
        && name.split('/').all(fits)
        && !name.contains(odd)
        && !name.contains("..")
        && !name.contains("@{")
}
