//! What the card of a page says: the picture that other sites show with a link to it.

use std::sync::Arc;

use serde::Serialize;

use super::{Context, url};
use crate::link::{EntryId, Site};
use crate::schema::Kind;
use crate::source::{Hash, hash_of};

/// Of every card, in pixels.
pub const WIDTH: u32 = 1200;
pub const HEIGHT: u32 = 630;

/// Changes when the same words are drawn into other bytes than before. A test holds it against the bytes.
const RECIPE: u32 = 1;

/// What a card says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SocialCard {
    /// What it is and of which areas: "Exercise · Shins, Calves".
    pub label: Option<String>,
    pub title: Arc<str>,
    pub site: Arc<str>,
    recipe: u32,
}

/// The card of a page, as its head names it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct CardLink {
    pub address: Arc<str>,
    /// What stands on it, for who cannot see it.
    pub text: Arc<str>,
    pub width: u32,
    pub height: u32,
}

impl SocialCard {
    /// A card, unless it would need letters that cannot be drawn.
    fn new(label: Option<String>, title: Arc<str>, site: &Site) -> Option<Self> {
        let card = Self { label, title, site: site.settings.title.share(), recipe: RECIPE };
        let texts = [&*card.title, &*card.site, card.label.as_deref().unwrap_or_default()];
        let is_drawn = texts.into_iter().all(can_be_drawn);
        is_drawn.then_some(card)
    }

    /// Identifies the bytes.
    #[must_use]
    pub fn key(&self) -> Hash {
        hash_of(self)
    }

    /// How the head of the page at `address` names it.
    pub(super) fn link(&self, address: &str) -> CardLink {
        let name = match address.trim_matches('/') {
            "" => "site",
            inside => inside,
        };
        let shown = [Some(&*self.title), self.label.as_deref(), Some(&*self.site)];
        let shown: Vec<&str> = shown.into_iter().flatten().collect();
        CardLink {
            address: format!("/cards/{name}.{}.png", url::short(self.key())).into(),
            text: shown.join(" – ").into(),
            width: WIDTH,
            height: HEIGHT,
        }
    }
}

/// The card of the site, which pages show that have none of their own.
#[must_use]
pub fn of_site(site: &Site) -> Option<SocialCard> {
    let settings = &site.settings;
    if !settings.social_cards {
        return None;
    }
    let tagline = (!settings.tagline.is_empty()).then(|| settings.tagline.share());
    SocialCard::new(None, tagline.unwrap_or_else(|| settings.title.share()), site)
}

/// The card of an entry, if entries of its kind have one.
#[must_use]
pub fn of_entry(site: &Site, id: EntryId) -> Option<SocialCard> {
    if !site.settings.social_cards {
        return None;
    }
    let entry = site.entry(id);
    let kind = match entry.kind() {
        Kind::Article => "Article",
        Kind::Area => "Area",
        Kind::Cause => "Cause",
        Kind::Symptom => "Symptom",
        Kind::Exercise => "Exercise",
        Kind::Routine => "Routine",
        _ => return None,
    };
    let areas: Vec<&str> = entry.areas.iter().map(|area| &**site.entry(*area).title()).collect();
    let label =
        if areas.is_empty() { kind.to_owned() } else { format!("{kind} · {}", areas.join(", ")) };
    SocialCard::new(Some(label), Arc::clone(entry.title()), site)
}

impl Context<'_> {
    /// The card of the page of an entry.
    pub(super) fn card_of_entry(&self, id: EntryId, address: &str) -> Option<CardLink> {
        let own = of_entry(self.site, id).map(|card| card.link(address));
        own.or_else(|| self.seen.card.clone())
    }
}

/// Whether the typeface of cards has all letters of a text.
#[must_use]
pub fn can_be_drawn(text: &str) -> bool {
    #[cfg(feature = "images")]
    return crate::typeface::lacks(text).is_none();
    #[cfg(not(feature = "images"))]
    return text.is_empty();
}
