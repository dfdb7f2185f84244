//! What is read of a SAML 2.0 assertion, whoever issued it. Nothing of it is verified here.
//!
//! Places and names are those of assertions of NemLog-in, of the national token service, and of identity providers that its
//! clients are tested with.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};

use crate::xml::{Element, Namespace};

const HOLDER_OF_KEY: &str = "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key";

/// The citizen's CPR number, in OIOSAML 2 and 3.
pub(in crate::dgws) const CPR: &[&str] = &[
    "dk:gov:saml:attribute:CprNumberIdentifier",
    "https://data.gov.dk/model/core/eid/cprNumber",
];
/// The employer's CVR number, in OIOSAML 2 and 3.
pub(super) const CVR: &[&str] = &[
    "dk:gov:saml:attribute:CvrNumberIdentifier",
    "https://data.gov.dk/model/core/eid/professional/cvr",
];
/// The certificate (X.509, DER) whose key proves who may use the assertion; `None` where anybody may (bearer), or where
/// the key is named in another way.
pub(in crate::dgws) fn holder_of_key(assertion: Element<'_>) -> Option<Vec<u8>> {
    let subject = assertion.child(Namespace::SAML, "Subject")?;
    let mut confirmations = subject.children_named(Namespace::SAML, "SubjectConfirmation");
    let confirmation =
        confirmations.find(|confirmation| confirmation.attr("Method") == Some(HOLDER_OF_KEY))?;
    let certificate = confirmation
        .child(Namespace::SAML, "SubjectConfirmationData")?
        .descend(Namespace::DS, &["KeyInfo", "X509Data", "X509Certificate"])?;
    let base64: String = certificate.text().split_ascii_whitespace().collect();
    STANDARD.decode(base64).ok()
}

/// `Audience`: for whom the assertion was issued.
pub(in crate::dgws) fn audiences(assertion: Element<'_>) -> Vec<String> {
    let conditions = assertion.child(Namespace::SAML, "Conditions");
    conditions
        .iter()
        .flat_map(|conditions| conditions.children_named(Namespace::SAML, "AudienceRestriction"))
        .flat_map(|restriction| restriction.children_named(Namespace::SAML, "Audience"))
        .map(|audience| audience.text().to_owned())
        .collect()
}

/// The value of the attribute that has one of these names.
pub(in crate::dgws) fn attribute<'d>(assertion: Element<'d>, names: &[&str]) -> Option<&'d str> {
    assertion
        .children_named(Namespace::SAML, "AttributeStatement")
        .flat_map(|statement| statement.children_named(Namespace::SAML, "Attribute"))
        .find(|attribute| attribute.attr("Name").is_some_and(|name| names.contains(&name)))
        .and_then(|attribute| attribute.child(Namespace::SAML, "AttributeValue"))
        .map(Element::text)
}

/// A moment as SAML and WS-Security write it.
pub(in crate::dgws) fn moment_in(text: &str) -> Option<DateTime<Utc>> {
    Some(DateTime::parse_from_rfc3339(text.trim()).ok()?.to_utc())
}
