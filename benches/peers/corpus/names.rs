//! What the entries are called, and where they are: all that others need to link to one.

use crate::sentences::{CIRCUMSTANCES, MOVES};

pub(crate) const AREAS: [&str; 6] = ["upper-back", "ribs", "hips", "thighs", "shins", "calves"];
pub(crate) const MUSCLES: [&str; 6] =
    ["soleus", "gastrocnemius", "hip-flexor", "hamstring", "quadriceps", "trapezius"];
pub(crate) const TAGS: [&str; 30] = [
    "warm-up",
    "cool-down",
    "cadence",
    "footwear",
    "hills",
    "intervals",
    "long-run",
    "recovery",
    "strength",
    "mobility",
    "breathing",
    "posture",
    "sleep",
    "nutrition",
    "hydration",
    "cold",
    "heat",
    "trail",
    "track",
    "treadmill",
    "beginners",
    "marathon",
    "half-marathon",
    "10k",
    "taper",
    "overuse",
    "acute-pain",
    "return",
    "gait",
    "cross-training",
];

/// The kinds of page that come from a file each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Area,
    Cause,
    Exercise,
    Article,
}

pub(crate) fn id(kind: Kind, at: usize) -> String {
    match kind {
        Kind::Area => AREAS[at].to_owned(),
        Kind::Cause => format!("cause-{at}"),
        Kind::Exercise => format!("{}-{at}", MOVES[at % MOVES.len()]),
        Kind::Article => {
            format!("{}-{}-{at}", AREAS[at % AREAS.len()], CIRCUMSTANCES[at % 12].replace(' ', "-"))
        }
    }
}

pub(crate) fn address(kind: Kind, at: usize) -> String {
    let id = id(kind, at);
    match kind {
        Kind::Area => format!("/areas/{id}/"),
        Kind::Cause => format!("/areas/{}/causes/{id}/", AREAS[at % AREAS.len()]),
        Kind::Exercise => format!("/exercises/{id}/"),
        Kind::Article => format!("/articles/{id}/"),
    }
}

pub(crate) fn cause_title(at: usize) -> String {
    format!("Overload no. {at}")
}

pub(crate) fn exercise_title(at: usize) -> String {
    format!("Standing {} no. {at}", MOVES[at % MOVES.len()])
}

pub(crate) fn article_title(at: usize) -> String {
    format!(
        "Sore {} {}, no. {at}",
        AREAS[at % AREAS.len()].replace('-', " "),
        CIRCUMSTANCES[at % 12]
    )
}
