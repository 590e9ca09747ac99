//! The timer of an exercise or a routine: its phases in order, from the numbers that the words of the
//! dose are made from.

use serde::Serialize;

use super::dose::{Numbers, SECONDS_BETWEEN_HOLDS, SECONDS_TO_CHANGE, count};

const SECONDS_TO_GET_READY: u32 = 5;
const SECONDS_TO_CHANGE_SIDES: u32 = 5;

/// A part of an exercise that the timer shows by itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Phase {
    pub kind: PhaseKind,
    /// What to do now, as it is shown and said: "Hold, 15 seconds".
    pub say: String,
    /// "First side, set 1 of 2"; empty where there is nothing to count.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// How often it is done.
    pub times: u32,
    /// Seconds of each time; without them it takes as long as the reader likes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
    /// Seconds of letting go between one time and the next.
    pub between: u32,
    /// The exercise in its routine, from 0.
    pub exercise: usize,
}

/// What a phase is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PhaseKind {
    Prepare,
    Work,
    Rest,
}

/// The phases of an exercise by itself.
#[must_use]
pub fn of_exercise(numbers: Numbers) -> Vec<Phase> {
    let mut phases = vec![Phase::pause(PhaseKind::Prepare, "Get ready", SECONDS_TO_GET_READY)];
    work(numbers, &mut phases);
    phases
}

/// The phases of the exercises of a routine, with time to change from one to the next.
#[must_use]
pub fn of_routine<'a>(exercises: impl Iterator<Item = (&'a str, Numbers)>) -> Vec<Phase> {
    let mut phases = Vec::new();
    for (at, (title, numbers)) in exercises.enumerate() {
        let before = phases.len();
        let seconds = if at == 0 { SECONDS_TO_GET_READY } else { SECONDS_TO_CHANGE };
        let prepare = Phase::pause(PhaseKind::Prepare, title, seconds);
        phases.push(Phase { say: format!("{title}, get ready"), ..prepare });
        work(numbers, &mut phases);
        phases[before..].iter_mut().for_each(|phase| phase.exercise = at);
    }
    phases
}

/// Sets and sides, with a rest between sets and time to change sides.
fn work(numbers: Numbers, phases: &mut Vec<Phase>) {
    for set in 1..=numbers.sets {
        if set > 1 && numbers.rest_seconds > 0 {
            phases.push(Phase::pause(PhaseKind::Rest, "Rest", numbers.rest_seconds));
        } else if set > 1 && numbers.per_side {
            phases.push(Phase::other_side());
        }
        if numbers.per_side {
            phases.push(Phase::work(numbers, set, Some("First side")));
            phases.push(Phase::other_side());
            phases.push(Phase::work(numbers, set, Some("Other side")));
        } else {
            phases.push(Phase::work(numbers, set, None));
        }
    }
}

impl Phase {
    fn pause(kind: PhaseKind, name: &str, seconds: u32) -> Self {
        let say = format!("{name}, {}", count(seconds, "second"));
        let seconds = Some(seconds);
        Self { kind, say, place: String::new(), times: 1, seconds, between: 0, exercise: 0 }
    }

    fn other_side() -> Self {
        let pause = Self::pause(PhaseKind::Prepare, "Other side", SECONDS_TO_CHANGE_SIDES);
        Self { say: "Other side".to_owned(), ..pause }
    }

    fn work(numbers: Numbers, set: u32, side: Option<&str>) -> Self {
        let is_timed = numbers.hold_seconds > 0 && !numbers.breaths;
        Self {
            kind: PhaseKind::Work,
            say: instruction(numbers),
            place: place(set, numbers.sets, side),
            times: numbers.reps,
            seconds: is_timed.then_some(numbers.hold_seconds),
            between: if is_timed { SECONDS_BETWEEN_HOLDS } else { 0 },
            exercise: 0,
        }
    }
}

/// "Hold, 15 seconds", "Do 10 slow repetitions", "Take 10 slow breaths".
fn instruction(numbers: Numbers) -> String {
    match numbers {
        Numbers { breaths: true, reps, .. } => format!("Take {}", count(reps, "slow breath")),
        Numbers { hold_seconds: 0, reps, .. } => format!("Do {}", count(reps, "slow repetition")),
        Numbers { hold_seconds, .. } => format!("Hold, {}", count(hold_seconds, "second")),
    }
}

/// "First side, set 1 of 2".
fn place(set: u32, sets: u32, side: Option<&str>) -> String {
    match (sets, side) {
        (1, side) => side.unwrap_or_default().to_owned(),
        (_, None) => format!("Set {set} of {sets}"),
        (_, Some(side)) => format!("{side}, set {set} of {sets}"),
    }
}
