//! How programs save, imitated by the same system calls: whatever way a file came to be, the preview
//! ends with what `build` writes, after one rebuild or two.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::{Server, article, wait_for};
use crate::support::TestSite;

/// A busy machine may stop a program in the middle of a save, which then is several; a fault of ours
/// shows every time.
const TURNS: usize = 3;

const WITNESS: &str = "content/articles/witness.md";

fn site() -> TestSite {
    TestSite::new("")
        .file("content/site.yaml", "title: Saves\n")
        .file("content/articles/one.md", &article("One", "The text of turn 9."))
        .file("content/articles/group/two.md", &article("Two", "See [[one]]."))
        .file(WITNESS, &article("Witness", "Nothing."))
        .file("static/pictures/dot.txt", "A dot.\n")
}

fn one(root: &Path) -> PathBuf {
    root.join("content/articles/one.md")
}

fn beside(path: &Path, name: &str) -> PathBuf {
    path.with_file_name(name)
}

/// The first article in a turn; each is as long as the others.
fn text(turn: usize) -> String {
    article("One", &format!("The text of turn {turn}."))
}

/// Saves in turn until one makes no more than two rebuilds, and compares what is shown in the end.
fn ends_right(save: impl Fn(&Path, usize)) {
    let root = site().on_disk();
    let server = Server::start(root.path(), &[]);
    let mut counts = Vec::new();
    while counts.len() < TURNS && counts.last().is_none_or(|count| *count > 2) {
        let before = rebuilds(&server);
        save(root.path(), counts.len());
        server.follow();
        testify(&server, root.path(), counts.len());
        counts.push(rebuilds(&server) - before);
    }
    println!("{counts:?} rebuilds");
    server.shows_what_a_build_writes();
    assert!(counts.last().is_some_and(|count| [1, 2].contains(count)), "{}", server.told());
}

/// Makes a change that is seen after everything before it was.
fn testify(server: &Server, root: &Path, turn: usize) {
    let seen = || {
        let lines = server.rebuilds();
        lines.iter().filter(|line| line.starts_with(WITNESS)).count()
    };
    let before = seen();
    fs::write(root.join(WITNESS), article("Witness", &format!("Seen in turn {turn}."))).unwrap();
    wait_for(|| seen() > before, || server.told());
    server.follow();
}

/// The rebuilds that were made for anything but the witness.
fn rebuilds(server: &Server) -> usize {
    server.rebuilds().iter().filter(|line| !line.starts_with(WITNESS)).count()
}

fn create(path: &Path, text: &str) {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

#[test]
fn a_file_written_in_place_is_followed() {
    ends_right(|root, turn| {
        let mut file = OpenOptions::new().write(true).open(one(root)).unwrap();
        file.write_all(text(turn).as_bytes()).unwrap();
    });
}

#[test]
fn a_file_emptied_and_written_slowly_is_followed() {
    ends_right(|root, turn| {
        let mut file = File::create(one(root)).unwrap();
        for piece in text(turn).as_bytes().chunks(16) {
            file.write_all(piece).unwrap();
            std::thread::sleep(Duration::from_millis(40));
        }
    });
}

#[test]
fn a_file_renamed_over_another_is_followed() {
    ends_right(|root, turn| {
        let temporary = beside(&one(root), "one.md.tmp");
        fs::write(&temporary, text(turn)).unwrap();
        fs::rename(temporary, one(root)).unwrap();
    });
}

#[test]
fn a_save_with_a_backup_is_followed() {
    ends_right(|root, turn| {
        fs::rename(one(root), beside(&one(root), "one.md.bak")).unwrap();
        create(&one(root), &text(turn));
    });
}

#[test]
fn a_save_of_vim_is_followed() {
    ends_right(|root, turn| {
        let path = one(root);
        let mut swap = File::create(beside(&path, ".one.md.swp")).unwrap();
        swap.write_all(b"b0VIM 9.1").unwrap();
        create(&beside(&path, "4913"), "");
        fs::remove_file(beside(&path, "4913")).unwrap();
        fs::rename(&path, beside(&path, "one.md~")).unwrap();
        create(&path, &text(turn));
        fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        swap.write_all(b"U").unwrap();
        fs::remove_file(beside(&path, "one.md~")).unwrap();
    });
}

#[test]
fn a_save_of_vs_code_is_followed() {
    ends_right(|root, turn| {
        let mut file = OpenOptions::new().read(true).write(true).open(one(root)).unwrap();
        file.set_len(0).unwrap();
        file.write_all(text(turn).as_bytes()).unwrap();
        file.sync_data().unwrap();
    });
}

#[test]
fn a_save_of_jetbrains_is_followed() {
    ends_right(|root, turn| {
        let path = one(root);
        let (new, old) = (beside(&path, "one.md___jb_tmp___"), beside(&path, "one.md___jb_old___"));
        create(&new, &text(turn));
        fs::rename(&path, &old).unwrap();
        fs::rename(&new, &path).unwrap();
        fs::remove_file(&old).unwrap();
    });
}

#[test]
fn an_edit_of_sed_is_followed() {
    ends_right(|root, turn| {
        let temporary = beside(&one(root), "sedQw3kZ1");
        create(&temporary, &text(turn));
        fs::set_permissions(&temporary, Permissions::from_mode(0o644)).unwrap();
        fs::rename(temporary, one(root)).unwrap();
    });
}

#[test]
fn a_checkout_of_fifty_files_is_followed() {
    ends_right(|root, turn| {
        for number in 0..50 {
            let path = root.join(format!("content/articles/checkout-{number}.md"));
            let _ = fs::remove_file(&path);
            create(&path, &article(&format!("Checkout {number}"), &format!("Of turn {turn}.")));
        }
    });
}

#[test]
fn a_content_folder_exchanged_for_another_is_followed() {
    ends_right(|root, turn| {
        let (content, new) = (root.join("content"), root.join(format!("new-{turn}")));
        fs::create_dir_all(new.join("articles")).unwrap();
        fs::write(new.join("articles/one.md"), text(turn)).unwrap();
        fs::copy(root.join(WITNESS), new.join("articles/witness.md")).unwrap();
        fs::rename(&content, root.join(format!("old-{turn}"))).unwrap();
        fs::rename(&new, &content).unwrap();
    });
}

#[test]
fn an_archive_unpacked_with_old_times_is_followed() {
    ends_right(|root, turn| {
        fs::remove_file(one(root)).unwrap();
        let mut file = File::create_new(one(root)).unwrap();
        file.write_all(text(turn).as_bytes()).unwrap();
        drop(file);
        let file = OpenOptions::new().write(true).open(one(root)).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_hours(300_000)).unwrap();
    });
}

#[test]
fn a_copy_of_rsync_with_the_old_time_and_length_is_followed() {
    ends_right(|root, turn| {
        let before = fs::metadata(one(root)).unwrap();
        assert_eq!(before.len(), text(turn).len() as u64);
        let temporary = beside(&one(root), ".one.md.Ab3dE9");
        let mut file = File::create_new(&temporary).unwrap();
        file.write_all(text(turn).as_bytes()).unwrap();
        file.set_modified(before.modified().unwrap()).unwrap();
        fs::rename(temporary, one(root)).unwrap();
    });
}

#[test]
fn a_file_in_a_new_folder_in_a_new_folder_is_followed() {
    ends_right(|root, turn| {
        let folder = root.join(format!("content/articles/year-{turn}/month"));
        fs::create_dir_all(&folder).unwrap();
        let text = article(&format!("Deep {turn}"), "See [[one]].");
        fs::write(folder.join(format!("deep-{turn}.md")), text).unwrap();
    });
}

#[test]
fn a_renamed_folder_is_followed_and_so_are_changes_in_it() {
    ends_right(|root, turn| {
        let names = ["group", "other"].map(|name| root.join("content/articles").join(name));
        let (from, to) = (&names[turn % 2], &names[(turn + 1) % 2]);
        fs::rename(from, to).unwrap();
        fs::write(to.join("two.md"), article("Two", &format!("Of turn {turn}."))).unwrap();
        fs::write(to.join("three.md"), article("Three", &format!("Of turn {turn}."))).unwrap();
        let pictures = ["pictures", "images"].map(|name| root.join("static").join(name));
        fs::rename(&pictures[turn % 2], &pictures[(turn + 1) % 2]).unwrap();
    });
}

#[test]
fn a_content_folder_that_was_away_for_a_moment_is_followed() {
    ends_right(|root, turn| {
        fs::rename(root.join("content"), root.join("away")).unwrap();
        fs::rename(root.join("away"), root.join("content")).unwrap();
        fs::write(one(root), text(turn)).unwrap();
    });
}

#[test]
fn a_site_moved_away_and_back_is_followed() {
    let around = tempfile::tempdir().unwrap();
    let (root, away) = (around.path().join("site"), around.path().join("away"));
    site().write_to(&root);
    let server = Server::start(&root, &[]);
    fs::rename(&root, &away).unwrap();
    fs::create_dir(&root).unwrap();
    site().file("content/articles/one.md", &text(1)).write_to(&root);
    server.follow();
    fs::write(one(&root), text(2)).unwrap();
    server.follow();
    server.shows_what_a_build_writes();
}

#[test]
fn three_thousand_files_at_once_are_followed() {
    ends_right(|root, turn| {
        let folder = root.join("content/articles/many");
        fs::create_dir_all(&folder).unwrap();
        for number in 0..3_000 {
            let text = article(&format!("Many {number}"), &format!("One of many of turn {turn}."));
            fs::write(folder.join(format!("many-{number}.md")), text).unwrap();
        }
    });
}

#[test]
fn a_file_that_is_read_or_touched_makes_no_rebuild() {
    let root = site().on_disk();
    let server = Server::start(root.path(), &[]);
    let mut file = OpenOptions::new().read(true).write(true).open(one(root.path())).unwrap();
    file.read_to_string(&mut String::new()).unwrap();
    file.set_modified(SystemTime::now()).unwrap();
    drop(file);
    fs::set_permissions(one(root.path()), Permissions::from_mode(0o600)).unwrap();
    fs::write(one(root.path()), text(9)).unwrap();
    fs::read_dir(root.path().join("content/articles")).unwrap().for_each(drop);
    fs::write(root.path().join("content/articles/.one.md.swp"), "b0VIM").unwrap();
    fs::write(root.path().join("beside.md"), "Not of the site.").unwrap();
    testify(&server, root.path(), 0);
    assert_eq!(rebuilds(&server), 0, "{}", server.told());
}
