//! Who writes or checks.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Day, Text, WebAddress, entry};

entry! {
    /// Somebody, or a team, that writes or checks. The text says what they do and are not.
    pub struct Person: Person {
        /// One or two sentences; the first paragraph when it is left out.
        #[serde(default)]
        pub summary: Option<Text<20, 300>>,
        /// What they are to the site, such as "writes the articles".
        #[serde(default)]
        pub role: Option<Text<3, 100>>,
        /// A team or project rather than one person.
        #[serde(default)]
        pub team: bool,
        /// The registration of a health professional; left out for everybody else.
        #[serde(default)]
        pub credential: Option<Credential>,
        /// Conflicts of interest, or "none declared".
        #[serde(default)]
        pub conflicts: Option<Text<3, 300>>,
    }
}

/// A registration that a reader can look up.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Credential {
    /// The profession, such as "physiotherapist".
    pub profession: Text<3, 80>,
    /// The register's entry for the person.
    pub register: WebAddress,
    /// The day on which somebody looked it up.
    pub verified: Day,
}
