//! SOAP 1.1 and 1.2.

use serde::{Deserialize, Serialize};

use crate::xml::Namespace;

/// The version of SOAP to speak. Either is understood in an answer, whatever was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum SoapVersion {
    /// SOAP 1.1: what Den Gode Webservice and with it every service of the national platform speaks.
    #[default]
    #[serde(rename = "1.1")]
    V11,
    /// SOAP 1.2: what IHE prescribes for XDS.b, and what registries outside the platform speak.
    #[serde(rename = "1.2")]
    V12,
}

impl SoapVersion {
    /// The namespace of the envelope.
    pub fn namespace(self) -> Namespace {
        match self {
            Self::V11 => Namespace::SOAP11,
            Self::V12 => Namespace::SOAP12,
        }
    }

    /// The media type of the envelope.
    pub(super) fn media_type(self) -> &'static str {
        match self {
            Self::V11 => "text/xml",
            Self::V12 => "application/soap+xml",
        }
    }

    /// The start tag of the envelope.
    pub(super) fn envelope_start(self) -> &'static str {
        match self {
            Self::V11 => r#"<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">"#,
            Self::V12 => r#"<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope">"#,
        }
    }
}
