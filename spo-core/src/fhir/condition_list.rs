//! The document: a Bundle whose Composition lists Conditions.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use super::json::{FhirReader, Node, name, oid, organisation_id};
use super::outcome::ReadDiagnosisList;
use crate::rules::vocabulary::oid::CPR;
use crate::{Cpr, Diagnosis, DiagnosisList, Error, ErrorKind, Organisation, Result};

/// The type of the document (LOINC): a list of problems.
const DOCUMENT_TYPE: &str = "11450-4";

/// The largest document that is read. Those of the field are far below a megabyte.
const MOST_BYTES: usize = 16 << 20;

/// Reads the diagnoses that are shared about a citizen (diagnoseoversigt): MedCom ConditionList 1.0, a FHIR document in
/// JSON.
///
/// # Errors
/// [`ErrorKind::InvalidDocument`](crate::ErrorKind::InvalidDocument). The code tells why: `json.syntax` when it is not
/// JSON, `fhir.too_large` beyond 16 MiB, `fhir.profile` when it is no Bundle with a list of diagnoses, `fhir.patient`
/// when it has no CPR number.
pub fn read_diagnosis_list(bytes: &[u8]) -> Result<ReadDiagnosisList> {
    if bytes.len() > MOST_BYTES {
        return Err(refused("fhir.too_large", "the document is larger than 16 MiB"));
    }
    let bytes_without_mark = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes_without_mark).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        refused(
            "json.syntax",
            &format!("this is not JSON from line {line}, column {column} on"),
        )
    })?;
    let bundle = Node {
        value: &value,
        path: "Bundle".to_owned(),
    };
    if !bundle.is("Bundle") {
        return Err(refused(
            "fhir.profile",
            "this is no FHIR document: it is no Bundle",
        ));
    }
    let resources = Resources::new(&bundle);
    let mut reader = FhirReader::default();
    let diagnosis_list = reader.list(&bundle, &resources)?;
    Ok(ReadDiagnosisList {
        diagnosis_list,
        warnings: reader.warnings,
        raw: Arc::from(bytes),
    })
}

/// The resources of a Bundle, and what they are called.
struct Resources<'v> {
    all: Vec<Node<'v>>,
    by_name: HashMap<String, usize>,
}

impl<'v> Resources<'v> {
    fn new(bundle: &Node<'v>) -> Self {
        let mut resources = Self {
            all: Vec::new(),
            by_name: HashMap::new(),
        };
        for entry in bundle.list("entry") {
            let Some(resource) = entry.get("resource") else {
                continue;
            };
            let at = resources.all.len();
            let kind = resource.text("resourceType").unwrap_or_default();
            let local = resource.text("id").map(|id| format!("{kind}/{id}"));
            for name in entry.text("fullUrl").into_iter().chain(local) {
                resources.by_name.entry(name).or_insert(at);
            }
            resources.all.push(resource);
        }
        resources
    }

    /// Which resource `reference` names: by its full address, or by its last two parts.
    fn find(&self, reference: &Node<'_>) -> Option<usize> {
        let name = reference.text("reference")?;
        let relative = name
            .rmatch_indices('/')
            .nth(1)
            .and_then(|(at, _)| name.get(at + 1..));
        let found = self.by_name.get(&name).or_else(|| self.by_name.get(relative?));
        found.copied()
    }

    fn first(&self, kind: &str) -> Option<usize> {
        self.all.iter().position(|resource| resource.is(kind))
    }
}

impl FhirReader {
    fn list(&mut self, bundle: &Node<'_>, resources: &Resources<'_>) -> Result<DiagnosisList> {
        let is_list = |composition: &&Node<'_>| {
            let codings = composition.get("type").map(|it| it.list("coding"));
            let mut codings = codings.into_iter().flatten();
            composition.is("Composition")
                && codings.any(|coding| coding.text("code").as_deref() == Some(DOCUMENT_TYPE))
        };
        let Some(composition) = resources.all.iter().find(is_list) else {
            return Err(refused(
                "fhir.profile",
                "this FHIR document is no list of diagnoses (LOINC 11450-4)",
            ));
        };
        let subject = composition.get("subject").and_then(|it| resources.find(&it));
        let subject = subject.or_else(|| resources.first("Patient"));
        let patient = subject.and_then(|at| resources.all.get(at));
        let cpr = patient
            .and_then(cpr_of)
            .ok_or_else(|| refused("fhir.patient", "the document names no patient with a CPR number"))?;

        let mut list = DiagnosisList {
            cpr,
            updated: self.moment(composition, "date"),
            generated: self.moment(bundle, "timestamp"),
            organisation: None,
            author: None,
            diagnoses: Vec::new(),
        };
        for author in composition.list("author") {
            match resources.find(&author).and_then(|at| resources.all.get(at)) {
                Some(found) if found.is("Organization") && list.organisation.is_none() => {
                    list.organisation = Some(Organisation {
                        id: organisation_id(found),
                        name: found.text("name").unwrap_or_default(),
                        ..Organisation::default()
                    });
                }
                Some(found) if found.is("Practitioner") && list.author.is_none() => list.author = name(found),
                _ => self.warn("unmapped", &author.path, "this author was passed over"),
            }
        }
        list.diagnoses = self.diagnoses(composition, resources, subject, cpr);
        Ok(list)
    }

    /// The Conditions that the Composition lists, in its order, and then those that it does not list.
    fn diagnoses(
        &mut self,
        composition: &Node<'_>,
        resources: &Resources<'_>,
        subject: Option<usize>,
        cpr: Cpr,
    ) -> Vec<Diagnosis> {
        let mut order = Vec::new();
        let mut is_listed = vec![false; resources.all.len()];
        for section in composition.list("section") {
            for reference in section.list("entry") {
                let found = resources.find(&reference);
                match found.and_then(|at| Some((at, resources.all.get(at)?, is_listed.get_mut(at)?))) {
                    Some((at, resource, listed)) if resource.is("Condition") => {
                        if !std::mem::replace(listed, true) {
                            order.push(at);
                        }
                    }
                    _ => self.warn(
                        "diagnosis.missing",
                        &reference.path,
                        "the list names a diagnosis that is not in the document",
                    ),
                }
            }
        }
        for (at, resource) in resources.all.iter().enumerate() {
            if resource.is("Condition") && is_listed.get(at) == Some(&false) {
                self.warn(
                    "diagnosis.unlisted",
                    &resource.path,
                    "the list does not name this diagnosis; it was taken as the last",
                );
                order.push(at);
            }
        }
        let mut diagnoses = Vec::new();
        for condition in order.into_iter().filter_map(|at| resources.all.get(at)) {
            if is_of_another(condition, resources, subject, cpr) {
                self.warn(
                    "diagnosis.subject",
                    &condition.path,
                    "the diagnosis is not about the patient of the list; it was left out",
                );
            } else {
                diagnoses.push(self.diagnosis(condition));
            }
        }
        diagnoses
    }
}

/// Whether `condition` says that it is about somebody else than the patient: by reference, or by number.
fn is_of_another(condition: &Node<'_>, resources: &Resources<'_>, patient: Option<usize>, cpr: Cpr) -> bool {
    let Some(subject) = condition.get("subject") else {
        return false;
    };
    if subject.text("reference").is_some() {
        return resources.find(&subject) != patient;
    }
    let number = subject.get("identifier").and_then(|id| id.text("value"));
    number.is_some_and(|number| Cpr::parse(&number).ok() != Some(cpr))
}

fn cpr_of(patient: &Node<'_>) -> Option<Cpr> {
    let ids = patient.list("identifier").into_iter();
    let mut ids = ids.filter(|id| id.text("system").is_some_and(|system| oid(&system) == CPR));
    ids.find_map(|id| Cpr::parse(&id.text("value")?).ok())
}

fn refused(code: &'static str, message: &str) -> Error {
    Error::new(ErrorKind::InvalidDocument, code, message)
        .with_remedy("Give a MedCom ConditionList: a FHIR document in JSON about a person with a CPR number.")
}
