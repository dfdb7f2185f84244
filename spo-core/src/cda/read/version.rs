//! Which document this is: an appointment at all, and which version of its profile.

use super::outcome::ApdVersion;
use crate::Result;
use crate::cda::reader::{Profile, Reader, is_version_marker, version_marker};
use crate::rules::vocabulary::{self, template};
use crate::xml::{Element, Namespace};

const HL7: Namespace = Namespace::HL7;

const APPOINTMENT: Profile = Profile {
    name: "appointment (APD-DK)",
    template: template::DOCUMENT,
};

impl Reader {
    /// The version of the profile.
    ///
    /// # Errors
    /// `cda.profile` when the document is no appointment.
    pub(super) fn version(&mut self, root: Element<'_>) -> Result<ApdVersion> {
        let marker = version_marker(root);
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
        if name.is_some() || APPOINTMENT.template_of(root).is_none() {
            return Err(APPOINTMENT.refusal(root));
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
    let has_marker = || event.children_named(HL7, "id").any(is_version_marker);
    by_template.or_else(|| has_marker().then_some(template::VERSION_EVENT))
}
