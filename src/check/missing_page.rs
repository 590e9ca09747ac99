//! # missing-page
//!
//! A site about several parts of the body lacks a page that its readers look for before they trust it:
//! who writes it, how it is checked, how to report a mistake, what happens to their data, and how the
//! site can be used by everybody.
//!
//! Write the page in `content/pages/`. A small site that has begun with one or two of them is left in
//! peace.

use super::{Check, Group, Rule};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::link::Site;
use crate::plan::Plan;
use crate::schema::Kind;

/// The standing pages of a site about health, by their ids.
const PAGES: [&str; 5] = ["about", "accessibility", "corrections", "privacy", "review-policy"];
/// How many articles a site has that is no small one.
const ARTICLES: usize = 10;

macro_rules! site {
    ($rest:literal) => {
        concat!(
            "
=== content/areas/calves.md
---
title: Calves
summary: The back of the lower leg, from the knee to the heel cord.
---
=== content/areas/hips.md
---
title: Hips
summary: The joint between the trunk and the thigh, and all around it.
---
=== content/areas/shins.md
---
title: Shins
summary: The front of the lower leg, from the knee to the ankle.
---
=== content/areas/thighs.md
---
title: Thighs
summary: The upper leg, from the hip and the buttock to the knee.
---
=== content/red-flags.yaml
- id: clot
  about: A clot
  areas: [calves, hips, shins, thighs]
  signs:
    - {sign: one leg is swollen and warm, level: today}
    - {sign: it is no better after two weeks, level: see-someone}
  sources: []
=== content/pages/about.md
---
title: About
---
=== content/pages/accessibility.md
---
title: Accessibility
---
=== content/pages/corrections.md
---
title: Corrections
---
=== content/pages/privacy.md
---
title: Privacy
---
",
            $rest
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "missing-page",
    group: Group::Content,
    severity: Severity::Warning,
    source: include_str!("missing_page.rs"),
    check: Check::Site(check),
    fails: site!(""),
    passes: site!(
        "=== content/pages/review-policy.md
---
title: How this site is checked
---
"
    ),
};

fn check(site: &Site, _: &Plan, found: &mut Vec<Diagnostic>) {
    let is_english = site.settings.language.starts_with("en");
    let (there, missing): (Vec<&str>, Vec<&str>) =
        PAGES.into_iter().partition(|id| site.definitions.get(id).is_some());
    let is_small = there.len() < missing.len() && site.of_kind(Kind::Article).count() < ARTICLES;
    if !is_english || is_small || !site.is_complete() {
        return;
    }
    for id in missing {
        let message = format!("this site has no page `{id}`");
        let help = format!("write `content/pages/{id}.md`");
        found.push(RULE.finding(Place::Site, message).help(help));
    }
}
