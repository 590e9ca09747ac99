//! # host-limit
//!
//! The settings name a host that cannot read all of what is written for it. Netlify and Cloudflare Pages
//! look for `_headers` and `_redirects` at the top of a host alone, so a site in a folder is passed by;
//! Cloudflare Pages reads 100 header rules and 2,000 redirects, and leaves the others out.
//!
//! Readers still get every page: an old address shows a page that leads on, and a browser asks again for
//! what it could have kept. Publish at the top of a host, or take fewer old addresses along.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::headers::Role;
use crate::link::Site;
use crate::parse::yaml::Key;
use crate::plan::{Output, Plan, Planned, url};
use crate::schema::Host;

pub(super) const RULE: Rule = Rule {
    id: "host-limit",
    group: Group::Links,
    severity: Severity::Warning,
    source: include_str!("host_limit.rs"),
    check: Check::Site(check),
    fails: "
=== content/site.yaml
base_url: https://example.org/blog/
hosts: [netlify]
=== content/articles/hello.md
---
title: Hello
---
Text.
",
    passes: "
=== content/site.yaml
base_url: https://example.org/
hosts: [netlify]
=== content/articles/hello.md
---
title: Hello
---
Text.
",
};

/// What Cloudflare Pages reads: <https://developers.cloudflare.com/pages/configuration/headers/> and
/// <https://developers.cloudflare.com/pages/configuration/redirects/>. One rule is for all pages.
const HEADER_RULES: usize = 99;
const REDIRECTS: usize = 2000;

fn check(site: &Site, plan: &Plan, found: &mut Vec<Diagnostic>) {
    let hosts = &site.settings.hosts;
    let mut warn = |message: String, help: &str| {
        let place = site.locate_setting(&[Key::Field("hosts")]);
        found.push(RULE.finding(place, message).help(help));
    };
    let folder = url::base_path(&site.settings.base_url);
    if !folder.is_empty() && hosts.iter().any(|host| *host != Host::GithubPages) {
        let message =
            format!("`_headers` and `_redirects` are not read in a folder such as `{folder}`");
        warn(message, "move the two to the top of the host, or publish the site there");
    }
    if !hosts.contains(&Host::CloudflarePages) {
        return;
    }
    let count = |wanted: &dyn Fn(&Planned) -> bool| {
        plan.outputs.values().filter(|planned| wanted(planned)).count()
    };
    let kept = count(&|planned| planned.role() == Role::Fingerprinted);
    let redirects = count(&|planned| matches!(planned.output, Output::Redirect { .. }));
    if kept > HEADER_RULES {
        let message =
            format!("Cloudflare Pages reads 100 header rules, and the site has {}", kept + 1);
        warn(message, "the files past them are asked for again at each visit; use fewer");
    }
    if redirects > REDIRECTS {
        let message =
            format!("Cloudflare Pages reads 2,000 redirects, and the site has {redirects}");
        warn(message, "the old addresses past them show a page that leads on");
    }
}
