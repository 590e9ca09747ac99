//! The site that every tool gets: what it holds, before it has the form of any tool.

use serde_json::{Value, json};

use crate::names::{
    AREAS, Kind, MUSCLES, TAGS, address, article_title, cause_title, exercise_title, id,
};
use crate::random::Random;
use crate::sentences::{CIRCUMSTANCES, MOVES};
use crate::words::{self, Links};

const EXERCISE_KINDS: [&str; 4] = ["mobility", "stretch", "strength", "balance"];
const LEVELS: [&str; 3] = ["beginner", "intermediate", "advanced"];
const LIKELIHOODS: [&str; 3] = ["common", "possible", "less-common"];

/// A page as every tool gets it.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) kind: Kind,
    pub(crate) id: String,
    /// Where readers find it.
    pub(crate) address: String,
    pub(crate) front: Value,
    pub(crate) body: String,
}

/// How many of each kind; the same size and seed give the same site.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Site {
    seed: u64,
    causes: usize,
    exercises: usize,
    articles: usize,
}

impl Site {
    /// A site of `pages` files in all, at least 30.
    pub(crate) fn new(pages: usize, seed: u64) -> Self {
        let (causes, exercises) = ((pages / 20).clamp(6, 30), (pages / 10).clamp(10, 60));
        Self { seed, causes, exercises, articles: pages - AREAS.len() - causes - exercises }
    }

    /// Every entry's kind and number.
    pub(crate) fn all(self) -> Vec<(Kind, usize)> {
        let counts = [
            (Kind::Area, AREAS.len()),
            (Kind::Cause, self.causes),
            (Kind::Exercise, self.exercises),
            (Kind::Article, self.articles),
        ];
        counts.into_iter().flat_map(|(kind, count)| (0..count).map(move |at| (kind, at))).collect()
    }

    pub(crate) fn entry(self, kind: Kind, at: usize) -> Entry {
        // Each entry has a chance of its own, so that it does not depend on the others.
        let mut random = Random::new(self.seed ^ ((kind as u64 + 1) << 40) ^ at as u64);
        let (front, body) = match kind {
            Kind::Area => area(&mut random, at),
            Kind::Cause => cause(&mut random, at),
            Kind::Exercise => self.exercise(&mut random, at),
            Kind::Article => self.article(&mut random, at),
        };
        let (id, address) = (id(kind, at), address(kind, at));
        Entry { kind, id, address, front, body }
    }

    fn exercise(self, random: &mut Random, at: usize) -> (Value, String) {
        let area = random.below(AREAS.len());
        let front = json!({
            "title": exercise_title(at),
            "summary": format!("A {} for runners that makes part {at} of the leg ready for more.", MOVES[at % MOVES.len()]),
            "kind": EXERCISE_KINDS[at % 4],
            "level": LEVELS[at / 4 % 3],
            "areas": [AREAS[area], AREAS[(area + 1) % AREAS.len()]],
            "helps": [id(Kind::Cause, random.below(self.causes))],
            "muscles": {"primary": [random.pick(&MUSCLES)]},
            "position": "standing",
            "steps": ["Stand tall at a wall.", "Rise slowly.", "Come down in three seconds."],
            "dose": {"sets": 1 + at % 4, "reps": 6 + at % 10, "per_week": 3},
            "avoid_if": ["It hurts sharply."],
        });
        (front, words::short_text(random))
    }

    fn article(self, random: &mut Random, at: usize) -> (Value, String) {
        let exercises = some(random, self.exercises, 3);
        let cause = random.below(self.causes);
        let tags: Vec<&str> =
            some(random, TAGS.len(), 3).into_iter().map(|tag| TAGS[tag]).collect();
        let links = self.links(random, at, &exercises, cause);
        let front = json!({
            "title": article_title(at),
            "summary": format!("What number {at} found out about running {}.", random.pick(&CIRCUMSTANCES)),
            "date": self.day(random),
            "areas": [AREAS[at % AREAS.len()]],
            "causes": [id(Kind::Cause, cause)],
            "exercises": exercises.iter().map(|at| id(Kind::Exercise, *at)).collect::<Vec<_>>(),
            "tags": tags,
        });
        (front, words::long_text(random, links))
    }

    /// Two exercises, a cause and three other articles.
    fn links(self, random: &mut Random, own: usize, exercises: &[usize], cause: usize) -> Links {
        let exercise = |at: &usize| (address(Kind::Exercise, *at), exercise_title(*at));
        let mut links: Links = exercises.iter().take(2).map(exercise).collect();
        links.push((address(Kind::Cause, cause), cause_title(cause)));
        let other = |_| (own + 1 + random.below(self.articles - 1)) % self.articles;
        let articles = (0..3).map(other);
        links.extend(articles.map(|at| (address(Kind::Article, at), article_title(at))));
        links
    }

    /// A day of up to fourteen years, so that a month has a page or so of articles.
    fn day(self, random: &mut Random) -> String {
        let years = (self.articles / 200).clamp(1, 14);
        let (year, month) = (2025 - random.below(years), 1 + random.below(12));
        format!("{year}-{month:02}-{:02}", 1 + random.below(28))
    }
}

fn area(random: &mut Random, at: usize) -> (Value, String) {
    let name = AREAS[at].replace('-', " ");
    let front = json!({
        "title": format!("Pain in the {name}"),
        "summary": format!("What hurts in the {name} of a runner, and what to do about it in plain words."),
        "order": at + 1,
    });
    (front, words::short_text(random))
}

fn cause(random: &mut Random, at: usize) -> (Value, String) {
    let front = json!({
        "title": cause_title(at),
        "summary": format!("Reason {at} why it may hurt, how it shows, and what usually eases it."),
        "area": AREAS[at % AREAS.len()],
        "likelihood": LIKELIHOODS[at % 3],
        "pattern": {
            "where": format!("Along part {at} of the leg"),
            "when": format!("Mostly {}", random.pick(&CIRCUMSTANCES)),
            "feels": "Dull at first, then sharp",
        },
    });
    (front, words::short_text(random))
}

/// `count` different numbers below `bound`.
fn some(random: &mut Random, bound: usize, count: usize) -> Vec<usize> {
    let first = random.below(bound);
    let step = 1 + random.below(bound / count);
    (0..count).map(|at| (first + at * step) % bound).collect()
}
