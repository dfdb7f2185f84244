//! The care plan (forløbsplan).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{ClinicalValue, Code, Cpr, DanishTime, InstanceId, Narrative, Organisation, Participant, Timing};

/// A care plan (forløbsplan, CPD-DK): what a citizen and a general practice, or a hospital, have agreed about a course
/// of care. It is read and shown as authored; plans of different labels are never merged.
///
/// Who the citizen is, the stamkort tells: it knows what is protected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CarePlan {
    /// The document's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<InstanceId>,
    /// What all versions of the plan share (`setId`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_id: Option<InstanceId>,
    /// The number of this version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<u32>,
    /// The version of the profile by its marker, such as `cpd-v2.0.0`; older documents have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The citizen's CPR number.
    pub cpr: Cpr,
    /// What the author calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The label of the course of care (forløbslabel), such as `ALAL22` for type 2 diabetes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Code>,
    /// When this version was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<DanishTime>,
    /// From when to when the plan holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validity: Option<Timing>,
    /// Who wrote it: organisations with the persons who acted for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Participant>,
    /// Who keeps it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custodian: Option<Organisation>,
    /// Its sections in the author's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<CarePlanSection>,
}

impl CarePlan {
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

    /// Every entry of `kind` in any section, in the author's order.
    pub fn entries(&self, kind: CarePlanEntryKind) -> Vec<&CarePlanEntry> {
        let mut found = Vec::new();
        for section in &self.sections {
            section.collect(kind, &mut found);
        }
        found
    }
}

/// A section of a care plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct CarePlanSection {
    /// What it is about.
    pub kind: CarePlanSectionKind,
    /// Its code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Code>,
    /// What the author calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its text as authored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub narrative: Option<Narrative>,
    /// What the text says, coded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<CarePlanEntry>,
    /// The sections inside it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<CarePlanSection>,
}

impl CarePlanSection {
    fn collect<'s>(&'s self, kind: CarePlanEntryKind, found: &mut Vec<&'s CarePlanEntry>) {
        found.extend(self.entries.iter().filter(|entry| entry.kind == kind));
        for section in &self.sections {
            section.collect(kind, found);
        }
    }
}

/// What a section is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CarePlanSectionKind {
    /// Conditions and diagnoses (tilstande, diagnoser).
    Concerns,
    /// The citizen's own goals (individuelle mål).
    Goals,
    /// What is done and planned (udførte og planlagte aktiviteter).
    Interventions,
    /// Results (resultater).
    Outcomes,
    /// Anything else.
    #[default]
    Other,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CarePlanEntryKind {
    /// A health concern: its values are diagnoses, in ICPC-2-DK or SKS, or what modifies them.
    Concern,
    /// A statement about the citizen's health, usually in words.
    HealthStatus,
    /// A goal: its values are what is aimed at.
    Goal,
    /// What is planned.
    PlannedIntervention,
    /// What was done: its values are the services.
    Intervention,
    /// A result: its values are what was measured.
    Outcome,
    /// Anything else.
    #[default]
    Other,
}

/// A coded statement of a care plan.
///
/// `Debug` masks what looks like a CPR number in its text.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct CarePlanEntry {
    /// What it is.
    pub kind: CarePlanEntryKind,
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<InstanceId>,
    /// What it is about: for a concern the kind of diagnosis, for an outcome what was measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Code>,
    /// Its values.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<ClinicalValue>,
    /// Its words, in the narrative or beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Its state as the document has it, such as `active` or `completed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// When it was, is or should be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timing: Option<Timing>,
    /// Who told it, when not the author of the plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Participant>,
    /// Who carries it out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub performers: Vec<Participant>,
}

impl CarePlanEntry {
    /// Its coded values: the diagnoses of a concern, the services of an intervention.
    pub fn codes(&self) -> impl Iterator<Item = &Code> {
        self.values.iter().filter_map(|value| match value {
            ClinicalValue::Code(code) => Some(code),
            _ => None,
        })
    }
}

impl fmt::Debug for CarePlanEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CarePlanEntry")
            .field("kind", &self.kind)
            .field("code", &self.code)
            .field("values", &crate::redact(&format!("{:?}", self.values)))
            .field("text", &self.text.as_deref().map(crate::redact))
            .field("status", &self.status)
            .field("timing", &self.timing)
            .finish_non_exhaustive()
    }
}
