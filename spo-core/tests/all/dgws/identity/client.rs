//! A client that calls with an identity: what its messages carry, and what it makes of refusals.

use spo_core::dgws::headers::MedcomNamespace;
use spo_core::dgws::{Caller, HealthProfessional, Override};
use spo_core::soap::{Incoming, SoapVersion};
use spo_core::transport::{Request, Timeouts};
use spo_core::xml::Namespace;
use spo_core::{
    Appointment, AppointmentVersion, Client, ClientConfig, ErrorKind, OverviewRequest, Search, SorCode,
};

use super::national::{Mood, National};
use super::parties::{parties, system_card, user_card};
use crate::support::{read, repository};

fn search() -> Search {
    Search::new("2512489996".parse().unwrap())
}

fn doctor() -> HealthProfessional {
    HealthProfessional::authorised(
        "0408801111".parse().unwrap(),
        "J0184".parse().unwrap(),
        SorCode::parse("325431000016004").unwrap(),
    )
}

/// The names of the header blocks of a message.
fn blocks(message: &str) -> Vec<String> {
    let deadline = Timeouts::default().start();
    let request = Request::new("http://x", Vec::new(), message.as_bytes().to_vec(), &deadline);
    let incoming = Incoming::read_request(request).unwrap();
    let envelope = incoming.envelope().unwrap();
    let header = envelope.header().unwrap();
    header.children().map(|block| block.local().to_owned()).collect()
}

fn message_id(message: &str) -> &str {
    let (_, rest) = message.split_once("<medcom:MessageID>").unwrap();
    rest.split_once('<').unwrap().0
}

#[test]
fn every_message_carries_the_card_and_a_search_the_caller_too() {
    let Some(parties) = parties() else { return };
    let national = National::new(parties, &system_card());
    let identity = national
        .identity()
        .with_caller(Caller::health_professional(doctor()));
    let config = ClientConfig {
        ws_addressing: true,
        soap_version: SoapVersion::V11,
        ..national.config()
    };
    let client = national.client_with(identity, config);
    client.appointments().find(&search()).unwrap();
    let call = national.last_call();
    assert_eq!(
        blocks(&call),
        [
            "Action",
            "MessageID",
            "To",
            "ReplyTo",
            "Security",
            "Header",
            "HsuidHeader"
        ]
    );
    assert!(call.contains("<medcom:SecurityLevel>3</medcom:SecurityLevel>"));
    assert!(message_id(&call).starts_with("urn:uuid:"));
    assert!(call.contains(
        "\"nsi:CitizenCivilRegistrationNumber\"><hsuid:AttributeValue>2512489996</hsuid:AttributeValue>"
    ));
    assert!(!call.contains("ConsentOverride"));
    // The card arrives as one that can be verified.
    let deadline = Timeouts::default().start();
    let request = Request::new("http://x", Vec::new(), call.into_bytes(), &deadline);
    let incoming = Incoming::read_request(request).unwrap();
    let envelope = incoming.envelope().unwrap();
    let security = envelope
        .header()
        .unwrap()
        .child(Namespace::WSSE, "Security")
        .unwrap();
    let card = security.child(Namespace::SAML, "Assertion").unwrap();
    let trust = national.config().token_service.unwrap().trust().unwrap();
    let card = spo_core::dgws::IdCard::verify(card, &trust, national.now()).unwrap();
    assert_eq!(card.issuer(), "TEST-STS");
}

#[test]
fn a_submission_is_the_systems_own_and_its_conversation_keeps_its_id() {
    let Some(parties) = parties() else { return };
    let national = National::new(parties, &system_card());
    let mut config = national.config();
    // One address for everything, as behind the decoupling component.
    config.endpoints.query.clone_from(&config.endpoints.submit);
    config.headers.medcom_namespace = MedcomNamespace::Dgws101;
    let identity = national
        .identity()
        .with_caller(Caller::health_professional(doctor()));
    let client = national.client_with(identity, config);
    let json = read(&repository().join("examples/data/full-hospital.json"));
    let version = AppointmentVersion::first("booking").unwrap();
    // What comes back is no answer to a submission, so the registry is asked, three times in all.
    let appointment = Appointment::from_json(&json).unwrap();
    client.appointments().share(&version, &appointment).unwrap_err();
    let calls = national.calls.lock().unwrap().clone();
    let [submission, question, again, ..] = &calls[..] else {
        panic!("{} calls", calls.len());
    };
    let envelope = |call: &str| {
        let start = call.find("<soap:Envelope").unwrap();
        let end = call.find("</soap:Envelope>").unwrap();
        call[start..end].to_owned() + "</soap:Envelope>"
    };
    assert_eq!(blocks(&envelope(submission)), ["Security", "Header"]);
    assert_eq!(blocks(&envelope(question)), ["Security", "Header", "HsuidHeader"]);
    assert!(submission.contains("svn.medcom.dk") && !submission.contains("FlowID"));
    assert!(question.contains("<medcom:FlowID>flow &amp; 1</medcom:FlowID>"));
    assert!(again.contains("<medcom:FlowID>"));
    // A resend is the same message.
    assert_eq!(message_id(submission), message_id(again));
    assert_ne!(message_id(submission), message_id(question));
}

#[test]
fn a_look_past_blocks_is_one_call_and_its_first_question_is_without() {
    let Some(parties) = parties() else { return };
    let national = National::new(parties, &system_card());
    let client = national.client(national.identity());
    let appointments = || {
        client
            .appointments()
            .as_caller(Caller::health_professional(doctor()))
    };
    // Nothing is found, and nobody can be asked what that is worth.
    let list = appointments()
        .list_overriding(&search(), Override::patient_consent())
        .unwrap();
    assert!(list.overridden && list.gaps.is_empty());
    let said = |call: &String| call.contains("nsi:ConsentOverride");
    let calls = || {
        national
            .calls
            .lock()
            .unwrap()
            .iter()
            .map(said)
            .collect::<Vec<_>>()
    };
    assert_eq!(calls(), [false, true]);
    let list = appointments().list(&search()).unwrap();
    assert_eq!(
        list.gaps.iter().map(|gap| &*gap.code).collect::<Vec<_>>(),
        ["search.unverified"]
    );
    assert_eq!(calls(), [false, true, false]);
    let citizen = Caller::citizen("2512489996".parse().unwrap());
    for refused in [client.appointments(), client.appointments().as_caller(citizen)] {
        let error = refused
            .list_overriding(&search(), Override::patient_consent())
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::Denied, "override.not_permitted")
        );
    }
    assert_eq!(calls().len(), 3);
}

#[test]
fn a_call_may_name_another_caller() {
    let Some(parties) = parties() else { return };
    let national = National::new(parties, &system_card());
    let client = national.client(national.identity());
    client.appointments().find(&search()).unwrap();
    assert_eq!(blocks(&national.last_call()), ["Security", "Header"]);
    let doctor = Caller::health_professional(doctor());
    client.appointments().as_caller(doctor).find(&search()).unwrap();
    assert_eq!(
        blocks(&national.last_call()),
        ["Security", "Header", "HsuidHeader"]
    );
    let jens = Caller::citizen("0408801111".parse().unwrap());
    let before = national.calls.lock().unwrap().len();
    let error = client.appointments().as_caller(jens).find(&search()).unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::InvalidArgument, "caller.other_citizen")
    );
    assert_eq!(national.calls.lock().unwrap().len(), before);
}

#[test]
fn an_overview_names_caller_and_patient_in_every_message_and_gets_one_card() {
    let Some(parties) = parties() else { return };
    let national = National::new(parties, &system_card());
    let client = national.client(national.identity());
    let session = client.session().as_caller(Caller::health_professional(doctor()));
    let overview = session
        .overview(&OverviewRequest::new("2512489996".parse().unwrap()))
        .unwrap();
    // Nothing is found, and nobody can be asked what that is worth.
    assert!(overview.withheld.is_empty() && overview.missing.len() == 1);
    assert_eq!(overview.missing[0].code, "search.unverified");
    let calls = national.calls.lock().unwrap().clone();
    assert!(calls.len() > 1 && national.tokens() == 1);
    for call in &calls {
        assert_eq!(blocks(call), ["Security", "Header", "HsuidHeader"]);
        assert!(call.contains("<hsuid:AttributeValue>2512489996</hsuid:AttributeValue>"));
    }
}

#[test]
fn a_users_card_vouches_for_its_holder_only() {
    let Some(parties) = parties() else { return };
    let national = National::new(parties, &user_card());
    let client = national.client(national.identity());
    let nancy = Caller::citizen("2512489996".parse().unwrap());
    client.appointments().as_caller(nancy).find(&search()).unwrap();
    assert!(national.last_call().contains("<medcom:SecurityLevel>4<"));
    let other = Caller::health_professional(doctor());
    let error = client
        .appointments()
        .as_caller(other)
        .find(&search())
        .unwrap_err();
    assert_eq!(error.code(), "caller.not_card_holder");
}

#[test]
fn a_refused_card_is_replaced_and_the_message_sent_again_once() {
    let Some(parties) = parties() else { return };
    for code in ["expired_idcard", "invalid_idcard"] {
        let national = National::new(parties, &system_card());
        let client = national.client(national.identity());
        client.appointments().find(&search()).unwrap();
        national.faults.lock().unwrap().push(code);
        client.appointments().find(&search()).unwrap();
        assert_eq!(national.tokens(), 2);
        let calls = national.calls.lock().unwrap().clone();
        let [_, refused, repeated] = &calls[..] else {
            panic!("{} calls", calls.len());
        };
        assert_eq!(message_id(refused), message_id(repeated));
        // Refused again, it is the caller's problem.
        national.faults.lock().unwrap().extend([code, code]);
        let error = client.appointments().find(&search()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Denied);
        assert_eq!(error.details().service_errors[0].code, code);
        assert_eq!(national.tokens(), 3);
    }
}

#[test]
fn other_refusals_are_not_repeated() {
    let Some(parties) = parties() else { return };
    let national = National::new(parties, &system_card());
    let client = national.client(national.identity());
    national.faults.lock().unwrap().push("not_authorized");
    let error = client.appointments().find(&search()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Denied);
    assert_eq!((national.tokens(), national.calls.lock().unwrap().len()), (1, 1));
}

#[test]
fn a_clock_that_is_wrong_is_named_in_words() {
    let Some(parties) = parties() else { return };
    let national = National::new(parties, &system_card());
    let client = national.client(national.identity());
    assert_eq!(client.clock_skew(), None);
    *national.mood.lock().unwrap() = Mood::LivesIn(12);
    let error = client.appointments().find(&search()).unwrap_err();
    assert_eq!(error.code(), "id_card.not_yet_valid");
    assert!(
        error.message().contains("this machine's clock is 1")
            && error.message().contains("behind the service's"),
        "{error}"
    );
    assert!(client.clock_skew().unwrap().is_noteworthy());
    *national.mood.lock().unwrap() = Mood::Refuses("ExpiredData");
    let error = client.appointments().find(&search()).unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::Denied, "token_service.expired_data")
    );
    assert!(error.message().contains("behind the service's"), "{error}");
    *national.mood.lock().unwrap() = Mood::Refuses("InvalidRequest");
    let error = client.appointments().find(&search()).unwrap_err();
    assert!(!error.message().contains("clock"), "{error}");
}

#[test]
fn without_a_card_nothing_is_sent_and_a_change_is_certainly_not_made() {
    let Some(parties) = parties() else { return };
    let national = National::new(parties, &system_card());
    *national.mood.lock().unwrap() = Mood::Hangs;
    let client = national.client(national.identity());
    let version = AppointmentVersion::first("booking").unwrap();
    let error = client.appointments().cancel(&version).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(national.calls.lock().unwrap().is_empty());
}

#[test]
fn a_card_from_another_environment_is_refused_before_anything_is_sent() {
    let Some(parties) = parties() else { return };
    let national = National::new(parties, &system_card());
    let mut config = national.config();
    let service = config.token_service.as_mut().unwrap();
    service.certificates = vec![pem(parties.stranger.certificate().der())];
    let client = national.client_with(national.identity(), config);
    let error = client.appointments().find(&search()).unwrap_err();
    assert!(error.code().starts_with("trust."), "{error}");
    assert!(national.calls.lock().unwrap().is_empty());
}

fn pem(der: &[u8]) -> String {
    use base64::Engine as _;
    let text = base64::engine::general_purpose::STANDARD.encode(der);
    format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n")
}

#[test]
fn an_identity_needs_a_token_service_and_a_caller_needs_an_identity() {
    let Some(parties) = parties() else { return };
    let national = National::new(parties, &system_card());
    let config = ClientConfig::sandbox("http://national");
    let builder = Client::builder(config.clone()).transport(std::sync::Arc::clone(&national));
    let error = builder.identity(national.identity()).build().unwrap_err();
    assert_eq!(error.code(), "configuration.token_service");
    let mut bad = national.config();
    bad.token_service.as_mut().unwrap().certificates.clear();
    let builder = Client::builder(bad).transport(std::sync::Arc::clone(&national));
    let error = builder.identity(national.identity()).build().unwrap_err();
    assert_eq!(error.code(), "configuration.card_trust");
    let client = Client::builder(config).transport(national).build().unwrap();
    let caller = Caller::health_professional(doctor());
    let error = client
        .appointments()
        .as_caller(caller)
        .find(&search())
        .unwrap_err();
    assert_eq!(error.code(), "caller.no_identity");
}

#[test]
fn the_configuration_survives_json_and_an_old_one_is_still_read() {
    let Some(parties) = parties() else { return };
    let config = National::new(parties, &system_card()).config();
    assert_eq!(ClientConfig::from_json(&config.to_json()).unwrap(), config);
    let old = ClientConfig::sandbox("http://localhost").to_json();
    assert!(!old.contains("token_service") && !old.contains("headers"));
    assert_eq!(ClientConfig::from_json(&old).unwrap().token_service, None);
}

#[test]
fn neither_card_nor_person_is_in_what_is_printed() {
    let Some(parties) = parties() else { return };
    let national = National::new(parties, &user_card());
    let client = national.client(
        national
            .identity()
            .with_caller(Caller::citizen("2512489996".parse().unwrap())),
    );
    client.appointments().find(&search()).unwrap();
    national
        .faults
        .lock()
        .unwrap()
        .extend(["invalid_idcard", "invalid_idcard"]);
    let error = client.appointments().find(&search()).unwrap_err();
    let identity = national
        .identity()
        .with_caller(Caller::health_professional(doctor()));
    let call = national.last_call();
    let signature = call
        .split_once("<ds:SignatureValue>")
        .unwrap()
        .1
        .get(..40)
        .unwrap();
    let printed = format!("{client:?} {error} {error:?} {identity:?} {:?}", user_card());
    for secret in ["2512489996", "0408801111", "Assertion", "nancy@", signature] {
        assert!(!printed.contains(secret), "{secret}: {printed}");
    }
}
