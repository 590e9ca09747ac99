//! The manual knows every finding that can be reported, its examples are true, and `.github/RULES.md`
//! is made from it: `UPDATE_EXPECT=1` writes it anew.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use soleus::check::manual::{Page, page, pages};
use soleus::check::{Group, RULES};
use soleus::diagnostic::Severity;
use syn::visit::Visit;

use crate::support::{TestSite, repository, soleus};

/// What cannot be written down in a string.
const WITHOUT_EXAMPLES: [&str; 7] = [
    "bad-image",
    "dead-external-link",
    "internal-error",
    "more-findings",
    "not-utf8",
    "unreadable-file",
    "vanished-address",
];

#[test]
fn what_other_stages_find_fails_and_passes_as_the_manual_says() {
    let mut faults = String::new();
    let is_rule = |page: &Page| RULES.iter().any(|rule| rule.id == page.id);
    let has_example = |page: &Page| !WITHOUT_EXAMPLES.contains(&page.id);
    for page in pages().iter().filter(|page| !is_rule(page) && has_example(page)) {
        let fails = TestSite::new(page.fails).run();
        let passes = TestSite::new(page.passes).run();
        if fails.rules().is_empty() || fails.rules().iter().any(|id| *id != page.id) {
            writeln!(faults, "`{}` should fail:\n{}", page.id, fails.report()).unwrap();
        }
        if !passes.report().is_empty() {
            writeln!(faults, "`{}` should pass:\n{}", page.id, passes.report()).unwrap();
        }
        if fails.diagnostics.iter().any(|found| found.severity != page.severity) {
            writeln!(faults, "`{}` is not as bad as it says", page.id).unwrap();
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn a_page_says_what_is_found_and_what_to_do() {
    for page in pages() {
        assert!(page.text.split("\n\n").count() >= 2, "`{}` is short:\n{}", page.id, page.text);
        assert!(page.text.trim_end().ends_with(['.', '`']), "`{}`:\n{}", page.id, page.text);
        assert!(page.fails.is_empty() == WITHOUT_EXAMPLES.contains(&page.id), "`{}`", page.id);
    }
    let ids: Vec<&str> = pages().iter().map(|page| page.id).collect();
    assert!(ids.is_sorted_by(|one, other| one < other), "{ids:?}");
}

#[test]
fn explain_prints_the_page_of_every_finding() {
    let folder = tempfile::tempdir().unwrap();
    for id in ["unknown-field", "exercise-for-referred-cause", "more-findings"] {
        let output = soleus(folder.path(), &["check", "--explain", id]);
        assert_eq!(output.status.code(), Some(0), "{id}");
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(text, page(id).unwrap().print());
        assert!(text.starts_with(&format!("# {id}\n")), "{text}");
    }
}

#[test]
fn no_finding_is_reported_without_a_page() {
    let mut reported = Reported::default();
    for file in sources(&repository().join("src")) {
        let text = std::fs::read_to_string(&file).unwrap();
        reported.visit_file(&syn::parse_file(&text).unwrap());
    }
    let unknown: Vec<&String> = reported.0.iter().filter(|id| page(id).is_none()).collect();
    assert!(unknown.is_empty(), "without a page: {unknown:?}");
    let rules: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    let idle: Vec<&str> = pages()
        .iter()
        .map(|page| page.id)
        .filter(|id| !rules.contains(id) && !reported.0.contains(*id))
        .collect();
    assert!(idle.is_empty(), "pages of what nothing reports: {idle:?}");
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|suffix| suffix == "rs") {
            files.push(path);
        }
    }
    files
}

/// Ids of findings: the first argument of a function or method that makes one, and the first of the
/// texts that such a function chooses among.
#[derive(Default)]
struct Reported(BTreeSet<String>);

type Arguments = syn::punctuated::Punctuated<syn::Expr, syn::Token![,]>;

impl Reported {
    fn first(&mut self, arguments: &Arguments) {
        self.0.extend(arguments.first().and_then(text));
    }
}

/// A text that looks like an id of several words.
fn text(expression: &syn::Expr) -> Option<String> {
    let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = expression else {
        return None;
    };
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    let text = text.value();
    (text.contains('-') && text.split('-').all(is_word)).then_some(text)
}

impl<'ast> Visit<'ast> for Reported {
    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let syn::Expr::Path(path) = &*call.func
            && path.path.segments.iter().any(|segment| segment.ident == "Diagnostic")
        {
            self.first(&call.args);
        }
        syn::visit::visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if call.method == "error" || call.method == "broken" {
            self.first(&call.args);
        }
        syn::visit::visit_expr_method_call(self, call);
    }

    /// `("bad-date", "a date", "write …")`, of which one is chosen.
    fn visit_expr_tuple(&mut self, tuple: &'ast syn::ExprTuple) {
        let texts = tuple.elems.iter().filter(|element| matches!(element, syn::Expr::Lit(_)));
        if texts.count() == 3 {
            self.0.extend(tuple.elems.first().and_then(text));
        }
        syn::visit::visit_expr_tuple(self, tuple);
    }
}

#[test]
fn the_reference_of_the_rules_is_complete_and_current() {
    let path = repository().join(".github/RULES.md");
    let expected = reference();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(path, expected).unwrap();
    } else {
        let now = std::fs::read_to_string(path).unwrap();
        assert_eq!(now, expected, "`UPDATE_EXPECT=1 cargo test --test site manual` writes it anew");
    }
}

fn reference() -> String {
    let mut text = INTRODUCTION.to_owned();
    text.push_str("\n| rule | group | severity |\n|---|---|---|\n");
    for page in pages() {
        let (id, group) = (page.id, page.group.name());
        writeln!(text, "| [{id}](#{id}) | {group} | {} |", page.severity.name()).unwrap();
    }
    for group in Group::ALL {
        let of_group: Vec<&Page> = pages().iter().filter(|page| page.group == group).collect();
        writeln!(text, "\n## {}\n\n{}", capital(group.name()), about(group)).unwrap();
        for page in of_group {
            write!(
                text,
                "\n### {}\n\n{}.\n\n{}",
                page.id,
                capital(page.severity.name()),
                page.text
            )
            .unwrap();
        }
    }
    text
}

const INTRODUCTION: &str = "# What soleus checks

This page is made from the manual by `UPDATE_EXPECT=1 cargo test --test site manual`. `soleus check --explain RULE` prints a rule with a failing and a mended example.

An error keeps the site from being written: it would be unsafe, untrue or broken. A warning does not. A site can change how bad a rule is, except for the groups structure, safety and honesty, which hold for every site:

```yaml
# content/site.yaml
rules: {heading-order: warning, list-count: off}
```

A comment on the line above suppresses what is found below it, with a reason. The same groups cannot be suppressed.

```markdown
<!-- soleus-ignore heading-order: the next heading is small on purpose -->
```

```yaml
# soleus-ignore missing-short-answer: the answer is the text
kind: question
```
";

fn about(group: Group) -> &'static str {
    match group {
        Group::Structure => "Without these the site does not hold together.",
        Group::Safety => "These keep a reader from harm.",
        Group::Honesty => "These keep the site from claiming what is not so.",
        Group::Sources => "These ask where a fact is known from.",
        Group::Content => "These ask whether an entry has what its reader needs.",
        Group::Links => "These follow the links.",
        Group::Accessibility => "These ask whether every reader can use the page.",
        Group::Language => "These read the text.",
        Group::Upkeep => {
            "Time brings these up by itself. They never turn a good site bad: `--deny warnings` leaves them out unless they are named."
        }
    }
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

#[test]
fn only_what_is_unsafe_untrue_or_broken_is_an_error_that_nothing_turns_down() {
    for page in pages().iter().filter(|page| page.group.is_binding()) {
        assert_eq!(page.severity, Severity::Error, "`{}`", page.id);
    }
}
