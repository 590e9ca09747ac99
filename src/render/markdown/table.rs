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
    pub(super) fn open_cell(&mut self) -> &'static str {
        let column = self.columns.get(self.column).copied().unwrap_or(Alignment::None);
        self.column += 1;
        match (self.in_head, column) {
            (true, Alignment::None) => "<th scope=\"col\">",
            (true, Alignment::Left) => "<th scope=\"col\" class=\"left\">",
            (true, Alignment::Center) => "<th scope=\"col\" class=\"center\">",
            (true, Alignment::Right) => "<th scope=\"col\" class=\"right\">",
            (false, Alignment::None) => "<td>",
            (false, Alignment::Left) => "<td class=\"left\">",
            (false, Alignment::Center) => "<td class=\"center\">",
            (false, Alignment::Right) => "<td class=\"right\">",
        }
    }

    pub(super) fn end_row(&mut self) {
        self.column = 0;
        self.in_head = false;
    }
}
