//! The pieces that occur all over a document: addresses, telecoms, names, ids.

use super::{Reader, attribute, is_confidential, is_null, text_of};
use crate::rules::vocabulary::{self, oid};
use crate::xml::{Element, Namespace};
use crate::{Address, Code, InstanceId, PatientAddress, PersonName, Telecom, Use};

/// Address parts that together make one line.
const STREET_PARTS: [&str; 9] = [
    "streetName",
    "streetNameBase",
    "streetNameType",
    "houseNumber",
    "houseNumberNumeric",
    "buildingNumberSuffix",
    "unitID",
    "unitType",
    "additionalLocator",
];

impl Reader {
    /// The first address of `element` with information in it.
    pub(in crate::cda) fn address_of(&mut self, element: Element<'_>) -> Option<Address> {
        let address = self.one(element, "addr")?;
        self.address(address)
    }

    /// The first address of `element`, which may be protected.
    pub(in crate::cda) fn patient_address_of(&mut self, element: Element<'_>) -> PatientAddress {
        let is_marked = element.children_named(Namespace::HL7, "id").any(is_confidential);
        let Some(address) = self.one(element, "addr") else {
            // HL7 `MSK`: there is information, and it may not be told.
            let masked = |address: Element<'_>| address.attr("nullFlavor") == Some("MSK");
            return match element
                .children_named(Namespace::HL7, "addr")
                .find(|address| masked(*address))
            {
                None if is_marked => PatientAddress::Protected,
                None => PatientAddress::Unknown,
                Some(address) => {
                    self.warn(
                        "address.masked",
                        address,
                        "the address is masked (MSK); it was taken as protected",
                    );
                    PatientAddress::Protected
                }
            };
        };
        let Some(known) = self.address(address) else {
            return PatientAddress::Unknown;
        };
        if !is_marked && !is_protected(&known) {
            return PatientAddress::Known(known);
        }
        if known.lines.iter().any(|line| !vocabulary::means_protected(line))
            || known.postal_code.is_some()
            || known.city.is_some()
            || known.country.is_some()
        {
            self.warn(
                "address.protected",
                address,
                "the address is marked as protected and yet told; it was left out",
            );
        }
        PatientAddress::Protected
    }

    /// An address; `None` when there is no information.
    pub(in crate::cda) fn address(&mut self, element: Element<'_>) -> Option<Address> {
        let mut address = Address {
            purpose: self.purpose(element),
            ..Address::default()
        };
        let mut street = String::new();
        let mut is_unusual = false;
        for part in element.children().filter(|part| !is_null(*part)) {
            let Some(text) = text_of(part) else { continue };
            match part.local() {
                "streetAddressLine" => address.lines.push(text),
                "postalCode" if address.postal_code.is_none() => address.postal_code = Some(text),
                "city" if address.city.is_none() => address.city = Some(text),
                "country" if address.country.is_none() => address.country = Some(text),
                "useablePeriod" | "postalCode" | "city" | "country" => self.unmapped(part),
                name => {
                    is_unusual = true;
                    if !STREET_PARTS.contains(&name) {
                        address.lines.push(text);
                    } else {
                        if !street.is_empty() {
                            street.push(' ');
                        }
                        street.push_str(&text);
                    }
                }
            }
        }
        if !street.is_empty() {
            address.lines.insert(0, street);
        }
        if let Some(text) = text_of(element) {
            is_unusual = true;
            address.lines.push(text);
        }
        if is_unusual {
            self.warn(
                "address.part",
                element,
                "parts other than street lines were made into lines",
            );
        }
        (!address.is_empty()).then_some(address)
    }

    /// Every telecom of `element` with information in it.
    pub(in crate::cda) fn telecoms_of(&mut self, element: Element<'_>) -> Vec<Telecom> {
        let mut telecoms = Vec::new();
        for telecom in element
            .children_named(Namespace::HL7, "telecom")
            .filter(|telecom| !is_null(*telecom))
        {
            telecoms.extend(self.telecom(telecom));
        }
        telecoms
    }

    /// A telecom; `None`, with a warning, when it has no value.
    pub(in crate::cda) fn telecom(&mut self, element: Element<'_>) -> Option<Telecom> {
        self.rest(element, &[]);
        let Some(value) = attribute(element, "value") else {
            self.warn(
                "telecom.value",
                element,
                "the telecom has no value; it was passed over",
            );
            return None;
        };
        Some(Telecom {
            value,
            purpose: self.purpose(element),
        })
    }

    /// What an address or telecom is for.
    fn purpose(&mut self, element: Element<'_>) -> Option<Use> {
        let codes = element.attr("use")?;
        let purpose = codes.split_whitespace().find_map(|code| match code {
            "H" | "HP" => Some(Use::Home),
            "WP" => Some(Use::Work),
            "MC" => Some(Use::Mobile),
            _ => None,
        });
        if purpose.is_none() {
            self.warn(
                "use.unknown",
                element,
                &format!("the use \"{codes}\" was passed over"),
            );
        }
        purpose
    }

    /// The name of a person; `None` when there is no information.
    pub(in crate::cda) fn name_of(&mut self, person: Element<'_>) -> Option<PersonName> {
        let element = self.one(person, "name")?;
        self.name(element)
    }

    /// A name with given and family name; `None` when there is no information.
    pub(in crate::cda) fn name(&mut self, element: Element<'_>) -> Option<PersonName> {
        let name = self.partial_name(element)?;
        let mut parts = element.children().map(|part| part.local());
        let is_in_parts = parts.any(|part| matches!(part, "given" | "family"));
        if is_in_parts && name.given.is_empty() != name.family.is_empty() {
            self.warn("name.incomplete", element, "the given or family name is missing");
        }
        Some(name)
    }

    /// A name of which a part may be missing; `None` when there is no information.
    pub(in crate::cda) fn partial_name(&mut self, element: Element<'_>) -> Option<PersonName> {
        let mut name = PersonName::default();
        for part in element.children().filter(|part| !is_null(*part)) {
            let Some(text) = text_of(part) else { continue };
            match part.local() {
                "prefix" => append(name.prefix.get_or_insert_default(), &text),
                "given" => name.given.push(text),
                "family" => append(&mut name.family, &text),
                _ => self.unmapped(part),
            }
        }
        let has_parts = !name.given.is_empty() || !name.family.is_empty();
        match text_of(element) {
            None => {}
            Some(_) if has_parts => {
                self.warn(
                    "name.text",
                    element,
                    "text beside the parts of the name was passed over",
                );
            }
            Some(text) => {
                self.warn(
                    "name.unstructured",
                    element,
                    "the name is not in parts; its last word was taken as family name",
                );
                let (given, family) = text.rsplit_once(' ').unwrap_or(("", &text));
                if !given.is_empty() {
                    name.given.push(given.trim_end().to_owned());
                }
                family.clone_into(&mut name.family);
                return Some(name);
            }
        }
        (has_parts || name.prefix.is_some()).then_some(name)
    }

    /// A code; `None` when there is no information. One without a code has only its text.
    pub(in crate::cda) fn coded(&mut self, element: Element<'_>) -> Option<Code> {
        if is_null(element) {
            return None;
        }
        let code = attribute(element, "code");
        let original = || element.child(Namespace::HL7, "originalText").and_then(text_of);
        let display = attribute(element, "displayName").or_else(original);
        if code.is_none() && display.is_none() {
            return None;
        }
        Some(Code {
            code: code.unwrap_or_default(),
            system: attribute(element, "codeSystem").unwrap_or_default(),
            system_name: attribute(element, "codeSystemName"),
            display,
        })
    }

    /// An id as it stands; `None` without a root.
    pub(in crate::cda) fn id(&mut self, element: Element<'_>) -> Option<InstanceId> {
        let root = attribute(element, "root")?;
        Some(InstanceId {
            root,
            extension: attribute(element, "extension").unwrap_or_default(),
        })
    }

    /// The id of `element` that should be a MedCom UUID. When there is none, both parts are empty.
    pub(in crate::cda) fn medcom_id_of(&mut self, element: Element<'_>) -> InstanceId {
        let found = self.one(element, "id").and_then(|id| Some((id, self.id(id)?)));
        let Some((at, id)) = found else {
            self.warn("id.missing", element, "the id is missing");
            return InstanceId::new("", "");
        };
        self.expect_medcom(at, &id);
        id
    }

    /// Reports an id that is not a UUID under MedCom's root.
    pub(in crate::cda) fn expect_medcom(&mut self, at: Element<'_>, id: &InstanceId) {
        if id.root != oid::MEDCOM {
            self.warn(
                "id.root",
                at,
                "the id is not under MedCom's root 1.2.208.184; it was kept",
            );
        } else if !vocabulary::is_uuid(&id.extension) {
            self.warn("id.uuid", at, "the id is not a UUID; it was kept");
        }
    }
}

/// Whether a line or the district of `address` is a word that stands for a protected one.
fn is_protected(address: &Address) -> bool {
    let mut texts = address.lines.iter().chain(&address.city);
    texts.any(|text| vocabulary::means_protected(text))
}

/// Adds `more` after a space.
fn append(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(more);
}
