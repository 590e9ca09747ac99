//! The cards of pages.

use std::collections::BTreeMap;

use expect_test::expect;
use soleus::derive::card;
use soleus::plan::social_card::SocialCard;
use soleus::plan::{Derived, Output};

use super::{build_with, built, on_disk, part, site, without_hash};
use crate::support::{Ran, TestSite, WRITTEN, repository, run_folder, tree};

const SITE: &str = "\
=== content/site.yaml
title: Run & rest
tagline: What to do about it
=== content/areas/calves.md
---
title: Calves
summary: The muscles at the back of the lower leg.
order: 1
---
Text.
=== content/articles/hello.md
---
title: Wärmer \"laufen\" <b>
area: calves
---
Text.
=== content/articles/free.md
---
title: Free
---
Text.
=== content/articles/run.md
---
title: 走る
---
Text.
=== content/people/ada.md
---
title: Ada
---
Text.
";

fn cards(ran: &Ran) -> BTreeMap<&str, &SocialCard> {
    let outputs = ran.compiled.plan.outputs.iter();
    outputs
        .filter_map(|(file, planned)| match &planned.output {
            Output::Derived(derived) => match &**derived {
                Derived::Card(card) => Some((file.as_str(), card)),
                Derived::Picture(_) => None,
            },
            _ => None,
        })
        .collect()
}

fn words(ran: &Ran) -> String {
    let words = |(file, card): (&&str, &&SocialCard)| {
        let label = card.label.as_deref().unwrap_or("-");
        format!("{}: {label} | {} | {}\n", without_hash(file), card.title, card.site)
    };
    cards(ran).iter().map(words).collect()
}

#[test]
fn a_card_says_what_the_page_is_and_of_which_area() {
    let ran = TestSite::new(SITE).run();
    expect![[r#"
        cards/areas/calves.HASH.png: Area | Calves | Run & rest
        cards/articles/free.HASH.png: Article | Free | Run & rest
        cards/articles/hello.HASH.png: Article · Calves | Wärmer "laufen" <b> | Run & rest
        cards/site.HASH.png: - | What to do about it | Run & rest
    "#]]
    .assert_eq(&words(&ran));
}

#[test]
fn a_page_names_its_card_and_one_without_that_of_the_site() {
    let ran = TestSite::new(SITE).run();
    let named = |file: &str| {
        let page = ran.page(file);
        let start = page.find("<meta property=\"og:image\"").expect("a card");
        let end = page.find("<meta name=\"twitter:card\"").expect("its kind");
        without_hash(page[start..end].trim())
    };
    expect![[r#"
        <meta property="og:image" content="https://example.org/cards/articles/hello.HASH.png">
        <meta property="og:image:width" content="1200">
        <meta property="og:image:height" content="630">
        <meta property="og:image:alt" content="Wärmer &quot;laufen&quot; &lt;b&gt; – Article · Calves – Run &amp; rest">"#]].assert_eq(&named("articles/hello/index.html"));
    expect![[r#"
        <meta property="og:image" content="https://example.org/cards/site.HASH.png">
        <meta property="og:image:width" content="1200">
        <meta property="og:image:height" content="630">
        <meta property="og:image:alt" content="What to do about it – Run &amp; rest">"#]]
    .assert_eq(&named("articles/run/index.html"));
    assert_eq!(named("people/ada/index.html"), named("index.html"));
    assert!(!ran.page("404.html").contains("og:image"));
}

#[test]
fn letters_that_the_typeface_lacks_are_told_of_once() {
    let ran = TestSite::new(SITE).run();
    let told = ran.diagnostics.iter().filter(|found| found.rule == "social-card-letters");
    assert_eq!(told.count(), 1);
    let all = "=== content/site.yaml\ntitle: 走\n=== content/articles/a.md\n---\ntitle: 走る\n---\nText.\n";
    let ran = TestSite::new(all).run();
    assert_eq!(words(&ran), "");
    assert!(
        !ran.page("index.html").contains("og:image")
            && !ran.page("articles/a/index.html").contains("twitter:card")
    );
}

#[test]
fn a_site_may_have_no_cards() {
    let ran = TestSite::new(SITE).file("content/site.yaml", "social_cards: false\n").run();
    assert_eq!(words(&ran), "");
    assert!(ran.pages.values().all(|page| !page.contains("og:image")));
    assert!(!ran.rules().contains(&"social-card-letters"));
}

/// Width, height and how many bytes.
fn shape(png: &[u8]) -> (u32, u32, usize) {
    let picture = image::load_from_memory_with_format(png, image::ImageFormat::Png).expect("a PNG");
    (picture.width(), picture.height(), png.len())
}

#[test]
fn every_card_of_the_published_site_is_small_and_of_the_right_size() {
    let ran = run_folder(&repository(), &TestSite::new("").today(WRITTEN));
    let cards = cards(&ran);
    let mut largest = 0;
    for (file, card) in cards.iter().step_by(7) {
        let (width, height, length) = shape(&card::png(card));
        assert_eq!((width, height), (1200, 630), "{file}");
        assert!(length <= 60_000, "{file}: {length} bytes");
        largest = largest.max(length);
    }
    println!("{} cards, every 7th drawn, the largest {largest} bytes", cards.len());
}

#[test]
fn a_card_is_the_same_twice_and_without_any_font_of_the_system() {
    let folder = on_disk(&site("", "Text."), &[]);
    let tree_with_fonts = built(folder.path());
    let mut bare = build_with(folder.path(), &folder.path().join("other-cache"));
    let out = folder.path().join("bare");
    bare.args(["--out", "bare"])
        .env_clear()
        .env("XDG_CACHE_HOME", folder.path().join("bare-cache"));
    assert!(bare.status().unwrap().success());
    assert_eq!(tree(&out), tree_with_fonts);
}

#[test]
fn titles_of_every_length_fit() {
    let long = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz";
    let words = "Why does the inside of my shin hurt when I run down a hill and not when I walk? ";
    let titles = [
        "Up",
        "Über Hügel laufen – and down again without sore shins",
        long,
        words.trim(),
        &words.repeat(9),
        &long.repeat(9),
    ];
    let lines = |title: &str| {
        let text = format!("---\ntitle: {title}\n---\nText.\n");
        let site = TestSite::new("").file("content/articles/a.md", &text);
        let ran = site.run();
        let of_page = cards(&ran).into_iter().find(|(file, _)| file.starts_with("cards/articles/"));
        of_page.map(|(_, found)| lines_of(&card::svg(found)))
    };
    let shown =
        titles.iter().filter_map(|title| lines(&title.chars().take(100).collect::<String>()));
    expect![[r"
        36 Article
        120 Up
        36 Untitled site

        36 Article
        80 Über Hügel laufen –
        80 and down again
        80 without sore shins
        36 Untitled site

        36 Article
        54 Rindfleischetikettierungsüberwachungsa…
        36 Untitled site

        36 Article
        80 Why does the inside of my
        80 shin hurt when I run down
        80 a hill and not when I walk?
        36 Untitled site

        36 Article
        62 Why does the inside of my shin
        62 hurt when I run down a hill and not
        62 when I walk? Why does the inside
        36 Untitled site

        36 Article
        54 Rindfleischetikettierungsüberwachungsa…
        36 Untitled site

    "]]
    .assert_eq(&shown.collect::<String>());
}

/// The size and the words of each line of a drawing.
fn lines_of(svg: &str) -> String {
    let document = roxmltree::Document::parse(svg).expect("a drawing is XML");
    let lines = document.descendants().filter(|node| node.has_tag_name("text"));
    let line = |node: roxmltree::Node<'_, '_>| {
        format!("{} {}\n", node.attribute("font-size").unwrap(), node.text().unwrap())
    };
    lines.map(line).collect::<String>() + "\n"
}

#[test]
fn the_bytes_of_a_recipe_change_only_with_its_number() {
    // When this fails since the drawing is another, raise `RECIPE` in `src/plan/social_card.rs` with it:
    // caches and browsers hold the old bytes under the old names.
    let folder = on_disk(&site("", "Text."), &[]);
    let tree = built(folder.path());
    let cards = tree.iter().filter(|(file, _)| file.starts_with("cards/"));
    let cards =
        cards.map(|(file, bytes)| format!("{file} {}", &blake3::hash(bytes).to_hex()[..16]));
    expect![[r"
        cards/articles/hello.e25e79cf02.png d12ecf0cf17f290e
        cards/site.ea20c0582c.png 1ae2367f294ade14"]]
    .assert_eq(&cards.collect::<Vec<_>>().join("\n"));
    assert!(part(&tree, "index.html", "og:image", "\">").contains("/cards/site."));
}
