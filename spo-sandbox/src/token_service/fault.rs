//! The faults of the token service.

use std::fmt::{self, Display};

use spo_core::redact;
use spo_core::soap::SoapVersion;
use spo_core::xml::XmlWriter;

/// A fault with a code of WS-Trust in `faultcode`, as the token service sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TrustFault {
    code: String,
    text: String,
    /// Of the version of WS-Trust that was asked in.
    namespace: &'static str,
}

impl TrustFault {
    /// A fault with a code of WS-Trust (2005/02, section 11), without its prefix.
    pub(crate) fn new(code: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            text: text.into(),
            namespace: "http://schemas.xmlsoap.org/ws/2005/02/trust",
        }
    }

    /// The same in answer to a request of WS-Trust 1.3, whose codes are the same.
    pub(crate) fn of_1_3(mut self) -> Self {
        self.namespace = "http://docs.oasis-open.org/ws-sx/ws-trust/200512";
        self
    }

    /// The request is not one that this service understands.
    pub(crate) fn bad_request(text: &str) -> Self {
        Self::new("BadRequest", text)
    }

    /// The request is malformed, or the card was changed after it was signed.
    pub(crate) fn invalid_request(text: impl Into<String>) -> Self {
        Self::new("InvalidRequest", text)
    }

    /// The certificate is not one to whom such a card is issued.
    pub(crate) fn failed_authentication(text: impl Into<String>) -> Self {
        Self::new("FailedAuthentication", text)
    }

    /// The certificate is not valid.
    pub(crate) fn invalid_security_token(text: impl Into<String>) -> Self {
        Self::new("InvalidSecurityToken", text)
    }

    /// The card says of its holder what the registers do not.
    pub(crate) fn bad_elements(text: &str) -> Self {
        Self::new("AuthenticationBadElements", text)
    }

    /// The message or the card is too old.
    pub(crate) fn expired(text: &str) -> Self {
        Self::new("ExpiredData", text)
    }

    /// The card's times are not possible.
    pub(crate) fn time_range(text: &str) -> Self {
        Self::new("InvalidTimeRange", text)
    }

    /// Nothing is issued for what it is asked for.
    pub(crate) fn scope(text: &str) -> Self {
        Self::new("InvalidScope", text)
    }

    /// The service itself failed.
    pub(crate) fn failed(problem: impl Display) -> Self {
        Self::new("RequestFailed", problem.to_string())
    }

    fn text(&self) -> String {
        redact(&self.text).into_owned()
    }

    /// The fault as the child of `soap:Body`.
    pub(crate) fn to_xml(&self, version: SoapVersion) -> String {
        let mut out = XmlWriter::with_capacity(512);
        let start = match version {
            SoapVersion::V11 => r#"<soap:Fault><faultcode xmlns:wst=""#,
            SoapVersion::V12 => {
                r#"<soap:Fault><soap:Code><soap:Value>soap:Sender</soap:Value><soap:Subcode><soap:Value xmlns:wst=""#
            }
        };
        out.raw(start).raw(self.namespace).raw("\">wst:");
        out.text(&self.code);
        match version {
            SoapVersion::V11 => out
                .raw("</faultcode><faultstring>")
                .text(&self.text())
                .raw("</faultstring><faultactor>http://www.sosists.dk/sts</faultactor><detail/>"),
            SoapVersion::V12 => out
                .raw("</soap:Value></soap:Subcode></soap:Code><soap:Reason><soap:Text xml:lang=\"en\">")
                .text(&self.text())
                .raw("</soap:Text></soap:Reason>"),
        };
        out.raw("</soap:Fault>");
        out.finish()
    }
}

impl Display for TrustFault {
    /// Code and text, with nothing that looks like a CPR number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.text())
    }
}
