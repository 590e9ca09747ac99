//! The words of a site, made ready for the rules over prose.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::alarm_without_sign::ALARMS;
use super::{Rule, emergency_number_in_prose, known_wrong_claim, medicine};
use crate::link::Site;
use crate::prose::pattern::Phrases;
use crate::prose::readability::KnownWords;
use crate::prose::screen::Screen;
use crate::schema::{SourceKind, Term, TermKind, Text, Words};
use crate::source::{Hash, hash_of};

/// A list of phrases that are looked for in every text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    HouseWords,
    Promises,
    Causal,
    WrongClaims,
    Medicines,
    Brands,
    MedicineKinds,
    DoseUnits,
    Conditions,
    OutOfScope,
    OffTopic,
    PhoneNumbers,
    Research,
    Colours,
    Alarms,
}

impl List {
    /// The rule that stops a build for a phrase of it.
    fn stopping_rule(self) -> Option<&'static Rule> {
        match self {
            Self::WrongClaims => Some(&known_wrong_claim::RULE),
            Self::Medicines | Self::Brands | Self::MedicineKinds | Self::DoseUnits => {
                Some(&medicine::RULE)
            }
            Self::PhoneNumbers => Some(&emergency_number_in_prose::RULE),
            _ => None,
        }
    }
}

/// What medicine is counted in.
const DOSE_UNITS: [&str; 3] =
    ["mg|mcg|milligram*|microgram*", "tablet|tablets|capsule|capsules|pill|pills", "puff|puffs"];
/// Words that speak of research or of a share of people.
const RESEARCH: [&str; 4] = [
    "study|studies|trial|trials|review|reviews|researchers|scientists found|showed|shows|suggests",
    "research shows|suggests|found|says",
    "in|of studies|trials",
    "half|third|quarter of runners|people|adults|athletes",
];
/// Changes of skin that are told by colour.
const COLOURS: [&str; 2] = [
    "red|redder|reddish|reddened|redness|pink|pale|blue|bluish|purple .. skin|leg|calf|shin|thigh|foot|rash",
    "skin|leg|calf|shin|thigh|foot|rash .. red|redder|reddish|reddened|redness|pink|blue|bluish|purple",
];

/// The words of a site that rules over prose know, and what little else of it they may look at.
#[derive(Debug)]
pub struct Vocabulary {
    /// The word lists: the built-in ones and those of `content/words.yaml`.
    pub words: Arc<Words>,
    /// The phrases of all lists.
    pub phrases: Phrases,
    owners: Vec<(List, usize)>,
    /// The lists of rules that run and can keep a site from being built.
    screened: Vec<List>,
    /// Tells of most texts that they hold none of these.
    pub screen: Screen,
    pub verbs: Phrases,
    /// Words of anatomy from `terms.yaml`.
    pub known: KnownWords,
    /// The tokens of the telephone numbers, in the order of [`List::PhoneNumbers`].
    pub phone_tokens: Vec<String>,
    /// Sources that can show that two things go together, and no more.
    pub weak_sources: BTreeSet<Arc<str>>,
    /// Identifies all of this.
    pub hash: Hash,
}

impl Vocabulary {
    /// The words of a site that is held against these rules.
    #[must_use]
    pub fn of_site(site: &Site, rules: &[&Rule]) -> Self {
        let terms: Vec<Arc<str>> = site.terms.iter().flat_map(|item| names(&item.value)).collect();
        let numbers = phone_numbers(site);
        let weak: BTreeSet<Arc<str>> = site
            .sources
            .iter()
            .filter(|item| is_weak(item.value.kind))
            .map(|item| Arc::from(&*item.value.id))
            .collect();
        let hash = hash_of(&(&*site.words, &terms, &numbers, &weak));
        Self::new(rules, Arc::clone(&site.words), &terms, numbers, weak, hash)
    }

    fn new(
        rules: &[&Rule],
        words: Arc<Words>,
        terms: &[Arc<str>],
        numbers: Vec<(String, String)>,
        weak_sources: BTreeSet<Arc<str>>,
        hash: Hash,
    ) -> Self {
        let (numbers, phone_tokens): (Vec<String>, Vec<String>) = numbers.into_iter().unzip();
        let lists = lists(&words, &numbers);
        let owners =
            lists.iter().flat_map(|(list, phrases)| (0..phrases.len()).map(|index| (*list, index)));
        let owners = owners.collect();
        let phrases = Phrases::new(lists.iter().flat_map(|(_, phrases)| phrases.iter().copied()));
        let runs = |rule: &Rule| rules.iter().any(|other| other.id == rule.id);
        let stops = |(list, _): &&(List, _)| list.stopping_rule().is_some_and(runs);
        let screened = lists.iter().filter(stops).map(|(list, _)| *list).collect();
        let stopping = lists.iter().filter(stops).flat_map(|(_, phrases)| phrases.iter().copied());
        let screen = Screen::new(stopping);
        let verbs = Phrases::new(words.verbs.iter().map(|verb| &**verb));
        let known = KnownWords::new(terms.iter().map(|term| &**term));
        drop(lists);
        Self {
            words,
            phrases,
            owners,
            screened,
            screen,
            verbs,
            known,
            phone_tokens,
            weak_sources,
            hash,
        }
    }

    /// Whether the screen tells of the phrases of a list.
    #[must_use]
    pub fn screens(&self, list: List) -> bool {
        self.screened.contains(&list)
    }

    /// The list of a phrase and its place there.
    #[must_use]
    pub fn owner(&self, phrase: usize) -> (List, usize) {
        self.owners[phrase]
    }
}

fn names(term: &Term) -> Vec<Arc<str>> {
    if term.kind == TermKind::Equipment {
        return Vec::new();
    }
    let medical = term.medical_name.as_ref().map(Text::share);
    std::iter::once(term.name.share()).chain(medical).collect()
}

/// Each telephone number of the settings that has only digits, with its token.
fn phone_numbers(site: &Site) -> Vec<(String, String)> {
    let all = site.settings.phone_numbers.iter().flat_map(|(purpose, numbers)| {
        let token = format!("{}_number", purpose.replace('-', "_"));
        numbers.iter().map(move |number| (number.number.to_string(), token.clone()))
    });
    all.filter(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit())).collect()
}

/// Whether a source of this kind can show only that two things go together, or shows nothing itself.
fn is_weak(kind: SourceKind) -> bool {
    matches!(
        kind,
        SourceKind::Cohort
            | SourceKind::CaseSeries
            | SourceKind::LabStudy
            | SourceKind::ModelStudy
            | SourceKind::ClinicPage
            | SourceKind::Explainer
            | SourceKind::News
    )
}

fn lists<'w>(words: &'w Words, numbers: &'w [String]) -> Vec<(List, Vec<&'w str>)> {
    fn texts(list: &[Text<2, 120>]) -> Vec<&str> {
        list.iter().map(|text| &**text).collect()
    }
    let pairs =
        |list: &'w [crate::schema::HouseWord]| list.iter().map(|pair| &*pair.word).collect();
    vec![
        (List::HouseWords, pairs(&words.house_words)),
        (List::Promises, pairs(&words.promises)),
        (List::Causal, pairs(&words.causal)),
        (List::WrongClaims, words.wrong_claims.iter().map(|wrong| &*wrong.claim).collect()),
        (List::Medicines, texts(&words.medicines)),
        (List::Brands, texts(&words.brands)),
        (List::MedicineKinds, texts(&words.medicine_kinds)),
        (List::DoseUnits, DOSE_UNITS.to_vec()),
        (List::Conditions, texts(&words.conditions)),
        (List::OutOfScope, texts(&words.out_of_scope)),
        (List::OffTopic, texts(&words.off_topic)),
        (List::PhoneNumbers, numbers.iter().map(|number| &**number).collect()),
        (List::Research, RESEARCH.to_vec()),
        (List::Colours, COLOURS.to_vec()),
        (List::Alarms, ALARMS.to_vec()),
    ]
}
