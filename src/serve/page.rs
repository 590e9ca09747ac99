//! What the preview adds to pages: a script that keeps them fresh, and a page of its own for a site that
//! cannot be shown yet.

use pulldown_cmark_escape::escape_html;

use super::RESERVED;
use super::report::Report;
use crate::diagnostic::{Diagnostic, terminal};

/// The script of the preview.
pub(super) const SCRIPT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("browser/morph.js"),
    include_str!("browser/panel.js"),
    include_str!("browser/preview.js"),
    "})();\n"
);

/// Identifies the bytes of a page.
#[must_use]
pub(super) fn version(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}

/// The page with a tag before its end, and otherwise as `build` writes it.
pub(super) fn with_script(bytes: &[u8]) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let tag = tag(&version(bytes));
    let end = bytes.windows(END.len()).rposition(|window| window == END).unwrap_or(bytes.len());
    [&bytes[..end], tag.as_bytes(), &bytes[end..]].concat()
}

fn tag(version: &str) -> String {
    format!("<script src=\"{RESERVED}preview.js\" data-version=\"{version}\" defer></script>")
}

/// The page in place of one that never could be shown: the report as the terminal has it.
pub(super) fn report(report: &Report, also: Option<&Diagnostic>) -> String {
    let mut text = String::new();
    for diagnostic in report.most_pressing().into_iter().chain(also) {
        let told = terminal::report(diagnostic, &report.sources, false);
        escape_html(&mut text, &told).expect("writing to a string cannot fail");
        text.push_str("\n\n");
    }
    if let Some(left_out) = report.left_out() {
        text.push_str(&left_out);
    }
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>This page cannot be shown yet</title>\n</head>\n<body>\n<main>\n\
         <h1>This page cannot be shown yet</h1>\n\
         <p>It appears here as soon as the mistakes are mended.</p>\n<pre>{text}</pre>\n\
         </main>\n</body>\n</html>\n"
    )
}
