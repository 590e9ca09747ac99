//! `soleus check --report`: what can be counted of each text, as a table or as JSON.

use crate::check::report::{Grades, Report, Text, Total};

const TITLES: [&str; 6] = ["text", "words", "grade", "longest", "citations", "review due"];
type Row = [String; 6];

/// The report as one JSON value.
pub(super) fn json(report: &Report) -> String {
    serde_json::to_string(report).expect("counts and names are JSON")
}

/// The report as two tables: each text, then each kind.
pub(super) fn table(report: &Report) -> String {
    let texts = report.texts.iter().map(text);
    let totals = report.totals.iter().map(total);
    format!("{}\n{}", lines(texts.collect()), lines(totals.collect()))
}

fn text(text: &Text) -> Row {
    let due = match text.review_due {
        Some(day) if text.is_overdue => format!("{day}, overdue"),
        Some(day) => day.to_string(),
        None => "–".to_owned(),
    };
    let name = text.file.strip_prefix("content/").unwrap_or(&text.file);
    row(name, text.words, text.grades, text.longest_sentence, text.citations, due)
}

fn total(total: &Total) -> Row {
    let name = format!("{} ({})", total.kind.place(), total.texts);
    let due = match (total.reviewed, total.overdue) {
        (0, _) => "–".to_owned(),
        (reviewed, 0) => format!("{reviewed}"),
        (reviewed, overdue) => format!("{reviewed}, {overdue} overdue"),
    };
    row(&name, total.words, total.grades, total.longest_sentence, total.citations, due)
}

fn row(
    name: &str,
    words: usize,
    grades: Option<Grades>,
    longest: usize,
    citations: usize,
    due: String,
) -> Row {
    let grade = grades.map_or("–".to_owned(), |grades| format!("{:.1}", grades.flesch_kincaid));
    let [words, longest, citations] = [words, longest, citations].map(|count| count.to_string());
    [name.to_owned(), words, grade, longest, citations, due]
}

/// Columns as wide as their widest cell; names to the left, numbers to the right.
fn lines(rows: Vec<Row>) -> String {
    let all: Vec<Row> = std::iter::once(TITLES.map(str::to_owned)).chain(rows).collect();
    let width = |at: usize| all.iter().map(|row| row[at].chars().count()).max().unwrap_or(0);
    let widths: [usize; 6] = std::array::from_fn(width);
    let line = |row: &Row| {
        let numbers = (1..row.len()).map(|at| format!("  {:>width$}", row[at], width = widths[at]));
        format!("{:<width$}{}\n", row[0], numbers.collect::<String>(), width = widths[0])
    };
    all.iter().map(line).collect()
}
