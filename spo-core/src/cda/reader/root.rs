//! Which document this is.

use crate::rules::vocabulary::oid;
use crate::xml::{Document, Element, Namespace};
use crate::{Error, ErrorKind, Result, redact};

const HL7: Namespace = Namespace::HL7;

/// A kind of document.
pub(in crate::cda) struct Profile {
    /// What it is called, after "no": `appointment (APD-DK)`.
    pub(in crate::cda) name: &'static str,
    /// The root of its template.
    pub(in crate::cda) template: &'static str,
}

impl Profile {
    /// The template id of this profile in `root`, when it has one.
    pub(in crate::cda) fn template_of<'d>(&self, root: Element<'d>) -> Option<Element<'d>> {
        let is_own = |id: &Element<'_>| id.attr("root").map(str::trim) == Some(self.template);
        root.children_named(HL7, "templateId").find(is_own)
    }

    /// Why `root`, which is not of this profile, is refused: `cda.profile`.
    pub(in crate::cda) fn refusal(&self, root: Element<'_>) -> Error {
        let found = match version_marker(root).and_then(|id| id.attr("extension")) {
            Some(name) => format!("it follows {}", short(name)),
            None => {
                let templates = root
                    .children_named(HL7, "templateId")
                    .filter_map(|id| id.attr("root"));
                let templates: Vec<_> = templates.take(3).map(short).collect();
                if templates.is_empty() {
                    "it names no template".to_owned()
                } else {
                    format!("its templates are {}", templates.join(", "))
                }
            }
        };
        Error::new(
            ErrorKind::InvalidDocument,
            "cda.profile",
            format!("this CDA document is no {}: {found}", self.name),
        )
        .with_remedy(format!("Give a document whose template is {}.", self.template))
    }
}

/// The root element, when it is a CDA document.
///
/// # Errors
/// `cda.namespace` or `cda.root`
pub(in crate::cda) fn clinical_document<'d>(document: &'d Document<'_>) -> Result<Element<'d>> {
    let root = document.root();
    if root.is(HL7, "ClinicalDocument") {
        return Ok(root);
    }
    let (code, message) = if root.local() == "ClinicalDocument" {
        (
            "cda.namespace",
            "ClinicalDocument is not in the namespace urn:hl7-org:v3".to_owned(),
        )
    } else {
        let name: String = redact(root.local()).chars().take(60).collect();
        (
            "cda.root",
            format!("this is XML, but no CDA document: its root element is {name}"),
        )
    };
    Err(refused(
        code,
        message,
        "Give a CDA document whose root element is ClinicalDocument in urn:hl7-org:v3.",
    ))
}

/// The id that names the profile and its version, which every document type of MedCom has had since 2019.
pub(in crate::cda) fn version_marker(root: Element<'_>) -> Option<Element<'_>> {
    let documentations = root.children_named(HL7, "documentationOf");
    let mut events = documentations.filter_map(|documentation| documentation.child(HL7, "serviceEvent"));
    events.find_map(|event| event.children_named(HL7, "id").find(|id| is_version_marker(*id)))
}

/// Whether `id` is the one that names the profile and its version.
pub(in crate::cda) fn is_version_marker(id: Element<'_>) -> bool {
    matches!(id.attr("root"), Some(oid::PROFILE | oid::OLD_PROFILE))
}

fn short(text: &str) -> String {
    redact(text).chars().take(60).collect()
}

fn refused(code: &'static str, message: String, remedy: &'static str) -> Error {
    Error::new(ErrorKind::InvalidDocument, code, message).with_remedy(remedy)
}
