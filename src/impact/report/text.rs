//! The report for a terminal.

use std::fmt::Write as _;

use super::super::fields::clean;
use super::super::{Change, How, Impact, State, Touched};
use super::groups::{Group, groups, moves_outputs};
use super::{counted, in_state};

/// The report in lines, ending in one that counts.
#[must_use]
pub fn text(impact: &Impact) -> String {
    let mut text = String::new();
    for group in groups(impact) {
        let _ = writeln!(text, "{}\n", of_group(impact, &group));
    }
    text += &section("Added", impact, |state| *state == State::Added);
    text += &section("Removed", impact, |state| *state == State::Removed);
    text += &section("Moved", impact, |state| matches!(state, State::Moved { .. }));
    text + &last(impact)
}

fn section(title: &str, impact: &Impact, is_in: fn(&State) -> bool) -> String {
    let lines: Vec<String> = in_state(impact, is_in).map(line).collect();
    if lines.is_empty() { String::new() } else { format!("{title}\n{}\n\n", lines.join("\n")) }
}

/// "Against 1f7a60c2: 3 of 412 pages".
fn last(impact: &Impact) -> String {
    let counts = counted(&impact.totals).unwrap_or_else(|| "no output changes".to_owned());
    format!("Against {}: {counts}", short(&impact.base))
}

/// The beginning of a commit's id.
pub(super) fn short(commit: &str) -> &str {
    commit.get(..10).unwrap_or(commit)
}

fn of_group(impact: &Impact, group: &Group<'_>) -> String {
    let mut text = group.change.map_or_else(|| "Of no known change".to_owned(), title);
    for row in &group.rows {
        let address =
            row.address.map(|address| format!("{}: ", clean(address))).unwrap_or_default();
        let _ = write!(text, "\n  ~ {address}{}", row.words);
    }
    let touches_nothing = |change: &Change| group.rows.is_empty() && !moves_outputs(impact, change);
    if group.change.is_some_and(touches_nothing) {
        text.push_str("\n  alters no output");
    }
    text
}

/// "exercise `heel-drop` (content/exercises/heel-drop.md): dose.reps 10 → 12".
pub(super) fn title(change: &Change) -> String {
    let (name, file) = (&change.name, &change.file);
    let place = if name.contains(file) { String::new() } else { format!(" ({file})") };
    format!("{name}{place}: {}", details(change))
}

fn details(change: &Change) -> String {
    match change.how {
        How::Added => "added".to_owned(),
        How::Removed => "removed".to_owned(),
        How::Changed => change.details.join("; "),
    }
}

fn line(output: &Touched) -> String {
    let address = clean(&output.address);
    match &output.state {
        State::Added => format!("  + {address}: {}", output.name),
        State::Moved { to } => format!("  > {address} → {}", clean(to)),
        _ => format!("  - {address}: {}", output.name),
    }
}
