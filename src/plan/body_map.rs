//! The body from the front and from the back, whose regions lead to areas. The list of areas that
//! stands beside it is the navigation; the map is for those who would rather point.

use std::sync::Arc;

use serde::Serialize;

use super::Context;
use crate::link::definitions::Meaning;
use crate::schema::{BodyMap, Region, View};

/// Both sides of the body.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct BodyMapView {
    pub outline: Arc<str>,
    pub head: Arc<str>,
    pub sides: Vec<SideView>,
}

/// One side of the body.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct SideView {
    /// "Front" or "Back".
    pub name: &'static str,
    pub regions: Vec<RegionView>,
}

/// A place on the body.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct RegionView {
    pub title: Arc<str>,
    pub address: Arc<str>,
    pub path: Arc<str>,
    pub mirrored: bool,
}

/// The map of the areas that the site has; `None` when it has none of those that are drawn.
pub(super) fn body_map(context: &Context<'_>) -> Option<BodyMapView> {
    let map = &*context.site.body_map;
    let sides = [("Front", View::Front), ("Back", View::Back)];
    let sides: Vec<SideView> = sides
        .into_iter()
        .map(|(name, view)| SideView { name, regions: regions(context, map, view) })
        .collect();
    let has_regions = sides.iter().any(|side| !side.regions.is_empty());
    has_regions.then(|| BodyMapView { outline: map.outline.share(), head: map.head.share(), sides })
}

fn regions(context: &Context<'_>, map: &BodyMap, view: View) -> Vec<RegionView> {
    let seen = map.regions.iter().filter(|region| region.view == view);
    seen.filter_map(|region| region_view(context, region)).collect()
}

fn region_view(context: &Context<'_>, region: &Region) -> Option<RegionView> {
    let definition = context.site.definitions.get(region.area.id())?;
    let Meaning::Entry(area) = definition.meaning else { return None };
    let link = context.link(area);
    Some(RegionView {
        title: Arc::clone(&link.title),
        address: Arc::clone(&link.address),
        path: region.path.share(),
        mirrored: region.mirrored,
    })
}
