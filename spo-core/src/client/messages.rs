//! The messages of every call, as functions from values: what is sent can be looked at without sending it.

use chrono::{DateTime, Utc};

use super::config::Endpoints;
use super::{AppointmentVersion, ClientConfig, Search};
use crate::Result;
use crate::cda::AppointmentDocument;
use crate::model::{Appointment, DanishTime, InstanceId};
use crate::soap::{Attachment, Message};
use crate::xds::metadata::{self, EntrySettings};
use crate::xds::query::{FindDocuments, GetDocuments};
use crate::xds::retrieve::DocumentReference;
use crate::xds::submit::Submission;
use crate::xds::update::Deprecation;
use crate::xds::{Availability, DocumentEntry, EntryUuid, retrieve};

/// Builds messages by a configuration.
///
/// A [`Client`](crate::Client) sends exactly these; one with an identity adds the header blocks of its identity card. Use it directly to look at a message, or to send it by other means.
#[derive(Debug)]
pub struct Messages<'c> {
    config: &'c ClientConfig,
    endpoints: &'c Endpoints,
    settings: EntrySettings,
}

/// A version of an appointment made ready: its document and what the registry is told about it.
#[derive(Debug, Clone)]
pub struct PreparedVersion {
    /// The document's values.
    pub document: AppointmentDocument,
    /// The document, as it will be stored.
    pub xml: String,
    /// The registry's view of it.
    pub submission: Submission,
}

impl<'c> Messages<'c> {
    /// Checks the configuration.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) naming the setting.
    pub fn new(config: &'c ClientConfig) -> Result<Self> {
        config.check_settings()?;
        let settings = EntrySettings {
            source_id: config.source.id.clone(),
            facility_type: config.facility_type()?,
            practice_setting: config.practice_setting()?,
        };
        Ok(Self {
            config,
            endpoints: &config.endpoints,
            settings,
        })
    }

    /// The same messages, addressed to another source's endpoints.
    #[must_use]
    pub fn addressed_to(mut self, endpoints: &'c Endpoints) -> Self {
        self.endpoints = endpoints;
        self
    }

    /// Makes `version` ready, in place of the entry `replaces` if there is one.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidAppointment`](crate::ErrorKind::InvalidAppointment) with every fault.
    pub fn prepare(
        &self,
        version: &AppointmentVersion,
        appointment: &Appointment,
        replaces: Option<EntryUuid>,
        now: DateTime<Utc>,
    ) -> Result<PreparedVersion> {
        let source = &self.config.source.id;
        let document = AppointmentDocument {
            id: version.document_id(source),
            appointment_id: version.appointment_id(source),
            created: DanishTime::from_utc(now),
            appointment: appointment.clone(),
        };
        let xml = document.to_xml()?;
        let entry = metadata::document_entry(&document, version.entry_uuid(source), &self.settings);
        let submission_set =
            metadata::submission_set(&entry, &version.submission_id(source), now, &self.settings);
        Ok(PreparedVersion {
            document,
            xml,
            submission: Submission {
                entry,
                submission_set,
                replaces,
            },
        })
    }

    /// ITI-41: shares a prepared version.
    pub fn submit(&self, prepared: &PreparedVersion, message_id: &str) -> Message {
        let body = prepared.submission.body();
        let document = Attachment::new(&body.content_id, "text/xml", prepared.xml.clone().into_bytes());
        let (action, to) = (&self.config.actions.submit, &self.endpoints.submit);
        let mut message = self.message(action, to, message_id, body.xml);
        message.attachments = vec![document];
        message
    }

    /// ITI-57: withdraws the version that the registry knows as `entry`.
    pub fn withdraw(
        &self,
        version: &AppointmentVersion,
        entry: &DocumentEntry,
        now: DateTime<Utc>,
        message_id: &str,
    ) -> Message {
        let id = version.cancellation_id(&self.config.source.id);
        let deprecation = Deprecation {
            entry_uuid: entry.entry_uuid.clone(),
            submission_set: metadata::submission_set(entry, &id, now, &self.settings),
        };
        let (action, to) = (&self.config.actions.update, &self.endpoints.update);
        self.message(action, to, message_id, deprecation.body())
    }

    /// ITI-18: searches for a patient's appointments.
    pub fn find(&self, search: &Search, message_id: &str) -> Message {
        let mut query = FindDocuments::appointments(search.cpr);
        query.service_start_time.from = search.from.map(DanishTime::to_utc);
        query.service_start_time.to = search.to.map(DanishTime::to_utc);
        if search.include_deprecated {
            query.statuses.push(Availability::Deprecated);
        }
        self.find_documents(&query, message_id)
    }

    /// ITI-18: any search for a patient's documents.
    pub fn find_documents(&self, query: &FindDocuments, message_id: &str) -> Message {
        self.query(message_id, query.body())
    }

    /// ITI-18: asks for the entries of the documents with these ids, whatever their status.
    pub fn look_up(&self, documents: &[InstanceId], message_id: &str) -> Message {
        let body = GetDocuments::ByUniqueId(documents.to_vec()).body(None);
        self.query(message_id, body)
    }

    /// ITI-43: gets documents.
    pub fn retrieve(&self, documents: &[DocumentReference], message_id: &str) -> Message {
        let (action, to) = (&self.config.actions.retrieve, &self.endpoints.retrieve);
        let mut message = self.message(action, to, message_id, retrieve::request(documents));
        message.mtom = true;
        message
    }

    fn query(&self, message_id: &str, body: String) -> Message {
        let (action, to) = (&self.config.actions.query, &self.endpoints.query);
        self.message(action, to, message_id, body)
    }

    fn message(&self, action: &str, to: &str, message_id: &str, body: String) -> Message {
        let mut message = Message::new(action.to_owned(), message_id, body);
        message.version = self.config.soap_version;
        message.addressing = self.config.ws_addressing;
        message.to = Some(to.to_owned());
        message
    }
}
