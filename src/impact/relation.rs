//! What one thing of the graph is to another, in words.

use crate::link::definitions::Meaning;
use crate::link::{EntryId, Site, SourceId, Target, TermId};
use crate::schema::Kind;

/// What the entry `of` has to do with another thing, in a clause that follows the name of the entry.
pub(super) fn relation(site: &Site, of: EntryId, to: Meaning) -> Option<&'static str> {
    match to {
        Meaning::Entry(to) => to_entry(site, of, to),
        Meaning::RedFlag(flag) => {
            let is_shown = site.shown_red_flags(of).contains(&flag);
            is_shown.then_some("which shows it as a warning sign")
        }
        Meaning::Source(source) => to_source(site, of, source),
        Meaning::Term(term) => to_term(site, of, term),
        Meaning::Unpublished | Meaning::Lost => None,
    }
}

fn to_entry(site: &Site, of: EntryId, to: EntryId) -> Option<&'static str> {
    let entry = site.entry(of);
    let has = |list: &[EntryId]| list.contains(&to);
    let is_target = |target: &Target| matches!(target, Target::Entry { id, .. } if *id == to);
    let is_about =
        if entry.kind() == Kind::Article { "which is about it" } else { "which belongs to it" };
    let is_listed =
        [&entry.causes, &entry.symptoms, &entry.exercises, &entry.routines, &entry.articles];
    let relations = [
        (entry.steps.contains(&Some(to)), "which has it as a step"),
        (has(&entry.list), "which lists it"),
        (has(&entry.easier), "which names it as easier"),
        (has(&entry.harder), "which names it as harder"),
        (has(&entry.related), "which names it as related"),
        (has(&entry.neighbours), "which names it as a neighbour"),
        (has(&entry.authors), "which they wrote"),
        (entry.reviewer == Some(to), "which they checked"),
        (has(&entry.areas), is_about),
        (is_listed.into_iter().any(|list| has(list)), "which lists it"),
        (entry.targets.iter().any(is_target), "whose text links to it"),
        (has(&entry.linked_from), "to which its text links"),
    ];
    relations.into_iter().find_map(|(holds, words)| holds.then_some(words))
}

fn to_source(site: &Site, of: EntryId, source: SourceId) -> Option<&'static str> {
    if site.source_uses(source).entries.contains(&of) {
        return Some("which cites it");
    }
    let flags = site.shown_red_flags(of);
    let rests = flags.into_iter().any(|flag| site.red_flag(flag).sources.contains(&source));
    rests.then_some("whose warning signs rest on it")
}

fn to_term(site: &Site, of: EntryId, term: TermId) -> Option<&'static str> {
    let uses = site.term_uses(term);
    let is_target = |target: &Target| *target == Target::Term(term);
    let relations = [
        (uses.exercises.contains(&of), "which is for it or needs it"),
        (uses.helping.contains(&of), "in which it helps"),
        (uses.areas.contains(&of), "in which it lies"),
        (site.entry(of).targets.iter().any(is_target), "whose text links to it"),
    ];
    relations.into_iter().find_map(|(holds, words)| holds.then_some(words))
}
