//! What is not published on a day is nowhere on that day.

use crate::support::{Ran, TestSite, repository, run_folder};

/// A site in which one entry of every kind is a draft, of tomorrow, or over, and which names all of
/// them wherever a name can stand. What is hidden has `Hidden` in its title and its text.
fn site() -> TestSite {
    TestSite::new(include_str!("times.txt"))
}

const ALL: [&str; 10] = [
    "articles/tomorrow/",
    "articles/over/",
    "articles/draft/",
    "areas/moon/",
    "areas/calves/causes/later-cause/",
    "symptoms/draft-symptom/",
    "exercises/over-exercise/",
    "routines/later-routine/",
    "people/ghost/",
    "secret/",
];

/// The outputs that show an entry: by its page, its address or its words.
fn traces(ran: &Ran, address: &str) -> Vec<String> {
    let is_trace = |(file, text): &(&String, &String)| {
        file.starts_with(address) || text.contains(&format!("/{address}"))
    };
    ran.pages.iter().filter(is_trace).map(|(file, _)| file.clone()).collect()
}

#[test]
fn what_is_not_published_today_is_in_no_output() {
    let ran = site().run();
    for address in ALL {
        assert_eq!(traces(&ran, address), [] as [&str; 0], "{address}");
    }
    for (file, text) in &ran.pages {
        assert!(!text.contains("Hidden"), "{file} shows something hidden\n{text}");
        assert!(!text.contains("only-hidden"), "{file} shows the tag of hidden articles alone");
    }
    let files: Vec<&String> = ran.compiled.plan.outputs.keys().collect();
    assert!(
        !files.iter().any(|file| file.contains("hidden") || file.contains("old-secret")),
        "{files:?}"
    );
}

#[test]
fn links_to_what_is_not_published_are_words_and_a_warning_each() {
    let ran = site().run();
    let page = ran.page("articles/now/index.html");
    let text = "See tomorrow, these words, an old page and a draft.";
    assert!(page.contains(text), "{page}");
    assert_eq!(ran.rules(), ["unpublished-link"; 4], "{}", ran.report());
    assert!(!soleus::pipeline::has_errors(&ran.diagnostics));
    for name in ["`tomorrow`", "`over.md`", "`draft.md`"] {
        assert!(ran.report().contains(name), "{name}\n{}", ran.report());
    }
}

#[test]
fn an_article_of_tomorrow_is_everywhere_tomorrow() {
    let ran = site().today("2026-11-24").run();
    for file in [
        "articles/tomorrow/index.html",
        "articles/index.html",
        "articles/2026/11/index.html",
        "articles/now/index.html",
        "areas/calves/index.html",
        "areas/calves/causes/strain/index.html",
        "exercises/raise/index.html",
        "tags/hills/index.html",
        "tags/only-hidden/index.html",
        "people/writer/index.html",
        "index.html",
        "feed.xml",
        "sitemap.xml",
    ] {
        assert!(traces(&ran, "articles/tomorrow/").contains(&file.to_owned()), "{file}");
    }
    assert!(
        traces(&ran, "articles/draft/").is_empty() && traces(&ran, "articles/over/").is_empty()
    );
    assert!(
        ran.page("articles/now/index.html")
            .contains("/articles/tomorrow/\">Hidden until tomorrow</a>")
    );
    assert!(ran.page("areas/calves/index.html").contains("/areas/calves/causes/later-cause/"));
}

#[test]
fn an_article_is_there_on_the_day_before_it_expires() {
    let ran = site().today("2026-11-22").run();
    assert!(ran.pages.contains_key("articles/over/index.html"));
    assert!(!ran.pages.contains_key("articles/now/index.html"));
}

#[test]
fn drafts_show_everything_everywhere() {
    let ran = site().drafts().run();
    assert_eq!(ran.report(), "");
    for address in ALL {
        let traces = traces(&ran, address);
        assert!(traces.contains(&format!("{address}index.html")), "{address} {traces:?}");
        assert!(traces.contains(&"sitemap.xml".to_owned()), "{address} {traces:?}");
        assert!(traces.len() > 2, "{address} {traces:?}");
    }
    for article in ["tomorrow", "over", "draft"] {
        let address = format!("/articles/{article}/");
        for file in [
            "articles/now/index.html",
            "feed.xml",
            "areas/calves/index.html",
            "tags/hills/index.html",
        ] {
            assert!(ran.page(file).contains(&address), "{file} {address}");
        }
    }
}

#[test]
fn a_picture_that_only_a_draft_names_is_not_copied() {
    let draft = "---\ntitle: Hidden\ndraft: true\n---\n![A knee](knee.gif)\n";
    let site = site().file("content/articles/private.md", draft);
    let folder = site.on_disk();
    std::fs::write(folder.path().join("content/articles/knee.gif"), "a picture").expect("a file");
    let has_picture = |site: &TestSite| {
        let ran = run_folder(folder.path(), site);
        ran.compiled.plan.outputs.contains_key("articles/knee.gif")
    };
    assert!(!has_picture(&site));
    assert!(has_picture(&site.clone().drafts()));
}

#[test]
fn what_was_published_keeps_its_bytes_when_a_draft_comes() {
    let site = site();
    let mut without = site.clone();
    without.files.remove("content/articles/private.md");
    assert_eq!(site.run().pages, without.run().pages);
}

#[test]
fn time_alone_breaks_no_site() {
    for day in ["2026-11-24", "2027-11-23", "2031-11-23", "2099-01-01"] {
        let ran = run_folder(&repository(), &TestSite::new("").today(day));
        assert!(!soleus::pipeline::has_errors(&ran.diagnostics), "{day}\n{}", ran.report());
    }
}
