//! Faults of both versions, with every status.

use super::*;
use crate::error::{Error, ErrorKind};

fn fault(status: u16, payload: &str) -> SoapError {
    let error = payload_name(response(status, "text/xml", enveloped(payload))).unwrap_err();
    assert!(error.fault().is_some(), "{error}");
    error
}

const DGWS: &str = "<soap:Fault><faultcode>Server</faultcode><detail>\
    <medcom:FaultCode xmlns:medcom=\"NAMESPACE\">CODE</medcom:FaultCode></detail>\
    <faultstring>  Id-kort\n er udløbet </faultstring></soap:Fault>";

fn dgws(code: &str) -> SoapError {
    fault(
        500,
        &DGWS
            .replace("NAMESPACE", "http://www.medcom.dk/dgws/2006/04/dgws-1.0.xsd")
            .replace("CODE", code),
    )
}

#[test]
fn a_fault_is_a_fault_with_any_status_and_in_any_order_of_its_children() {
    for namespace in [
        "http://www.medcom.dk/dgws/2006/04/dgws-1.0.xsd",
        "http://svn.medcom.dk/svn/releases/Standarder/DGWS/Schemas/medcom-1.0.1.xsd",
    ] {
        for status in [200, 500] {
            let error = fault(
                status,
                &DGWS
                    .replace("NAMESPACE", namespace)
                    .replace("CODE", "expired_idcard"),
            );
            let found = error.fault().unwrap();
            assert_eq!(
                (found.code(), found.text(), found.dgws_code(), found.class()),
                (
                    "Server",
                    "Id-kort er udløbet",
                    Some("expired_idcard"),
                    FaultClass::Access
                )
            );
            assert!(error.is_certain_refusal());
            let error = Error::from(error);
            assert_eq!((error.kind(), error.code()), (ErrorKind::Denied, "soap.fault"));
            assert_eq!(error.details().http_status, Some(status));
            assert_eq!(error.details().soap_fault_code.as_deref(), Some("Server"));
            assert_eq!(error.details().service_errors[0].code, "expired_idcard");
            assert!(error.remedy().contains("new identity card"), "{error}");
        }
    }
}

#[test]
fn only_refusals_before_the_work_are_certain() {
    let cases = [
        ("security_level_failed", ErrorKind::Denied, true),
        ("invalid_certificate", ErrorKind::Denied, true),
        ("not_authorized", ErrorKind::Denied, true),
        ("missing_required_header", ErrorKind::Denied, true),
        ("syntax_error", ErrorKind::Fault, true),
        ("illegal_HTTP_method", ErrorKind::Fault, true),
        ("processing_problem", ErrorKind::Unavailable, false),
        ("internal_error_treatmentrelation", ErrorKind::Unavailable, false),
        ("sosigw_proxy_error", ErrorKind::Unavailable, false),
        ("something_new", ErrorKind::Fault, false),
    ];
    for (code, kind, certain) in cases {
        let error = dgws(code);
        assert_eq!(error.is_certain_refusal(), certain, "{code}");
        assert_eq!(Error::from(error).kind(), kind, "{code}");
    }
}

#[test]
fn faults_without_a_code_of_dgws_are_judged_by_what_they_have() {
    let plain = |code: &str, text: &str| {
        fault(
            500,
            &format!(
                "<soap:Fault><faultcode>{code}</faultcode><faultstring>{text}</faultstring></soap:Fault>"
            ),
        )
    };
    let class = |error: SoapError| error.fault().unwrap().class();
    assert_eq!(
        class(plain("soap:Server", "NullPointerException")),
        FaultClass::Processing
    );
    assert_eq!(class(plain("soap:Client", "bad request")), FaultClass::Request);
    assert_eq!(
        class(plain("soap:Client.Authentication", "who?")),
        FaultClass::Request
    );
    assert_eq!(class(plain("soap:MustUnderstand", "")), FaultClass::Request);
    assert_eq!(class(plain("wst:FailedAuthentication", "no")), FaultClass::Access);
    assert_eq!(
        class(plain("soap:Server", "internal_error_minlog")),
        FaultClass::Temporary
    );
    assert!(
        Error::from(plain("soap:Server", "internal_error_minlog"))
            .remedy()
            .contains("CPR number")
    );
    assert_eq!(class(plain("", "")), FaultClass::Processing);
    assert!(plain("", "").to_string().contains("no reason given"));
}

#[test]
fn a_soap_1_2_fault_is_read_in_an_envelope_of_either_version() {
    let inside = "<f:Fault xmlns:f='http://www.w3.org/2003/05/soap-envelope'><f:Code><f:Value>f:Sender</f:Value>\
        <f:Subcode><f:Value xmlns:w='urn:w'>w:FailedAuthentication</f:Value></f:Subcode></f:Code>\
        <f:Reason><f:Text xml:lang='en'>No &amp; no</f:Text></f:Reason><f:Role>urn:gateway</f:Role></f:Fault>";
    for version in [SoapVersion::V11, SoapVersion::V12] {
        let sent = Message {
            version,
            ..message(inside)
        };
        let error = payload_name(sent.encode().into_response(500)).unwrap_err();
        let found = error.fault().unwrap();
        assert_eq!(
            (found.code(), found.subcode(), found.text(), found.actor()),
            (
                "Sender",
                Some("FailedAuthentication"),
                "No & no",
                Some("urn:gateway")
            )
        );
        assert_eq!(found.class(), FaultClass::Access);
    }
}

#[test]
fn faults_written_here_are_read_here() {
    for version in [SoapVersion::V11, SoapVersion::V12] {
        for written in [
            Fault::client("<bad> & worse").with_dgws_code("syntax_error"),
            Fault::server("try later").with_dgws_code("processing_problem"),
            Fault::server("no code"),
        ] {
            let sent = Message {
                version,
                ..message(&written.to_xml(version))
            };
            let error = payload_name(sent.encode().into_response(500)).unwrap_err();
            let read = error.fault().unwrap();
            assert_eq!(
                (read.text(), read.dgws_code()),
                (written.text(), written.dgws_code())
            );
            assert_eq!(read.class(), written.class());
        }
    }
}

#[test]
fn the_answered_message_is_named_by_either_header() {
    let medcom = "<m:Header xmlns:m='http://www.medcom.dk/dgws/2006/04/dgws-1.0.xsd'><m:Linking>\
        <m:MessageID>b</m:MessageID><m:InResponseToMessageID> a </m:InResponseToMessageID></m:Linking></m:Header>";
    let answers = [
        Message {
            header_blocks: vec![medcom.to_owned()],
            ..message("<ok/>")
        },
        Message {
            addressing: true,
            message_id: "b".to_owned(),
            relates_to: Some("a".to_owned()),
            ..message("<ok/>")
        },
    ];
    for answer in answers {
        let incoming = Incoming::read(answer.encode().into_response(200)).unwrap();
        let envelope = incoming.envelope().unwrap();
        assert_eq!(
            (envelope.message_id(), envelope.relates_to()),
            (Some("b"), Some("a"))
        );
        assert_eq!(envelope.action(), answer.addressing.then_some(ACTION));
    }
}
