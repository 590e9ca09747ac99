//! Front matter and data files → passages: the fields that a reader sees as prose.

use std::ops::Deref;

use super::{OBJECT, Path, PlainText, Role};
use crate::parse::markdown::{Piece, pieces};
use crate::parse::yaml::Key::{self, Field, Item};
use crate::parse::{Content, DataItems, Fields, Item as DataItem};
use crate::schema::{
    Area, Cause, Evidence, Exercise, Pattern, RedFlag, Routine, Settings, Term, Verdict,
};

/// Reads the front matter of an entry.
pub(super) fn read(plain: &mut PlainText<'_>, content: &Content) {
    let mut reader = Reader { plain };
    reader.add(Role::Heading, [Field("title")], &content.common.title);
    if let Some(summary) = &content.common.summary {
        reader.add(Role::Sentences, [Field("summary")], summary);
    }
    match &content.fields {
        Fields::Article(article) => {
            reader.add_opt(
                Role::Sentences,
                [Field("short_answer")],
                article.short_answer.as_deref(),
            );
        }
        Fields::Area(area) => reader.area(area),
        Fields::Cause(cause) => reader.cause(cause),
        Fields::Symptom(symptom) => {
            reader.add(Role::Phrase, [Field("question")], &symptom.question);
        }
        Fields::Exercise(exercise) => reader.exercise(exercise),
        Fields::Routine(routine) => reader.routine(routine),
        Fields::Person(_) | Fields::Page(_) => {}
    }
    for (at, change) in content.common.changes.iter().enumerate() {
        reader.add(Role::Phrase, [Field("changes"), Item(at), Field("note")], &change.note);
    }
}

/// Reads the items of a data file.
pub(super) fn read_data(plain: &mut PlainText<'_>, items: &DataItems) {
    let mut reader = Reader { plain };
    match items {
        DataItems::Settings(settings) => reader.settings(settings),
        DataItems::RedFlags(flags) => flags.iter().for_each(|flag| reader.red_flag(flag)),
        DataItems::Terms(terms) => terms.iter().for_each(|term| reader.term(term)),
        DataItems::Sources(_) | DataItems::Words(_) | DataItems::BodyMap(_) => {}
    }
}

struct Reader<'r, 'a> {
    plain: &'r mut PlainText<'a>,
}

impl Reader<'_, '_> {
    fn add<const N: usize>(&mut self, role: Role, path: [Key<'static>; N], text: &str) {
        let mut keys = [None; 4];
        keys.iter_mut().zip(path).for_each(|(slot, key)| *slot = Some(key));
        let start = self.plain.text.len();
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => self.plain.text.push_str(text),
                Piece::Token(..) => self.plain.text.push(OBJECT),
            }
        }
        self.plain.close(role, Some(Path(keys)), start);
    }

    fn add_opt<const N: usize>(&mut self, role: Role, path: [Key<'static>; N], text: Option<&str>) {
        if let Some(text) = text {
            self.add(role, path, text);
        }
    }

    fn list<T: Deref<Target = str>>(&mut self, role: Role, field: &'static str, texts: &[T]) {
        for (at, text) in texts.iter().enumerate() {
            self.add(role, [Field(field), Item(at)], text);
        }
    }

    fn area(&mut self, area: &Area) {
        self.add_opt(Role::Sentences, [Field("boundary")], area.boundary.as_deref());
        self.list(Role::Sentences, "do", &area.dos);
        self.list(Role::Discouraged, "dont", &area.donts);
        for (at, myth) in area.myths.iter().enumerate() {
            let is_right = myth.verdict == Verdict::Right;
            let role = if is_right { Role::Sentences } else { Role::Myth };
            self.add(role, [Field("myths"), Item(at), Field("claim")], &myth.claim);
            self.add(Role::Sentences, [Field("myths"), Item(at), Field("text")], &myth.text);
        }
    }

    fn cause(&mut self, cause: &Cause) {
        let Pattern { place, when, feels, eases, worse, lasts } = &cause.pattern;
        let all = [
            ("where", Some(place)),
            ("when", Some(when)),
            ("feels", Some(feels)),
            ("eases", eases.as_ref()),
            ("worse", worse.as_ref()),
            ("lasts", lasts.as_ref()),
        ];
        for (name, text) in all {
            self.add_opt(Role::Phrase, [Field("pattern"), Field(name)], text.map(|text| &**text));
        }
        self.list(Role::Phrase, "why", &cause.why);
        self.add_opt(Role::Discouraged, [Field("avoid")], cause.avoid.as_deref());
    }

    fn exercise(&mut self, exercise: &Exercise) {
        self.add_opt(Role::Sentences, [Field("start")], exercise.start.as_deref());
        self.list(Role::Step, "steps", &exercise.steps);
        let poses = exercise.figure.iter().flat_map(|figure| &figure.poses);
        for (at, pose) in poses.enumerate() {
            let path = [Field("figure"), Field("poses"), Item(at), Field("caption")];
            self.add(Role::Phrase, path, &pose.caption);
        }
        self.add_opt(Role::Phrase, [Field("feel")], exercise.feel.as_deref());
        self.add_opt(Role::Discouraged, [Field("not_feel")], exercise.not_feel.as_deref());
        self.list(Role::Phrase, "avoid_if", &exercise.avoid_if);
        for (at, mistake) in exercise.mistakes.iter().enumerate() {
            let path = |name| [Field("mistakes"), Item(at), Field(name)];
            self.add(Role::Discouraged, path("wrong"), &mistake.wrong);
            self.add_opt(Role::Sentences, path("fix"), mistake.fix.as_deref());
        }
        self.add_opt(Role::Sentences, [Field("make_easier")], exercise.make_easier.as_deref());
        self.add_opt(Role::Sentences, [Field("make_harder")], exercise.make_harder.as_deref());
        self.add_opt(Role::Phrase, [Field("progress_when")], exercise.progress_when.as_deref());
        self.evidence(exercise.evidence.as_ref());
    }

    fn routine(&mut self, routine: &Routine) {
        self.add(Role::Phrase, [Field("goal")], &routine.goal);
        for (at, step) in routine.steps.iter().enumerate() {
            let path = [Field("steps"), Item(at), Field("note")];
            self.add_opt(Role::Sentences, path, step.note.as_deref());
        }
        self.add_opt(Role::Phrase, [Field("audience")], routine.audience.as_deref());
        self.add_opt(Role::Phrase, [Field("not_for")], routine.not_for.as_deref());
        self.add_opt(Role::Sentences, [Field("progress")], routine.progress.as_deref());
        self.evidence(routine.evidence.as_ref());
    }

    fn evidence(&mut self, evidence: Option<&Evidence>) {
        let text = evidence.map(|evidence| &*evidence.text);
        self.add_opt(Role::Sentences, [Field("evidence"), Field("text")], text);
    }

    fn red_flag(&mut self, flag: &DataItem<RedFlag>) {
        let at = Item(flag.index);
        let value = &flag.value;
        self.add(Role::Heading, [at, Field("about")], &value.about);
        for (sign_at, sign) in value.signs.iter().enumerate() {
            let path = |name| [at, Field("signs"), Item(sign_at), Field(name)];
            self.add(Role::Phrase, path("sign"), &sign.sign);
            self.add_opt(Role::Phrase, path("only_with"), sign.only_with.as_deref());
        }
        self.add_opt(Role::Sentences, [at, Field("risk")], value.risk.as_deref());
        self.add_opt(Role::Sentences, [at, Field("also")], value.also.as_deref());
    }

    fn term(&mut self, term: &DataItem<Term>) {
        let path = [Item(term.index), Field("text")];
        self.add_opt(Role::Sentences, path, term.value.text.as_deref());
    }

    fn settings(&mut self, settings: &Settings) {
        self.add(Role::Phrase, [Field("tagline")], &settings.tagline);
        self.add(Role::Sentences, [Field("description")], &settings.description);
        for (level, words) in &settings.cards {
            let path = |name| [Field("cards"), Field(level.name()), Field(name)];
            self.add(Role::Phrase, path("heading"), &words.heading);
            self.add_opt(Role::Sentences, path("after"), words.after.as_deref());
        }
    }
}
