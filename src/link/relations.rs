//! Both sides of each relation: authors write one, the other is made here.

use super::{EntryId, RedFlagId, Site};
use crate::parse::Fields;
use crate::schema::Kind;

/// Makes the side of every relation that nobody wrote.
pub fn complete(site: &mut Site) {
    let ids: Vec<EntryId> = site.ids().collect();
    for id in &ids {
        mirror_exercise_and_routine(site, *id);
        mirror_to_areas(site, *id);
        mirror_cause(site, *id);
        mirror_article(site, *id);
        mirror_authors(site, *id);
    }
    give_symptoms_their_areas(site);
    give_areas_their_red_flags(site);
    for id in ids {
        sort(site, id);
    }
}

/// Adds `id` to a list of each of `others`.
fn push(
    site: &mut Site,
    others: &[EntryId],
    list: fn(&mut super::Entry) -> &mut Vec<EntryId>,
    id: EntryId,
) {
    for other in others {
        list(&mut site.entries[other.0 as usize]).push(id);
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
            site.entries[id.0 as usize].exercises = steps;
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
            Kind::Cause => site.entries[id.0 as usize].causes.push(listed),
            _ => site.entries[id.0 as usize].exercises.push(listed),
        }
    }
    sort(site, id);
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
        site.entries[symptom.0 as usize].areas = areas;
    }
}

fn give_areas_their_red_flags(site: &mut Site) {
    for (at, flag) in (0..).zip(&site.red_flags) {
        for area in &flag.areas {
            site.entries[area.0 as usize].red_flags.push(RedFlagId(at));
        }
    }
}

/// Reading order, each once; but the home area of a cause stays first, since it is its address.
fn sort(site: &mut Site, id: EntryId) {
    let entry = &mut site.entries[id.0 as usize];
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
