//! The message that asks: who signed it, and what it asks for.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use spo_core::dgws::credentials::{Certificate, CertificateKind, Distrust};
use spo_core::dgws::signature::{Algorithms, SignatureError, verify_message};
use spo_core::soap::Envelope;
use spo_core::xml::{Element, Namespace};

use crate::authority::Authority;
use crate::token_service::TrustFault;

/// A request whose signature holds.
pub(super) struct Asked<'d> {
    /// Whoever signed the message.
    pub(super) signer: Certificate,
    pub(super) context: String,
    /// The one child of `wst14:ActAs`.
    pub(super) token: Element<'d>,
    pub(super) audience: &'d str,
    claims: HashMap<&'d str, &'d str>,
}

impl<'d> Asked<'d> {
    /// Reads a request, if a system with a certificate of the authority signed all of it.
    pub(super) fn read(
        envelope: &'d Envelope<'d>,
        authority: &Authority,
        now: DateTime<Utc>,
    ) -> Result<Self, TrustFault> {
        let signer = signer(envelope, authority, now)?;
        let missing = |what: &str| TrustFault::invalid_request(format!("{what} is missing."));
        let request = envelope
            .payload()
            .map_err(|error| TrustFault::bad_request(&error.to_string()))?;
        if !request.is(Namespace::WST13, "RequestSecurityToken") {
            return Err(TrustFault::bad_request(
                "The body is no wst:RequestSecurityToken of WS-Trust 1.3.",
            ));
        }
        let act_as = request.child(Namespace::WST14, "ActAs");
        let mut tokens = act_as.into_iter().flat_map(Element::children);
        let (Some(token), None) = (tokens.next(), tokens.next()) else {
            return Err(TrustFault::invalid_request(
                "wst14:ActAs does not hold one token.",
            ));
        };
        let audience = request
            .child(Namespace::WSP, "AppliesTo")
            .and_then(|applies| applies.descend(Namespace::WSA, &["EndpointReference", "Address"]))
            .ok_or_else(|| missing("wsp:AppliesTo"))?;
        let claims = request.child(Namespace::WST13, "Claims");
        let claims = claims
            .into_iter()
            .flat_map(|claims| claims.children_named(Namespace::AUTH, "ClaimType"))
            .filter_map(|claim| {
                let value = claim.child(Namespace::AUTH, "Value")?.text();
                Some((claim.attr("Uri")?, value))
            })
            .collect();
        Ok(Self {
            signer,
            context: request.attr("Context").unwrap_or_default().to_owned(),
            token,
            audience: audience.text(),
            claims,
        })
    }

    /// The value of a claim.
    pub(super) fn claim(&self, name: &str) -> Option<&'d str> {
        self.claims.get(name).copied().filter(|value| !value.is_empty())
    }
}

fn signer(
    envelope: &Envelope<'_>,
    authority: &Authority,
    now: DateTime<Utc>,
) -> Result<Certificate, TrustFault> {
    let invalid = |error: SignatureError| TrustFault::invalid_request(error.to_string());
    let message = envelope.root().document();
    let by_certificate = |_: Element<'_>| Err(SignatureError::KeyInfo);
    let intact = verify_message(message, Algorithms::SHA256, by_certificate).map_err(invalid)?;
    let certificate = Certificate::from_der(intact.certificate())
        .map_err(|error| TrustFault::invalid_request(error.to_string()))?;
    authority
        .judge(&certificate, now)
        .map_err(|distrust| match distrust {
            Distrust::Expired { .. } | Distrust::NotYetValid { .. } => {
                TrustFault::invalid_security_token(distrust.to_string())
            }
            _ => TrustFault::failed_authentication(distrust.to_string()),
        })?;
    if certificate.kind() != CertificateKind::Organisation {
        return Err(TrustFault::failed_authentication(
            "The message is signed by a system, with an organisation's certificate.",
        ));
    }
    let signed = intact.trusted_if(|_| Ok::<_, TrustFault>(()))?;
    let header = envelope.header();
    let block = |namespace, name| header.and_then(|header| header.child(namespace, name));
    let security = block(Namespace::WSSE, "Security");
    let parts = [
        ("wsa:Action", block(Namespace::WSA, "Action")),
        ("wsa:MessageID", block(Namespace::WSA, "MessageID")),
        (
            "wsu:Timestamp",
            security.and_then(|security| security.child(Namespace::WSU, "Timestamp")),
        ),
        (
            "soap:Body",
            envelope.root().child(envelope.version().namespace(), "Body"),
        ),
    ];
    match parts
        .iter()
        .find(|(_, part)| part.is_none_or(|part| signed.xml_of(part).is_none()))
    {
        None => Ok(certificate),
        Some((name, _)) => Err(TrustFault::invalid_request(format!("{name} is not signed."))),
    }
}
