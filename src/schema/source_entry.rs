//! A published source that pages cite.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Day, Id, Int, Kind, Named, Text, WebAddress};

/// A published source that pages cite.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceEntry {
    /// What a citation calls it: `[@id]`.
    pub id: Id,
    /// Its title, as published.
    pub title: Text<3, 300>,
    /// The journal or publisher.
    pub org: Text<2, 160>,
    /// What sort of source it is.
    pub kind: SourceKind,
    /// The year of publication; left out where the source states none.
    #[serde(default)]
    pub year: Option<Int<1900, 2100>>,
    /// Where it can be read.
    pub url: WebAddress,
    /// How it was found.
    pub status: SourceStatus,
    /// The day on which a person last opened it; left out until one has.
    #[serde(default)]
    pub checked: Option<Day>,
    /// Anything that editors are to know; never shown.
    #[serde(default)]
    pub note: Option<Text<3, 300>>,
}

impl Named for SourceEntry {
    const KIND: Kind = Kind::Source;
}

/// What sort of source it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    Cochrane,
    SystematicReview,
    Review,
    Guideline,
    Consensus,
    Rct,
    Trial,
    Cohort,
    CaseSeries,
    LabStudy,
    ModelStudy,
    Reference,
    Commentary,
    Editorial,
    PatientInfo,
    Programme,
    Charity,
    ClinicPage,
    Explainer,
    Dataset,
    News,
}

/// How a source was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SourceStatus {
    /// The publisher's own page or record was found, and its text backs the fact.
    Found,
    /// The text was read on a copy that names the publisher.
    Mirror,
    /// Only the bibliographic record was seen.
    Record,
    /// It was not looked up; no page may rest on it.
    Unverified,
}
