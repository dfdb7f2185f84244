//! The headers of Den Gode Webservice: which must be there, and where the card stands.

use chrono::DateTime;
use spo_core::soap::{Envelope, Fault};
use spo_core::xml::{Element, Namespace};

use super::{MISSING, SYNTAX, refused};

/// The identity card of a request, if it has one. A citizen's token, whose id is spelled `ID`, is no card.
pub(super) fn card<'d>(envelope: &'d Envelope<'d>) -> Result<Option<Element<'d>>, Fault> {
    let Some(security) = only(envelope, Namespace::WSSE, "Security")? else {
        return Ok(None);
    };
    let mut cards = security
        .children_named(Namespace::SAML, "Assertion")
        .filter(|assertion| assertion.attr("ID").is_none());
    match (cards.next(), cards.next()) {
        (card, None) => Ok(card),
        _ => Err(refused(SYNTAX, "wsse:Security holds several identity cards.")),
    }
}

/// What DGWS demands beside the card: when the message was made, and which it is.
pub(super) fn check_all(envelope: &Envelope<'_>) -> Result<(), Fault> {
    let security = only(envelope, Namespace::WSSE, "Security")?;
    let created = security.and_then(|security| security.descend(Namespace::WSU, &["Timestamp", "Created"]));
    let created = created.ok_or_else(|| refused(MISSING, "wsu:Timestamp/wsu:Created is missing."))?;
    if DateTime::parse_from_rfc3339(created.text().trim()).is_err() {
        return Err(refused(SYNTAX, "wsu:Created is not a time in UTC."));
    }
    // The header comes in two namespaces, by the two versions of the standard.
    let mut blocks = envelope.header().into_iter().flat_map(Element::children);
    let medcom = blocks.find(|block| block.local() == "Header");
    let medcom = medcom.ok_or_else(|| refused(MISSING, "medcom:Header is missing."))?;
    let mut inside = medcom.descendants();
    match inside.any(|element| element.local() == "MessageID" && !element.text().trim().is_empty()) {
        true => Ok(()),
        false => Err(refused(SYNTAX, "medcom:Header has no MessageID.")),
    }
}

/// The one header block of this name.
pub(super) fn only<'d>(
    envelope: &'d Envelope<'d>,
    namespace: Namespace,
    name: &'static str,
) -> Result<Option<Element<'d>>, Fault> {
    let Some(header) = envelope.header() else {
        return Ok(None);
    };
    let mut blocks = header.children_named(namespace, name);
    match (blocks.next(), blocks.next()) {
        (block, None) => Ok(block),
        _ => Err(refused(
            SYNTAX,
            &format!("The header block {name} stands there twice."),
        )),
    }
}
