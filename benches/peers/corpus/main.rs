//! Writes one site in the forms of several static site generators: the same texts, relations and
//! days, which depend on nothing but the number of pages.
//!
//! `cargo run --release --example corpus -- PAGES FOLDER TOOL...` makes `FOLDER/TOOL/` for each of
//! `soleus`, `soleus-default`, `hugo`, `zola`, `eleventy` and `astro`, and `FOLDER/expected.json`.

#![allow(clippy::disallowed_methods, reason = "it writes what it makes")]

mod expected;
mod forms;
mod names;
#[path = "../../../tests/site/random.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod random;
#[path = "../../../tests/site/sentences.rs"]
mod sentences;
mod site;
mod soleus;
mod words;

use std::fs;
use std::path::Path;

use expected::Expected;
use forms::Tool;
use names::Kind;
use rayon::prelude::*;
use site::Site;

const SEED: u64 = 1;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [pages, folder, names @ ..] = arguments.as_slice() else {
        panic!("call it with the number of pages, a folder and tools");
    };
    let site = Site::new(pages.parse().expect("a number of pages"), SEED);
    let folder = Path::new(folder);
    for name in names {
        write_for(site, name, &folder.join(name));
    }
    write(&folder.join("expected.json"), &expected(site).json().to_string());
}

fn write_for(site: Site, name: &str, root: &Path) {
    let with_rules = name == "soleus-default";
    let tool = Tool::named(name.trim_end_matches("-default")).expect("a tool that is known");
    site.all().into_par_iter().for_each(|(kind, at)| {
        let (path, text) = tool.file(&site.entry(kind, at));
        write(&root.join(path), &text);
    });
    if tool == Tool::Soleus {
        for (path, text) in soleus::data(with_rules) {
            write(&root.join(path), &text);
        }
    }
}

fn expected(site: Site) -> Expected {
    let all = site.all();
    let articles = all.iter().filter(|(kind, _)| *kind == Kind::Article).count();
    let mut expected = Expected::default();
    for (kind, at) in all {
        expected.add(&site.entry(kind, at), at, articles);
    }
    expected
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}
