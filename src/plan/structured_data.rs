//! What a page tells machines: one JSON-LD graph of schema.org types, made from the page's own view,
//! so that it cannot say what the page does not show. It names no treatment and no cause, and no
//! reviewer before a review.
//!
//! The types and properties are those of schema.org's health vocabulary,
//! <https://schema.org/docs/meddocs.html>.

use super::exercise::ExerciseView;
use super::node::{Node, Thing};
use super::part::{Author, Byline, Date, Link, SourceView, Status};
use super::routine::{RoutineView, StepView};
use super::{Page, Shared, View, url};

/// The graph of a page. It is made when the page is rendered, since it repeats what the view holds.
#[must_use]
pub fn of<'a>(page: &'a Page, shared: &'a Shared) -> Thing<'a> {
    let address = url::absolute(&shared.base_url, &page.address);
    let graph = Graph { page, shared, address };
    let subject = graph.subject();
    let web_page = graph.web_page(subject.is_some());
    let nodes = [Some(graph.website()), Some(web_page), graph.breadcrumbs(), subject];
    Thing::default()
        .with("@context", "https://schema.org")
        .with_list("@graph", nodes.into_iter().flatten())
}

struct Graph<'a> {
    page: &'a Page,
    shared: &'a Shared,
    /// The URL of the page.
    address: String,
}

impl<'a> Graph<'a> {
    fn url(&self, address: &str) -> String {
        url::absolute(&self.shared.base_url, address)
    }

    /// The id of a thing that the page is or tells of.
    fn id(&self, name: &str) -> String {
        format!("{}#{name}", self.address)
    }

    fn website_id(&self) -> String {
        format!("{}#website", self.url(url::HOME))
    }

    fn website(&self) -> Thing<'a> {
        Thing::of_type("WebSite")
            .with("@id", self.website_id())
            .with("url", self.url(url::HOME))
            .with("name", &*self.shared.title)
            .with("inLanguage", &*self.shared.language)
    }

    fn web_page(&self, has_subject: bool) -> Thing<'a> {
        let page = self.page;
        let node = Thing::of_type(page_type(&page.view))
            .with("@id", self.id("page"))
            .with("url", self.address.clone())
            .with("name", &*page.title)
            .with("isPartOf", Thing::default().with("@id", self.website_id()))
            .with("inLanguage", &*self.shared.language)
            .with_some("description", shown_summary(&page.view))
            .with_some("breadcrumb", self.reference("breadcrumb", !page.crumbs.is_empty()))
            .with_some("about", about(&page.view, &page.title))
            .with_some("mainEntity", self.reference("subject", has_subject));
        match said(&page.view) {
            Some((byline, sources)) => self.say(node, byline, sources),
            None => node,
        }
    }

    fn reference(&self, name: &str, is_there: bool) -> Option<Thing<'a>> {
        is_there.then(|| Thing::default().with("@id", self.id(name)))
    }

    /// Who wrote it, who checked it, what it rests on.
    fn say(&self, node: Thing<'a>, byline: &'a Byline, sources: &'a [SourceView]) -> Thing<'a> {
        let node = node
            .with_some("datePublished", byline.published.as_ref().map(day))
            .with_some(
                "dateModified",
                byline.updated.as_ref().or(byline.published.as_ref()).map(day),
            )
            .with_list("author", self.authors(byline))
            .with_list("citation", citations(sources))
            .with_some("license", self.shared.licence.as_ref().map(|licence| &*licence.address));
        let Status::Checked { by, on, .. } = &byline.status else { return node };
        let reviewer =
            Thing::of_type("Person").with("name", &*by.name).with("url", self.url(&by.address));
        node.with("reviewedBy", reviewer).with("lastReviewed", day(on))
    }

    fn authors(&self, byline: &'a Byline) -> impl Iterator<Item = Thing<'a>> {
        let author = |author: &'a Author| {
            Thing::of_type(person_type(author.is_team))
                .with("name", &*author.title)
                .with("url", self.url(&author.address))
        };
        byline.authors.iter().map(author)
    }

    fn breadcrumbs(&self) -> Option<Thing<'a>> {
        let page = self.page;
        let item = |(position, (title, address)): (u32, (&'a str, &str))| {
            Thing::of_type("ListItem")
                .with("position", position)
                .with("name", title)
                .with("item", self.url(address))
        };
        let above = page.crumbs.iter().map(|link| (&*link.title, &*link.address));
        let items = (1..).zip(above.chain([(&*page.title, &*page.address)])).map(item);
        (!page.crumbs.is_empty()).then(|| {
            Thing::of_type("BreadcrumbList")
                .with("@id", self.id("breadcrumb"))
                .with_list("itemListElement", items)
        })
    }

    /// The thing that the page presents, where it is more than a page.
    fn subject(&self) -> Option<Thing<'a>> {
        let page = self.page;
        let thing = match &page.view {
            View::Exercise(view) => exercise(view).with("name", &*page.title),
            View::Routine(view) => self.routine(view).with("name", &*page.title),
            View::Article(view) => self.article(&view.byline, &view.sources),
            View::Person(view) => Thing::of_type(person_type(view.is_team))
                .with("name", &*page.title)
                .with("url", self.address.clone()),
            _ => return None,
        };
        Some(thing.with("@id", self.id("subject")))
    }

    fn routine(&self, view: &'a RoutineView) -> Thing<'a> {
        let part = |step: &'a StepView| {
            Thing::of_type("ExercisePlan")
                .with("name", &*step.title)
                .with("url", self.url(&step.address))
        };
        let parts: Vec<Node<'a>> = view.steps.iter().map(part).map(Node::from).collect();
        Thing::of_type("ExercisePlan")
            .with("description", &*view.summary)
            .with("activityDuration", minutes(view.minutes))
            .with("hasPart", parts)
    }

    fn article(&self, byline: &'a Byline, sources: &'a [SourceView]) -> Thing<'a> {
        let page = self.page;
        Thing::of_type("BlogPosting")
            .with("headline", &*page.title)
            .with("url", self.address.clone())
            .with("mainEntityOfPage", Thing::default().with("@id", self.id("page")))
            .with("inLanguage", &*self.shared.language)
            .with_some("datePublished", page.published.as_ref().map(day))
            .with_some("dateModified", page.updated.as_ref().or(page.published.as_ref()).map(day))
            .with_list("author", self.authors(byline))
            .with_list("citation", citations(sources))
    }
}

fn exercise(view: &ExerciseView) -> Thing<'_> {
    let numbers = &view.dose.numbers;
    // One long hold a set is told as so many holds, here as on the page.
    let are_holds = numbers.reps == 1 && numbers.hold_seconds > 0;
    let sets = (numbers.sets > 1 && !are_holds).then(|| variable("sets", numbers.sets));
    let hold =
        (numbers.hold_seconds > 0).then(|| variable("seconds of hold", numbers.hold_seconds));
    let rests = numbers.rest_seconds > 0 && numbers.sets > 1;
    let rest = rests.then(|| super::dose::count(numbers.rest_seconds, "second"));
    let muscles =
        view.primary.iter().map(|term| Thing::of_type("Muscle").with("name", &*term.name));
    Thing::of_type("ExercisePlan")
        .with("description", &*view.summary)
        .with("exerciseType", view.kind)
        .with("repetitions", if are_holds { numbers.sets } else { numbers.reps })
        .with("activityFrequency", &*view.dose.days)
        .with("activityDuration", minutes(view.dose.minutes))
        .with_list("additionalVariable", sets.into_iter().chain(hold))
        .with_some("restPeriods", rest)
        .with_list("associatedAnatomy", muscles)
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
fn about<'a>(view: &'a View, title: &'a str) -> Option<Node<'a>> {
    let thing = |kind| Thing::of_type(kind).with("name", title);
    let anatomy = |link: &'a Link| Thing::of_type("AnatomicalStructure").with("name", &*link.title);
    match view {
        View::Area(_) => Some(thing("SuperficialAnatomy").into()),
        View::Cause(view) => {
            let names: Vec<Node<'a>> =
                view.other_names.iter().map(|name| (&**name).into()).collect();
            let condition = thing("MedicalCondition")
                .with_some("alternateName", (!names.is_empty()).then_some(names))
                .with_some("associatedAnatomy", view.area.as_ref().map(anatomy));
            Some(condition.into())
        }
        View::Symptom(_) => Some(thing("MedicalSymptom").into()),
        View::Article(view) if !view.areas.is_empty() => {
            Some(view.areas.iter().map(anatomy).map(Node::from).collect::<Vec<_>>().into())
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

fn citations(sources: &[SourceView]) -> impl Iterator<Item = Thing<'_>> {
    sources.iter().map(|source| {
        Thing::of_type("CreativeWork").with("name", &*source.title).with("url", &*source.url)
    })
}

fn variable(name: &'static str, value: u32) -> Thing<'static> {
    Thing::of_type("PropertyValue").with("name", name).with("value", value)
}

fn minutes(minutes: u32) -> String {
    format!("PT{minutes}M")
}

fn day(date: &Date) -> &str {
    &date.day
}

fn person_type(is_team: bool) -> &'static str {
    if is_team { "Organization" } else { "Person" }
}
