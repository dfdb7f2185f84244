//! Messages to the sandbox, made with the library's own writers, and its answers read with the library's own readers.

use std::time::Duration;

use spo_core::soap::{Attachment, Fault, Incoming, Message, SoapProblem, content};
use spo_core::transport::{Deadline, Request, Response, Timeouts};
use spo_core::xds::query::{self, FindDocuments, GetDocuments};
use spo_core::xds::response::{RegistryResponse, ResponseStatus};
use spo_core::xds::retrieve::{self, DocumentReference, Retrieved};
use spo_core::xds::submit::{self, Submission};
use spo_core::xds::update::{self, Deprecation};
use spo_core::xds::vocabulary::danish;
use spo_core::xds::{
    Author, DocumentEntry, Dtm, EntryUuid, ObjectType, PatientId, SourcePatientInfo, SubmissionSet, Xcn, Xon,
    value_sets,
};
use spo_core::{Code, Cpr, InstanceId, Oid};
use spo_sandbox::Sandbox;
use uuid::Uuid;

/// A public test person of the national platform, and another.
pub(crate) const NANCY: &str = "2512489996";
pub(crate) const OTHER: &str = "0408801111";

/// A submission that breaks no rule, and everything needed to break one.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) submission: Submission,
    pub(crate) document: String,
}

impl Shared {
    /// An appointment of Nancy's on 1 April 2026, 10:00 to 10:30 in Denmark.
    pub(crate) fn new() -> Self {
        Self::of(NANCY, "20260401100000+0200", Some("20260401103000+0200"), "")
    }

    pub(crate) fn of(cpr: &str, start: &str, stop: Option<&str>, note: &str) -> Self {
        let id = Uuid::new_v4().to_string();
        let high = match stop {
            Some(stop) => format!("<high value=\"{stop}\"/>"),
            None => "<high nullFlavor=\"NI\"/>".to_owned(),
        };
        let document = include_str!("fixtures/appointment.xml")
            .replace("{document}", &id)
            .replace("{cpr}", cpr)
            .replace("{start}", start)
            .replace("{high}", &high)
            .replace("{note}", note);
        let entry = entry(cpr, &id, start, stop);
        let submission_set = submission_set(&entry);
        let submission = Submission {
            entry,
            submission_set,
            replaces: None,
        };
        Self { submission, document }
    }

    /// Another version of the same, in its place.
    pub(crate) fn replacing(mut self, replaced: &EntryUuid) -> Self {
        self.submission.replaces = Some(replaced.clone());
        self
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut DocumentEntry)) -> Self {
        change(&mut self.submission.entry);
        self
    }

    pub(crate) fn with_set(mut self, change: impl FnOnce(&mut SubmissionSet)) -> Self {
        change(&mut self.submission.submission_set);
        self
    }

    pub(crate) fn with_document(mut self, change: impl FnOnce(String) -> String) -> Self {
        self.document = change(self.document);
        self
    }

    pub(crate) fn entry_uuid(&self) -> &EntryUuid {
        &self.submission.entry.entry_uuid
    }

    pub(crate) fn unique_id(&self) -> &InstanceId {
        &self.submission.entry.unique_id
    }

    pub(crate) fn message(&self) -> Message {
        self.message_with(|body| body)
    }

    /// The message, with its body changed as text.
    pub(crate) fn message_with(&self, change: impl FnOnce(String) -> String) -> Message {
        let body = self.submission.body();
        let mut message = message(submit::ACTION, change(body.xml));
        message.attachments.push(Attachment::new(
            &body.content_id,
            "text/xml",
            self.document.clone().into_bytes(),
        ));
        message
    }
}

fn code((code, system, display): (&str, &str, &str)) -> Code {
    Code::new(code, system, display)
}

fn entry(cpr: &str, id: &str, start: &str, stop: Option<&str>) -> DocumentEntry {
    let time = |text: &str| Some(Dtm::parse(text).unwrap());
    let patient = PatientId::from(Cpr::parse(cpr).unwrap());
    let mut entry = DocumentEntry::new(
        EntryUuid::from_uuid(Uuid::new_v4()),
        InstanceId::new("1.2.208.184", id),
        ObjectType::Stable,
    );
    entry.source_patient_id = Some(patient.clone());
    entry.patient_id = Some(patient);
    entry.source_patient_info = SourcePatientInfo::from_values(vec![
        "PID-5|Berggren^Nancy^Ann Test^^".to_owned(),
        "PID-7|19481225".to_owned(),
        "PID-8|F".to_owned(),
    ]);
    entry.title = Some(format!("Aftale for {cpr}"));
    entry.creation_time = time("20260302101500+0100");
    entry.service_start_time = time(start);
    entry.service_stop_time = stop.and_then(time);
    entry.language_code = Some("da-DK".to_owned());
    entry.mime_type = Some("text/xml".to_owned());
    entry.class_code = Some(code(danish::CLASS_CODE));
    entry.type_code = Some(code(danish::TYPE_CODE));
    entry.format_code = Some(code(danish::FORMAT_CODE));
    entry.facility_type_code = value_sets::facility_type("22232009");
    entry.practice_setting_code = value_sets::practice_setting("394801008");
    entry.confidentiality_codes = vec![code(danish::CONFIDENTIALITY_CODE)];
    entry.event_codes = vec![Code::new(
        "ALAL21",
        "1.2.208.176.2.4",
        "Kronisk obstruktiv lungesygdom (KOL)",
    )];
    entry.authors = vec![Author {
        institutions: vec![Xon::from_xon(
            "Testafdelingen^^^^^&1.2.208.176.1.1&ISO^^^^325431000016004",
        )],
        person: Some(Xcn::from_xcn("^Jensen^Jens^Bo^^^^^&ISO")),
        ..Author::default()
    }];
    entry
}

pub(crate) fn submission_set(entry: &DocumentEntry) -> SubmissionSet {
    let mut set = SubmissionSet::new(
        EntryUuid::from_uuid(Uuid::new_v4()),
        Oid::from_uuid(Uuid::new_v4()).as_str(),
        "1.2.208.999.1",
    );
    set.patient_id = entry.patient_id.clone();
    set.submission_time = Some(Dtm::parse("20260302091600").unwrap());
    set.content_type_code = entry.type_code.clone();
    set.authors = entry.authors.clone();
    set
}

pub(crate) fn message(action: &'static str, body: String) -> Message {
    Message::new(action, Uuid::new_v4().urn().to_string(), body)
}

pub(crate) fn deadline() -> Deadline {
    let timeouts = Timeouts {
        attempt: Duration::from_secs(5),
        ..Timeouts::default()
    };
    timeouts.start()
}

pub(crate) fn request(message: &Message) -> Request {
    message
        .encode()
        .into_request("http://sandbox.invalid/", &deadline())
}

pub(crate) fn send(sandbox: &Sandbox, message: &Message) -> Response {
    sandbox.handle(&request(message)).unwrap()
}

/// The answer to ITI-41 or ITI-57.
pub(crate) fn registry_response(response: Response) -> RegistryResponse {
    let incoming = Incoming::read(response).unwrap();
    let envelope = incoming.envelope().unwrap();
    RegistryResponse::read(envelope.payload().unwrap()).unwrap()
}

/// The fault that an answer is.
pub(crate) fn fault(response: Response) -> Fault {
    let incoming = Incoming::read(response).unwrap();
    let envelope = incoming.envelope().unwrap();
    let error = envelope.payload().expect_err("a fault");
    match error.problem() {
        SoapProblem::Fault(fault) => fault.clone(),
        other => panic!("{other}"),
    }
}

pub(crate) fn share(sandbox: &Sandbox, shared: &Shared) -> RegistryResponse {
    registry_response(send(sandbox, &shared.message()))
}

/// Shares what must be accepted without a remark.
pub(crate) fn share_well(sandbox: &Sandbox, shared: &Shared) {
    let response = share(sandbox, shared);
    assert_eq!(
        (response.status, response.errors),
        (ResponseStatus::Success, Vec::new())
    );
}

/// `errorCode` and `codeContext` of each error of a submission that must be refused.
pub(crate) fn refused(sandbox: &Sandbox, message: &Message) -> Vec<(String, String)> {
    let response = registry_response(send(sandbox, message));
    assert_eq!(response.status, ResponseStatus::Failure);
    let errors = response.errors.into_iter();
    errors.map(|error| (error.code, error.context)).collect()
}

/// Just the codes.
pub(crate) fn codes(errors: &[(String, String)]) -> Vec<&str> {
    errors.iter().map(|(code, _)| code.as_str()).collect()
}

pub(crate) fn withdrawal(entry: &DocumentEntry) -> Deprecation {
    Deprecation {
        entry_uuid: entry.entry_uuid.clone(),
        submission_set: submission_set(entry),
    }
}

pub(crate) fn withdraw_message(withdrawal: &Deprecation) -> Message {
    message(update::ACTION, withdrawal.body())
}

pub(crate) fn query_message(body: String) -> Message {
    message(query::ACTION, body)
}

pub(crate) fn query_answer(response: Response) -> query::Answer {
    let incoming = Incoming::read(response).unwrap();
    let envelope = incoming.envelope().unwrap();
    query::Answer::read(envelope.payload().unwrap()).unwrap()
}

pub(crate) fn search(sandbox: &Sandbox, query: &FindDocuments) -> query::Answer {
    query_answer(send(sandbox, &query_message(query.body())))
}

pub(crate) fn look_up(sandbox: &Sandbox, query: &GetDocuments) -> query::Answer {
    query_answer(send(sandbox, &query_message(query.body(None))))
}

pub(crate) fn nancy() -> FindDocuments {
    FindDocuments::new(Cpr::parse(NANCY).unwrap())
}

pub(crate) fn retrieve_message(references: &[DocumentReference]) -> Message {
    message(retrieve::ACTION, retrieve::request(references))
}

pub(crate) fn retrieved(response: Response, references: &[DocumentReference]) -> Retrieved<Vec<u8>> {
    let incoming = Incoming::read(response).unwrap();
    let envelope = incoming.envelope().unwrap();
    let attachments = incoming.attachments();
    Retrieved::read(envelope.payload().unwrap(), references, |document| {
        Ok(content(document, attachments)?.into_owned())
    })
    .unwrap()
}
