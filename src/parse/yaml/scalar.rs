//! Judges single values: texts, words, numbers, yes or no.

use serde_json::Value as Schema;

use super::shape::Shape;
use super::tree::Node;
use super::walk::{Spot, Texts, Walk};
use super::words;
use crate::schema::value::fits_format;

impl Walk<'_> {
    pub(super) fn scalar(
        &mut self,
        shape: &Shape,
        schema: &Schema,
        node: &Node,
        (text, is_plain): (&str, bool),
        spot: &Spot,
    ) {
        let finding = match shape {
            Shape::Text { min: 0, format: None, .. } if text.trim().is_empty() => None,
            Shape::Text { .. } | Shape::Words(_) if text.trim().is_empty() => {
                Some(words::empty(self, schema, node, spot))
            }
            Shape::Text { .. } if self.texts == Texts::NotNumbers && is_plain && !is_text(text) => {
                Some(words::wrong_type(self, shape, node, spot))
            }
            Shape::Text { format: Some(format), .. } if !fits_format(format, text) => {
                Some(words::bad_format(self, format, node, spot))
            }
            Shape::Text { min, max, .. } => {
                let length = text.trim().chars().count();
                let fits = (*min..=*max).contains(&length);
                (!fits).then(|| words::bad_length(self, node, spot, length, (*min, *max)))
            }
            Shape::Words(all) => {
                (!all.contains(&text)).then(|| words::bad_word(self, node, spot, text, all))
            }
            _ if !is_plain => Some(words::wrong_type(self, shape, node, spot)),
            Shape::Whole { min, max } => self.whole(shape, node, text, (*min, *max), spot),
            Shape::Number { min, max } => self.number(shape, node, text, (*min, *max), spot),
            Shape::YesOrNo if is_yes_or_no(text) => None,
            _ => Some(words::wrong_type(self, shape, node, spot)),
        };
        if let Some(finding) = finding {
            self.add(finding);
        }
    }

    fn whole(
        &self,
        shape: &Shape,
        node: &Node,
        text: &str,
        (min, max): (i64, i64),
        spot: &Spot,
    ) -> Option<crate::diagnostic::Diagnostic> {
        let number = number(text);
        let fits = |number: i64| (min..=max).contains(&number);
        match number.as_ref().and_then(serde_yaml::Number::as_i64) {
            Some(number) if fits(number) => None,
            None if !is_whole(number.as_ref(), text) => {
                Some(words::wrong_type(self, shape, node, spot))
            }
            _ => Some(words::out_of_bounds(self, node, spot, text, (&min, &max))),
        }
    }

    fn number(
        &self,
        shape: &Shape,
        node: &Node,
        text: &str,
        (min, max): (f64, f64),
        spot: &Spot,
    ) -> Option<crate::diagnostic::Diagnostic> {
        match number(text).and_then(|number| number.as_f64()) {
            Some(number) if (min..=max).contains(&number) => None,
            Some(_) => Some(words::out_of_bounds(self, node, spot, text, (&min, &max))),
            None => Some(words::wrong_type(self, shape, node, spot)),
        }
    }
}

/// The number that decoding would see in unquoted text; it is asked, so that both always agree.
fn number(text: &str) -> Option<serde_yaml::Number> {
    text.parse().ok()
}

fn is_whole(number: Option<&serde_yaml::Number>, text: &str) -> bool {
    number.is_some_and(|number| number.is_u64() || number.is_i64()) || words::is_huge(text)
}

pub(super) fn is_number(text: &str) -> bool {
    number(text).is_some() || words::is_huge(text)
}

pub(super) fn is_yes_or_no(text: &str) -> bool {
    matches!(text, "true" | "True" | "TRUE" | "false" | "False" | "FALSE")
}

fn is_text(text: &str) -> bool {
    !is_number(text) && !is_yes_or_no(text)
}
