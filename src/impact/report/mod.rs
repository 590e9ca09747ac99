//! The impact of a change as text for a terminal, as Markdown for a pull request, and as JSON.

mod groups;
pub mod markdown;
pub mod text;

use super::{Impact, OutputKind, State, Total, Touched};

/// The report as one JSON value.
#[must_use]
pub fn json(impact: &Impact) -> String {
    serde_json::to_string(impact).expect("strings and numbers are JSON")
}

/// "3 of 412 pages, 1 of 3 feeds"; `None` when nothing is touched.
fn counted(totals: &[Total]) -> Option<String> {
    let touched = totals.iter().filter(|total| total.touched > 0);
    let counts: Vec<String> =
        touched.map(|total| share(total.kind, total.touched, total.now)).collect();
    (!counts.is_empty()).then(|| counts.join(", "))
}

/// "all 412 pages", "3 of 412 pages".
fn share(kind: OutputKind, touched: usize, now: usize) -> String {
    let noun = plural(kind);
    match (touched, now) {
        (1, 1) => format!("the {}", noun.trim_end_matches('s')),
        (touched, now) if touched == now => format!("all {now} {noun}"),
        (touched, now) if touched > now => format!("{touched} {noun}, of which {now} are left"),
        (touched, now) => format!("{touched} of {now} {noun}"),
    }
}

fn plural(kind: OutputKind) -> &'static str {
    match kind {
        OutputKind::Page => "pages",
        OutputKind::Feed => "feeds",
        OutputKind::Redirect => "redirects",
        OutputKind::File => "files",
        OutputKind::Sitemap => "sitemaps",
        OutputKind::Text => "other texts",
    }
}

/// The outputs in one state.
fn in_state(impact: &Impact, is_in: fn(&State) -> bool) -> impl Iterator<Item = &Touched> {
    impact.outputs.iter().filter(move |output| is_in(&output.state))
}
