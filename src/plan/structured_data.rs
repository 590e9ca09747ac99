//! What a page tells machines: one JSON-LD graph of schema.org types, made from the page's own view,
//! so that it cannot say what the page does not show. It names no treatment and no cause, and no
//! reviewer before a review.
//!
//! The types and properties are those of schema.org's health vocabulary,
//! <https://schema.org/docs/meddocs.html>.

use serde_json::{Map, Value, json};

use super::exercise::ExerciseView;
use super::part::{Author, Byline, Date, Link, SourceView, Status};
use super::{Page, Shared, View, url};

/// The graph of a page. It is made when the page is rendered, since it repeats what the view holds.
#[must_use]
pub fn of(page: &Page, shared: &Shared) -> Value {
    let prefix = format!("{}{}", url::origin(&shared.base_url), shared.base_path);
    let graph = Graph { page, shared, prefix };
    let mut nodes = vec![graph.website(), graph.web_page()];
    nodes.extend(graph.breadcrumbs());
    nodes.extend(graph.subject());
    json!({ "@context": "https://schema.org", "@graph": nodes })
}

struct Graph<'a> {
    page: &'a Page,
    shared: &'a Shared,
    /// Origin and base path, which make an address a URL.
    prefix: String,
}

impl Graph<'_> {
    fn url(&self, address: &str) -> String {
        url::href(&self.prefix, address)
    }

    /// The id of a thing that the page is or tells of.
    fn id(&self, name: &str) -> String {
        format!("{}#{name}", self.url(&self.page.address))
    }

    fn website(&self) -> Value {
        json!({
            "@type": "WebSite",
            "@id": format!("{}#website", self.url(url::HOME)),
            "url": self.url(url::HOME),
            "name": &*self.shared.title,
            "inLanguage": &*self.shared.language,
        })
    }

    fn web_page(&self) -> Value {
        let page = self.page;
        let mut node = object(json!({
            "@type": page_type(&page.view),
            "@id": self.id("page"),
            "url": self.url(&page.address),
            "name": &*page.title,
            "isPartOf": { "@id": format!("{}#website", self.url(url::HOME)) },
            "inLanguage": &*self.shared.language,
        }));
        put(&mut node, "description", shown_summary(&page.view).map(Value::from));
        put(
            &mut node,
            "breadcrumb",
            (!page.crumbs.is_empty()).then(|| self.reference("breadcrumb")),
        );
        put(&mut node, "about", about(&page.view, &page.title));
        put(&mut node, "mainEntity", self.subject().map(|_| self.reference("subject")));
        if let Some((byline, sources)) = said(&page.view) {
            self.say(&mut node, byline, sources);
        }
        Value::Object(node)
    }

    fn reference(&self, name: &str) -> Value {
        json!({ "@id": self.id(name) })
    }

    /// Who wrote it, who checked it, what it rests on.
    fn say(&self, node: &mut Map<String, Value>, byline: &Byline, sources: &[SourceView]) {
        put(node, "datePublished", byline.published.as_ref().map(day));
        put(node, "dateModified", byline.updated.as_ref().or(byline.published.as_ref()).map(day));
        put(node, "author", self.authors(byline));
        put(node, "citation", citations(sources));
        if let Status::Checked { by, on, .. } = &byline.status {
            let reviewer =
                json!({ "@type": "Person", "name": &*by.name, "url": self.url(&by.address) });
            put(node, "reviewedBy", Some(reviewer));
            put(node, "lastReviewed", Some(day(on)));
        }
        let licence = self.shared.licence.as_ref();
        put(node, "license", licence.map(|licence| Value::from(&*licence.address)));
    }

    fn authors(&self, byline: &Byline) -> Option<Value> {
        let author = |author: &Author| {
            let kind = person_type(author.is_team);
            json!({ "@type": kind, "name": &*author.title, "url": self.url(&author.address) })
        };
        let authors: Vec<Value> = byline.authors.iter().map(author).collect();
        (!authors.is_empty()).then(|| authors.into())
    }

    fn breadcrumbs(&self) -> Option<Value> {
        let own = Link::new(self.page.title.clone(), self.page.address.clone());
        let item = |(position, link): (usize, &Link)| {
            json!({
                "@type": "ListItem",
                "position": position,
                "name": &*link.title,
                "item": self.url(&link.address),
            })
        };
        let items: Vec<Value> =
            (1..).zip(self.page.crumbs.iter().chain([&own])).map(item).collect();
        (items.len() > 1).then(|| {
            json!({
                "@type": "BreadcrumbList",
                "@id": self.id("breadcrumb"),
                "itemListElement": items,
            })
        })
    }

    /// The thing that the page presents, where it is more than a page.
    fn subject(&self) -> Option<Value> {
        match &self.page.view {
            View::Exercise(view) => Some(self.exercise(view)),
            View::Routine(view) => Some(json!({
                "@type": "ExercisePlan",
                "@id": self.id("subject"),
                "name": &*self.page.title,
                "description": &*view.summary,
                "activityDuration": minutes(view.minutes),
                "hasPart": view.steps.iter().map(|step| json!({
                    "@type": "ExercisePlan",
                    "name": &*step.title,
                    "url": self.url(&step.address),
                })).collect::<Vec<_>>(),
            })),
            View::Article(view) => Some(self.article(&view.byline, &view.sources)),
            View::Person(view) => Some(json!({
                "@type": person_type(view.is_team),
                "@id": self.id("subject"),
                "name": &*self.page.title,
                "url": self.url(&self.page.address),
            })),
            _ => None,
        }
    }

    fn exercise(&self, view: &ExerciseView) -> Value {
        let numbers = &view.dose.numbers;
        // One long hold a set is told as so many holds, here as on the page.
        let are_holds = numbers.reps == 1 && numbers.hold_seconds > 0;
        let repetitions = if are_holds { numbers.sets } else { numbers.reps };
        let mut variables = Vec::new();
        if numbers.sets > 1 && !are_holds {
            variables.push(variable("sets", numbers.sets));
        }
        if numbers.hold_seconds > 0 {
            variables.push(variable("seconds of hold", numbers.hold_seconds));
        }
        let mut node = object(json!({
            "@type": "ExercisePlan",
            "@id": self.id("subject"),
            "name": &*self.page.title,
            "description": &*view.summary,
            "exerciseType": view.kind,
            "repetitions": repetitions,
            "activityFrequency": &view.dose.days,
            "activityDuration": minutes(view.dose.minutes),
        }));
        put(&mut node, "additionalVariable", (!variables.is_empty()).then(|| variables.into()));
        if numbers.rest_seconds > 0 && numbers.sets > 1 {
            let rest = super::dose::count(numbers.rest_seconds, "second");
            put(&mut node, "restPeriods", Some(rest.into()));
        }
        let muscle =
            |term: &super::part::TermView| json!({ "@type": "Muscle", "name": &*term.name });
        let muscles: Vec<Value> = view.primary.iter().map(muscle).collect();
        put(&mut node, "associatedAnatomy", (!muscles.is_empty()).then(|| muscles.into()));
        Value::Object(node)
    }

    fn article(&self, byline: &Byline, sources: &[SourceView]) -> Value {
        let page = self.page;
        let mut node = object(json!({
            "@type": "BlogPosting",
            "@id": self.id("subject"),
            "headline": &*page.title,
            "url": self.url(&page.address),
            "mainEntityOfPage": { "@id": self.id("page") },
            "inLanguage": &*self.shared.language,
        }));
        put(&mut node, "datePublished", page.published.as_ref().map(day));
        put(&mut node, "dateModified", page.updated.as_ref().or(page.published.as_ref()).map(day));
        put(&mut node, "author", self.authors(byline));
        put(&mut node, "citation", citations(sources));
        Value::Object(node)
    }
}

fn page_type(view: &View) -> &'static str {
    match view {
        View::Area(_)
        | View::Cause(_)
        | View::Symptom(_)
        | View::Exercise(_)
        | View::Routine(_)
        | View::WarningSigns(_)
        | View::Term(_) => "MedicalWebPage",
        View::Article(view) if view.is_health => "MedicalWebPage",
        View::Areas(_)
        | View::Symptoms(_)
        | View::Exercises(_)
        | View::Routines(_)
        | View::List(_)
        | View::Tags(_)
        | View::Muscles(_)
        | View::Equipment(_)
        | View::AToZ(_)
        | View::Levels(_)
        | View::Sources(_) => "CollectionPage",
        View::Person(_) => "ProfilePage",
        View::Home(_)
        | View::Article(_)
        | View::Standing(_)
        | View::NotFound(_)
        | View::Search(_)
        | View::Source(_) => "WebPage",
    }
}

/// The summary where the page shows it.
fn shown_summary(view: &View) -> Option<&str> {
    match view {
        View::Area(view) => Some(&view.summary),
        View::Cause(view) => Some(&view.summary),
        View::Symptom(view) => Some(&view.summary),
        View::Exercise(view) => Some(&view.summary),
        View::Routine(view) => Some(&view.summary),
        _ => None,
    }
}

/// What the page is about, by name alone: what causes it and what treats it is for a reviewer to say.
fn about(view: &View, title: &str) -> Option<Value> {
    let anatomy = |link: &Link| json!({ "@type": "AnatomicalStructure", "name": &*link.title });
    match view {
        View::Area(_) => Some(json!({ "@type": "SuperficialAnatomy", "name": title })),
        View::Cause(view) => {
            let mut node = object(json!({ "@type": "MedicalCondition", "name": title }));
            let names: Vec<&str> = view.other_names.iter().map(|name| &**name).collect();
            put(&mut node, "alternateName", (!names.is_empty()).then(|| names.into()));
            put(&mut node, "associatedAnatomy", view.area.as_ref().map(anatomy));
            Some(Value::Object(node))
        }
        View::Symptom(_) => Some(json!({ "@type": "MedicalSymptom", "name": title })),
        View::Article(view) if !view.areas.is_empty() => {
            Some(view.areas.iter().map(anatomy).collect::<Vec<_>>().into())
        }
        _ => None,
    }
}

fn said(view: &View) -> Option<(&Byline, &[SourceView])> {
    match view {
        View::Area(view) => Some((&view.byline, &view.sources)),
        View::Cause(view) => Some((&view.byline, &view.sources)),
        View::Symptom(view) => Some((&view.byline, &view.sources)),
        View::Exercise(view) => Some((&view.byline, &view.sources)),
        View::Routine(view) => Some((&view.byline, &view.sources)),
        View::Article(view) => Some((&view.byline, &view.sources)),
        _ => None,
    }
}

fn citations(sources: &[SourceView]) -> Option<Value> {
    let citation = |source: &SourceView| json!({ "@type": "CreativeWork", "name": &*source.title, "url": &*source.url });
    let citations: Vec<Value> = sources.iter().map(citation).collect();
    (!citations.is_empty()).then(|| citations.into())
}

fn variable(name: &str, value: u32) -> Value {
    json!({ "@type": "PropertyValue", "name": name, "value": value })
}

fn minutes(minutes: u32) -> String {
    format!("PT{minutes}M")
}

fn day(date: &Date) -> Value {
    Value::from(date.day.as_str())
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn put(node: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        node.insert(name.to_owned(), value);
    }
}

fn person_type(is_team: bool) -> &'static str {
    if is_team { "Organization" } else { "Person" }
}
