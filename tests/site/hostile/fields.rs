//! Markup, closing tags and template delimiters in every text field of every kind.

use scraper::{Html, Node};
use serde_json::json;

use super::{Case, End, attack};
use crate::support::TestSite;

/// What breaks out of HTML text, an attribute, a title, a comment, CDATA, JSON, a script, a template.
const PAYLOADS: [&str; 20] = [
    "\"><script>x()</script>",
    "'><img src=x onerror=x()>",
    "</title><svg onload=x()>",
    "</script><script>x()</script>",
    "]]><script>x()</script>",
    "--><script>x()</script><!--",
    "<!--<x-evil>",
    "<![CDATA[<x-evil>",
    "<x-evil xevil=1>",
    "\" xevil=1 onfocus=x() x=\"",
    "' xevil=1 onfocus=x() x='",
    "&lt;x-evil&gt;&#60;x-evil>",
    "\u{2028}</script\n><x-evil>",
    "\u{0}<\u{0}x-evil>\u{b}",
    "\u{202e}<x-evil>\u{2066}",
    "javascript:x()",
    "{{ 6007 * 1009 }}",
    "{% if true %}{# c #}",
    "{{ super() }}{%- raw -%}",
    "`${x()}` \\\"><x-evil>",
];

/// The site with one field changed; all of them when `field` is empty.
fn site(field: &str, payload: &str) -> TestSite {
    let mut text = String::new();
    let mut rest = include_str!("fields.txt");
    while let Some((before, after)) = rest.split_once('‹') {
        let (marker, after) = after.split_once('›').expect("a marker is closed");
        let (name, value) = marker.split_once('|').expect("a marker has a default");
        text.push_str(before);
        let added = if name == field || (field.is_empty() && can_hold(name, payload)) {
            payload
        } else {
            ""
        };
        if name.starts_with("body.") {
            text.push_str(&format!("{value}{}", added.replace('\n', " ")));
        } else {
            text.push_str(&json!(format!("{value}{added}")).to_string());
        }
        rest = after;
    }
    text.push_str(rest);
    TestSite::new(&text)
}

/// All field names of the site.
fn names() -> Vec<&'static str> {
    let markers = include_str!("fields.txt").split('‹').skip(1);
    let mut names: Vec<_> = markers.filter_map(|marker| Some(marker.split_once('|')?.0)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Raw HTML in a text is refused, braces at the end of a heading are its id, two fields are short, and
/// two settings take only certain words.
fn can_hold(name: &str, payload: &str) -> bool {
    let is_short = payload.chars().count() < 18;
    match name {
        "phone.number" | "site.language" => is_short,
        "site.time_zone" | "site.report_to" | "body.heading" => false,
        _ if name.starts_with("body.") => payload.starts_with('{'),
        _ => true,
    }
}

/// A picture that the text names.
fn with_picture(case: Case) -> Case {
    case.prepare(|root| {
        std::fs::create_dir_all(root.join("static")).expect("a folder");
        std::fs::write(root.join("static/knee.gif"), "a picture").expect("a file");
    })
}

fn cases() -> Vec<Case> {
    let everywhere =
        PAYLOADS.iter().map(|payload| (String::from("every field"), site("", payload), payload));
    let single = names().into_iter().enumerate().flat_map(|(at, name)| {
        let two = [PAYLOADS[at % 4], PAYLOADS[16 + at % 3]];
        two.into_iter()
            .map(move |payload| (name.to_owned(), site(name, payload), payload))
            .collect::<Vec<_>>()
    });
    let single = single.filter(|(name, _, payload)| can_hold(name, payload));
    let all = everywhere.map(|(name, site, payload)| (name, site, *payload)).chain(single);
    all.map(|(name, site, payload)| {
        with_picture(Case::new(format!("{name}: {payload:?}"), site).wants(End::Pages))
    })
    .collect()
}

#[test]
fn markup_in_a_field_comes_out_as_text() {
    attack("fields", cases());
}

#[test]
fn markup_in_a_text_and_odd_values_of_settings_do_no_harm() {
    let bodies = names().into_iter().filter(|name| name.starts_with("body."));
    let of_bodies = bodies.flat_map(|name| {
        PAYLOADS.map(|payload| {
            with_picture(Case::new(format!("{name}: {payload:?}"), site(name, payload)))
        })
    });
    let settings = ["phone.number", "site.language", "site.time_zone", "site.report_to"];
    let of_settings = settings.into_iter().flat_map(|name| {
        PAYLOADS.map(|payload| {
            with_picture(Case::new(format!("{name}: {payload:?}"), site(name, payload)))
        })
    });
    attack("texts of fields", of_bodies.chain(of_settings).collect());
}

/// Fields that no page shows: for editors, for searches, for a site's own templates; and those that
/// cannot hold the words.
const NOT_SHOWN: [&str; 7] = [
    "area.other_name",
    "body.heading",
    "extra",
    "keyword",
    "site.extra",
    "site.time_zone",
    "source.note",
];

#[test]
fn template_delimiters_in_a_field_are_read_by_readers_as_they_were_written() {
    let payload = "{{ 6007 * 1009 }}{% raw %}{# c #}";
    let shown = |name: &&str| {
        let ran = site(name, payload).run();
        assert!(!ran.pages.values().any(|text| text.contains("6061063")), "{name}");
        let pages = ran.pages.iter().filter(|(file, _)| crate::crawl::is_html(file));
        pages.map(|(_, text)| Html::parse_document(text)).any(|page| holds(&page, payload))
    };
    let hidden: Vec<&str> = names()
        .into_iter()
        .filter(|name| !matches!(*name, "phone.number" | "site.language"))
        .filter(|name| !shown(name))
        .collect();
    assert_eq!(hidden, NOT_SHOWN);
}

/// Whether a reader can read the text in an element or an attribute of the page.
fn holds(page: &Html, wanted: &str) -> bool {
    page.tree.nodes().any(|node| match node.value() {
        Node::Text(text) => text.contains(wanted),
        Node::Element(element) => element.attrs().any(|(_, value)| value.contains(wanted)),
        _ => false,
    })
}
