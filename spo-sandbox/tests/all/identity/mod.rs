//! Callers with an identity: cards from the sandbox's token service, and what registry and repository make of them.

mod admission;
mod cards;
mod conversations;
mod files;
mod schemas;
mod scripted;
mod token_requests;

use chrono::{DateTime, Utc};
use spo_core::dgws::credentials::Credential;
use spo_core::dgws::headers::{CallingSystem, Linking, MedcomHeader, MedcomNamespace, hsuid};
use spo_core::dgws::{
    Caller, CareProvider, HealthProfessional, IdCardRequest, Identity, Level, token_service,
};
use spo_core::soap::{Fault, Incoming, Message};
use spo_core::transport::{Request, Response};
use spo_core::xml::{Element, Namespace};
use spo_core::{Appointment, Client, Cvr, SorCode};
use spo_sandbox::{Employee, Sandbox, TestCredential};
use uuid::Uuid;

use crate::support::{NANCY, OTHER, deadline, fault, request};

pub(crate) fn cvr() -> Cvr {
    "91026150".parse().unwrap()
}

/// A system of a clinic.
pub(crate) fn system(sandbox: &Sandbox) -> TestCredential {
    sandbox.system_credential(&cvr(), "Sandkassens Lægehus").unwrap()
}

/// A doctor of the clinic.
pub(crate) fn doctor() -> Employee {
    Employee::example().unwrap()
}

/// Somebody who works there without an authorisation.
pub(crate) fn clerk() -> Employee {
    let organisation = CareProvider::new(cvr(), "Sandkassens Lægehus");
    Employee::clerk(NANCY.parse().unwrap(), "Nancy Ann", "Berggren", organisation)
}

/// The doctor as a caller.
pub(crate) fn doctor_calls() -> Caller {
    let code = "J0184".parse().unwrap();
    Caller::health_professional(HealthProfessional::authorised(
        OTHER.parse().unwrap(),
        code,
        sor(),
    ))
}

pub(crate) fn sor() -> SorCode {
    SorCode::parse("325431000016004").unwrap()
}

pub(crate) fn client(sandbox: &Sandbox, identity: Identity) -> Client {
    Client::builder(sandbox.client_config().unwrap())
        .transport(sandbox.clone())
        .identity(identity)
        .build()
        .unwrap()
}

pub(crate) fn appointment() -> Appointment {
    Appointment::from_json(include_str!("../../../../examples/data/full-hospital.json")).unwrap()
}

/// A message to the token service with `card` as it is.
pub(crate) fn token_request(sandbox: &Sandbox, card: &str, now: DateTime<Utc>) -> Request {
    let url = sandbox.client_config().unwrap().token_service.unwrap().url;
    token_service::request(card, now, "")
        .encode()
        .into_request(url, &deadline())
}

/// A card that its holder signed.
pub(crate) fn self_signed(card: &IdCardRequest, credential: &Credential) -> String {
    card.sign(Utc::now(), Uuid::new_v4(), credential).unwrap()
}

/// The fault of the token service.
pub(crate) fn token_fault(sandbox: &Sandbox, card: &str) -> Fault {
    let response = sandbox.handle(&token_request(sandbox, card, Utc::now())).unwrap();
    assert_eq!(response.status, 500);
    fault(response)
}

/// The card that the sandbox issues for a credential, whatever a script makes of it.
pub(crate) fn issued(sandbox: &Sandbox, credential: &TestCredential) -> String {
    let card = self_signed(&credential.card(), credential.credential());
    let response = sandbox
        .handle(&token_request(sandbox, &card, Utc::now()))
        .unwrap();
    card_in(response)
}

pub(crate) fn card_in(response: Response) -> String {
    let incoming = Incoming::read(response).unwrap();
    let envelope = incoming.envelope().unwrap();
    let token = envelope
        .payload()
        .unwrap()
        .child(Namespace::WST, "RequestedSecurityToken")
        .unwrap();
    token
        .children()
        .next()
        .map(Element::standalone)
        .unwrap()
        .into_owned()
}

/// The header blocks of a call.
pub(crate) struct Headers {
    pub(crate) security: Option<String>,
    pub(crate) medcom: Option<String>,
    pub(crate) hsuid: Option<String>,
}

impl Headers {
    pub(crate) fn with_card(card: &str) -> Self {
        let medcom = MedcomHeader {
            namespace: MedcomNamespace::Dgws10,
            security_level: Some(Level::TrustedSystem),
            time_out: None,
            linking: Linking {
                flow_id: None,
                message_id: "urn:uuid:1",
            },
            priority: None,
        };
        Self {
            security: Some(security(Some(card))),
            medcom: Some(medcom.to_xml()),
            hsuid: None,
        }
    }

    pub(crate) fn on_behalf_of(mut self, caller: &Caller) -> Self {
        let system = CallingSystem::default();
        self.hsuid = Some(hsuid(caller, None, None, &system, Utc::now()).unwrap());
        self
    }

    pub(crate) fn send(self, sandbox: &Sandbox, mut message: Message) -> Response {
        let blocks = [self.security, self.medcom, self.hsuid];
        message.header_blocks = blocks.into_iter().flatten().collect();
        sandbox.handle(&request(&message)).unwrap()
    }

    /// The fault code that the sandbox answers with.
    pub(crate) fn refused(self, sandbox: &Sandbox, message: Message) -> String {
        let response = self.send(sandbox, message);
        assert_eq!(response.status, 500);
        let fault = fault(response);
        assert_eq!(fault.code(), "Server");
        fault.dgws_code().unwrap().to_owned()
    }
}

pub(crate) fn security(card: Option<&str>) -> String {
    let empty = spo_core::dgws::headers::security(Utc::now(), None);
    let end = "</wsse:Security>";
    empty.replace(end, &format!("{}{end}", card.unwrap_or_default()))
}
