//! What all pages share: one value, made once. No page carries it, and no template reaches past it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::body_map::{BodyMapView, body_map};
use super::glossary::Glossary;
use super::outputs::{Outputs, is_static, with_slash};
use super::part::{Link, Run};
use super::{Context, url};
use crate::headers;
use crate::schema::{Allowed, Kind, PhoneNumber, Purpose, TermKind};
use crate::source::{Asset, Sources};

/// Settings, navigation and the addresses of files, for every template.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct Shared {
    pub title: Arc<str>,
    pub tagline: Arc<str>,
    pub description: Arc<str>,
    pub language: Arc<str>,
    /// Ends in a slash.
    pub base_url: String,
    /// Empty, or `/blog`.
    pub base_path: String,
    pub licence: Option<Link>,
    pub report_to: Option<Arc<str>>,
    /// The main parts of the site that exist.
    pub navigation: Vec<Link>,
    pub areas: Vec<Link>,
    pub body_map: Option<BodyMapView>,
    /// Indexes across the kinds, for the foot.
    pub indexes: Vec<Link>,
    /// Standing pages, for the foot.
    pub pages: Vec<Link>,
    pub warning_signs: Option<Arc<str>>,
    pub feed: Option<Arc<str>>,
    pub emergency: Vec<Run>,
    /// Whether there is a search index.
    pub search: bool,
    /// Whether HTML in a text is passed on.
    #[serde(skip)]
    pub raw_html: bool,
    /// What the tag `Content-Security-Policy` of a page says that does not search.
    pub policy: String,
    /// Hosts of others that pages load from.
    pub allowed: Vec<AllowedView>,
    /// The words of anatomy that link to their pages.
    #[serde(skip)]
    pub glossary: Glossary,
    /// The numbers of each token.
    #[serde(skip)]
    pub phone_numbers: BTreeMap<String, Vec<PhoneNumber>>,
    /// `style.css` → `/style.1a2b3c4d5e.css`, so that a browser keeps a file until it changes.
    pub files: BTreeMap<String, String>,
    /// `style.css` → `sha384-…`, so that a browser runs nothing that was changed on the way.
    pub integrity: BTreeMap<String, Arc<str>>,
    #[serde(serialize_with = "json")]
    extra: String,
}

/// A host of others, and what pages have of it.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct AllowedView {
    pub host: Arc<str>,
    pub purpose: Purpose,
}

impl From<&Allowed> for AllowedView {
    fn from(allowed: &Allowed) -> Self {
        Self { host: allowed.host.share(), purpose: allowed.purpose }
    }
}

/// `extra` is kept as canonical JSON, which can be hashed, and given to templates as a value.
fn json<S: serde::Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let value: serde_json::Value = serde_json::from_str(text).map_err(serde::ser::Error::custom)?;
    value.serialize(serializer)
}

/// Makes the shared value.
#[must_use]
pub fn shared(context: &Context<'_>, outputs: &Outputs, sources: &Sources) -> Shared {
    let settings = &context.site.settings;
    let of_kind = |kind| context.links(&context.site.of_kind(kind).collect::<Vec<_>>());
    let there = |address: &'static str| outputs.has(address).then(|| Arc::from(address));
    let licence = settings.licence.as_ref();
    let search = super::search::is_on(settings);
    Shared {
        title: settings.title.share(),
        tagline: settings.tagline.share(),
        description: settings.description.share(),
        language: settings.language.share(),
        base_url: with_slash(&settings.base_url),
        base_path: url::base_path(&settings.base_url),
        licence: licence.map(|licence| Link::new(licence.name.share(), licence.url.share())),
        report_to: settings.report_to.as_ref().map(crate::schema::Text::share),
        navigation: navigation(outputs),
        indexes: indexes(outputs, if search { "Search" } else { "Find a page" }),
        areas: of_kind(Kind::Area),
        body_map: body_map(context),
        pages: of_kind(Kind::Page),
        warning_signs: there(url::WARNING_SIGNS),
        feed: there(url::FEED),
        emergency: super::part::runs(settings, "{{emergency_number}}"),
        search,
        raw_html: settings.raw_html,
        policy: headers::content_security_policy(&settings.allow, false),
        allowed: settings.allow.iter().map(AllowedView::from).collect(),
        glossary: glossary(context),
        phone_numbers: phone_numbers(context),
        files: files(sources, search),
        integrity: integrity(sources, search),
        extra: serde_json::to_string(&settings.extra).expect("YAML maps with text keys are JSON"),
    }
}

impl Shared {
    /// The same for other contents of the files.
    pub(super) fn with_files(&self, sources: &Sources) -> Self {
        let (files, integrity) = (files(sources, self.search), integrity(sources, self.search));
        Self { files, integrity, ..self.clone() }
    }
}

fn navigation(outputs: &Outputs) -> Vec<Link> {
    existing(
        outputs,
        [
            ("Areas", url::AREAS),
            ("Exercises", url::EXERCISES),
            ("Routines", url::ROUTINES),
            ("Symptoms", url::SYMPTOMS),
            ("Articles", url::ARTICLES),
        ],
    )
}

fn indexes(outputs: &Outputs, search: &str) -> Vec<Link> {
    existing(
        outputs,
        [
            (search, url::SEARCH),
            ("A to Z", url::A_TO_Z),
            ("Exercises by level", url::LEVELS),
            ("Equipment", url::EQUIPMENT),
            ("Muscles", url::MUSCLES),
            ("Sources", url::SOURCES),
        ],
    )
}

fn existing<const N: usize>(outputs: &Outputs, links: [(&str, &str); N]) -> Vec<Link> {
    let there = links.into_iter().filter(|(_, address)| outputs.has(address));
    there.map(|(title, address)| Link::new(title, address)).collect()
}

/// Muscles by their plain and their medical names.
fn glossary(context: &Context<'_>) -> Glossary {
    let muscles = context.site.term_ids().map(|id| context.site.term(id));
    let muscles = muscles.filter(|term| term.kind == TermKind::Muscle);
    Glossary::new(muscles.flat_map(|term| {
        let names = std::iter::once(term.name.to_string())
            .chain(term.medical_name.as_ref().map(ToString::to_string));
        let address = super::term::address(term).unwrap_or_default();
        names.map(move |name| (name, address.to_string())).collect::<Vec<_>>()
    }))
}

fn phone_numbers(context: &Context<'_>) -> BTreeMap<String, Vec<PhoneNumber>> {
    let numbers = &context.site.settings.phone_numbers;
    let token = |purpose: &str| format!("{}_number", purpose.replace('-', "_"));
    numbers.iter().map(|(purpose, numbers)| (token(purpose), numbers.clone())).collect()
}

fn files(sources: &Sources, searches: bool) -> BTreeMap<String, String> {
    statics(sources, searches)
        .map(|(name, asset)| {
            let address = super::outputs::fingerprinted(asset);
            (name.to_owned(), address.unwrap_or_else(|| format!("/{name}")))
        })
        .collect()
}

fn integrity(sources: &Sources, searches: bool) -> BTreeMap<String, Arc<str>> {
    statics(sources, searches)
        .filter_map(|(name, asset)| Some((name.to_owned(), asset.integrity.clone()?)))
        .collect()
}

/// The static files that are published, by their names below `static/`.
fn statics(sources: &Sources, searches: bool) -> impl Iterator<Item = (&str, &Asset)> {
    let published = sources.assets().filter(move |asset| is_static(asset, searches));
    published.filter_map(|asset| Some((asset.path.strip_prefix("static/")?, asset)))
}
