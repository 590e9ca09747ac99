//! Both sides of each relation: authors write one, the other is made here.

use std::sync::Arc;

use rayon::prelude::*;

use super::{Entry, EntryId, RedFlagId, Site};
use crate::parse::Fields;
use crate::schema::Kind;

/// Makes the side of every relation that nobody wrote.
pub fn complete(site: &mut Site) {
    for id in site.ids() {
        mirror_exercise_and_routine(site, id);
        mirror_to_areas(site, id);
        mirror_cause(site, id);
        mirror_article(site, id);
        mirror_authors(site, id);
    }
    give_symptoms_their_areas(site);
    give_areas_their_red_flags(site);
    site.entries.par_iter_mut().for_each(|entry| sort(Arc::make_mut(entry)));
}

/// Adds `id` to a list of each of `others`.
fn push(
    site: &mut Site,
    others: &[EntryId],
    list: fn(&mut Entry) -> &mut Vec<EntryId>,
    id: EntryId,
) {
    for other in others {
        list(site.entry_mut(*other)).push(id);
    }
}

fn mirror_to_areas(site: &mut Site, id: EntryId) {
    let areas = site.entry(id).areas.clone();
    match site.entry(id).kind() {
        Kind::Cause => push(site, &areas, |area| &mut area.causes, id),
        Kind::Exercise => push(site, &areas, |area| &mut area.exercises, id),
        Kind::Routine => push(site, &areas, |area| &mut area.routines, id),
        Kind::Article => push(site, &areas, |area| &mut area.articles, id),
        _ => {}
    }
}

fn mirror_exercise_and_routine(site: &mut Site, id: EntryId) {
    match site.entry(id).kind() {
        Kind::Exercise => {
            let (causes, easier) = (site.entry(id).causes.clone(), site.entry(id).easier.clone());
            push(site, &causes, |cause| &mut cause.exercises, id);
            push(site, &easier, |easier| &mut easier.harder, id);
        }
        Kind::Routine => {
            let steps: Vec<EntryId> = site.entry(id).steps.iter().flatten().copied().collect();
            push(site, &steps, |exercise| &mut exercise.routines, id);
            site.entry_mut(id).exercises = steps;
        }
        _ => {}
    }
}

fn mirror_cause(site: &mut Site, id: EntryId) {
    if site.entry(id).kind() == Kind::Cause {
        let symptoms = site.entry(id).symptoms.clone();
        push(site, &symptoms, |symptom| &mut symptom.causes, id);
    }
}

/// What an article lists it also covers.
fn mirror_article(site: &mut Site, id: EntryId) {
    if site.entry(id).kind() != Kind::Article {
        return;
    }
    for listed in site.entry(id).list.clone() {
        match site.entry(listed).kind() {
            Kind::Cause => site.entry_mut(id).causes.push(listed),
            _ => site.entry_mut(id).exercises.push(listed),
        }
    }
    sort(site.entry_mut(id));
    let article = site.entry(id);
    let covered: Vec<EntryId> =
        [&article.causes, &article.symptoms, &article.exercises, &article.routines]
            .into_iter()
            .flatten()
            .copied()
            .collect();
    push(site, &covered, |entry| &mut entry.articles, id);
}

/// A person lists the articles they wrote.
fn mirror_authors(site: &mut Site, id: EntryId) {
    if site.entry(id).kind() == Kind::Article {
        let authors = site.entry(id).authors.clone();
        push(site, &authors, |person| &mut person.articles, id);
    }
}

/// A symptom belongs to the areas of its causes.
fn give_symptoms_their_areas(site: &mut Site) {
    let symptoms: Vec<EntryId> = site.of_kind(Kind::Symptom).collect();
    for symptom in symptoms {
        let causes = &site.entry(symptom).causes;
        let areas = causes.iter().flat_map(|cause| site.entry(*cause).areas.iter().copied());
        let areas: Vec<EntryId> = areas.collect();
        push(site, &areas, |area| &mut area.symptoms, symptom);
        site.entry_mut(symptom).areas = areas;
    }
}

fn give_areas_their_red_flags(site: &mut Site) {
    for (at, flag) in (0..).zip(&site.red_flags) {
        for area in &flag.areas {
            Arc::make_mut(&mut site.entries[area.0 as usize]).red_flags.push(RedFlagId(at));
        }
    }
}

/// Reading order, each once; but the home area of a cause stays first, since it is its address.
fn sort(entry: &mut Entry) {
    let keeps_home = matches!(entry.fields(), Fields::Cause(_));
    let home = entry.areas.first().copied().filter(|_| keeps_home);
    for list in [
        &mut entry.areas,
        &mut entry.causes,
        &mut entry.symptoms,
        &mut entry.exercises,
        &mut entry.routines,
        &mut entry.articles,
        &mut entry.easier,
        &mut entry.harder,
        &mut entry.linked_from,
    ] {
        list.sort_unstable();
        list.dedup();
    }
    if let Some(home) = home {
        entry.areas.retain(|area| *area != home);
        entry.areas.insert(0, home);
    }
}
