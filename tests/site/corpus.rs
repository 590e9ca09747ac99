//! A generated site of any size: entries of every kind, linked in every way that the schema knows. The
//! same size and seed give the same site. The benchmark uses it too.

use std::collections::BTreeMap;
use std::fmt::Write as _;

#[path = "sentences.rs"]
mod sentences;

use sentences::{CIRCUMSTANCES, HEADINGS, MOVES, SUBJECTS, VERBS};

use crate::random::Random;

/// How much of a site to make.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Corpus {
    /// Markdown files in all; at least 30.
    pub(crate) entries: usize,
    /// Words of an article, about.
    pub(crate) words: usize,
    pub(crate) seed: u64,
}

const AREAS: [&str; 6] = ["upper-back", "ribs", "hips", "thighs", "shins", "calves"];
const KINDS: [&str; 6] = ["mobility", "stretch", "control", "strength", "balance", "breathing"];
const TAGS: [&str; 30] = [
    "warm-up",
    "cool-down",
    "cadence",
    "footwear",
    "hills",
    "intervals",
    "long run",
    "recovery",
    "strength",
    "mobility",
    "breathing",
    "posture",
    "sleep",
    "nutrition",
    "hydration",
    "cold",
    "heat",
    "trail",
    "track",
    "treadmill",
    "beginners",
    "marathon",
    "half marathon",
    "10k",
    "taper",
    "overuse",
    "acute pain",
    "return to running",
    "gait",
    "cross-training",
];

/// How many entries of each kind.
#[derive(Debug, Clone, Copy)]
struct Counts {
    areas: usize,
    exercises: usize,
    causes: usize,
    symptoms: usize,
    routines: usize,
    people: usize,
    pages: usize,
    articles: usize,
}

impl Counts {
    fn of(entries: usize) -> Self {
        let mut counts = Self {
            areas: AREAS.len(),
            exercises: (entries / 5).clamp(6, 40),
            causes: (entries / 6).clamp(5, 30),
            symptoms: (entries / 20).clamp(3, 12),
            routines: (entries / 20).clamp(2, 10),
            people: 2,
            pages: 2,
            articles: 0,
        };
        counts.articles = entries.saturating_sub(counts.others()).max(4);
        counts
    }

    fn others(self) -> usize {
        let Self { areas, exercises, causes, symptoms, routines, people, pages, .. } = self;
        areas + exercises + causes + symptoms + routines + people + pages
    }
}

const SOURCES: usize = 60;
const RED_FLAGS: usize = 8;
const TERMS: usize = 12;

/// The site's files by their paths.
pub(crate) fn files(corpus: Corpus) -> BTreeMap<String, String> {
    let counts = Counts::of(corpus.entries);
    let mut maker =
        Maker { corpus, counts, random: Random::new(corpus.seed), files: BTreeMap::new() };
    maker.data();
    (0..counts.areas).for_each(|at| maker.area(at));
    (0..counts.exercises).for_each(|at| maker.exercise(at));
    (0..counts.causes).for_each(|at| maker.cause(at));
    (0..counts.symptoms).for_each(|at| maker.symptom(at));
    (0..counts.routines).for_each(|at| maker.routine(at));
    (0..counts.people).for_each(|at| maker.person(at));
    (0..counts.pages).for_each(|at| maker.page(at));
    (0..counts.articles).for_each(|at| maker.article(at));
    maker.files
}

fn exercise_id(at: usize) -> String {
    format!("{}-{at}", MOVES[at % MOVES.len()])
}

fn cause_id(at: usize) -> String {
    format!("cause-{at}")
}

fn article_id(at: usize) -> String {
    format!("article-{at}")
}

struct Maker {
    corpus: Corpus,
    counts: Counts,
    random: Random,
    files: BTreeMap<String, String>,
}

impl Maker {
    fn add(&mut self, path: &str, text: String) {
        self.files.insert(format!("content/{path}"), text);
    }

    fn data(&mut self) {
        // Its sentences are made of few parts, so that twelve words meet again by chance, and
        // its paragraphs are long.
        let settings = "title: Generated runners\ntagline: Where does it hurt?\n\
            base_url: https://generated.example.org/blog/\nauthors: [person-0]\nrules: { long-paragraph: off, missing-page: off, no-source: off, repeated-passage: off }\n\
            licence: { name: CC BY 4.0, url: https://creativecommons.org/licenses/by/4.0/ }\n";
        self.add("site.yaml", settings.to_owned());
        let source = |at| {
            format!(
                "- id: source-{at}\n  title: A study of {} and running, part {at}\n  org: Journal {at}\n  kind: review\n  year: {}\n  url: https://studies.example.org/{at}\n  status: found\n",
                SUBJECTS[at % SUBJECTS.len()],
                1990 + at % 35
            )
        };
        self.add("sources.yaml", (0..SOURCES).map(source).collect());
        let flag = |at: usize| {
            let (one, two) = (AREAS[at % AREAS.len()], AREAS[(at + 3) % AREAS.len()]);
            format!(
                "- id: flag-{at}\n  about: Danger {at}\n  areas: [{one}, {two}]\n  signs:\n    - sign: you notice sign {at} and it does not go\n      level: emergency\n    - sign: sign {at} comes back at night\n      only_with: a cough\n      level: today\n    - sign: sign {at} has not changed in two weeks\n      level: see-someone\n  sources: [source-{at}]\n"
            )
        };
        self.add("red-flags.yaml", (0..RED_FLAGS).map(flag).collect());
        let kinds = ["muscle", "bone", "equipment"];
        let term =
            |at: usize| format!("- id: term-{at}\n  name: part {at}\n  kind: {}\n", kinds[at % 3]);
        self.add("terms.yaml", (0..TERMS).map(term).collect());
    }

    fn area(&mut self, at: usize) {
        let id = AREAS[at];
        let name = id.replace('-', " ");
        let first = at < 2;
        let neighbour = AREAS[(at + 1) % AREAS.len()];
        let text = format!(
            "---\ntitle: Pain in the {name}\nsummary: What hurts in the {name} of a runner, and what to do about it in plain words.\norder: {}\nemergency_first: {first}\nanatomy:\n  muscles: [term-0, term-3]\n  bones: [term-1]\ndo: [Walk before you run again.]\ndont: [run through sharp pain]\nmyths:\n  - claim: Rest alone mends the {name}.\n    verdict: partly\n    text: Rest calms it, and load that grows slowly mends it.\n    sources: [source-{at}]\nneighbours: [{neighbour}]\nsources: [source-{}]\n---\n\n{}",
            at + 1,
            at + 6,
            self.body(200)
        );
        self.add(&format!("areas/{id}.md"), text);
    }

    fn exercise(&mut self, at: usize) {
        let id = exercise_id(at);
        let easier = if at >= MOVES.len() {
            format!("easier: [{}]\n", exercise_id(at - MOVES.len()))
        } else {
            String::new()
        };
        let areas = self.areas(2);
        // Every fifth cause must be referred, and such a cause gets no exercise.
        let cause = self.random.below(self.counts.causes);
        let cause = if cause.is_multiple_of(5) { 1 } else { cause };
        let cause = cause_id(cause);
        let level = ["beginner", "intermediate", "advanced"][at / MOVES.len() % 3];
        let text = format!(
            "---\ntitle: Exercise {id}\nsummary: A {} for runners that makes part {at} of the leg ready for more.\nkind: {}\nlevel: {level}\nareas: [{areas}]\nhelps: [{cause}]\n{easier}muscles:\n  primary: [term-0]\n  secondary: [term-3, term-6]\nequipment: [term-2]\nposition: standing\nsteps:\n  - Stand tall at a wall.\n  - Rise slowly.\n  - Come down in three seconds.\ndose: {{ sets: {}, reps: {}, hold_seconds: 2, per_side: true, rest_seconds: 45, per_week: 3, basis: source-{} }}\navoid_if: [It hurts sharply.]\nmistakes:\n  - wrong: Bouncing at the top\n    fix: Pause for a second\nevidence: {{ text: A small trial found a small effect., grade: trial, sources: [source-{}] }}\ndate: {}\n---\n\n{}",
            MOVES[at % MOVES.len()],
            KINDS[at % KINDS.len()],
            1 + at % 4,
            6 + at % 10,
            at % SOURCES,
            (at + 7) % SOURCES,
            self.day(),
            self.body(150)
        );
        self.add(&format!("exercises/{id}.md"), text);
    }

    fn cause(&mut self, at: usize) {
        let area = AREAS[at % AREAS.len()];
        let refer = at.is_multiple_of(5);
        let symptom = at % self.counts.symptoms;
        let likelihood = ["common", "possible", "less-common", "uncommon", "rare"][at % 5];
        let text = format!(
            "---\ntitle: Cause {at} of {area} pain\nsummary: Number {at} of the things that may be behind pain in the {area} of a runner.\narea: {area}\nlikelihood: {likelihood}\npattern:\n  where: In one spot of the {area}\n  when: Late in a run\n  feels: Dull, then sharp\n  eases: Two days of rest\nwhy: [More distance than usual]\nrefer: {refer}\nsymptoms: [symptom-{symptom}]\nsources: [source-{}]\ndate: {}\n---\n\n{}",
            (at * 7) % SOURCES,
            self.day(),
            self.body(200)
        );
        self.add(&format!("causes/{}.md", cause_id(at)), text);
    }

    fn symptom(&mut self, at: usize) {
        let text = format!(
            "---\ntitle: Symptom {at}\nsummary: What a runner notices when symptom {at} comes on, early or late in a run.\nquestion: Why do I have symptom {at}?\nred_flags: [flag-{}]\n---\n\n{}",
            at % RED_FLAGS,
            self.body(100)
        );
        self.add(&format!("symptoms/symptom-{at}.md"), text);
    }

    fn routine(&mut self, at: usize) {
        let mut steps = String::new();
        for step in 0..4 {
            let exercise = exercise_id((at * 3 + step) % self.counts.exercises);
            let _ = writeln!(steps, "  - exercise: {exercise}\n    sets: {}", 1 + step % 3);
        }
        let text = format!(
            "---\ntitle: Routine {at}\nsummary: Four exercises in an order that suits the days between two runs.\ngoal: Legs that can take more\nwhen: any-day\nareas: [{}]\nsteps:\n{steps}per_week: 3\n---\n\n{}",
            self.areas(2),
            self.body(100)
        );
        self.add(&format!("routines/routine-{at}.md"), text);
    }

    fn person(&mut self, at: usize) {
        let credential = if at == 1 {
            "credential: { profession: physiotherapist, register: https://register.example.org/1, verified: 2026-01-02 }\n"
        } else {
            ""
        };
        let text =
            format!("---\ntitle: Person {at}\nrole: writes\n{credential}---\n\n{}", self.body(50));
        self.add(&format!("people/person-{at}.md"), text);
    }

    fn page(&mut self, at: usize) {
        let text = format!("---\ntitle: Page {at}\norder: {}\n---\n\n{}", at + 1, self.body(150));
        self.add(&format!("pages/page-{at}.md"), text);
    }

    fn article(&mut self, at: usize) {
        let kind = ["question", "explainer", "listicle", "myth", "story"][at % 5];
        let mut front = format!(
            "title: {}\nkind: {kind}\ndate: {}\nareas: [{}]\n",
            title(kind, at),
            self.day(),
            self.areas(2)
        );
        if matches!(kind, "question" | "myth") {
            front.push_str("short_answer: Mostly yes, and the first two weeks tell you more than any picture does.\n");
        }
        if kind == "listicle" {
            let exercise = self.random.below(self.counts.exercises - 2);
            let ids: Vec<String> = (exercise..exercise + 3).map(exercise_id).collect();
            let _ = writeln!(front, "list: {{ exercises: [{}] }}", ids.join(", "));
        }
        let cause = cause_id(self.random.below(self.counts.causes));
        let exercise = exercise_id(self.random.below(self.counts.exercises));
        let symptom = self.random.below(self.counts.symptoms);
        let _ = writeln!(
            front,
            "causes: [{cause}]\nexercises: [{exercise}]\nsymptoms: [symptom-{symptom}]"
        );
        let (one, two) = (*self.random.pick(&TAGS), *self.random.pick(&TAGS));
        let _ = writeln!(
            front,
            "tags: [{}]",
            if one == two { one.to_owned() } else { format!("{one}, {two}") }
        );
        if at.is_multiple_of(9) {
            let _ = writeln!(front, "series: Series {}", at / 45);
        }
        if at.is_multiple_of(7) {
            let _ = writeln!(front, "aliases: [/old/{at}/]");
        }
        if at.is_multiple_of(11) {
            front.push_str("review: { by: person-1, on: 2026-02-03 }\n");
        }
        let body = self.body(self.corpus.words);
        self.add(&format!("articles/{}.md", article_id(at)), format!("---\n{front}---\n\n{body}"));
    }

    /// Up to `count` areas, each once, as a YAML list has them.
    fn areas(&mut self, count: usize) -> String {
        let first = self.random.below(AREAS.len());
        let more = self.random.below(count);
        (first..=first + more).map(|at| AREAS[at % AREAS.len()]).collect::<Vec<_>>().join(", ")
    }

    /// A day of the years 2012 to 2025.
    fn day(&mut self) -> String {
        let (year, month) = (2012 + self.random.below(14), 1 + self.random.below(12));
        format!("{year}-{month:02}-{:02}", 1 + self.random.below(28))
    }

    /// Markdown of about `words` words, with links, citations, a list and a table.
    fn body(&mut self, words: usize) -> String {
        let mut body = String::new();
        self.paragraph(&mut body, 60.min(words));
        let mut written = 60;
        let mut heading = self.random.below(HEADINGS.len());
        while written < words {
            let _ = write!(body, "## {}\n\n", HEADINGS[heading % HEADINGS.len()]);
            heading += 1;
            self.paragraph(&mut body, 60);
            self.paragraph(&mut body, 50);
            written += 130;
            match self.random.below(4) {
                0 => self.list(&mut body),
                1 => body.push_str("| Week | Runs |\n|---|---|\n| 1 | 2 |\n| 2 | 3 |\n\n"),
                2 => body.push_str("> [!NOTE]\n> A number from 0 to 10 is *enough*.\n\n"),
                _ => {}
            }
        }
        body
    }

    fn paragraph(&mut self, body: &mut String, words: usize) {
        for _ in 0..words.div_ceil(10) {
            let subject = *self.random.pick(&SUBJECTS);
            let (verb, circumstance) =
                (*self.random.pick(&VERBS), *self.random.pick(&CIRCUMSTANCES));
            let _ = write!(
                body,
                "{}{} **{verb}** {circumstance}",
                &subject[..1].to_uppercase(),
                &subject[1..]
            );
            match self.random.below(12) {
                0 => self.link(body),
                1 => {
                    let _ = write!(body, " [@source-{}]", self.random.below(SOURCES));
                }
                2 => {
                    let _ = write!(body, ", see the [areas](/areas/{}/)", self.random.pick(&AREAS));
                }
                _ => {}
            }
            body.push_str(". ");
        }
        body.push_str("\n\n");
    }

    fn link(&mut self, body: &mut String) {
        let id = match self.random.below(3) {
            0 => exercise_id(self.random.below(self.counts.exercises)),
            1 => cause_id(self.random.below(self.counts.causes)),
            _ => article_id(self.random.below(self.counts.articles)),
        };
        let _ = if self.random.once_in(2) {
            write!(body, ", more on [[{id}]]")
        } else {
            write!(body, ", as [[{id}|told elsewhere]]")
        };
    }

    fn list(&mut self, body: &mut String) {
        for _ in 0..3 {
            let _ = writeln!(body, "- Note {}.", self.random.pick(&CIRCUMSTANCES));
        }
        body.push('\n');
    }
}

fn title(kind: &str, at: usize) -> String {
    match kind {
        "question" => format!("\"Why does it hurt, question no. {at}?\""),
        "listicle" => format!("Three exercises of list no. {at}"),
        _ => format!("A runner's {kind} no. {at}"),
    }
}
