//! A small site with everything in it, compared file by file with what it is to be.
//!
//! `UPDATE_EXPECT=1 cargo test --release --test site golden` writes what it is now; read the
//! difference before you commit it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use soleus::plan::Output;

use crate::support::{Ran, TestSite, repository, run_folder};

fn folder() -> PathBuf {
    repository().join("tests/site/golden")
}

fn ran(conditions: &TestSite) -> Ran {
    run_folder(&folder().join("site"), conditions)
}

/// Every file that a build would write.
fn outputs(ran: &Ran) -> BTreeMap<String, Vec<u8>> {
    let bytes = |file: &String, output: &Output| match output {
        Output::Copy(asset) if asset.built_in.is_none() => {
            std::fs::read(folder().join("site").join(&*asset.path)).expect("the file is there")
        }
        // What it is made from says enough; how that is done has tests of its own.
        Output::Derived(derived) => format!("{derived:#?}\n").into_bytes(),
        _ => ran.page(file).as_bytes().to_vec(),
    };
    let outputs = ran.compiled.plan.outputs.iter();
    outputs.map(|(file, planned)| (file.clone(), bytes(file, &planned.output))).collect()
}

fn files_below(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(root).expect("it is below");
            let name = path.to_str().expect("names are UTF-8").replace('\\', "/");
            (name, std::fs::read(entry.path()).expect("the file can be read"))
        })
        .collect()
}

#[test]
fn the_golden_site_comes_out_as_it_is_to_be() {
    let found = outputs(&ran(&TestSite::new("")));
    let public = folder().join("public");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        rewrite(&public, &found);
    }
    let wanted = files_below(&public);
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&found), names(&wanted), "other files");
    let differing: Vec<String> =
        found.iter().filter_map(|(file, bytes)| difference(file, bytes, &wanted[file])).collect();
    assert!(differing.is_empty(), "{} files differ\n{}", differing.len(), differing.join("\n"));
}

fn rewrite(public: &Path, files: &BTreeMap<String, Vec<u8>>) {
    if public.exists() {
        std::fs::remove_dir_all(public).expect("the old files go");
    }
    for (name, bytes) in files {
        let path = public.join(name);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
}

/// The first line in which two versions of a file differ.
fn difference(file: &str, found: &[u8], wanted: &[u8]) -> Option<String> {
    if found == wanted {
        return None;
    }
    let (found, wanted) = (String::from_utf8_lossy(found), String::from_utf8_lossy(wanted));
    let lines = found.lines().map(Some).chain(std::iter::repeat(None));
    let others = wanted.lines().map(Some).chain(std::iter::repeat(None));
    let first =
        (1..).zip(lines.zip(others)).find(|(_, (line, other))| line != other || line.is_none());
    let (number, (line, other)) = first?;
    Some(format!(
        "{file}:{number}\n  is     {}\n  was    {}",
        line.unwrap_or("no line"),
        other.unwrap_or("no line")
    ))
}

#[test]
fn the_golden_site_has_one_warning_and_no_errors() {
    let ran = ran(&TestSite::new(""));
    assert_eq!(ran.rules(), ["unpublished-link"], "{}", ran.report());
}

#[test]
fn every_address_of_the_golden_site_leads_somewhere_with_drafts_and_without() {
    for conditions in [TestSite::new(""), TestSite::new("").drafts()] {
        let web = crate::crawl::Web::of(&ran(&conditions));
        let dead = web.dead();
        assert!(dead.is_empty(), "{}", dead.join("\n"));
    }
}
