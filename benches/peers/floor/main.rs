//! The floor that the bench measures against: the least that a program does which builds the same
//! site. It reads, splits off the front matter, parses Markdown, renders one template and writes; it
//! checks nothing, keeps nothing and knows no site but that of the bench.
//!
//! `cargo run --release --example floor -- SITE` reads `SITE/content` and writes `SITE/public`.

#![allow(clippy::disallowed_methods, reason = "it reads and writes a site by itself")]

mod list;
mod markdown;
mod page;
mod read;
mod xml;

use std::fs;
use std::path::{Path, PathBuf};

use list::List;
use page::Page;
use rayon::prelude::*;
use read::Site;
use tera::{Context, Tera, Value};

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let root = PathBuf::from(std::env::args().nth(1).expect("the folder of a site"));
    let _ = rayon::ThreadPoolBuilder::new().use_current_thread().build_global();
    let site = Site::read(&root.join("content"));
    let out = Output { tera: template(&site), folder: root.join("public") };
    let mut addresses = out.entries(&site);
    addresses.extend(out.lists(&site));
    let single = site.single_pages();
    let single = single.iter().map(|page| out.page(page));
    addresses.extend(single.filter(|address| address.ends_with('/')));
    out.file("sitemap.xml", &xml::sitemap(&addresses));
    fs::copy(root.join("static/style.css"), out.folder.join("style.css")).expect("a stylesheet");
}

fn template(site: &Site) -> Tera {
    let mut tera = Tera::new();
    tera.add_raw_template("page.html", include_str!("page.html")).expect("a template in order");
    let areas: Vec<_> = site.of("areas").map(page::link).collect();
    tera.global_context().insert_value("areas", Value::from_serializable(&areas));
    tera
}

struct Output {
    tera: Tera,
    folder: PathBuf,
}

impl Output {
    /// The pages of articles, causes and exercises; gives their addresses, as the others do.
    fn entries(&self, site: &Site) -> Vec<String> {
        let entries = site.entries.par_iter().enumerate();
        entries
            .filter(|(_, entry)| entry.folder != "areas")
            .map(|(at, entry)| self.page(&site.page(at, entry)))
            .collect()
    }

    fn lists(&self, site: &Site) -> Vec<String> {
        let lists = site.lists();
        lists.par_iter().for_each(|list| self.feed(site, list));
        let pages =
            lists.par_iter().flat_map_iter(|list| (1..=list.pages()).map(move |n| (list, n)));
        pages.map(|(list, number)| self.page(&site.list_page(list, number))).collect()
    }

    /// The site, each area and each tag have a feed.
    fn feed(&self, site: &Site, list: &List<'_>) {
        let path = match &*list.address {
            "/articles/" => "feed.xml".to_owned(),
            address if address.starts_with("/articles/") => return,
            address => format!("{}feed.xml", &address[1..]),
        };
        self.file(&path, &xml::feed(site, list));
    }

    fn page(&self, page: &Page<'_>) -> String {
        let context = Context::from_serialize(page).expect("a page is a map");
        let html = self.tera.render("page.html", &context).expect("the template fits");
        let index = if page.address.ends_with('/') { "index.html" } else { "" };
        self.file(&format!("{}{index}", &page.address[1..]), &html);
        page.address.clone()
    }

    fn file(&self, path: &str, text: &str) {
        let path = self.folder.join(Path::new(path));
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
}
