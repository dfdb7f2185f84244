//! What the headers of all documents have in common.

use super::{Reader, is_null};
use crate::rules::vocabulary::oid;
use crate::xml::{Element, Namespace};
use crate::{Cpr, Error, ErrorKind, Gender, Result};

const HL7: Namespace = Namespace::HL7;

/// The elements of a header that are read, or say nothing.
pub(in crate::cda) const HEADER: [&str; 11] = [
    "id",
    "code",
    "title",
    "effectiveTime",
    "confidentialityCode",
    "languageCode",
    "recordTarget",
    "author",
    "custodian",
    "documentationOf",
    "component",
];

impl Reader {
    /// The fixed codes: reports where they say something else than the profile does.
    pub(in crate::cda) fn fixed_codes(&mut self, root: Element<'_>, document_type: &str) {
        let expect = |name, expected: &str| {
            let element: Element<'_> = root.child(HL7, name)?;
            (element.attr("code") != Some(expected)).then_some(element)
        };
        if let Some(code) = expect("code", document_type) {
            self.warn(
                "document.code",
                code,
                &format!("the document's type is not {document_type}"),
            );
        }
        if let Some(code) = expect("confidentialityCode", "N") {
            self.warn(
                "document.confidentiality",
                code,
                "the document is not of normal confidentiality (N)",
            );
        }
        if let Some(language) = root.child(HL7, "languageCode")
            && !language.attr("code").unwrap_or("da").starts_with("da")
        {
            self.warn("document.language", language, "the document is not in Danish");
        }
    }

    /// The citizen: `recordTarget`, `patientRole` and the CPR number.
    ///
    /// # Errors
    /// `cda.patient` when there is no CPR number.
    pub(in crate::cda) fn patient_role<'d>(
        &mut self,
        root: Element<'d>,
    ) -> Result<(Element<'d>, Element<'d>, Cpr)> {
        let no_cpr = |why: &str| {
            Error::new(
                ErrorKind::InvalidDocument,
                "cda.patient",
                format!("the document names no patient: {why}"),
            )
            .at("ClinicalDocument/recordTarget/patientRole/id")
            .with_remedy("Give a document about a person with a CPR number.")
        };
        let target = self
            .one(root, "recordTarget")
            .ok_or_else(|| no_cpr("there is no recordTarget"))?;
        let role = self
            .one(target, "patientRole")
            .ok_or_else(|| no_cpr("there is no patientRole"))?;
        let cpr = self
            .cpr(role)
            .ok_or_else(|| no_cpr("there is no usable CPR number"))?;
        Ok((target, role, cpr))
    }

    /// The CPR number: an id of its root, or any other id that is one.
    fn cpr(&mut self, role: Element<'_>) -> Option<Cpr> {
        let mut found: Option<(Element<'_>, Cpr, bool)> = None;
        for id in role.children_named(HL7, "id") {
            let is_cpr_root = id.attr("root").map(str::trim) == Some(oid::CPR);
            let cpr = id
                .attr("extension")
                .and_then(|extension| Cpr::parse(extension).ok());
            match (cpr, &found) {
                (Some(cpr), None) => found = Some((id, cpr, is_cpr_root)),
                (Some(cpr), Some((other, _, false))) if is_cpr_root => {
                    let other = *other;
                    self.unmapped(other);
                    found = Some((id, cpr, true));
                }
                _ if is_null(id) || is_confidential(id) => {}
                _ => self.unmapped(id),
            }
        }
        let (at, cpr, is_cpr_root) = found?;
        if !is_cpr_root {
            self.warn(
                "patient.cpr_root",
                at,
                "the id is not under the root of CPR numbers, but is one; it was used",
            );
        }
        Some(cpr)
    }
}

/// Whether `id` is no id but MedCom's mark of name and address protection.
pub(in crate::cda) fn is_confidential(id: Element<'_>) -> bool {
    let extension = id.attr("extension").unwrap_or_default();
    extension.trim().eq_ignore_ascii_case("ConfAddr")
}

/// The gender of a code of HL7.
pub(in crate::cda) fn gender_of(code: &str) -> Option<Gender> {
    match code.trim() {
        "F" => Some(Gender::Female),
        "M" => Some(Gender::Male),
        "UN" => Some(Gender::Undifferentiated),
        _ => None,
    }
}
