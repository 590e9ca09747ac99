//! Warning signs as cards, one a level, and texts with telephone numbers in them.

use std::sync::Arc;

use serde::Serialize;

use super::Repeated;
use crate::link::RedFlagId;
use crate::parse::markdown::{self, Piece};
use crate::plan::Context;
use crate::schema::{PhoneNumber, Settings, Urgency};

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
pub fn make_cards(context: &Context<'_>, flags: &[RedFlagId]) -> Vec<Card> {
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
        all: crate::plan::url::WARNING_SIGNS.into(),
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

impl Context<'_> {
    /// The cards of red flags that an entry shows, shared by all pages that show the same.
    #[must_use]
    pub fn cards(&self, flags: &[RedFlagId]) -> Repeated<Vec<Card>> {
        self.seen.cards.get(flags).map_or_else(|| make_cards(self, flags).into(), Repeated::clone)
    }
}
