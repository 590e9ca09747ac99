//! The parts that pages are made of: links, teasers, cards, citations, bylines. Each is a plain
//! value with every fact that it shows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::Context;
use super::dose::Numbers;
use crate::link::{Entry, EntryId, RedFlagId, SourceId, Target, TermId};
use crate::parse::Fields;
use crate::parse::markdown::{self, Piece, Wanted};
use crate::schema::{Day, Kind, PhoneNumber, Settings, SourceStatus, Urgency};
use crate::source::ImageSize;

/// A title and where it leads.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Link {
    pub title: Arc<str>,
    pub address: Arc<str>,
}

impl Link {
    pub fn new(title: impl Into<Arc<str>>, address: impl Into<Arc<str>>) -> Self {
        Self { title: title.into(), address: address.into() }
    }
}

/// A link with a line about what is behind it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Teaser {
    pub title: Arc<str>,
    pub address: Arc<str>,
    pub summary: Arc<str>,
    /// What it is, in a few words: "Strength, beginner".
    pub label: Option<String>,
    pub date: Option<Date>,
}

/// A day for readers and for machines.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Date {
    /// `2026-12-01`.
    pub day: String,
    /// `1 December 2026`.
    pub words: String,
}

impl From<Day> for Date {
    fn from(day: Day) -> Self {
        Self { day: day.to_string(), words: day.0.strftime("%-d %B %Y").to_string() }
    }
}

/// Text with site tokens in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Run {
    Text(String),
    Numbers(Vec<PhoneNumber>),
}

/// The telephone numbers that a token such as `emergency_number` stands for.
#[must_use]
pub fn token<'a>(settings: &'a Settings, name: &str) -> Option<&'a [PhoneNumber]> {
    let purpose = name.strip_suffix("_number")?.replace('_', "-");
    settings.phone_numbers.get(purpose.as_str()).map(Vec::as_slice)
}

/// Splits text at its tokens. An unknown token stays as it is; a rule reports it.
#[must_use]
pub fn runs(settings: &Settings, text: &str) -> Vec<Run> {
    let run = |piece: Piece<'_>| match piece {
        Piece::Text(text) => Run::Text(text.to_owned()),
        Piece::Token(name, range) => token(settings, name).map_or_else(
            || Run::Text(text[range].to_owned()),
            |numbers| Run::Numbers(numbers.to_vec()),
        ),
    };
    markdown::pieces(text).into_iter().map(run).collect()
}

/// How many signs a card shows before it sends the reader to all of them.
pub const SIGNS_ON_A_CARD: usize = 6;

/// The warning signs of one level.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Card {
    pub level: Urgency,
    pub heading: Vec<Run>,
    pub signs: Vec<SignView>,
    pub after: Vec<Run>,
    /// How many more there are, and where.
    pub more: usize,
    pub all: Arc<str>,
}

/// One sign and its condition.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct SignView {
    pub sign: Arc<str>,
    pub only_with: Option<Arc<str>>,
}

/// One card a level, of the red flags in their order: the first sign of each in turn, then the
/// second of each, so that no danger is crowded out by another's many signs.
pub(super) fn make_cards(context: &Context<'_>, flags: &[RedFlagId]) -> Vec<Card> {
    Urgency::ALL.into_iter().filter_map(|level| card(context, flags, level)).collect()
}

fn card(context: &Context<'_>, flags: &[RedFlagId], level: Urgency) -> Option<Card> {
    let words = context.site.settings.cards.get(&level)?;
    let mut signs = in_turns(context, flags, level);
    let more = signs.len().saturating_sub(SIGNS_ON_A_CARD);
    signs.truncate(SIGNS_ON_A_CARD);
    let settings = &context.site.settings;
    (!signs.is_empty()).then(|| Card {
        level,
        heading: runs(settings, &words.heading),
        signs,
        after: words.after.as_deref().map(|after| runs(settings, after)).unwrap_or_default(),
        more,
        all: super::url::WARNING_SIGNS.into(),
    })
}

fn in_turns(context: &Context<'_>, flags: &[RedFlagId], level: Urgency) -> Vec<SignView> {
    let of_flag = |flag: &RedFlagId| -> Vec<SignView> {
        let signs = &context.site.red_flag(*flag).item.value.signs;
        signs.iter().filter(|sign| sign.level == level).map(SignView::of).collect()
    };
    let lists: Vec<Vec<SignView>> = flags.iter().map(of_flag).collect();
    let longest = lists.iter().map(Vec::len).max().unwrap_or(0);
    let mut signs: Vec<SignView> = Vec::new();
    for turn in 0..longest {
        for sign in lists.iter().filter_map(|list| list.get(turn)) {
            if !signs.contains(sign) {
                signs.push(sign.clone());
            }
        }
    }
    signs
}

impl SignView {
    #[must_use]
    pub fn of(sign: &crate::schema::Sign) -> Self {
        Self {
            sign: sign.sign.share(),
            only_with: sign.only_with.as_ref().map(crate::schema::Text::share),
        }
    }
}

/// Numbers the sources of a page in the order in which it cites them.
#[derive(Debug, Default)]
pub struct Citations {
    order: Vec<SourceId>,
    uses: Vec<u32>,
}

impl Citations {
    /// The number of a source on this page.
    pub fn number(&mut self, id: SourceId) -> u32 {
        let at = self.order.iter().position(|other| *other == id).unwrap_or_else(|| {
            self.order.push(id);
            self.uses.push(0);
            self.order.len() - 1
        });
        u32::try_from(at).expect("fewer than 2^32 sources") + 1
    }

    pub fn numbers(&mut self, ids: &[SourceId]) -> Vec<u32> {
        ids.iter().map(|id| self.number(*id)).collect()
    }

    /// A citation in the text: its number, and which use of the source it is, from 1.
    fn cite(&mut self, id: SourceId) -> (u32, u32) {
        let number = self.number(id);
        let uses = &mut self.uses[number as usize - 1];
        *uses += 1;
        (number, *uses)
    }

    /// The list of sources, the cited ones in their order and then the `rest`.
    pub fn list(mut self, context: &Context<'_>, rest: &[SourceId]) -> Vec<SourceView> {
        self.numbers(rest);
        (1..)
            .zip(self.order.iter().zip(&self.uses))
            .map(|(n, (id, uses))| source(context, n, *id, *uses))
            .collect()
    }
}

/// A source in the list of a page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct SourceView {
    pub number: u32,
    pub title: Arc<str>,
    /// The page of the source on this site.
    pub address: Arc<str>,
    pub org: Arc<str>,
    pub kind: String,
    pub year: Option<u32>,
    pub url: Arc<str>,
    /// It was read on another site that names its publisher.
    pub is_copy: bool,
    /// How often the text cites it; each use has a link back.
    pub uses: u32,
}

fn source(context: &Context<'_>, number: u32, id: SourceId, uses: u32) -> SourceView {
    let source = context.site.source(id);
    SourceView {
        number,
        title: source.title.share(),
        address: super::source::address(source),
        org: source.org.share(),
        kind: super::words::source_kind(source.kind).to_owned(),
        year: source.year.map(crate::schema::Int::get),
        url: source.url.share(),
        is_copy: source.status == SourceStatus::Mirror,
        uses,
    }
}

/// A Markdown text with everything that rendering needs to know of the site.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Body {
    file: Arc<str>,
    range: std::ops::Range<usize>,
    /// In the order of the text's links.
    pub hrefs: Vec<Href>,
    /// In the order of the text's headings.
    pub heading_ids: Vec<Arc<str>>,
}

impl Body {
    #[must_use]
    pub fn text(&self) -> &str {
        &self.file[self.range.clone()]
    }
}

/// What a link of a text becomes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Href {
    /// A link; a bare `[[id]]` shows the title of its entry.
    Link {
        to: Arc<str>,
        title: Option<Arc<str>>,
    },
    Image {
        to: Arc<str>,
        size: Option<ImageSize>,
    },
    /// Numbers of sources, and which use of each this is.
    Citation(Vec<(u32, u32)>),
    /// Words without a link; a bare `[[id]]` shows the id.
    Words,
}

/// The body of an entry; its citations are numbered first of the page's.
pub fn body(context: &Context<'_>, id: EntryId, citations: &mut Citations) -> Body {
    let entry = context.site.entry(id);
    let outline = &entry.content().outline;
    let links = outline.links.iter().zip(&entry.targets);
    Body {
        file: Arc::clone(&entry.document.text),
        range: entry.content().body.clone(),
        hrefs: links.map(|(link, target)| context.href(link, target, citations)).collect(),
        heading_ids: outline.headings.iter().map(|heading| Arc::clone(&heading.id)).collect(),
    }
}

impl Context<'_> {
    fn href(&self, link: &crate::parse::Link, target: &Target, citations: &mut Citations) -> Href {
        match target {
            Target::Entry { id, anchor } => Href::Link {
                to: with_anchor(self.addresses.of(*id), anchor.as_ref()),
                title: matches!(link.wanted, Wanted::Entry { .. })
                    .then(|| Arc::clone(self.site.entry(*id).title())),
            },
            Target::Asset { path, image } if link.is_image => {
                Href::Image { to: asset_address(path).into(), size: *image }
            }
            Target::Asset { path, .. } => {
                Href::Link { to: asset_address(path).into(), title: None }
            }
            Target::Address { path, anchor } => {
                Href::Link { to: with_anchor(path, anchor.as_ref()), title: None }
            }
            Target::Anchor(anchor) => Href::Link { to: format!("#{anchor}").into(), title: None },
            Target::Outside(to) => Href::Link { to: Arc::clone(to), title: None },
            Target::Citation(ids) => {
                Href::Citation(ids.iter().map(|id| citations.cite(*id)).collect())
            }
            Target::Term(id) => self.term_href(*id),
            Target::Unpublished | Target::Broken => Href::Words,
        }
    }

    fn term_href(&self, id: TermId) -> Href {
        let term = self.site.term(id);
        match super::term::address(term) {
            Some(to) => Href::Link { to, title: Some(term.name.share()) },
            None => Href::Words,
        }
    }

    #[must_use]
    pub fn link(&self, id: EntryId) -> Link {
        Link::new(Arc::clone(self.site.entry(id).title()), Arc::clone(self.addresses.of(id)))
    }

    #[must_use]
    pub fn links(&self, ids: &[EntryId]) -> Vec<Link> {
        ids.iter().map(|id| self.link(*id)).collect()
    }

    /// The pages whose text links here and that no relation shows already.
    #[must_use]
    pub fn linked_from(&self, id: EntryId) -> Vec<Link> {
        let entry = self.site.entry(id);
        let shown = [
            &entry.areas,
            &entry.causes,
            &entry.symptoms,
            &entry.exercises,
            &entry.routines,
            &entry.articles,
            &entry.easier,
            &entry.harder,
            &entry.neighbours,
            &entry.related,
            &entry.authors,
        ];
        let shown: BTreeSet<&EntryId> = shown.into_iter().flatten().collect();
        let others = entry.linked_from.iter().filter(|other| !shown.contains(other));
        others.map(|other| self.link(*other)).collect()
    }

    /// The cards of red flags that an entry shows, shared by all pages that show the same.
    #[must_use]
    pub fn cards(&self, flags: &[RedFlagId]) -> Arc<[Card]> {
        self.cards.get(flags).map_or_else(|| make_cards(self, flags).into(), Arc::clone)
    }

    /// The one teaser of an entry, which every page that shows it shares.
    #[must_use]
    pub fn teaser(&self, id: EntryId) -> &Arc<Teaser> {
        &self.teasers[id.0 as usize]
    }

    pub(super) fn make_teaser(&self, id: EntryId) -> Teaser {
        let entry = self.site.entry(id);
        let link = self.link(id);
        Teaser {
            title: link.title,
            address: link.address,
            summary: summary(entry),
            label: label(entry),
            date: entry.content().date.filter(|_| entry.kind() == Kind::Article).map(Date::from),
        }
    }

    #[must_use]
    pub fn teasers(&self, ids: &[EntryId]) -> Vec<Arc<Teaser>> {
        ids.iter().map(|id| Arc::clone(self.teaser(*id))).collect()
    }

    #[must_use]
    pub fn terms(&self, ids: &[TermId]) -> Vec<TermView> {
        let view = |id: &TermId| {
            let term = self.site.term(*id);
            TermView {
                name: term.name.share(),
                address: super::term::address(term),
                medical_name: term.medical_name.as_ref().map(crate::schema::Text::share),
                text: term.text.as_ref().map(crate::schema::Text::share),
            }
        };
        ids.iter().map(view).collect()
    }
}

/// A word of anatomy, or a piece of equipment.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct TermView {
    pub name: Arc<str>,
    pub address: Option<Arc<str>>,
    pub medical_name: Option<Arc<str>>,
    pub text: Option<Arc<str>>,
}

fn with_anchor(address: &Arc<str>, anchor: Option<&Arc<str>>) -> Arc<str> {
    anchor.map_or_else(|| Arc::clone(address), |anchor| format!("{address}#{anchor}").into())
}

/// Where a file is published: `static/` is the root of the site, and a file beside an entry keeps its
/// path below `content/`.
#[must_use]
pub fn asset_address(path: &str) -> String {
    let inside = path.strip_prefix("static").or_else(|| path.strip_prefix("content"));
    inside.unwrap_or(path).to_owned()
}

/// The author's summary, or the first paragraph cut at a word.
#[must_use]
pub fn summary(entry: &Entry) -> Arc<str> {
    let content = entry.content();
    if let Some(summary) = &content.common.summary {
        return Arc::clone(summary);
    }
    let paragraph = content.outline.first_paragraph.as_deref().unwrap_or_default();
    cut(paragraph, 200).into()
}

/// The first words of a text, at most `limit` characters of them.
#[must_use]
pub fn cut(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let end = text.char_indices().nth(limit).map_or(text.len(), |(at, _)| at);
    let whole_words = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{}…", text[..whole_words].trim_end_matches([',', ';', ':', '.', ' ']))
}

fn label(entry: &Entry) -> Option<String> {
    match entry.fields() {
        Fields::Exercise(exercise) => Some(format!(
            "{}, {}",
            super::words::exercise_kind(exercise.kind),
            super::words::level(exercise.level).to_lowercase()
        )),
        Fields::Article(article) => Some(super::words::article_kind(article.kind).to_owned()),
        Fields::Cause(cause) => Some(super::words::likelihood(cause.likelihood).to_owned()),
        _ => None,
    }
}

/// How far a page has been checked: one of three honest lines.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Status {
    Unchecked,
    WrittenByProfessional { by: Professional },
    Checked { by: Professional, on: Date, changed_since: bool },
}

/// A health professional whose registration can be looked up.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Professional {
    pub name: Arc<str>,
    pub address: Arc<str>,
    pub profession: Arc<str>,
    pub register: Arc<str>,
}

impl Context<'_> {
    #[must_use]
    pub fn status(&self, id: EntryId) -> Status {
        let entry = self.site.entry(id);
        let review = entry.content().common.review.as_ref();
        let reviewer = entry.reviewer.and_then(|by| self.professional(by));
        if let (Some(review), Some(by)) = (review, reviewer) {
            let now = entry.content().fingerprint.to_hex();
            let changed_since =
                review.content.as_ref().is_some_and(|then| !now.starts_with(&**then));
            return Status::Checked { by, on: review.on.into(), changed_since };
        }
        match entry.authors.iter().find_map(|author| self.professional(*author)) {
            Some(by) => Status::WrittenByProfessional { by },
            None => Status::Unchecked,
        }
    }

    fn professional(&self, id: EntryId) -> Option<Professional> {
        let Fields::Person(person) = self.site.entry(id).fields() else { return None };
        let credential = person.credential.as_ref()?;
        let link = self.link(id);
        Some(Professional {
            name: link.title,
            address: link.address,
            profession: credential.profession.share(),
            register: credential.register.share(),
        })
    }

    fn author(&self, id: EntryId) -> Author {
        let Link { title, address } = self.link(id);
        let is_team = matches!(self.site.entry(id).fields(), Fields::Person(person) if person.team);
        Author { title, address, is_team }
    }

    #[must_use]
    pub fn byline(&self, id: EntryId) -> Byline {
        let entry = self.site.entry(id);
        let common = &entry.content().common;
        let change = |change: &crate::schema::Change| ChangeView {
            date: change.date.into(),
            note: change.note.share(),
        };
        Byline {
            authors: entry.authors.iter().map(|author| self.author(*author)).collect(),
            published: entry.content().date.map(Date::from),
            updated: common.updated.map(Date::from),
            status: self.status(id),
            changes: common.changes.iter().map(change).collect(),
        }
    }
}

/// Who wrote a page, when, and how far it is checked.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Byline {
    pub authors: Vec<Author>,
    pub published: Option<Date>,
    pub updated: Option<Date>,
    pub status: Status,
    pub changes: Vec<ChangeView>,
}

/// Who wrote a page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Author {
    pub title: Arc<str>,
    pub address: Arc<str>,
    /// A team or project rather than one person.
    pub is_team: bool,
}

/// A change of meaning.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct ChangeView {
    pub date: Date,
    pub note: Arc<str>,
}

/// An exercise in a list: enough to choose it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct ExerciseRow {
    pub title: Arc<str>,
    pub address: Arc<str>,
    pub summary: Arc<str>,
    pub level: &'static str,
    pub dose: String,
    pub equipment: Vec<TermView>,
}

/// Exercises of one sort, beginner first.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct ExerciseGroup {
    pub kind: &'static str,
    pub exercises: Vec<ExerciseRow>,
}

impl Context<'_> {
    /// Exercises by their sort, in the order of the sorts.
    #[must_use]
    pub fn exercise_groups(&self, ids: &[EntryId]) -> Vec<ExerciseGroup> {
        let mut groups: BTreeMap<_, Vec<ExerciseRow>> = BTreeMap::new();
        for id in ids {
            if let Fields::Exercise(exercise) = self.site.entry(*id).fields() {
                groups.entry(exercise.kind).or_default().push(self.exercise_row(*id, exercise));
            }
        }
        let group = |(kind, exercises)| ExerciseGroup {
            kind: super::words::exercise_kind(kind),
            exercises,
        };
        groups.into_iter().map(group).collect()
    }

    fn exercise_row(&self, id: EntryId, exercise: &crate::schema::Exercise) -> ExerciseRow {
        let entry = self.site.entry(id);
        let link = self.link(id);
        ExerciseRow {
            title: link.title,
            address: link.address,
            summary: summary(entry),
            level: super::words::level(exercise.level),
            dose: Numbers::of(&exercise.dose).words(),
            equipment: self.terms(&entry.equipment),
        }
    }
}

/// A part of a page that its list of contents names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Section {
    pub id: Arc<str>,
    pub title: Arc<str>,
}

/// The sections of a page: those of the template that have something to show, and the text's own.
#[derive(Debug, Default)]
pub struct Sections(pub Vec<Section>);

impl Sections {
    /// Adds a section when it is there.
    #[must_use]
    pub fn when(mut self, there: bool, id: &'static str, title: impl Into<Arc<str>>) -> Self {
        if there {
            self.0.push(Section { id: id.into(), title: title.into() });
        }
        self
    }

    /// Adds the second-level headings of the text.
    #[must_use]
    pub fn headings(mut self, entry: &Entry) -> Self {
        let headings = entry.content().outline.headings.iter().filter(|heading| heading.level == 2);
        self.0.extend(headings.map(|heading| Section {
            id: Arc::clone(&heading.id),
            title: heading.text.as_str().into(),
        }));
        self
    }
}
