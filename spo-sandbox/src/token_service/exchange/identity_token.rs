//! The citizen's token that goes out.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use spo_core::dgws::{OnBehalfOf, Relation};
use spo_core::{Context, Cpr};

use super::LIFE;
use super::request::Asked;
use crate::authority::TOKEN_SERVICE;
use crate::login::Assertion;
use crate::token_service::{BACKDATED, TrustFault};

const CPR: &str = "dk:gov:saml:attribute:CprNumberIdentifier";
const ON_BEHALF_OF: &str = "dk:healthcare:saml:attribute:OnBehalfOf";

/// The token of the citizen who logged in, if the claims are his or hers to make.
pub(super) fn issue(
    cpr: Cpr,
    asked: &Asked<'_>,
    relations: &[(Cpr, OnBehalfOf)],
    context: &Context,
) -> Result<Assertion, TrustFault> {
    if asked.claim(CPR).is_some_and(|claimed| claimed != cpr.as_str()) {
        return Err(TrustFault::bad_elements(
            "CprNumberIdentifier is not that of the citizen who logged in.",
        ));
    }
    let mut attributes = vec![(CPR, cpr.as_str().to_owned())];
    if let Some(claim) = asked.claim(ON_BEHALF_OF) {
        let other = OnBehalfOf::from_claim(claim)
            .ok_or_else(|| TrustFault::invalid_request("OnBehalfOf names no known relation."))?;
        if !relations.contains(&(cpr, other)) {
            return Err(TrustFault::bad_elements(
                "The citizen does not stand in the relation in OnBehalfOf.",
            ));
        }
        attributes.push(relation(other));
    }
    let now = context.now();
    Ok(Assertion {
        id: context.random_uuid(),
        issuer: TOKEN_SERVICE,
        subject: format!("{CPR}:{}", cpr.as_str()),
        holder: asked.signer.clone(),
        issued: now,
        not_before: Some(now - BACKDATED),
        until: now + LIFE,
        audience: asked.audience.to_owned(),
        attributes,
    })
}

/// A proxy as a privilege, custody as a verified relation: as the national token service has been seen to write them.
fn relation(other: OnBehalfOf) -> (&'static str, String) {
    let (name, xml) = match other.relation {
        Relation::Procuration => (
            "dk:gov:saml:attribute:Privileges_intermediate",
            format!(
                "<bpp:PrivilegeList xmlns:bpp=\"http://itst.dk/oiosaml/basic_privilege_profile\">\
                 <PrivilegeGroup Scope=\"{}\"/></bpp:PrivilegeList>",
                other.to_claim()
            ),
        ),
        _ => (
            "urn:dk:healthcare:saml:attribute:SubjectRelations",
            format!(
                "<srp:SubjectRelations xmlns:srp=\"urn:dk:healthcare:saml:subject_relations_profile:1.1\">\
                 <srp:VerifiedRelation relatedPersonID=\"{}\"/></srp:SubjectRelations>",
                other.cpr.as_str()
            ),
        ),
    };
    (name, STANDARD.encode(xml))
}
