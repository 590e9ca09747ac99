//! A planned value, what all pages share and the templates → bytes. It sees no `Site`: the same
//! input gives the same bytes.

pub mod figure;
pub mod host_config;
pub mod json_feed;
pub mod json_ld;
pub mod markdown;
mod template_errors;
pub mod templates;
pub mod texts;
pub mod xml;

use crate::diagnostic::Diagnostic;
use crate::plan::routine::StepView;
use crate::plan::timer::Phase;
use crate::plan::{Origin, Output, Page, Shared, View, structured_data};

use templates::{Parts, Templates};
use texts::Texts;

/// The bytes of an output; `None` for a file that is copied or made of others.
///
/// # Errors
/// When its template cannot be rendered.
pub fn render(
    output: &Output,
    origin: &Origin,
    shared: &Shared,
    templates: &Templates,
    texts: &Texts,
) -> Option<Result<Vec<u8>, Diagnostic>> {
    match output {
        Output::Page(page) => Some(self::page(page, origin, shared, templates, texts)),
        Output::Redirect { to } => Some(templates.redirect(to, origin)),
        Output::Feed(feed) => Some(Ok(xml::feed(feed, shared, texts))),
        Output::JsonFeed(feed) => Some(Ok(json_feed::feed(feed, shared, texts))),
        Output::SitemapIndex(parts) => Some(Ok(xml::sitemap_index(parts, shared))),
        Output::Sitemap(rows) => Some(Ok(xml::sitemap(rows, shared))),
        Output::Text(text) => Some(Ok(text.clone().into_bytes())),
        Output::Copy(asset) => asset.built_in.map(|bytes| Ok(bytes.to_vec())),
        Output::Derived(_) => None,
    }
}

fn page(
    page: &Page,
    origin: &Origin,
    shared: &Shared,
    templates: &Templates,
    texts: &Texts,
) -> Result<Vec<u8>, Diagnostic> {
    let body = page.body.as_ref().map(|body| texts.html(&page.address, body, shared));
    let structured_data = templates
        .shows_structured_data
        .then(|| json_ld::script(&structured_data::of(page, shared)));
    let parts = Parts {
        body: body.as_ref().map_or("", |html| html.as_str()),
        structured_data: structured_data.unwrap_or_default(),
        figures: figures(page),
        phases: phases(page).map(|phases| json_ld::script(&phases)),
    };
    templates.page(page, &parts, origin)
}

/// The drawings of a page: that of its exercise, or a small one for each step of its routine.
fn figures(page: &Page) -> Vec<String> {
    match &page.view {
        View::Exercise(view) => {
            view.figure.iter().map(|drawn| figure::figure(drawn, "pose")).collect()
        }
        View::Routine(view) => {
            let small =
                |step: &StepView| step.figure.as_ref().map(|drawn| figure::thumbnail(drawn));
            view.steps.iter().map(|step| small(step).unwrap_or_default()).collect()
        }
        _ => Vec::new(),
    }
}

/// What the timer of a page plays.
fn phases(page: &Page) -> Option<&[Phase]> {
    match &page.view {
        View::Exercise(view) => Some(&view.phases),
        View::Routine(view) if !view.phases.is_empty() => Some(&view.phases),
        _ => None,
    }
}
