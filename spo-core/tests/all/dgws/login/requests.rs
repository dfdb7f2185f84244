//! The message that exchanges a login: its shape, its signature, and what it says.

use std::process::Command;

use spo_core::dgws::signature::{Algorithms, Policy, Profile, SignatureError, verify, verify_message};
use spo_core::dgws::token_service::ExchangeRequest;
use spo_core::dgws::{BootstrapToken, Claims, EmployeeCardRequest, OnBehalfOf, Relation};
use spo_core::xml::{Document, Element, Limits, Namespace};
use uuid::Uuid;

use super::portal::{DDS, JENS, NANCY, Portal, cpr};
use crate::dgws::identity::parties::{Folder, parties};
use crate::support::{read, shared_data};

fn employee() -> Claims {
    Claims::Employee(EmployeeCardRequest {
        role: Some("urn:dk:healthcare:no-role".into()),
        authorisation: Some("J0184".parse().unwrap()),
        ..EmployeeCardRequest::new("EHR <X>")
    })
}

fn request(portal: &Portal, token: &BootstrapToken, claims: &Claims) -> String {
    let request = ExchangeRequest {
        token,
        audience: DDS,
        claims,
    };
    let id = Uuid::from_u128(7);
    let encoded = request
        .sign(portal.now(), id, &portal.parties.organisation)
        .unwrap();
    assert_eq!(encoded.header("SOAPAction"), Some("\"Issue\""));
    assert_eq!(encoded.header("Content-Type"), Some("text/xml; charset=utf-8"));
    String::from_utf8(encoded.body).unwrap()
}

/// Every claim in a request.
fn claims(xml: &str) -> Vec<(String, String)> {
    let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
    let of = |claim: Element<'_>| {
        let value = claim.child(Namespace::AUTH, "Value").unwrap().text();
        (claim.attr("Uri").unwrap().to_owned(), value.to_owned())
    };
    let claims = document.root().descendants();
    claims
        .filter(|claim| claim.is(Namespace::AUTH, "ClaimType"))
        .map(of)
        .collect()
}

/// The element names of a message with their depth, as far as the assertion in it and the signature's value.
fn outline(element: Element<'_>, depth: usize, out: &mut Vec<String>) {
    let namespace = element
        .document()
        .namespace_uri(element.namespace())
        .unwrap_or_default();
    let id = element.attr_ns(Namespace::WSU, "Id").unwrap_or_default();
    out.push(format!("{depth} {{{namespace}}}{} {id}", element.local()));
    if !element.is(Namespace::SAML, "Assertion") {
        for child in element.children() {
            outline(child, depth + 1, out);
        }
    }
}

#[test]
fn an_employees_request_is_built_as_seal_builds_it() {
    let (Some(parties), Some(data)) = (parties(), shared_data()) else {
        return;
    };
    let portal = Portal::new(parties);
    let claims = Claims::Employee(EmployeeCardRequest::new("Service Consumer Test"));
    let ours = request(&portal, &portal.login(NANCY), &claims);
    let theirs = read(&data.join("transport/samples-dgws/seal-to-sts-person-request.xml"));
    let outlines = [&ours, &theirs].map(|xml| {
        let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
        let mut lines = Vec::new();
        outline(document.root(), 0, &mut lines);
        // Ids of no consequence, and the order of header blocks and references, which means nothing.
        let mut lines: Vec<String> = lines.iter().map(|line| line.replace(" security", " ")).collect();
        lines.sort();
        lines
    });
    let [ours, theirs] = outlines;
    assert_eq!(ours, theirs);
}

#[test]
fn an_employees_request_says_which_card_and_a_citizens_for_whom() {
    let Some(parties) = parties() else { return };
    let portal = Portal::new(parties);
    let login = portal.login(NANCY);
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        claims(&request(&portal, &login, &employee())),
        [
            pair("medcom:ITSystemName", "EHR <X>"),
            pair("medcom:UserRole", "urn:dk:healthcare:no-role"),
            pair("medcom:UserAuthorizationCode", "J0184"),
            pair("sosi:SubjectNameID", &format!("urn:uuid:{NANCY}")),
        ]
    );
    let citizen = |on_behalf_of| Claims::Citizen {
        cpr: cpr(NANCY),
        on_behalf_of,
    };
    let own = pair("dk:gov:saml:attribute:CprNumberIdentifier", NANCY);
    assert_eq!(
        claims(&request(&portal, &login, &citizen(None))),
        std::slice::from_ref(&own)
    );
    let other = OnBehalfOf::new(Relation::ParentalCustody, cpr(JENS));
    assert_eq!(
        claims(&request(&portal, &login, &citizen(Some(other)))),
        [
            own,
            pair(
                "dk:healthcare:saml:attribute:OnBehalfOf",
                &format!("urn:dk:healthcare:saml:actThrough:ParentalCustody:cprNumberIdentifier:{JENS}")
            ),
        ]
    );
    let jwt = request(&portal, &portal.jwt(NANCY), &citizen(None));
    assert!(jwt.contains("ValueType=\"urn:ietf:params:oauth:token-type:jwt\">eyJhbGci"));
}

#[test]
fn the_same_request_has_the_same_bytes_and_the_login_in_it_is_untouched() {
    let Some(parties) = parties() else { return };
    let portal = Portal::new(parties);
    let login = portal.login(NANCY);
    let xml = request(&portal, &login, &employee());
    assert_eq!(xml, request(&portal, &login, &employee()));
    assert!(xml.contains(login.expose()));
    let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
    let assertion = document
        .root()
        .descendants()
        .find(|element| element.is(Namespace::SAML, "Assertion"));
    let policy = Policy::new(Profile::SamlAssertion);
    let signer = verify(assertion.unwrap(), policy).unwrap().certificate().to_vec();
    assert_eq!(signer, parties.stranger.certificate().der());
}

#[test]
fn the_request_is_believed_here_and_by_xmlsec1_and_no_longer_when_changed() {
    let Some(parties) = parties() else { return };
    let portal = Portal::new(parties);
    let xml = request(&portal, &portal.login(NANCY), &employee());
    let check = |xml: &str| {
        let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
        let intact = verify_message(&document, Algorithms::SHA256, |_| Err(SignatureError::KeyInfo))?;
        let signed =
            intact.trusted_if(
                |signer| match signer == parties.organisation.certificate().der() {
                    true => Ok(()),
                    false => Err(SignatureError::Value),
                },
            )?;
        let header = document.root().child(Namespace::SOAP11, "Header").unwrap();
        let security = header.child(Namespace::WSSE, "Security").unwrap();
        let parts = [
            header.child(Namespace::WSA, "Action"),
            header.child(Namespace::WSA, "MessageID"),
            security.child(Namespace::WSU, "Timestamp"),
            document.root().child(Namespace::SOAP11, "Body"),
        ];
        assert!(parts.iter().all(|part| signed.xml_of(part.unwrap()).is_some()));
        Ok(())
    };
    assert_eq!(check(&xml), Ok(()));
    let changed = xml.replace(
        "medcom:UserRole\"><auth:Value>",
        "medcom:UserRole\"><auth:Value>x",
    );
    assert_eq!(check(&changed), Err(SignatureError::Digest));

    let folder = Folder::new();
    let authority = folder.put("authority.der", parties.authority.der());
    let believes = |xml: &str| {
        let names = ["Action", "MessageID", "Timestamp", "Body"];
        Command::new("xmlsec1")
            .args(["--verify", "--trusted-der", &authority])
            .args(names.iter().flat_map(|name| ["--id-attr:Id", name]))
            .arg(folder.put("message.xml", xml.as_bytes()))
            .output()
            .map(|output| output.status.success())
    };
    match believes(&xml) {
        Err(_) => eprintln!("skipped: xmlsec1 is not installed"),
        Ok(believed) => assert!(believed && !believes(&changed).unwrap()),
    }
}
