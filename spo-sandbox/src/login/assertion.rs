//! SAML 2.0 assertions, as identity provider and token service write them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, SecondsFormat, Utc};
use spo_core::Error;
use spo_core::dgws::credentials::{Certificate, Credential};
use spo_core::dgws::signature::{Profile, sign_enveloped};
use spo_core::xml::XmlWriter;
use uuid::Uuid;

/// An assertion before it is signed (OIOSAML, holder-of-key).
pub(crate) struct Assertion {
    pub(crate) id: Uuid,
    pub(crate) issuer: &'static str,
    /// `NameID`
    pub(crate) subject: String,
    /// Whose key proves who may use it.
    pub(crate) holder: Certificate,
    pub(crate) issued: DateTime<Utc>,
    pub(crate) not_before: Option<DateTime<Utc>>,
    pub(crate) until: DateTime<Utc>,
    pub(crate) audience: String,
    pub(crate) attributes: Vec<(&'static str, String)>,
}

impl Assertion {
    /// The assertion on one line, signed.
    ///
    /// # Errors
    /// When the key does not sign.
    pub(crate) fn sign(&self, signer: &Credential) -> Result<String, Error> {
        let (key, certificate) = (signer.signer(), signer.certificate().der());
        Ok(sign_enveloped(
            &self.to_xml(),
            Profile::SamlAssertion,
            key,
            certificate,
        )?)
    }

    fn to_xml(&self) -> String {
        let time = |time: DateTime<Utc>| time.to_rfc3339_opts(SecondsFormat::Secs, true);
        let certificate = STANDARD.encode(self.holder.der());
        let mut out = XmlWriter::with_capacity(4096);
        out.raw(concat!(
            r#"<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion""#,
            r#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#,
            r#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" ID="_"#,
        ));
        out.raw(&self.id.to_string()).raw(r#"" IssueInstant=""#);
        out.raw(&time(self.issued))
            .raw(r#"" Version="2.0"><saml:Issuer>"#);
        out.text(self.issuer).raw(concat!(
            "</saml:Issuer><saml:Subject>",
            r#"<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">"#,
        ));
        out.text(&self.subject).raw(concat!(
            r#"</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:holder-of-key">"#,
            r#"<saml:SubjectConfirmationData xsi:type="saml:KeyInfoConfirmationDataType">"#,
            "<ds:KeyInfo><ds:X509Data><ds:X509Certificate>",
        ));
        out.raw(&certificate).raw(concat!(
            "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></saml:SubjectConfirmationData>",
            "</saml:SubjectConfirmation></saml:Subject><saml:Conditions",
        ));
        if let Some(from) = self.not_before {
            out.raw(r#" NotBefore=""#).raw(&time(from)).raw("\"");
        }
        out.raw(r#" NotOnOrAfter=""#).raw(&time(self.until));
        out.raw(r#""><saml:AudienceRestriction><saml:Audience>"#)
            .text(&self.audience);
        out.raw("</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AttributeStatement>");
        for (name, value) in &self.attributes {
            out.raw(r#"<saml:Attribute Name=""#).raw(name);
            out.raw(
                r#"" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri"><saml:AttributeValue>"#,
            );
            out.text(value).raw("</saml:AttributeValue></saml:Attribute>");
        }
        out.raw("</saml:AttributeStatement></saml:Assertion>");
        out.finish()
    }
}
