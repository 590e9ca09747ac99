//! Feeds, sitemap and the heads of pages, read by parsers that know nothing of the writers.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use atom_syndication::{Entry, Feed};
use roxmltree::Document;
use scraper::Html;
use soleus::plan::Output;

use crate::crawl::{Place, Web, addresses, select};
use crate::support::{Ran, TestSite, WRITTEN, repository, run_folder};

const BLOG: &str = "https://example.org/blog/";

static ROOT: LazyLock<Ran> =
    LazyLock::new(|| run_folder(&repository(), &TestSite::new("").today(WRITTEN)));
static BELOW: LazyLock<Ran> =
    LazyLock::new(|| run_folder(&repository(), &TestSite::new("").today(WRITTEN).base_url(BLOG)));

/// The repository's site at its own address, and below a folder of another host.
fn both() -> [(&'static Ran, &'static str); 2] {
    [(&ROOT, "https://soleus.example.org/"), (&BELOW, BLOG)]
}

/// All Atom feeds of a site by their file.
fn feeds(ran: &Ran) -> Vec<(&String, Feed)> {
    let outputs = ran.compiled.plan.outputs.iter();
    let files = outputs.filter(|(_, planned)| matches!(planned.output, Output::Feed(_)));
    let read = |file: &String| {
        Feed::read_from(ran.page(file).as_bytes()).unwrap_or_else(|error| panic!("{file}: {error}"))
    };
    files.map(|(file, _)| (file, read(file))).collect()
}

/// The text of the feed's entry as HTML.
fn content(entry: &Entry) -> &str {
    let content = entry.content().expect("every entry has its text");
    assert_eq!(content.content_type(), Some("html"));
    content.value().expect("the text is not empty")
}

#[test]
fn every_xml_output_parses() {
    for (ran, _) in both() {
        let files: Vec<&String> =
            ran.pages.keys().filter(|file| file.rsplit('.').next() == Some("xml")).collect();
        assert!(files.len() > 2, "{files:?}");
        for file in files {
            Document::parse(ran.page(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        }
    }
}

#[test]
fn feeds_are_ordered_and_say_where_they_are() {
    for (ran, base) in both() {
        for (file, feed) in feeds(ran) {
            let own =
                feed.links().iter().find(|link| link.rel() == "self").expect("a link to itself");
            assert_eq!(own.href(), format!("{base}{file}"));
            let days: Vec<_> = feed.entries().iter().map(Entry::published).collect();
            assert!(
                days.iter().all(Option::is_some) && days.is_sorted_by(|a, b| a >= b),
                "{file} {days:?}"
            );
            assert_eq!(
                Some(feed.updated()),
                feed.entries().iter().map(Entry::updated).max(),
                "{file}"
            );
            assert!(feed.entries().iter().all(|entry| !entry.authors().is_empty()), "{file}");
        }
    }
}

#[test]
fn ids_of_feeds_and_entries_are_the_addresses_of_pages_and_differ() {
    for (ran, base) in both() {
        let mut feed_ids = BTreeSet::new();
        for (file, feed) in feeds(ran) {
            assert!(
                feed_ids.insert(feed.id().to_owned()),
                "{file}: another feed is `{}`",
                feed.id()
            );
            let ids: BTreeSet<&str> = feed.entries().iter().map(Entry::id).collect();
            assert_eq!(ids.len(), feed.entries().len(), "{file}");
            for entry in feed.entries() {
                let inside =
                    entry.id().strip_prefix(base).expect("an id is an address of the site");
                assert!(ran.pages.contains_key(&format!("{inside}index.html")), "{inside}");
                assert_eq!(
                    entry.links().iter().map(atom_syndication::Link::href).collect::<Vec<_>>(),
                    [entry.id()]
                );
            }
        }
    }
}

#[test]
fn ids_of_entries_stay_when_their_words_change() {
    let site = TestSite::new(
        "=== content/articles/one.md\n---\ntitle: One\ndate: 2026-11-01\n---\nFirst words.\n",
    );
    let changed = site.clone().file(
        "content/articles/one.md",
        "---\ntitle: Another\ndate: 2026-11-01\nupdated: 2026-11-20\n---\nOther words.\n",
    );
    let of = |site: &TestSite| {
        let (_, feed) = feeds(&site.run()).swap_remove(0);
        (
            feed.id().to_owned(),
            feed.entries()[0].id().to_owned(),
            feed.entries()[0].updated().to_string(),
        )
    };
    let (before, after) = (of(&site), of(&changed));
    assert_eq!((&before.0, &before.1), (&after.0, &after.1));
    assert_eq!(before.1, "https://example.org/articles/one/");
    assert!(before.2 < after.2);
}

#[test]
fn entries_hold_the_whole_text_and_no_relative_address() {
    let mut count = 0;
    for (ran, _) in both() {
        for (file, feed) in feeds(ran) {
            for entry in feed.entries() {
                let html = Html::parse_fragment(content(entry));
                let relative: Vec<String> =
                    addresses(&html).into_iter().filter(|address| !is_absolute(address)).collect();
                assert_eq!(relative, [] as [&str; 0], "{file} {}", entry.id());
                count += addresses(&html).len();
                assert_same_words(ran, entry, &html);
            }
        }
    }
    println!("{count} addresses in feeds");
}

fn is_absolute(address: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| address.starts_with(scheme))
}

/// The text of an entry is that of its page, word for word.
fn assert_same_words(ran: &Ran, entry: &Entry, html: &Html) {
    let file = ran.compiled.plan.outputs.iter().find(|(_, planned)| {
        matches!(planned.output, Output::Page(_))
            && entry.id().ends_with(&*planned.address)
            && planned.address.len() > 1
    });
    let page = Html::parse_document(ran.page(file.expect("the entry has a page").0));
    let words = |html: &Html, selector: &str| {
        let parts = select(html, selector).into_iter().map(crate::crawl::text);
        parts.collect::<Vec<_>>().join(" ")
    };
    let of_page = words(&page, "main .prose");
    let of_feed = html.root_element().text().collect::<String>();
    let of_feed = of_feed.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(of_page, of_feed, "{}", entry.id());
}

#[test]
fn the_json_feed_holds_the_same_entries_as_the_atom_feed() {
    for (ran, base) in both() {
        let json: serde_json::Value =
            serde_json::from_str(ran.page("feed.json")).expect("it is JSON");
        assert_eq!(json["feed_url"], format!("{base}feed.json"));
        assert_eq!(json["home_page_url"], base);
        let items = json["items"].as_array().expect("a list of items");
        let (_, atom) =
            feeds(ran).into_iter().find(|(file, _)| *file == "feed.xml").expect("a feed");
        assert_eq!(items.len(), atom.entries().len());
        for (item, entry) in items.iter().zip(atom.entries()) {
            assert_eq!(item["id"], entry.id());
            assert_eq!(item["url"], entry.id());
            assert_eq!(item["title"], entry.title().value);
            assert_eq!(item["content_html"], content(entry));
        }
    }
}

#[test]
fn the_sitemap_holds_every_page_once_by_its_canonical_address() {
    for (ran, base) in both() {
        let sitemap = Document::parse(ran.page("sitemap.xml")).expect("it is XML");
        let of = |name: &'static str| {
            let elements = sitemap.descendants().filter(move |node| node.has_tag_name(name));
            elements.filter_map(|node| node.text())
        };
        let named: Vec<&str> = of("loc").collect();
        assert!(named.iter().all(|address| address.starts_with(base)));
        let canonical: BTreeSet<String> =
            ran.pages.iter().filter_map(|(file, text)| canonical(file, text)).collect();
        let set: BTreeSet<String> = named.iter().map(|address| (*address).to_owned()).collect();
        assert_eq!(set.len(), named.len());
        assert_eq!(set, canonical);
        assert!(of("lastmod").count() > 0);
        assert!(of("lastmod").all(|day| soleus::schema::Day::parse(day).is_some()));
        println!("{} addresses in the sitemap of {base}", named.len());
    }
}

/// The canonical address of a page that search engines may show.
fn canonical(file: &str, text: &str) -> Option<String> {
    let html = crate::crawl::is_html(file).then(|| Html::parse_document(text))?;
    let hidden = !select(&html, "meta[name='robots'][content*='noindex']").is_empty();
    let link = select(&html, "link[rel='canonical']").first()?.attr("href")?.to_owned();
    (!hidden).then_some(link)
}

#[test]
fn canonical_and_open_graph_addresses_are_absolute_and_the_pages_own() {
    for (ran, base) in both() {
        let web = Web::of(ran);
        for (file, page) in web.pages.iter().filter(|(file, _)| !web.unlinked.contains(*file)) {
            let own = format!("{base}{}", file.trim_end_matches("index.html"));
            let value = |selector: &str, attribute: &str| {
                let found = select(page, selector);
                assert!(found.len() < 2, "{file}: {selector} stands twice");
                found.first().and_then(|element| element.attr(attribute)).map(crate::crawl::decoded)
            };
            let canonical = value("link[rel='canonical']", "href");
            if canonical.is_some() {
                assert_eq!(canonical.as_ref(), Some(&own), "{file}");
                assert_eq!(value("meta[property='og:url']", "content"), Some(own), "{file}");
            }
        }
    }
}

#[test]
fn below_a_folder_every_address_of_every_page_begins_with_the_folder() {
    let web = Web::of(&BELOW);
    let dead = web.dead();
    assert!(dead.is_empty(), "{} dead addresses\n{}", dead.len(), dead.join("\n"));
    let mut count = 0;
    for (file, page) in &web.pages {
        for element in select(page, "[href], [src]") {
            for address in [element.attr("href"), element.attr("src")].into_iter().flatten() {
                let is_inside = matches!(web.place(file, address), Place::Inside { .. });
                let is_of_folder = address.starts_with("/blog/")
                    || address.starts_with(BLOG)
                    || address.starts_with('#');
                assert!(!is_inside || is_of_folder, "{file}: {address}");
                count += usize::from(is_inside);
            }
        }
    }
    println!("{count} addresses inside {BLOG}");
}

#[test]
fn a_folder_changes_nothing_but_addresses() {
    let moved = TestSite::new("").today(WRITTEN).base_url("https://soleus.example.org/elsewhere/");
    let moved = run_folder(&repository(), &moved);
    let files = |ran: &Ran| ran.compiled.plan.outputs.keys().cloned().collect::<Vec<_>>();
    assert_eq!(files(&ROOT), files(&moved));
    let differing = moved
        .pages
        .iter()
        .filter(|(file, text)| text.replace("/elsewhere/", "/") != ROOT.page(file));
    assert_eq!(differing.map(|(file, _)| file).collect::<Vec<_>>(), [] as [&str; 0]);
}
