//! Walks an appointment and applies the rules, field by field in the order of its JSON form.

use std::ops::RangeInclusive;

use chrono::Datelike;

use super::checker::Checker;
use super::fault::Fault;
use super::path::Path;
use super::table;
use super::vocabulary::{self, oid};
use crate::{
    Appointment, AppointmentKind, AppointmentTime, DanishTime, EpisodeOfCare, Gender, InstanceId, Location,
    Participant, Patient, PatientAddress, Reason, Series,
};

/// The years of a time that can be written: four digits, and an offset of whole minutes, which Denmark has since
/// 1894.
const YEARS: RangeInclusive<i32> = 1900..=9999;

/// Every rule of [`ALL`](super::ALL) that `appointment` breaks. An empty answer means that it can be written.
///
/// ```
/// use spo_core::{Appointment, rules};
///
/// let mut appointment = Appointment::from_json(include_str!("../../../examples/data/minimal-gp.json"))?;
/// assert!(rules::validate(&appointment).is_empty());
///
/// appointment.patient.name.family.clear();
/// let faults = rules::validate(&appointment);
/// assert_eq!((faults[0].path.as_str(), faults[0].rule), ("patient.name.family", "apd.patient.name"));
/// # Ok::<(), spo_core::Error>(())
/// ```
pub fn validate(appointment: &Appointment) -> Vec<Fault> {
    let mut checker = Checker::default();
    checker.appointment(appointment);
    checker.faults
}

/// The faults of the two ids that a document adds to its appointment; their paths are `id` and `appointment_id`.
pub(crate) fn validate_document(
    id: &InstanceId,
    appointment_id: &InstanceId,
    created: DanishTime,
) -> Vec<Fault> {
    let mut checker = Checker::default();
    checker.medcom_id(id, Path::top("id"));
    checker.medcom_id(appointment_id, Path::top("appointment_id"));
    checker.instant(created, Path::top("created"));
    checker.faults
}

impl Checker {
    fn appointment(&mut self, appointment: &Appointment) {
        self.demand(
            appointment.kind != AppointmentKind::Unspecified,
            &table::KIND,
            Path::top("kind"),
        );
        self.demand(
            appointment.status.is_active(),
            &table::STATUS,
            Path::top("status"),
        );
        self.time(&appointment.time, Path::top("time"));
        self.patient(&appointment.patient, Path::top("patient"));
        self.reason(&appointment.reason, Path::top("reason"));

        self.responsible(&appointment.responsible, Path::top("responsible"));
        if let Some(requester) = &appointment.requester {
            self.requester(requester, Path::top("requester"));
        }
        self.performer(&appointment.performer, Path::top("performer"));
        let custodian = Path::top("custodian");
        self.organisation_id(
            appointment.custodian.id.as_ref(),
            false,
            &table::CUSTODIAN_ID,
            custodian,
        );
        self.organisation(&appointment.custodian, &table::ORGANISATION_NAME, custodian);
        let telecoms = appointment.custodian.telecoms.len();
        self.demand(
            telecoms <= 1,
            &table::CUSTODIAN_TELECOM,
            custodian.field("telecoms"),
        );

        self.location(
            &appointment.location,
            &appointment.patient.address,
            Path::top("location"),
        );
        if let Some(episode) = &appointment.episode {
            self.episode(episode, Path::top("episode"));
        }
        if let Some(Series { id: Some(id) }) = &appointment.series {
            self.medcom_id(id, Path::top("series").field("id"));
        }
    }

    fn instant(&mut self, time: DanishTime, path: Path<'_>) {
        self.demand(YEARS.contains(&time.date().year()), &table::TIME_RANGE, path);
    }

    fn time(&mut self, time: &AppointmentTime, path: Path<'_>) {
        match time {
            AppointmentTime::At { start, end } => self.interval(*start, *end, path.field("at")),
            AppointmentTime::Window { start, end, note } => {
                let path = path.field("window");
                self.interval(*start, *end, path);
                let reads_as_day = end.is_none() && *start == DanishTime::midnight(start.date());
                self.demand(!reads_as_day, &table::TIME_DAY, path.field("end"));
                self.required(note, &table::TIME_NOTE, path.field("note"));
            }
            AppointmentTime::Day { date, note } => {
                let path = path.field("day");
                self.demand(
                    YEARS.contains(&date.year()),
                    &table::TIME_RANGE,
                    path.field("date"),
                );
                self.required(note, &table::TIME_NOTE, path.field("note"));
            }
        }
    }

    fn interval(&mut self, start: DanishTime, end: Option<DanishTime>, path: Path<'_>) {
        self.instant(start, path.field("start"));
        if let Some(end) = end {
            self.instant(end, path.field("end"));
            self.demand(end > start, &table::TIME_ORDER, path.field("end"));
        }
    }

    fn patient(&mut self, patient: &Patient, path: Path<'_>) {
        self.name(&patient.name, &table::PATIENT_NAME, path.field("name"));
        if let PatientAddress::Known(address) = &patient.address {
            self.address(address, path.field("address"));
        }
        self.telecoms(&patient.telecoms, path.field("telecoms"));
        let gender_known = patient.gender != Gender::Undifferentiated;
        self.demand(gender_known, &table::PATIENT_GENDER, path.field("gender"));
        let birth_year = patient.birth_date.year();
        self.demand(
            (1800..=9999).contains(&birth_year),
            &table::PATIENT_BIRTH,
            path.field("birth_date"),
        );
        if let Some(practice) = &patient.general_practice {
            let path = path.field("general_practice");
            if practice.id.is_some() {
                self.organisation_id(practice.id.as_ref(), true, &table::PRACTICE_ID, path);
            }
            self.organisation(practice, &table::ORGANISATION_NAME, path);
        }
    }

    fn reason(&mut self, reason: &Reason, path: Path<'_>) {
        self.required(&reason.text, &table::REASON_TEXT, path.field("text"));
        let Some(code) = &reason.code else { return };
        let path = path.field("code");
        if code.code == "NI" {
            self.broken(&table::REASON_NONE, path);
        } else {
            self.code(code, path);
        }
        let same = code
            .display
            .as_deref()
            .is_none_or(|display| display.trim() == reason.text.trim());
        self.demand(same, &table::REASON_DISPLAY, path.field("display"));
    }

    fn responsible(&mut self, responsible: &Participant, path: Path<'_>) {
        let organisation = path.field("organisation");
        let id = responsible.organisation.id.as_ref();
        self.organisation_id(id, true, &table::RESPONSIBLE_ID, organisation);
        self.participant(responsible, path);
    }

    fn requester(&mut self, requester: &Participant, path: Path<'_>) {
        let organisation = path.field("organisation");
        let id = requester.organisation.id.as_ref();
        self.organisation_id(id, false, &table::REQUESTER_ID, organisation);
        self.participant(requester, path);
    }

    fn performer(&mut self, performer: &Participant, path: Path<'_>) {
        let organisation = path.field("organisation");
        let id = performer.organisation.id.as_ref();
        self.organisation_id(id, true, &table::PERFORMER_ID, organisation);
        self.participant(performer, path);
        let telecoms = performer.organisation.telecoms.len();
        self.demand(
            telecoms <= 1,
            &table::PERFORMER_TELECOM,
            organisation.field("telecoms"),
        );
        self.demand(
            performer.time.is_none(),
            &table::PERFORMER_TIME,
            path.field("time"),
        );
    }

    fn participant(&mut self, participant: &Participant, path: Path<'_>) {
        let organisation = path.field("organisation");
        self.organisation(&participant.organisation, &table::ORGANISATION_NAME, organisation);
        if let Some(person) = &participant.person {
            self.name(person, &table::PERSON_NAME, path.field("person"));
        }
        if let Some(time) = participant.time {
            self.instant(time, path.field("time"));
        }
    }

    fn location(&mut self, location: &Location, patient: &PatientAddress, path: Path<'_>) {
        match location {
            Location::Facility(facility) => {
                let path = path.field("facility");
                self.organisation_id(facility.id.as_ref(), false, &table::LOCATION_ID, path);
                self.organisation(facility, &table::LOCATION_NAME, path);
                let telecoms = facility.telecoms.len();
                self.demand(telecoms <= 1, &table::LOCATION_TELECOM, path.field("telecoms"));
            }
            Location::Home {
                name,
                address,
                telecoms,
            } => {
                let path = path.field("home");
                self.required(name, &table::LOCATION_NAME, path.field("name"));
                if let PatientAddress::Known(address) = address {
                    self.address(address, path.field("address"));
                }
                self.telecoms(telecoms, path.field("telecoms"));
                match (patient, address) {
                    (PatientAddress::Protected, PatientAddress::Known(_)) => {
                        self.broken(&table::PROTECTION, path.field("address"));
                    }
                    (PatientAddress::Known(_), PatientAddress::Protected) => {
                        self.broken(&table::PROTECTION, Path::top("patient").field("address"));
                    }
                    _ => {}
                }
            }
            Location::Other {
                name,
                address,
                telecoms,
            } => {
                let path = path.field("other");
                self.required(name, &table::LOCATION_NAME, path.field("name"));
                if let Some(address) = address {
                    self.address(address, path.field("address"));
                }
                self.telecoms(telecoms, path.field("telecoms"));
            }
        }
    }

    fn episode(&mut self, episode: &EpisodeOfCare, path: Path<'_>) {
        let ids = path.field("ids");
        for (at, id) in self.entries(&episode.ids, ids).iter().enumerate() {
            self.id(id, ids.index(at));
        }
        let medcom = episode.ids.iter().filter(|id| id.root == oid::MEDCOM).count();
        self.demand(medcom <= 1, &table::EPISODE_MEDCOM, ids);

        let Some(label) = &episode.label else { return };
        let path = path.field("label");
        self.demand(
            vocabulary::episode_label(&label.code).is_some(),
            &table::EPISODE_LABEL,
            path.field("code"),
        );
        let known_system = label.system == oid::SKS
            && label
                .system_name
                .as_deref()
                .is_none_or(|name| name == vocabulary::SKS_NAME);
        self.demand(known_system, &table::EPISODE_SYSTEM, path.field("system"));
        self.optional(label.display.as_deref(), path.field("display"));
    }
}
