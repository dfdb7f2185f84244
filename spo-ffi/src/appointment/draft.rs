//! An appointment that is still being filled in.

use chrono::NaiveDate;
use spo_core::rules::{self, Fault};
use spo_core::{
    Address, Appointment, AppointmentKind, AppointmentStatus, AppointmentTime, Cpr, EpisodeOfCare, Error,
    ErrorKind, Gender, Location, Organisation, OrganisationId, Participant, Patient, PatientAddress,
    PersonName, Reason, Result, Series, Telecom,
};

use crate::refusal;

/// The parts of an [`Appointment`], each of which may still be missing.
#[derive(Clone)]
pub(super) struct Draft {
    pub(super) kind: AppointmentKind,
    pub(super) status: AppointmentStatus,
    pub(super) time: Option<AppointmentTime>,
    pub(super) patient: DraftPatient,
    pub(super) reason: Reason,
    pub(super) responsible: Participant,
    pub(super) requester: Option<Participant>,
    pub(super) performer: Participant,
    pub(super) custodian: Organisation,
    pub(super) location: DraftLocation,
    pub(super) episode: Option<EpisodeOfCare>,
    pub(super) series: Option<Series>,
    /// What setters refused and nobody has set since.
    pub(super) refused: Vec<Fault>,
}

#[derive(Clone, Default)]
pub(super) struct DraftPatient {
    pub(super) cpr: Option<Cpr>,
    pub(super) name: PersonName,
    pub(super) address: PatientAddress,
    pub(super) telecoms: Vec<Telecom>,
    pub(super) gender: Option<Gender>,
    pub(super) birth_date: Option<NaiveDate>,
    pub(super) general_practice: Option<Organisation>,
}

/// A location whose parts can be set in any order.
#[derive(Clone, Default)]
pub(super) struct DraftLocation {
    pub(super) kind: Option<LocationKind>,
    pub(super) id: Option<OrganisationId>,
    pub(super) name: String,
    pub(super) address: PatientAddress,
    pub(super) telecoms: Vec<Telecom>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LocationKind {
    Facility,
    Home,
    Other,
}

/// An address to read, wherever it stands.
#[derive(Clone, Copy)]
pub(super) enum DraftAddress<'a> {
    Known(&'a Address),
    Protected,
    Unknown,
}

impl<'a> DraftAddress<'a> {
    pub(super) fn known(self) -> Option<&'a Address> {
        if let Self::Known(address) = self {
            Some(address)
        } else {
            None
        }
    }
}

impl<'a> From<&'a PatientAddress> for DraftAddress<'a> {
    fn from(address: &'a PatientAddress) -> Self {
        match address {
            PatientAddress::Known(address) => Self::Known(address),
            PatientAddress::Protected => Self::Protected,
            PatientAddress::Unknown => Self::Unknown,
        }
    }
}

impl<'a> From<Option<&'a Address>> for DraftAddress<'a> {
    fn from(address: Option<&'a Address>) -> Self {
        address.map_or(Self::Unknown, Self::Known)
    }
}

/// The address to change; one that was unknown or protected begins empty.
pub(super) fn known(address: &mut PatientAddress) -> &mut Address {
    if address.known().is_none() {
        *address = PatientAddress::Known(Address::default());
    }
    match address {
        PatientAddress::Known(address) => address,
        // The lines above leave nothing else.
        PatientAddress::Protected | PatientAddress::Unknown => unreachable!(),
    }
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            kind: AppointmentKind::Unspecified,
            status: AppointmentStatus::Active,
            time: None,
            patient: DraftPatient::default(),
            reason: Reason::text(""),
            responsible: Participant::default(),
            requester: None,
            performer: Participant::default(),
            custodian: Organisation::default(),
            location: DraftLocation::default(),
            episode: None,
            series: None,
            refused: Vec::new(),
        }
    }
}

impl From<Appointment> for Draft {
    fn from(appointment: Appointment) -> Self {
        let patient = appointment.patient;
        Self {
            kind: appointment.kind,
            status: appointment.status,
            time: Some(appointment.time),
            patient: DraftPatient {
                cpr: Some(patient.cpr),
                name: patient.name,
                address: patient.address,
                telecoms: patient.telecoms,
                // Only what differs from the number: a number that is corrected later brings its own.
                gender: (patient.gender != patient.cpr.gender()).then_some(patient.gender),
                birth_date: (patient.birth_date != patient.cpr.birth_date()).then_some(patient.birth_date),
                general_practice: patient.general_practice,
            },
            reason: appointment.reason,
            responsible: appointment.responsible,
            requester: appointment.requester,
            performer: appointment.performer,
            custodian: appointment.custodian,
            location: appointment.location.into(),
            episode: appointment.episode,
            series: appointment.series,
            refused: Vec::new(),
        }
    }
}

impl From<Location> for DraftLocation {
    fn from(location: Location) -> Self {
        match location {
            Location::Facility(facility) => Self {
                kind: Some(LocationKind::Facility),
                id: facility.id,
                name: facility.name,
                address: facility.address.map_or(PatientAddress::Unknown, Into::into),
                telecoms: facility.telecoms,
            },
            Location::Home {
                name,
                address,
                telecoms,
            } => Self {
                kind: Some(LocationKind::Home),
                id: None,
                name,
                address,
                telecoms,
            },
            Location::Other {
                name,
                address,
                telecoms,
            } => Self {
                kind: Some(LocationKind::Other),
                id: None,
                name,
                address: address.map_or(PatientAddress::Unknown, Into::into),
                telecoms,
            },
        }
    }
}

impl DraftLocation {
    /// `None` while nobody said what kind of place it is.
    fn location(&self) -> Option<Location> {
        Some(match self.kind? {
            LocationKind::Facility => Location::Facility(Organisation {
                id: self.id.clone(),
                name: self.name.clone(),
                address: self.address.known().cloned(),
                telecoms: self.telecoms.clone(),
            }),
            LocationKind::Home => Location::Home {
                name: self.name.clone(),
                address: self.address.clone(),
                telecoms: self.telecoms.clone(),
            },
            LocationKind::Other => Location::Other {
                name: self.name.clone(),
                address: self.address.known().cloned(),
                telecoms: self.telecoms.clone(),
            },
        })
    }
}

impl Draft {
    /// Says what kind of place it is; what was refused while it was another kind no longer matters.
    pub(super) fn place_is(&mut self, kind: LocationKind) {
        if self.location.kind != Some(kind) {
            self.location.kind = Some(kind);
            self.location.id = None;
            self.refused
                .retain(|fault| !refusal::is_within(&fault.path, "location"));
        }
    }

    /// The appointment, when every part without which it is none has been set.
    ///
    /// # Errors
    /// One error with every fault: what is missing, what setters refused, which rules the rest breaks.
    pub(super) fn appointment(&self) -> Result<Appointment> {
        let (appointment, missing) = self.parts();
        if !missing.is_empty() || !self.refused.is_empty() {
            rules::refuse(self.faults_of(appointment.as_ref(), missing))?;
        }
        appointment
            .ok_or_else(|| Error::new(ErrorKind::Internal, "draft.stand_in", "a stand-in is not a value"))
    }

    /// Every fault there is.
    pub(super) fn faults(&self) -> Vec<Fault> {
        let (appointment, missing) = self.parts();
        self.faults_of(appointment.as_ref(), missing)
    }

    /// The faults outside the places that are missing or refused, after those.
    fn faults_of(&self, appointment: Option<&Appointment>, mut missing: Vec<Fault>) -> Vec<Fault> {
        missing.retain(|fault| {
            !self
                .refused
                .iter()
                .any(|refused| refusal::is_within(&refused.path, &fault.path))
        });
        let mut faults = self.refused.clone();
        faults.append(&mut missing);
        let broken = appointment.map(rules::validate).unwrap_or_default();
        refusal::beside(faults, broken)
    }

    /// The appointment with a stand-in for each missing part, and the missing parts. The stand-ins let the rules look at
    /// the rest.
    fn parts(&self) -> (Option<Appointment>, Vec<Fault>) {
        let mut missing = Vec::new();
        let patient = self.patient(&mut missing);
        let time = self.time.clone().or_else(|| {
            missing.push(refusal::missing(
                "time",
                "Tidspunktet mangler",
                "the time is missing",
                "Set a start, a window or a day.",
            ));
            Some(AppointmentTime::day(NaiveDate::from_ymd_opt(2000, 1, 1)?))
        });
        let location = self.location.location().or_else(|| {
            missing.push(refusal::missing(
                "location",
                "Mødestedet mangler",
                "the place is missing",
                "Set a facility, the patient's home or another place.",
            ));
            Some(Location::home(PatientAddress::Unknown))
        });
        let appointment = (|| {
            Some(Appointment {
                kind: self.kind,
                status: self.status,
                time: time?,
                patient: patient?,
                reason: self.reason.clone(),
                responsible: self.responsible.clone(),
                requester: self.requester.clone(),
                performer: self.performer.clone(),
                custodian: self.custodian.clone(),
                location: location?,
                episode: self.episode.clone(),
                series: self.series.clone(),
            })
        })();
        (appointment, missing)
    }

    fn patient(&self, missing: &mut Vec<Fault>) -> Option<Patient> {
        let cpr = self.patient.cpr.or_else(|| {
            missing.push(refusal::missing(
                "patient.cpr",
                "Patientens CPR-nummer mangler",
                "the patient's CPR number is missing",
                "Set it.",
            ));
            Cpr::parse("0101000000").ok()
        })?;
        Some(Patient {
            address: self.patient.address.clone(),
            telecoms: self.patient.telecoms.clone(),
            gender: self.patient.gender.unwrap_or_else(|| cpr.gender()),
            birth_date: self.patient.birth_date.unwrap_or_else(|| cpr.birth_date()),
            general_practice: self.patient.general_practice.clone(),
            ..Patient::new(cpr, self.patient.name.clone())
        })
    }
}
