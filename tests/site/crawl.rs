//! Reads outputs as a browser does: parsed by an HTML parser of its own, with addresses resolved.

use std::collections::{BTreeMap, BTreeSet};

use scraper::{ElementRef, Html, Selector};
use soleus::plan::{Output, url};

use crate::support::Ran;

/// Attributes whose value is an address.
const ADDRESSES: [&str; 9] =
    ["href", "src", "srcset", "poster", "action", "formaction", "data", "cite", "xlink:href"];

/// All outputs of a site, the HTML parsed.
pub(crate) struct Web {
    base_url: String,
    base_path: String,
    /// By output file.
    pub(crate) pages: BTreeMap<String, Html>,
    pub(crate) files: BTreeSet<String>,
    /// Pages that only send their readers on, and the one for a wrong address.
    pub(crate) unlinked: BTreeSet<String>,
}

/// Where an address leads.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Inside {
        file: String,
        anchor: Option<String>,
    },
    /// Another site, a mail address or a telephone number.
    Outside,
    /// What no page of a site may hold.
    Wrong,
}

impl Web {
    pub(crate) fn of(ran: &Ran) -> Self {
        let html = ran.pages.iter().filter(|(file, _)| is_html(file));
        let unlinked = ran.compiled.plan.outputs.iter().filter(|(_, planned)| {
            matches!(&planned.output, Output::Redirect { .. })
                || *planned.address == *url::NOT_FOUND
        });
        let base_url = ran.compiled.plan.shared.base_url.clone();
        Self {
            base_path: url::base_path(&base_url),
            base_url,
            pages: html.map(|(file, text)| (file.clone(), Html::parse_document(text))).collect(),
            files: ran.compiled.plan.outputs.keys().cloned().collect(),
            unlinked: unlinked.map(|(file, _)| file.clone()).collect(),
        }
    }

    /// The parsed page of an output file, which must be there.
    pub(crate) fn page(&self, file: &str) -> &Html {
        self.pages.get(file).unwrap_or_else(|| panic!("there is no page `{file}`"))
    }

    /// Where an address on the page of `from` leads. Pages write addresses from the root.
    pub(crate) fn place(&self, from: &str, address: &str) -> Place {
        if let Some(anchor) = address.strip_prefix('#') {
            return Place::Inside { file: from.to_owned(), anchor: Some(decoded(anchor)) };
        }
        let rooted = match address.strip_prefix(self.base_url.trim_end_matches('/')) {
            Some(rest) => format!("{}{rest}", self.base_path),
            None => address.to_owned(),
        };
        if ["https://", "http://", "mailto:", "tel:"].iter().any(|s| rooted.starts_with(s)) {
            return Place::Outside;
        }
        match rooted.strip_prefix(&self.base_path).and_then(|rest| rest.strip_prefix('/')) {
            Some(inside) if !inside.starts_with('/') => within(inside),
            _ => Place::Wrong,
        }
    }

    /// What is wrong with the addresses of all pages; nothing, if all is well.
    pub(crate) fn dead(&self) -> Vec<String> {
        let dead_of = |(file, page): (&String, &Html)| -> Vec<String> {
            let dead =
                addresses(page).into_iter().filter(|address| !self.leads_somewhere(file, address));
            dead.map(|address| format!("{file}: `{address}`")).collect()
        };
        self.pages.iter().flat_map(dead_of).collect()
    }

    fn leads_somewhere(&self, from: &str, address: &str) -> bool {
        match self.place(from, address) {
            Place::Outside => true,
            Place::Wrong => false,
            Place::Inside { file, anchor } => {
                let has = |anchor: String| {
                    self.pages.get(&file).is_some_and(|page| ids(page).contains(&anchor))
                };
                self.files.contains(&file) && anchor.is_none_or(has)
            }
        }
    }

    /// The pages that links within `part` of a page lead to.
    pub(crate) fn links(&self, file: &str, part: &str) -> BTreeSet<String> {
        let links = select(self.page(file), &format!("{part} a[href]"));
        links
            .into_iter()
            .filter_map(|link| match self.place(file, link.attr("href")?) {
                Place::Inside { file, .. } => Some(file),
                _ => None,
            })
            .collect()
    }

    /// Every page that a reader can come to from home.
    pub(crate) fn reachable(&self) -> BTreeSet<String> {
        let mut seen = BTreeSet::from(["index.html".to_owned()]);
        let mut waiting = vec!["index.html".to_owned()];
        while let Some(file) = waiting.pop() {
            for next in self.links(&file, "body") {
                if self.pages.contains_key(&next) && seen.insert(next.clone()) {
                    waiting.push(next);
                }
            }
        }
        seen
    }
}

pub(crate) fn is_html(file: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(_, suffix)| suffix == "html")
}

fn within(inside: &str) -> Place {
    let (path, anchor) = match inside.split_once('#') {
        Some((path, anchor)) => (path, Some(decoded(anchor))),
        None => (inside, None),
    };
    let path = path.split('?').next().unwrap_or_default();
    Place::Inside { file: url::file(&format!("/{}", decoded(path))), anchor }
}

/// Resolves `%20` and its kind.
pub(crate) fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex =
            tail.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).expect("an address is UTF-8")
}

/// The elements that a CSS selector finds, in the order of the page.
pub(crate) fn select<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&parsed(selector)).collect()
}

pub(crate) fn parsed(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|error| panic!("`{selector}`: {error}"))
}

/// Every address that a page holds, also those in its head.
pub(crate) fn addresses(page: &Html) -> Vec<String> {
    let mut found = Vec::new();
    for element in select(page, "*") {
        for (name, value) in element.value().attrs().filter(|(name, _)| ADDRESSES.contains(name)) {
            match name {
                "srcset" => found.extend(
                    value
                        .split(',')
                        .filter_map(|one| one.split_whitespace().next())
                        .map(str::to_owned),
                ),
                _ => found.push(value.to_owned()),
            }
        }
    }
    for meta in select(page, "meta[property='og:url'], meta[property='og:image']") {
        found.extend(meta.attr("content").map(str::to_owned));
    }
    let refresh = select(page, "meta[http-equiv='refresh']");
    let target =
        |meta: &ElementRef<'_>| Some(meta.attr("content")?.split_once("url=")?.1.to_owned());
    found.extend(refresh.iter().filter_map(target));
    found
}

/// All ids of a page, each as often as it stands there.
pub(crate) fn ids(page: &Html) -> Vec<String> {
    select(page, "[id]")
        .iter()
        .filter_map(|element| element.attr("id"))
        .map(str::to_owned)
        .collect()
}

/// The text of an element with its white space joined.
pub(crate) fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}
