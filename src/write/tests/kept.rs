//! What did not change is neither made nor touched again.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

use super::*;

#[test]
fn a_build_that_changes_nothing_touches_nothing() {
    for place in Place::both_ways() {
        place.build(&SITE);
        let before = identities(&place.public());
        assert_eq!(counts(place.build(&SITE)), (0, 4, 0, Swap::None));
        assert_eq!(identities(&place.public()), before);
        assert_eq!(place.beside(), ["public"]);
    }
}

#[test]
fn unchanged_files_keep_their_time() {
    for place in Place::both_ways() {
        place.build(&SITE);
        let old = SystemTime::UNIX_EPOCH + Duration::from_hours(24 * 365);
        let style = place.public().join("style.css");
        fs::File::options().write(true).open(&style).unwrap().set_modified(old).unwrap();
        let mut site = SITE;
        site[0].1 = "a new home";
        let written = place.build(&site);
        assert_eq!((written.written, written.unchanged), (1, 3));
        assert_eq!(fs::metadata(&style).unwrap().modified().unwrap(), old);
        assert_eq!(fs::read_to_string(place.public().join("index.html")).unwrap(), "a new home");
    }
}

#[test]
fn files_that_were_edited_or_deleted_by_hand_are_restored() {
    for place in Place::both_ways() {
        place.build(&SITE);
        let before = tree(&place.public());
        fs::write(place.public().join("index.html"), "hand").unwrap();
        fs::remove_file(place.public().join("style.css")).unwrap();
        assert_eq!(place.build(&SITE).written, 2);
        assert_eq!(tree(&place.public()), before);
    }
}

#[test]
fn what_this_program_made_of_the_same_is_kept_as_long_as_it_has_its_length() {
    for place in Place::both_ways() {
        place.build(&SITE);
        let made =
            |text: &str| made(Role::Page, blake3::hash(format!("planned {text}").as_bytes()));
        let kept = |path: &str, made: &Made| place.open().keep(path, made).unwrap();
        let home = Content { hash: blake3::hash(b"home"), size: 4 };
        assert_eq!(kept("index.html", &made("home")), Some(home));
        assert_eq!(kept("index.html", &made("another home")), None, "it is made of another value");
        assert_eq!(kept("other.html", &made("home")), None, "there is no such file");
        fs::write(place.public().join("index.html"), "by hand").unwrap();
        assert_eq!(kept("index.html", &made("home")), None, "it has another length");
        place.build(&SITE);
        let list = place.public().join(manifest::NAME);
        let text = fs::read_to_string(&list).unwrap();
        fs::write(list, text.replace(env!("SOLEUS_PROGRAM"), "0123456789abcdef")).unwrap();
        assert_eq!(kept("index.html", &made("home")), None, "another program made it");
    }
}

#[test]
fn the_replaced_site_becomes_the_next_one_and_what_did_not_change_stays_the_very_same_file() {
    let place = Place::new();
    let edited = |text: &'static str| [("index.html", text), SITE[1], SITE[2], SITE[3]];
    place.build(&SITE);
    let first = identities(&place.public().join("areas"));
    place.build(&edited("2"));
    assert_eq!(place.beside(), [".public.soleus-stage", "public"]);
    let last = place.path("site/.public.soleus-stage/last");
    assert_eq!(fs::read_to_string(last.join("index.html")).unwrap(), "home");
    let folder = |path: &Path| fs::metadata(path).unwrap().ino();
    let replaced = folder(&last);
    place.build(&edited("3"));
    assert_eq!(folder(&place.public()), replaced, "the replaced folder is the new one");
    assert_eq!(fs::read_to_string(last.join("index.html")).unwrap(), "2");
    let inodes = |found: Vec<(PathBuf, u64, i64, i64, i64)>| {
        let files = found.into_iter().filter(|(path, ..)| path.is_file());
        files.map(|(_, inode, ..)| inode).collect::<Vec<_>>()
    };
    assert_eq!(inodes(identities(&place.public().join("areas"))), inodes(first));
}

#[test]
fn a_replaced_site_that_is_torn_is_thrown_away_and_what_is_foreign_in_it_is_not_published() {
    let place = Place::new();
    place.build(&SITE);
    place.build(&[("index.html", "2")]);
    let last = place.path("site/.public.soleus-stage/last");
    for name in [&b"foreign.html"[..], b"no-text-\xff.html"] {
        fs::write(last.join(OsStr::from_bytes(name)), "?").unwrap();
    }
    place.build(&SITE);
    let expected = tree(&place.public());
    assert!(!expected.keys().any(|path| path.contains("foreign") || path.contains("no-text")));
    place.file("site/.public.soleus-stage/last/foreign.html", "?");
    fs::remove_file(last.join(manifest::NAME)).unwrap();
    drop(place.open());
    assert_eq!(place.beside(), ["public"]);
    place.build(&[("index.html", "2")]);
    place.build(&SITE);
    assert_eq!(tree(&place.public()), expected);
}

#[test]
fn a_site_is_known_by_what_it_was_made_of() {
    for place in Place::both_ways() {
        let (inputs, others) = (blake3::hash(b"these"), blake3::hash(b"others"));
        let known = |inputs| unchanged(&place.path("site"), &place.public(), inputs);
        assert_eq!(known(inputs), None);
        let writer = place.open();
        put_all(&writer, &SITE);
        writer.finish_made_of(inputs, "3 pages").unwrap();
        let stands = Unchanged { outputs: 4, said: "3 pages".to_owned() };
        assert_eq!(known(inputs), Some(stands));
        assert_eq!(known(others), None);
        fs::write(place.path("site/public/style.css"), "").unwrap();
        assert_eq!(known(inputs), None);
    }
}

#[test]
fn a_stamp_that_changed_is_written_although_no_file_did() {
    for place in Place::both_ways() {
        place.build(&SITE);
        let stamp = Stamp { base_url: "https://example.org/".into(), drafts: true, today: None };
        let options = Options { in_place: place.in_place };
        let writer = Writer::open(&place.path("site"), &place.public(), options, stamp).unwrap();
        put_all(&writer, &SITE);
        let written = writer.finish().unwrap();
        assert_eq!(written.unchanged, 4);
        assert_ne!(written.swap, Swap::None);
        assert!(Manifest::read(&place.public()).unwrap().unwrap().stamp.drafts);
    }
}

#[test]
fn a_file_that_cannot_be_linked_is_copied_with_its_time() {
    let place = Place::new();
    let (from, to) = (place.file("a.html", "a"), place.path("b.html"));
    let file = fs::File::options().write(true).open(&from).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    stage::duplicate(&from, &to).unwrap();
    assert_eq!(fs::read(&to).unwrap(), b"a");
    assert_eq!(fs::metadata(&to).unwrap().modified().unwrap(), SystemTime::UNIX_EPOCH);
}
