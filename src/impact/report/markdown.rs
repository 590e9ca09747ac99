//! The report for a comment or a summary on a code host. Nothing that an author wrote is Markdown there.

use super::super::{Impact, State, Touched};
use super::groups::{Group, groups};
use super::text::{short, title};
use super::{counted, in_state};

/// A longer table is folded.
const OPEN: usize = 10;
/// A longer table is cut, since comments and summaries have a limit.
const MOST: usize = 500;

/// The report as Markdown, with tables that are folded when they are long.
#[must_use]
pub fn markdown(impact: &Impact) -> String {
    let counts = counted(&impact.totals).unwrap_or_else(|| "no output changes".to_owned());
    let mut text = format!(
        "### What this change touches\n\nAgainst {}: {counts}\n",
        code(short(&impact.base))
    );
    text += &table("altered", ["Change", "Output", "Why"], &altered(impact));
    text += &table("added", ["Added", "What"], &plain(impact, |state| *state == State::Added));
    text +=
        &table("removed", ["Removed", "What"], &plain(impact, |state| *state == State::Removed));
    text += &table("moved", ["Moved", "To"], &moved(impact));
    text
}

fn altered(impact: &Impact) -> Vec<[String; 3]> {
    groups(impact).into_iter().flat_map(of_group).collect()
}

/// The change stands in the first of its rows only.
fn of_group(group: Group<'_>) -> Vec<[String; 3]> {
    let change = group.change.map(|change| inline(&title(change))).unwrap_or_default();
    let first = std::iter::once(change).chain(std::iter::repeat(String::new()));
    let rows = group.rows.into_iter().zip(first);
    rows.map(|(row, change)| {
        [change, row.address.map(code).unwrap_or_default(), inline(&row.words)]
    })
    .collect()
}

fn plain(impact: &Impact, is_in: fn(&State) -> bool) -> Vec<[String; 2]> {
    let row = |output: &Touched| [code(&output.address), inline(&output.name)];
    in_state(impact, is_in).map(row).collect()
}

fn moved(impact: &Impact) -> Vec<[String; 2]> {
    let row = |output: &Touched| match &output.state {
        State::Moved { to } => Some([code(&output.address), code(to)]),
        _ => None,
    };
    impact.outputs.iter().filter_map(row).collect()
}

fn table<const N: usize>(what: &str, titles: [&str; N], rows: &[[String; N]]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head = line(&titles.map(str::to_owned)) + &line(&titles.map(|_| "---".to_owned()));
    let shown: String = rows.iter().take(MOST).map(|cells| line(cells)).collect();
    let left = rows.len().saturating_sub(MOST);
    let rest = if left > 0 { format!("\nand {left} more\n") } else { String::new() };
    let table = format!("{head}{shown}{rest}");
    if rows.len() <= OPEN {
        return format!("\n{table}");
    }
    format!("\n<details><summary>{} {what}</summary>\n\n{table}\n</details>\n", rows.len())
}

/// Text in which every other part between backticks is code.
fn inline(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts.map(|(at, part)| if at % 2 == 1 { code(part) } else { escape(part) }).collect()
}

/// Code hosts make no mentions and no links of what stands in it.
fn code(text: &str) -> String {
    format!("<code>{}</code>", escape(text))
}

/// Everything that could begin markup as the number of its character.
fn escape(text: &str) -> String {
    let is_plain = |c: char| !c.is_ascii_punctuation() || matches!(c, '/' | '-' | ',');
    let escaped = |c: char| match c {
        c if c.is_control() => " ".to_owned(),
        c if is_plain(c) => c.to_string(),
        c => format!("&#{};", u32::from(c)),
    };
    text.chars().map(escaped).collect()
}
