//! A title → lines that fit on a card: as large as possible, and cut only where nothing else helps.

use crate::typeface::width;

/// The sizes of letters that are tried, and how many lines each may fill.
const SIZES: [(f32, usize); 6] =
    [(120.0, 1), (92.0, 2), (80.0, 3), (70.0, 3), (62.0, 4), (54.0, 5)];

/// Lines and the size of their letters.
#[derive(Debug, PartialEq)]
pub(super) struct Lines {
    pub(super) size: f32,
    pub(super) lines: Vec<String>,
}

/// The title in lines that are at most `length` wide.
pub(super) fn fitting(title: &str, length: f32) -> Lines {
    for (size, most) in SIZES {
        let widest = length / size;
        let lines = wrapped(title, widest);
        if lines.len() <= most && lines.iter().all(|line| width(line) <= widest) {
            return Lines { size, lines: balanced(title, widest, lines) };
        }
    }
    let (size, most) = SIZES[SIZES.len() - 1];
    Lines { size, lines: cut(title, length / size, most) }
}

/// Words in lines, each as full as it can be. A word that is longer than a line has one alone, and no line
/// begins with a dash.
fn wrapped(text: &str, widest: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if is_dash(word) || width(line) + width(" ") + width(word) <= widest => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn is_dash(word: &str) -> bool {
    ["–", "—", "-"].contains(&word)
}

/// As many lines, but of more equal length, so that none ends in a single word.
fn balanced(text: &str, widest: f32, full: Vec<String>) -> Vec<String> {
    let narrower = std::iter::successors(Some(widest), |widest| Some(widest * 0.97)).skip(1);
    let as_many = |lines: &Vec<String>, widest: f32| {
        lines.len() == full.len() && lines.iter().all(|line| width(line) <= widest)
    };
    let even = narrower.map(|widest| (wrapped(text, widest), widest));
    let even = even.take_while(|(lines, widest)| as_many(lines, *widest)).last();
    even.map_or(full, |(lines, _)| lines)
}

/// The first lines of what is too long for all sizes, ending in an ellipsis.
fn cut(text: &str, widest: f32, most: usize) -> Vec<String> {
    let all = wrapped(text, widest);
    let mut lines: Vec<String> = all.iter().take(most).map(|line| cut_to(line, widest)).collect();
    if all.len() > most
        && let Some(last) = lines.last_mut().filter(|last| !last.ends_with('…'))
    {
        *last = cut_to(&format!("{last} …"), widest);
        if !last.ends_with('…') {
            last.push('…');
        }
    }
    lines
}

/// The first letters of a line that is too long, and an ellipsis.
pub(super) fn cut_to(line: &str, widest: f32) -> String {
    if width(line) <= widest {
        return line.to_owned();
    }
    let mut cut = String::new();
    for letter in line.chars() {
        cut.push(letter);
        if width(&cut) + width("…") > widest {
            cut.pop();
            break;
        }
    }
    format!("{}…", cut.trim_end())
}
