//! For whom a citizen acts, as an identity token tells it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{OnBehalfOf, attribute};
use crate::model::Cpr;
use crate::xml::{Document, Element, Limits};

/// A proxy: a privilege list (OIO Basic Privilege Profile) in base64.
const PRIVILEGES: &[&str] = &["dk:gov:saml:attribute:Privileges_intermediate"];
/// Custody: verified relations, in base64.
const RELATIONS: &[&str] = &["urn:dk:healthcare:saml:attribute:SubjectRelations"];

/// The citizen for whom the one of `assertion` acts, if the token service verified a relation. Its answers have been seen
/// to hold the scope of a privilege for a proxy, and a verified relation for custody.
pub(in crate::dgws) fn represented(assertion: Element<'_>) -> Option<Cpr> {
    let proxy = || {
        look_into(attribute(assertion, PRIVILEGES)?, |element| {
            let scope = element
                .attr("Scope")
                .filter(|_| element.local() == "PrivilegeGroup")?;
            Some(OnBehalfOf::from_claim(scope)?.cpr)
        })
    };
    let custody = || {
        look_into(attribute(assertion, RELATIONS)?, |element| {
            let related = element
                .attr("relatedPersonID")
                .filter(|_| element.local() == "VerifiedRelation")?;
            Cpr::parse(related).ok()
        })
    };
    proxy().or_else(custody)
}

/// The first element that `find` knows what to do with, in an XML document in base64.
fn look_into(base64: &str, find: impl Fn(Element<'_>) -> Option<Cpr>) -> Option<Cpr> {
    let base64: String = base64.split_ascii_whitespace().collect();
    let xml = STANDARD.decode(base64).ok()?;
    let document = Document::parse(&xml, Limits::MESSAGE).ok()?;
    document.root().descendants().find_map(find)
}
