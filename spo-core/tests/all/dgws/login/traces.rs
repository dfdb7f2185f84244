//! Recorded calls and answers of identity-based web services, beside what is written and read here.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use spo_core::dgws::credentials::Certificate;
use spo_core::dgws::{CardTrust, IdentityToken, IdentityTokenError};
use spo_core::xml::{Document, Element, Limits, Namespace};

use super::calls::call;
use crate::dgws::signature::traces::unformatted;
use crate::support::{read, shared_data};

fn trace(file: &str) -> Option<String> {
    let traces = shared_data()?.join("transport/samples-idws/kit-oioidws-public-traces/XUA/aut-h");
    Some(unformatted(&read(&traces.join(file))))
}

fn found<'d>(document: &'d Document<'d>, is: impl Fn(Element<'d>) -> bool) -> Element<'d> {
    document
        .root()
        .descendants()
        .find(|element| is(*element))
        .unwrap()
}

/// Names and attributes of an element and those inside, but not the values that differ from message to message.
fn shape(element: Element<'_>) -> String {
    let uri = |namespace| {
        element
            .document()
            .namespace_uri(namespace)
            .unwrap_or_default()
            .to_owned()
    };
    let mut attributes: Vec<String> = element
        .attributes()
        .filter(|attribute| !matches!(attribute.local, "Id" | "URI"))
        .map(|attribute| {
            format!(
                " {{{}}}{}={}",
                uri(attribute.namespace),
                attribute.local,
                attribute.value
            )
        })
        .collect();
    attributes.sort();
    let inside: String = element.children().map(shape).collect();
    let (namespace, name) = (uri(element.namespace()), element.local());
    format!("{{{namespace}}}{name}{}({inside})", attributes.concat())
}

#[test]
fn the_reference_to_the_token_is_shaped_signed_and_used_as_key_as_in_a_recorded_call() {
    let (Some(theirs), Some((_, ours))) = (trace("5-WSC-TO-WSP.XML"), call()) else {
        return;
    };
    let shapes = [&ours, &theirs].map(|xml| {
        let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
        let is_security = |element: Element<'_>| element.is(Namespace::WSSE, "Security");
        let security = found(&document, is_security);
        let reference = security.child(Namespace::WSSE, "SecurityTokenReference").unwrap();
        let signature = security.child(Namespace::DS, "Signature").unwrap();
        let id = format!("#{}", reference.attr_ns(Namespace::WSU, "Id").unwrap());
        let signed = found(&document, |element| element.attr("URI") == Some(&id));
        let key_info = signature.child(Namespace::DS, "KeyInfo").unwrap();
        [reference, signed, key_info].map(shape)
    });
    let [ours, theirs] = shapes;
    assert_eq!(ours, theirs);
}

#[test]
fn a_recorded_token_is_read_if_its_token_service_is_trusted() {
    let Some(xml) = trace("4-STS-TO-WSC.XML") else {
        return;
    };
    let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
    let token = found(&document, |element| element.is(Namespace::SAML, "Assertion"));
    let signature = token.child(Namespace::DS, "Signature").unwrap();
    let certificate = signature.descend(Namespace::DS, &["KeyInfo", "X509Data", "X509Certificate"]);
    let der = certificate.unwrap().text().replace(['\n', ' '], "");
    let signer = Certificate::from_der(STANDARD.decode(der).unwrap()).unwrap();
    let conditions = token.child(Namespace::SAML, "Conditions").unwrap();
    let at = conditions.attr("NotBefore").unwrap().parse().unwrap();
    let trust = CardTrust::token_service(vec![signer]).unwrap();
    let read = IdentityToken::verify(token, &trust, at).unwrap();
    assert_eq!(Some(read.id()), token.attr("ID"));
    read.check_time(at).unwrap();
    assert!(matches!(
        read.check_time(read.not_on_or_after()),
        Err(IdentityTokenError::Expired { .. })
    ));
    let changed = xml.replacen("</saml2:NameID>", "x</saml2:NameID>", 1);
    assert_ne!(changed, xml);
    let document = Document::parse(changed.as_bytes(), Limits::MESSAGE).unwrap();
    let token = found(&document, |element| element.is(Namespace::SAML, "Assertion"));
    assert!(matches!(
        IdentityToken::verify(token, &trust, at),
        Err(IdentityTokenError::Signature(_))
    ));
}
