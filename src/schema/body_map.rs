//! The body map: `content/body-map.yaml`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Area, Ref, SvgPath, View};

/// The body from the front and from the back, with the places that lead to areas. The paths are those
/// of SVG, in a box from −80 to 80 across and 0 to 424 down.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BodyMap {
    /// The body below the head, the same from both sides.
    pub outline: SvgPath,
    /// The head.
    pub head: SvgPath,
    /// The places that lead to areas.
    pub regions: Vec<Region>,
    /// Whether it is the one that the program carries. A site that lacks one of its areas has no error:
    /// it never wrote that name.
    #[serde(skip)]
    pub is_built_in: bool,
}

/// A place on the body that leads to an area.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Where it leads.
    pub area: Ref<Area>,
    /// The side of the body it is on.
    pub view: View,
    /// Its shape.
    pub path: SvgPath,
    /// Whether it is there on the left and on the right.
    #[serde(default)]
    pub mirrored: bool,
}

/// The map that the program carries, as YAML.
const BUILT_IN: &str = include_str!("body-map.yaml");

impl Default for BodyMap {
    fn default() -> Self {
        let map = serde_yaml::from_str(BUILT_IN).expect("a test decodes the built-in map");
        Self { is_built_in: true, ..map }
    }
}
