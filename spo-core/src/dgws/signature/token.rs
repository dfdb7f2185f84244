//! References from a signature to a SAML token in the same message (OASIS SAML Token Profile 1.1).

use super::error::SignatureError;
use super::ids;
use crate::xml::{Canonicalization, Element, Namespace};

const WSSE11: &str = "http://docs.oasis-open.org/wss/oasis-wss-wssecurity-secext-1.1.xsd";
const SAML_V2: &str = "http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV2.0";
const SAML_ID: &str = "http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLID";

/// A `wsse:SecurityTokenReference` to the assertion with this id, a plain name.
pub(super) fn reference_to(id: &str) -> String {
    reference(id, "")
}

/// A `wsse:SecurityTokenReference` to the assertion with this id, which a signature can refer to by `own_id`
/// ([`Part::Token`](super::Part::Token)). Both are plain names.
pub fn token_reference(id: &str, own_id: &str) -> String {
    let wsu = Namespace::WSU.uri().unwrap_or_default();
    reference(id, &format!(" xmlns:wsu=\"{wsu}\" wsu:Id=\"{own_id}\""))
}

fn reference(id: &str, attributes: &str) -> String {
    [
        "<wsse:SecurityTokenReference xmlns:wsse=\"",
        Namespace::WSSE.uri().unwrap_or_default(),
        "\"",
        attributes,
        " xmlns:wsse11=\"",
        WSSE11,
        "\" wsse11:TokenType=\"",
        SAML_V2,
        "\"><wsse:KeyIdentifier ValueType=\"",
        SAML_ID,
        "\">",
        id,
        "</wsse:KeyIdentifier></wsse:SecurityTokenReference>",
    ]
    .concat()
}

/// The assertion that `reference`, a `wsse:SecurityTokenReference`, names by its id.
///
/// It stands in `security`, the header that carries the signature: nowhere else does anybody look for a token.
pub(super) fn named_by<'d>(
    reference: Element<'d>,
    security: Element<'d>,
) -> Result<Element<'d>, SignatureError> {
    let mut children = reference.children();
    let id = match (children.next(), children.next()) {
        (Some(only), None) if only.is(Namespace::WSSE, "KeyIdentifier") => Some(only),
        _ => None,
    };
    let id = id
        .filter(|_| reference.is(Namespace::WSSE, "SecurityTokenReference"))
        .filter(|id| id.attr("ValueType") == Some(SAML_ID))
        .ok_or(SignatureError::KeyInfo)?
        .text();
    let token = ids::find(reference.document(), id)?;
    let is_token = token.is(Namespace::SAML, "Assertion")
        && token.attr("ID") == Some(id)
        && token.parent() == Some(security);
    match is_token {
        true => Ok(token),
        false => Err(SignatureError::ForeignReference),
    }
}

/// What the STR-Transform makes of a reference to `token`: its canonical form, which says so where there is no default
/// namespace (WS-Security 1.0, section 8.3).
pub(super) fn canonical(token: Element<'_>, method: &Canonicalization) -> Result<String, SignatureError> {
    let mut xml = method.element(token)?;
    let name_end = xml.find([' ', '>']).unwrap_or(xml.len());
    let declares_default = xml
        .get(name_end..)
        .is_some_and(|rest| rest.starts_with(" xmlns=\""));
    if declares_default {
        return Ok(xml);
    }
    // In the scope of a default namespace that the token does not use, implementations differ.
    if token.resolve_prefix("") != Some(Namespace::NONE) {
        return Err(SignatureError::Malformed(
            "the token stands in the scope of a default namespace",
        ));
    }
    xml.insert_str(name_end, " xmlns=\"\"");
    Ok(xml)
}
