//! Pictures in sizes and cards → the output folder. What the last build made of the same is kept; the rest
//! comes from the cache, or is made.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::cache::{Cache, Fault};
use crate::diagnostic::Diagnostic;
use crate::pipeline::Compiled;
use crate::plan::picture::Picture;
use crate::plan::social_card::SocialCard;
use crate::plan::{Derived, Output};
use crate::render::templates::Templates;
use crate::source::Original;
use crate::write::{Made, WriteError, Writer};

/// A file that has to be put, and what it is made of.
type Missing<'a, T> = (&'a str, Made, &'a T);

/// The missing files that are made of one picture.
type OfPicture<'a> = (&'a Arc<Original>, Vec<Missing<'a, Picture>>);

/// What of the derived files the last build did not leave.
#[derive(Default)]
struct Wanted<'a> {
    cards: Vec<Missing<'a, SocialCard>>,
    /// Those of one picture together, by its path.
    pictures: BTreeMap<&'a str, OfPicture<'a>>,
}

/// Puts every derived file, and tells of the pictures that none can be made of.
pub(super) fn put(
    writer: &Writer,
    compiled: &Compiled,
    root: &Path,
) -> Result<Vec<Diagnostic>, WriteError> {
    let Some(templates) = &compiled.templates else { return Ok(Vec::new()) };
    let wanted = Wanted::of(writer, compiled, templates)?;
    let cache = Cache::of_user(root);
    wanted.cards.par_iter().try_for_each(|(file, made, card)| {
        writer.put(file, made.clone(), &cache.card(card)).map(drop)
    })?;
    let pictures: Vec<_> = wanted.pictures.values().collect();
    let put_all = |(original, files): &OfPicture<'_>| put_pictures(writer, &cache, original, files);
    let faults: Vec<Option<Fault>> =
        pictures.into_par_iter().map(put_all).collect::<Result<_, _>>()?;
    cache.tidy();
    Ok(faults.iter().flatten().map(|fault| fault.diagnostic(&compiled.site)).collect())
}

impl<'a> Wanted<'a> {
    fn of(
        writer: &Writer,
        compiled: &'a Compiled,
        templates: &Templates,
    ) -> Result<Self, WriteError> {
        let mut wanted = Self::default();
        for (file, planned) in &compiled.plan.outputs {
            let Output::Derived(derived) = &planned.output else { continue };
            let made = Made::of(file, planned, templates);
            if writer.keep(file, &made)?.is_some() {
                continue;
            }
            match &**derived {
                Derived::Card(card) => wanted.cards.push((file, made, card)),
                Derived::Picture(picture) => {
                    let original = &picture.original;
                    let of_one = wanted.pictures.entry(&original.path);
                    of_one.or_insert((original, Vec::new())).1.push((file, made, picture));
                }
            }
        }
        Ok(wanted)
    }
}

fn put_pictures(
    writer: &Writer,
    cache: &Cache,
    original: &Arc<Original>,
    files: &[Missing<'_, Picture>],
) -> Result<Option<Fault>, WriteError> {
    let pictures: Vec<&Picture> = files.iter().map(|(_, _, picture)| *picture).collect();
    match cache.pictures(original, &pictures) {
        Ok(made) => {
            let mut made = files.iter().zip(&made);
            made.try_for_each(|((file, of, _), bytes)| {
                writer.put(file, of.clone(), bytes).map(drop)
            })?;
            Ok(None)
        }
        Err(fault) => Ok(Some(fault)),
    }
}
