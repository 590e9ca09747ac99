//! A page of the preview's own with the drawings of all exercises, to look at side by side.

use std::fmt::Write as _;

use pulldown_cmark_escape::escape_html;

use super::snapshot::Snapshot;
use crate::plan::{View, url};
use crate::render::figure::figure;

/// Every exercise that is drawn, with its poses.
pub(super) fn page(snapshot: &Snapshot) -> String {
    let base_path = snapshot.base_path();
    let mut body = String::new();
    for page in snapshot.pages() {
        let View::Exercise(view) = &page.view else { continue };
        let Some(drawn) = &view.figure else { continue };
        let mut title = String::new();
        escape_html(&mut title, &page.title).expect("writing to a string cannot fail");
        let address = url::href(base_path, &page.address);
        let name = page.address.trim_matches('/').replace('/', "-");
        let _ = writeln!(body, "<h2><a href=\"{address}\">{title}</a></h2>");
        body += &figure(drawn, &name);
        body.push('\n');
    }
    let style = url::href(base_path, snapshot.stylesheet().unwrap_or_default());
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Figures</title>\n<link rel=\"stylesheet\" href=\"{style}\">\n</head>\n<body>\n\
         <main class=\"wrap\">\n<h1>Figures</h1>\n{body}</main>\n</body>\n</html>\n"
    )
}
