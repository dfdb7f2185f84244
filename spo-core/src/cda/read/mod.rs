//! Reading an appointment document of any version: lenient, and never silent about it.
//!
//! Every element is either mapped, known to say nothing about the appointment, or reported as `unmapped`. Every guess
//! is a [`Warning`](crate::cda::Warning). Only a document without a patient, an encounter or a start is refused, beside
//! what is no appointment at all.

mod body;
mod header;
mod location;
mod outcome;
mod time;
mod version;

use std::sync::Arc;

pub use outcome::{ApdVersion, ReadAppointment};

use super::document::AppointmentDocument;
use super::reader::{Reader, clinical_document};
use crate::xml::{Document, Element, Limits};
use crate::{Appointment, Participant, Result};

/// Reads an appointment document: APD-DK 1.0, 1.1, 2.0 or 2.0.1, as the field sends them.
///
/// A time is given in Danish time whatever offset it was written with; one without an offset is taken as Danish.
///
/// # Errors
/// [`ErrorKind::InvalidDocument`](crate::ErrorKind::InvalidDocument). The code tells why: `xml.*` when it is not XML
/// that this library reads, `cda.root` or `cda.namespace` when it is other XML, `cda.profile` when it is another kind
/// of CDA document, `cda.patient`, `cda.encounter` or `cda.time` when it has no CPR number, no encounter or no start.
pub fn read_appointment(bytes: &[u8]) -> Result<ReadAppointment> {
    let document = Document::parse(bytes, Limits::DOCUMENT)?;
    let root = clinical_document(&document)?;
    let mut reader = Reader::default();
    let profile = reader.version(root)?;
    let document = reader.document(root)?;
    Ok(ReadAppointment {
        document,
        profile,
        warnings: reader.warnings,
        raw: Arc::from(bytes),
    })
}

impl Reader {
    fn document(&mut self, root: Element<'_>) -> Result<AppointmentDocument> {
        let patient = self.patient(root)?;
        self.fixed_parts(root, &patient);
        let encounter = self.encounter(root)?;
        self.encounter_rest(encounter);
        let events = self.events(root);
        let preconditions = self.preconditions(encounter);
        let time = self.time(encounter, &events, preconditions.guided)?;
        let created = self.created(root, time.start());

        let mut authors = self.authors(root, created);
        self.encounter_author(encounter, &mut authors.requester, created);
        let appointment = Appointment {
            kind: self.kind(encounter),
            status: self.status(encounter),
            time,
            patient,
            reason: self.reason(encounter),
            responsible: authors.responsible.unwrap_or_else(|| {
                self.warn(
                    "author.missing",
                    root,
                    "the document names no responsible organisation",
                );
                Participant::default()
            }),
            requester: authors.requester,
            performer: self.performer(encounter, created),
            custodian: self.custodian(root),
            location: self.location(encounter),
            episode: events.episode,
            series: preconditions.series,
        };
        Ok(AppointmentDocument {
            id: self.medcom_id_of(root),
            appointment_id: self.medcom_id_of(encounter),
            created,
            appointment,
        })
    }
}
