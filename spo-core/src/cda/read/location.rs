//! Where the appointment is: a facility, the citizen's home, or another place.

use crate::cda::reader::{Reader, is_null, text_of};
use crate::xml::{Element, Namespace};
use crate::{Location, Organisation, PatientAddress, Telecom};

const HL7: Namespace = Namespace::HL7;

impl Reader {
    /// Where it is.
    pub(super) fn location(&mut self, encounter: Element<'_>) -> Location {
        let participants: Vec<_> = encounter
            .children_named(HL7, "participant")
            .filter(|it| !is_null(*it))
            .collect();
        let is_place = |it: &Element<'_>| matches!(it.attr("typeCode"), Some("LOC" | "SBJ" | "DST"));
        let chosen = participants.iter().position(is_place).unwrap_or_default();
        for (at, extra) in participants.iter().enumerate() {
            if at != chosen {
                self.unmapped(*extra);
            }
        }
        let nowhere = Location::Other {
            name: String::new(),
            address: None,
            telecoms: Vec::new(),
        };
        let Some(participant) = participants.get(chosen).copied() else {
            self.warn("location.missing", encounter, "the encounter names no place");
            return nowhere;
        };
        self.rest(participant, &["participantRole"]);
        let Some(role) = self.one(participant, "participantRole") else {
            self.warn("location.missing", participant, "the participant names no place");
            return nowhere;
        };
        self.rest(role, &["id", "addr", "telecom", "playingEntity"]);
        let name = self.one(role, "playingEntity").and_then(|place| {
            self.rest(place, &["name"]);
            self.one(place, "name").and_then(text_of)
        });
        let telecoms = self.telecoms_of(role);
        match participant.attr("typeCode") {
            Some("LOC") => self.facility(role, name, telecoms),
            Some("SBJ") => self.home(role, name, telecoms),
            Some("DST") if name.as_deref().is_some_and(names_the_home) => {
                self.warn(
                    "location.home",
                    participant,
                    "the place is of another kind but named as the citizen's home; it was taken as that",
                );
                self.home(role, name, telecoms)
            }
            code => {
                if code != Some("DST") {
                    self.warn(
                        "location.kind",
                        participant,
                        "the kind of place is not known; it was taken as another place",
                    );
                }
                self.other_place(role, name, telecoms)
            }
        }
    }

    fn facility(&mut self, role: Element<'_>, name: Option<String>, telecoms: Vec<Telecom>) -> Location {
        let id = self.organisation_id(role);
        self.expect_id(role, id.as_ref());
        let address = self.address_of(role);
        Location::Facility(Organisation {
            id,
            name: self.place_name(role, name),
            address,
            telecoms,
        })
    }

    fn home(&mut self, role: Element<'_>, name: Option<String>, telecoms: Vec<Telecom>) -> Location {
        self.ids_without_place(role);
        let address = self.patient_address_of(role);
        let name = name.unwrap_or_else(|| {
            self.warn(
                "location.name",
                role,
                "the place has no name; the usual name of the home was taken",
            );
            Location::HOME_NAME.to_owned()
        });
        Location::Home {
            name,
            address,
            telecoms,
        }
    }

    fn other_place(&mut self, role: Element<'_>, name: Option<String>, telecoms: Vec<Telecom>) -> Location {
        self.ids_without_place(role);
        let address = match self.patient_address_of(role) {
            PatientAddress::Known(address) => Some(address),
            PatientAddress::Unknown => None,
            PatientAddress::Protected => {
                self.warn(
                    "location.protected",
                    role,
                    "the address of the place is protected; it was left out",
                );
                None
            }
        };
        Location::Other {
            name: self.place_name(role, name),
            address,
            telecoms,
        }
    }

    fn place_name(&mut self, role: Element<'_>, name: Option<String>) -> String {
        name.unwrap_or_else(|| {
            self.warn("location.name", role, "the place has no name");
            String::new()
        })
    }

    /// Only a facility has an id in the model.
    fn ids_without_place(&mut self, role: Element<'_>) {
        for id in role.children_named(HL7, "id").filter(|id| !is_null(*id)) {
            self.unmapped(id);
        }
    }
}

/// Whether a place is named as the citizen's home, in the spellings that occur: `Borgers Hjemmeadresse`, `Borgers
/// Hjemmeaddresse`, `Borgerens hjem`.
fn names_the_home(name: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with("borger") && name.contains("hjem")
}
