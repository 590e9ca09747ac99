//! What can go wrong while `build` writes: kills, full disks, folders that are not ours, folders that
//! cannot be exchanged. The output is wholly the old site or wholly the new one, and the next build
//! needs no cleaning up.
//!
//! Some tests need root, strace or minutes; each says so, and fails where it does not get them.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::os::unix::fs::symlink;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::corpus::{self, Corpus};
use crate::random::Random;
use crate::support::{TestSite, Tree, command, tree};

/// Two sites that take turns in one output folder.
struct Place {
    folder: TempDir,
    /// What each of the two gives.
    outputs: [Tree; 2],
    flags: Vec<&'static str>,
}

const NAMES: [&str; 2] = ["one", "two"];

/// Where a build puts a site together, and keeps the one that was replaced.
const STAGE: &str = ".public.soleus-stage";
const RECORD: &str = ".public.soleus-made-of";

impl Place {
    fn new(sites: [&TestSite; 2], flags: &[&'static str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (name, site) in NAMES.iter().zip(sites) {
            site.write_to(&folder.path().join(name));
        }
        let mut place = Self { folder, outputs: [Tree::new(), Tree::new()], flags: flags.to_vec() };
        for which in [0, 1] {
            place.build(which);
            place.outputs[which] = tree(&place.public());
        }
        assert_ne!(place.outputs[0], place.outputs[1]);
        place
    }

    fn public(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    fn command(&self, which: usize) -> Command {
        let mut command = command(self.folder.path(), &["build", "--root", NAMES[which]]);
        command.arg("--out").arg(self.public()).args(&self.flags);
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        command
    }

    /// Builds, which must succeed without any help, and leaves nothing behind but the site and the one
    /// that it replaced.
    fn build(&self, which: usize) {
        succeeds(&self.command(which).output().expect("the program starts"));
        let mut beside = names(self.folder.path());
        beside.retain(|name| ![".public.soleus-lock", STAGE, RECORD].contains(&name.as_str()));
        assert_eq!(beside, ["one", "public", "two"]);
        let stage = self.folder.path().join(STAGE);
        if stage.exists() {
            assert_eq!(names(&stage), ["last", "made-by-soleus"]);
            assert!(
                self.outputs.contains(&tree(&stage.join("last"))),
                "it is one of the two sites"
            );
        }
    }

    /// Which of the two sites stands, whole.
    fn standing(&self) -> usize {
        let standing = tree(&self.public());
        let which = self.outputs.iter().position(|outputs| *outputs == standing);
        which.unwrap_or_else(|| panic!("the output is neither of the two sites"))
    }
}

fn succeeds(output: &Output) {
    assert!(output.status.success(), "{:?} {}", output.status, errors(output));
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let name = |entry: std::io::Result<std::fs::DirEntry>| entry.expect("an entry").file_name();
    let mut names: Vec<String> =
        entries.map(|entry| name(entry).to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A site and the same with texts edited, entries removed and entries added.
fn two_sites(corpus: Corpus) -> [TestSite; 2] {
    let site = |files| TestSite { files, ..TestSite::new("") };
    let one = corpus::files(corpus);
    let mut two = one.clone();
    let articles: Vec<String> =
        one.keys().filter(|path| path.starts_with("content/articles/")).cloned().collect();
    for (at, path) in articles.iter().enumerate() {
        let text = two.get_mut(path).expect("it is a file");
        match at % 6 {
            0 => text.push_str("\nOne more paragraph.\n"),
            1 => *text = text.replace("aliases: [/old/", "aliases: [/older/"),
            _ => {}
        }
        if at % 6 == 2 {
            let added = path.replace("/article-", "/added-");
            let text = text.lines().filter(|line| !line.starts_with("aliases:"));
            let text = text.fold(String::new(), |text, line| text + line + "\n");
            two.insert(added, text);
        }
    }
    let settings = two.get_mut("content/site.yaml").expect("there are settings");
    *settings = settings.replace("Where does it hurt?", "What hurts?");
    [site(one), site(two)]
}

// Kills at random instants --------------------------------------------------------------------------

#[test]
fn a_build_that_is_killed_leaves_the_old_site_or_the_new_one() {
    kill_at_random_instants(25, 1);
}

#[test]
#[ignore = "long: 200 kills; `cargo test --release -- --ignored` runs it"]
fn long_a_build_that_is_killed_leaves_the_old_site_or_the_new_one() {
    kill_at_random_instants(200, 2);
}

fn kill_at_random_instants(kills: usize, seed: u64) {
    let [one, two] = two_sites(Corpus { entries: 500, words: 250, seed });
    let place = Place::new([&one, &two], &[]);
    let mut random = Random::new(seed);
    let start = Instant::now();
    place.build(0);
    let whole = usize::try_from(start.elapsed().as_micros()).expect("it takes no years");
    let (mut killed, mut told, mut new) = (0, 0, 0);
    while killed < kills {
        told += 1;
        assert!(told < 20 * kills, "most builds end before they are killed");
        let wanted = 1 - place.standing();
        let instant = Duration::from_micros(random.below(whole + whole / 5) as u64);
        if kill_after(place.command(wanted), instant) {
            killed += 1;
            new += usize::from(place.standing() == wanted);
        }
        place.build(wanted);
        assert_eq!(place.standing(), wanted);
    }
    println!("seed {seed}: {killed} kills of {told} builds; {new} of them left the new site");
}

/// Whether the program was still running when it was killed.
fn kill_after(mut command: Command, instant: Duration) -> bool {
    let mut child = command.spawn().expect("the program starts");
    // This is no wait for something to happen: the instant is what the test varies.
    std::thread::sleep(instant);
    child.kill().expect("a child can be killed");
    child.wait().expect("a child ends").signal().is_some()
}

// Kills at every system call ------------------------------------------------------------------------

/// The calls that can change what is on the disk.
const MUTATING: [&str; 26] = [
    "openat",
    "open",
    "creat",
    "write",
    "pwrite64",
    "writev",
    "copy_file_range",
    "sendfile",
    "ftruncate",
    "mkdir",
    "mkdirat",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "unlink",
    "unlinkat",
    "rmdir",
    "fchmod",
    "chmod",
    "fchmodat",
    "chown",
    "fchown",
    "utimensat",
    "flock",
];

#[test]
#[ignore = "needs strace; .ci/run runs it"]
fn needs_strace_a_kill_at_any_system_call_leaves_the_old_site_or_the_new_one() {
    let place = twenty_files(&[]);
    let kills = kill_at_every_call(&place, || {
        place.standing();
    });
    println!("{kills} kills");
    assert!(kills > 100, "only {kills} system calls were found");
}

#[test]
#[ignore = "needs strace; .ci/run runs it"]
fn needs_strace_a_kill_at_any_system_call_in_place_leaves_every_file_whole() {
    let place = twenty_files(&["--in-place"]);
    let kills = kill_at_every_call(&place, || every_file_is_whole(&place));
    println!("{kills} kills");
    assert!(kills > 100, "only {kills} system calls were found");
}

fn twenty_files(flags: &[&'static str]) -> Place {
    let article = |at: usize, text: &str| {
        let front =
            format!("title: Article {at}\ndate: 2026-01-{:02}\ntags: [tag {}]", at + 1, at % 3);
        (format!("content/articles/article-{at}.md"), format!("---\n{front}\n---\n{text}\n"))
    };
    let mut one = TestSite::new("");
    one.files.extend((0..19).map(|at| article(at, "Old text.")));
    let settings = "title: Twenty files\npage_size: 10\nsearch: false\n";
    one.files.insert("content/site.yaml".into(), settings.into());
    let mut two = one.clone();
    two.files.extend((0..4).map(|at| article(at, "New text.")));
    two.files.extend((19..21).map(|at| article(at, "Added.")));
    two.files.remove("content/articles/article-5.md");
    two.files.remove("content/articles/article-6.md");
    Place::new([&one, &two], flags)
}

/// Kills the build of the second site over the first at each call in turn, and looks after each. One
/// thread, since strace counts the calls of each thread by themselves.
fn kill_at_every_call(place: &Place, look: impl Fn()) -> usize {
    let mut kills = 0;
    for call in MUTATING {
        for number in 1.. {
            place.build(0);
            if !is_killed_at(place, call, number) {
                break;
            }
            look();
            place.build(1);
            assert_eq!(place.standing(), 1, "after a kill at {call} {number}");
            kills += 1;
        }
    }
    kills
}

fn is_killed_at(place: &Place, call: &str, number: usize) -> bool {
    let build = place.command(1);
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-o", "/dev/null", "-e"]);
    strace.arg(format!("trace={call}")).arg("-e");
    strace.arg(format!("inject={call}:signal=KILL:when={number}"));
    strace.arg(build.get_program()).args(build.get_args());
    strace.current_dir(place.folder.path()).env("RAYON_NUM_THREADS", "1");
    let output = strace.output().expect("this test needs strace");
    if output.status.signal() == Some(9) {
        return true;
    }
    assert!(output.status.success(), "{:?} {}", output.status, errors(&output));
    false
}

fn every_file_is_whole(place: &Place) {
    let [old, new] = &place.outputs;
    let standing = tree(&place.public());
    for (path, bytes) in &standing {
        let is_ours = path.starts_with(".soleus-stage/") || path.starts_with(".soleus-journal");
        let is_whole = old.get(path) == Some(bytes) || new.get(path) == Some(bytes);
        assert!(is_ours || is_whole || path == ".soleus-lock", "`{path}` is neither old nor new");
    }
    let kept = old.keys().filter(|path| new.contains_key(*path));
    kept.for_each(|path| assert!(standing.contains_key(path), "`{path}` is missing"));
}

// Disks and mounts ----------------------------------------------------------------------------------

/// A mount that goes with the test.
struct Mount(PathBuf);

impl Mount {
    fn new(at: &Path, arguments: &[&str]) -> Self {
        std::fs::create_dir_all(at).expect("a folder");
        mount(at, arguments);
        Self(at.to_owned())
    }
}

fn mount(at: &Path, arguments: &[&str]) {
    let mounted = Command::new("mount").args(arguments).arg(at).output().expect("there is mount");
    assert!(mounted.status.success(), "this test needs root to mount: {}", errors(&mounted));
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

#[test]
#[ignore = "needs root to mount a small disk; .ci/run runs it"]
fn needs_root_a_full_disk_leaves_the_old_site() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let disk = folder.path().join("disk");
    let _mount = Mount::new(&disk, &["-t", "tmpfs", "-o", "size=400k", "tmpfs"]);
    let public = disk.join("public");
    let site = |articles: usize| {
        let article = |at: usize| {
            let text = format!("---\ntitle: Article {at} of {articles}\n---\nSome text.\n");
            (format!("content/articles/article-{at}.md"), text)
        };
        let site = TestSite { files: (0..articles).map(article).collect(), ..TestSite::new("") };
        let folder =
            site.file("content/site.yaml", "search: false\nsocial_cards: false\n").on_disk();
        let build = command(folder.path(), &["build", "--out", public.to_str().expect("UTF-8")])
            .output()
            .expect("the program starts");
        (build, tree(&public))
    };
    let (small, old) = site(3);
    succeeds(&small);
    let (full, left) = site(60);
    assert_eq!(full.status.code(), Some(2), "{}", errors(&full));
    let message = errors(&full);
    assert!(message.contains("No space left on device"), "{message}");
    assert!(message.contains("make room and build again; the old site is as it was"), "{message}");
    assert!(left == old, "the old site is as it was");
    assert_eq!(names(&disk), [RECORD, "public"]);
    mount(&disk, &["-o", "remount,size=4m"]);
    let (roomy, new) = site(60);
    succeeds(&roomy);
    assert!(new.len() > old.len());
}

#[test]
#[ignore = "needs root to mount; .ci/run runs it"]
fn needs_root_an_output_that_is_a_mount_point_is_written_in_place() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (disk, bound) = (folder.path().join("disk"), folder.path().join("bound"));
    let behind = folder.path().join("behind");
    std::fs::create_dir(&behind).expect("a folder");
    let _disk = Mount::new(&disk, &["-t", "tmpfs", "tmpfs"]);
    let _bound = Mount::new(&bound, &["--bind", behind.to_str().expect("UTF-8")]);
    for public in [&disk, &bound] {
        ends_in_place(public, &[]);
        assert!(names(public).iter().all(|name| !name.contains("stage") && !name.contains("lock")));
    }
    assert_eq!(tree(&behind), tree(&bound));
}

// Other outputs -------------------------------------------------------------------------------------

const SMALL: &str = "
=== content/articles/hello.md
---
title: Hello
---
First words.
";

fn build(folder: &Path, out: &str, flags: &[&str]) -> Output {
    let arguments: Vec<&str> = ["build", "--out", out].iter().chain(flags).copied().collect();
    // A home of its own, so that a test which finds a mistake harms nobody's.
    command(folder, &arguments).env("HOME", folder.join("home")).output().expect("it starts")
}

/// Builds twice, the second time with a change, and expects the word that it was not at once.
fn ends_in_place(public: &Path, flags: &[&str]) {
    let out = public.to_str().expect("UTF-8");
    let site = TestSite::new(SMALL);
    let folder = site.on_disk();
    succeeds(&build(folder.path(), out, flags));
    let changed = site.file("content/articles/hello.md", "---\ntitle: Hello\n---\nOther words.\n");
    changed.write_to(folder.path());
    let built = build(folder.path(), out, flags);
    succeeds(&built);
    let summary = String::from_utf8_lossy(&built.stdout).into_owned();
    assert!(summary.contains("its files were replaced one by one"), "{summary}");
    let expected = folder.path().join("expected");
    succeeds(&build(folder.path(), expected.to_str().expect("UTF-8"), &[]));
    assert!(tree(public) == tree(&expected), "the two ways to write end in the same folder");
}

#[test]
fn a_build_that_is_told_to_write_in_place_says_so() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    ends_in_place(&folder.path().join("public"), &["--in-place"]);
}

#[test]
fn a_linked_output_stays_a_link_and_is_exchanged_behind_it() {
    let folder = TestSite::new(SMALL).on_disk();
    let (real, link) = (folder.path().join("real"), folder.path().join("public"));
    std::fs::create_dir(&real).expect("a folder");
    symlink(&real, &link).expect("a link");
    let built = build(folder.path(), "public", &[]);
    succeeds(&built);
    assert!(!String::from_utf8_lossy(&built.stdout).contains("one by one"));
    assert!(std::fs::symlink_metadata(&link).expect("the link").is_symlink());
    assert!(real.join("index.html").is_file());
}

/// Expects the build to refuse `out`, in these words, and to change nothing.
#[track_caller]
fn assert_refuses(folder: &Path, out: &str, what: &str, help: &str) {
    let before = (tree(folder), names(Path::new("/")));
    let built = build(folder, out, &[]);
    let message = errors(&built);
    assert_eq!(built.status.code(), Some(2), "`--out {out}`: {message}");
    assert!(message.contains(what), "`--out {out}`: {message}");
    assert!(message.contains(help), "`--out {out}`: {message}");
    assert!(before == (tree(folder), names(Path::new("/"))), "`--out {out}` changed something");
}

#[test]
fn folders_in_which_something_would_be_lost_are_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let site = folder.path().join("home/me/site");
    TestSite::new(SMALL).write_to(&site);
    let refused = |out: &str, what: &str| {
        let before = tree(folder.path());
        let built = command(&site, &["build", "--out", out])
            .env("HOME", folder.path().join("home/me"))
            .output()
            .expect("the program starts");
        let message = errors(&built);
        assert_eq!(built.status.code(), Some(2), "`--out {out}`: {message}");
        assert!(message.contains(what), "`--out {out}`: {message}");
        assert!(message.contains("choose another folder with `--out`"), "`--out {out}`: {message}");
        assert!(before == tree(folder.path()), "`--out {out}` changed something");
    };
    refused("content", "overlaps the site's `");
    refused("content/public", "overlaps the site's `");
    refused("content/articles", "overlaps the site's `");
    refused("static", "overlaps the site's `");
    refused("templates", "overlaps the site's `");
    refused(".git", "overlaps the site's `");
    refused(".", "is the site's own folder or above it");
    refused("content/..", "is the site's own folder or above it");
    refused("..", "is your home folder or above it");
    refused("../..", "is your home folder or above it");
    refused("/", "is your home folder or above it");
}

#[test]
fn a_folder_that_holds_a_file_of_somebody_else_is_refused() {
    let folder = TestSite::new(SMALL).on_disk();
    let path = folder.path();
    std::fs::create_dir_all(path.join("letters/old")).expect("a folder");
    std::fs::write(path.join("letters/old/dear.txt"), "Dear").expect("a file");
    let help = "move them away, or choose another folder with `--out`";
    assert_refuses(path, "letters", "holds files that soleus did not write: `old/dear.txt`", help);
    succeeds(&build(path, "public", &[]));
    std::fs::write(path.join("public/CNAME"), "example.org").expect("a file");
    assert_refuses(path, "public", "holds files that soleus did not write: `CNAME`", help);
}

#[test]
fn a_file_is_no_output() {
    let folder = TestSite::new(SMALL).on_disk();
    std::fs::write(folder.path().join("public"), "a file").expect("a file");
    let help = "move it away, or choose a folder with `--out`";
    assert_refuses(folder.path(), "public", "is not a folder", help);
    assert_refuses(folder.path(), "public/deeper", "cannot open", "the old site is as it was");
}

#[test]
fn a_site_with_mistakes_leaves_the_old_one() {
    let site = TestSite::new(SMALL);
    let folder = site.on_disk();
    succeeds(&build(folder.path(), "public", &[]));
    let before = tree(&folder.path().join("public"));
    site.file("templates/article.html", "{{ nothing.there }}").write_to(folder.path());
    let built = build(folder.path(), "public", &[]);
    assert_eq!(built.status.code(), Some(1), "{}", errors(&built));
    assert!(errors(&built).contains("nothing was written"));
    assert!(before == tree(&folder.path().join("public")));
    let expected: BTreeSet<&str> = [RECORD, "content", "public", "templates"].into();
    assert_eq!(names(folder.path()).iter().map(String::as_str).collect::<BTreeSet<_>>(), expected);
}
