//! One Condition.

use super::json::{FhirReader, Node, codes};
use crate::{Diagnosis, DiagnosisKind, DiagnosisStatus};

/// What a Condition holds besides what is mapped that tells nothing about the diagnosis.
const KNOWN: [&str; 16] = [
    "resourceType",
    "id",
    "meta",
    "identifier",
    "language",
    "text",
    "subject",
    "code",
    "note",
    "category",
    "clinicalStatus",
    "verificationStatus",
    "onsetDateTime",
    "abatementDateTime",
    "recordedDate",
    "implicitRules",
];

impl FhirReader {
    pub(super) fn diagnosis(&mut self, condition: &Node<'_>) -> Diagnosis {
        self.rest(condition, &KNOWN);
        let concept = condition.get("code");
        let text = concept.as_ref().and_then(|concept| concept.text("text"));
        let codes_of_it = concept.as_ref().map(codes).unwrap_or_default();
        if text.is_none() && codes_of_it.is_empty() {
            self.warn(
                "diagnosis.code",
                &condition.path,
                "the diagnosis has neither code nor text",
            );
        }
        let (kind, status) = self.category(condition);
        let verification = condition.get("verificationStatus");
        Diagnosis {
            text,
            codes: codes_of_it,
            notes: condition
                .list("note")
                .iter()
                .filter_map(|note| note.text("text"))
                .collect(),
            status,
            kind,
            verification: verification.and_then(|it| codes(&it).into_iter().next().map(|code| code.code)),
            onset: self.time(condition, "onsetDateTime"),
            abatement: self.time(condition, "abatementDateTime"),
            recorded: self.time(condition, "recordedDate"),
        }
    }

    /// Kind and status. The status is a category in SNOMED CT, which examples say by `clinicalStatus`, too; what
    /// contradicts itself is not known.
    fn category(&mut self, condition: &Node<'_>) -> (Option<DiagnosisKind>, DiagnosisStatus) {
        let mut kind = None;
        let mut states = Vec::new();
        for category in condition.list("category") {
            for code in codes(&category) {
                match code.code.as_str() {
                    "encounter-diagnosis" => kind = Some(DiagnosisKind::Contact),
                    "problem-list-item" => kind = Some(DiagnosisKind::Course),
                    "15240007" => states.push(DiagnosisStatus::Current),
                    "723506003" => states.push(DiagnosisStatus::Resolved),
                    _ => self.warn("unmapped", &category.path, "this category was passed over"),
                }
            }
        }
        if let Some(clinical) = condition.get("clinicalStatus") {
            for code in codes(&clinical) {
                match code.code.as_str() {
                    "active" | "recurrence" | "relapse" => states.push(DiagnosisStatus::Current),
                    "resolved" | "remission" => states.push(DiagnosisStatus::Resolved),
                    // Before version 1.0 "inactive" meant relevant, not over.
                    _ => self.warn("unmapped", &clinical.path, "this status was passed over"),
                }
            }
        }
        let status = match states.split_first() {
            Some((first, rest)) if rest.iter().all(|other| other == first) => *first,
            Some(_) => {
                self.warn(
                    "diagnosis.status",
                    &condition.path,
                    "the diagnosis is both current and resolved; its status was taken as not known",
                );
                DiagnosisStatus::Unknown
            }
            None => DiagnosisStatus::Unknown,
        };
        (kind, status)
    }
}
