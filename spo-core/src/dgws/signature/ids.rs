//! Ids that a reference can point to.
//!
//! Without a document type nothing says which attributes are ids, and verifiers differ in what they take for one. What
//! any of them could find must therefore be one and the same element.

use super::error::SignatureError;
use crate::xml::{Attribute, Document, Element};

/// `id`, `ID`, `Id`, with or without a prefix: DGWS, SAML, XML Signature, `wsu:Id` of WS-Security, `xml:id`.
fn is_id(attribute: &Attribute<'_>) -> bool {
    attribute.local.eq_ignore_ascii_case("id")
}

fn ids(element: Element<'_>) -> impl Iterator<Item = &str> {
    element
        .attributes()
        .filter(is_id)
        .map(|attribute| attribute.value.trim())
}

/// The one element of `document` with this `id`.
pub(super) fn find<'d>(document: &'d Document<'d>, id: &str) -> Result<Element<'d>, SignatureError> {
    let root = document.root();
    let element = std::iter::once(root)
        .chain(root.descendants())
        .find(|candidate| ids(*candidate).any(|found| found == id))
        .ok_or(SignatureError::Absent)?;
    refuse_unclear(element, id)?;
    Ok(element)
}

/// Refuses an `id` of `element` that cannot stand in a reference, or that does not mean this element alone.
pub(super) fn refuse_unclear(element: Element<'_>, id: &str) -> Result<(), SignatureError> {
    if !is_name(id) {
        return Err(SignatureError::Id("its id is not a name"));
    }
    if ids(element).count() != 1 {
        return Err(SignatureError::Id("it has more than one id attribute"));
    }
    let root = element.document().root();
    let bearers = std::iter::once(root)
        .chain(root.descendants())
        .filter(|candidate| ids(*candidate).any(|found| found == id));
    match bearers.count() {
        1 => Ok(()),
        _ => Err(SignatureError::DuplicateId),
    }
}

/// An `NCName`, as XML ids are, of ASCII letters, digits, hyphens, underscores and dots: what stands in a reference
/// then means itself and nothing else.
fn is_name(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}
