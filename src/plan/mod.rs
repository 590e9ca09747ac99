//! The site → every output as a plain, hashable value that holds every fact it shows. Nothing else
//! reaches a template, so a page's value is the list of what it depends on.

pub mod area;
pub mod article;
pub mod body_map;
pub mod cause;
pub mod dose;
pub mod exercise;
pub mod feed;
pub mod glossary;
pub mod home;
pub mod hosts;
pub mod index;
pub mod list;
pub mod node;
pub mod outputs;
pub mod page;
pub mod part;
pub mod person;
pub mod picture;
mod reuse;
pub mod routine;
pub mod search;
pub mod shared;
pub mod social_card;
pub mod source;
pub mod standing;
pub mod structured_data;
pub mod symptom;
pub mod tag;
pub mod term;
pub mod timer;
pub mod url;
pub mod warning_signs;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Place};
use crate::headers::{self, Role};
use crate::link::{EntryId, RedFlagId, Site};
use crate::parse::Fields;
use crate::schema::{Day, ExerciseKind, Kind};
use crate::source::{Asset, Hash, Sources};

use part::{Card, Date, ExerciseRow, Link, Repeated, Teaser};
use picture::Picture;
use social_card::{CardLink, SocialCard};
use url::Addresses;

pub use feed::Feed;
pub use page::{Page, View};
pub use shared::Shared;

/// What every planner of a page reads.
#[derive(Debug)]
pub struct Context<'a> {
    pub site: &'a Site,
    seen: Arc<Seen>,
}

/// What pages show of other entries. No text of an entry is in it but for its first paragraph.
#[derive(Debug, Default)]
struct Seen {
    addresses: Addresses,
    /// The articles of each series, oldest first.
    series: BTreeMap<Arc<str>, Vec<EntryId>>,
    tags: tag::Tags,
    /// The days that entries were published or changed.
    dates: BTreeMap<Day, Date>,
    /// By entry.
    links: Vec<Link>,
    teasers: Vec<Repeated<Teaser>>,
    exercise_rows: BTreeMap<EntryId, (ExerciseKind, Repeated<ExerciseRow>)>,
    /// The site's own, for pages that have none.
    card: Option<CardLink>,
    /// By the red flags that they are made of.
    cards: BTreeMap<Vec<RedFlagId>, Repeated<Vec<Card>>>,
}

impl<'a> Context<'a> {
    /// What pages show of the entries of a site. All that is equal is shared with `other`, whose pages
    /// may stay.
    fn of(site: &'a Site, other: Option<&Seen>) -> Self {
        let none = Seen::default();
        let other = other.unwrap_or(&none);
        let (tags, addresses) = rayon::join(|| tag::by_tag(site), || Addresses::of_site(site));
        let link = |id: EntryId| {
            let link = Link::new(Arc::clone(site.entry(id).title()), Arc::clone(addresses.of(id)));
            link.or_equal(other.links.get(id.0 as usize))
        };
        let seen = Seen {
            dates: dates(site, &other.dates),
            links: site.ids().map(link).collect(),
            addresses,
            series: series(site),
            tags,
            card: social_card::of_site(site).map(|card| card.link(url::HOME)),
            ..Seen::default()
        };
        let context = Self { site, seen: Arc::new(seen) };
        let ids: Vec<EntryId> = site.ids().collect();
        let teaser = |id: EntryId| {
            Repeated::from(context.make_teaser(id)).or_equal(other.teasers.get(id.0 as usize))
        };
        let teasers = ids.into_par_iter().map(teaser).collect();
        let row = |id| {
            let (kind, row) = context.make_exercise_row(id)?;
            Some((id, (kind, row.or_equal(other.exercise_rows.get(&id).map(|(_, row)| row)))))
        };
        let exercise_rows = site.of_kind(Kind::Exercise).filter_map(row).collect();
        let shown: BTreeSet<_> = site.ids().map(|id| site.shown_red_flags(id)).collect();
        let cards = |flags: Vec<RedFlagId>| {
            let cards = Repeated::from(part::make_cards(&context, &flags));
            let cards = cards.or_equal(other.cards.get(&flags));
            (flags, cards)
        };
        let cards = shown.into_iter().map(cards).collect();
        let seen = Arc::into_inner(context.seen).expect("no page was planned yet");
        Self { site, seen: Arc::new(Seen { teasers, exercise_rows, cards, ..seen }) }
    }
}

fn dates(site: &Site, others: &BTreeMap<Day, Date>) -> BTreeMap<Day, Date> {
    let contents = site.ids().map(|id| site.entry(id).content());
    let days: BTreeSet<Day> = contents
        .flat_map(|content| content.date.into_iter().chain(content.common.updated))
        .collect();
    days.into_iter().map(|day| (day, Date::of(day).or_equal(others.get(&day)))).collect()
}

fn series(site: &Site) -> BTreeMap<Arc<str>, Vec<EntryId>> {
    let mut series: BTreeMap<Arc<str>, Vec<EntryId>> = BTreeMap::new();
    for id in site.of_kind(Kind::Article).collect::<Vec<_>>().into_iter().rev() {
        if let Fields::Article(article) = site.entry(id).fields()
            && let Some(name) = &article.series
        {
            series.entry(name.share()).or_default().push(id);
        }
    }
    series
}

/// Everything that a build writes.
#[derive(Debug, Clone)]
pub struct Plan {
    /// By output file, so that the order of the plan is the order of the folder. Two plans that differ
    /// in few pages share the others.
    pub outputs: BTreeMap<String, Arc<Planned>>,
    pub shared: Arc<Shared>,
    seen: Arc<Seen>,
}

impl Plan {
    /// The address of every entry.
    #[must_use]
    pub fn addresses(&self) -> &Addresses {
        &self.seen.addresses
    }

    /// The planned output of an address.
    #[must_use]
    pub fn at(&self, address: &str) -> Option<&Planned> {
        self.outputs.get(&url::file(address)).map(|planned| &**planned)
    }

    /// The planned page of an address.
    #[must_use]
    pub fn page(&self, address: &str) -> Option<&Page> {
        match &self.at(address)?.output {
            Output::Page(page) => Some(page),
            _ => None,
        }
    }
}

/// An output and what it comes from, for reports.
#[derive(Debug, PartialEq)]
pub struct Planned {
    pub address: Arc<str>,
    pub origin: Origin,
    pub output: Output,
}

impl Planned {
    /// Entry points are where readers and machines begin, so they change last.
    #[must_use]
    pub fn role(&self) -> Role {
        match &self.output {
            Output::Copy(asset) if *self.address == *part::asset_address(&asset.path) => {
                Role::Asset
            }
            Output::Copy(_) | Output::Derived(_) => Role::Fingerprinted,
            Output::Feed(_)
            | Output::JsonFeed(_)
            | Output::Sitemap(_)
            | Output::SitemapIndex(_)
            | Output::Text(_) => Role::EntryPoint,
            _ if *self.address == *url::HOME => Role::EntryPoint,
            Output::Page(_) | Output::Redirect { .. } => Role::Page,
        }
    }

    /// What the header `Content-Type` says of the output, which is written as `file`.
    #[must_use]
    pub fn content_type(&self, file: &str) -> String {
        match &self.output {
            Output::Feed(_) => headers::ATOM.to_owned(),
            Output::JsonFeed(_) => headers::JSON_FEED.to_owned(),
            Output::Page(_) | Output::Redirect { .. } => headers::HTML.to_owned(),
            Output::Sitemap(_) | Output::SitemapIndex(_) => headers::XML.to_owned(),
            Output::Text(_) => headers::TEXT.to_owned(),
            Output::Copy(_) | Output::Derived(_) => headers::content_type_of_name(file),
        }
    }
}

/// What an output comes from. It is no part of the output's value.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    pub place: Place,
    /// What to call it in a message: "article `hello`", "the tag `hills`".
    pub name: String,
    /// The kind that the summary counts it under.
    pub kind: Option<Kind>,
    /// The item of a list of an entry's front matter that asks for it. Its place is looked up for a
    /// report only.
    pub item: Option<(EntryId, &'static str, usize)>,
}

impl Origin {
    /// An output that soleus makes of the site as a whole.
    #[must_use]
    pub fn site(name: impl Into<String>) -> Self {
        Self { place: Place::Site, name: name.into(), kind: None, item: None }
    }

    /// The page of an entry.
    #[must_use]
    pub fn entry(site: &Site, id: EntryId) -> Self {
        let entry = site.entry(id);
        let kind = entry.kind();
        Self {
            place: Place::File(entry.document.file),
            name: format!("{} `{}`", kind.name(), entry.document.id),
            kind: Some(kind),
            item: None,
        }
    }
}

/// One output as a value.
#[derive(Debug, PartialEq, Hash)]
pub enum Output {
    Page(Box<Page>),
    Feed(Box<Feed>),
    JsonFeed(Box<Feed>),
    Sitemap(Vec<SitemapRow>),
    /// The parts of a sitemap that is too long for one file.
    SitemapIndex(Vec<Arc<str>>),
    /// A file of plain text.
    Text(String),
    /// A page that sends its readers on.
    Redirect {
        to: Arc<str>,
    },
    Copy(Asset),
    /// A file that is made of others, or drawn.
    Derived(Box<Derived>),
}

impl Output {
    /// Whether a template makes it.
    #[must_use]
    pub fn has_template(&self) -> bool {
        matches!(self, Self::Page(_) | Self::Redirect { .. })
    }
}

/// A file that is made only where it is missing, since that takes long.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Derived {
    Picture(Picture),
    Card(SocialCard),
}

impl Derived {
    /// Identifies the bytes, whatever the file is called.
    #[must_use]
    pub fn key(&self) -> Hash {
        match self {
            Self::Picture(picture) => picture.key(),
            Self::Card(card) => card.key(),
        }
    }
}

/// An address of the sitemap.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SitemapRow {
    pub address: Arc<str>,
    pub modified: Option<String>,
}

/// Plans everything that the site publishes.
pub fn plan(site: &Site, sources: &Sources, found: &mut Vec<Diagnostic>) -> Plan {
    plan_like(None, site, sources, found)
}

/// The same plan, which shares with another all outputs that are equal.
pub fn plan_like(
    other: Option<&Plan>,
    site: &Site,
    sources: &Sources,
    found: &mut Vec<Diagnostic>,
) -> Plan {
    let context = Context::of(site, other.map(|plan| &*plan.seen));
    let mut outputs = outputs::Outputs::like(other);
    outputs::entries(&context, &mut outputs);
    outputs::lists(&context, &mut outputs);
    outputs::redirects(&context, &mut outputs);
    outputs::copies(&context, sources, &mut outputs);
    outputs::derived(&context, &mut outputs);
    outputs::machine(&context, &mut outputs);
    let shared = shared::shared(&context, &outputs, sources).into();
    Plan { outputs: outputs.finish(site, found), shared, seen: context.seen }
}
