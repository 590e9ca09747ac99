//! A table with classes and scopes.

use pulldown_cmark::Alignment;

pub(super) const TABLE_OPENS: &str =
    "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Table\">\n<table>\n";

/// The table that is open. Its cells carry classes and scopes, where the parser's own writer would put
/// `style` attributes, which a content-security policy blocks.
#[derive(Default)]
pub(super) struct Table {
    pub(super) columns: Vec<Alignment>,
    pub(super) column: usize,
    pub(super) in_head: bool,
}

impl Table {
    pub(super) fn open_cell(&mut self) -> String {
        let class = match self.columns.get(self.column) {
            Some(Alignment::Left) => " class=\"left\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::None) | None => "",
        };
        self.column += 1;
        if self.in_head { format!("<th scope=\"col\"{class}>") } else { format!("<td{class}>") }
    }

    pub(super) fn end_row(&mut self) {
        self.column = 0;
        self.in_head = false;
    }
}
