//! How much of an exercise: words, table cells and minutes from the same numbers.

use crate::schema;

/// Seconds of letting go between two holds.
pub const SECONDS_BETWEEN_HOLDS: u32 = 2;

/// Seconds to change from one exercise to the next.
pub const SECONDS_TO_CHANGE: u32 = 15;

/// The numbers of a dose after a routine's own have replaced some.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Numbers {
    pub sets: u32,
    pub reps: u32,
    pub hold_seconds: u32,
    pub rest_seconds: u32,
    pub per_side: bool,
    pub breaths: bool,
    pub per_week: u32,
}

impl Numbers {
    #[must_use]
    pub fn of(dose: &schema::Dose) -> Self {
        Self {
            sets: dose.sets.get(),
            reps: dose.reps.get(),
            hold_seconds: dose.hold_seconds.map_or(0, schema::Int::get),
            rest_seconds: dose.rest_seconds.map_or(0, schema::Int::get),
            per_side: dose.per_side,
            breaths: dose.breaths,
            per_week: dose.per_week.get(),
        }
    }

    /// The numbers within a routine: a step's own come first, then the routine's sets.
    #[must_use]
    pub fn within(mut self, routine: &schema::Routine, step: &schema::Step) -> Self {
        let sets = step.sets.or(routine.sets);
        self.sets = sets.map_or(self.sets, schema::Int::get);
        self.reps = step.reps.map_or(self.reps, schema::Int::get);
        self.hold_seconds = step.hold_seconds.map_or(self.hold_seconds, schema::Int::get);
        self.rest_seconds = step.rest_seconds.map_or(self.rest_seconds, schema::Int::get);
        self
    }

    /// Seconds that the exercise takes, with 15 to change to the next: a repetition takes its hold
    /// and 2 seconds, or 4 without a hold, or 8 when it is a breath.
    #[must_use]
    pub fn seconds(self) -> u32 {
        let repetition = match self {
            Self { breaths: true, .. } => 8,
            Self { hold_seconds: 0, .. } => 4,
            Self { hold_seconds, .. } => hold_seconds + SECONDS_BETWEEN_HOLDS,
        };
        let sides = if self.per_side { 2 } else { 1 };
        let work = self.sets * sides * self.reps * repetition;
        work + self.rest_seconds * (self.sets - 1) + SECONDS_TO_CHANGE
    }

    /// "3 sets of 10 on each side, held for 5 seconds, 45 seconds of rest".
    #[must_use]
    pub fn words(self) -> String {
        if self.reps == 1 && self.hold_seconds > 0 {
            return self.holds();
        }
        let mut words = self.amount();
        if self.per_side {
            words.push_str(" on each side");
        }
        if self.hold_seconds > 0 {
            words = format!("{words}, held for {}", count(self.hold_seconds, "second"));
        }
        if self.rest_seconds > 0 && self.sets > 1 {
            words = format!("{words}, {} of rest between sets", count(self.rest_seconds, "second"));
        }
        words
    }

    /// "2 holds of 20 seconds on each side, 30 seconds of rest between them".
    fn holds(self) -> String {
        let seconds = count(self.hold_seconds, "second");
        let mut words = format!("{} of {seconds}", count(self.sets, "hold"));
        if self.per_side {
            words.push_str(" on each side");
        }
        if self.rest_seconds > 0 && self.sets > 1 {
            let rest = count(self.rest_seconds, "second");
            words = format!("{words}, {rest} of rest between them");
        }
        words
    }

    fn amount(self) -> String {
        let unit = if self.breaths { "breath" } else { "time" };
        match self.sets {
            1 => count(self.reps, unit),
            sets if self.breaths => format!("{sets} sets of {}", count(self.reps, unit)),
            sets => format!("{sets} sets of {}", self.reps),
        }
    }

    /// "3 days a week", "every day".
    #[must_use]
    pub fn days(self) -> String {
        days(self.per_week)
    }
}

/// "3 days a week", "every day".
#[must_use]
pub fn days(per_week: u32) -> String {
    match per_week {
        7 => "every day".to_owned(),
        1 => "1 day a week".to_owned(),
        days => format!("{days} days a week"),
    }
}

/// Whole minutes, rounded up.
#[must_use]
pub fn minutes(seconds: u32) -> u32 {
    seconds.div_ceil(60)
}

/// "1 second", "5 seconds".
#[must_use]
pub fn count(number: u32, unit: &str) -> String {
    if number == 1 { format!("1 {unit}") } else { format!("{number} {unit}s") }
}
