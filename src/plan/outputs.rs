//! Which outputs a site has; two at one address, also by case or Unicode form, are an error.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

use super::social_card::SocialCard;
use super::{Context, Derived, Origin, Output, Page, Plan, Planned, SitemapRow, hosts, url};
use super::{
    area, article, cause, exercise, feed, home, index, list, person, picture, routine, social_card,
    source, standing, symptom, term, warning_signs,
};
use crate::diagnostic::{Diagnostic, Place};
use crate::link::targets::originals;
use crate::link::{EntryId, Site, Target};
use crate::parse::yaml::Key;
use crate::schema::Kind;
use crate::source::{Asset, Sources};
use crate::theme;

/// The outputs so far, and where two of them met.
#[derive(Debug, Default)]
pub struct Outputs<'a> {
    /// Those of another plan, of which all that are equal are shared.
    others: Option<&'a BTreeMap<String, Arc<Planned>>>,
    by_file: BTreeMap<String, Arc<Planned>>,
    /// File names as a file system that folds case and Unicode forms sees them.
    folded: HashMap<String, String>,
    collisions: Vec<(String, Origin)>,
}

impl<'a> Outputs<'a> {
    /// No outputs yet; those that equal one of `other` are to be shared with it.
    pub(super) fn like(other: Option<&'a Plan>) -> Self {
        Self { others: other.map(|plan| &plan.outputs), ..Self::default() }
    }

    pub(super) fn add(&mut self, address: impl Into<Arc<str>>, origin: Origin, output: Output) {
        self.insert(self.shared(Planned { address: address.into(), origin, output }));
    }

    /// The same output of the other plan, if it has it.
    fn shared(&self, planned: Planned) -> Arc<Planned> {
        let other = self.others.and_then(|others| others.get(&url::file(&planned.address)));
        match other {
            Some(other) if **other == planned => Arc::clone(other),
            _ => planned.into(),
        }
    }

    fn insert(&mut self, planned: Arc<Planned>) {
        let file = url::file(&planned.address);
        let folded = fold(&file);
        if let Some(first) = self.folded.get(&folded) {
            self.collisions.push((first.clone(), planned.origin.clone()));
            return;
        }
        self.folded.insert(folded, file.clone());
        self.by_file.insert(file, planned);
    }

    fn page(&mut self, origin: Origin, page: impl Into<Box<Page>>) {
        let page = page.into();
        self.add(Arc::clone(&page.address), origin, Output::Page(page));
    }

    /// Everything so far, in the order of the files.
    pub(super) fn all(&self) -> impl Iterator<Item = &Planned> {
        self.by_file.values().map(|planned| &**planned)
    }

    /// Whether there is something at an address.
    #[must_use]
    pub fn has(&self, address: &str) -> bool {
        self.by_file.contains_key(&url::file(address))
    }

    /// The outputs by file; every collision has become a diagnostic that names both sides. Two sides
    /// that meet at many addresses, such as the pages of two tags, are told of once.
    pub fn finish(
        self,
        site: &Site,
        found: &mut Vec<Diagnostic>,
    ) -> BTreeMap<String, Arc<Planned>> {
        let met = self.collisions.iter().map(|(file, second)| (&self.by_file[file], second));
        let in_the_way = self.by_file.par_iter().filter_map(|(file, planned)| {
            let parent = file_in_the_way(file, &self.folded)?;
            Some((&self.by_file[parent], &planned.origin))
        });
        let in_the_way: Vec<_> = in_the_way.collect();
        let mut told = BTreeSet::new();
        for (first, second) in met.chain(in_the_way) {
            // Two entries of one kind and id are reported for their id.
            let is_new = told.insert((&first.origin.name, &second.name));
            if is_new && first.origin.name != second.name {
                found.push(collision(site, first, second));
            }
        }
        self.by_file
    }
}

/// An output whose folder is itself an output, such as `a` and `a/index.html`.
fn file_in_the_way<'a>(file: &str, folded: &'a HashMap<String, String>) -> Option<&'a String> {
    let file = fold(file);
    let mut inside = file.as_str();
    while let Some((parent, _)) = inside.rsplit_once('/') {
        if let Some(file) = folded.get(parent) {
            return Some(file);
        }
        inside = parent;
    }
    None
}

fn fold(file: &str) -> String {
    if file.is_ascii() {
        return file.to_ascii_lowercase();
    }
    file.nfkc().flat_map(char::to_lowercase).nfkc().collect()
}

/// The place is that of the second, or of the first where the second is made of the site as a whole.
fn collision(site: &Site, first: &Planned, second: &Origin) -> Diagnostic {
    let message =
        format!("two outputs at `{}`: {} and {}", first.address, first.origin.name, second.name);
    let (place, other, name) = match (place_of(site, &first.origin), place_of(site, second)) {
        (place, Place::Site) => (place, Place::Site, &second.name),
        (other, place) => (place, other, &first.origin.name),
    };
    let diagnostic = Diagnostic::error("address-collision", place, message)
        .help("give one of the two another name or address");
    match other {
        Place::At(span) => diagnostic.related(span, format!("{name} is here")),
        _ => diagnostic,
    }
}

fn place_of(site: &Site, origin: &Origin) -> Place {
    match origin.item {
        Some((id, field, at)) => {
            site.entry(id).document.locate(&[Key::Field(field), Key::Item(at)]).into()
        }
        None => origin.place,
    }
}

/// The page of every entry.
pub fn entries(context: &Context<'_>, outputs: &mut Outputs<'_>) {
    let ids: Vec<EntryId> = context.site.ids().collect();
    let planned = |id| {
        let page = page_of_entry(context, id);
        let (address, origin) = (Arc::clone(&page.address), Origin::entry(context.site, id));
        outputs.shared(Planned { address, origin, output: Output::Page(page.into()) })
    };
    let pages: Vec<Arc<Planned>> = ids.into_par_iter().map(planned).collect();
    for page in pages {
        outputs.insert(page);
    }
}

pub(super) fn page_of_entry(context: &Context<'_>, id: EntryId) -> Page {
    use crate::parse::Fields;
    match context.site.entry(id).fields() {
        Fields::Article(fields) => article::page(context, id, fields),
        Fields::Area(fields) => area::page(context, id, fields),
        Fields::Cause(fields) => cause::page(context, id, fields),
        Fields::Symptom(fields) => symptom::page(context, id, fields),
        Fields::Exercise(fields) => exercise::page(context, id, fields),
        Fields::Routine(fields) => routine::page(context, id, fields),
        Fields::Person(fields) => person::page(context, id, fields),
        Fields::Page(_) => standing::page(context, id),
    }
}

/// Home, the lists of each kind that the site has, and the pages that need no entry.
pub fn lists(context: &Context<'_>, outputs: &mut Outputs<'_>) {
    outputs.page(Origin::site("the home page"), home::page(context));
    outputs.page(Origin::site("the page for a wrong address"), standing::not_found(context));
    let has = |kind| context.site.of_kind(kind).next().is_some();
    if has(Kind::Area) {
        outputs.page(Origin::site("the list of areas"), area::list(context));
    }
    if has(Kind::Exercise) {
        outputs.page(Origin::site("the list of exercises"), exercise::list(context));
    }
    if has(Kind::Routine) {
        outputs.page(Origin::site("the list of routines"), routine::list(context));
    }
    if has(Kind::Symptom) {
        outputs.page(Origin::site("the list of symptoms"), symptom::list(context));
    }
    if !context.site.red_flags.is_empty() {
        outputs.page(Origin::site("the page of warning signs"), warning_signs::page(context));
    }
    let lists = [list::pages, term::pages, index::pages, source::pages];
    for (origin, page) in lists.into_iter().flat_map(|pages| pages(context)) {
        outputs.page(origin, page);
    }
}

/// A redirect from every old address.
pub fn redirects(context: &Context<'_>, outputs: &mut Outputs<'_>) {
    for id in context.site.ids() {
        let entry = context.site.entry(id);
        for (at, alias) in entry.content().common.aliases.iter().enumerate() {
            let origin = Origin {
                place: entry.document.file.into(),
                name: format!("the alias `{}` of `{}`", &**alias, entry.document.id),
                kind: None,
                item: Some((id, "aliases", at)),
            };
            let address = folder_address(alias);
            if entry.kind() == Kind::Area {
                redirect_list(context, id, &address, &origin, outputs);
            }
            let to = Arc::clone(context.seen.addresses.of(id));
            outputs.add(address, origin, Output::Redirect { to });
        }
    }
}

/// The list of an area's articles lies below its page and has an old address with it.
fn redirect_list(
    context: &Context<'_>,
    id: EntryId,
    page: &str,
    origin: &Origin,
    outputs: &mut Outputs<'_>,
) {
    let to = Arc::clone(&area::articles_link(context, id).address);
    if page.ends_with('/') && outputs.has(&to) {
        let address = format!("{page}{}", area::ARTICLES);
        outputs.add(address, origin.clone(), Output::Redirect { to });
    }
}

/// An alias without a file name is a folder, so that the server finds its page.
#[must_use]
pub fn folder_address(alias: &str) -> Arc<str> {
    let last = alias.rsplit('/').next().unwrap_or_default();
    if last.is_empty() || last.contains('.') { alias.into() } else { format!("{alias}/").into() }
}

/// The second address of a file of `static/` that pages load, with its hash in the name. The first stays:
/// a stylesheet, a template or a letter may name it.
pub(super) fn fingerprinted(asset: &Asset) -> Option<String> {
    let name = asset.path.strip_prefix("static")?;
    url::fingerprinted(name, asset.hash)
}

/// The files beside entries that a published text names and that are published as they are. A picture
/// that is made in sizes is not: cameras write into it where it was taken.
#[must_use]
pub fn named_assets(site: &Site) -> BTreeSet<Arc<str>> {
    let is_named = |target: &Target| match target {
        Target::Asset { path, original: None, .. } => Some(Arc::clone(path)),
        _ => None,
    };
    site.entries.iter().flat_map(|entry| &entry.targets).filter_map(is_named).collect()
}

/// Everything in `static/`, and the files beside entries that a published text names.
pub fn copies(context: &Context<'_>, sources: &Sources, outputs: &mut Outputs<'_>) {
    let named = named_assets(context.site);
    let searches = super::search::is_on(&context.site.settings);
    for asset in sources.assets() {
        if is_static(asset, searches) || named.contains(&asset.path) {
            let origin = Origin::site(format!("the file `{}`", asset.path));
            let address = super::part::asset_address(&asset.path);
            if let Some(address) = fingerprinted(asset) {
                outputs.add(address, origin.clone(), Output::Copy(asset.clone()));
            }
            outputs.add(address, origin, Output::Copy(asset.clone()));
        }
    }
}

/// Whether the file is published because it lies in `static/`. Without a search, its program is not.
#[must_use]
pub fn is_static(asset: &Asset, searches: bool) -> bool {
    asset.path.starts_with("static/") && (searches || !theme::is_search_script(asset))
}

/// Pictures in sizes, and cards.
pub fn derived(context: &Context<'_>, outputs: &mut Outputs<'_>) {
    for original in originals(context.site).into_values() {
        let origin = Origin::site(format!("the picture `{}`", original.path));
        let pictures = picture::in_sizes(original).into_iter();
        for picture in pictures.chain([picture::fallback(original)]) {
            let address = picture.address();
            outputs.add(address, origin.clone(), Output::Derived(Derived::Picture(picture).into()));
        }
    }
    let site = context.site;
    let of_site = social_card::of_site(site).map(|card| (Arc::from(url::HOME), card));
    let of_entry =
        |id| Some((Arc::clone(context.seen.addresses.of(id)), social_card::of_entry(site, id)?));
    let ids: Vec<EntryId> = site.ids().collect();
    let of_entries = ids.into_par_iter().filter_map(of_entry);
    let named = |(page, card): (Arc<str>, SocialCard)| (card.link(&page).address, page, card);
    let cards: Vec<_> = of_site.into_par_iter().chain(of_entries).map(named).collect();
    for (address, page, card) in cards {
        let origin = Origin::site(format!("the card of `{page}`"));
        outputs.add(address, origin, Output::Derived(Derived::Card(card).into()));
    }
}

/// Feed, sitemap, robots.txt and what hosts read; they come last, since they tell of the pages.
pub fn machine(context: &Context<'_>, outputs: &mut Outputs<'_>) {
    if let Some(feed) = feed::of_site(context, url::FEED) {
        outputs.add(url::FEED, Origin::site("the feed"), Output::Feed(Box::new(feed)));
    }
    if let Some(feed) = feed::of_site(context, url::JSON_FEED) {
        outputs.add(
            url::JSON_FEED,
            Origin::site("the JSON feed"),
            Output::JsonFeed(Box::new(feed)),
        );
    }
    for (address, origin, feed) in list::feeds(context) {
        outputs.add(address, origin, Output::Feed(Box::new(feed)));
    }
    add_sitemap(outputs);
    if !outputs.has(url::ROBOTS) {
        let sitemap = format!("{}sitemap.xml", with_slash(&context.site.settings.base_url));
        let text = format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n");
        outputs.add(url::ROBOTS, Origin::site("robots.txt"), Output::Text(text));
    }
    hosts::files(context, outputs);
}

/// The base URL, ending in a slash.
#[must_use]
pub fn with_slash(base_url: &str) -> String {
    format!("{}/", base_url.trim_end_matches('/'))
}

/// How many addresses a sitemap may hold: <https://www.sitemaps.org/protocol.html>.
const SITEMAP_LIMIT: usize = 50_000;

fn add_sitemap(outputs: &mut Outputs<'_>) {
    let rows = sitemap(outputs);
    let origin = Origin::site("the sitemap");
    if rows.len() <= SITEMAP_LIMIT {
        outputs.add(url::SITEMAP, origin, Output::Sitemap(rows));
        return;
    }
    let mut parts: Vec<Arc<str>> = Vec::new();
    for (number, rows) in (1..).zip(rows.chunks(SITEMAP_LIMIT)) {
        let part: Arc<str> = format!("/sitemap-{number}.xml").into();
        parts.push(Arc::clone(&part));
        outputs.add(part, origin.clone(), Output::Sitemap(rows.to_vec()));
    }
    outputs.add(url::SITEMAP, origin, Output::SitemapIndex(parts));
}

fn sitemap(outputs: &Outputs<'_>) -> Vec<SitemapRow> {
    let row = |planned: &Planned| match &planned.output {
        Output::Page(page) if !page.is_hidden => Some(SitemapRow {
            address: Arc::clone(&page.address),
            modified: page
                .updated
                .as_ref()
                .or(page.published.as_ref())
                .map(|date| date.day.clone()),
        }),
        _ => None,
    };
    outputs.by_file.values().filter_map(|planned| row(planned)).collect()
}
