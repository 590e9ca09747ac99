//! What authors get wrong, and all that they are told about it. Each file of `tests/site/mistakes/`
//! holds small sites of one theme, separated by lines `##### name of the case`; the blocks before the
//! first case belong to every case of the file. What is expected is marked by hand:
//!
//! - a line of carets under a line, `^^^^ error: rule`, marks those characters of it; `|` in place of
//!   the carets marks a place without width;
//! - a line `file error: rule` marks the file of its block;
//! - a line `site error: rule` marks a finding that has no place.
//!
//! A run must find what is marked and nothing else.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;
use soleus::diagnostic::{Diagnostic, json};

use crate::support::{Ran, TestSite, repository, soleus};

/// The fixtures must hold at least this many cases, half of them with two marks in one file.
const CASES: usize = 60;

/// A small site and what is to be found in it.
struct Case {
    /// The theme and the name.
    name: String,
    site: TestSite,
    marks: Vec<Mark>,
}

/// A finding: file, line, columns, severity and rule, in the order of a report. A place that is not
/// there is empty or 0.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    file: String,
    line: usize,
    columns: (usize, usize),
    rule: String,
}

impl std::fmt::Display for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { file, line, columns: (start, end), rule } = self;
        match (file.as_str(), *line) {
            ("", _) => write!(f, "the site: {rule}"),
            (file, 0) => write!(f, "{file}: {rule}"),
            (file, line) => write!(f, "{file}:{line}:{start}-{end}: {rule}"),
        }
    }
}

/// All cases of all files.
fn cases() -> Vec<Case> {
    let folder = repository().join("tests/site/mistakes");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    paths.sort();
    let mut cases = Vec::new();
    for path in paths {
        let theme = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let mut parts = text.split("##### ");
        let common = parts.next().unwrap_or_default();
        for part in parts {
            let (name, blocks) = part.split_once('\n').unwrap();
            cases.push(case(format!("{theme}: {name}"), common, blocks));
        }
    }
    cases
}

/// A block of a case stands in place of the common block of that path.
fn case(name: String, common: &str, blocks: &str) -> Case {
    let mut files: BTreeMap<String, String> = TestSite::new(common).files;
    files.extend(TestSite::new(blocks).files);
    let mut case = Case { name, site: TestSite::new(""), marks: Vec::new() };
    for (path, marked) in &files {
        let text = case.read(path, marked);
        case.site.files.insert(path.clone(), text);
    }
    case.marks.sort();
    case
}

impl Case {
    /// Takes the marks out of a block and gives back its text.
    fn read(&mut self, path: &str, marked: &str) -> String {
        let mut text = String::new();
        for line in marked.split_inclusive('\n') {
            let Some((place, rule)) = mark(line.trim_end()) else {
                text.push_str(line);
                continue;
            };
            let line = if place.is_some() { text.lines().count() } else { 0 };
            let is_site = line == 0 && !rule.starts_with("file ");
            let rule = rule.trim_start_matches("file ").trim_start_matches("site ");
            self.marks.push(Mark {
                file: if is_site { String::new() } else { path.to_owned() },
                line,
                columns: place.unwrap_or_default(),
                rule: rule.to_owned(),
            });
        }
        text
    }

    /// Whether one of its files has two mistakes or more.
    fn has_two_in_one_file(&self) -> bool {
        let in_file = |mark: &Mark| {
            !mark.file.is_empty()
                && self.marks.iter().filter(|other| other.file == mark.file).count() > 1
        };
        self.marks.iter().any(in_file)
    }
}

/// The columns that a marking line marks, and what it says: `error: rule`, after `file` or `site`
/// where it marks no columns.
fn mark(line: &str) -> Option<(Option<(usize, usize)>, &str)> {
    let says = |rest: &str| rest.starts_with("error: ") || rest.starts_with("warning: ");
    for scope in ["file ", "site "] {
        if line.strip_prefix(scope).is_some_and(says) {
            return Some((None, line));
        }
    }
    let before = line.len() - line.trim_start_matches(' ').len();
    let (signs, rest) = line[before..].split_once(' ')?;
    let width = match signs {
        "|" => 0,
        signs if !signs.is_empty() && signs.bytes().all(|sign| sign == b'^') => signs.len(),
        _ => return None,
    };
    says(rest).then_some((Some((before + 1, before + 1 + width)), rest))
}

/// A finding as the fixtures mark it.
fn marked(diagnostic: &Diagnostic, ran: &Ran) -> Mark {
    let row: Value = serde_json::from_str(&json::line(diagnostic, &ran.sources)).unwrap();
    of_row(&row)
}

fn of_row(row: &Value) -> Mark {
    let number = |name: &str| usize::try_from(row[name].as_u64().unwrap_or(0)).unwrap();
    let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let last_line = number("end_line");
    assert_eq!(number("line"), last_line, "a place is in one line: {row}");
    Mark {
        file: text("file"),
        line: number("line"),
        columns: (number("column"), number("end_column")),
        rule: format!("{}: {}", text("severity"), text("rule")),
    }
}

/// What is wrong with a run: marks without a finding, findings without a mark.
fn difference(expected: &[Mark], found: &[Mark]) -> String {
    let mut rest = found.to_vec();
    let mut said = String::new();
    for mark in expected {
        match rest.iter().position(|other| other == mark) {
            Some(at) => drop(rest.remove(at)),
            None => writeln!(said, "  not found: {mark}").unwrap(),
        }
    }
    for mark in rest {
        writeln!(said, "  not marked: {mark}").unwrap();
    }
    said
}

#[test]
fn each_mistake_gives_exactly_the_marked_findings() {
    let cases = cases();
    let mut failures = String::new();
    for case in &cases {
        let ran = case.site.run();
        let found: Vec<Mark> =
            ran.diagnostics.iter().map(|diagnostic| marked(diagnostic, &ran)).collect();
        let difference = difference(&case.marks, &found);
        if !difference.is_empty() {
            writeln!(failures, "##### {}\n{difference}\n{}", case.name, ran.report()).unwrap();
        }
    }
    let two = cases.iter().filter(|case| case.has_two_in_one_file()).count();
    println!("{} cases, {two} with two mistakes or more in one file", cases.len());
    assert!(failures.is_empty(), "\n{failures}");
    assert!(cases.len() >= CASES && two * 2 >= cases.len());
}

#[test]
fn the_program_finds_on_disk_what_is_marked() {
    for case in cases() {
        let folder = case.site.on_disk();
        let output = soleus(folder.path(), &["check", "--format", "json"]);
        let rows = String::from_utf8(output.stdout).unwrap();
        let found: Vec<Mark> =
            rows.lines().map(|row| of_row(&serde_json::from_str(row).unwrap())).collect();
        assert_eq!(difference(&case.marks, &found), "", "{}\n{rows}", case.name);
        let has_error = case.marks.iter().any(|mark| mark.rule.starts_with("error"));
        assert_eq!(output.status.code(), Some(i32::from(has_error)), "{}", case.name);
    }
}

#[test]
fn findings_are_told_in_order_and_each_once() {
    for case in cases() {
        let ran = case.site.run();
        let told: Vec<String> = ran
            .diagnostics
            .iter()
            .map(|diagnostic| format!("{} {}", marked(diagnostic, &ran), diagnostic.message))
            .collect();
        let places: Vec<(String, usize, usize)> = ran
            .diagnostics
            .iter()
            .map(|diagnostic| marked(diagnostic, &ran))
            .map(|mark| (mark.file, mark.line, mark.columns.0))
            .collect();
        assert!(places.is_sorted(), "{}: {told:#?}", case.name);
        let mut once = told.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), told.len(), "{}: {told:#?}", case.name);
    }
}

#[test]
fn messages_are_one_line_in_lower_case_without_a_full_stop_and_say_what_to_do() {
    let mut faults = String::new();
    for case in cases() {
        for Diagnostic { message, help, .. } in case.site.run().diagnostics {
            let help = help.unwrap_or_default();
            if !is_in_house_style(&message) || !is_in_house_style(&help) {
                writeln!(faults, "{}: {message:?}: {help:?}", case.name).unwrap();
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

fn is_in_house_style(text: &str) -> bool {
    let begins_well = !text.starts_with(|c: char| c.is_uppercase() || c.is_whitespace());
    let is_whole = text.matches('`').count().is_multiple_of(2);
    !text.is_empty()
        && begins_well
        && is_whole
        && !text.ends_with('.')
        && !text.contains(char::is_control)
}
