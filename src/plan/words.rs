//! The English words for the values of fields. Templates show them; nothing else spells them.

use crate::schema::{
    ArticleKind, ExerciseKind, Grade, Kind, Level, Likelihood, Position, SourceKind, Urgency,
    Verdict, When,
};

#[must_use]
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Area => "Area",
        Kind::Article => "Article",
        Kind::Cause => "Cause",
        Kind::Exercise => "Exercise",
        Kind::Person => "Person",
        Kind::Routine => "Routine",
        Kind::Symptom => "Symptom",
        _ => "Page",
    }
}

#[must_use]
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Beginner => "Beginner",
        Level::Intermediate => "Intermediate",
        Level::Advanced => "Advanced",
    }
}

#[must_use]
pub fn exercise_kind(kind: ExerciseKind) -> &'static str {
    match kind {
        ExerciseKind::Mobility => "Mobility",
        ExerciseKind::Stretch => "Stretch",
        ExerciseKind::Control => "Control",
        ExerciseKind::Strength => "Strength",
        ExerciseKind::Balance => "Balance",
        ExerciseKind::Breathing => "Breathing",
    }
}

#[must_use]
pub fn position(position: Position) -> &'static str {
    match position {
        Position::LyingBack => "Lying on your back",
        Position::LyingFront => "Lying on your front",
        Position::SideLying => "Lying on your side",
        Position::Kneeling => "Kneeling",
        Position::AllFours => "On hands and knees",
        Position::Sitting => "Sitting",
        Position::Standing => "Standing",
        Position::Wall => "At a wall",
        Position::Step => "On a step",
    }
}

#[must_use]
pub fn article_kind(kind: ArticleKind) -> &'static str {
    match kind {
        ArticleKind::Question => "Question",
        ArticleKind::Listicle => "List",
        ArticleKind::Explainer => "Explainer",
        ArticleKind::Myth => "Myth",
        ArticleKind::Story => "Story",
    }
}

#[must_use]
pub fn likelihood(likelihood: Likelihood) -> &'static str {
    match likelihood {
        Likelihood::Common => "Common",
        Likelihood::Possible => "Possible",
        Likelihood::LessCommon => "Less common",
        Likelihood::Uncommon => "Uncommon",
        Likelihood::Rare => "Rare",
        Likelihood::UncommonSerious => "Uncommon, serious",
        Likelihood::RareSerious => "Rare, serious",
    }
}

#[must_use]
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Right => "True",
        Verdict::Partly => "Partly true",
        Verdict::Wrong => "Not true",
        Verdict::Unknown => "Not known",
    }
}

#[must_use]
pub fn when(when: When) -> &'static str {
    match when {
        When::BeforeRun => "Before a run",
        When::AfterRun => "After a run",
        When::AnyDay => "Any day",
        When::StrengthDay => "On a strength day",
    }
}

#[must_use]
pub fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Review => "Reviews of trials",
        Grade::Trial => "A trial",
        Grade::Lab => "Laboratory studies",
        Grade::Guidance => "Guidance",
        Grade::Editorial => "Our own judgement",
    }
}

#[must_use]
pub fn urgency(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Emergency => "Emergency",
        Urgency::Today => "Today",
        Urgency::ThisWeek => "This week",
        Urgency::SeeSomeone => "See someone",
    }
}

#[must_use]
pub fn source_kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Cochrane => "Cochrane review",
        SourceKind::SystematicReview => "systematic review",
        SourceKind::Review => "review",
        SourceKind::Guideline => "guideline",
        SourceKind::Consensus => "consensus statement",
        SourceKind::Rct => "randomised trial",
        SourceKind::Trial => "trial",
        SourceKind::Cohort => "cohort study",
        SourceKind::CaseSeries => "case series",
        SourceKind::LabStudy => "laboratory study",
        SourceKind::ModelStudy => "computer model",
        SourceKind::Reference => "reference work",
        SourceKind::Commentary => "commentary",
        SourceKind::Editorial => "editorial",
        SourceKind::PatientInfo => "patient information",
        SourceKind::Programme => "exercise programme",
        SourceKind::Charity => "charity",
        SourceKind::ClinicPage => "clinic page",
        SourceKind::Explainer => "explainer",
        SourceKind::Dataset => "data",
        SourceKind::News => "news",
    }
}
