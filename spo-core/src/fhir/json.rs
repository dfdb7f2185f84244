//! The pieces of FHIR that occur everywhere: texts, codes, names, identifiers, times.

use chrono::{DateTime, NaiveDateTime};
use serde_json::Value;

use crate::cda::{Warning, clean, push_warning};
use crate::{ClinicalTime, Code, DanishTime, OrganisationId, PersonName};

/// A value and where it stands.
#[derive(Clone)]
pub(super) struct Node<'v> {
    pub(super) value: &'v Value,
    pub(super) path: String,
}

impl<'v> Node<'v> {
    pub(super) fn get(&self, name: &str) -> Option<Node<'v>> {
        let value = self.value.get(name).filter(|value| !value.is_null())?;
        Some(Node {
            value,
            path: format!("{}.{name}", self.path),
        })
    }

    /// The elements of the list `name`; a value that is no list is taken as the only one.
    pub(super) fn list(&self, name: &str) -> Vec<Node<'v>> {
        let Some(node) = self.get(name) else {
            return Vec::new();
        };
        let Some(values) = node.value.as_array() else {
            return vec![node];
        };
        let element = |(at, value)| Node {
            value,
            path: format!("{}[{at}]", node.path),
        };
        values.iter().enumerate().map(element).collect()
    }

    /// The text `name`, without layout; `None` when it is absent or blank.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let text = clean(self.value.get(name)?.as_str()?);
        (!text.is_empty()).then(|| text.into_owned())
    }

    pub(super) fn is(&self, kind: &str) -> bool {
        self.value.get("resourceType").and_then(Value::as_str) == Some(kind)
    }
}

/// The codes of a `CodeableConcept`, their systems as OIDs where they are.
pub(super) fn codes(concept: &Node<'_>) -> Vec<Code> {
    let code = |coding: Node<'_>| Code {
        code: coding.text("code").unwrap_or_default(),
        system: oid(&coding.text("system").unwrap_or_default()).to_owned(),
        system_name: None,
        display: coding.text("display"),
    };
    let known = |code: &Code| !code.code.is_empty() || code.display.is_some();
    concept
        .list("coding")
        .into_iter()
        .map(code)
        .filter(known)
        .collect()
}

/// `urn:oid:1.2.3` as `1.2.3`; anything else as it is.
pub(super) fn oid(system: &str) -> &str {
    system.strip_prefix("urn:oid:").unwrap_or(system)
}

/// The first name of a person.
pub(super) fn name(person: &Node<'_>) -> Option<PersonName> {
    let name = person.list("name").into_iter().next()?;
    let texts = |key| -> Vec<String> {
        let texts = name.value.get(key).and_then(Value::as_array);
        let texts = texts.into_iter().flatten().filter_map(Value::as_str);
        texts.map(|text| clean(text).into_owned()).collect()
    };
    let prefix = texts("prefix");
    let name = PersonName {
        prefix: (!prefix.is_empty()).then(|| prefix.join(" ")),
        given: texts("given"),
        family: name
            .text("family")
            .or_else(|| name.text("text"))
            .unwrap_or_default(),
    };
    (name != PersonName::default()).then_some(name)
}

/// The national id among the identifiers: a SOR code before a provider number before any other.
pub(super) fn organisation_id(organisation: &Node<'_>) -> Option<OrganisationId> {
    let ids = organisation.list("identifier").into_iter().filter_map(|id| {
        let system = id.text("system")?;
        Some(OrganisationId::from_parts(oid(&system), &id.text("value")?))
    });
    ids.min_by_key(|id| match id {
        OrganisationId::Sor(_) => 0,
        OrganisationId::Yder(_) => 1,
        OrganisationId::Other(_) => 2,
    })
}

/// Collects warnings while a document is mapped.
#[derive(Default)]
pub(super) struct FhirReader {
    pub(super) warnings: Vec<Warning>,
}

impl FhirReader {
    pub(super) fn warn(&mut self, code: &'static str, path: &str, message: &str) {
        push_warning(&mut self.warnings, code, || path.to_owned(), message);
    }

    /// Reports every field of `node` that is not in `known`.
    pub(super) fn rest(&mut self, node: &Node<'_>, known: &[&str]) {
        for (name, _) in node.value.as_object().into_iter().flatten() {
            if !known.contains(&name.as_str()) {
                let path = format!("{}.{}", node.path, crate::redact(name));
                self.warn(
                    "unmapped",
                    &path,
                    "the model has no place for this; only the raw document tells it",
                );
            }
        }
    }

    /// The `dateTime` in `name`, with the precision it is written with.
    pub(super) fn time(&mut self, node: &Node<'_>, name: &str) -> Option<ClinicalTime> {
        let at = node.get(name)?;
        let text = at.value.as_str().unwrap_or_default().trim();
        if let Ok(time) = DateTime::parse_from_rfc3339(text) {
            let danish = DanishTime::from_utc(time);
            if danish.to_datetime().offset() != time.offset() {
                let message =
                    format!("the offset is not Denmark's at that moment; it was converted to {danish}");
                self.warn("time.offset", &at.path, &message);
            }
            return Some(ClinicalTime::Moment(danish));
        }
        if let Ok(local) = text.parse::<NaiveDateTime>() {
            self.warn(
                "time.offset.missing",
                &at.path,
                "the time has no offset; it was taken as Danish time",
            );
            let time = DanishTime::from_local(local);
            return Some(ClinicalTime::Moment(
                time.unwrap_or_else(|error| error.instants()[0]),
            ));
        }
        let time = text.parse().ok();
        if time.is_none() {
            self.warn("time.format", &at.path, "this is not a time; it was passed over");
        }
        time
    }

    /// The `dateTime` in `name` as a moment; a day is taken as its midnight.
    pub(super) fn moment(&mut self, node: &Node<'_>, name: &str) -> Option<DanishTime> {
        Some(match self.time(node, name)? {
            ClinicalTime::Moment(time) => time,
            other => DanishTime::midnight(other.first_day()),
        })
    }
}
