//! The footnotes of a body: each one that is mentioned is defined once, and each one that is defined
//! is mentioned.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, nearest};
use crate::source::Span;

/// The footnotes that a reader of the body has met.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// By the name that the parser compares.
    defined: BTreeMap<String, Definition>,
    mentioned: BTreeSet<String>,
    undefined: Vec<(String, Span)>,
    repeated: Vec<Diagnostic>,
}

#[derive(Debug)]
struct Definition {
    name: String,
    span: Span,
}

/// The form in which two names of footnotes are compared: `[^Note]` mentions `[^note]: …`.
#[must_use]
pub fn key(name: &str) -> String {
    name.to_lowercase()
}

impl Footnotes {
    pub(super) fn define(&mut self, name: &str, span: Span) {
        let definition = Definition { name: name.to_owned(), span };
        match self.defined.get(&key(name)) {
            Some(first) => self.repeated.push(repeated(name, span, first.span)),
            None => drop(self.defined.insert(key(name), definition)),
        }
    }

    pub(super) fn mention(&mut self, name: &str) {
        self.mentioned.insert(key(name));
    }

    /// Looks through plain text for mentions of footnotes that are defined nowhere; the parser leaves
    /// them there.
    pub(super) fn read(&mut self, text: &str, span: impl Fn(std::ops::Range<usize>) -> Span) {
        for (at, _) in text.match_indices("[^") {
            let rest = &text[at + 2..];
            let Some(end) = rest.find(['[', ']', '\n']) else { continue };
            if rest[end..].starts_with(']') && !rest[..end].trim().is_empty() {
                self.undefined.push((rest[..end].to_owned(), span(at..at + end + 3)));
            }
        }
    }

    /// What is wrong with them. A footnote that an undefined one was meant to be is not called unused
    /// as well.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        let mut unused = self.defined;
        unused.retain(|key, _| !self.mentioned.contains(key));
        let mut found = self.repeated;
        for (name, span) in &self.undefined {
            let written = key(name);
            let meant = nearest(&written, unused.keys().map(String::as_str)).map(str::to_owned);
            let meant = meant.and_then(|key| unused.remove(&key));
            let near = nearest(&written, self.mentioned.iter().map(String::as_str));
            let near = meant.as_ref().map(|definition| definition.name.as_str()).or(near);
            found.push(undefined(name, *span, near));
        }
        found.extend(unused.values().map(self::unused));
        found
    }
}

fn undefined(name: &str, span: Span, near: Option<&str>) -> Diagnostic {
    let help = match near {
        Some(near) => format!("did you mean `[^{near}]`?"),
        None => format!("write a line `[^{name}]: …`, or `\\[` for a bracket"),
    };
    let message = format!("no footnote is called `{name}`");
    Diagnostic::error("undefined-footnote", span, message).help(help)
}

fn repeated(name: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-footnote", span, format!("the footnote `{name}` is written twice"))
        .related(first, "the first is here")
        .help("give one of them another name")
}

fn unused(definition: &Definition) -> Diagnostic {
    let name = &definition.name;
    let message = format!("nothing mentions the footnote `{name}`, so it is not shown");
    Diagnostic::warning("unused-footnote", definition.span, message)
        .help(format!("write `[^{name}]` in the text, or take the footnote out"))
}
