//! How a page shows a picture.

use expect_test::expect;

use super::{OWN, built, jpeg, on_disk, part, png, site, without_hash};

#[test]
fn a_picture_by_itself_is_a_figure_with_its_sizes_and_its_maker() {
    let front_matter = "\
images:
  - {file: hill.jpg, credit: Jane & Doe, licence: CC BY-SA 4.0, source: https://example.org/hill}
  - {file: map.png, credit: own}
  - {file: shoe.webp, credit: Robin, licence: with her permission}
";
    let text = "\
![A hill at \"dawn\"](hill.jpg)

Text.

![A map](map.png)
![A shoe](shoe.webp)";
    let site = site(front_matter, text).file("content/articles/shoe.webp", "a shoe");
    let folder = on_disk(
        &site,
        &[
            ("content/articles/hill.jpg", &jpeg(1300, 650)),
            ("content/articles/map.png", &png(300, 200)),
        ],
    );
    let tree = built(folder.path());
    expect![[r#"
        <figure class="picture">
        <picture><source type="image/webp" srcset="/articles/hill.480.HASH.webp 480w, /articles/hill.800.HASH.webp 800w, /articles/hill.1300.HASH.webp 1300w" sizes="(min-width: 47rem) 43rem, calc(100vw - 2rem)"><img src="/articles/hill.1200.HASH.jpg" alt="A hill at “dawn”" width="1200" height="600" decoding="async"></picture>
        <figcaption>Picture: <a href="https://example.org/hill">Jane &amp; Doe</a>, <a href="https://creativecommons.org/licenses/by-sa/4.0/">CC BY-SA 4.0</a></figcaption>
        </figure>
        <p>Text.</p>
        <figure class="picture">
        <picture><source type="image/webp" srcset="/articles/map.300.HASH.webp 300w" sizes="(min-width: 47rem) 43rem, calc(100vw - 2rem)"><img src="/articles/map.300.HASH.png" alt="A map" width="300" height="200" loading="lazy" decoding="async"></picture>
        <figcaption>Our own picture</figcaption>
        </figure>
        <figure class="picture">
        <img src="/articles/shoe.webp" alt="A shoe" loading="lazy" decoding="async">
        <figcaption>Picture: Robin, with her permission</figcaption>
        </figure>"#]].assert_eq(&part(&tree, "articles/hello/index.html", "<figure", "A shoe\" loading=\"lazy\" decoding=\"async\">\n<figcaption>Picture: Robin, with her permission</figcaption>\n</figure>"));
}

#[test]
fn a_picture_among_words_stays_among_them() {
    let text = "See ![a hill](hill.jpg) and [![a hill](hill.jpg)](/).";
    let front_matter = "images: [{file: hill.jpg, credit: Jane Doe, licence: CC0 1.0, source: https://example.org/}]\n";
    let folder =
        on_disk(&site(front_matter, text), &[("content/articles/hill.jpg", &jpeg(300, 200))]);
    let tree = built(folder.path());
    expect![[r#"<p>See <picture><source type="image/webp" srcset="/articles/hill.300.HASH.webp 300w" sizes="(min-width: 47rem) 43rem, calc(100vw - 2rem)"><img src="/articles/hill.300.HASH.jpg" alt="a hill" width="300" height="200" decoding="async"></picture> <small>(Picture: <a href="https://example.org/">Jane Doe</a>, <a href="https://creativecommons.org/publicdomain/zero/1.0/">CC0 1.0</a>)</small> and <a href="/"><picture><source type="image/webp" srcset="/articles/hill.300.HASH.webp 300w" sizes="(min-width: 47rem) 43rem, calc(100vw - 2rem)"><img src="/articles/hill.300.HASH.jpg" alt="a hill" width="300" height="200" loading="lazy" decoding="async"></picture> <small>(Picture: Jane Doe, CC0 1.0)</small></a>.</p>"#]].assert_eq(&part(&tree, "articles/hello/index.html", "<p>See", "</p>"));
}

#[test]
fn only_a_picture_that_may_be_seen_first_is_loaded_at_once() {
    let lazy = |text: &str| {
        let folder = on_disk(&site(OWN, text), &[("content/articles/hill.jpg", &jpeg(9, 9))]);
        let tree = built(folder.path());
        let page = String::from_utf8(tree["articles/hello/index.html"].clone()).unwrap();
        let pictures = page.split("<img ").skip(1).filter(|rest| rest.contains("alt=\"A hill\""));
        pictures.map(|rest| rest.split('>').next().unwrap().contains("lazy")).collect::<Vec<_>>()
    };
    let hill = "![A hill](hill.jpg)";
    assert_eq!(lazy(&format!("{hill}\n\n{hill}")), [false, true]);
    assert_eq!(lazy(&format!("Text.\n\n{hill}")), [false]);
    assert_eq!(lazy(&format!("## Hills\n\n{hill}")), [true]);
}

#[test]
fn a_link_to_a_picture_leads_to_one_without_what_its_camera_wrote() {
    let folder = on_disk(
        &site("", "See [the hill](hill.jpg)."),
        &[("content/articles/hill.jpg", &jpeg(300, 200))],
    );
    let tree = built(folder.path());
    expect![[r#"<p>See <a href="/articles/hill.300.HASH.jpg">the hill</a>.</p>"#]]
        .assert_eq(&part(&tree, "articles/hello/index.html", "<p>See", "</p>"));
    assert!(!tree.contains_key("articles/hill.jpg"));
}

#[test]
fn a_picture_of_static_has_sizes_too_and_is_published_as_it_is_besides() {
    let hill = jpeg(300, 200);
    let folder = on_disk(
        &site(
            "images: [{file: /pictures/hill.jpg, credit: own}]\n",
            "![A hill](/pictures/hill.jpg)",
        ),
        &[("static/pictures/hill.jpg", &hill)],
    );
    let tree = built(folder.path());
    assert_eq!(tree["pictures/hill.jpg"], hill);
    let files = tree.keys().filter(|file| file.starts_with("pictures/"));
    let mut files: Vec<String> = files.map(|file| without_hash(file)).collect();
    files.sort();
    expect![[r"
        pictures/hill.300.HASH.jpg
        pictures/hill.300.HASH.webp
        pictures/hill.HASH.jpg
        pictures/hill.jpg"]]
    .assert_eq(&files.join("\n"));
}

#[test]
fn a_picture_that_no_text_shows_is_not_published() {
    let folder = on_disk(&site("", "Text."), &[("content/articles/hill.jpg", &jpeg(300, 200))]);
    let tree = built(folder.path());
    assert!(!tree.keys().any(|file| file.contains("hill")), "{:?}", tree.keys());
}

#[test]
fn another_picture_of_the_same_name_has_other_addresses() {
    let folder = on_disk(
        &site(OWN, "![A hill](hill.jpg)"),
        &[("content/articles/hill.jpg", &jpeg(300, 200))],
    );
    let before = built(folder.path());
    std::fs::write(folder.path().join("content/articles/hill.jpg"), png(300, 200)).unwrap();
    std::fs::write(folder.path().join("content/articles/hill.jpg"), jpeg(300, 201)).unwrap();
    let after = built(folder.path());
    let both = before.keys().filter(|file| file.contains("hill.") && after.contains_key(*file));
    assert_eq!(both.count(), 0);
}
