//! What pages tell machines is JSON, is linked up, and says nothing that the page does not show.

use scraper::{Html, Selector};
use serde_json::Value;
use soleus::memo::Memo;

use crate::crawl::{Place, Web};
use crate::support::{Ran, TestSite, WRITTEN, repository};

/// The published site, also below a folder.
fn published(base_url: &str) -> Ran {
    let (sources, _) = soleus::load::load(&repository()).unwrap();
    TestSite::new("").today(WRITTEN).base_url(base_url).run_with(&sources, &mut Memo::default())
}

fn select(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector).map(|element| element.text().collect::<String>()).collect()
}

/// The JSON of a page; `None` for a page that is hidden from search engines.
fn data(page: &Html) -> Option<Value> {
    let scripts = select(page, "script[type='application/ld+json']");
    assert!(scripts.len() < 2, "one graph a page");
    scripts.first().map(|json| serde_json::from_str(json).expect("it is JSON"))
}

/// The text that a reader sees, with single spaces.
fn shown(page: &Html) -> String {
    words(&select(page, "body").concat())
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn days(page: &Html) -> Vec<String> {
    let times = Selector::parse("time[datetime]").unwrap();
    page.select(&times).filter_map(|time| time.attr("datetime")).map(str::to_owned).collect()
}

/// Calls `see` with every key and value of the graph that is text or a number.
fn each(value: &Value, key: &str, see: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| each(item, key, see)),
        Value::Object(map) if map.get("@type") == Some(&Value::from("PropertyValue")) => {
            see("value", &map["value"]);
        }
        Value::Object(map) => map.iter().for_each(|(key, value)| each(value, key, see)),
        plain => see(key, plain),
    }
}

/// What of a graph is not on its page.
fn faults(web: &Web, file: &str, page: &Html, graph: &Value) -> Vec<String> {
    let (text, days) = (shown(page), days(page));
    let mut faults = Vec::new();
    each(graph, "", &mut |key, value| {
        let said = value.as_str().map_or_else(|| value.to_string(), words);
        let is_true = match key {
            "name" | "headline" | "description" | "alternateName" | "exerciseType"
            | "restPeriods" | "repetitions" | "value" => text.contains(&said),
            "activityFrequency" => text.to_lowercase().contains(&said.to_lowercase()),
            "activityDuration" => {
                let minutes = said.trim_start_matches("PT").trim_end_matches('M');
                text.contains(&format!("{minutes} minute"))
            }
            "datePublished" | "dateModified" => days.contains(&said),
            "@id" | "url" | "item" => {
                web.place(file, &said) != Place::Wrong && said.contains("://")
            }
            "reviewedBy" | "lastReviewed" => false,
            _ => true,
        };
        if !is_true {
            faults.push(format!("{file}: `{key}`: {said}"));
        }
    });
    faults
}

#[test]
fn structured_data_says_only_what_its_page_shows() {
    for base_url in ["https://soleus.example.org/", "https://example.org/blog/"] {
        let ran = published(base_url);
        let web = Web::of(&ran);
        let mut count = 0;
        let mut all = Vec::new();
        for (file, page) in &web.pages {
            if let Some(graph) = data(page) {
                count += 1;
                all.extend(faults(&web, file, page, &graph));
            }
        }
        println!("{count} graphs below {base_url}");
        assert!(count > 400, "{count} graphs");
        assert!(all.is_empty(), "{} faults\n{}", all.len(), all[..all.len().min(40)].join("\n"));
    }
}

#[test]
fn each_kind_of_page_has_its_type() {
    let ran = published("https://soleus.example.org/");
    let web = Web::of(&ran);
    for (file, wanted) in [
        ("index.html", "WebSite"),
        ("areas/calves/index.html", "MedicalWebPage"),
        ("areas/calves/index.html", "BreadcrumbList"),
        ("exercises/calf-raise-double/index.html", "ExercisePlan"),
        ("routines/calf-builder/index.html", "ExercisePlan"),
        ("articles/calf-strain-or-clot/index.html", "BlogPosting"),
    ] {
        let graph = data(web.page(file)).expect("the page has a graph");
        let types = graph["@graph"].as_array().unwrap().iter().map(|node| node["@type"].clone());
        assert!(types.collect::<Vec<_>>().contains(&Value::from(wanted)), "{file}: {wanted}");
    }
}

#[test]
fn muscles_equipment_and_sources_stand_on_both_sides() {
    let ran = published("https://soleus.example.org/");
    let web = Web::of(&ran);
    let links = |file: &str| -> Vec<String> {
        let anchors = Selector::parse("main a[href]").unwrap();
        let found = web.page(file).select(&anchors).filter_map(|a| a.attr("href"));
        found.map(str::to_owned).collect()
    };
    let pages = |folder: &str| -> Vec<String> {
        let is_in = |file: &&String| file.starts_with(folder) && file.matches('/').count() == 2;
        web.pages.keys().filter(is_in).cloned().collect()
    };
    let mut relations = 0;
    for file in ["muscles/", "equipment/", "sources/"].into_iter().flat_map(pages) {
        let own = format!("/{}", file.trim_end_matches("index.html"));
        for other in links(&file) {
            let is_entry = ["/areas/", "/exercises/", "/articles/", "/routines/", "/symptoms/"]
                .iter()
                .any(|folder| other.len() > folder.len() && other.starts_with(folder));
            if is_entry {
                relations += 1;
                let back = links(&format!("{}index.html", &other[1..]));
                assert!(back.contains(&own), "{other} does not link to {own}");
            }
        }
    }
    println!("{relations} relations of muscles, equipment and sources");
    assert!(relations > 500, "{relations}");
}

#[test]
fn extra_reaches_the_templates() {
    let site = TestSite::new(
        "=== content/articles/a.md\n---\ntitle: A1\nextra: {mood: calm}\n---\nText.\n",
    )
    .file("templates/article.html", "<p>{{ page.extra.mood }}</p>");
    assert_eq!(site.run().page("articles/a/index.html"), "<p>calm</p>");
}

#[test]
fn a_text_cannot_break_out_of_the_script() {
    let site =
        TestSite::new("=== content/articles/a.md\n---\ntitle: \"</script><b>A & B\"\n---\nText.\n");
    let ran = site.run();
    let page = Html::parse_document(ran.page("articles/a/index.html"));
    let graph = data(&page).expect("the page has a graph");
    assert_eq!(graph["@graph"][1]["name"], "</script><b>A & B");
}

#[test]
fn a_frame_of_the_sites_own_shows_it_where_it_says_so() {
    let site = TestSite::new("=== content/articles/a.md\n---\ntitle: A1\n---\nText.\n");
    let shows = |frame: &str| {
        let ran = site.clone().file("templates/base.html", frame).run();
        let page = Html::parse_document(ran.page("articles/a/index.html"));
        data(&page).is_some()
    };
    let main = "{% block kind %}{% endblock %}{% block main %}{% endblock %}";
    assert!(!shows(main));
    assert!(shows("{% extends \"soleus/base.html\" %}"));
    let script = "<script type=\"application/ld+json\">{{ structured_data }}</script>";
    assert!(shows(&format!("{main}{script}")));
}
