//! The map of the body: regions lead to areas, and the list of areas never depends on it.

use scraper::{Html, Selector};
use soleus::schema::BodyMap;

use crate::support::TestSite;

const AREA: &str = "\
---
title: Shins
summary: The front of the lower leg, from the knee down to the ankle and back.
---
Text.
";

const MAP: &str = "\
outline: M-10 0L10 0L10 90L-10 90Z
head: M-5 -10L5 -10L5 0L-5 0Z
regions:
  - {area: shins, view: front, mirrored: true, path: M2 50L8 50L8 80L2 80Z}
  - {area: knees, view: front, path: M-8 40L8 40L8 48L-8 48Z}
";

fn site() -> TestSite {
    TestSite::new("").file("content/areas/shins.md", AREA)
}

/// Title and address of each region of a page, and whether it is marked as the page's own.
fn regions(page: &str) -> Vec<(String, String, bool)> {
    let page = Html::parse_document(page);
    let (region, title) =
        (Selector::parse(".body-map__region").unwrap(), Selector::parse("title").unwrap());
    let read = |link: scraper::ElementRef<'_>| {
        let text = link.select(&title).flat_map(|title| title.text()).collect();
        let element = link.value();
        assert_eq!(element.attr("tabindex"), Some("-1"), "Tab goes along the list, not the map");
        let is_here = element.classes().any(|class| class == "is-here");
        (text, element.attr("href").unwrap_or_default().to_owned(), is_here)
    };
    page.select(&region).map(read).collect()
}

fn region(title: &str, address: &str, is_here: bool) -> (String, String, bool) {
    (title.to_owned(), address.to_owned(), is_here)
}

#[test]
fn the_built_in_map_shows_the_areas_that_a_site_has() {
    let ran = site().file("content/areas/knees.md", &AREA.replace("Shins", "Knees")).run();
    assert_eq!(regions(&ran.pages["index.html"]), [region("Shins", "/areas/shins/", false)]);
    assert_eq!(
        regions(&ran.pages["areas/shins/index.html"]),
        [region("Shins", "/areas/shins/", true)]
    );
    assert!(
        ran.pages["index.html"].contains("<a href=\"/areas/knees/\">Knees</a>"),
        "it is in the list"
    );
}

#[test]
fn a_site_without_the_areas_that_are_drawn_has_no_map() {
    let ran =
        TestSite::new("").file("content/areas/knees.md", &AREA.replace("Shins", "Knees")).run();
    assert_eq!(ran.pages["index.html"].matches("body-map").count(), 0);
}

#[test]
fn a_map_of_ones_own_takes_the_place_of_the_built_in_one() {
    let knees = AREA.replace("Shins", "Knees");
    let ran =
        site().file("content/areas/knees.md", &knees).file("content/body-map.yaml", MAP).run();
    let shown = regions(&ran.pages["areas/knees/index.html"]);
    let expected =
        [region("Shins", "/areas/shins/", false), region("Knees", "/areas/knees/", true)];
    assert_eq!(shown, expected);
}

#[test]
fn a_region_without_an_area_is_an_error() {
    let ran = site().file("content/body-map.yaml", MAP).run();
    expect_test::expect![[r"
        error[missing-red-flag]: the area `shins` has no warning sign that needs help now or today
        --> content/areas/shins.md
         = help: name `shins` in the `areas` of one in `content/red-flags.yaml`
        error[missing-red-flag]: the area `shins` has no warning sign that sends a reader to a doctor or physiotherapist
        --> content/areas/shins.md
         = help: name `shins` in the `areas` of one in `content/red-flags.yaml`
        error[unknown-entry]: no area is called `knees`
         --> content/body-map.yaml:5:12
          |
        5 |   - {area: knees, view: front, path: M-8 40L8 40L8 48L-8 48Z}
          |            ^^^^^
          |
          = help: mend the name, or add it to `content/areas`
    "]].assert_eq(&ran.report());
}

#[test]
fn a_path_holds_nothing_but_a_path() {
    let map = MAP.replace("M2 50L8 50L8 80L2 80Z", "\"M2 50<script>\"");
    let ran = site().file("content/body-map.yaml", &map).run();
    expect_test::expect![[r#"
        error[missing-red-flag]: the area `shins` has no warning sign that needs help now or today
        --> content/areas/shins.md
         = help: name `shins` in the `areas` of one in `content/red-flags.yaml`
        error[missing-red-flag]: the area `shins` has no warning sign that sends a reader to a doctor or physiotherapist
        --> content/areas/shins.md
         = help: name `shins` in the `areas` of one in `content/red-flags.yaml`
        error[bad-value]: `path` must be a path of SVG, but is `M2 50<script>`
         --> content/body-map.yaml:4:54
          |
        4 |   - {area: shins, view: front, mirrored: true, path: "M2 50<script>"}
          |                                                      ^^^^^^^^^^^^^^^
          |
          = help: a path begins with `M` and has commands and numbers, such as `M0 0L8 8Z`
    "#]].assert_eq(&ran.report());
}

#[test]
fn the_built_in_map_has_six_areas() {
    let map = BodyMap::default();
    let mut areas: Vec<&str> = map.regions.iter().map(|region| &**region.area.id()).collect();
    areas.sort_unstable();
    areas.dedup();
    assert_eq!(areas, ["calves", "hips", "ribs", "shins", "thighs", "upper-back"]);
}
