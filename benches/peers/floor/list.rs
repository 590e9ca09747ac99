//! Lists of articles and their pages: all, and by area, tag, year and month.

use crate::markdown;
use crate::page::{Link, Page, Section, link};
use crate::read::{Entry, Lists, Site};

/// Articles on a page of a list.
const PAGE: usize = 20;

/// A list before it is cut into pages.
#[derive(Debug)]
pub(crate) struct List<'a> {
    pub(crate) address: String,
    pub(crate) title: &'a str,
    pub(crate) articles: &'a [usize],
    /// The area whose list it is, which has a text.
    area: Option<&'a Entry>,
}

impl List<'_> {
    pub(crate) fn pages(&self) -> usize {
        self.articles.chunks(PAGE).len()
    }
}

fn named(lists: &Lists, address: impl Fn(&str) -> String) -> impl Iterator<Item = List<'_>> {
    lists.iter().map(move |(name, articles)| List {
        address: address(name),
        title: name,
        articles,
        area: None,
    })
}

impl Site {
    pub(crate) fn lists(&self) -> Vec<List<'_>> {
        let all = List {
            address: "/articles/".to_owned(),
            title: "Articles",
            articles: &self.articles,
            area: None,
        };
        let mut lists = vec![all];
        lists.extend(self.areas.iter().map(|(id, articles)| {
            let area = self.entry(id);
            List {
                address: area.address.clone(),
                title: &area.front.title,
                articles,
                area: Some(area),
            }
        }));
        let tag = |name: &str| format!("/tags/{name}/");
        let days = |name: &str| format!("/articles/{}/", name.replace('-', "/"));
        lists.extend(named(&self.tags, tag));
        lists.extend(named(&self.years, days));
        lists.extend(named(&self.months, days));
        lists
    }

    /// One page of a list; the first of an area has the area's text and what belongs to it.
    pub(crate) fn list_page<'a>(&'a self, list: &List<'a>, number: usize) -> Page<'a> {
        let pages = list.pages();
        let address = |number| match number {
            1 => list.address.clone(),
            _ => format!("{}page/{number}/", list.address),
        };
        let to = |title, number| Link { title, address: address(number) };
        let articles = list.articles.chunks(PAGE).nth(number - 1).unwrap_or_default();
        let page = Page {
            address: address(number),
            title: list.title,
            entries: self.teasers(articles),
            newer: (number > 1).then(|| to("Newer", number - 1)),
            older: (number < pages).then(|| to("Older", number + 1)),
            ..Page::default()
        };
        match list.area {
            Some(area) if number == 1 => self.area(area, page),
            _ => page,
        }
    }

    fn area<'a>(&'a self, area: &'a Entry, page: Page<'a>) -> Page<'a> {
        let causes = self.of("causes").filter(|cause| cause.front.area == area.id);
        let exercises = self.of("exercises").filter(|other| other.front.areas.contains(&area.id));
        let (body, contents) = markdown::html(&area.body);
        Page {
            description: &area.front.summary,
            contents,
            body,
            sections: vec![
                Section { heading: "Causes", links: causes.map(link).collect() },
                Section { heading: "Exercises", links: exercises.map(link).collect() },
            ],
            ..page
        }
    }
}
