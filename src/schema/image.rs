//! Who made a picture, and what allows a site to show it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Text, WebAddress};

/// A picture of the text: who made it, and what allows us to show it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Image {
    /// The file, as the text names it.
    pub file: Text<1, 300>,
    /// Who made it; `own` for a picture of your own, such as a screenshot.
    pub credit: Text<2, 120>,
    /// Its licence, such as `CC BY 4.0`; a picture of your own may go without.
    #[serde(default)]
    pub licence: Option<Text<2, 80>>,
    /// Where it was found.
    #[serde(default)]
    pub source: Option<WebAddress>,
}

/// Who made the pictures that name nobody, and what allows us to show them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImageCredit {
    /// Who made them; `own` for pictures of your own.
    pub credit: Text<2, 120>,
    /// Their licence; pictures of your own may go without.
    #[serde(default)]
    pub licence: Option<Text<2, 80>>,
}

/// How an author says that a picture is their own.
pub const OWN: &str = "own";
