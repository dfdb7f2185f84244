//! Appointments to merge.

use spo_core::cda::{AppointmentDocument, ReadAppointment, read_appointment};
use spo_core::overview::{Collected, CollectedDocument, Content, Kind, Overview, Period, Place, merge};
use spo_core::xds::EntryUuid;
use spo_core::{Appointment, AppointmentTime, Cpr, DanishTime, InstanceId};
use uuid::Uuid;

pub(crate) fn cpr() -> Cpr {
    appointment().patient.cpr
}

pub(crate) fn time(text: &str) -> DanishTime {
    text.parse().unwrap()
}

/// At these clock times on 1 April 2027.
pub(crate) fn at(start: &str, end: &str) -> AppointmentTime {
    let on_the_day = |clock: &str| time(&format!("2027-04-01T{clock}:00+02:00"));
    AppointmentTime::at(on_the_day(start), on_the_day(end))
}

pub(crate) fn appointment() -> Appointment {
    Appointment::from_json(include_str!("../../../../examples/data/full-hospital.json")).unwrap()
}

pub(crate) fn id(number: u64) -> InstanceId {
    InstanceId::new("1.2.208.184", Uuid::from_u128(u128::from(number)).to_string())
}

/// A version of an appointment, made on this day of March 2027.
#[derive(Debug, Clone)]
pub(crate) struct Version {
    pub(crate) document: u64,
    pub(crate) appointment: u64,
    pub(crate) made: u32,
    pub(crate) value: Appointment,
}

impl Version {
    pub(crate) fn new(number: u64, time: AppointmentTime) -> Self {
        Self {
            document: number,
            appointment: number,
            made: 1,
            value: Appointment {
                time,
                ..appointment()
            },
        }
    }

    pub(crate) fn document(&self) -> AppointmentDocument {
        AppointmentDocument {
            id: id(self.document),
            appointment_id: id(1000 + self.appointment),
            created: time(&format!("2027-03-{:02}T12:00:00+01:00", self.made)),
            appointment: self.value.clone(),
        }
    }

    pub(crate) fn read(&self) -> ReadAppointment {
        read_appointment(self.document().to_xml().unwrap().as_bytes()).unwrap()
    }

    /// As it was found in `repository` at `source`.
    pub(crate) fn found(&self, source: &str, repository: &str) -> CollectedDocument {
        let place = place(source, repository, self.document);
        let content = Content::Appointment(Box::new(self.read()));
        CollectedDocument { place, content }
    }
}

pub(crate) fn place(source: &str, repository: &str, document: u64) -> Place {
    Place {
        source: source.to_owned(),
        home_community_id: None,
        repository_id: Some(repository.to_owned()),
        document_id: id(document),
        entry_uuid: EntryUuid::from_uuid(Uuid::from_u128(u128::from(document))),
        on_demand: false,
        fetched: time("2027-03-31T08:00:00+02:00"),
    }
}

/// What `source` gave.
pub(crate) fn collected(source: &str, documents: Vec<CollectedDocument>) -> Collected {
    Collected {
        answered: true,
        documents,
        ..Collected::new(source, Kind::Appointments)
    }
}

pub(crate) fn merged(collected: Vec<Collected>) -> Overview {
    merge(
        cpr(),
        Period::default(),
        time("2027-03-31T08:00:00+02:00"),
        collected,
    )
}

/// One source with these versions.
pub(crate) fn timeline(versions: &[Version]) -> Overview {
    let documents = versions.iter().map(|it| it.found("national", "1.2.3")).collect();
    merged(vec![collected("national", documents)])
}

/// The documents on the timeline, in its order.
pub(crate) fn shown(overview: &Overview) -> Vec<u64> {
    let numbers = overview.appointments.iter().map(|it| {
        let uuid = Uuid::parse_str(&it.read.document.id.extension).unwrap();
        u64::try_from(uuid.as_u128()).unwrap()
    });
    numbers.collect()
}
