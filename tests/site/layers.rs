//! A module names only what stands above it. The order is the one in which `lib.rs` declares the
//! modules, which is the order of the pipeline.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use syn::visit::Visit;

use crate::support::repository;

#[test]
fn no_module_names_one_that_stands_below_it() {
    let order = order();
    let mut faults = String::new();
    for file in files(&repository().join("src")) {
        let Some(module) = module_of(&file) else { continue };
        let place = position(&order, &module);
        for named in names(&file) {
            if let Some(other) = order.iter().position(|name| *name == named)
                && other > place
            {
                writeln!(faults, "{} -> {named}", file.display()).expect("a string");
            }
        }
    }
    assert_eq!(faults, "", "arrows that point down");
}

#[test]
fn the_test_sees_grouped_inline_and_renamed_paths() {
    let text = "use crate::{parse::{self, yaml}, link as joined}; use crate::plan; \
                fn f() { crate::render::x(); let _: crate::write::Y; m!(crate::serve::z) }";
    let found = names_in(&syn::parse_file(text).expect("this is Rust"));
    let expected = ["link", "parse", "plan", "render", "serve", "write"];
    assert_eq!(found.into_iter().collect::<Vec<_>>(), expected);
}

/// The modules of the crate in the order of their declarations.
fn order() -> Vec<String> {
    let text = std::fs::read_to_string(repository().join("src/lib.rs")).expect("lib.rs");
    let file = syn::parse_file(&text).expect("lib.rs is Rust");
    file.items
        .into_iter()
        .filter_map(|item| match item {
            syn::Item::Mod(module) => Some(module.ident.to_string()),
            _ => None,
        })
        .collect()
}

fn position(order: &[String], module: &str) -> usize {
    order
        .iter()
        .position(|name| name == module)
        .unwrap_or_else(|| panic!("`{module}` is not declared in lib.rs"))
}

/// The top-level module that a file belongs to; `None` for the roots, and for the build script.
fn module_of(file: &Path) -> Option<String> {
    let inside = file.strip_prefix(repository().join("src")).expect("a file of src");
    let first = inside.components().next()?.as_os_str().to_str()?;
    let name = first.strip_suffix(".rs").unwrap_or(first);
    (!matches!(name, "build" | "lib" | "main")).then(|| name.to_owned())
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|suffix| suffix == "rs") {
            files.push(path);
        }
    }
    files
}

fn names(file: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(file).expect("a source file");
    names_in(&syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display())))
}

fn names_in(file: &syn::File) -> BTreeSet<String> {
    let mut names = Names::default();
    names.visit_file(file);
    names.0
}

/// The modules after `crate::`, in imports, in paths and in the arguments of macros.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl<'ast> Visit<'ast> for Names {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if let syn::UseTree::Path(path) = &item.tree
            && path.ident == "crate"
        {
            self.heads(&path.tree);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let mut segments = path.segments.iter().map(|segment| segment.ident.to_string());
        if segments.next().as_deref() == Some("crate") {
            self.0.extend(segments.next());
        }
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let text = call.tokens.to_string().replace(' ', "");
        let heads = text.split("crate::").skip(1).map(|rest| {
            rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()
        });
        self.0.extend(heads.filter(|name| !name.is_empty()));
        syn::visit::visit_macro(self, call);
    }
}

impl Names {
    fn heads(&mut self, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(path) => {
                self.0.insert(path.ident.to_string());
            }
            syn::UseTree::Name(name) => {
                self.0.insert(name.ident.to_string());
            }
            syn::UseTree::Rename(rename) => {
                self.0.insert(rename.ident.to_string());
            }
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.heads(tree)),
            syn::UseTree::Glob(_) => {}
        }
    }
}
