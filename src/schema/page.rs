//! A standing page, such as "about".

use super::{Int, Text, entry};

entry! {
    /// A standing page, such as "about"; the foot of every page links to it.
    pub struct Page: Page {
        /// One or two sentences; the first paragraph when it is left out.
        #[serde(default)]
        pub summary: Option<Text<20, 300>>,
        /// Its place in the foot of the page.
        #[serde(default)]
        pub order: Option<Int<1, 99>>,
    }
}
