//! # causal-wording
//!
//! A sentence says that one thing causes or prevents another, and cites only sources that cannot show
//! it: a cohort, a laboratory, a model, a clinic's page. They show what goes together. The phrases are
//! `causal` of the word lists, to which `content/words.yaml` adds.
//!
//! Say what goes together, or cite a trial or a review that shows more.

use super::{Check, Group, Hit, List, Prose, Rule, hedge};
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::markdown::Wanted;

pub(super) const RULE: Rule = Rule {
    id: "causal-wording",
    group: Group::Sources,
    severity: Severity::Warning,
    source: include_str!("causal_wording.rs"),
    check: Check::Prose(check),
    fails: "
=== content/articles/hello.md
---
title: Hello
---
Long runs lead to shin pain [@cohort-2020].
=== content/sources.yaml
- id: cohort-2020
  title: Runs and shins
  org: A journal
  kind: cohort
  url: https://example.org/
  status: found
",
    passes: "
=== content/articles/hello.md
---
title: Hello
---
Long runs are linked with shin pain [@cohort-2020].
=== content/sources.yaml
- id: cohort-2020
  title: Runs and shins
  org: A journal
  kind: cohort
  url: https://example.org/
  status: found
",
};

fn check(prose: &Prose<'_>, found: &mut Vec<Diagnostic>) {
    for hit in prose.hits(List::Causal).filter(|hit| is_claimed(prose, hit)) {
        let better = &prose.vocabulary.words.causal[hit.index].better;
        let message =
            format!("`{}` is more than the sources of this sentence can show", prose.words(hit));
        let help = format!("write `{better}`, or cite a trial or a review");
        found.push(prose.finding(&RULE, prose.range(hit), message).help(help));
    }
}

fn is_claimed(prose: &Prose<'_>, hit: &Hit) -> bool {
    let sentence = prose.sentence(hit);
    rests_on_weak_sources(prose, hit)
        && !hedge::is_denied(&prose.text, sentence, &hit.words)
        && !hedge::has_condition(&prose.text, sentence.words.start..hit.words.start)
}

fn rests_on_weak_sources(prose: &Prose<'_>, hit: &Hit) -> bool {
    let Some(document) = prose.document else { return false };
    let cited = prose.text.citations_in(prose.sentence(hit).text.clone());
    let links = cited.filter_map(|citation| document.outline.links.get(citation.index?));
    let mut ids = links.flat_map(|link| match &link.wanted {
        Wanted::Citation(ids) => &**ids,
        _ => &[],
    });
    let weak = &prose.vocabulary.weak_sources;
    ids.next().is_some_and(|first| weak.contains(first.as_str()))
        && ids.all(|id| weak.contains(id.as_str()))
}
