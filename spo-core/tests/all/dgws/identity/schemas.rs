//! What is written, against the schemas of Seal.Java and of the national platform.
//!
//! The exceptions that the documentation names are undone before: the schemas know SHA-1 only, and want a `NameFormat`
//! where the documentation of HSUID has none.

use chrono::Utc;
use spo_core::dgws::headers::{
    CallingSystem, Linking, MedcomHeader, MedcomNamespace, Priority, TimeOut, hsuid, security,
};
use spo_core::dgws::{
    Caller, CardTrust, HealthProfessional, IdCard, IdCardRequest, Level, Override, ShakCode, token_service,
};
use spo_core::xml::{Document, Limits};
use spo_core::{Cpr, SorCode, YderNumber};
use uuid::Uuid;

use super::parties::{Parties, parties, system_card, user_card};
use crate::support::{schema_faults, shared_data};

/// `xml` without the exceptions.
fn as_the_schemas_know_it(xml: &str) -> String {
    xml.replace(
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
    )
    .replace(
        "http://www.w3.org/2001/04/xmlenc#sha256",
        "http://www.w3.org/2000/09/xmldsig#sha1",
    )
}

fn assert_valid(schema: &str, xml: &str) {
    let Some(data) = shared_data() else { return };
    if let Some(faults) = schema_faults(&data.join("transport").join(schema), xml) {
        assert_eq!(faults, "", "{schema}");
    }
}

fn requests(parties: &Parties) -> [String; 2] {
    let sign =
        |request: IdCardRequest, credential| request.sign(Utc::now(), Uuid::new_v4(), credential).unwrap();
    [
        sign(system_card(), &parties.organisation),
        sign(user_card(), &parties.employee),
    ]
}

#[test]
fn a_requested_card_is_valid_for_seal_and_the_platform() {
    let Some(parties) = parties() else { return };
    for card in requests(parties) {
        let card = as_the_schemas_know_it(&card);
        assert_valid("xsd-seal/saml-specialized.xsd", &card);
        assert_valid("wsdl-nsp-sfsk/xsd/saml.xsd", &card);
    }
}

#[test]
fn a_message_to_the_token_service_is_valid_for_seal() {
    let Some(parties) = parties() else { return };
    for card in requests(parties) {
        let message = token_service::request(&card, Utc::now(), "").encode();
        let message = as_the_schemas_know_it(&String::from_utf8(message.body).unwrap());
        assert_valid("xsd-seal/soap-specialized.xsd", &message);
    }
}

#[test]
fn the_security_block_is_valid() {
    let Some(parties) = parties() else { return };
    let trust = CardTrust::callers(vec![parties.authority.clone()]).unwrap();
    for card in requests(parties) {
        let document = Document::parse(card.as_bytes(), Limits::MESSAGE).unwrap();
        let card = IdCard::verify(document.root(), &trust, Utc::now()).unwrap();
        let block = as_the_schemas_know_it(&security(Utc::now(), Some(&card)));
        assert_valid("wsdl-nsp-sfsk/xsd/wsse.xsd", &block);
        assert_valid("xsd-seal/wsse-specialized.xsd", &block);
    }
}

#[test]
fn the_medcom_header_is_valid_in_every_combination() {
    for time_out in [None, Some(TimeOut::FiveMinutes), Some(TimeOut::Unbound)] {
        for priority in [None, Some(Priority::Acute), Some(Priority::Urgent)] {
            for flow_id in [None, Some("flow")] {
                let header = MedcomHeader {
                    namespace: MedcomNamespace::Dgws10,
                    security_level: Some(Level::TrustedUser),
                    time_out,
                    linking: Linking {
                        flow_id,
                        message_id: "urn:uuid:1",
                    },
                    priority,
                };
                assert_valid("wsdl-nsp-sfsk/xsd/medcom.xsd", &header.to_xml());
            }
        }
    }
}

#[test]
fn the_hsuid_header_is_valid_for_every_caller() {
    let cpr = |text: &str| text.parse::<Cpr>().unwrap();
    let (nancy, jens) = (cpr("2512489996"), cpr("0408801111"));
    let code = || "J0184".parse().unwrap();
    let callers = [
        Caller::citizen(nancy),
        Caller::citizen_on_behalf_of(jens, nancy).unwrap(),
        Caller::health_professional(HealthProfessional::authorised(
            jens,
            code(),
            SorCode::parse("325431000016004").unwrap(),
        )),
        Caller::health_professional(HealthProfessional::authorised(
            jens,
            code(),
            ShakCode::parse("1301011").unwrap(),
        )),
        Caller::health_professional(HealthProfessional::not_authorised(
            jens,
            "urn:dk:healthcare:no-role",
            YderNumber::parse("012345").unwrap(),
        )),
    ];
    let system = CallingSystem {
        issuer: "Journal".into(),
        owner: "Leverandør A/S".into(),
        name: "Journal".into(),
        version: "1.0".into(),
        operator: "Region <Nord> & søn".into(),
    };
    for caller in callers {
        let choice = caller.may_override().then(Override::patient_consent);
        let block = hsuid(&caller, choice.as_ref(), Some(nancy), &system, Utc::now()).unwrap();
        assert_eq!(
            block.matches("NameFormat").count(),
            usize::from(caller.professional().is_some())
        );
        assert_valid("wsdl-nsp-sfsk/xsd/hsuid-1_1.xsd", &with_name_formats(&block));
    }
}

/// Every attribute that has no `NameFormat` gets one.
fn with_name_formats(block: &str) -> String {
    const START: &str = "<hsuid:Attribute ";
    let mut pieces = block.split(START);
    let mut out = pieces.next().unwrap().to_owned();
    for piece in pieces {
        let tag = piece.split('>').next().unwrap();
        let missing = if tag.contains("NameFormat") {
            ""
        } else {
            "NameFormat=\"nsi:sor\" "
        };
        out.extend([START, missing, piece]);
    }
    out
}
