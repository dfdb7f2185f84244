//! The message that exchanges a login's token.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::ACTION;
use crate::dgws::credentials::Credential;
use crate::dgws::idws::addressed;
use crate::dgws::login::{BootstrapToken, Claims, TokenForm};
use crate::dgws::signature::{KeyInfo, Part, SignatureError, sign_message};
use crate::soap::{Encoded, Message};
use crate::xml::XmlWriter;

/// `wsa:Action` of the request. `SOAPAction` is another, as the known clients send it.
const ISSUE: &str = "http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue";

/// A login's token, offered for a card (`BST2SOSI`) or an identity token (`Bst2Idws`, `JWT2Idws`).
///
/// WS-Trust 1.3, the token in `ActAs`, and a signature over body, timestamp, message id and action by the certificate that
/// the login's token is bound to. How certain that is:
///
/// - the layout for employees: a request of Seal, and the health data authority's own client against the test environments;
/// - the layout and claims for citizens, and the JSON Web Token: another client with tests against the test environments;
/// - SHA-256 where Seal signs with SHA-1: both of these clients;
/// - whether the token service wants `sosi:SubjectNameID`: one sends it, one does not. It is sent here.
#[derive(Debug, Clone, Copy)]
pub struct ExchangeRequest<'a> {
    /// What is offered.
    pub token: &'a BootstrapToken,
    /// For whom the new one is: `https://audience.nspop.dk/dgws` for cards.
    pub audience: &'a str,
    /// What it shall say.
    pub claims: &'a Claims,
}

impl ExchangeRequest<'_> {
    /// The message to the token service at `now`, signed with `credential`. `id` must never have been used before.
    ///
    /// The same input gives the same bytes.
    ///
    /// # Errors
    /// [`SignatureError`], when the key does not sign.
    pub fn sign(
        &self,
        now: DateTime<Utc>,
        id: Uuid,
        credential: &Credential,
    ) -> Result<Encoded, SignatureError> {
        const PARTS: [Part<'_>; 4] = [
            Part::Element("messageID"),
            Part::Element("action"),
            Part::Element("ts"),
            Part::Element("body"),
        ];
        let message = Message::new(ACTION, id.urn().to_string(), self.body(&id));
        let message = addressed(&message, ISSUE, "messageID", now, "");
        message.encode_signed(|envelope| {
            sign_message(
                &envelope,
                &PARTS,
                KeyInfo::Certificate,
                credential.signer(),
                credential.certificate().der(),
            )
        })
    }

    fn body(&self, id: &Uuid) -> String {
        let token = self.token.expose();
        let mut out = XmlWriter::with_capacity(2048 + token.len());
        out.raw(concat!(
            r#"<wst:RequestSecurityToken xmlns:wst="http://docs.oasis-open.org/ws-sx/ws-trust/200512""#,
            r#" Context=""#,
        ));
        // One exchange, one message: the same id names both.
        out.raw(&id.urn().to_string()).raw(concat!(
            r#""><wst:TokenType>http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV2.0"#,
            "</wst:TokenType><wst:RequestType>http://docs.oasis-open.org/ws-sx/ws-trust/200512/Issue",
            r#"</wst:RequestType><wst14:ActAs xmlns:wst14="http://docs.oasis-open.org/ws-sx/ws-trust/200802">"#,
        ));
        match self.token.form() {
            TokenForm::Saml => out.raw(token),
            TokenForm::Jwt => out
                .raw(concat!(
                    r#"<wsse:BinarySecurityToken xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/"#,
                    r#"oasis-200401-wss-wssecurity-secext-1.0.xsd""#,
                    r#" ValueType="urn:ietf:params:oauth:token-type:jwt">"#,
                ))
                .text(token)
                .raw("</wsse:BinarySecurityToken>"),
        };
        out.raw(concat!(
            r#"</wst14:ActAs><wsp:AppliesTo xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy">"#,
            r#"<wsa:EndpointReference xmlns:wsa="http://www.w3.org/2005/08/addressing"><wsa:Address>"#,
        ));
        out.text(self.audience).raw(concat!(
            "</wsa:Address></wsa:EndpointReference></wsp:AppliesTo>",
            r#"<wst:Claims xmlns:auth="http://docs.oasis-open.org/wsfed/authorization/200706""#,
            r#" Dialect="http://docs.oasis-open.org/wsfed/authorization/200706/authclaims">"#,
        ));
        self.write_claims(&mut out);
        out.raw("</wst:Claims></wst:RequestSecurityToken>");
        out.finish()
    }

    fn write_claims(&self, out: &mut XmlWriter) {
        let mut claim = |name: &'static str, value: Option<&str>| {
            if let Some(value) = value {
                out.raw(r#"<auth:ClaimType Uri=""#)
                    .raw(name)
                    .raw(r#""><auth:Value>"#);
                out.text(value).raw("</auth:Value></auth:ClaimType>");
            }
        };
        match self.claims {
            Claims::Employee(card) => {
                let authorisation = card.authorisation.as_ref().map(|code| code.as_str());
                claim("medcom:ITSystemName", Some(&card.system_name));
                claim("medcom:UserRole", card.role.as_deref());
                claim("medcom:UserAuthorizationCode", authorisation);
                claim("sosi:SubjectNameID", self.token.subject());
            }
            Claims::Citizen { cpr, on_behalf_of } => {
                let on_behalf_of = on_behalf_of.map(|other| other.to_claim());
                claim("dk:gov:saml:attribute:CprNumberIdentifier", Some(cpr.as_str()));
                claim("dk:healthcare:saml:attribute:OnBehalfOf", on_behalf_of.as_deref());
            }
        }
    }
}
