//! Pictures that nothing can be made of, or that nobody is named for.

use expect_test::expect;

use super::{jpeg, on_disk, png, site};
use crate::support::{command, soleus};

/// A part of a PNG.
fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut sum = flate2::Crc::new();
    sum.update(&kind);
    sum.update(data);
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&length, &kind[..], data, &sum.sum().to_be_bytes()].concat()
}

/// A PNG of another size than its pixels have.
fn claiming(width: u32, height: u32) -> Vec<u8> {
    let picture = png(2, 2);
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &picture[24..29]].concat();
    [&picture[..8], &chunk(*b"IHDR", &header), &picture[33..]].concat()
}

/// A PNG that moves.
fn moving() -> Vec<u8> {
    let picture = png(2, 2);
    [&picture[..33], &chunk(*b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]), &picture[33..]].concat()
}

#[test]
fn each_picture_that_cannot_be_shown_is_told_of_where_it_is_named() {
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("content/articles/empty.jpg", Vec::new()),
        ("content/articles/noise.jpg", b"This is no picture.".to_vec()),
        ("content/articles/no-more.png", png(9, 9)[..20].to_vec()),
        ("content/articles/png.jpg", png(9, 9)),
        ("content/articles/jpeg.PNG", jpeg(9, 9)),
        ("content/articles/huge.png", claiming(20_000, 10_000)),
        ("content/articles/bomb.png", claiming(0x7fff_ffff, 0x7fff_ffff)),
        ("content/articles/nothing.png", claiming(0, 7)),
        ("content/articles/moving.png", moving()),
    ];
    let text = files.iter().map(|(path, _)| path.rsplit('/').next().unwrap());
    let text: Vec<String> = text.map(|name| format!("![A hill]({name})")).collect();
    let site =
        site("", &text.join("\n")).file("content/site.yaml", "image_credit: {credit: own}\n");
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (*path, &bytes[..])).collect();
    let folder = on_disk(&site, &files);
    let checked = soleus(folder.path(), &["check"]);
    assert_eq!(checked.status.code(), Some(1));
    expect![[r"
        error[bad-image]: the picture `empty.jpg` is empty
         --> content/articles/hello.md:4:11
          |
        4 | ![A hill](empty.jpg)
          |           ^^^^^^^^^
          |
          = help: put the picture there again

        error[bad-image]: the picture `noise.jpg` cannot be read
         --> content/articles/hello.md:5:11
          |
        5 | ![A hill](noise.jpg)
          |           ^^^^^^^^^
          |
          = help: open it in a program for pictures and save it as JPEG or PNG

        error[bad-image]: the picture `no-more.png` cannot be read
         --> content/articles/hello.md:6:11
          |
        6 | ![A hill](no-more.png)
          |           ^^^^^^^^^^^
          |
          = help: open it in a program for pictures and save it as JPEG or PNG

        error[bad-image]: the picture `png.jpg` is not what its name says, but PNG
         --> content/articles/hello.md:7:11
          |
        7 | ![A hill](png.jpg)
          |           ^^^^^^^
          |
          = help: give the file the ending of its format, or save it as JPEG or PNG

        error[bad-image]: the picture `jpeg.PNG` is not what its name says, but JPEG
         --> content/articles/hello.md:8:11
          |
        8 | ![A hill](jpeg.PNG)
          |           ^^^^^^^^
          |
          = help: give the file the ending of its format, or save it as JPEG or PNG

        error[bad-image]: the picture `huge.png` is too large: 20000 × 10000 pixels
         --> content/articles/hello.md:9:11
          |
        9 | ![A hill](huge.png)
          |           ^^^^^^^^
          |
          = help: make it smaller; it may have 100 million pixels, and pages show 1600 in a row

        error[bad-image]: the picture `bomb.png` cannot be read
          --> content/articles/hello.md:10:11
           |
        10 | ![A hill](bomb.png)
           |           ^^^^^^^^
           |
           = help: open it in a program for pictures and save it as JPEG or PNG

        error[bad-image]: the picture `nothing.png` cannot be read
          --> content/articles/hello.md:11:11
           |
        11 | ![A hill](nothing.png)
           |           ^^^^^^^^^^^
           |
           = help: open it in a program for pictures and save it as JPEG or PNG

        error[bad-image]: the picture `moving.png` moves, and its sizes would not
          --> content/articles/hello.md:12:11
           |
        12 | ![A hill](moving.png)
           |           ^^^^^^^^^^
           |
           = help: save one picture of it, or show it as a GIF

        9 errors and 0 warnings in 1 file
    "]]
    .assert_eq(&String::from_utf8(checked.stdout).unwrap());
}

#[test]
fn a_picture_that_breaks_off_is_told_of_by_every_command_and_nothing_is_written() {
    let site = site(
        "images: [{file: hill.jpg, credit: own}, {file: map.png, credit: own}]\n",
        "![A hill](hill.jpg)\n\n![A map](map.png)",
    );
    let (hill, map) = (jpeg(300, 200), png(300, 200));
    let folder = on_disk(
        &site,
        &[
            ("content/articles/hill.jpg", &hill[..hill.len() - 40]),
            ("content/articles/map.png", &map[..map.len() - 40]),
        ],
    );
    let run = |arguments: &[&str]| {
        let mut command = command(folder.path(), arguments);
        command.env("XDG_CACHE_HOME", folder.path().join("cache"));
        command.output().expect("the program starts")
    };
    let built = run(&["build"]);
    assert_eq!(built.status.code(), Some(1));
    let told = String::from_utf8(built.stderr).unwrap().replace("; nothing was written", "");
    expect![[r"
        error[bad-image]: the picture `content/articles/hill.jpg` cannot be read
         --> content/articles/hello.md:5:11
          |
        5 | ![A hill](hill.jpg)
          |           ^^^^^^^^
          |
          = help: open it in a program for pictures and save it as JPEG or PNG

        error[bad-image]: the picture `content/articles/map.png` cannot be read
         --> content/articles/hello.md:7:10
          |
        7 | ![A map](map.png)
          |          ^^^^^^^
          |
          = help: open it in a program for pictures and save it as JPEG or PNG

        2 errors and 0 warnings in 1 file
    "]]
    .assert_eq(&told);
    assert!(!folder.path().join("public").exists());
    let checked = run(&["check"]);
    assert_eq!(checked.status.code(), Some(1));
    assert_eq!(String::from_utf8(checked.stdout).unwrap(), told);
}

#[test]
fn a_picture_names_its_maker_and_its_licence_and_says_what_it_shows() {
    let front_matter = "\
images:
  - {file: hill.jpg, credit: Jane Doe}
  - {file: hil.jpg, credit: own}
";
    let text = "![A hill](hill.jpg) ![](map.png) ![A plan](/plan.webp) ![A leg](leg.svg)";
    let site = site(front_matter, text)
        .file("content/articles/leg.svg", "<svg/>")
        .file("static/plan.webp", "a plan");
    let folder = on_disk(
        &site,
        &[("content/articles/hill.jpg", &jpeg(9, 9)), ("content/articles/map.png", &png(9, 9))],
    );
    let checked = soleus(folder.path(), &["check"]);
    expect![[r"
        error[image-credit]: this picture of somebody else has no licence
         --> content/articles/hello.md:4:30
          |
        4 |   - {file: hill.jpg, credit: Jane Doe}
          |                              ^^^^^^^^
          |
          = help: add `licence: CC BY 4.0`, or whatever allows you to show it; `credit: own` needs none

        error[image-credit]: the text shows no picture `hil.jpg`
         --> content/articles/hello.md:5:12
          |
        5 |   - {file: hil.jpg, credit: own}
          |            ^^^^^^^
          |
          = help: write the file as the text does, or take the item out

        error[image-credit]: nobody is named as the maker of this picture
         --> content/articles/hello.md:7:25
          |
        7 | ![A hill](hill.jpg) ![](map.png) ![A plan](/plan.webp) ![A leg](leg.svg)
          |                         ^^^^^^^
          |
          = help: add `images: [{file: map.png, credit: NAME, licence: LICENCE}]` to the front matter, with `credit: own` for your own

        error[image-text]: this picture has no text for who cannot see it
         --> content/articles/hello.md:7:25
          |
        7 | ![A hill](hill.jpg) ![](map.png) ![A plan](/plan.webp) ![A leg](leg.svg)
          |                         ^^^^^^^
          |
          = help: say between the square brackets what it shows

        error[image-credit]: nobody is named as the maker of this picture
         --> content/articles/hello.md:7:44
          |
        7 | ![A hill](hill.jpg) ![](map.png) ![A plan](/plan.webp) ![A leg](leg.svg)
          |                                            ^^^^^^^^^^
          |
          = help: add `images: [{file: /plan.webp, credit: NAME, licence: LICENCE}]` to the front matter, with `credit: own` for your own

        5 errors and 0 warnings in 1 file
    "]].assert_eq(&String::from_utf8(checked.stdout).unwrap());
}

#[test]
fn a_site_may_speak_for_all_pictures_that_no_text_says_more_of() {
    let site = site("", "![A hill](hill.jpg)");
    let report = |settings: &str| {
        let site = site.clone().file("content/site.yaml", settings);
        let folder = on_disk(&site, &[("content/articles/hill.jpg", &jpeg(9, 9))]);
        let checked = soleus(folder.path(), &["check"]);
        String::from_utf8(checked.stdout).unwrap()
    };
    assert_eq!(report("image_credit: {credit: own}\n"), "No errors and no warnings.\n");
    assert_eq!(
        report("image_credit: {credit: Jane Doe, licence: CC BY 4.0}\n"),
        "No errors and no warnings.\n"
    );
    expect![[r"
        error[image-credit]: this picture of somebody else has no licence
         --> content/site.yaml:1:24
          |
        1 | image_credit: {credit: Jane Doe}
          |                        ^^^^^^^^
          |
          = help: add `licence: CC BY 4.0`, or whatever allows you to show it; `credit: own` needs none

        1 error and 0 warnings in 1 file
    "]].assert_eq(&report("image_credit: {credit: Jane Doe}\n"));
}
