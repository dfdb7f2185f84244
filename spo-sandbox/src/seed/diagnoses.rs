//! Lists of diagnoses (diagnoseoversigter): MedCom's ConditionList 1.0.1, a FHIR R4 document.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::filed::About;
use super::plan::first_organisation;

/// A diagnosis.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Diagnosis {
    /// ICPC-2-DK: code and words.
    icpc: (String, String),
    /// SKS: code and words.
    sks: Option<(String, String)>,
    text: String,
    note: Option<String>,
    onset: Option<NaiveDate>,
    /// When it was over; it is current without.
    abatement: Option<NaiveDate>,
    recorded: NaiveDate,
}

/// The document about `about`.
pub(super) fn document(
    list: &[Diagnosis],
    document: Uuid,
    about: &About,
    new_id: &dyn Fn() -> Uuid,
) -> String {
    let written = about.written.to_string();
    let patient = format!("Patient/{}", new_id());
    let organisation = format!("Organization/{}", new_id());
    let conditions: Vec<(String, Value)> = list
        .iter()
        .map(|diagnosis| {
            let name = format!("Condition/{}", new_id());
            let resource = diagnosis.resource(&patient);
            (name, resource)
        })
        .collect();
    let references: Vec<Value> = conditions
        .iter()
        .map(|(name, _)| json!({ "reference": name }))
        .collect();
    let composition = json!({
        "resourceType": "Composition",
        "language": "da",
        "status": "final",
        "type": { "coding": [{ "system": "http://loinc.org", "code": "11450-4", "display": "Problem list - Reported" }] },
        "subject": { "reference": patient },
        "date": written,
        "author": [{ "reference": organisation }],
        "title": format!("Diagnoseoversigt for {}", about.patient.cpr.as_str()),
        "confidentiality": "N",
        "section": [{ "entry": references }],
    });
    let resources = [
        (format!("Composition/{}", new_id()), composition),
        (patient.clone(), patient_resource(about)),
        (organisation, organisation_resource(about)),
    ];
    let entries: Vec<Value> = resources.into_iter().chain(conditions).map(entry).collect();
    let bundle = json!({
        "resourceType": "Bundle",
        "identifier": { "system": "urn:ietf:rfc:3986", "value": document.urn().to_string() },
        "type": "document",
        "timestamp": written,
        "entry": entries,
    });
    format!("{bundle:#}\n")
}

/// A resource under its name, which ends with its id.
fn entry((name, mut resource): (String, Value)) -> Value {
    let id = name.rsplit('/').next().unwrap_or_default();
    if let Some(fields) = resource.as_object_mut() {
        fields.insert("id".to_owned(), id.into());
    }
    json!({ "fullUrl": format!("https://sandbox.spo.invalid/fhir/{name}"), "resource": resource })
}

fn patient_resource(about: &About) -> Value {
    let patient = &about.patient;
    json!({
        "resourceType": "Patient",
        "identifier": [{ "system": "urn:oid:1.2.208.176.1.2", "value": patient.cpr.as_str() }],
        "name": [{ "use": "official", "family": patient.name.family, "given": patient.name.given }],
        "gender": patient.gender,
        "birthDate": patient.birth_date,
    })
}

fn organisation_resource(about: &About) -> Value {
    let practice = first_organisation(&about.service);
    let identifiers: Vec<Value> = practice
        .id
        .iter()
        .map(|id| json!({ "system": format!("urn:oid:{}", id.root()), "value": id.extension() }))
        .collect();
    json!({ "resourceType": "Organization", "identifier": identifiers, "name": practice.name })
}

impl Diagnosis {
    fn resource(&self, patient: &str) -> Value {
        const CATEGORY: &str = "http://terminology.hl7.org/CodeSystem/condition-category";
        const SNOMED_CT: &str = "http://snomed.info/sct";
        let (code, display) = &self.icpc;
        let mut codings =
            vec![json!({ "system": "urn:oid:1.2.208.176.2.31", "code": code, "display": display })];
        if let Some((code, display)) = &self.sks {
            codings.push(json!({ "system": "urn:oid:1.2.208.176.2.4.12", "code": code, "display": display }));
        }
        let (state, state_text) = match self.abatement {
            None => ("15240007", "Current"),
            Some(_) => ("723506003", "Resolved"),
        };
        let mut resource = json!({
            "resourceType": "Condition",
            "category": [
                { "coding": [{ "system": CATEGORY, "code": "problem-list-item" }] },
                { "coding": [{ "system": SNOMED_CT, "code": state, "display": state_text }] },
            ],
            "code": { "coding": codings, "text": self.text },
            "subject": { "reference": patient },
            "recordedDate": self.recorded,
        });
        let optional = [
            ("note", self.note.as_ref().map(|text| json!([{ "text": text }]))),
            ("onsetDateTime", self.onset.map(|day| json!(day))),
            ("abatementDateTime", self.abatement.map(|day| json!(day))),
        ];
        if let Some(fields) = resource.as_object_mut() {
            let present = optional
                .into_iter()
                .filter_map(|(name, value)| Some((name.to_owned(), value?)));
            fields.extend(present);
        }
        resource
    }
}
