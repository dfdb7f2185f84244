//! The faults of WS-Security.

use std::fmt::{self, Display};

use spo_core::redact;
use spo_core::soap::SoapVersion;
use spo_core::xml::XmlWriter;

/// A fault with a code of WS-Security (1.0, section 12) in `faultcode`. Which of them the national services send is not
/// public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SecurityFault {
    code: &'static str,
    text: String,
}

impl SecurityFault {
    /// The header is not built as the profile says.
    pub(super) fn invalid_security(text: impl Into<String>) -> Self {
        Self::new("InvalidSecurity", text)
    }

    /// The token is not one to call with.
    pub(super) fn invalid_token(text: impl Into<String>) -> Self {
        Self::new("InvalidSecurityToken", text)
    }

    /// The signature does not hold, or does not cover what it must.
    pub(super) fn failed_check(text: impl Into<String>) -> Self {
        Self::new("FailedCheck", text)
    }

    /// The message is too old.
    pub(super) fn expired(text: impl Into<String>) -> Self {
        Self::new("MessageExpired", text)
    }

    /// The token does not give the right to what is asked.
    pub(super) fn failed_authentication(text: impl Into<String>) -> Self {
        Self::new("FailedAuthentication", text)
    }

    fn new(code: &'static str, text: impl Into<String>) -> Self {
        Self {
            code,
            text: text.into(),
        }
    }

    /// The fault as the child of `soap:Body`.
    pub(crate) fn to_xml(&self, version: SoapVersion) -> String {
        const NAMESPACE: &str =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
        let text = redact(&self.text);
        let (start, middle, end) = match version {
            SoapVersion::V11 => (
                "<soap:Fault><faultcode xmlns:wsse=\"",
                "</faultcode><faultstring>",
                "</faultstring></soap:Fault>",
            ),
            SoapVersion::V12 => (
                "<soap:Fault><soap:Code><soap:Value>soap:Sender</soap:Value><soap:Subcode><soap:Value xmlns:wsse=\"",
                "</soap:Value></soap:Subcode></soap:Code><soap:Reason><soap:Text xml:lang=\"en\">",
                "</soap:Text></soap:Reason></soap:Fault>",
            ),
        };
        let mut out = XmlWriter::with_capacity(512);
        out.raw(start).raw(NAMESPACE).raw("\">wsse:").raw(self.code);
        out.raw(middle).text(&text).raw(end);
        out.finish()
    }
}

impl Display for SecurityFault {
    /// Code and text, with nothing that looks like a CPR number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, redact(&self.text))
    }
}
