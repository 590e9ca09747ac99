//! What pages may load, and from whom.

use expect_test::expect;

use crate::support::{Ran, TestSite};

fn site(allow: &str) -> Ran {
    TestSite::new("")
        .file("content/site.yaml", &format!("allow: {allow}\n"))
        .file("content/articles/hello.md", "---\ntitle: Hello\n---\nText.\n")
        .file("content/pages/privacy.md", "---\ntitle: Privacy\n---\nWhat we know of you.\n")
        .run()
}

fn policy(page: &str) -> &str {
    let start = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
    let at = page.find(start).expect("a page has a policy") + start.len();
    page[at..].split('"').next().expect("an attribute ends")
}

#[test]
fn pages_load_nothing_but_their_own_files() {
    let ran = site("[]");
    let policies: std::collections::BTreeSet<&str> = ran
        .pages
        .iter()
        .filter(|(file, page)| page.starts_with("<!DOCTYPE html>") && *file != "search/index.html")
        .map(|(_, page)| policy(page))
        .collect();
    let policies: Vec<&str> = policies.into_iter().collect();
    expect![[r"
        default-src 'self';
        script-src 'self';
        worker-src 'self';
        connect-src 'self';
        form-action 'self';
        frame-src 'none';
        img-src 'self';
        object-src 'none';
        base-uri 'none'
    "]]
    .assert_eq(&format!("{}\n", policies.join("\n").replace("&#39;", "'").replace("; ", ";\n")));
    assert!(!ran.page("privacy/index.html").contains("id=\"others\""), "nobody else is named");
}

#[test]
fn what_the_settings_allow_is_in_the_policy_and_on_the_page_about_privacy() {
    let ran = site(
        "[{host: giscus.app, for: script}, {host: giscus.app, for: frame}, \
         {host: letters.example.org, for: form}, {host: img.example.org, for: image}]",
    );
    let page = policy(ran.page("articles/hello/index.html"));
    expect![[r"
        default-src 'self';
        script-src 'self' https://giscus.app;
        worker-src 'self';
        connect-src 'self' https://giscus.app;
        form-action 'self' https://letters.example.org;
        frame-src https://giscus.app;
        img-src 'self' https://img.example.org;
        object-src 'none';
        base-uri 'none'
    "]]
    .assert_eq(&format!("{}\n", page.replace("&#39;", "'").replace("; ", ";\n")));
    let privacy = ran.page("privacy/index.html");
    let (_, others) = privacy.split_once("<section id=\"others\">").expect("it names the others");
    expect![[r"

        <h2>What this site has from others</h2>
        <p>Your browser asks these hosts for something, and they see your IP address and that you read this site:</p>
        <ul>
        <li><b>giscus.app</b>: a program that runs on the page</li>
        <li><b>giscus.app</b>: a page of theirs within a page of ours</li>
        <li><b>letters.example.org</b>: gets what you write into a form, once you send it</li>
        <li><b>img.example.org</b>: pictures</li>
        </ul>
    "]]
    .assert_eq(others.split_once("</section>").expect("it ends").0);
}

#[test]
fn a_host_is_a_name_alone() {
    let report = site("[{host: \"https://giscus.app; script-src *\", for: script}]").report();
    expect![[r#"
        error[bad-value]: `host` must be the name of a host, but is `https://giscus.app; script-src *`
         --> content/site.yaml:1:16
          |
        1 | allow: [{host: "https://giscus.app; script-src *", for: script}]
          |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: a host is a name alone in small letters, without scheme or path, such as `giscus.app`
    "#]]
    .assert_eq(&report);
}

#[test]
fn a_text_brings_along_no_picture_of_others() {
    let text = "---\ntitle: Hello\n---\n<img src=\"https://img.example.org/a.png\" alt=\"A\">\n";
    let site = |settings: &str| {
        let site = TestSite::new("").file("content/articles/hello.md", text);
        site.file("content/site.yaml", settings).run()
    };
    expect![[r#"
        error[raw-html]: `img.example.org` may not stand in a text
         --> content/articles/hello.md:4:1
          |
        4 | <img src="https://img.example.org/a.png" alt="A">
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: take it out; a page runs and loads nothing that its text brings along
    "#]]
    .assert_eq(&site("raw_html: true\n").report());
    let allowed = "raw_html: true\nallow: [{host: img.example.org, for: image}]\n";
    assert_eq!(site(allowed).report(), "");
}

#[test]
fn the_empty_places_of_the_templates_are_filled_by_a_site() {
    let ran = TestSite::new("")
        .file("content/articles/hello.md", "---\ntitle: Hello\n---\nText.\n")
        .file("templates/head.html", "<meta name=\"of-mine\" content=\"{{ page.title }}\">")
        .file("templates/after-article.html", "<p>Write to us about {{ page.title }}.</p>")
        .run();
    let page = ran.page("articles/hello/index.html");
    assert!(page.contains("<meta name=\"of-mine\" content=\"Hello\">\n</head>"), "{page}");
    assert!(page.contains("<p>Write to us about Hello.</p>"), "{page}");
    assert!(!ran.page("articles/index.html").contains("Write to us"), "a list is no article");
}

#[test]
fn cards_of_the_sites_own_stand_on_every_page_that_has_cards() {
    let ran = TestSite::new(
        "
=== content/areas/calves.md
---
title: Calves
summary: The muscles at the back of the lower leg, from the knee to the heel.
---
=== content/articles/one.md
---
title: One
area: calves
---
Text.
=== content/articles/two.md
---
title: Two
area: calves
---
Text.
=== content/articles/none.md
---
title: None
---
Text.
=== content/red-flags.yaml
- id: clot
  about: A blood clot
  areas: [calves]
  sources: [nhs-clot]
  signs:
    - {level: emergency, sign: You are short of breath}
    - {level: see-someone, sign: It lasts for two weeks}
=== content/sources.yaml
- {id: nhs-clot, org: NHS, title: Clots, url: https://www.nhs.uk/clots/, kind: patient-info, status: found}
=== templates/cards.html
<p class=\"mine\">{% for card in cards %}{{ card.level }} {% endfor %}</p>
",
    )
    .run();
    for article in ["one", "two"] {
        let page = ran.page(&format!("articles/{article}/index.html"));
        assert!(page.contains("<p class=\"mine\">emergency see-someone </p>"), "{page}");
        assert!(!page.contains("card__heading"), "{page}");
    }
    assert!(!ran.page("articles/none/index.html").contains("mine"), "it shows no cards");
}

#[test]
fn a_frame_of_the_sites_own_needs_no_blocks_but_kind_and_main() {
    let frame = "{#- For soleus 0.1. -#}\n<main class=\"{% block kind %}{% endblock kind %}\">\
                 {% block main %}{% endblock main %}</main>\n";
    let site =
        TestSite::new("").file("content/articles/hello.md", "---\ntitle: Hello\n---\nText.\n");
    let ran = site.file("templates/base.html", frame).run();
    assert_eq!(ran.report(), "");
    assert!(ran.page("search/index.html").contains("search."), "the search has its program");
}
