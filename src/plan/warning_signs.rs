//! All warning signs, by level: the same words as on the cards, since they are the same data.

use std::sync::Arc;

use serde::Serialize;

use super::part::{Citations, Link, Run, Sections, SignView, SourceView, runs};
use super::{Context, Page, View, url, words};
use crate::link::LinkedRedFlag;
use crate::schema::Urgency;

/// The page of all warning signs.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct WarningSignsView {
    pub levels: Vec<LevelView>,
    pub sources: Vec<SourceView>,
}

/// One level and its dangers.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct LevelView {
    pub level: Urgency,
    pub name: &'static str,
    pub heading: Vec<Run>,
    pub after: Vec<Run>,
    pub flags: Vec<FlagView>,
}

/// A danger with its signs of one level.
#[derive(Debug, PartialEq, Hash, Serialize)]
pub struct FlagView {
    pub about: Arc<str>,
    pub signs: Vec<SignView>,
    pub risk: Option<Arc<str>>,
    pub also: Vec<Run>,
    pub areas: Vec<Link>,
    pub citations: Vec<u32>,
}

pub fn page(context: &Context<'_>) -> Page {
    let mut citations = Citations::default();
    let levels: Vec<LevelView> = Urgency::ALL
        .into_iter()
        .filter_map(|level| level_view(context, level, &mut citations))
        .collect();
    let view = WarningSignsView { levels, sources: citations.list(context, &[]) };
    let mut sections = Sections::default();
    for level in &view.levels {
        sections = sections.when(true, level.level.name(), level.name);
    }
    let sections = sections.when(!view.sources.is_empty(), "sources", "Sources");
    let description =
        "The signs that mean stop and get help, by how soon, for every area of this site.";
    let view = View::WarningSigns(view);
    let title = "Warning signs";
    let mut page =
        Page::new(context, url::WARNING_SIGNS, "warning-signs.html", title, description, view)
            .below(Vec::new());
    page.sections = sections.0;
    page
}

fn level_view(
    context: &Context<'_>,
    level: Urgency,
    citations: &mut Citations,
) -> Option<LevelView> {
    let settings = &context.site.settings;
    let card = settings.cards.get(&level)?;
    let flags = context.site.red_flags.iter();
    let flags: Vec<FlagView> =
        flags.filter_map(|flag| flag_view(context, flag, level, citations)).collect();
    (!flags.is_empty()).then(|| LevelView {
        level,
        name: words::urgency(level),
        heading: runs(settings, &card.heading),
        after: card.after.as_deref().map(|after| runs(settings, after)).unwrap_or_default(),
        flags,
    })
}

fn flag_view(
    context: &Context<'_>,
    linked: &LinkedRedFlag,
    level: Urgency,
    citations: &mut Citations,
) -> Option<FlagView> {
    let flag = &linked.item.value;
    let signs: Vec<SignView> =
        flag.signs.iter().filter(|sign| sign.level == level).map(SignView::of).collect();
    let settings = &context.site.settings;
    (!signs.is_empty()).then(|| FlagView {
        about: flag.about.share(),
        signs,
        risk: flag.risk.as_ref().map(crate::schema::Text::share),
        also: flag.also.as_deref().map(|also| runs(settings, also)).unwrap_or_default(),
        areas: context.links(&linked.areas),
        citations: citations.numbers(&linked.sources),
    })
}
