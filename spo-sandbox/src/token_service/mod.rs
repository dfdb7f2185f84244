//! The token service (STS): a card that the caller signed comes in, the same card signed by the service goes out.
//!
//! In: the envelope of a request. Out: the body of the answer, or the [`TrustFault`] that says what is wrong. It checks and
//! corrects what the national one is known to check and correct. Two things differ: it signs with SHA-256 and takes nothing
//! else, because its cryptographic library does not sign with SHA-1; and it asks nobody whether a certificate was revoked.

mod card;
mod checks;
mod exchange;
mod fault;
mod flaw;

use spo_core::Context;
use spo_core::dgws::IdCard;
use spo_core::soap::Envelope;
use spo_core::xml::{Element, Namespace, XmlWriter};

use crate::authority::{Authority, TOKEN_SERVICE};
pub(crate) use card::BACKDATED;
use card::IssuedCard;
pub(crate) use checks::VERSION;
pub(crate) use exchange::{BLOCKS, CARDS, DOCUMENT_SHARING};
pub(crate) use fault::TrustFault;
pub use flaw::CardFlaw;

/// What the service works with for one request.
pub(crate) struct TokenService<'a> {
    pub(crate) authority: &'a Authority,
    pub(crate) context: &'a Context,
    /// How the card is spoilt, when a script says so.
    pub(crate) flaw: Option<CardFlaw>,
}

/// What goes out, and for whom.
pub(crate) struct Token {
    /// The child of `soap:Body`.
    pub(crate) body: String,
    /// The card that the caller signed.
    pub(crate) asked: IdCard,
}

impl TokenService<'_> {
    /// Issues the card that a request asks for.
    ///
    /// # Errors
    /// The fault to answer with.
    pub(crate) fn issue(&self, envelope: &Envelope<'_>) -> Result<Token, TrustFault> {
        let request = envelope
            .payload()
            .map_err(|error| TrustFault::bad_request(&error.to_string()))?;
        let now = self.context.now();
        checks::created(envelope, now)?;
        let assertion = self_signed_card(request)?;
        let asked = checks::card(assertion, self.authority, now)?;
        let mut issued = IssuedCard::answering(&asked, &checks::signer(assertion)?, self.authority)?;
        issued.id = self.context.random_uuid();
        issued.valid_from(now);
        let card = issued
            .sign(self.authority, self.flaw)
            .map_err(TrustFault::failed)?;
        Ok(Token {
            body: response("valid", &card),
            asked,
        })
    }
}

/// The answer that no card is issued, which is no fault (`wst:Status`).
pub(crate) fn invalid() -> String {
    response("invalid", "")
}

/// `wst:RequestSecurityTokenResponse`
fn response(status: &str, card: &str) -> String {
    let mut out = XmlWriter::with_capacity(1024 + card.len());
    out.raw(concat!(
        r#"<wst:RequestSecurityTokenResponse xmlns:wst="http://schemas.xmlsoap.org/ws/2005/02/trust""#,
        r#" Context="www.sosi.dk"><wst:TokenType>urn:oasis:names:tc:SAML:2.0:assertion:</wst:TokenType>"#,
        "<wst:RequestedSecurityToken>",
    ));
    out.raw(card).raw(concat!(
        "</wst:RequestedSecurityToken><wst:Status>",
        "<wst:Code>http://schemas.xmlsoap.org/ws/2005/02/trust/status/",
    ));
    out.raw(status).raw(concat!(
        "</wst:Code></wst:Status><wst:Issuer>",
        r#"<wsa:Address xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing">"#,
    ));
    out.text(TOKEN_SERVICE)
        .raw("</wsa:Address></wst:Issuer></wst:RequestSecurityTokenResponse>");
    out.finish()
}

/// The card in `wst:Claims` of a request to issue one.
fn self_signed_card(request: Element<'_>) -> Result<Element<'_>, TrustFault> {
    const ISSUE: &str = "http://schemas.xmlsoap.org/ws/2005/02/trust/Issue";
    const TOKEN: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
    if !request.is(Namespace::WST, "RequestSecurityToken") {
        return Err(TrustFault::bad_request(
            "The body is no wst:RequestSecurityToken.",
        ));
    }
    let text = |name| request.child(Namespace::WST, name).map_or("", Element::text);
    if text("RequestType") != ISSUE {
        return Err(TrustFault::bad_request("This service only issues cards."));
    }
    // Seal writes a colon behind it.
    if text("TokenType").trim_end_matches(':') != TOKEN {
        return Err(TrustFault::bad_request(
            "This service only issues SAML assertions.",
        ));
    }
    let mut claims = request.children_named(Namespace::WST, "Claims");
    let mut cards = claims.next().into_iter().flat_map(Element::children);
    match (cards.next(), cards.next(), claims.next()) {
        (Some(card), None, None) if card.is(Namespace::SAML, "Assertion") => Ok(card),
        _ => Err(TrustFault::invalid_request(
            "wst:Claims does not hold one saml:Assertion.",
        )),
    }
}
