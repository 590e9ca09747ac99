//! The folder in which what takes long is kept: no build differs for what is in it or happens to it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::{OWN, build_with, built_with, jpeg, on_disk, site};
use crate::support::{command, tree};

fn hills() -> TempDir {
    let site = site(OWN, "![A hill](hill.jpg)");
    on_disk(&site, &[("content/articles/hill.jpg", &jpeg(900, 600))])
}

/// Every file of a cache with the time of its last change.
fn kept(cache: &Path) -> BTreeMap<PathBuf, SystemTime> {
    let entries = walkdir::WalkDir::new(cache).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let time = |path: &Path| std::fs::metadata(path).unwrap().modified().unwrap();
    files.map(|entry| (entry.path().to_owned(), time(entry.path()))).collect()
}

fn forget_the_output(root: &Path) {
    std::fs::remove_dir_all(root.join("public")).unwrap();
}

#[test]
fn a_warm_cache_gives_the_same_site_and_nothing_is_made_again() {
    let folder = hills();
    let (root, cache) = (folder.path(), folder.path().join("cache"));
    let cold = built_with(root, &cache);
    let before = kept(&cache);
    // Two cards, two sizes, a fallback, and that the picture can be read.
    assert_eq!(before.len(), 6, "{before:?}");
    forget_the_output(root);
    assert_eq!(built_with(root, &cache), cold);
    assert_eq!(kept(&cache), before);
}

#[test]
fn a_build_after_a_build_needs_no_cache() {
    let folder = hills();
    let root = folder.path();
    let first = built_with(root, &root.join("cache"));
    let cache = root.join("other-cache");
    assert_eq!(built_with(root, &cache), first);
    assert_eq!(kept(&cache).len(), 0);
}

#[test]
fn what_was_torn_or_changed_is_made_again() {
    let folder = hills();
    let (root, cache) = (folder.path(), folder.path().join("cache"));
    let cold = built_with(root, &cache);
    let files: Vec<PathBuf> = kept(&cache).into_keys().collect();
    let intact: Vec<Vec<u8>> = files.iter().map(|path| std::fs::read(path).unwrap()).collect();
    let damages: [fn(&mut Vec<u8>); 5] = [
        |bytes| bytes.clear(),
        |bytes| bytes.truncate(20),
        |bytes| bytes.truncate(bytes.len() / 2),
        |bytes| *bytes.last_mut().unwrap() ^= 1,
        |bytes| bytes.extend(*b"more"),
    ];
    for damage in damages {
        for (path, bytes) in files.iter().zip(&intact) {
            let mut bytes = bytes.clone();
            damage(&mut bytes);
            std::fs::write(path, bytes).unwrap();
        }
        forget_the_output(root);
        assert_eq!(built_with(root, &cache), cold);
    }
    // Whole files, each under the name of the next.
    for (path, bytes) in files.iter().zip(intact.iter().cycle().skip(1)) {
        std::fs::write(path, bytes).unwrap();
    }
    forget_the_output(root);
    assert_eq!(built_with(root, &cache), cold);
}

#[test]
fn a_cache_that_cannot_be_written_or_read_only_costs_time() {
    let folder = hills();
    let root = folder.path();
    let expected = built_with(root, &root.join("cache"));
    let file = root.join("file");
    std::fs::write(&file, "no folder").unwrap();
    for cache in [file.as_path(), Path::new("/dev/null/cache"), Path::new("relative")] {
        forget_the_output(root);
        assert_eq!(built_with(root, cache), expected, "{}", cache.display());
    }
    // A folder has the name of every file.
    let cache = root.join("cache");
    for path in kept(&cache).into_keys() {
        std::fs::remove_file(&path).unwrap();
        std::fs::create_dir(&path).unwrap();
    }
    forget_the_output(root);
    assert_eq!(built_with(root, &cache), expected);
}

#[test]
fn two_builds_at_once_share_a_cache() {
    let folder = hills();
    let root = folder.path();
    let expected = built_with(root, &root.join("cache"));
    let cache = root.join("shared");
    let outs: Vec<String> = (0..4).map(|number| format!("public-{number}")).collect();
    let builds: Vec<_> = outs
        .iter()
        .map(|out| {
            let mut command = command(root, &["build", "--out", out]);
            command.env("XDG_CACHE_HOME", &cache).stdout(std::process::Stdio::null());
            command.spawn().expect("the program starts")
        })
        .collect();
    for mut build in builds {
        assert!(build.wait().unwrap().success());
    }
    for out in &outs {
        assert_eq!(tree(&root.join(out)), expected);
    }
    assert_eq!(kept(&cache).len(), 6);
}

#[test]
fn what_nobody_wanted_for_two_months_goes_when_something_new_comes() {
    let folder = hills();
    let (root, cache) = (folder.path(), folder.path().join("cache"));
    built_with(root, &cache);
    let long_ago = SystemTime::now() - Duration::from_hours(61 * 24);
    let old: Vec<PathBuf> = kept(&cache).into_keys().collect();
    for path in &old {
        std::fs::File::options().write(true).open(path).unwrap().set_modified(long_ago).unwrap();
    }
    // All but the card of the page is wanted again, which notes it.
    let article = root.join("content/articles/hello.md");
    let renamed = std::fs::read_to_string(&article).unwrap().replace("title: Hello", "title: Hi");
    std::fs::write(&article, renamed).unwrap();
    forget_the_output(root);
    built_with(root, &cache);
    let gone = old.iter().filter(|path| !path.exists()).count();
    // That the picture can be read is asked by `check` alone.
    assert_eq!((gone, kept(&cache).len()), (2, 5));
}

#[test]
fn a_picture_that_changes_under_a_build_is_told_of() {
    let folder = hills();
    let root = folder.path();
    let picture = root.join("content/articles/hill.jpg");
    let (sources, _) = soleus::load::load(root).unwrap();
    let ran =
        crate::support::TestSite::new("").run_with(&sources, &mut soleus::memo::Memo::default());
    std::fs::write(&picture, jpeg(900, 601)).unwrap();
    let cache = soleus::cache::Cache::new(root, soleus::cache::Folder::at(None));
    let found = cache.faults(&ran.compiled.site);
    let report: Vec<String> = found
        .iter()
        .map(|found| soleus::diagnostic::terminal::report(found, &sources, false))
        .collect();
    expect_test::expect![[r"
        error[bad-image]: the picture `content/articles/hill.jpg` cannot be read: it changed a moment ago
         --> content/articles/hello.md:5:11
          |
        5 | ![A hill](hill.jpg)
          |           ^^^^^^^^
          |
          = help: leave the file as it is until the build is done, then build again"]].assert_eq(&report.join("\n"));
    assert!(build_with(root, &root.join("cache")).output().unwrap().status.success());
}
