//! What the token service writes, against the schemas of Seal.Java and of the national platform.

use std::process::{Command, Stdio};

use spo_sandbox::Sandbox;

use super::*;
use crate::samples::shared_data;

/// The schemas know SHA-1 only.
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
    let file = std::env::temp_dir().join(format!("spo-sandbox-{}.xml", Uuid::new_v4()));
    std::fs::write(&file, as_the_schemas_know_it(xml)).unwrap();
    let output = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema"])
        .arg(data.join("transport").join(schema))
        .arg(&file)
        .stdout(Stdio::null())
        .output();
    std::fs::remove_file(&file).unwrap();
    match output {
        Ok(output) => assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(_) => eprintln!("skipped: xmllint is not installed"),
    }
}

#[test]
fn an_issued_card_is_valid_for_seal_and_the_platform() {
    let sandbox = Sandbox::new().unwrap();
    for credential in [
        system(&sandbox),
        sandbox.employee_credential(&doctor()).unwrap(),
        sandbox.employee_credential(&clerk()).unwrap(),
    ] {
        let card = issued(&sandbox, &credential);
        assert_valid("xsd-seal/saml-specialized.xsd", &card);
        assert_valid("wsdl-nsp-sfsk/xsd/saml.xsd", &card);
    }
}

#[test]
fn an_answer_is_valid_for_seal() {
    let sandbox = Sandbox::new().unwrap();
    let credential = sandbox.employee_credential(&doctor()).unwrap();
    let card = self_signed(&credential.card(), credential.credential());
    let response = sandbox
        .handle(&token_request(&sandbox, &card, Utc::now()))
        .unwrap();
    assert_valid(
        "xsd-seal/soap-specialized.xsd",
        &String::from_utf8(response.body).unwrap(),
    );
}

#[test]
fn a_fault_is_valid_soap() {
    let sandbox = Sandbox::new().unwrap();
    let response = sandbox
        .handle(&token_request(&sandbox, "<x/>", Utc::now()))
        .unwrap();
    let text = String::from_utf8(response.body).unwrap();
    assert!(text.contains(">wst:InvalidRequest</faultcode>"), "{text}");
    assert_valid("xsd-seal/soap.xsd", &text);
}
