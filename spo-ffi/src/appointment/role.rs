//! Who and what in an appointment has a name, an id, an address or a telephone: one set of functions for all of them.

use spo_core::{Address, Error, ErrorKind, Organisation, Participant, PersonName, Result, Telecom};

use super::draft::{Draft, DraftAddress, LocationKind};

/// A party to the appointment, or its place. Names, organisations, addresses and telecoms are set by role.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_role {
    /// The patient: has a name, an address and telecoms.
    Patient = 1,
    /// Who answers for the appointment (ansvarlig): an organisation, perhaps with a person.
    Responsible = 2,
    /// Who asked for it (rekvirent), when somebody else did: an organisation, perhaps with a person.
    Requester = 3,
    /// Who carries it out (udførende): an organisation, perhaps with a person.
    Performer = 4,
    /// Who owns the data (dataansvarlig): an organisation; for a municipality its top SOR entry.
    Custodian = 5,
    /// The patient's general practice, when known: an organisation.
    GeneralPractice = 6,
    /// The place (mødested): an organisation when it is in SOR, otherwise the patient's home or another place.
    Location = 7,
}

/// The number of a [`spo_role`], as a parameter.
pub type spo_role_number = i32;

enum_argument!(role, spo_role, "role" -> spo_role {
    Patient => spo_role::Patient,
    Responsible => spo_role::Responsible,
    Requester => spo_role::Requester,
    Performer => spo_role::Performer,
    Custodian => spo_role::Custodian,
    GeneralPractice => spo_role::GeneralPractice,
    Location => spo_role::Location,
});

pub(super) fn has_no(role: spo_role, what: &str) -> Error {
    Error::new(
        ErrorKind::InvalidArgument,
        "argument.role",
        format!("{role:?} has no {what}"),
    )
    .with_remedy("Use a role that has one.")
    .at("role")
}

impl spo_role {
    /// Where the role's organisation, address and telecoms stand in the JSON form.
    pub(super) fn path(self, draft: &Draft) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Responsible => "responsible.organisation",
            Self::Requester => "requester.organisation",
            Self::Performer => "performer.organisation",
            Self::Custodian => "custodian",
            Self::GeneralPractice => "patient.general_practice",
            Self::Location => match draft.location.kind {
                None => "location",
                Some(LocationKind::Facility) => "location.facility",
                Some(LocationKind::Home) => "location.home",
                Some(LocationKind::Other) => "location.other",
            },
        }
    }

    /// Where the role's person stands in the JSON form.
    pub(super) fn name_path(self) -> &'static str {
        match self {
            Self::Patient => "patient.name",
            Self::Responsible => "responsible.person",
            Self::Requester => "requester.person",
            Self::Performer => "performer.person",
            Self::Custodian | Self::GeneralPractice | Self::Location => "role",
        }
    }
}

impl Draft {
    pub(super) fn participant(&self, role: spo_role) -> Option<&Participant> {
        match role {
            spo_role::Responsible => Some(&self.responsible),
            spo_role::Requester => self.requester.as_ref(),
            spo_role::Performer => Some(&self.performer),
            _ => None,
        }
    }

    pub(super) fn participant_mut(&mut self, role: spo_role, what: &str) -> Result<&mut Participant> {
        match role {
            spo_role::Responsible => Ok(&mut self.responsible),
            spo_role::Requester => Ok(self.requester.get_or_insert_default()),
            spo_role::Performer => Ok(&mut self.performer),
            _ => Err(has_no(role, what)),
        }
    }

    /// The organisation of a role other than the location, which keeps its parts apart.
    pub(super) fn organisation(&self, role: spo_role) -> Option<&Organisation> {
        match role {
            spo_role::Custodian => Some(&self.custodian),
            spo_role::GeneralPractice => self.patient.general_practice.as_ref(),
            _ => self
                .participant(role)
                .map(|participant| &participant.organisation),
        }
    }

    pub(super) fn organisation_mut(&mut self, role: spo_role) -> Result<&mut Organisation> {
        match role {
            spo_role::Custodian => Ok(&mut self.custodian),
            spo_role::GeneralPractice => Ok(self.patient.general_practice.get_or_insert_default()),
            _ => Ok(&mut self.participant_mut(role, "organisation")?.organisation),
        }
    }

    pub(super) fn name(&self, role: spo_role) -> Option<&PersonName> {
        match role {
            spo_role::Patient => Some(&self.patient.name),
            _ => self.participant(role)?.person.as_ref(),
        }
    }

    pub(super) fn name_mut(&mut self, role: spo_role) -> Result<&mut PersonName> {
        match role {
            spo_role::Patient => Ok(&mut self.patient.name),
            _ => Ok(self
                .participant_mut(role, "personal name")?
                .person
                .get_or_insert_default()),
        }
    }

    pub(super) fn address(&self, role: spo_role) -> DraftAddress<'_> {
        match role {
            spo_role::Patient => (&self.patient.address).into(),
            spo_role::Location => (&self.location.address).into(),
            _ => self
                .organisation(role)
                .and_then(|organisation| organisation.address.as_ref())
                .into(),
        }
    }

    pub(super) fn address_mut(&mut self, role: spo_role) -> Result<&mut Address> {
        match role {
            spo_role::Patient => Ok(super::draft::known(&mut self.patient.address)),
            spo_role::Location => Ok(super::draft::known(&mut self.location.address)),
            _ => Ok(self.organisation_mut(role)?.address.get_or_insert_default()),
        }
    }

    pub(super) fn telecoms(&self, role: spo_role) -> &[Telecom] {
        match role {
            spo_role::Patient => &self.patient.telecoms,
            spo_role::Location => &self.location.telecoms,
            _ => self
                .organisation(role)
                .map_or(&[], |organisation| &organisation.telecoms),
        }
    }

    pub(super) fn telecoms_mut(&mut self, role: spo_role) -> Result<&mut Vec<Telecom>> {
        match role {
            spo_role::Patient => Ok(&mut self.patient.telecoms),
            spo_role::Location => Ok(&mut self.location.telecoms),
            _ => Ok(&mut self.organisation_mut(role)?.telecoms),
        }
    }
}
