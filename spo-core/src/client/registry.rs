//! One call's view of the registry and repository: every exchange within the call's deadline.

use super::config::Endpoints;
use super::delivery::Sent;
use super::emptiness::{self, Emptiness};
use super::exchange::{Call, Failed};
use super::purpose::Purpose;
use super::{AppointmentVersion, ClientConfig, Found, Gap, Inner, Messages, PreparedVersion, Search};
use crate::cda::read_appointment;
use crate::dgws::{Caller, Override};
use crate::model::{Cpr, InstanceId};
use crate::soap::{Message, content};
use crate::transport::Deadline;
use crate::xds::DocumentEntry;
use crate::xds::query::{Answer, FindDocuments};
use crate::xds::response::RegistryResponse;
use crate::xds::retrieve::{DocumentReference, Retrieved};
use crate::{Error, ErrorKind, Result};

pub(super) struct Registry<'c> {
    inner: &'c Inner,
    pub(super) messages: Messages<'c>,
    call: Call<'c>,
}

impl<'c> Registry<'c> {
    /// Starts the clock of one call, on behalf of `caller` or whoever the client usually calls for.
    pub(super) fn new(inner: &'c Inner, caller: Option<&'c Caller>) -> Result<Self> {
        let config = &inner.config;
        Self::at(&config.endpoints, inner, caller, config.timeouts.start())
    }

    /// A part of a call whose clock runs already, at any source.
    pub(super) fn at(
        endpoints: &'c Endpoints,
        inner: &'c Inner,
        caller: Option<&'c Caller>,
        deadline: Deadline,
    ) -> Result<Self> {
        Ok(Self {
            inner,
            messages: Messages::new(&inner.config)?.addressed_to(endpoints),
            call: Call::new(inner, caller, deadline),
        })
    }

    /// The same, looking past the patient's blocks.
    pub(super) fn overriding(mut self, choice: &'c Override) -> Self {
        self.call = self.call.overriding(choice);
        self
    }

    /// On whose behalf it reads.
    pub(super) fn caller(&self) -> Option<&'c Caller> {
        self.call.caller()
    }

    /// Says whose data the next messages are about.
    pub(super) fn about(&self, patient: Option<Cpr>) {
        self.call.about(patient);
    }

    pub(super) fn new_message_id(&self) -> String {
        self.inner.context.random_uuid().urn().to_string()
    }

    /// ITI-41, once.
    pub(super) fn submit(&self, prepared: &PreparedVersion, message_id: &str) -> Sent {
        let message = self.messages.submit(prepared, message_id);
        self.change(Purpose::Submit, message)
    }

    /// ITI-57, once.
    pub(super) fn withdraw(
        &self,
        version: &AppointmentVersion,
        entry: &DocumentEntry,
        message_id: &str,
    ) -> Sent {
        let message = self
            .messages
            .withdraw(version, entry, self.inner.context.now(), message_id);
        self.change(Purpose::Update, message)
    }

    fn change(&self, purpose: Purpose, message: Message) -> Sent {
        let message_id = message.message_id.clone();
        let response = self.call.exchange(purpose, message, |envelope, _| {
            RegistryResponse::read(envelope.payload()?)
        });
        match response.map(RegistryResponse::accept) {
            Ok(Ok(warnings)) => Sent::Accepted(warnings),
            Ok(Err(refusal)) => settle(refusal.with_details(|details| details.message_id = Some(message_id))),
            Err(Failed { error, certain: true }) => Sent::Refused(error),
            Err(Failed {
                error,
                certain: false,
            }) => Sent::Unclear(error),
        }
    }

    /// The entries of the documents with these ids, in their order; `None` where the registry has none.
    ///
    /// # Errors
    /// When the registry cannot be asked, and when its answer lacks one of them and is incomplete or has a warning: what a
    /// failing source may hold, or a patient may have blocked, is not absent.
    pub(super) fn look_up(&self, documents: &[InstanceId]) -> Result<Vec<Option<DocumentEntry>>> {
        let message = self.messages.look_up(documents, &self.new_message_id());
        let answer = self.query(message)?;
        let (incomplete, warned) = (answer.is_incomplete(), !answer.errors.is_empty());
        let mut found = answer.objects.entries;
        // A registry that keeps versions of metadata may know several entries of one document: the one in use counts.
        found.sort_by_key(|entry| !entry.is_approved());
        let entries: Vec<_> = documents
            .iter()
            .map(|id| found.iter().find(|entry| entry.unique_id == *id).cloned())
            .collect();
        if warned && !incomplete && entries.iter().any(Option::is_none) {
            let message = "the registry withholds something, perhaps by the patient's wish, so a version that is not in its answer \
                           may still exist";
            return Err(
                Error::new(ErrorKind::Denied, "lookup.withheld", message).with_remedy(
                    "Call as whoever shared the appointment, not on behalf of a health professional.",
                ),
            );
        }
        if incomplete && entries.iter().any(Option::is_none) {
            let message =
                "the registry's answer is incomplete, so a version that is not in it may still exist";
            return Err(Error::new(ErrorKind::Unavailable, "lookup.incomplete", message)
                .with_details(|details| details.service_errors = answer.errors));
        }
        Ok(entries)
    }

    /// ITI-18, a search. An answer without anything in it is not believed before it is known what it is worth.
    pub(super) fn found(&self, search: &Search) -> Result<Found> {
        self.about(Some(search.cpr));
        let answer = self.query(self.messages.find(search, &self.new_message_id()))?;
        let mut found = Found::from_answer(answer, search);
        if found.entries.is_empty() && found.gaps.is_empty() && !self.call.is_overriding() {
            let deadline = self.call.deadline;
            match emptiness::ask(self.inner, self.caller(), search.cpr, deadline) {
                Emptiness::Genuine => {}
                Emptiness::Withheld => found.gaps.push(Gap::withheld()),
                Emptiness::Unverified(error) => found.gaps.push(Gap::of(&error)),
            }
        }
        Ok(found)
    }

    pub(super) fn config(&self) -> &'c ClientConfig {
        &self.inner.config
    }

    /// ITI-18, any search for the documents of `patient`.
    pub(super) fn find_documents(&self, patient: Cpr, query: &FindDocuments) -> Result<Answer> {
        self.about(Some(patient));
        self.query(self.messages.find_documents(query, &self.new_message_id()))
    }

    fn query(&self, message: Message) -> Result<Answer> {
        let answer = self.call.exchange(Purpose::Read, message, |envelope, _| {
            Answer::read(envelope.payload()?)?.accept()
        });
        answer.map_err(|failed| failed.error)
    }

    /// ITI-43. A document that cannot be unpacked does not spoil the others.
    pub(super) fn retrieve(&self, documents: &[DocumentReference]) -> Result<Retrieved<Result<Vec<u8>>>> {
        let message = self.messages.retrieve(documents, &self.new_message_id());
        let retrieved = self
            .call
            .exchange(Purpose::Read, message, |envelope, attachments| {
                let unpack = |element| {
                    Ok(content(element, attachments)
                        .map(|bytes| bytes.into_owned())
                        .map_err(Error::from))
                };
                Retrieved::read(envelope.payload()?, documents, unpack)?.accept()
            });
        retrieved.map_err(|failed| failed.error)
    }

    /// Whether the document behind `entry` tells the same appointment as `prepared`. It may have been made at another
    /// moment, so what counts is what they say.
    pub(super) fn is_same(&self, prepared: &PreparedVersion, entry: &DocumentEntry) -> Result<bool> {
        let ours = read_appointment(prepared.xml.as_bytes())?;
        let theirs = super::reading::read(&self.document(entry)?, entry)?;
        Ok(ours.document.appointment == theirs.document.appointment)
    }

    /// The document behind `entry`.
    pub(super) fn document(&self, entry: &DocumentEntry) -> Result<Vec<u8>> {
        self.about(entry.patient_id.as_ref().and_then(|id| id.cpr()));
        self.document_at(&super::reading::reference(entry, &self.inner.config)?)
    }

    /// The document that `reference` names.
    pub(super) fn document_at(&self, reference: &DocumentReference) -> Result<Vec<u8>> {
        let retrieved = self.retrieve(std::slice::from_ref(reference))?;
        let document = retrieved
            .documents
            .into_iter()
            .find(|document| document.request == Some(0));
        match document {
            Some(document) => document.content,
            None => Err(super::reading::missing(retrieved.errors)),
        }
    }
}

/// What a registry's refusal means for a change.
fn settle(refusal: Error) -> Sent {
    match refusal.code() {
        "xds.duplicate_unique_id" | "xds.non_identical_hash" | "xds.non_identical_size" => {
            Sent::AlreadyThere(refusal)
        }
        _ if refusal.kind() == ErrorKind::OutcomeUnknown => Sent::Unclear(refusal),
        // A service that fails without a reason has been seen to have stored all the same.
        _ if refusal.details().service_errors.is_empty() => Sent::Unclear(refusal),
        _ => Sent::Refused(refusal),
    }
}
