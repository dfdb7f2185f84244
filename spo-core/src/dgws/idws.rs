//! Calls with an identity token: the identity-based web services (OIO IDWS, SOAP profile 1.1).
//!
//! In: a message, an [`IdentityToken`], and the key that the token is bound to. Out: the message as
//! it is sent: SOAP 1.1 with `wsa:Action`, `wsa:MessageID` and a security header of timestamp, token, a reference to the
//! token, and a signature over all of these and the body. There is no header of Den Gode Webservice and no HSUID: the
//! token alone says who calls.
//!
//! How certain that is: with this layout the health data authority's own client calls two other national services
//! (prescriptions, vaccinations); references and key are built as in recorded calls of the national reference
//! implementation. For the document sharing service (DDS) it is documented that citizens call with such tokens, and for which
//! audience. Whether at the same addresses as with identity cards, and with which faults it refuses, is not public.

use chrono::{DateTime, Utc};

use super::IdentityToken;
use super::credentials::Credential;
use super::headers::utc;
use super::signature::{KeyInfo, Part, SignatureError, sign_message, token_reference};
use crate::soap::{Encoded, Message, SoapVersion};
use crate::xml::XmlWriter;

/// `xmlns:wsu`, as an attribute.
const WSU: &str = concat!(
    r#" xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/"#,
    r#"oasis-200401-wss-wssecurity-utility-1.0.xsd""#
);

/// Signs `message` with the key that `token` is bound to. Only action, message id and body of the message are sent.
///
/// The same input gives the same bytes.
///
/// # Errors
/// [`SignatureError`], when the key does not sign.
pub fn sign(
    message: &Message,
    token: &IdentityToken,
    now: DateTime<Utc>,
    credential: &Credential,
) -> Result<Encoded, SignatureError> {
    const REFERENCE: &str = "str1";
    let inside = [token.xml(), &token_reference(token.id(), REFERENCE)].concat();
    let message = addressed(message, &message.action, "mid", now, &inside);
    let parts = [
        Part::Element("action"),
        Part::Element("mid"),
        Part::Element("ts"),
        Part::Element("body"),
        Part::Token(REFERENCE),
    ];
    message.encode_signed(|envelope| {
        sign_message(
            &envelope,
            &parts,
            KeyInfo::Token(token.id()),
            credential.signer(),
            credential.certificate().der(),
        )
    })
}

/// `message` with ids on its body and the header blocks that a signature covers: action and message id of WS-Addressing,
/// and a security header with a timestamp and what `inside` has.
pub(super) fn addressed(
    message: &Message,
    action: &str,
    message_id: &'static str,
    now: DateTime<Utc>,
    inside: &str,
) -> Message {
    let header_blocks = vec![
        block("Action", "action", action),
        block("MessageID", message_id, &message.message_id),
        security(now, inside),
    ];
    Message {
        version: SoapVersion::V11,
        addressing: false,
        header_blocks,
        body_id: Some("body"),
        mtom: false,
        attachments: Vec::new(),
        ..message.clone()
    }
}

fn block(name: &'static str, id: &'static str, text: &str) -> String {
    let mut out = XmlWriter::with_capacity(256 + text.len());
    out.raw("<wsa:").raw(name);
    out.raw(r#" xmlns:wsa="http://www.w3.org/2005/08/addressing""#)
        .raw(WSU);
    out.raw(r#" wsu:Id=""#).raw(id).raw(r#"">"#).text(text);
    out.raw("</wsa:").raw(name).raw(">");
    out.finish()
}

fn security(now: DateTime<Utc>, inside: &str) -> String {
    const START: &str = concat!(
        r#"<wsse:Security xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/"#,
        r#"oasis-200401-wss-wssecurity-secext-1.0.xsd""#,
    );
    [
        START,
        WSU,
        r#" soap:mustUnderstand="1"><wsu:Timestamp wsu:Id="ts"><wsu:Created>"#,
        &utc(now),
        "</wsu:Created></wsu:Timestamp>",
        inside,
        "</wsse:Security>",
    ]
    .concat()
}
