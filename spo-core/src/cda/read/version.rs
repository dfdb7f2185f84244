//! Which document this is: an appointment at all, and which version of its profile.

use super::outcome::ApdVersion;
use super::reader::Reader;
use crate::rules::vocabulary::{self, oid, template};
use crate::xml::{Document, Element, Namespace};
use crate::{Error, ErrorKind, Result, redact};

const HL7: Namespace = Namespace::HL7;

/// The root element, when it is a CDA document.
///
/// # Errors
/// `cda.namespace` or `cda.root`
pub(super) fn clinical_document<'d>(document: &'d Document<'_>) -> Result<Element<'d>> {
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

impl Reader {
    /// The version of the profile.
    ///
    /// # Errors
    /// `cda.profile` when the document is no appointment.
    pub(super) fn version(&mut self, root: Element<'_>) -> Result<ApdVersion> {
        let marker = marker(root);
        let name = marker.and_then(|id| id.attr("extension")).map(str::trim);
        if let (Some(marker), Some(name)) = (marker, name.filter(|name| name.starts_with("apd-v"))) {
            return Ok(match name {
                vocabulary::PROFILE_VERSION => ApdVersion::V2_0_1,
                "apd-v2.0" => ApdVersion::V2_0,
                _ if name.starts_with("apd-v1") => ApdVersion::V1,
                _ => {
                    self.warn(
                        "profile.unknown",
                        marker,
                        &format!(
                            "the profile \"{name}\" is not known; it was read as {}",
                            vocabulary::PROFILE_VERSION
                        ),
                    );
                    ApdVersion::V2_0_1
                }
            });
        }
        let mut templates = root.children_named(HL7, "templateId");
        if name.is_some() || !templates.any(|id| id.attr("root") == Some(template::DOCUMENT)) {
            return Err(other_profile(root, name));
        }
        let is_second =
            |id: Element<'_>| id.is(HL7, "templateId") && id.attr("extension") == Some(template::RELEASE);
        if root.descendants().any(is_second) {
            self.warn(
                "profile.version",
                root,
                "the document does not name its version; its templates are those of 2.0",
            );
            return Ok(ApdVersion::V2_0);
        }
        Ok(ApdVersion::V1)
    }
}

/// The id that names the profile and its version. Other document types of MedCom have it too.
fn marker(root: Element<'_>) -> Option<Element<'_>> {
    let documentations = root.children_named(HL7, "documentationOf");
    let mut events = documentations.filter_map(|documentation| documentation.child(HL7, "serviceEvent"));
    events.find_map(marker_of)
}

fn marker_of(event: Element<'_>) -> Option<Element<'_>> {
    let is_marker = |id: &Element<'_>| matches!(id.attr("root"), Some(oid::PROFILE | oid::OLD_PROFILE));
    event.children_named(HL7, "id").find(is_marker)
}

fn other_profile(root: Element<'_>, name: Option<&str>) -> Error {
    let found = match name {
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
    refused(
        "cda.profile",
        format!("this CDA document is no appointment (APD-DK): {found}"),
        "Give an appointment document; its template is 1.2.208.184.14.1.",
    )
}

fn short(text: &str) -> String {
    redact(text).chars().take(60).collect()
}

fn refused(code: &'static str, message: String, remedy: &'static str) -> Error {
    Error::new(ErrorKind::InvalidDocument, code, message).with_remedy(remedy)
}

/// What a header event is for: the template of APD 2.0.1 that its own stands for.
pub(super) fn event_template(event: Element<'_>) -> Option<&'static str> {
    let current = |root: &str| {
        let known = template::OLD_EVENTS
            .iter()
            .find(|(old, new)| root == *old || root == *new);
        known.map(|(_, new)| *new)
    };
    let mut templates = event.children_named(HL7, "templateId");
    let by_template = templates.find_map(|id| current(id.attr("root")?));
    by_template.or_else(|| marker_of(event).map(|_| template::VERSION_EVENT))
}
