//! Why a request was not carried out.

use spo_core::soap::{Fault, SoapVersion};

use crate::admission::SecurityFault;
use crate::token_service::TrustFault;

/// A fault in either dialect.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// Of SOAP, perhaps with a code of Den Gode Webservice.
    Soap(Fault),
    /// Of the token service.
    Trust(TrustFault),
    /// Of WS-Security, about a citizen's token or the signature beside it.
    Security(SecurityFault),
}

impl Refusal {
    /// The fault as the child of `soap:Body`.
    pub(super) fn to_xml(&self, version: SoapVersion) -> String {
        match self {
            Self::Soap(fault) => fault.to_xml(version),
            Self::Trust(fault) => fault.to_xml(version),
            Self::Security(fault) => fault.to_xml(version),
        }
    }

    /// The HTTP status. SOAP 1.1 sends every fault with 500; SOAP 1.2 the caller's own with 400.
    pub(super) fn status(&self, version: SoapVersion) -> u16 {
        let blames_caller = match self {
            Self::Soap(fault) => fault.code() == "Client",
            Self::Trust(_) | Self::Security(_) => true,
        };
        match version == SoapVersion::V12 && blames_caller {
            true => 400,
            false => 500,
        }
    }

    /// What it says.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Soap(fault) => fault.to_string(),
            Self::Trust(fault) => fault.to_string(),
            Self::Security(fault) => fault.to_string(),
        }
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::Soap(fault)
    }
}

impl From<SecurityFault> for Refusal {
    fn from(fault: SecurityFault) -> Self {
        Self::Security(fault)
    }
}

impl From<TrustFault> for Refusal {
    fn from(fault: TrustFault) -> Self {
        Self::Trust(fault)
    }
}
