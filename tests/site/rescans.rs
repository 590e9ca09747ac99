//! A look at the files that somebody named tells what a look at all files tells, or that it cannot.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use soleus::load::Folder;

use crate::edits::{self, Model};
use crate::random::Random;
use crate::support::TestSite;

const HISTORIES: u64 = 20;
const STEPS: usize = 20;
const SEED: u64 = 20_261_129;

#[test]
fn a_look_at_what_was_edited_is_a_look_at_everything() {
    println!("{HISTORIES} histories of {STEPS} edits, seeds from {SEED}");
    let mut alone = 0;
    for seed in SEED..SEED + HISTORIES {
        let (mut model, mut random) = (Model::new(), Random::new(seed));
        let root = model.site.on_disk();
        let (mut hinted, mut whole) = (folder(root.path()), folder(root.path()));
        for _ in 0..STEPS {
            let (name, edit) = random.pick(&edits::on_disk()).to_owned();
            let edited = edit(&mut model, &mut random);
            for path in &edited {
                model.save(root.path(), path);
            }
            let named = edited.iter().map(|path| root.path().join(path)).collect();
            let changed = hinted.rescan_only(&named);
            alone += usize::from(changed.is_some());
            let changed = changed.unwrap_or_else(|| hinted.rescan().unwrap());
            assert_eq!(changed, whole.rescan().unwrap(), "seed {seed}: {name}");
            assert_eq!(
                hinted.sources().fingerprint(),
                whole.sources().fingerprint(),
                "seed {seed}: {name}"
            );
        }
    }
    // If it always left them to a look at everything, all else here would hold too.
    assert!(alone > 200, "only {alone} edits were seen by a look at the edited files alone");
}

fn folder(root: &Path) -> Folder {
    let mut folder = Folder::new(root);
    folder.rescan().unwrap();
    folder
}

/// A change of a site's files, the paths that are named then, and what a look at these alone says.
type Row<'a> = (&'a str, fn(&Path), &'a [&'a str], Option<&'a [&'a str]>);

#[test]
fn what_came_or_went_is_left_to_a_look_at_everything() {
    const ONE: &str = "content/articles/one.md";
    let rows: [Row<'_>; 10] = [
        ("nothing", |_| (), &[], Some(&[])),
        ("touched only", |root| write(root, ONE, "One."), &[ONE], Some(&[])),
        ("written", |root| write(root, ONE, "Another."), &[ONE], Some(&[ONE])),
        (
            "written beside and put in its place",
            |root| {
                write(root, "content/articles/one.md.new", "Another.");
                fs::rename(root.join("content/articles/one.md.new"), root.join(ONE)).unwrap();
            },
            &[ONE, "content/articles/one.md.new"],
            Some(&[ONE]),
        ),
        ("taken away", |root| fs::remove_file(root.join(ONE)).unwrap(), &[ONE], None),
        (
            "new",
            |root| write(root, "content/articles/new.md", "New."),
            &["content/articles/new.md"],
            None,
        ),
        (
            "a link in its place",
            |root| {
                fs::remove_file(root.join(ONE)).unwrap();
                symlink(root.join("content/articles/group/two.md"), root.join(ONE)).unwrap();
            },
            &[ONE],
            None,
        ),
        (
            "a folder moved out of the site",
            |root| fs::rename(root.join("content/articles/group"), root.join("group")).unwrap(),
            &["content/articles/group"],
            None,
        ),
        (
            "a folder moved within it",
            |root| {
                let to = root.join("content/articles/groups");
                fs::rename(root.join("content/articles/group"), to).unwrap();
            },
            &["content/articles/group", "content/articles/groups"],
            None,
        ),
        (
            "a new folder that is gone again",
            |_| (),
            &["content/articles/gro", "content/articles/group/t"],
            Some(&[]),
        ),
    ];
    for (what, change, named, wanted) in rows {
        let site =
            TestSite::new("").file(ONE, "One.").file("content/articles/group/two.md", "Two.");
        let root = site.on_disk();
        let mut folder = folder(root.path());
        change(root.path());
        let named: BTreeSet<PathBuf> = named.iter().map(|path| root.path().join(path)).collect();
        let changed = folder.rescan_only(&named);
        let wanted = wanted.map(|paths| paths.iter().map(ToString::to_string).collect());
        assert_eq!(changed, wanted, "{what}");
    }
}

fn write(root: &Path, path: &str, text: &str) {
    fs::write(root.join(path), text).unwrap();
}
