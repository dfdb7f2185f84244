//! Shared diagnoses.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{ClinicalTime, Code, Cpr, DanishTime, Organisation, PersonName};

/// The diagnoses that a general practice and its patient share (diagnoseoversigt, MedCom ConditionList).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DiagnosisList {
    /// The citizen's CPR number.
    pub cpr: Cpr,
    /// When the list was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<DanishTime>,
    /// When the document was put together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generated: Option<DanishTime>,
    /// The practice that answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Organisation>,
    /// Who acted for the practice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<PersonName>,
    /// The diagnoses in the author's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diagnoses: Vec<Diagnosis>,
}

impl DiagnosisList {
    /// Reads the JSON form. An unknown, missing or unusable field is named by its path.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidDocument`](crate::ErrorKind::InvalidDocument)
    pub fn from_json(json: &str) -> crate::Result<Self> {
        crate::json::from_str(json)
    }

    /// The JSON form. It holds the full CPR number: it is the data itself, not a log.
    pub fn to_json(&self) -> String {
        crate::json::to_string(self)
    }
}

/// A diagnosis. Show its text, not only its code.
///
/// `Debug` masks what looks like a CPR number in its texts.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Diagnosis {
    /// What the practice calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Its codes in ICPC-2-DK and SKS-D.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<Code>,
    /// More about it (tillægstekst).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Whether it is current.
    pub status: DiagnosisStatus,
    /// What it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<DiagnosisKind>,
    /// How sure it is, as the document has it, such as `confirmed`, when it tells. A diagnosis that is `refuted` or
    /// `entered-in-error` is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification: Option<String>,
    /// When it began (debutdato).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub onset: Option<ClinicalTime>,
    /// When it ended (afslutningsdato).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub abatement: Option<ClinicalTime>,
    /// When it was noted (registreringsdato).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded: Option<ClinicalTime>,
}

impl Diagnosis {
    /// Whether the document takes it back: it was refuted or entered in error, so it is no diagnosis, whatever its status.
    pub fn is_taken_back(&self) -> bool {
        matches!(self.verification.as_deref(), Some("refuted" | "entered-in-error"))
    }
}

/// Whether a diagnosis is current.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DiagnosisStatus {
    /// It is (aktuel).
    Current,
    /// It is over (tidligere).
    Resolved,
    /// The document does not tell, or contradicts itself.
    #[default]
    Unknown,
}

/// What a diagnosis belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DiagnosisKind {
    /// One contact (kontaktdiagnose).
    Contact,
    /// A course of care (forløbsdiagnose).
    Course,
}

impl fmt::Debug for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let notes: Vec<_> = self.notes.iter().map(|note| crate::redact(note)).collect();
        f.debug_struct("Diagnosis")
            .field("text", &self.text.as_deref().map(crate::redact))
            .field("codes", &self.codes)
            .field("notes", &notes)
            .field("status", &self.status)
            .field("verification", &self.verification)
            .field("onset", &self.onset)
            .field("abatement", &self.abatement)
            .field("recorded", &self.recorded)
            .finish_non_exhaustive()
    }
}
