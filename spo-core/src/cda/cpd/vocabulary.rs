//! The identifiers and codes that CPD-DK fixes, once.
//!
//! Source: MedCom's guide and examples of CPD-DK 1.0 and 2.0.

use crate::CarePlanSectionKind::{self, Concerns, Goals, Interventions, Outcomes};

/// The document's template.
pub(super) const DOCUMENT: &str = "1.2.208.184.15.1";
/// The document's type (LOINC).
pub(super) const DOCUMENT_TYPE: &str = "81215-6";
/// How the marker of the profile's version begins.
pub(super) const MARKER: &str = "cpd-v";

/// The template of each section, its code in LOINC, and what it is about.
pub(super) const SECTIONS: [(&str, &str, CarePlanSectionKind); 4] = [
    ("1.2.208.184.15.1.10.20.1", "75310-3", Concerns),
    ("1.2.208.184.15.1.10.20.2", "61146-7", Goals),
    ("1.2.208.184.15.1.10.20.3", "62387-6", Interventions),
    ("1.2.208.184.15.1.10.20.4", "11383-7", Outcomes),
];

/// Templates of entries.
pub(super) const HEALTH_STATUS: &str = "1.2.208.184.15.1.10.20.1.20";
pub(super) const CONCERN: &str = "1.2.208.184.15.1.10.20.1.21";
pub(super) const GOAL: &str = "1.2.208.184.15.1.10.20.2.20";
pub(super) const INTERVENTION: &str = "1.2.208.184.15.1.10.20.3.20";
pub(super) const OUTCOME: &str = "1.2.208.184.15.1.10.20.4.20";

/// Codes (LOINC) that say what a template says already: health concern, health status, diagnosis.
pub(super) const FIXED: [&str; 3] = ["75310-3", "11323-3", "29308-4"];
