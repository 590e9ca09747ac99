//! What a runner notices.

use super::{RedFlag, Ref, Text, entry};

entry! {
    /// What a runner notices. Causes name the symptoms they can show.
    pub struct Symptom: Symptom {
        /// One or two sentences: what is meant.
        pub summary: Text<40, 200>,
        /// The symptom as a reader would ask about it.
        pub question: Text<10, 120>,
        /// Warning signs that are shown first.
        pub red_flags: Vec<Ref<RedFlag>>,
    }
}
