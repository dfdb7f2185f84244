//! Writing the card that is asked for.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::{CardUser, IdCardRequest, UserIdentifier};
use crate::Result;
use crate::dgws::credentials::Credential;
use crate::dgws::headers::utc;
use crate::dgws::signature::{Profile, sign_enveloped};
use crate::xml::XmlWriter;

/// How far `NotBefore` lies in the past, so that a service whose clock is a little slow takes the card: as Seal.Java.
const BACKDATED: TimeDelta = TimeDelta::minutes(5);
/// The longest life that DGWS allows.
const LIFE: TimeDelta = TimeDelta::hours(24);

impl IdCardRequest {
    /// The card to send to the token service at `now`, signed with `credential`. `id` must never have been used before.
    ///
    /// The same input gives the same bytes.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) naming the field, and what kept the key from
    /// signing.
    pub fn sign(&self, now: DateTime<Utc>, id: Uuid, credential: &Credential) -> Result<String> {
        self.check()?;
        let certificate = credential.certificate();
        let card = self.write(now, id, &certificate.oces_cert_hash());
        let signed = sign_enveloped(&card, Profile::IdCard, credential.signer(), certificate.der())?;
        Ok(signed)
    }

    /// The card without its signature, on one line: white space would be signed, too, and has been seen to be "tidied" on
    /// the way.
    fn write(&self, now: DateTime<Utc>, id: Uuid, certificate_hash: &str) -> String {
        let from = now - BACKDATED;
        let (from, to) = (utc(from), utc(from + LIFE));
        let (name_format, name) = match &self.user {
            None => ("medcom:cvrnumber", self.care_provider.cvr.as_str()),
            Some(CardUser {
                id: UserIdentifier::Cpr(cpr),
                ..
            }) => ("medcom:cprnumber", cpr.as_str()),
            Some(CardUser {
                id: UserIdentifier::Other(id),
                ..
            }) => ("medcom:other", id.as_str()),
        };
        let mut out = XmlWriter::with_capacity(4096);
        out.raw(concat!(
            r#"<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion""#,
            r#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" IssueInstant=""#,
        ));
        out.raw(&from).raw(r#"" Version="2.0" id="IDCard"><saml:Issuer>"#);
        out.text(&self.issuer).raw("</saml:Issuer><saml:Subject>");
        out.raw(r#"<saml:NameID Format=""#).raw(name_format).raw(r#"">"#);
        out.text(name).raw(concat!(
            "</saml:NameID><saml:SubjectConfirmation>",
            "<saml:ConfirmationMethod>urn:oasis:names:tc:SAML:2.0:cm:holder-of-key</saml:ConfirmationMethod>",
            "<saml:SubjectConfirmationData><ds:KeyInfo><ds:KeyName>OCESSignature</ds:KeyName></ds:KeyInfo>",
            "</saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject>",
            r#"<saml:Conditions NotBefore=""#,
        ));
        out.raw(&from).raw(r#"" NotOnOrAfter=""#).raw(&to).raw(r#""/>"#);
        let kind = if self.user.is_some() { "user" } else { "system" };
        out.raw(r#"<saml:AttributeStatement id="IDCardData">"#);
        attribute(&mut out, "sosi:IDCardID", &id.hyphenated().to_string());
        attribute(&mut out, "sosi:IDCardVersion", "1.0.1");
        attribute(&mut out, "sosi:IDCardType", kind);
        attribute(&mut out, "sosi:AuthenticationLevel", self.level().as_str());
        attribute(&mut out, "sosi:OCESCertHash", certificate_hash);
        out.raw("</saml:AttributeStatement>");
        if let Some(user) = &self.user {
            write_user(&mut out, user);
        }
        out.raw(r#"<saml:AttributeStatement id="SystemLog">"#);
        attribute(&mut out, "medcom:ITSystemName", &self.system_name);
        out.raw(r#"<saml:Attribute Name="medcom:CareProviderID" NameFormat="medcom:cvrnumber">"#);
        out.raw("<saml:AttributeValue>")
            .text(self.care_provider.cvr.as_str());
        out.raw("</saml:AttributeValue></saml:Attribute>");
        attribute(&mut out, "medcom:CareProviderName", &self.care_provider.name);
        out.raw("</saml:AttributeStatement></saml:Assertion>");
        out.finish()
    }
}

/// In the order in which Seal.Java writes it.
fn write_user(out: &mut XmlWriter, user: &CardUser) {
    let optional = |name: &'static str, value: Option<&str>, out: &mut XmlWriter| {
        if let Some(value) = value {
            attribute(out, name, value);
        }
    };
    out.raw(r#"<saml:AttributeStatement id="UserLog">"#);
    if let UserIdentifier::Cpr(cpr) = &user.id {
        attribute(out, "medcom:UserCivilRegistrationNumber", cpr.as_str());
    }
    attribute(out, "medcom:UserGivenName", &user.given_name);
    attribute(out, "medcom:UserSurName", &user.surname);
    optional("medcom:UserEmailAddress", user.email.as_deref(), out);
    attribute(out, "medcom:UserRole", &user.role);
    let authorisation = user.authorisation.as_ref().map(|code| code.as_str());
    optional("medcom:UserAuthorizationCode", authorisation, out);
    optional("medcom:UserOccupation", user.occupation.as_deref(), out);
    out.raw("</saml:AttributeStatement>");
}

fn attribute(out: &mut XmlWriter, name: &'static str, value: &str) {
    out.raw(r#"<saml:Attribute Name=""#).raw(name);
    out.raw(r#""><saml:AttributeValue>"#).text(value);
    out.raw("</saml:AttributeValue></saml:Attribute>");
}
