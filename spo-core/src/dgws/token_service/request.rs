//! The message that asks for a card.

use chrono::{DateTime, Utc};

use crate::dgws::headers::security;
use crate::soap::Message;

/// `SOAPAction` of the request, as the known clients send it.
pub const ACTION: &str = "Issue";

/// The message to the token service that asks it to issue `card`, which the caller has signed
/// ([`IdCardRequest::sign`](crate::dgws::IdCardRequest::sign)).
///
/// The card's bytes are not touched. `message_id` is for the caller's own log: the message does not carry it.
pub fn request(card: &str, now: DateTime<Utc>, message_id: &str) -> Message {
    // The token type with its last colon is what Seal.Java sends; the schema wants an issuer, which nobody reads.
    const START: &str = concat!(
        r#"<wst:RequestSecurityToken xmlns:wst="http://schemas.xmlsoap.org/ws/2005/02/trust" Context="www.sosi.dk">"#,
        "<wst:TokenType>urn:oasis:names:tc:SAML:2.0:assertion:</wst:TokenType>",
        "<wst:RequestType>http://schemas.xmlsoap.org/ws/2005/02/trust/Issue</wst:RequestType>",
        "<wst:Claims>",
    );
    const END: &str = concat!(
        "</wst:Claims><wst:Issuer>",
        r#"<wsa:Address xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing">spo</wsa:Address>"#,
        "</wst:Issuer></wst:RequestSecurityToken>",
    );
    let mut message = Message::new(ACTION, message_id, [START, card, END].concat());
    message.header_blocks.push(security(now, None));
    message
}
