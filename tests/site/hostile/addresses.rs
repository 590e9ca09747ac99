//! Addresses that want to leave the site: aliases, permalinks, tags, links to files, settings.

use serde_json::json;

use super::{Case, End, article, attack};
use crate::support::TestSite;

/// Ways to write a place above or outside, or one that is soleus's own.
const PATHS: [&str; 34] = [
    "..",
    ".",
    "../x",
    "/..",
    "/../x",
    "/../../x",
    "/a/../../x",
    "/a/./b",
    "//x",
    "/a//b",
    "///",
    "\\..\\x",
    "/\\..\\x",
    "/a\\..\\..\\x",
    "/%2e%2e/x",
    "/%2E%2E%2Fx",
    "/..%2fx",
    "/...",
    "/.git/hooks/post-checkout",
    "/.soleus-manifest",
    "/.htaccess",
    "C:\\x",
    "/C:/x",
    "/x\0",
    "/x\n",
    "/x?y",
    "/x#y",
    "/\u{202e}x",
    "/x ",
    "/x.",
    "https://evil.example/",
    "javascript:x()",
    "/{{ x }}/",
    "/<script>x()/",
];

fn article_with(fields: &str) -> TestSite {
    let text = format!("---\ntitle: One\ndate: 2026-11-20\n{fields}\n---\nWords.\n");
    TestSite::new("").file("content/articles/one.md", &text)
}

#[test]
fn an_alias_stays_inside_the_output() {
    let long = format!("/{}", "a/".repeat(3000));
    let wide = format!("/{}", "a".repeat(300));
    let many = format!("/{}", vec!["a".repeat(190); 30].join("/"));
    let paths = PATHS.into_iter().chain([&*long, &*wide, &*many]);
    let cases = paths.map(|path| {
        let site = article_with(&format!("aliases: [{}]", json!(path)));
        Case::new(format!("alias {}", super::shown(path)), site)
    });
    attack("aliases", cases.collect());
}

#[test]
fn a_tag_or_a_series_stays_inside_the_output() {
    let words = PATHS.into_iter().chain([
        "\u{0}",
        "a\u{0}b",
        "..\u{0}",
        "+",
        "/",
        "\\",
        "\u{202e}",
        "\u{1f600}",
        "日本",
        "日本/..",
        "CON",
        "–",
        "-",
        "é/è",
    ]);
    let cases = words.flat_map(|word| {
        let tags = article_with(&format!("tags: [{}]", json!(word)));
        let series = article_with(&format!("series: {}", json!(word)));
        [Case::new(format!("tag {word:?}"), tags), Case::new(format!("series {word:?}"), series)]
    });
    attack("tags", cases.collect());
}

#[test]
fn a_permalink_stays_inside_the_output() {
    let patterns = [
        "{id}",
        "/{id}",
        "/../{id}/",
        "/{id}/../../x/",
        "//{id}/",
        "/{evil}/{id}/",
        "/\\{id}/",
        "/{id}/../",
        "/./{id}/",
        "/x/",
        "/{year}/",
        "/{{ id }}/",
        "/{id}{id}{id}/",
        "/%2e%2e/{id}/",
        "https://evil.example/{id}/",
        "javascript:{id}",
        "/<script>/{id}/",
        "/{id}\n/",
        "/\"onclick=x()/{id}/",
        "/'onclick=x()/{id}/",
    ];
    let cases = patterns.map(|pattern| {
        let site =
            article_with("").file("content/site.yaml", &format!("permalink: {}\n", json!(pattern)));
        Case::new(format!("permalink {pattern:?}"), site)
    });
    attack("permalinks", cases.into());
}

#[test]
fn links_and_pictures_reach_nothing_outside() {
    let above = [
        "../../../canary.md",
        "../../canary.png",
        "../../../canary.png",
        "/../canary.png",
        "/../../canary.html",
        "%2e%2e/%2e%2e/%2e%2e/canary.png",
        "..%2f..%2f..%2fcanary.png",
        "..\\..\\..\\canary.png",
        "./../../../knee.png",
        "/etc/passwd",
        "//etc/passwd",
        "file:///etc/passwd",
        "../../static/../../knee.png",
        "../articles/../../../knee.png",
    ];
    let cases = above
        .into_iter()
        .flat_map(|path| [format!("[x]({path})"), format!("![x]({path})"), format!("[[{path}]]")]);
    attack("files outside", cases.map(|text| Case::text(&text).wants(End::Findings)).collect());
}

/// A field, and a site in which it has a value.
type Field = (&'static str, fn(&str) -> TestSite);

/// Addresses of other sites that come from front matter and settings.
#[test]
fn an_address_of_another_site_is_a_web_address() {
    let values = [
        "javascript:x()",
        "data:text/html,x",
        "//evil.example",
        "https://",
        "https:// x",
        "https://e.example/\"onclick=\"x()",
        "https://e.example/'><script>x()</script>",
        "HTTPS://e.example",
        "https://e.example\\@evil",
        "file:///etc/passwd",
        "\u{1}javascript:x()",
        "java\tscript:x()",
        "https://e.example/\nx",
        "/\\evil.example",
        "\\\\evil.example",
        "vbscript:x",
        "mailto:a@b",
        "x@javascript:x()",
        "javascript:x()//@",
        " javascript:x()",
    ];
    let fields: [Field; 6] = [
        ("report_to", |value| settings(&format!("report_to: {value}"))),
        ("licence", |value| settings(&format!("licence: {{ name: Licence, url: {value} }}"))),
        ("base_url", |value| settings(&format!("base_url: {value}"))),
        ("register", |value| {
            let person = format!(
                "---\ntitle: Sam\ncredential: {{ profession: nurse, register: {value}, verified: 2026-11-01 }}\n---\n"
            );
            article_with("authors: [sam]").file("content/people/sam.md", &person)
        }),
        ("source", |value| {
            let source = format!(
                "- {{ id: a, title: A title, org: An org, kind: rct, url: {value}, status: found }}\n"
            );
            article_with("sources: [a]").file("content/sources.yaml", &source)
        }),
        ("time_zone", |value| settings(&format!("time_zone: {value}"))),
    ];
    let cases = fields.into_iter().flat_map(|(name, site)| {
        values.map(|value| Case::new(format!("{name} {value:?}"), site(&json!(value).to_string())))
    });
    attack("other sites", cases.collect());
}

fn settings(yaml: &str) -> TestSite {
    TestSite::new("")
        .file("content/articles/one.md", &article("Words."))
        .file("content/site.yaml", &format!("{yaml}\n"))
}

/// A template is a program of the site; it ends all the same where Tera can see it, and reaches no
/// file.
#[test]
fn a_template_reaches_no_file_and_a_circle_of_templates_is_found() {
    let templates = [
        "{% include \"../../canary.html\" %}",
        "{% include \"/etc/passwd\" %}",
        "{% extends \"../../canary.html\" %}",
        "{% extends \"article.html\" %}",
        "{% include \"article.html\" %}",
        "{% extends \"a.html\" %}",
        "{{ get_env(name=\"HOME\") }}",
        "{{ load_data(path=\"../../canary.md\") }}",
        "{{ page.title | nothing }}",
        "{% for x in view %}{% endfor",
        "{{ __tera_context }}",
    ];
    let cases = templates.map(|template| {
        let site = article_with("")
            .file("templates/article.html", template)
            .file("templates/a.html", "{% extends \"article.html\" %}");
        Case::new(format!("template {template}"), site)
    });
    attack("templates", cases.into());
}
