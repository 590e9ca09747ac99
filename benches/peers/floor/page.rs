//! The value of every page: one form for all, given to one template.

use serde::Serialize;

use crate::markdown::{self, Heading};
use crate::read::{Entry, Lists, Site};

const NEWEST: usize = 6;
const RELATED: usize = 4;

#[derive(Debug, Default, Serialize)]
pub(crate) struct Page<'a> {
    pub(crate) address: String,
    pub(crate) title: &'a str,
    pub(crate) description: &'a str,
    pub(crate) date: &'a str,
    pub(crate) facts: Vec<(&'a str, String)>,
    pub(crate) steps: &'a [String],
    pub(crate) contents: Vec<Heading>,
    pub(crate) body: String,
    pub(crate) sections: Vec<Section<'a>>,
    pub(crate) entries: Vec<Teaser<'a>>,
    pub(crate) tags: Vec<Link<'a>>,
    pub(crate) newer: Option<Link<'a>>,
    pub(crate) older: Option<Link<'a>>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Link<'a> {
    pub(crate) title: &'a str,
    pub(crate) address: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct Section<'a> {
    pub(crate) heading: &'a str,
    pub(crate) links: Vec<Link<'a>>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Teaser<'a> {
    title: &'a str,
    address: &'a str,
    date: &'a str,
    summary: &'a str,
}

impl Site {
    pub(crate) fn links<'a>(&'a self, ids: impl IntoIterator<Item = &'a String>) -> Vec<Link<'a>> {
        ids.into_iter().map(|id| link(self.entry(id))).collect()
    }

    fn listed<'a>(&'a self, lists: &Lists, id: &str) -> Vec<Link<'a>> {
        let articles = lists.get(id).map(Vec::as_slice).unwrap_or_default();
        articles.iter().map(|at| link(&self.entries[*at])).collect()
    }

    pub(crate) fn teasers(&self, articles: &[usize]) -> Vec<Teaser<'_>> {
        articles.iter().map(|at| teaser(&self.entries[*at])).collect()
    }

    /// The page of an article, a cause or an exercise.
    pub(crate) fn page<'a>(&'a self, at: usize, entry: &'a Entry) -> Page<'a> {
        let (body, contents) = markdown::html(&entry.body);
        let front = &entry.front;
        let page = Page {
            address: entry.address.clone(),
            title: &front.title,
            description: &front.summary,
            date: &front.date,
            contents,
            body,
            ..Page::default()
        };
        match entry.folder {
            "articles" => self.article(at, entry, page),
            "causes" => self.cause(entry, page),
            _ => self.exercise(entry, page),
        }
    }

    fn article<'a>(&'a self, at: usize, entry: &'a Entry, page: Page<'a>) -> Page<'a> {
        let front = &entry.front;
        let newest = front.areas.iter().flat_map(|area| &self.areas[area]);
        let related = newest.filter(|other| **other != at).take(RELATED);
        let articles = &self.entries[..self.articles.len()];
        let tag = |tag| Link { title: tag, address: format!("/tags/{tag}/") };
        let areas = self.links(&front.areas).into_iter();
        Page {
            sections: vec![
                Section { heading: "Causes", links: self.links(&front.causes) },
                Section { heading: "Exercises", links: self.links(&front.exercises) },
                Section {
                    heading: "Related articles",
                    links: related.map(|other| link(&self.entries[*other])).collect(),
                },
            ],
            tags: areas.chain(front.tags.iter().map(|name| tag(name.as_str()))).collect(),
            newer: at.checked_sub(1).map(|at| link(&articles[at])),
            older: articles.get(at + 1).map(link),
            ..page
        }
    }

    fn cause<'a>(&'a self, entry: &'a Entry, page: Page<'a>) -> Page<'a> {
        let helping = self.of("exercises").filter(|other| other.front.helps.contains(&entry.id));
        Page {
            facts: entry.front.pattern.iter().map(|(key, value)| (&**key, value.clone())).collect(),
            sections: vec![
                Section { heading: "What may help", links: helping.map(link).collect() },
                Section { heading: "Articles", links: self.listed(&self.causes, &entry.id) },
            ],
            ..page
        }
    }

    fn exercise<'a>(&'a self, entry: &'a Entry, page: Page<'a>) -> Page<'a> {
        let front = &entry.front;
        let dose = front.dose.iter().map(|(key, value)| (&**key, value.to_string()));
        let facts = [
            ("Level", front.level.clone()),
            ("Muscles", front.muscles["primary"].join(", ")),
            ("Not for you", front.avoid_if.join(" ")),
        ];
        Page {
            facts: facts.into_iter().chain(dose).collect(),
            steps: &front.steps,
            sections: vec![
                Section { heading: "What it may help with", links: self.links(&front.helps) },
                Section { heading: "Articles", links: self.listed(&self.exercises, &entry.id) },
            ],
            ..page
        }
    }

    /// Home, the lists of tags and of exercises, and what answers a wrong address.
    pub(crate) fn single_pages(&self) -> [Page<'_>; 4] {
        let tag = |(name, _): (&'_ String, _)| format!("/tags/{name}/");
        let tags =
            self.tags.iter().map(|tags| Link { title: tags.0, address: tag(tags) }).collect();
        let of = |folder| self.of(folder).map(link).collect();
        let page = |address: &str, title, sections| Page {
            address: address.to_owned(),
            title,
            sections,
            ..Page::default()
        };
        let newest = &self.articles[..self.articles.len().min(NEWEST)];
        let home =
            page("/", "Running health", vec![Section { heading: "Areas", links: of("areas") }]);
        [
            Page { entries: self.teasers(newest), ..home },
            page("/tags/", "Tags", vec![Section { heading: "All", links: tags }]),
            page(
                "/exercises/",
                "Exercises",
                vec![Section { heading: "All", links: of("exercises") }],
            ),
            page("/404.html", "Not found", Vec::new()),
        ]
    }
}

pub(crate) fn link(entry: &Entry) -> Link<'_> {
    Link { title: &entry.front.title, address: entry.address.clone() }
}

fn teaser(entry: &Entry) -> Teaser<'_> {
    let front = &entry.front;
    Teaser {
        title: &front.title,
        address: &entry.address,
        date: &front.date,
        summary: &front.summary,
    }
}
