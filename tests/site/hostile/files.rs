//! What a folder can hold besides regular files with ordinary names.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;

use super::{Case, End, article, attack};
use crate::support::TestSite;

fn site() -> TestSite {
    TestSite::new("").file("content/articles/one.md", &article("Words."))
}

fn case(name: &str, prepare: impl Fn(&Path) + 'static) -> Case {
    Case::new(name, site()).prepare(prepare)
}

/// Places where a site has files.
const PLACES: [&str; 6] = [
    "content/articles/evil.md",
    "content/site.yaml",
    "content/articles/evil.png",
    "static/evil.txt",
    "static/style.css",
    "templates/article.html",
];

fn in_every_place(name: &str, put: fn(&Path)) -> Vec<Case> {
    let cases = PLACES.map(|place| {
        case(&format!("{name} at {place}"), move |root| {
            let path = root.join(place);
            fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder");
            put(&path);
        })
    });
    cases.into()
}

#[test]
fn what_is_no_regular_file_is_not_read() {
    let fifo = |path: &Path| {
        rustix::fs::mkfifoat(rustix::fs::CWD, path, rustix::fs::Mode::RWXU).expect("a FIFO");
    };
    let cases = [
        in_every_place("a FIFO", fifo),
        in_every_place("a socket", |path| {
            // A socket's path may have 107 bytes, so it is bound elsewhere and moved.
            let short = tempfile::tempdir_in("/tmp").expect("a temporary folder");
            let bound = short.path().join("s");
            drop(UnixListener::bind(&bound).expect("a socket"));
            fs::rename(bound, path).expect("it can be moved");
        }),
        in_every_place("an endless device", |path| symlink("/dev/zero", path).expect("a link")),
        in_every_place("a link to a file outside", |path| {
            symlink("../../canary.md", path).expect("a link");
        }),
        in_every_place("a link to a secret", |path| symlink("/etc/passwd", path).expect("a link")),
        in_every_place("a link to a folder outside", |path| symlink("/etc", path).expect("a link")),
        in_every_place("a link to itself", |path| symlink(path, path).expect("a link")),
        in_every_place("a link to nothing", |path| symlink("nothing", path).expect("a link")),
        in_every_place("a folder", |path| fs::create_dir_all(path).expect("a folder")),
    ];
    attack("special files", cases.into_iter().flatten().collect());
}

#[test]
fn a_folder_of_the_site_that_leads_outside_is_not_read() {
    let outside = |name: &'static str| {
        case(&format!("{name} leads outside"), move |root| {
            let other = root.with_file_name("other");
            fs::create_dir_all(other.join("articles")).expect("a folder");
            fs::write(other.join("articles/secret.md"), article(super::CANARY)).expect("a file");
            // A mistake in it would put its line into the report.
            let mistake = format!("---\ntitle: {}\nwrong: 1\n---\n", super::CANARY);
            fs::write(other.join("articles/mistake.md"), &mistake).expect("a file");
            fs::write(other.join("mistake.md"), mistake).expect("a file");
            fs::write(other.join("secret.txt"), super::CANARY).expect("a file");
            fs::write(other.join("home.html"), super::CANARY).expect("a file");
            let folder = root.join(name);
            let _ = fs::remove_dir_all(&folder);
            symlink("../other", folder).expect("a link");
        })
    };
    let looping = case("a loop of folders", |root| {
        symlink("..", root.join("content/articles/up")).expect("a link");
        fs::create_dir_all(root.join("static")).expect("a folder");
        symlink("../content", root.join("static/content")).expect("a link");
    });
    attack(
        "linked folders",
        vec![
            outside("content"),
            outside("static"),
            outside("templates"),
            outside("content/articles"),
            looping,
        ],
    );
}

#[test]
fn odd_names_of_files_do_no_harm() {
    let mut names: Vec<Vec<u8>> = [
        "new\nline",
        "carriage\rreturn",
        "tab\t",
        "\u{202e}evil",
        "back\\slash",
        "..",
        "...",
        "a..b",
        "\u{1f600}",
        "dot.",
        "space ",
        " lead",
        "CON",
        "aux",
        "a:b",
        "<script>x()",
        "\"onclick=x()",
        "'x'",
        "%2e%2e",
        "%00",
        "-rf",
        "--out=.",
        "*",
        "?",
        "#a",
        "a b",
        "{{ x }}",
        "index",
        "404",
        "é",
        "e\u{301}",
        "\u{1}",
        "\u{feff}",
        "$(touch evil)",
        "`x`",
        "~a",
        ".hidden",
        ".soleus-x",
        "a&b",
        "|",
    ]
    .map(|name| name.as_bytes().to_vec())
    .into();
    names.push(vec![b'a'; 251]);
    names.push("é".repeat(125).into_bytes());
    names.push(vec![0xff, 0xfe, b'a']);
    let cases = names.into_iter().map(|name| {
        let shown = String::from_utf8_lossy(&name).escape_debug().take(60).collect::<String>();
        case(&format!("a file `{shown}`"), move |root| put_everywhere(root, &name))
    });
    attack("file names", cases.collect());
}

/// As an entry, beside an entry, as a static file, as a folder of each, and as a template.
fn put_everywhere(root: &Path, name: &[u8]) {
    let with = |suffix: &str| [name, suffix.as_bytes()].concat();
    let puts = [
        ("content/articles", with(".md"), article("Words.")),
        ("content/articles", with(".png"), "a picture".to_owned()),
        ("content", with(".md"), article("Words.")),
        ("static/own", with(".txt"), "a file".to_owned()),
        ("templates", with(".htm"), "a template".to_owned()),
    ];
    for (folder, file, text) in puts {
        fs::create_dir_all(root.join(folder)).expect("a folder");
        fs::write(root.join(folder).join(OsStr::from_bytes(&file)), text).expect("a file");
    }
    if !matches!(name, b".." | b".") {
        let folder = root.join("static/own").join(OsStr::from_bytes(name));
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("a.txt"), "a file").expect("a file");
    }
}

#[test]
fn odd_names_of_pictures_stay_in_their_attribute() {
    let names = [
        "\"onerror=x().gif",
        "<x-evil>.gif",
        "a b.gif",
        "a%22b.gif",
        "a'b.gif",
        "a&amp;b.gif",
        "a#b.gif",
        "a?b.gif",
        "javascript:x().gif",
    ];
    let cases = names.map(|name| {
        let encoded: String = name.bytes().map(|byte| format!("%{byte:02x}")).collect();
        Case::text(&format!(
            "![x](<{encoded}>) [x](<{encoded}>) ![y](<{name}>)",
            name = name.replace('<', "\\<").replace('>', "\\>")
        ))
        .prepare(move |root| {
            fs::write(root.join("content/articles").join(name), "a picture").expect("a file");
        })
    });
    attack("picture names", cases.into());
}

#[test]
fn large_files_and_files_that_are_no_text_end() {
    let large = |place: &'static str, byte: u8| {
        let name = format!("50 MB of {byte:#04x} at {place}");
        case(&name, move |root| {
            let path = root.join(place);
            fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder");
            fs::write(path, vec![byte; 50 * 1024 * 1024]).expect("a file");
        })
    };
    let bytes = |name: &str, bytes: &'static [u8]| in_each(name, bytes);
    let mut cases: Vec<Case> =
        PLACES.into_iter().flat_map(|place| [large(place, b'a'), large(place, 0)]).collect();
    cases.extend(bytes("NUL bytes", b"---\ntitle: A\0B\n---\nWords \0 and <\0script>.\n"));
    cases.extend(bytes("not UTF-8", b"---\ntitle: \xff\xfe\n---\nWords \xc3\x28.\n"));
    cases.extend(bytes("UTF-16", b"\xff\xfe-\0-\0-\0\n\0t\0"));
    cases.extend(bytes("nothing", b""));
    cases.extend(bytes("a lone mark", b"\xef\xbb\xbf"));
    cases.extend(bytes("overlong UTF-8", b"---\ntitle: \xc0\xbcscript\n---\n"));
    attack("large and odd files", cases);
}

fn in_each(name: &str, bytes: &'static [u8]) -> Vec<Case> {
    let cases = PLACES.map(|place| {
        case(&format!("{name} at {place}"), move |root| {
            let path = root.join(place);
            fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        })
    });
    cases.into()
}

/// A picture that says it is enormous.
#[test]
fn pictures_that_lie_about_their_size_do_no_harm() {
    let headers: [(&str, &[u8]); 4] = [
        ("png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\0\0\0\0"),
        ("gif", b"GIF89a\xff\xff\xff\xff"),
        ("jpg", b"\xff\xd8\xff\xe0\xff\xff\xff\xc0\0\0"),
        ("webp", b"RIFF\xff\xff\xff\xffWEBPVP8X\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"),
    ];
    let cases = headers.map(|(name, bytes)| {
        let end = if ["gif", "webp"].contains(&name) { End::Pages } else { End::Findings };
        let case = Case::text(&format!("![x](a.{name})")).wants(end);
        case.prepare(move |root| {
            fs::write(root.join("content/site.yaml"), "image_credit: {credit: own}")
                .expect("a file");
            fs::write(root.join("content/articles/a").with_extension(name), bytes).expect("a file");
        })
    });
    attack("pictures", cases.into());
}
