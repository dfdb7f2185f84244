//! The pieces that occur all over a document, each at its depth of indentation.

use super::timestamp::Timestamp;
use super::{Depth, Writer};
use crate::rules::vocabulary::{PROTECTED_ADDRESS, SKS_NAME, oid};
use crate::{
    Address, DanishTime, InstanceId, Organisation, OrganisationId, Participant, PatientAddress, PersonName,
    Telecom, Use,
};

/// How the start tag of an organisation goes on after its name.
const ORGANISATION: &str = " classCode=\"ORG\" determinerCode=\"INSTANCE\">";

impl Writer {
    /// `<name value="..."/>` for a time.
    pub(super) fn time(&mut self, depth: Depth, tag: &'static str, time: DanishTime) {
        self.line(depth, "<")
            .raw(tag)
            .raw(" value=\"")
            .raw(Timestamp::new(time).as_str())
            .raw("\"/>");
    }

    /// `<tag>text</tag>`.
    pub(super) fn text(&mut self, depth: Depth, tag: &'static str, text: &str) {
        self.line(depth, "<")
            .raw(tag)
            .raw(">")
            .text_value(text)
            .raw("</")
            .raw(tag)
            .raw(">");
    }

    /// An id with the name of whoever assigned it, when the profile knows it.
    pub(super) fn id(&mut self, depth: Depth, id: &InstanceId) {
        let authority = match id.root.as_str() {
            oid::MEDCOM => Some("MedCom"),
            oid::LPR3 => Some(SKS_NAME),
            _ => None,
        };
        self.line(depth, "<id root=\"")
            .value(&id.root)
            .raw("\" extension=\"")
            .value(&id.extension);
        match authority {
            Some(authority) => self
                .raw("\" assigningAuthorityName=\"")
                .raw(authority)
                .raw("\"/>"),
            None => self.raw("\"/>"),
        };
    }

    /// The national id of an organisation.
    pub(super) fn organisation_id(&mut self, depth: Depth, id: Option<&OrganisationId>) {
        // Validation has made sure of one of the two, except where the id is optional.
        match id {
            Some(OrganisationId::Sor(code)) => {
                self.line(depth, "<id root=\"1.2.208.176.1.1\" extension=\"")
                    .raw(code.as_str())
                    .raw("\" assigningAuthorityName=\"SOR\"/>");
            }
            Some(OrganisationId::Yder(number)) => {
                self.line(depth, "<id root=\"1.2.208.176.1.4\" extension=\"")
                    .raw(number.as_str())
                    .raw("\" assigningAuthorityName=\"Yderregisteret\"/>");
            }
            Some(OrganisationId::Other(_)) | None => {}
        }
    }

    /// `addr` of the patient or the patient's home.
    pub(super) fn patient_address(&mut self, depth: Depth, address: &PatientAddress) {
        match address {
            PatientAddress::Known(address) => self.address(depth, Some(address)),
            PatientAddress::Unknown => self.address(depth, None),
            PatientAddress::Protected => {
                self.line(depth, "<addr use=\"H\">");
                self.text(depth + 1, "streetAddressLine", PROTECTED_ADDRESS);
                self.line(depth + 1, "<postalCode nullFlavor=\"NI\"/>");
                self.line(depth + 1, "<city nullFlavor=\"NI\"/>");
                self.line(depth, "</addr>");
            }
        }
    }

    /// `addr`, or that there is no information.
    pub(super) fn address(&mut self, depth: Depth, address: Option<&Address>) {
        let Some(address) = address else {
            self.line(depth, "<addr nullFlavor=\"NI\"/>");
            return;
        };
        self.line(
            depth,
            match address.purpose {
                Some(Use::Home) => "<addr use=\"H\">",
                Some(Use::Work) => "<addr use=\"WP\">",
                Some(Use::Mobile) | None => "<addr>",
            },
        );
        for line in &address.lines {
            self.text(depth + 1, "streetAddressLine", line);
        }
        if address.lines.is_empty() {
            self.line(depth + 1, "<streetAddressLine nullFlavor=\"NI\"/>");
        }
        match &address.postal_code {
            Some(code) => self.text(depth + 1, "postalCode", code),
            None => _ = self.line(depth + 1, "<postalCode nullFlavor=\"NI\"/>"),
        }
        match &address.city {
            Some(city) => self.text(depth + 1, "city", city),
            None => _ = self.line(depth + 1, "<city nullFlavor=\"NI\"/>"),
        }
        if let Some(country) = &address.country {
            self.text(depth + 1, "country", country);
        }
        self.line(depth, "</addr>");
    }

    /// Every `telecom`, or that there is no information.
    pub(super) fn telecoms(&mut self, depth: Depth, telecoms: &[Telecom]) {
        if telecoms.is_empty() {
            self.line(depth, "<telecom nullFlavor=\"NI\"/>");
        }
        for telecom in telecoms {
            self.line(
                depth,
                match telecom.purpose {
                    Some(Use::Home) => "<telecom use=\"H\" value=\"",
                    Some(Use::Work) => "<telecom use=\"WP\" value=\"",
                    Some(Use::Mobile) => "<telecom use=\"MC\" value=\"",
                    None => "<telecom value=\"",
                },
            );
            self.value(&telecom.value).raw("\"/>");
        }
    }

    /// `name` of a person.
    pub(super) fn name(&mut self, depth: Depth, name: &PersonName) {
        self.line(depth, "<name>");
        if let Some(prefix) = &name.prefix {
            self.text(depth + 1, "prefix", prefix);
        }
        for given in &name.given {
            self.text(depth + 1, "given", given);
        }
        self.text(depth + 1, "family", &name.family);
        self.line(depth, "</name>");
    }

    /// `assignedPerson`, when there is one.
    pub(super) fn assigned_person(&mut self, depth: Depth, person: Option<&PersonName>) {
        if let Some(person) = person {
            self.line(
                depth,
                "<assignedPerson classCode=\"PSN\" determinerCode=\"INSTANCE\">",
            );
            self.name(depth + 1, person);
            self.line(depth, "</assignedPerson>");
        }
    }

    /// A header author: `code` goes between the id and the address.
    pub(super) fn author(&mut self, author: &Participant, created: DanishTime, code: Option<&'static str>) {
        let organisation = &author.organisation;
        self.raw("\n  <author typeCode=\"AUT\" contextControlCode=\"OP\">");
        self.time(2, "time", author.time.unwrap_or(created));
        self.raw("\n    <assignedAuthor classCode=\"ASSIGNED\">");
        self.organisation_id(3, organisation.id.as_ref());
        if let Some(code) = code {
            self.line(3, code);
        }
        self.address(3, organisation.address.as_ref());
        self.telecoms(3, &organisation.telecoms);
        self.assigned_person(3, author.person.as_ref());
        self.line(3, "<representedOrganization").raw(ORGANISATION);
        self.organisation_id(4, organisation.id.as_ref());
        self.text(4, "name", &organisation.name);
        self.raw("\n      </representedOrganization>\n    </assignedAuthor>\n  </author>");
    }

    /// An organisation with everything in it, under `tag`.
    pub(super) fn organisation(&mut self, depth: Depth, tag: &'static str, organisation: &Organisation) {
        self.line(depth, "<").raw(tag).raw(ORGANISATION);
        self.organisation_id(depth + 1, organisation.id.as_ref());
        self.text(depth + 1, "name", &organisation.name);
        self.telecoms(depth + 1, &organisation.telecoms);
        self.address(depth + 1, organisation.address.as_ref());
        self.line(depth, "</").raw(tag).raw(">");
    }
}
