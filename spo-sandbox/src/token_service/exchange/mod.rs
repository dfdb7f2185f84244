//! The services that exchange the token of a login (WS-Trust 1.3): `BST2SOSI`, `Bst2Idws`, `JWT2Idws`.
//!
//! What they check is what the national ones are documented to check; their texts and some of their codes are not public.

mod identity_token;
mod login;
mod request;

use chrono::TimeDelta;
use spo_core::Cpr;
use spo_core::dgws::OnBehalfOf;
use spo_core::dgws::credentials::Certificate;
use spo_core::soap::Envelope;
use spo_core::xml::XmlWriter;

use super::card::IssuedCard;
use super::{TokenService, TrustFault, checks};
use crate::Transaction;
use login::LoggedIn;
use request::Asked;

/// For whom employees' cards are.
pub(crate) const CARDS: &str = "https://audience.nspop.dk/dgws";
/// For whom citizens' tokens are: the document sharing service.
pub(crate) const DOCUMENT_SHARING: &str = "https://audience.nspop.dk/dds";
/// For whom citizens' tokens are that decide about blocks: MinSpærring.
pub(crate) const BLOCKS: &str = "https://audience.nspop.dk/minspaerring";
/// How long a citizen's token lasts.
const LIFE: TimeDelta = TimeDelta::hours(1);

/// What goes out, and to whom.
pub(crate) struct Exchanged {
    /// The child of `soap:Body`.
    pub(crate) body: String,
    /// The certificate of the system that asked.
    pub(crate) holder: Certificate,
}

impl TokenService<'_> {
    /// Exchanges the login in a request to `service`, by who may act for whom.
    ///
    /// # Errors
    /// The fault to answer with.
    pub(crate) fn exchange(
        &self,
        service: Transaction,
        envelope: &Envelope<'_>,
        relations: &[(Cpr, OnBehalfOf)],
    ) -> Result<Exchanged, TrustFault> {
        let now = self.context.now();
        checks::created(envelope, now)?;
        let asked = Asked::read(envelope, self.authority, now)?;
        let (audience, issued) = match login::verify(service, &asked, self.authority, now)? {
            LoggedIn::Employee(employee) => {
                let mut card = IssuedCard::for_login(&employee, &asked.signer, |name| {
                    asked.claim(name).map(str::to_owned)
                })?;
                card.id = self.context.random_uuid();
                card.valid_from(now);
                (CARDS, card.sign(self.authority, self.flaw))
            }
            LoggedIn::Citizen(cpr) => {
                let assertion = identity_token::issue(cpr, &asked, relations, self.context)?;
                let signer = self.authority.token_service().credential();
                (asked.audience, assertion.sign(signer))
            }
        };
        let issued = issued.map_err(TrustFault::failed)?;
        let until = now + LIFE;
        Ok(Exchanged {
            body: response(&asked.context, audience, &issued, until.to_rfc3339()),
            holder: asked.signer,
        })
    }
}

/// `wst:RequestSecurityTokenResponseCollection` with one response.
fn response(context: &str, audience: &str, issued: &str, until: String) -> String {
    let mut out = XmlWriter::with_capacity(2048 + issued.len());
    out.raw(concat!(
        r#"<wst:RequestSecurityTokenResponseCollection xmlns:wst="http://docs.oasis-open.org/ws-sx/ws-trust/200512">"#,
        r#"<wst:RequestSecurityTokenResponse Context=""#,
    ));
    out.value(context).raw(concat!(
        r#""><wst:TokenType>http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV2.0"#,
        "</wst:TokenType><wst:RequestedSecurityToken>",
    ));
    out.raw(issued).raw(concat!(
        r#"</wst:RequestedSecurityToken><wsp:AppliesTo xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy">"#,
        r#"<wsa:EndpointReference xmlns:wsa="http://www.w3.org/2005/08/addressing"><wsa:Address>"#,
    ));
    out.text(audience).raw(concat!(
        "</wsa:Address></wsa:EndpointReference></wsp:AppliesTo><wst:Lifetime>",
        r#"<wsu:Expires xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/"#,
        r#"oasis-200401-wss-wssecurity-utility-1.0.xsd">"#,
    ));
    out.raw(&until).raw(concat!(
        "</wsu:Expires></wst:Lifetime></wst:RequestSecurityTokenResponse>",
        "</wst:RequestSecurityTokenResponseCollection>",
    ));
    out.finish()
}
