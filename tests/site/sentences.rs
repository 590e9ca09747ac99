//! The words that generated sites are made of.

pub(crate) const MOVES: [&str; 8] =
    ["raise", "bridge", "stretch", "plank", "squat", "lunge", "press", "march"];
pub(crate) const SUBJECTS: [&str; 16] = [
    "the tissue",
    "your stride",
    "a tired runner",
    "the tendon",
    "this kind of ache",
    "most people",
    "the joint",
    "a short walk",
    "the muscle",
    "an easy week",
    "your coach",
    "the rib cage",
    "the foot",
    "early loading",
    "a stiff ankle",
    "one bad night of sleep",
];
pub(crate) const VERBS: [&str; 12] = [
    "settles",
    "gets worse",
    "responds well",
    "tends to change",
    "needs time to adapt",
    "moves more freely",
    "holds less tension",
    "copes with load",
    "often improves",
    "feels heavier",
    "recovers faster",
    "takes longer than you expect",
];
pub(crate) const CIRCUMSTANCES: [&str; 12] = [
    "when the pace is low",
    "if the shoes are worn out",
    "after two or three quiet days",
    "once the load drops by a third",
    "before the long run",
    "with a slightly higher cadence",
    "in the last kilometre",
    "as soon as breathing is calm",
    "on soft ground",
    "during the second week",
    "with short and frequent sets",
    "between two hard sessions",
];
pub(crate) const HEADINGS: [&str; 8] = [
    "What it feels like",
    "Why runners get it",
    "What to do today",
    "A plan for the week",
    "How to test your progress",
    "Coming back to running",
    "Common mistakes",
    "Sleep and stress",
];
