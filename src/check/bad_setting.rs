//! # bad-setting
//!
//! A setting of `content/site.yaml` has the right type and still cannot work: a `permalink` without
//! `{id}`, a time zone that does not exist, a base URL with a query, a `report_to` that is neither a
//! web address, a page of the site nor a mail address, or `rules` that name no rule or turn one down
//! that holds for every site.
//!
//! The whole site rests on its settings, so none of them is passed over. Mend the value, or take the
//! line out: every setting has a default.

use super::verdict::may_be_set;
use super::{Check, Group, Rule, manual};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link::Site;
use crate::parse::yaml::Key;
use crate::plan::{Plan, url};
use crate::schema::{RuleLevel, SitePath, WebAddress};

pub(super) const RULE: Rule = Rule {
    id: "bad-setting",
    group: Group::Structure,
    severity: Severity::Error,
    source: include_str!("bad_setting.rs"),
    check: Check::Site(check),
    fails: "
=== content/site.yaml
permalink: /{year}/
=== content/articles/hello.md
---
title: Hello
---
Text.
",
    passes: "
=== content/site.yaml
permalink: /{year}/{id}/
=== content/articles/hello.md
---
title: Hello
---
Text.
",
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    found.extend(site.settings.rules.iter().filter_map(|(id, level)| of_rule(site, id, *level)));
    let settings = &site.settings;
    let mut fault = |field: &str, message: String, help: &str| {
        let place = site.locate_setting(&[Key::Field(field)]);
        found.push(RULE.finding(place, message).help(help));
    };
    if let Some(why) = url::permalink_fault(&settings.permalink) {
        let message = format!("`{}` cannot be the address of an article", &*settings.permalink);
        fault("permalink", message, why);
    }
    if jiff::tz::TimeZone::get(&settings.time_zone).is_err() {
        let message = format!("no time zone is called `{}`", &*settings.time_zone);
        fault("time_zone", message, "write one as `Europe/London`");
    }
    if settings.base_url.contains(['?', '#']) {
        let message = "a base URL ends with its folder, without `?` or `#`".to_owned();
        fault("base_url", message, "write it as `https://example.org/blog/`");
    }
    if let Some(to) = settings.report_to.as_deref().filter(|to| !can_report_to(to)) {
        let message = format!("`{}` is neither a web page nor a mail address", to.escape_debug());
        fault("report_to", message, "write `https://…`, `/an-address-of-this-site/` or `name@…`");
    }
}

/// What is wrong with how bad a site takes a rule to be.
fn of_rule(site: &Site, id: &str, level: RuleLevel) -> Option<Diagnostic> {
    let place = site.locate_setting(&[Key::Field("rules"), Key::Name(id)]);
    if manual::page(id).is_none() {
        let help = manual::nearest_id(id).map_or_else(
            || "write the id of a rule as it stands in a report".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        return Some(RULE.finding(place, format!("no rule is called `{id}`")).help(help));
    }
    if may_be_set(id, level) {
        return None;
    }
    let message = format!("`{id}` holds for every site and cannot be turned down");
    Some(RULE.finding(place, message).help("mend what it finds, and take this line out"))
}

/// Whether it is `https://…`, `/contact/` or `name@host`.
fn can_report_to(to: &str) -> bool {
    let is_mail = to.split_once('@').is_some_and(|(name, host)| {
        let fits = |part: &str| {
            !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || "._+-".contains(c))
        };
        fits(name) && fits(host)
    });
    is_mail || WebAddress::new(to).is_some() || SitePath::new(to).is_some()
}
