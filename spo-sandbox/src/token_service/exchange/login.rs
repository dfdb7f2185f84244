//! The login in a request: who issued it, for whom and until when, and who logged in.

use chrono::{DateTime, Utc};
use spo_core::Cpr;
use spo_core::dgws::BootstrapToken;
use spo_core::dgws::signature::{self, Policy, Profile};
use spo_core::xml::{Document, Limits, Namespace};

use super::request::Asked;
use super::{BLOCKS, CARDS, DOCUMENT_SHARING};
use crate::Transaction;
use crate::authority::{Authority, Employee};
use crate::login::{CITIZEN_AUDIENCE, CPR, EMPLOYEE_AUDIENCE, read_jwt};
use crate::token_service::TrustFault;

/// Who logged in.
pub(super) enum LoggedIn {
    Employee(Employee),
    Citizen(Cpr),
}

/// Checks that `service` may exchange the login for what is asked.
pub(super) fn verify(
    service: Transaction,
    asked: &Asked<'_>,
    authority: &Authority,
    now: DateTime<Utc>,
) -> Result<LoggedIn, TrustFault> {
    let (audiences, issued_for): (&[&str], _) = match service {
        Transaction::EmployeeExchange => (&[CARDS], EMPLOYEE_AUDIENCE),
        _ => (&[DOCUMENT_SHARING, BLOCKS], CITIZEN_AUDIENCE),
    };
    if !audiences.contains(&asked.audience) {
        return Err(TrustFault::scope(
            "Nothing is issued for the audience in wsp:AppliesTo.",
        ));
    }
    match service {
        Transaction::JwtExchange => jwt(asked, authority, now).map(LoggedIn::Citizen),
        _ => {
            let verified = assertion(asked, authority, issued_for, now)?;
            match service {
                Transaction::EmployeeExchange => employee(&verified, authority).map(LoggedIn::Employee),
                _ => citizen(&verified).map(LoggedIn::Citizen),
            }
        }
    }
}

/// The assertion as it was signed, if the sandbox's identity provider did, for the token service and whoever asks.
fn assertion(
    asked: &Asked<'_>,
    authority: &Authority,
    issued_for: &str,
    now: DateTime<Utc>,
) -> Result<String, TrustFault> {
    let provider = authority.identity_provider().map_err(TrustFault::failed)?;
    let trusted = provider.credential().certificate();
    if !asked.token.is(Namespace::SAML, "Assertion") {
        return Err(TrustFault::invalid_request("The login is not a SAML assertion."));
    }
    let intact = signature::verify(asked.token, Policy::new(Profile::SamlAssertion))
        .map_err(|error| TrustFault::invalid_request(error.to_string()))?;
    let verified = intact.trusted_if(|signer| match signer == trusted.der() {
        true => Ok(()),
        false => Err(TrustFault::failed_authentication(
            "Authentication failed: Token in request signed by untrusted party",
        )),
    })?;
    let facts = BootstrapToken::from_saml(verified.xml().as_bytes())
        .map_err(|error| TrustFault::invalid_request(error.message()))?;
    check(&facts, asked, issued_for, now)?;
    Ok(verified.xml().to_owned())
}

/// Audience, end and key.
fn check(
    login: &BootstrapToken,
    asked: &Asked<'_>,
    issued_for: &str,
    now: DateTime<Utc>,
) -> Result<(), TrustFault> {
    if !login.audiences().iter().any(|audience| audience == issued_for) {
        return Err(TrustFault::failed_authentication(
            "The login was issued for another audience.",
        ));
    }
    if login.not_on_or_after().is_none_or(|end| end <= now) {
        return Err(TrustFault::expired("The login has expired."));
    }
    match login.holder() == Some(&asked.signer.sha256_fingerprint()) {
        true => Ok(()),
        false => Err(TrustFault::failed_authentication(
            "The login is bound to another key than the one that signed the message.",
        )),
    }
}

fn jwt(asked: &Asked<'_>, authority: &Authority, now: DateTime<Utc>) -> Result<Cpr, TrustFault> {
    const JWT: &str = "urn:ietf:params:oauth:token-type:jwt";
    let token = asked.token;
    if !token.is(Namespace::WSSE, "BinarySecurityToken") || token.attr("ValueType") != Some(JWT) {
        return Err(TrustFault::invalid_request(
            "The login is not a JSON Web Token in wsse:BinarySecurityToken.",
        ));
    }
    let provider = authority.identity_provider().map_err(TrustFault::failed)?;
    let claims = read_jwt(token.text(), provider.credential()).ok_or_else(|| {
        TrustFault::failed_authentication("Authentication failed: Token in request signed by untrusted party")
    })?;
    let facts = BootstrapToken::from_jwt(token.text())
        .map_err(|error| TrustFault::invalid_request(error.message()))?;
    check(&facts, asked, CITIZEN_AUDIENCE, now)?;
    Cpr::parse(&claims.cpr).map_err(|_| unreadable())
}

fn employee(verified: &str, authority: &Authority) -> Result<Employee, TrustFault> {
    let document = parse(verified)?;
    let subject = document.root().descend(Namespace::SAML, &["Subject", "NameID"]);
    subject
        .and_then(|subject| authority.employee_logged_in(subject.text()))
        .ok_or_else(|| TrustFault::failed_authentication("The registers do not know who logged in."))
}

fn citizen(verified: &str) -> Result<Cpr, TrustFault> {
    let document = parse(verified)?;
    let mut attributes = document.root().descendants();
    let attribute = attributes.find(|attribute| attribute.attr("Name") == Some(CPR));
    let value = attribute.and_then(|attribute| attribute.child(Namespace::SAML, "AttributeValue"));
    value
        .and_then(|value| Cpr::parse(value.text()).ok())
        .ok_or_else(unreadable)
}

fn parse(xml: &str) -> Result<Document<'_>, TrustFault> {
    Document::parse(xml.as_bytes(), Limits::MESSAGE).map_err(|_| unreadable())
}

fn unreadable() -> TrustFault {
    TrustFault::invalid_request("The login does not say who logged in.")
}
