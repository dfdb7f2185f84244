//! The header: the document, the citizen and the general practitioner.

use chrono::NaiveDate;

use super::PdcReader;
use super::vocabulary::{self, DOCUMENT_TYPE};
use crate::cda::reader::{HEADER, attribute, gender_of, is_null, parse_date, version_marker};
use crate::rules::vocabulary::means_protected;
use crate::xml::{Element, Namespace};
use crate::{
    Cpr, DanishTime, Gender, GeneralPractitioner, InstanceId, NameAndAddress, Organisation, ProfileVersion,
    Protectable, Result, Sourced,
};

const HL7: Namespace = Namespace::HL7;

/// What the header tells.
pub(super) struct Header {
    pub(super) id: Option<InstanceId>,
    pub(super) generated: Option<DanishTime>,
    pub(super) cpr: Cpr,
    pub(super) gender: Option<Gender>,
    pub(super) birth_date: Option<NaiveDate>,
    pub(super) name_and_address: NameAndAddress,
    pub(super) general_practitioner: GeneralPractitioner,
}

impl PdcReader {
    /// The version, which is declared by the template and by a marker.
    pub(super) fn version(&mut self, root: Element<'_>, template: Element<'_>) -> ProfileVersion {
        let marker = version_marker(root);
        let version = ProfileVersion {
            template: attribute(template, "extension").unwrap_or_else(|| "2.0".to_owned()),
            marker: marker.and_then(|id| attribute(id, "extension")),
        };
        if !vocabulary::VERSIONS.contains(&version.template.as_str()) {
            self.reader.warn(
                "profile.unknown",
                template,
                "the version of the template is not known; the document was read as 3.0",
            );
        }
        match (marker, &version.marker) {
            (Some(at), Some(name)) if name.strip_prefix("pdc-v") != Some(&version.template) => {
                let message = format!(
                    "the marker says {name}, the template {}, which was believed",
                    version.template
                );
                self.reader.warn("profile.differs", at, &message);
            }
            (Some(_), Some(_)) => {}
            _ => self.reader.warn(
                "profile.version",
                root,
                "the document has no marker of its version; its template was believed",
            ),
        }
        version
    }

    /// Everything before the body.
    ///
    /// # Errors
    /// `cda.patient` when there is no CPR number.
    pub(super) fn header(&mut self, root: Element<'_>) -> Result<Header> {
        self.reader.rest(root, &HEADER);
        self.reader.fixed_codes(root, DOCUMENT_TYPE);
        for event in root.children_named(HL7, "documentationOf") {
            for event in event.children_named(HL7, "serviceEvent") {
                self.reader.rest(event, &["id", "effectiveTime"]);
            }
        }
        let generated = self.reader.one(root, "effectiveTime").and_then(|time| {
            let moment = self.reader.moment(time, time.attr("value")?)?;
            Some(moment.time)
        });
        if generated.is_none() {
            self.reader.warn(
                "document.created",
                root,
                "the time of creation is missing; it was left out",
            );
        }
        let (target, role, cpr) = self.reader.patient_role(root)?;
        self.reader.rest(target, &["patientRole", "providerOrganization"]);
        self.reader
            .rest(role, &["id", "addr", "patient", "providerOrganization"]);
        let person = self.reader.one(role, "patient");
        match person {
            Some(person) => self
                .reader
                .rest(person, &["name", "administrativeGenderCode", "birthTime"]),
            None => self.reader.warn(
                "patient.missing",
                role,
                "the patient has neither name, gender nor date of birth",
            ),
        }
        Ok(Header {
            id: self.reader.one(root, "id").and_then(|id| self.reader.id(id)),
            generated,
            cpr,
            gender: person.and_then(|person| self.gender(person)),
            birth_date: person.and_then(|person| self.birth_date(person)),
            name_and_address: self.header_name_and_address(role, person),
            general_practitioner: self.general_practitioner(target, role),
        })
    }

    fn gender(&mut self, person: Element<'_>) -> Option<Gender> {
        let element = self.reader.one(person, "administrativeGenderCode");
        let gender = element.and_then(|element| gender_of(element.attr("code")?));
        if gender.is_none() {
            self.reader.warn(
                "patient.gender",
                element.unwrap_or(person),
                "the gender is missing or not known; it was left out",
            );
        }
        gender
    }

    /// The date as it is written: converting the time zone that stands behind some would shift it.
    fn birth_date(&mut self, person: Element<'_>) -> Option<NaiveDate> {
        let element = self.reader.one(person, "birthTime");
        let date = element.and_then(|element| parse_date(element.attr("value")?));
        if date.is_none() {
            self.reader.warn(
                "patient.birth_date",
                element.unwrap_or(person),
                "there is no usable birth date; it was left out",
            );
        }
        date.map(|(date, _)| date)
    }

    fn header_name_and_address(&mut self, role: Element<'_>, person: Option<Element<'_>>) -> NameAndAddress {
        let name = person.and_then(|person| self.reader.one(person, "name"));
        let address = self.reader.one(role, "addr");
        if self.is_protected {
            return self.protected(name.into_iter().chain(address));
        }
        NameAndAddress {
            name: name.and_then(|name| self.name(name)).into(),
            address: address.and_then(|address| self.address(address)).into(),
        }
    }

    /// A protected name and address. Reports when `elements` tell them all the same.
    pub(super) fn protected<'d>(&mut self, elements: impl Iterator<Item = Element<'d>>) -> NameAndAddress {
        let tells = |part: Element<'_>| {
            let text = part.text();
            !text.is_empty() && text != "0000" && !means_protected(text)
        };
        for element in elements.filter(|element| !is_null(*element)) {
            if tells(element) || element.descendants().any(tells) {
                self.reader.warn(
                    "address.protected",
                    element,
                    "name and address are marked as protected and yet told; they were left out",
                );
            }
        }
        NameAndAddress {
            name: Protectable::Protected,
            address: Protectable::Protected,
        }
    }

    /// Name and address of the observation, and where it does not tell them those of the header.
    pub(super) fn name_and_address(
        &mut self,
        root: Element<'_>,
        observed: Option<Sourced<NameAndAddress>>,
        header: NameAndAddress,
    ) -> Sourced<NameAndAddress> {
        let Some(mut item) = observed else {
            self.reader.warn(
                "item.missing",
                root,
                "the observation of name and address is missing; those of the header were taken",
            );
            return Sourced {
                value: header,
                ..Sourced::default()
            };
        };
        let NameAndAddress { name, address } = &mut item.value;
        let differs = (!name.is_unknown() && !header.name.is_unknown() && *name != header.name)
            || (!address.is_unknown() && !header.address.is_unknown() && *address != header.address);
        if differs {
            self.reader.warn(
                "name_and_address.differs",
                root,
                "the observation tells another name or address than the header; it was believed",
            );
        }
        if name.is_unknown() {
            *name = header.name;
        }
        if address.is_unknown() {
            *address = header.address;
        }
        item
    }

    /// The general practice. It stands beside `patientRole` in one of MedCom's examples.
    fn general_practitioner(&mut self, target: Element<'_>, role: Element<'_>) -> GeneralPractitioner {
        let inside = role.child(HL7, "providerOrganization");
        let Some(element) = inside.or_else(|| target.child(HL7, "providerOrganization")) else {
            return GeneralPractitioner::None;
        };
        if inside.is_none() {
            self.reader.warn(
                "practice.misplaced",
                element,
                "the general practice stands outside patientRole; it was taken from there",
            );
        }
        if is_null(element) {
            return GeneralPractitioner::Unknown;
        }
        let Some(practice) = self.reader.general_practice(element) else {
            return GeneralPractitioner::Unknown;
        };
        let practice = Organisation {
            id: practice.id,
            name: self.known(element, practice.name).unwrap_or_default(),
            address: practice
                .address
                .and_then(|address| self.known_address(element, address)),
            telecoms: practice
                .telecoms
                .into_iter()
                .filter_map(|telecom| self.known_telecom(element, telecom))
                .collect(),
        };
        GeneralPractitioner::Practice(practice)
    }
}
